"""What is measured, each in a process of its own: `python -m tests.bench.work KIND DSN` prints a line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

from repart_tui.connect.login import Login
from repart_tui.connection import connect
from repart_tui.discovery.phases import Phases
from repart_tui.discovery_queries import discover
from repart_tui.tui.core import Source
from repart_tui.tui.reading import Reading
from tests.bench.dictionary import OWNER, name_of
from tests.wire.server import PASSWORD, USER

OPTIONS: dict[str, Any] = {"source_kind": "oracle", "source_name": None, "tool_version": "0"}
ONE_BY_ONE = (
    "SELECT column_name, data_type, data_length, nullable FROM dba_tab_cols WHERE owner = :o AND table_name = :t",
    "SELECT column_name, data_default FROM dba_tab_cols WHERE owner = :o AND table_name = :t",
    "SELECT constraint_name, constraint_type, r_owner, r_constraint_name FROM dba_constraints "
    "WHERE owner = :o AND table_name = :t",
    "SELECT constraint_name, column_name, position FROM dba_cons_columns WHERE owner = :o AND table_name = :t",
    "SELECT index_name, uniqueness FROM dba_indexes WHERE table_owner = :o AND table_name = :t",
    "SELECT index_name, column_name FROM dba_ind_columns WHERE table_owner = :o AND table_name = :t",
    "SELECT partition_name, high_value FROM dba_tab_partitions WHERE table_owner = :o AND table_name = :t",
    "SELECT comments FROM dba_tab_comments WHERE owner = :o AND table_name = :t",
)
"""What a tool asks that looks at tables one by one; less than what this discovery reads."""


def whole(login: Login, _count: int) -> dict[str, float]:
    """Discover everything at once, as `repart-tui discover` does."""
    with closing(connect(login)) as connection:
        tables = discover(connection, **OPTIONS).tables
    return {"tables": len(tables)}


def listed(login: Login, _count: int) -> dict[str, float]:
    """Read the list, as the screens do first."""
    with closing(connect(login)) as connection:
        phases = Phases(connection, **OPTIONS)
        summaries = phases.summaries()
        first = next(summaries)
        start = time.monotonic()
        count = sum(1 for _ in summaries) + (first is not None)
        return {"tables": count, "after_first_row": time.monotonic() - start}


def one(login: Login, count: int) -> dict[str, float]:
    """Read the detail of single tables, as for the table under the cursor; the median of nine."""
    with closing(connect(login)) as connection:
        phases = Phases(connection, **OPTIONS)
        times = []
        for number in range(9):
            start = time.monotonic()
            phases.details([(OWNER, name_of(number * count // 10))])
            times.append(time.monotonic() - start)
        return {"tables": 9, "median": sorted(times)[4]}


def screens(login: Login, _count: int) -> dict[str, float]:
    """Read list and detail as the screens do; what is judged stays in memory."""

    class Keep:
        def __init__(self) -> None:
            self.kept: list[Any] = []
            self.list_seconds = 0.0
            self.count = 0

        def begun(self, _config: Any) -> None:
            self.start = time.monotonic()

        def listed(self, tables: list[Any]) -> None:
            self.kept += tables
            self.list_seconds = time.monotonic() - self.start

        def sized(self, sizes: Any) -> None:
            self.sizes = sizes

        def detailed(self, tables: list[Any], _unreadable: list[str]) -> None:
            self.kept.append(tables)
            self.count += len(tables)
            if reading.progress.done >= reading.progress.total:
                reading.stop()

        def ended(self, _ending: Any) -> None:
            pass

    reading = Reading(Source("oracle", login=login))
    keep = Keep()
    reading.run(keep)
    return {"tables": keep.count, "list": keep.list_seconds}


def one_by_one(login: Login, count: int) -> dict[str, float]:
    """Ask for each table on its own, as many tools do."""
    with closing(connect(login)) as connection:
        cursor = connection.cursor()
        for number in range(count):
            for text in ONE_BY_ONE:
                cursor.execute(text, {"o": OWNER, "t": name_of(number)})
                cursor.fetchall()
    return {"tables": count}


def sqlalchemy(login: Login, count: int) -> dict[str, float]:
    """Reflect with SQLAlchemy's Inspector, table by table, the calls that a migration would need."""
    import sqlalchemy as sa

    host, _, service = login.dsn.partition("/")
    url = sa.URL.create(
        "oracle+oracledb",
        USER,
        PASSWORD,
        host.partition(":")[0],
        int(host.partition(":")[2]),
        query={"service_name": service},
    )
    engine = sa.create_engine(url)
    inspector = sa.inspect(engine)
    calls = ("columns", "pk_constraint", "foreign_keys", "unique_constraints", "check_constraints", "indexes")
    for number in range(count):
        for call in calls:
            getattr(inspector, f"get_{call}")(name_of(number).lower(), schema=OWNER.lower())
        inspector.get_table_comment(name_of(number).lower(), schema=OWNER.lower())
    engine.dispose()
    return {"tables": count}


def sqlalchemy_multi(login: Login, count: int) -> dict[str, float]:
    """Reflect with SQLAlchemy's get_multi_ calls, all tables at once."""
    import sqlalchemy as sa

    host, _, service = login.dsn.partition("/")
    url = sa.URL.create(
        "oracle+oracledb",
        USER,
        PASSWORD,
        host.partition(":")[0],
        int(host.partition(":")[2]),
        query={"service_name": service},
    )
    engine = sa.create_engine(url)
    inspector = sa.inspect(engine)
    calls = ("columns", "pk_constraint", "foreign_keys", "unique_constraints", "check_constraints", "indexes")
    for call in (*calls, "table_comment"):
        getattr(inspector, f"get_multi_{call}")(schema=OWNER.lower())
    engine.dispose()
    return {"tables": count}


KINDS: dict[str, Callable[[Login, int], dict[str, float]]] = {
    "whole": whole,
    "listed": listed,
    "one": one,
    "screens": screens,
    "one_by_one": one_by_one,
    "sqlalchemy": sqlalchemy,
    "sqlalchemy_multi": sqlalchemy_multi,
}


def main() -> None:
    """Do it, and print what it took."""
    kind, dsn, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    start = time.monotonic()
    found = KINDS[kind](Login(dsn, USER, PASSWORD), count)
    found |= {
        "seconds": time.monotonic() - start,
        "processor": time.process_time(),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
