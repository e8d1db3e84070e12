"""Answers the driver's statements from a dictionary in SQLite, in Oracle's types and with Oracle's errors."""

from __future__ import annotations

import fnmatch
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.wire import requests as types
from tests.wire.replies import Column

_TYPES: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("column_types.json").read_text())
_NUMBERED = {name: getattr(types, name) for name in ("NUMBER", "LONG", "DATE", "RAW", "CLOB")}
_FAMILY = re.compile(r"(?:dba|all|user)_")
_FROM = re.compile(r"\bFROM\s+([\w$#.]+)", re.IGNORECASE)
_SELECT_LIST = re.compile(r"\s*SELECT\s+(?:/\*.*?\*/\s*)?(.*?)\s+FROM\s", re.IGNORECASE | re.DOTALL)
_BRANCHES = re.compile(r"\s+UNION\s+ALL\s+", re.IGNORECASE)
_ITEM = re.compile(r"(?:\w+\()?(?:\w+\.)?\"?(?P<source>[\w$#]+)\"?\)?(?:\s+AS\s+\"?(?P<alias>\w+)\"?)?", re.IGNORECASE)
_BIND = re.compile(r"'[^']*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|:(\w+)", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"([^\"]+)\"")
_CONTEXT = re.compile(r"SYS_CONTEXT\(\s*'USERENV',\s*'(\w+)'\s*\)|TO_CHAR\(SYSDATE[^)]*\)", re.IGNORECASE)
_LOOKED_AT = 50
_POLL_STEPS = 20_000


class OracleError(Exception):
    """An error in Oracle's words, beginning with ORA-; `position` is where in the statement, 0 for nowhere."""

    def __init__(self, text: str, position: int = 0) -> None:
        super().__init__(text)
        self.position = position


@dataclass(frozen=True)
class Scripted:
    """An answer given beforehand, for statements on rows that no dictionary holds: `sql` must be in the statement."""

    sql: str
    names: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass
class Result:
    """A result whose rows are fetched when they are asked for."""

    columns: list[Column]
    rows: Iterator[Sequence[Any]]


class DictionaryBackend:
    """One session's view of the dictionary at `path`; `hidden` are patterns of views it may not read.

    `interrupted` is asked while SQLite works; once it returns True the statement ends with ORA-01013. A statement that
    holds the text of one of `scripted` gets its rows.
    """

    def __init__(
        self,
        path: Path,
        user: str,
        hidden: Sequence[str],
        interrupted: Callable[[], bool],
        scripted: Sequence[Scripted] = (),
    ) -> None:
        self._scripted = scripted
        self._connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, check_same_thread=False)
        self._connection.set_progress_handler(lambda: int(interrupted()), _POLL_STEPS)
        self._user = user.upper()
        self._hidden = hidden
        self._columns: dict[str, list[tuple[str, str]]] = {}

    def close(self) -> None:
        self._connection.close()

    def execute(self, sql: str, binds: Sequence[Any]) -> Result:
        """Run a query; `binds` are the values by occurrence. Raises OracleError."""
        if not re.match(r"\s*(SELECT|WITH)\b", sql, re.IGNORECASE):
            raise OracleError("ORA-20999: the server of the tests answers queries only")
        for answer in self._scripted:
            if answer.sql in sql:
                kinds = [_guessed([row[place] for row in answer.rows]) for place, _ in enumerate(answer.names)]
                return Result(list(map(Column, answer.names, kinds)), iter(answer.rows))
        if _CONTEXT.search(sql):
            return self._session(sql)
        # SQLite knows no schema SYS: there the table stands under its bare name.
        sql = re.sub(r"\bsys\.(?=\w)", "", sql)
        branches = _BRANCHES.split(sql)
        start = 0
        for branch in branches:
            start = sql.index(branch, start)
            self._check(branch, start)
            start += len(branch)
        names = [match[1] for match in _BIND.finditer(sql) if match[1]]
        values = {name: _plain(value) for name, value in zip(names, binds, strict=True)}
        cursor = self._connection.cursor()
        try:
            cursor.execute(sql, values)
        except sqlite3.Error as error:
            raise OracleError(_in_oracles_words(error), _position(sql, error)) from error
        rows = _fetched(cursor)
        head = list(islice(rows, _LOOKED_AT))
        known = [self._types(branch, len(cursor.description)) for branch in branches]
        columns = []
        for place, entry in enumerate(cursor.description):
            told = next((found[place] for found in known if found[place] is not None), None)
            columns.append(Column(entry[0].upper(), told or _guessed([row[place] for row in head])))
        return Result(columns, chain(head, rows))

    def _session(self, sql: str) -> Result:
        """Answer what the discovery asks about its session from the row of the capture."""
        facts = {"captured_at": "2026-01-15 09:00:00", "con_name": None, "user_name": None}
        if self._columns_of("repart_dictionary"):
            cursor = self._connection.execute("SELECT * FROM repart_dictionary")
            row = cursor.fetchone()
            facts |= {entry[0]: value for entry, value in zip(cursor.description, row or (), strict=False)}
        else:
            found = self._connection.execute("SELECT name FROM v$pdbs").fetchall() if self._columns_of("v$pdbs") else []
            facts["con_name"] = found[0][0] if len(found) == 1 else None
        answers = {
            "CON_NAME": facts["con_name"],
            "SESSION_USER": facts["user_name"] or self._user,
            "SID": "1",
        }
        values = [
            answers.get(match[1].upper()) if match[1] else str(facts["captured_at"]).replace(" ", "T")
            for match in _CONTEXT.finditer(sql)
        ]
        columns = [Column(f"C{place}", types.VARCHAR2) for place, _ in enumerate(values)]
        return Result(columns, iter([values]))

    def _check(self, branch: str, start: int) -> None:
        """Refuse what SQLite would let through: hidden views, and a quoted column that does not exist."""
        found = _FROM.search(branch)
        if found is None:
            return
        view = found[1].lower().removeprefix("sys.")
        columns = {name for name, _ in self._columns_of(view)}
        if not columns or any(fnmatch.fnmatchcase(view, pattern) for pattern in self._hidden):
            raise OracleError("ORA-00942: table or view does not exist", start + found.start(1))
        for match in _QUOTED.finditer(branch):
            if match[1] and match[1].lower() not in columns:
                raise OracleError(f'ORA-00904: "{match[1]}": invalid identifier', start + match.start(1))

    def _columns_of(self, view: str) -> list[tuple[str, str]]:
        if view not in self._columns:
            quoted = '"' + view.replace('"', '""') + '"'
            rows = self._connection.execute(f"PRAGMA table_info({quoted})").fetchall()
            self._columns[view] = [(row[1].lower(), row[2].upper()) for row in rows]
        return self._columns[view]

    def _types(self, branch: str, count: int) -> list[int | None]:
        """Return the types of a branch's columns; None where nothing tells."""
        source, listed = _FROM.search(branch), _SELECT_LIST.match(branch)
        if source is None or listed is None:
            return [None] * count
        view = source[1].lower().removeprefix("sys.")
        declared = self._columns_of(view)
        if listed[1].strip() == "*":
            names: list[str] = [name for name, _ in declared]
        else:
            names = [_source_of(item) for item in listed[1].split(",")]
        if len(names) != count:
            return [None] * count
        kinds = _TYPES.get(_FAMILY.sub("", view, count=1), {})
        by_name = {name: _NUMBERED.get(kind) for kind, words in kinds.items() for name in words.split()}
        texts = {name for name, kind in declared if kind == "TEXT"}
        raws = {name for name, kind in declared if kind == "BLOB"}
        known = {name for name, _ in declared}
        return [
            by_name.get(name) or (types.RAW if name in raws else types.VARCHAR2 if name in texts or kinds else None)
            if name in known
            else None
            for name in names
        ]


def _source_of(item: str) -> str:
    found = _ITEM.match(item.strip())
    return found["source"].lower() if found else ""


def _fetched(cursor: sqlite3.Cursor) -> Iterator[Sequence[Any]]:
    while True:
        try:
            rows = cursor.fetchmany(500)
        except sqlite3.Error as error:
            raise OracleError(_in_oracles_words(error)) from error
        if not rows:
            return
        yield from rows


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, bytes)) else float(value)


def _guessed(values: Sequence[Any]) -> int:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, (int, float)) for value in known):
        return types.NUMBER
    return types.RAW if known and all(isinstance(value, bytes) for value in known) else types.VARCHAR2


def _position(sql: str, error: sqlite3.Error) -> int:
    found = re.search(r"no such column: (\w+)", str(error))
    place = re.search(rf"\b{found[1]}\b", sql) if found else None
    return place.start() if place else 0


def _in_oracles_words(error: sqlite3.Error) -> str:
    text = str(error)
    if "no such table" in text:
        return "ORA-00942: table or view does not exist"
    if "no such column" in text or "no such function" in text:
        return f'ORA-00904: "{text.rpartition(": ")[2].upper()}": invalid identifier'
    if "interrupted" in text:
        return "ORA-01013: user requested cancel of current operation"
    return f"ORA-00933: SQL command not properly ended ({text})"
