"""A named SELECT on one dictionary view.

The text of a query is real SQL that a DBA can paste. This module takes it apart so that columns which the connected
version lacks can be left out, the family (DBA_, ALL_, USER_) exchanged, and the lists bound. Conventions of the texts:

- one view, named in its DBA_ form or by its fixed name (v$..., nls_..., redaction_...);
- a select list of plain columns, quoted where SQLite needs it, or `SUM(column) AS column`; `/* 18 */` behind a column
  says since which release it exists;
- `column IN (:owners)`, `column IN (:names)` and, for object numbers, `column IN (:numbers)`, each on a line of its
  own; a query without names or numbers drops that line, and a subselect may take the place of the list (selection.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar

Version = tuple[int, ...]
# Oracle takes at most 1000 expressions in a list; a power of two below it keeps the number of statements small.
LIST_LENGTH = 512

_PARTS = re.compile(
    r"\s*SELECT\s+(?P<columns>.*?)\s+FROM\s+(?P<view>[\w$#.]+)"
    r"(?:\s+WHERE\s+(?P<where>.*?))?(?:\s+GROUP BY\s+(?P<group>.*?))?(?:\s+ORDER BY\s+(?P<order>.*?))?\s*",
    re.DOTALL,
)
_COLUMN = re.compile(
    r"(?:(?P<function>\w+)\((?P<argument>\w+)\) AS )?(?P<quote>\"?)(?P<name>[\w#]+)(?P=quote)"
    r"(?:\s*/\*\s*(?P<since>[\d.]+)c?\s*\*/)?"
)
_IN_LIST = re.compile(r"(?P<column>\w+|\"[\w#]+\") IN \(:(?P<list>owners|names|numbers)\)")
# The column that a condition begins with; one with a # stands in quotes, since SQLite takes it no other way.
_WORD = re.compile(r"\w+|\"[\w#]+\"")


@dataclass(frozen=True, slots=True)
class SelectedColumn:
    """A column of the select list; `since` is the version that brought it, None for 12.2 or before."""

    name: str
    expression: str
    source: str
    since: Version | None = None


@dataclass(frozen=True)
class Query:
    """One SELECT: `name` is what a DBA calls the subject, `text` the SQL.

    `rows` says with what it may share a round trip (see shared.py): "few", with others always; "many", while few tables
    are asked for; "apart", never, because a LONG, CLOB or RAW is among its columns.

    `since` is the version that brought the view, None for 12.2 or before. `renamed_in_all` maps a column to its name
    in the ALL_ form where that differs (TAB_PRIVS). `weight` says what an unreadable view means: "fact", facts about
    tables are unknown; "note", worth a line in the metadata; "fallback", nothing, another view tells the same.
    """

    name: str
    text: str
    since: Version | None = None
    renamed_in_all: Mapping[str, str] = field(default_factory=dict, hash=False)
    weight: Literal["fact", "note", "fallback"] = "fact"
    rows: Literal["few", "many", "apart"] = "few"
    view: str = field(init=False)
    columns: tuple[SelectedColumn, ...] = field(init=False)
    conditions: tuple[str, ...] = field(init=False)
    group: tuple[str, ...] = field(init=False)
    order: str = field(init=False)

    def __post_init__(self) -> None:
        parts = _PARTS.fullmatch(self.text)
        if parts is None:
            raise ValueError(f"query {self.name}: not of the form SELECT ... FROM ... WHERE ... ORDER BY ...")
        conditions = tuple(line.strip() for line in re.split(r"\n\s*AND ", parts["where"] or "") if line.strip())
        group = tuple(part.strip() for part in (parts["group"] or "").split(",") if part.strip())
        for attribute, value in (
            ("view", parts["view"].lower()),
            ("columns", tuple(_column(self.name, item) for item in parts["columns"].split(","))),
            ("conditions", conditions),
            ("group", group),
            ("order", " ".join((parts["order"] or "").split())),
        ):
            object.__setattr__(self, attribute, value)

    @cached_property
    def family_suffix(self) -> str | None:
        """Name behind DBA_, ALL_ and USER_; None for a view of fixed name."""
        return self.view[4:] if self.view.startswith("dba_") else None

    @cached_property
    def owner_column(self) -> str | None:
        """Column that is compared with the list of owners."""
        return self._listed("owners")

    @cached_property
    def name_column(self) -> str | None:
        """Column that is compared with the list of names."""
        return self._listed("names")

    @cached_property
    def number_column(self) -> str | None:
        """Column that is compared with the list of object numbers."""
        return self._listed("numbers")

    def renamed_for(self, family: str | None) -> Mapping[str, str]:
        """Return what columns are called in this family, where it differs."""
        return self.renamed_in_all if family == "ALL" else {}

    def needed_columns(self) -> frozenset[str]:
        """Return every column the text mentions, in lower case."""
        words: set[str] = {column.source for column in self.columns}
        for condition in self.conditions:
            words.add(_first_word(condition))
        words.update(word.lower() for word in self.group)
        words.update(part.split()[0].lower() for part in self.order.split(",") if part.strip())
        return frozenset(words)

    def expected_columns(self, version: Version) -> frozenset[str]:
        """Return the columns the text mentions as far as this version has them."""
        later = {column.source for column in self.columns if column.since is not None and version < column.since}
        return self.needed_columns() - later

    def sql(
        self,
        view: str,
        available: frozenset[str],
        owner_count: int,
        name_count: int,
        renamed: Mapping[str, str] | None = None,
        number_count: int = 0,
        among: str | None = None,
    ) -> str:
        """Return the statement for `view`, with the columns in `available` and so many binds :o1.., :n1.. and :i1..

        `among` is a subselect of owners and names, or of numbers, in place of the list of names or numbers. Columns and
        conditions on columns that the view lacks are left out; the caller tells the facts that are missing.
        """
        renames = renamed or {}

        def own(word: str) -> str:
            return renames.get(word.lower(), word.lower())

        items = [item for _, item in self.items(available, renames)]
        counts = (owner_count, name_count, number_count)
        lines = ["SELECT " + ", ".join(items), *self._from(view, available, counts, renames, among=among)]
        order = [part.strip() for part in self.order.split(",") if part.strip() and own(part.split()[0]) in available]
        if order:
            lines.append(" ORDER BY " + ", ".join(own(part) if part.lower() in renames else part for part in order))
        return "\n".join(lines)

    def items(self, available: frozenset[str], renamed: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return name and expression of the columns that the view has."""

        def own(word: str) -> str:
            return renamed.get(word, word)

        selected = [c for c in self.columns if own(c.source) in available]
        return [(c.name, f"{own(c.source)} AS {c.name}" if c.source in renamed else c.expression) for c in selected]

    def branch(
        self,
        view: str,
        available: frozenset[str],
        counts: tuple[int, int, int],
        renamed: Mapping[str, str],
        placed: Sequence[str],
        prefix: str,
        among: str | None = None,
    ) -> str:
        """Return the query as a branch of a UNION ALL: `placed` is the select list, and there is no order.
        `counts` are the numbers of owners, names and numbers that are bound, `among` a subselect as in `sql`.

        The binds are named with the prefix, such as :b3_o1.
        """
        return "\n".join(["SELECT " + ", ".join(placed), *self._from(view, available, counts, renamed, prefix, among)])

    def _from(
        self,
        view: str,
        available: frozenset[str],
        counts: tuple[int, int, int],
        renames: Mapping[str, str],
        prefix: str = "",
        among: str | None = None,
    ) -> list[str]:
        def own(word: str) -> str:
            return renames.get(word.lower(), word.lower())

        lines = [f"  FROM {view}"]
        conditions = []
        for condition in self.conditions:
            column = _first_word(condition)
            if own(column) not in available:
                continue
            listed = _IN_LIST.fullmatch(condition)
            if listed is None:
                conditions.append(condition)
                continue
            count, letter = {
                "owners": (counts[0], "o"),
                "names": (counts[1], "n"),
                "numbers": (counts[2], "i"),
            }[listed["list"]]
            shown = listed["column"] if listed["column"].startswith('"') else own(column)
            if among is not None and listed["list"] == "names":
                conditions.append(f"({own(self.owner_column or '')}, {shown}) IN\n       ({among})")
            elif among is not None and listed["list"] == "numbers":
                conditions.append(f"{shown} IN\n       ({among})")
            elif count:
                binds = ", ".join(f":{prefix}{letter}{number}" for number in range(1, count + 1))
                conditions.append(f"{shown} IN ({binds})")
        lines += [(" WHERE " if not i else "   AND ") + condition for i, condition in enumerate(conditions)]
        group = [word for word in self.group if word.lower() in available]
        if group:
            lines.append(" GROUP BY " + ", ".join(group))
        return lines

    def _listed(self, which: str) -> str | None:
        for condition in self.conditions:
            listed = _IN_LIST.fullmatch(condition)
            if listed is not None and listed["list"] == which:
                return listed["column"].lower().strip('"')
        return None


def _first_word(condition: str) -> str:
    word = _WORD.match(condition)
    assert word is not None, "a condition begins with its column"
    return word[0].lower().strip('"')


def _column(query: str, item: str) -> SelectedColumn:
    parts = _COLUMN.fullmatch(item.strip())
    if parts is None:
        raise ValueError(f"query {query}: {item.strip()!r} is no plain column")
    name = parts["name"].lower()
    if parts["function"]:
        expression = f"{parts['function']}({parts['argument'].lower()}) AS {name}"
        return SelectedColumn(name, expression, parts["argument"].lower(), _version(parts["since"]))
    # DEFERRABLE is a reserved word of SQLite: the text quotes it, in capitals as Oracle needs it.
    expression = f'"{parts["name"]}"' if parts["quote"] else name
    return SelectedColumn(name, expression, name, _version(parts["since"]))


def _version(text: str | None) -> Version | None:
    return tuple(int(part) for part in text.split(".")) if text else None


def version_of(text: str) -> Version:
    """Return a version such as 19.21.0.0.0 as numbers, () for text that is none."""
    parts = text.split(".")
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


_Value = TypeVar("_Value", str, int)


def padded(values: Sequence[_Value]) -> list[_Value]:
    """Return the values padded with the last one to a power of two, so that few different statements are parsed."""
    count = 1
    while count < len(values):
        count *= 2
    return list(values) + [values[-1]] * (count - len(values))


def chunks(values: Sequence[_Value] | None) -> Iterator[list[_Value]]:
    """Yield the distinct values in lists that one statement can bind, padded; one empty list for None."""
    if values is None:
        yield []
        return
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), LIST_LENGTH):
        yield padded(distinct[start : start + LIST_LENGTH])
