"""Journals that a process left behind: what they hold, in words, and how it is put back. No textual."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repart_tui.config_file import SCHEMA_VERSION, upgrade
from repart_tui.counted import counted
from repart_tui.directories import expanded
from repart_tui.tui.core import Source
from repart_tui.tui.history import Edited
from repart_tui.tui.journal import ENDING, FORMAT, PLAN, Content, Entry, file_stamp, journal_folder
from repart_tui.tui.plan import Plan

if TYPE_CHECKING:
    from repart_tui.connect.login import Login
    from repart_tui.migration_models import EnvironmentConfig, XrayResult

_UNSAID = "1.3"
"""Up to this version of the schema a journal did not say which one it follows."""
_SHOWN = 5
"""Tables named in a summary."""


@dataclass
class KeptWork:
    """A journal that nobody writes any more; held by a lock so that one start alone offers it."""

    path: Path
    content: Content
    handle: int

    @property
    def source(self) -> Source:
        """Where its plan came from."""
        written = self.content.head["source"]
        path = written.get("path")
        return Source(
            kind=written["kind"],
            path=Path(path) if path else None,
            login=_login(written.get("login")),
            profile=written.get("profile") or "",
            schemas=tuple(written.get("schemas") or ()),
            include=tuple(written.get("include") or ()),
            exclude=tuple(written.get("exclude") or ()),
        )

    def fits(self, source: Source) -> bool:
        """Tell whether the work belongs to what `source` opens."""
        own = self.source
        if own.kind != source.kind:
            return False
        if own.kind in {"config", "dictionary"}:
            return own.path is not None and source.path is not None and _same(own.path, source.path)
        return (own.login and own.login.dsn) == (source.login and source.login.dsn)

    def summary(self) -> list[str]:
        """Return what was kept, in a few lines."""
        content = self.content
        lines = [f"from {self.source.title}, last edit {content.last_at}"]
        if content.entries or content.settings is not None:
            steps = counted(content.steps, "step")
            tables = counted(len(content.entries), "table")
            what = tables if content.entries else "the settings of the plan"
            lines.append(f"{steps} on {what}, the last one: {content.last_label}")
            if content.settings is not None and content.entries:
                lines.append("  the settings of the plan: edited")
            lines += [f"  {_told(entry)}" for entry in list(content.entries.values())[:_SHOWN]]
            if len(content.entries) > _SHOWN:
                lines.append(f"  and {len(content.entries) - _SHOWN:,} more")
        lines += [f"X-ray of {'.'.join(name)}, taken at {_taken(seen)}" for name, seen in content.xrays.items()]
        lines += [f"typed in the editor, not applied: {_named(name)}" for name in content.drafts]
        stamp = content.head.get("file")
        if stamp is not None and file_stamp(self.source.path) != stamp:
            lines.append("The file has been changed since: the edits go on top of what it holds now.")
        return lines

    def discard(self) -> None:
        """Remove the journal."""
        with contextlib.suppress(OSError):
            self.path.unlink()
        self.release()

    def release(self) -> None:
        """Leave the journal for another start."""
        if self.handle >= 0:
            with contextlib.suppress(OSError):
                os.close(self.handle)
            self.handle = -1


@dataclass(frozen=True)
class PutBack:
    """What became of kept work."""

    tables: int
    left_out: tuple[str, ...]
    """Why some of it could not be put back, one sentence each."""
    drafts: tuple[tuple[int, dict[str, Any]], ...]
    """Places of tables whose editor held something, and what; -1 for the settings of the plan."""
    settings: bool = False
    """True when settings of the plan were put back."""
    xrays: int = 0


def kept_work(folder: Path | None = None) -> list[KeptWork]:
    """Return what earlier processes left, the newest first, each locked; empty journals are removed."""
    found = []
    for path in sorted((folder or journal_folder()).glob(f"*{ENDING}"), reverse=True):
        kept = _opened(path)
        if kept is None:
            continue
        if kept.content.empty:
            kept.discard()
        else:
            found.append(kept)
    return found


def put_back(kept: KeptWork, plan: Plan) -> PutBack:
    """Make the kept steps again on the plan, the settings of the plan and the tables each as one step."""
    places = {(table.owner, table.table_name): place for place, table in enumerate(plan.tables)} | {PLAN: -1}
    _upgrade(kept.content, plan, places)
    after: list[tuple[int, Edited]] = []
    left_out = []
    for name, entry in kept.content.entries.items():
        place = places.get(name)
        if place is None:
            left_out.append(f"{'.'.join(name)} is not in the plan any more.")
            continue
        if plan.is_listed_only(place):
            left_out.append(f"The detail of {'.'.join(name)} is not read yet.")
            continue
        try:
            after.append((place, _edited(entry, plan.edited_part(place))))
        except ValueError:
            left_out.append(f"The settings kept for {'.'.join(name)} do not fit this version.")
    settings = kept.content.settings
    if settings is not None:
        try:
            plan.set_plan_settings(_settings(settings))
        except ValueError:
            settings = None
            left_out.append("The settings kept for the plan do not fit this version.")
    plan.change("put back kept work", after)
    xrays = 0
    for name, seen in kept.content.xrays.items():
        place = places.get(name)
        if place is None:
            left_out.append(f"{'.'.join(name)} is not in the plan any more.")
        elif plan.is_listed_only(place):
            left_out.append(f"The detail of {'.'.join(name)} is not read yet.")
        elif (found := _seen(seen)) is None:
            left_out.append(f"The X-ray kept for {'.'.join(name)} does not fit this version.")
        else:
            plan.keep_xray(place, found)
            xrays += 1
    drafts = [(places[name], state) for name, state in kept.content.drafts.items() if name in places]
    left_out += [f"{'.'.join(name)} is not in the plan any more." for name in kept.content.drafts if name not in places]
    return PutBack(len(after), tuple(left_out), tuple(drafts), settings is not None, xrays)


def _upgrade(content: Content, plan: Plan, places: dict[tuple[str, str], int]) -> None:
    """Change what was kept by an older version as a plan of that version is changed when it is read."""

    def upgraded(name: tuple[str, str], part: str, values: dict[str, Any], path: Sequence[str] = ()) -> dict[str, Any]:
        table: dict[str, Any] = {part: values}
        for key in reversed(path):
            table[part] = {key: table[part]}
        if name in places and name != PLAN:
            table["current_state"] = plan.tables[places[name]].current_state.to_dict()
        found = upgrade({"schema_version": content.head.get("schema", _UNSAID), "tables": [table]}, "the journal")
        return reduce(getitem, path, found["tables"][0][part])

    if content.head.get("schema", _UNSAID) == SCHEMA_VERSION:
        return
    for name, entry in content.entries.items():
        if entry.settings is not None:
            content.entries[name] = replace(entry, settings=upgraded(name, "common_settings", entry.settings))
    for name, seen in content.xrays.items():
        content.xrays[name] = upgraded(name, "xray", seen)
    for name, state in content.drafts.items():
        if name != PLAN:
            state["values"] = upgraded(name, "common_settings", state["values"])
            for kept in state["memory"]:
                # What was typed for another kind of partitioning stands without what it is a part of.
                kept[2] = upgraded(name, "common_settings", kept[2], kept[0])


def _settings(document: dict[str, Any]) -> EnvironmentConfig:
    from repart_tui.migration_models import EnvironmentConfig

    return EnvironmentConfig.from_dict(document)


def _seen(kept: dict[str, Any]) -> XrayResult | None:
    from repart_tui.migration_models import XrayResult

    try:
        return XrayResult.from_dict(kept)
    except ValueError:
        return None


def _taken(kept: dict[str, Any]) -> str:
    return str(kept.get("taken_at", "?")).replace("T", " ")


def _edited(entry: Entry, before: Edited) -> Edited:
    from repart_tui.migration_models import CommonSettings

    part = before
    if entry.enabled is not None:
        part = replace(part, enabled=entry.enabled)
    if entry.settings is not None:
        part = replace(part, settings=CommonSettings.from_dict(entry.settings))
    return part


def _opened(path: Path) -> KeptWork | None:
    """Return the journal, None while its writer lives or when it cannot be read."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        content = Content()
        for line in _lines(path):
            content.take(line)
        if content.head.get("journal") == FORMAT and "kind" in content.head.get("source", {}):
            return KeptWork(path, content, handle)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass  # alive, or no journal of ours: not to be touched
    os.close(handle)
    return None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(text)
        except ValueError:
            return  # the last line, cut by a power failure


def _login(written: dict[str, Any] | None) -> Login | None:
    """Return the login, whose password must be asked for again."""
    from repart_tui.connect.login import Login

    if written is None:
        return None
    paths = {name: Path(value) for name in ("tns_admin", "wallet") if (value := written.get(name))}
    thick = written.get("thick") or False
    return Login(**{**written, **paths, "thick": Path(thick) if isinstance(thick, str) else thick})


def _named(name: tuple[str, str]) -> str:
    return "the settings of the plan" if name == PLAN else ".".join(name)


def _told(entry: Entry) -> str:
    words = []
    if entry.enabled is not None:
        words.append("switched on" if entry.enabled else "switched off")
    if entry.settings is not None:
        kind = str(entry.settings.get("target_config", {}).get("partitioning_type", "?")).replace("_", " ")
        words.append(f"edited, target {kind}")
    return f"{'.'.join(entry.name)}: {', '.join(words)}"


def _same(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return expanded(one).absolute() == expanded(other).absolute()
