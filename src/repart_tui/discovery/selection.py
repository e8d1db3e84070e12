"""Objects told by a condition in place of a long list of names: a subselect, which the database joins once.

A list of 10,000 names would travel with every query and be compared with each row. The tables that are worth their
detail are told in one line instead, and what belongs to them (indexes, keys) by a subselect around it. What is read so
is read by several statements, so the tables must be the same for all of them: whoever selects compares at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from repart_tui.discovery.query import Query, padded
from repart_tui.discovery.source import Source

if TYPE_CHECKING:
    from repart_tui.discovery.views import Dictionary

Measure = Literal["blocks", "bytes"]
Binds = dict[str, str | int]
BLOCKS = Query("blocks of tables", "SELECT owner, table_name, blocks FROM dba_tables")
BYTES = Query("bytes of tables", "SELECT owner, segment_name, segment_type, bytes FROM dba_segments")


@dataclass(frozen=True)
class LargestTables:
    """The tables with more than `least` blocks or bytes, and of those with just as many the names up to `upto`.

    Blocks are those of the statistics; a table without any counts as empty. Bytes are those of its segments.
    """

    owners: tuple[str, ...]
    measure: Measure
    least: int
    upto: str


@dataclass(frozen=True)
class Told:
    """The objects that a query tells of others: its `columns` hold their owner and name, or their number."""

    query: Query
    columns: tuple[str, ...]
    of: Selection


@dataclass(frozen=True)
class AnyOf:
    """The objects of all parts."""

    parts: tuple[Selection, ...]


Selection = LargestTables | Told | AnyOf
Names = Sequence[str] | Selection | None
"""Names of objects, a condition that tells them, or None for all."""
Numbers = Sequence[int] | Selection | None


_Value = TypeVar("_Value", str, int)


def listed(given: Sequence[_Value] | Selection | None) -> Sequence[_Value] | None:
    """Return a list as it is, None for a selection."""
    return None if isinstance(given, (LargestTables, Told, AnyOf)) else given


def subselect(dictionary: Dictionary, selection: Selection, prefix: str = "") -> tuple[str, Binds] | None:
    """Return the SELECT of owner and name and its binds, whose names begin with the prefix.

    None when a view or column that it needs is not known to be readable: then everything has to be read.
    """
    if isinstance(selection, AnyOf):
        parts = [subselect(dictionary, part, prefix) for part in selection.parts]
        if any(part is None for part in parts):
            return None
        known = [part for part in parts if part is not None]
        return "\n        UNION\n        ".join(text for text, _ in known), known[0][1]
    if isinstance(selection, Told):
        return _told(dictionary, selection, prefix)
    return _largest(dictionary, selection, prefix)


def among(
    dictionary: Dictionary, query: Query, source: Source, names: Names, numbers: Numbers, prefix: str = ""
) -> tuple[str | None, Binds]:
    """Return the subselect that takes the place of a list in the query, and its binds; None for no subselect."""
    for given, columns in ((names, (query.owner_column, query.name_column)), (numbers, (query.number_column,))):
        if isinstance(given, (LargestTables, Told, AnyOf)) and _has(dictionary, query, source, columns):
            return subselect(dictionary, given, prefix) or (None, {})
    return None, {}


def _told(dictionary: Dictionary, told: Told, prefix: str) -> tuple[str, Binds] | None:
    query, inner = told.query, subselect(dictionary, told.of, prefix)
    source = dictionary.known(query)
    needed = (*told.columns, query.owner_column, query.name_column)
    if inner is None or source is None or not _has(dictionary, query, source, needed):
        return None
    renamed = query.renamed_for(source.family)
    columns = tuple(renamed.get(column, column) for column in told.columns)
    available = dictionary.columns_for(query, source)
    return query.branch(source.view, available, (0, 0, 0), renamed, columns, prefix, inner[0]), inner[1]


def _largest(dictionary: Dictionary, tables: LargestTables, prefix: str) -> tuple[str, Binds] | None:
    query = BLOCKS if tables.measure == "blocks" else BYTES
    source = dictionary.known(query)
    if source is None or not _has(dictionary, query, source, (column.name for column in query.columns)):
        return None
    owners = padded(tables.owners)
    binds: Binds = {f"{prefix}so{number}": owner for number, owner in enumerate(owners, 1)}
    bound = ", ".join(f":{name}" for name in binds)
    binds |= {f"{prefix}least": tables.least, f"{prefix}upto": tables.upto}

    def largest(size: str, name: str) -> str:
        return f"{size} > :{prefix}least OR {size} = :{prefix}least AND {name} <= :{prefix}upto"

    if tables.measure == "blocks":
        text = f"""SELECT owner, table_name
          FROM {source.view}
         WHERE owner IN ({bound})
           AND ({largest("COALESCE(blocks, 0)", "table_name")})"""
    else:
        text = f"""SELECT owner, segment_name
          FROM {source.view}
         WHERE owner IN ({bound})
           AND segment_type IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION')
         GROUP BY owner, segment_name
        HAVING {largest("SUM(bytes)", "segment_name")}"""
    return text, binds


def _has(dictionary: Dictionary, query: Query, source: Source, columns: Iterable[str | None]) -> bool:
    """Tell whether the view shows all owners and has the columns; a condition on others would be left out."""
    renamed = query.renamed_for(source.family)
    needed = {renamed.get(column, column) for column in columns if column is not None}
    return source.family != "USER" and needed <= dictionary.columns_for(query, source)
