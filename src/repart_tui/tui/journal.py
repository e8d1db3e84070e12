"""Every edit on disk as it is made, so that a closed connection or a crash loses nothing. No textual.

A journal is a file of JSON lines under the XDG state directory: a head that says where the plan comes from, then one
line a step with what the tables became, what stands in the editor, and what X-rays found. Its writer holds a lock on
it (flock), so the journal of a process that is gone is known by being free. It is made at the first edit and removed
when the plan is saved or its changes are given up.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from repart_tui import __version__
from repart_tui.config_file import SCHEMA_VERSION
from repart_tui.directories import expanded, made, state_directory
from repart_tui.tui.core import Source

FORMAT = 1
ENDING = ".jsonl"
_LARGE = 4 << 20
"""Bytes from which the file is written anew, shorter: at every key the editor adds all that stands in it."""

_SYNC_AFTER = 0.5
"""Seconds after a write in which others may follow before all go to the disk."""

Name = tuple[str, str]
"""Owner and table."""
PLAN: Name = ("", "")
"""In the place of a table: the settings of the plan."""


@dataclass(frozen=True)
class Entry:
    """What a table became in a step; None where that part stayed as it was."""

    name: Name
    enabled: bool | None = None
    settings: dict[str, Any] | None = None

    def over(self, before: Entry | None) -> Entry:
        """Return the two steps as one."""
        if before is None:
            return self
        return Entry(
            self.name,
            before.enabled if self.enabled is None else self.enabled,
            before.settings if self.settings is None else self.settings,
        )


@dataclass
class Content:
    """What a journal says, the steps summed up."""

    head: dict[str, Any] = field(default_factory=dict)
    entries: dict[Name, Entry] = field(default_factory=dict)
    steps: int = 0
    last_label: str = ""
    last_at: str = ""
    drafts: dict[Name, dict[str, Any]] = field(default_factory=dict)
    """What stood in the editor of a table, or in that of the plan's settings, not taken over yet."""
    settings: dict[str, Any] | None = None
    """What the settings of the plan became; None where they stayed."""
    xrays: dict[Name, dict[str, Any]] = field(default_factory=dict)
    """What the last X-ray of a table found: a full one may have taken hours."""

    @property
    def empty(self) -> bool:
        """True when there is nothing to put back."""
        return not self.entries and not self.drafts and not self.xrays and self.settings is None

    def take(self, line: dict[str, Any]) -> None:
        """Add what a line says."""
        if "journal" in line:
            self.head = line
        elif "tables" in line:
            self.steps += int(line.get("steps", 1))
            self.last_label, self.last_at = str(line["label"]), str(line["at"])
            for owner, table, enabled, settings in line["tables"]:
                entry = Entry((owner, table), enabled, settings)
                self.entries[entry.name] = entry.over(self.entries.get(entry.name))
            self.settings = line.get("settings", self.settings)
        elif "draft" in line:
            owner, table = line["draft"]
            self.last_at = str(line["at"])
            self.drafts.pop((owner, table), None)
            if line["state"] is not None:
                self.drafts[owner, table] = line["state"]
        elif "xray" in line:
            owner, table = line["xray"]
            self.last_at = str(line["at"])
            self.xrays[owner, table] = line["found"]

    def lines(self) -> list[dict[str, Any]]:
        """Return the shortest journal that says the same."""
        found = [self.head]
        if self.entries or self.settings is not None:
            tables = [[*entry.name, entry.enabled, entry.settings] for entry in self.entries.values()]
            line = {"at": self.last_at, "label": self.last_label, "steps": self.steps, "tables": tables}
            found.append(line if self.settings is None else line | {"settings": self.settings})
        found += [{"at": self.last_at, "xray": list(name), "found": seen} for name, seen in self.xrays.items()]
        found += [{"at": self.last_at, "draft": list(name), "state": state} for name, state in self.drafts.items()]
        return found


class Journal:
    """The journal of this process. Never raises: an edit must not fail because a disk is full."""

    def __init__(self, source: Source, on_trouble: Callable[[str], None], folder: Path | None = None) -> None:
        self._source = source
        self._on_trouble = on_trouble
        self._folder = folder or journal_folder()
        self._content = Content()
        self._handle = -1
        self._path: Path | None = None
        self._size = 0
        self._limit = _LARGE
        self._sync = _Sync(-1)
        self.healthy = True
        """False once something could not be written."""

    @property
    def path(self) -> Path | None:
        """The file, None while nothing was edited."""
        return self._path

    def record(self, label: str, entries: Sequence[Entry], settings: dict[str, Any] | None = None) -> None:
        """Write one step; `settings` are those of the plan where the step changed them."""
        tables = [[*entry.name, entry.enabled, entry.settings] for entry in entries]
        line: dict[str, Any] = {"at": _now(), "label": label, "tables": tables}
        self._add(line if settings is None else line | {"settings": settings})

    def record_draft(self, name: Name, state: dict[str, Any] | None) -> None:
        """Write what stands in the editor of a table; None when it was taken over or given up."""
        if state is None and name not in self._content.drafts:
            return
        if state != self._content.drafts.get(name):
            self._add({"at": _now(), "draft": list(name), "state": state})

    def record_xray(self, name: Name, found: dict[str, Any]) -> None:
        """Write what an X-ray of a table found."""
        self._add({"at": _now(), "xray": list(name), "found": found})

    def restart(self, source: Source) -> None:
        """Forget all: the plan stands in the file of `source` as it is."""
        drafts = self._content.drafts
        self.discard()
        self._source, self._content = source, Content()
        for name, state in drafts.items():
            self.record_draft(name, state)

    def discard(self) -> None:
        """Remove the file: nothing is to be put back."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()
        self.close()

    def close(self) -> None:
        """Let go of the file; what it holds is offered at the next start."""
        if self._handle >= 0:
            with contextlib.suppress(OSError):
                os.fsync(self._handle)
            _let_go(self._handle)
        self._handle, self._path = -1, None
        self._sync.stop()

    # ---- writing ----------------------------------------------------------------------------------------------

    def _add(self, line: dict[str, Any]) -> None:
        try:
            if self._handle < 0:
                self._open()
            self._content.take(line)
            self._write(line)
            if self._size > self._limit:
                self._shorten()
        except (OSError, ValueError, TypeError) as error:
            if self.healthy:
                reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
                self._on_trouble(f"Edits cannot be kept in {self._folder}: {reason}. Save often.")
            self.healthy = False

    def _open(self) -> None:
        made(self._folder)
        stamp = f"{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}"
        for number in range(100):
            path = self._folder / f"{stamp}-{number}{ENDING}"
            with contextlib.suppress(FileExistsError):
                self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
                self._path = path
                break
        fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._size, self._limit = 0, _LARGE
        self._sync = _Sync(self._handle)
        head: dict[str, Any] = {"journal": FORMAT, "version": __version__, "schema": SCHEMA_VERSION, "started": _now()}
        head["source"] = _written(self._source)
        head["file"] = file_stamp(self._source.path) if self._source.kind == "config" else None
        self._content.take(head)
        self._write(head)

    def _write(self, line: dict[str, Any]) -> None:
        data = json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        # One write: it is whole in the kernel before the next key, whatever becomes of this process.
        if os.write(self._handle, data) != len(data):
            raise OSError(0, "the disk is full")
        self._size += len(data)
        self._sync.soon()

    def _shorten(self) -> None:
        """Write the file anew without what later steps made void."""
        assert self._path is not None
        temporary = self._path.with_suffix(".new")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        old, self._handle, self._size = self._handle, handle, 0
        self._sync.stop()
        self._sync = _Sync(handle)
        for line in self._content.lines():
            self._write(line)
        temporary.replace(self._path)
        _let_go(old)
        self._limit = max(_LARGE, 4 * self._size)


def _let_go(handle: int) -> None:
    # A sync under way in the other thread would hold the lock beyond the close.
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_UN)
    with contextlib.suppress(OSError):
        os.close(handle)


class _Sync:
    """Brings what was written to the disk aside from the keys: a sync may take long on a busy or distant disk."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._told = threading.Event()
        self._ended = handle < 0
        if not self._ended:
            threading.Thread(target=self._run, daemon=True).start()

    def soon(self) -> None:
        """Sync when there is time."""
        self._told.set()

    def stop(self) -> None:
        """End; the handle may be closed now."""
        self._ended = True
        self._told.set()

    def _run(self) -> None:
        while True:
            self._told.wait()
            # A write waits while the same file is synced: not at every key, then.
            time.sleep(_SYNC_AFTER)
            self._told.clear()
            if self._ended:
                return
            with contextlib.suppress(OSError):
                os.fdatasync(self._handle)


def journal_folder() -> Path:
    """Return the folder of all journals."""
    return state_directory() / "journals"


def file_stamp(path: Path | None) -> list[int] | None:
    """Return size and time of a file, to know it again; None when it is not there."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return None if found is None else [found.st_size, found.st_mtime_ns]


def _now() -> str:
    return f"{datetime.now():%Y-%m-%d %H:%M:%S}"


def _written(source: Source) -> dict[str, Any]:
    """Return the source without its passwords."""
    path = None if source.path is None else str(expanded(source.path).absolute())
    login = None
    if source.login is not None:
        facts = asdict(source.login.without_secrets())
        login = {name: str(value) if isinstance(value, Path) else value for name, value in facts.items()}
    scope = {"schemas": source.schemas, "include": source.include, "exclude": source.exclude}
    return {"kind": source.kind, "path": path, "login": login, "profile": source.profile} | {
        word: list(names) for word, names in scope.items()
    }
