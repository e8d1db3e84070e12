"""How the plan stores a table, as facts that templates/toolbox/storage.sql.j2 looks for in the dictionary.

A fact is a line `place: field = value`, such as `partition P_2024: tablespace = FAST`. The place is `table`, `default`
(what partitions get that are added later), `all partitions` with `partition NAME` before it, `column NAME`,
`LOB COLUMN` with `LOB COLUMN of partition NAME` before it, `LOB COLUMN of subpartitions` with `... of partition NAME`
before it and `... at PLACE` in the template, or one of a template (`template_facts.py`). Where Oracle may choose, the
value is a list with bars between. A line that begins with `tell` is told where it differs, and fails nothing: what
MODIFY does to it is documented nowhere.

Left out, because the dictionary does not show what was said, or shows it in other units:
- INITIAL and NEXT extents: rounded to the tablespace's extents; PCTUSED, FREELISTS and MAXTRANS: ignored since ASSM.
- CHUNK of SecureFiles, which is advice, and PART_LOBS.DEF_CHUNK, which counts blocks where LOBS.CHUNK counts bytes.
- RETENTION DEFAULT of SecureFiles; RETENTION of single LOB partitions, which is that of their segment.
- LOB_PARTITIONS of composite partitions: it shows defaults there, which may be NULL. Of LOB subpartitions kind and
  tablespace are asserted, all else is that of the LOB column.

Sources: Database Reference, ALL_TABLES, ALL_PART_TABLES, ALL_TAB_PARTITIONS, ALL_LOBS, ALL_PART_LOBS,
ALL_LOB_PARTITIONS, ALL_LOB_SUBPARTITIONS, ALL_TAB_COLS, ALL_ENCRYPTED_COLUMNS; SQL Language Reference, CREATE TABLE,
"segment_attributes_clause" and "LOB_storage_clause".
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import (
    CurrentState,
    HashTarget,
    LobStorageInfo,
    NoneTarget,
    ReferenceTarget,
    TableConfig,
)
from repart_tui.oracle.carried_template import planned_template
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.table_ddl import row_movement, row_movement_later, stored_lobs
from repart_tui.oracle.template_facts import NOT_SET, planned_lines, present_lines

_ALL = "all partitions"
_BAR = " | "
_OF_A_KIND = ("SecureFile", "compression", "deduplication", "encrypted", "retention", "PCTVERSION")
"""Settings of a LOB that only a SecureFile or only a BasicFile has."""


def planned_storage(table: TableConfig, method: str, release: tuple[int, int] = (0, 0)) -> list[str]:
    """Return the facts that hold once `method` (any but in_place) has done its work, on a database of that release.

    After an exchange too: the segment that changes hands keeps its own attributes, and what it could not get is
    refused (`oracle/methods/exchange.py`).
    """
    copied = method != "online_modify"
    lines = [*_table(table, method), *_partitions(table, copied=copied), *_lobs(table, copied=copied)]
    lines += _lob_subpartitions(table, copied=copied)
    return list(dict.fromkeys([*lines, *_columns(table.current_state), *planned_lines(table, release)]))


def discovered_storage(table: TableConfig) -> list[str]:
    """Return the facts of the table as it was discovered, for the script to see that they still hold."""
    state = table.current_state
    lines = [f"table: row movement = {_enabled(state.properties.row_movement)}"]
    place = "table" if state.partitioning is None else "default"
    lines += [_fact(place, field, value) for field, value in _segment(table).items() if value is not None]
    partitioned = state.partitioning is not None
    for line in (line for lob in stored_lobs(state) for line in _lob_facts(lob, partitioned=partitioned)):
        # Partitions from before an upgrade may hold LOBs of the other kind: that is no change since the discovery.
        lines.append(f"tell {line}" if partitioned and any(f": {word} = " in line for word in _OF_A_KIND) else line)
    return [*lines, *_columns(state), *present_lines(table)]


def _fact(place: str, field: str, value: str) -> str:
    return f"{place}: {field} = {value}"


def _enabled(flag: bool | None) -> str:
    return "ENABLED" if flag else "DISABLED"


def compression_words(compression: str | None, compress_for: str | None) -> str | None:
    """Return COMPRESS_FOR, NONE where there is none, or None where the dictionary does not say."""
    if compression == "ENABLED":
        return "ADVANCED" if compress_for == "OLTP" else compress_for or "BASIC"
    return "NONE" if compression == "DISABLED" else None


def _segment(table: TableConfig) -> dict[str, str | None]:
    """Return the segment attributes that the table has, None for those that are not known or not said."""
    storage = table.current_state.storage
    return {
        "tablespace": storage.tablespace_name,
        "PCTFREE": None if storage.pct_free is None else str(storage.pct_free),
        "INITRANS": str(storage.ini_trans) if storage.ini_trans is not None and storage.ini_trans > 1 else None,
        "logging": None if storage.logging is None else "YES" if storage.logging else "NO",
        "compression": compression_words(storage.compression, storage.compress_for),
        "buffer pool": storage.buffer_pool if storage.buffer_pool in ("KEEP", "RECYCLE") else None,
    }


def _table(table: TableConfig, method: str) -> Iterator[str]:
    copied = method != "online_modify"
    target = table.common_settings.target_config
    partitioned = not isinstance(target, NoneTarget)
    settings = table.common_settings.migration_settings
    told = "" if copied else "tell "
    moves = row_movement(table) and not row_movement_later(table, method)
    yield ("" if copied or partitioned else "tell ") + _fact("table", "row movement", _enabled(moves))
    found = _segment(table)
    if copied:
        found["tablespace"] = table.common_settings.tablespace or found["tablespace"]
        found["logging"] = found["logging"] or "YES"
        found["compression"] = found["compression"] or "NONE"
    # What Oracle documents of MODIFY: the data stay in the table's tablespace and keep its compression.
    kept = ("tablespace", "compression") if table.current_state.partitioning is None else ()
    for field, value in found.items():
        if value is None:
            continue
        if not partitioned:
            yield told + _fact("table", field, value)
            continue
        # The load was logged otherwise, and of a hash partitioned table only the default TABLESPACE can be modified.
        stays = field == "logging" and settings.nologging_load == (value == "YES") and isinstance(target, HashTarget)
        yield ("tell " if stays else told) + _fact("default", field, value)
        if field == "tablespace" and isinstance(target, ReferenceTarget):
            # Oracle's documents say both of one without a name here: "collocated" with the parent's, or in the table's.
            yield "tell " + _fact(_ALL, field, value)
        elif field == "tablespace":
            yield ("" if field in kept else told) + _fact(_ALL, field, _homes(table, value))
        else:
            yield ("" if field in kept else told) + _fact(_ALL, field, _or_as_the_template_says(table, field, value))
    if getattr(target, "indexing", True) is False:
        yield _fact("default", "indexing", "OFF")


def _columns(state: CurrentState) -> Iterator[str]:
    """Yield collation and encryption of columns that have their own."""
    default = state.properties.default_collation
    if default is not None:
        yield _fact("table", "default collation", default)
    for column in user_columns(state):
        place = f"column {column.name}"
        if column.collation is not None and column.collation != "USING_NLS_COMP":
            yield _fact(place, "collation", column.collation)
        if column.encryption is not None:
            yield _fact(place, "encryption", column.encryption.algorithm or "not set")
            if column.encryption.salt is not None:
                yield _fact(place, "salt", "YES" if column.encryption.salt else "NO")
            if column.encryption.integrity_algorithm:
                yield _fact(place, "integrity", column.encryption.integrity_algorithm)


def _homes(table: TableConfig, tablespace: str, partition: str | None = None) -> str:
    """Return where a partition may lie: its own tablespace or the table's, or those that the plan deals out.

    A template's tablespaces and a partition's own one meet in a subpartition; either is as planned.
    """
    target = table.common_settings.target_config
    level = getattr(target, "subpartitioning", None)
    dealt = [part.tablespace for part in getattr(level, "template", ()) or () if part.tablespace]
    dealt += list(getattr(level, "store_in", ()) or ())
    if partition is None:
        dealt += list(getattr(target, "store_in", ()) or ())
    return _BAR.join(dict.fromkeys([partition or tablespace, *dealt]))


def _or_as_the_template_says(table: TableConfig, field: str, value: str) -> str:
    """Return a value that subpartitions take from their partition or the table, or what the template says instead."""
    template = planned_template(table)
    said: list[str] = []
    if field == "compression":
        said = [item.compress_for for item in template if item.compress_for]
    elif field == "PCTFREE" and any(item.compress_for not in (None, "NONE", "ADVANCED") for item in template):
        said = ["0"]
    elif field == "indexing":
        said = ["ON" if item.indexing else "OFF" for item in template if item.indexing is not None]
    return _BAR.join(dict.fromkeys([value, *said]))


def _partitions(table: TableConfig, *, copied: bool) -> Iterator[str]:
    """Yield what single partitions have of their own; both methods say it in the statement itself."""
    target = table.common_settings.target_config
    parts = getattr(target, "partitions", ())
    says_indexing = not getattr(target, "indexing", True) or any(not getattr(p, "indexing", True) for p in parts)
    for part in parts:
        place = f"partition {part.name}"
        home = part.tablespace
        if isinstance(target, ReferenceTarget):
            # So that its name is looked for, too.
            home = home or table.common_settings.tablespace or table.current_state.storage.tablespace_name
        if home:
            # CREATE TABLE of a copy says it of each partition by reference, MODIFY does not.
            said = part.tablespace or copied or not isinstance(target, ReferenceTarget)
            yield ("" if said else "tell ") + _fact(place, "tablespace", _homes(table, home, home))
        if getattr(part, "compress_for", None):
            yield _fact(place, "compression", _or_as_the_template_says(table, "compression", part.compress_for))
            free = _segment(table)["PCTFREE"]
            if copied and free is not None and part.compress_for != "ADVANCED":
                # "Tables with COMPRESS use a PCTFREE value of 0 unless you explicitly set one": whether one that is set
                # for the table counts as set for the partition is not said.
                yield _fact(place, "PCTFREE", _BAR.join(dict.fromkeys([free, "0"])))
        if says_indexing:
            indexing = "ON" if getattr(part, "indexing", True) else "OFF"
            yield _fact(place, "indexing", _or_as_the_template_says(table, "indexing", indexing))
        for lob in getattr(part, "lobs", ()):
            # Of a partition that is divided again the view may show nothing: its subpartitions have the segments.
            divided = getattr(target, "subpartitioning", None) is not None
            home = _BAR.join([lob.tablespace, NOT_SET]) if divided else lob.tablespace
            yield _fact(f"LOB {lob.column_name} of {place}", "tablespace", home)


def _lobs(table: TableConfig, *, copied: bool) -> Iterator[str]:
    target = table.common_settings.target_config
    partitioned = not isinstance(target, NoneTarget)
    # The default is LOGGING, as they were loaded, and cannot be modified.
    stays = isinstance(target, HashTarget) and not table.common_settings.migration_settings.nologging_load
    for lob in stored_lobs(table.current_state):
        for line in _lob_facts(lob, partitioned=partitioned):
            certain = copied or not any(word in line for word in (": tablespace ", ": logging ", ": retention "))
            certain = certain and not (stays and line.endswith(": logging = NO"))
            yield line if certain else f"tell {line}"


def _lob_subpartitions(table: TableConfig, *, copied: bool) -> Iterator[str]:
    """Yield kind and tablespace of the LOBs in subpartitions: as the template says, their partition, or the LOB column.

    Where partition and template each name a tablespace, either is as planned.
    """
    target = table.common_settings.target_config
    if getattr(target, "subpartitioning", None) is None:
        return
    for lob in stored_lobs(table.current_state):
        place = f"LOB {lob.column_name} of subpartitions"
        if lob.securefile is not None:
            yield _fact(place, "SecureFile", "YES" if lob.securefile else "NO")
        named = [
            next((own.tablespace for own in item.lobs if own.column_name == lob.column_name), None)
            for item in planned_template(table)
        ]
        homes = [home for home in named if home]
        for number, home in enumerate(named, start=1):
            if home:
                yield _fact(f"{place} at {number}", "tablespace", home)
        if not homes and lob.tablespace_name:
            yield ("" if copied else "tell ") + _fact(place, "tablespace", lob.tablespace_name)
        for part in getattr(target, "partitions", ()):
            for own in getattr(part, "lobs", ()):
                if own.column_name == lob.column_name:
                    either = _BAR.join(dict.fromkeys([own.tablespace, *homes]))
                    yield _fact(f"{place} of partition {part.name}", "tablespace", either)


def _lob_facts(lob: LobStorageInfo, *, partitioned: bool) -> Iterator[str]:
    """Yield the settings of one LOB column that `table_ddl.lob_clause` says."""
    place = f"LOB {lob.column_name}"
    if lob.tablespace_name:
        yield _fact(place, "tablespace", lob.tablespace_name)
    for field, flag in (("SecureFile", lob.securefile), ("in row", lob.in_row)):
        if flag is not None:
            yield _fact(place, field, "YES" if flag else "NO")
    if lob.cache in ("YES", "NO", "CACHEREADS"):
        yield _fact(place, "cache", lob.cache)
    if lob.cache in ("NO", "CACHEREADS") and lob.logging in ("YES", "NO"):
        yield _fact(place, "logging", lob.logging)
    if lob.securefile:
        yield _fact(place, "compression", lob.compression if lob.compression in ("LOW", "MEDIUM", "HIGH") else "NO")
        yield _fact(place, "deduplication", "LOB" if (lob.deduplication or "").startswith("LOB") else "NO")
        yield _fact(place, "encrypted", "YES" if lob.encrypt == "YES" else "NO")
        if lob.retention_type in ("AUTO", "MAX", "NONE", "MIN"):
            yield _fact(place, "retention", lob.retention_type)
    elif lob.securefile is False:
        if lob.chunk and not partitioned:
            yield _fact(place, "CHUNK", str(lob.chunk))
        if lob.retention_type in ("YES", "NO"):
            yield _fact(place, "retention", lob.retention_type)
        if lob.retention_type == "NO" and lob.pctversion is not None:
            yield _fact(place, "PCTVERSION", str(lob.pctversion))
