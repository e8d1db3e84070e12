"""Tablespaces that a plan would write into, held against those that the dictionary had open.

`metadata.tablespaces` lists the permanent ones that were ONLINE; of one that holds segments and is not among them is
known that it was READ ONLY or OFFLINE. What merely stays where it is may stay there: in place nothing is stored anew.
All of this may be mended before the script runs, which looks itself, so that nothing here is an error.

Sources: Database Reference, DBA_TABLESPACES; Administrator's Guide, "Altering Tablespace Availability" and "Using
Read-Only Tablespaces"; ORA-00959, ORA-01542, ORA-01647.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from repart_tui.migration_models import (
    AutomaticListTarget,
    CommonSettings,
    IntervalTarget,
    Metadata,
    NoneTarget,
    TableConfig,
)
from repart_tui.oracle.carried_template import planned_template
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.index_locality import chosen_target
from repart_tui.oracle.table_ddl import stored_lobs

_SETTINGS = "common_settings"
_TEMPLATE = f"{_SETTINGS}.target_config.subpartitioning.template"
_IN_PLACE = (f"{_SETTINGS}.target_config.store_in", _TEMPLATE)
_SOURCE = "Database Reference, DBA_TABLESPACES"
_NUMBERS = re.compile(r"\.[0-9]+(?=\.|\Z)")


@dataclass(frozen=True, slots=True)
class Use:
    """A tablespace that new segments go to."""

    field: str
    """Dotted path of the field that says so."""
    tablespace: str
    of: str
    """What goes there, such as a partition's name; empty for all."""
    is_named: bool = True
    """False where the plan leaves it out, and means the present one."""


def named_tablespaces(settings: CommonSettings, method: str | None) -> Iterator[Use]:
    """Yield the tablespaces that the plan names and `method` stores something new in."""
    for use in _named(_SETTINGS, settings.to_dict(), ""):
        if method != "in_place" or use.field.startswith(_IN_PLACE):
            yield use


def tablespace_findings(table: TableConfig, metadata: Metadata, method: str | None) -> Iterator[Finding]:
    """Yield findings on tablespaces that are not there or not open; none where they could not be read."""
    if not metadata.tablespaces:
        return
    taking = set(metadata.tablespaces)
    present = _present(table)
    # What a lesser user sees, USER_TABLESPACES, may lack those of the table's owner.
    sees_all = metadata.view_family == "DBA"
    uses: dict[tuple[str, str], list[Use]] = {}
    for use in (*named_tablespaces(table.common_settings, method), *_kept(table, method)):
        if use.tablespace not in taking and (sees_all or use.tablespace not in present):
            uses.setdefault((_NUMBERS.sub("", use.field), use.tablespace), []).append(use)
    for (_, name), found in uses.items():
        more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
        of = f" ({found[0].of}{more})" if found[0].of else ""
        if name in present:
            yield _not_online(f"Tablespace {name}{of}", found[0])
        else:
            yield _unknown(f"Tablespace {name}{of}", found[0], metadata)


def later_lob_findings(table: TableConfig, method: str | None) -> Iterator[Finding]:
    """Yield a note where LOBs of the partitions that Oracle makes later go elsewhere than those of the named ones.

    Source: SQL Language Reference, CREATE TABLE, LOB_partition_storage: what a partition does not say it takes from the
    table; "subpartition_template": what new partitions get.
    """
    target = table.common_settings.target_config
    if method == "in_place" or not isinstance(target, (IntervalTarget, AutomaticListTarget)):
        return
    for lob in stored_lobs(table.current_state):
        named = [
            part.tablespace for item in target.partitions for part in item.lobs if part.column_name == lob.column_name
        ]
        homes = _template_homes(table, lob.column_name)
        if homes:
            if named and named[-1] not in homes:
                yield Finding(
                    "LOB-LATER",
                    "note",
                    _TEMPLATE,
                    f"{lob.column_name} of the partitions that Oracle makes later goes where the template says "
                    f"({', '.join(homes)}), and not to the tablespaces that partitions name for it.",
                    "Name the tablespace of later partitions in the template.",
                    "SQL Language Reference, CREATE TABLE, subpartition_template",
                )
            continue
        if named and lob.tablespace_name and lob.tablespace_name not in named[-1:]:
            yield Finding(
                "LOB-LATER",
                "note",
                f"{_SETTINGS}.target_config.partitions",
                f"{lob.column_name} of the partitions that Oracle makes later goes to {lob.tablespace_name}, where the "
                "LOB is now, and not to the tablespaces that partitions name for it.",
                "After the run, ALTER TABLE ... MODIFY DEFAULT ATTRIBUTES LOB (...) (TABLESPACE ...) changes it.",
                "SQL Language Reference, ALTER TABLE, modify_table_default_attrs",
            )


def _template_homes(table: TableConfig, column: str) -> list[str]:
    """Return the tablespaces that the template names for a LOB column, each once."""
    lobs = [lob for item in planned_template(table) for lob in item.lobs if lob.column_name == column]
    return list(dict.fromkeys(lob.tablespace for lob in lobs if lob.tablespace))


def _not_online(subject: str, use: Use) -> Finding:
    other = "or choose another one" if use.is_named else "or choose another one for what is made anew"
    return Finding(
        "TABLESPACE-NOT-ONLINE",
        "warning",
        use.field,
        f"{subject} was READ ONLY or OFFLINE when the dictionary was read: it takes nothing new (ORA-01647, "
        "ORA-01542).",
        f"ALTER TABLESPACE ... READ WRITE or ONLINE before the run, {other}.",
        _SOURCE,
    )


def _unknown(subject: str, use: Use, metadata: Metadata) -> Finding:
    near = difflib.get_close_matches(use.tablespace.upper(), metadata.tablespaces, 1, cutoff=0.8)
    seen = "" if metadata.view_family == "DBA" else ", as far as could be seen"
    return Finding(
        "TABLESPACE-UNKNOWN",
        "warning",
        use.field,
        f"{subject} is none of those that were open for tables and indexes when the dictionary was read{seen}.",
        f"Did you mean {near[0]}?" if near else "Create or open it before the run, or choose another one.",
        _SOURCE,
    )


def _named(field: str, part: object, of: str) -> Iterator[Use]:
    if isinstance(part, list):
        for number, item in enumerate(part):
            yield from _named(f"{field}.{number}", item, of)
    elif isinstance(part, dict):
        own = str(part.get("name") or part.get("index_name") or of)
        if "column_name" in part:
            own = f"LOB {part['column_name']} of {of}"
        for key, item in part.items():
            if key == "tablespace" and item:
                yield Use(f"{field}.{key}", item, own)
            elif key == "store_in":
                yield from (Use(f"{field}.{key}", name, own) for name in item)
            elif isinstance(item, (list, dict)):
                yield from _named(f"{field}.{key}", item, own)


def _present(table: TableConfig) -> set[str | None]:
    """Return the tablespaces in which the table has segments."""
    state = table.current_state
    parts = state.partitioning.partitions if state.partitioning is not None else []
    return {
        state.storage.tablespace_name,
        *(part.tablespace_name for part in parts),
        *(lob.tablespace_name for part in parts for lob in part.lobs),
        *(lob.tablespace_name for lob in state.lobs),
        *(index.tablespace_name for index in state.indexes),
        *(part.tablespace_name for index in state.indexes for part in index.partitions),
    }


def _kept(table: TableConfig, method: str | None) -> Iterator[Use]:
    """Yield the present tablespaces in which something is stored anew because the plan names no other."""
    if method == "in_place":
        return
    state, settings = table.current_state, table.common_settings
    home = f"{_SETTINGS}.tablespace"
    if not settings.tablespace and state.storage.tablespace_name and _needs_home(table):
        yield Use(home, state.storage.tablespace_name, "the table", is_named=False)
    for lob in stored_lobs(state):
        if lob.tablespace_name:
            yield Use(home, lob.tablespace_name, f"LOB {lob.column_name}", is_named=False)
    for index in state.indexes:
        chosen = chosen_target(table, index)
        if index.tablespace_name and (chosen is None or not (chosen.tablespace or chosen.store_in)):
            yield Use(f"{_SETTINGS}.index_targets", index.tablespace_name, index.index_name, is_named=False)


def _needs_home(table: TableConfig) -> bool:
    """Tell whether anything goes to the table's own tablespace: not where each partition names another."""
    target = table.common_settings.target_config
    if isinstance(target, NoneTarget):
        return True
    if getattr(target, "store_in", None) and not target.partitions:
        return False
    opens = isinstance(target, (IntervalTarget, AutomaticListTarget)) and not target.store_in
    return opens or not target.partitions or not all(part.tablespace for part in target.partitions)
