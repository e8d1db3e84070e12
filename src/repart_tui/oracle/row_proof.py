"""What proves that two tables hold the same rows.

Source: SQL Language Reference, ORA_HASH (no LONG, no LOB); PL/SQL Packages, DBMS_LOB.COMPARE and DBMS_CRYPTO.HASH.
Counts alone prove nothing, raw concatenations collide, so each column is hashed by itself and rows by their hashes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from repart_tui.migration_models import ColumnInfo, CurrentState, TableConfig
from repart_tui.oracle.columns import LOB_TYPES, stored_columns, user_columns
from repart_tui.oracle.sql_text import qualified, quote_name

COLUMNS_AT_ONCE = 40
"""Columns that one scan compares: two numbers of up to 30 digits each must fit into one text of 4,000 bytes."""
HASHES_AT_ONCE = 100
"""Hashes of up to ten digits that one text holds."""
LOBS_AT_ONCE = 20
"""LOB columns that one join or scan compares: three numbers of each must fit into one text of 4,000 bytes."""
_MODULUS = 4294967295


@dataclass(frozen=True, slots=True)
class HashCheck:
    """A scan: `select` yields numbers joined by commas, `what` names them likewise."""

    what: str
    select: str


@dataclass(frozen=True, slots=True)
class LobCheck:
    """What follows SELECT COUNT(*) in a query that counts rows whose LOBs differ."""

    what: str
    source: str


def _hashable(state: CurrentState) -> list[str]:
    names = [column.name for column in user_columns(state) if column.data_type not in LOB_TYPES]
    return [*names, "ORA_ARCHIVE_STATE"] if state.properties.row_archival else names


def _label(name: str) -> str:
    """Return a column's name fit for a list that commas separate."""
    return name.replace(",", " ")


def _hash(name: str, seed: int) -> str:
    return f"ORA_HASH({quote_name(name)}, {_MODULUS}, {seed})"


def hash_checks(table: TableConfig) -> list[HashCheck]:
    """Return the scans that compare counts, hashes of columns and of whole rows."""
    names = _hashable(table.current_state)
    found = []
    for start in range(0, max(len(names), 1), COLUMNS_AT_ONCE):
        group = names[start : start + COLUMNS_AT_ONCE]
        what, select = ["rows"], ["COUNT(*)"]
        if start == 0:
            what.append("whole rows")
            select.append(f"SUM({_row_hash(names)})")
        for number, name in enumerate(group, start=start + 1):
            what += [f"{_label(name)} not NULL", f"{_label(name)} by hash"]
            select += [f"COUNT({quote_name(name)})", f"SUM({_hash(name, number)})"]
        found.append(HashCheck(",".join(what), " || ',' ||\n".join(select)))
    return found


def _row_hash(names: list[str]) -> str:
    """Return the hash of a row from those of its columns.

    In groups, so that no text grows beyond 4,000 bytes and no expression nests deep: each operator of a concatenation
    is the operand of the next.
    """
    if not names:
        return "0"
    hashes = [_hash(name, seed) for seed, name in enumerate(names, start=1)]
    while len(hashes) > 1:
        groups = [hashes[start : start + HASHES_AT_ONCE] for start in range(0, len(hashes), HASHES_AT_ONCE)]
        hashes = ["ORA_HASH(" + " || '|' ||\n".join(group) + ")" for group in groups]
    return hashes[0]


def unique_key(state: CurrentState) -> list[str] | None:
    """Return the columns of an enforced primary or unique key that no NULL weakens."""
    required = {column.name for column in user_columns(state) if not column.nullable}
    for kind in ("P", "U"):
        for c in state.constraints:
            if c.constraint_type == kind and c.status == "ENABLED" and c.validated and set(c.columns) <= required:
                return c.columns
    return None


def needs_crypto(table: TableConfig) -> bool:
    """Return True where LOBs can only be compared by DBMS_CRYPTO, for want of a key to join by."""
    return bool(_lobs(table.current_state)) and unique_key(table.current_state) is None


def _lobs(state: CurrentState) -> list[ColumnInfo]:
    return [column for column in stored_columns(state) if column.data_type in LOB_TYPES]


def lob_checks(table: TableConfig, new_table: str) -> list[LobCheck]:
    """Return the comparisons of LOB columns with the copy, byte by byte where a key joins the rows."""
    state = table.current_state
    key = unique_key(state)
    old, new = qualified(table.owner, table.table_name), qualified(table.owner, new_table)
    return list(_by_key(state, key, old, new) if key is not None else _by_hash(state, old, new))


def _by_key(state: CurrentState, key: list[str], old: str, new: str) -> Iterator[LobCheck]:
    joined = " AND ".join(f"b.{quote_name(name)} = a.{quote_name(name)}" for name in key)
    for group in _groups(state):
        different = "\n OR ".join(_different(quote_name(column.name)) for column in group)
        yield LobCheck(_names(group), f"FROM {old} a JOIN {new} b ON {joined}\n WHERE ({different})")


def _different(name: str) -> str:
    """Return the condition that the LOB differs between a and b: either NULL alone, or other bytes."""
    return (
        f"CASE WHEN a.{name} IS NULL AND b.{name} IS NULL THEN 0\n"
        f" WHEN a.{name} IS NULL OR b.{name} IS NULL THEN 1\n"
        f" WHEN DBMS_LOB.GETLENGTH(a.{name}) = 0 AND DBMS_LOB.GETLENGTH(b.{name}) = 0 THEN 0\n"
        f" WHEN DBMS_LOB.COMPARE(a.{name}, b.{name}) = 0 THEN 0 ELSE 1 END = 1"
    )


def _groups(state: CurrentState) -> list[list[ColumnInfo]]:
    """Return the LOB columns in groups that are compared at once."""
    found = _lobs(state)
    return [found[start : start + LOBS_AT_ONCE] for start in range(0, len(found), LOBS_AT_ONCE)]


def _names(group: list[ColumnInfo]) -> str:
    return ("LOBs " if len(group) > 1 else "LOB ") + ", ".join(column.name for column in group)


def _digest_sums(column: ColumnInfo) -> list[str]:
    """Return what is summed up for a LOB without a key to join by: how many, how long, and their digests."""
    name = quote_name(column.name)
    # 4 is DBMS_CRYPTO.HASH_SH256; an empty LOB has nothing to hash.
    digest = f"CASE WHEN DBMS_LOB.GETLENGTH({name}) > 0 THEN RAWTOHEX(DBMS_CRYPTO.HASH({name}, 4)) END"
    return [f"COUNT({name})", f"SUM(DBMS_LOB.GETLENGTH({name}))", f"SUM(ORA_HASH({digest}))"]


def lob_digests(table: TableConfig) -> list[HashCheck]:
    """Return the scans that compare LOBs by length and digest."""
    found = []
    for group in _groups(table.current_state):
        what = [f"{_label(c.name)} {word}" for c in group for word in ("not NULL", "by length", "by digest")]
        sums = [text for column in group for text in _digest_sums(column)]
        found.append(HashCheck(",".join(what), " || ',' ||\n".join(sums)))
    return found


def _by_hash(state: CurrentState, old: str, new: str) -> Iterator[LobCheck]:
    for group in _groups(state):
        numbers = " || ',' ||\n ".join(text for column in group for text in _digest_sums(column))
        yield LobCheck(
            _names(group),
            f"FROM (SELECT {numbers} AS v FROM {old}) a,\n (SELECT {numbers} AS v FROM {new}) b WHERE a.v <> b.v",
        )


def minus_source(table: TableConfig, new_table: str, where: tuple[str, str] | None = None) -> str:
    """Return what follows SELECT COUNT(*) to count rows found in only one of both tables, LOBs left out.

    `where` narrows each.
    """
    columns = ", ".join(quote_name(name) for name in _hashable(table.current_state))
    old, new = qualified(table.owner, table.table_name), qualified(table.owner, new_table)
    if where is not None:
        old, new = f"{old} t{where[0]}", f"{new} t{where[1]}"
    one_way = f"(SELECT {columns} FROM {old} MINUS SELECT {columns} FROM {new})"
    other_way = f"(SELECT {columns} FROM {new} MINUS SELECT {columns} FROM {old})"
    return f"FROM (SELECT * FROM {one_way}\n UNION ALL SELECT * FROM {other_way})"
