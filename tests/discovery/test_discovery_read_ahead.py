"""Several queries in one statement: its text, and what happens when the database takes exception to a part of it."""

from __future__ import annotations

from typing import Any

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import Request
from repart_tui.discovery.views import Dictionary

FRUIT = Query(
    "fruit",
    """
    SELECT owner, table_name, weight
      FROM dba_fruit
     WHERE owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY owner, table_name
    """,
)
TREES = Query("trees", "SELECT owner, height FROM dba_trees WHERE owner IN (:owners)")
LEAVES = Query("leaves", "SELECT owner, leaf FROM dba_leaves", rows="apart")


class Offset:
    """What oracledb puts into its errors."""

    def __init__(self, text: str, offset: int) -> None:
        self.message, self.offset = text, offset

    def __str__(self) -> str:
        return self.message


class Database:
    """Tells its version, as oracledb's connections do; refuses one view."""

    version = "19.21.0.0.0"

    def __init__(self, refused: str = "", tells_where: bool = True) -> None:
        self.refused, self.tells_where = refused, tells_where
        self.statements: list[str] = []

    def cursor(self) -> Any:
        return Cursor(self)


class Cursor:
    arraysize = 1

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: list[tuple[Any, ...]] = []
        self.description: list[tuple[str]] = []

    def execute(self, statement: str, *_: Any) -> None:
        self._database.statements.append(statement)
        refused = self._database.refused
        if refused and refused in statement:
            place = statement.index(refused) if self._database.tells_where else 0
            raise RuntimeError(Offset("ORA-00942: table or view does not exist", place))
        if "UNION ALL" in statement:
            self.description = [("B",), *((f"C{n}",) for n in range(4))]
            self._rows = [(0, "APP", "PEAR", 2, None), (1, "APP", None, None, 30), (0, "APP", "APPLE", 1, None)]
        else:
            self.description = [("OWNER",), ("TABLE_NAME",), ("WEIGHT",)]
            self._rows = [("APP", "APPLE", 1)] if "fruit" in statement else []

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows, []
        return rows[:size]

    def close(self) -> None:
        self._rows = []


REQUESTS = (Request(FRUIT, ["APP"], ["APPLE", "PEAR"]), Request(TREES, ["APP"]), Request(LEAVES))


def test_each_branch_has_columns_of_its_own_beside_names() -> None:
    database = Database()
    Dictionary(database).read_ahead(REQUESTS)
    assert database.statements == [
        "SELECT 0 AS b,owner AS c0,table_name AS c1,weight AS c2,NULL AS c3\n"
        "  FROM dba_fruit\n"
        " WHERE owner IN (:b0_o1)\n"
        "   AND table_name IN (:b0_n1, :b0_n2)\n"
        " UNION ALL\n"
        "SELECT 1,owner,NULL,NULL,height\n"
        "  FROM dba_trees\n"
        " WHERE owner IN (:b1_o1)"
    ]


def test_rows_come_back_to_their_query_in_its_order_and_once() -> None:
    database = Database()
    dictionary = Dictionary(database)
    dictionary.read_ahead(REQUESTS)
    fruit = [
        (row.name("table_name"), row.integer("weight")) for row in dictionary.rows(FRUIT, ["APP"], ["APPLE", "PEAR"])
    ]
    assert fruit == [("APPLE", 1), ("PEAR", 2)]
    assert [row.integer("height") for row in dictionary.rows(TREES, ["APP"])] == [30]
    assert len(database.statements) == 1
    assert [row.name("table_name") for row in dictionary.rows(FRUIT, ["APP"], ["APPLE", "PEAR"])] == ["APPLE"]
    assert len(database.statements) == 2


def test_other_lists_are_asked_for_anew() -> None:
    database = Database()
    dictionary = Dictionary(database)
    dictionary.read_ahead(REQUESTS)
    list(dictionary.rows(TREES, ["OTHER"]))
    assert len(database.statements) == 2


def test_a_refused_branch_is_tried_in_its_next_form() -> None:
    database = Database(refused="dba_trees")
    dictionary = Dictionary(database)
    dictionary.read_ahead(REQUESTS)
    assert len(database.statements) == 2
    assert "FROM all_trees" in database.statements[1]
    assert [row.integer("height") for row in dictionary.rows(TREES, ["APP"])] == [30]
    assert dictionary.unreadable == ["DBA_TREES"]


def test_without_a_place_each_query_is_read_alone() -> None:
    database = Database(refused="UNION ALL", tells_where=False)
    dictionary = Dictionary(database)
    dictionary.read_ahead(REQUESTS)
    assert [row.name("table_name") for row in dictionary.rows(FRUIT, ["APP"], ["APPLE", "PEAR"])] == ["APPLE"]
    assert "UNION ALL" not in database.statements[-1]


def test_a_dictionary_file_is_read_query_by_query() -> None:
    class File(Database):
        version = ""

    database = File()
    Dictionary(database).read_ahead(REQUESTS)
    assert database.statements == []


def test_a_statement_stays_so_short_that_the_place_of_an_error_can_be_told() -> None:
    """The driver reads it as 16 bits with a sign; beyond, the branch that is refused could not be found."""
    database = Database()
    wide = [
        Query(f"wide {n}", f"SELECT {', '.join(f'c{n}_{at}' for at in range(40))} FROM dba_wide_{n} WHERE c{n}_1 = 1")
        for n in range(40)
    ]
    Dictionary(database).read_ahead([Request(query) for query in wide])
    assert max(map(len, database.statements)) < 2**15
    assert 1 < len(database.statements) < 20


def test_so_it_does_with_lists_of_names_until_the_views_are_known() -> None:
    """Measured: each bind takes about ten characters, such as `:b12_n345, `."""
    names = [f"T{n:06d}" for n in range(512)]
    trees = [
        Query(
            f"trees {n}",
            f"SELECT owner, tree_name, height_of_the_tree_{n}\n  FROM dba_trees_{n}\n WHERE owner IN (:owners)\n"
            "   AND tree_name IN (:names)",
        )
        for n in range(12)
    ]
    database = Database()
    dictionary = Dictionary(database)
    dictionary.read_ahead(Request(query, ["APP"], names) for query in trees)
    first, database.statements = database.statements, []
    for query in trees:
        list(dictionary.rows(query, ["APP"], names))
    dictionary.read_ahead(Request(query, ["APP"], names) for query in trees)
    assert 16_000 < max(map(len, first)) < 2**15
    assert 2**15 < max(map(len, database.statements)) < 50_000, "what will not be refused may be longer"
