"""What a dictionary is read through: a DB-API connection, and the form of each view that can be read."""

from __future__ import annotations

from typing import Any, Literal, Protocol

Family = Literal["DBA", "ALL", "USER"]
FAMILIES: tuple[Family, ...] = ("DBA", "ALL", "USER")


class Cursor(Protocol):
    """What is used of a DB-API cursor."""

    arraysize: int
    description: Any

    def execute(self, statement: str, parameters: Any = ..., /) -> Any: ...
    def fetchmany(self, size: int = ..., /) -> list[Any]: ...
    def close(self) -> None: ...


class Connection(Protocol):
    """What is used of a DB-API connection: sqlite3's or oracledb's."""

    def cursor(self) -> Any: ...


class Source:
    """A readable view: its full name, its family (None for a view of fixed name) and its columns in lower case.

    `columns` is None while nothing contradicts the documentation of the connected release.
    """

    __slots__ = ("columns", "family", "view")

    def __init__(self, view: str, family: Family | None, columns: frozenset[str] | None) -> None:
        self.view = view
        self.family = family
        self.columns = columns
