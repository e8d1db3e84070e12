"""A table that is NOLOGGING is loaded with redo all the same, and is NOLOGGING again when the rows are in."""

from __future__ import annotations

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import (
    HashTarget,
    IdentityInfo,
    Interval,
    IntervalTarget,
    LobStorageInfo,
    MigrationConfig,
    RangePartition,
)
from repart_tui.oracle.storage_plan import planned_storage
from tests.script.conftest import named
from tests.script.test_generate import exchange_plan

NEW = '"HR"."EMPLOYEES_RPN"'


def unlogged(config: MigrationConfig, cache: str = "NO") -> MigrationConfig:
    """Return the plan, with HR.EMPLOYEES and a LOB of it NOLOGGING."""
    state = named(config, "HR.EMPLOYEES").current_state
    state.storage.logging = False
    column = next(c for c in state.columns if c.name == "LAST_NAME")
    column.data_type = "CLOB"
    state.lobs = [LobStorageInfo(column_name="LAST_NAME", securefile=True, cache=cache, logging="NO", in_row=True)]
    state.indexes = [index for index in state.indexes if all(c.name != "LAST_NAME" for c in index.columns)]
    return config


BY_YEAR = IntervalTarget(
    partitioning_type="interval",
    key_columns=["HIRE_DATE"],
    interval=Interval(unit="YEAR", count=1),
    partitions=[RangePartition(name="P_OLD", values_less_than=["2010-01-01"])],
)


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_rows_and_lobs_are_loaded_with_redo(demo_with) -> None:
    config = unlogged(demo_with("HR.EMPLOYEES", method="copy_and_swap"))
    named(config, "HR.EMPLOYEES").common_settings.target_config = BY_YEAR
    master = render(config).master
    created = master[master.index("-- Step 1.2") : master.index("-- Step 1.3")]
    assert "NOLOGGING" not in created
    assert 'LOB ("LAST_NAME") STORE AS SECUREFILE (ENABLE STORAGE IN ROW NOCACHE LOGGING)' in created
    assert in_order(
        master,
        "INSERT /*+ APPEND",
        f"'ALTER TABLE {NEW} NOLOGGING'",
        f"'ALTER TABLE {NEW} MODIFY DEFAULT ATTRIBUTES NOLOGGING'",
        'MODIFY DEFAULT ATTRIBUTES LOB ("LAST_NAME") (NOCACHE',
        """' LOB ("LAST_NAME") (NOCACHE NOLOGGING)'""",
        f"'ALTER TABLE {NEW} READ ONLY'",
    )


def test_hash_partitions_get_what_can_be_said_of_them(demo_with) -> None:
    config = unlogged(demo_with("HR.EMPLOYEES", method="copy_and_swap"), cache="CACHEREADS")
    settings = named(config, "HR.EMPLOYEES").common_settings
    settings.target_config = HashTarget(partitioning_type="hash", key_columns=["EMPLOYEE_ID"], partition_count=4)
    settings.index_targets = []
    master = render(config).master
    assert f"'ALTER TABLE {NEW} NOLOGGING'" in master
    assert """LOB ("LAST_NAME") (CACHE READS NOLOGGING)'""" in master
    # Of hash partitions only the default TABLESPACE can be modified: the rest is told.
    assert "MODIFY DEFAULT ATTRIBUTES" not in master
    lines = planned_storage(named(config, "HR.EMPLOYEES"), "copy_and_swap")
    assert "tell default: logging = NO" in lines
    assert "tell LOB LAST_NAME: logging = NO" in lines


def test_a_redefinition_loads_with_redo_too(demo_with) -> None:
    master = render(unlogged(demo_with("HR.EMPLOYEES", method="redefinition"))).master
    interim = master[master.index("-- Step 1.2") :]
    assert "NOLOGGING" not in interim[: interim.index("START_REDEF_TABLE")]
    assert f"'ALTER TABLE {NEW} NOLOGGING'" in interim


def test_a_load_without_redo_is_had_for_the_asking(demo_with) -> None:
    config = unlogged(demo_with("HR.EMPLOYEES", method="copy_and_swap"))
    named(config, "HR.EMPLOYEES").common_settings.migration_settings.nologging_load = True
    master = render(config).master
    created = master[master.index("-- Step 1.2") : master.index("-- Step 1.3")]
    assert "NOCACHE NOLOGGING" in created
    assert f"ALTER TABLE {NEW} NOLOGGING" not in master
    named(config, "HR.EMPLOYEES").current_state.storage.logging = True
    assert f"'ALTER TABLE {NEW} LOGGING'" in render(config).master


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition"])
def test_indexes_are_built_with_redo_and_are_nologging_after_it(demo_with, method: str) -> None:
    config = demo_with("HR.EMPLOYEES", method=method)
    for index in named(config, "HR.EMPLOYEES").current_state.indexes:
        index.logging = False
    master = render(config).master
    built = master[master.index('CREATE INDEX "HR"."EMP_NAME_IX_RPN"') :]
    assert " LOGGING PARALLEL" in built[: built.index("END IF")]
    assert in_order(built, " LOGGING PARALLEL", """'ALTER INDEX "HR"."EMP_NAME_IX_RPN" NOPARALLEL NOLOGGING'""")
    named(config, "HR.EMPLOYEES").common_settings.migration_settings.nologging_load = True
    if method == "copy_and_swap":
        built = render(config).master.partition('CREATE INDEX "HR"."EMP_NAME_IX_RPN"')[2]
        assert " NOLOGGING PARALLEL" in built[: built.index("END IF")]
        assert """'ALTER INDEX "HR"."EMP_NAME_IX_RPN" NOPARALLEL'""" in built


def test_what_the_way_back_of_an_exchange_builds_is_in_the_redo_too(demo_with) -> None:
    config = exchange_plan(demo_with)
    for index in named(config, "APP.EVENTS").current_state.indexes:
        index.logging = False
    scripts = render(config)
    for text in (scripts.master, scripts.rollback):
        assert "NOLOGGING PARALLEL" not in text
    assert " NOLOGGING'" in scripts.master


@pytest.mark.parametrize("cycle", [False, True])
def test_an_identity_at_its_end_is_seen_before_the_load(demo_with, cycle: bool) -> None:
    # ORA-04008: START WITH beyond MAXVALUE.
    config = demo_with("HR.EMPLOYEES", method="copy_and_swap")
    column = named(config, "HR.EMPLOYEES").current_state.columns[0]
    column.identity = IdentityInfo(generation_type="ALWAYS", max_value=999, min_value=1, cycle=cycle)
    master = render(config).master
    assert ("s.last_number NOT BETWEEN s.min_value AND s.max_value" in master) is not cycle
    assert ("WHEN s.last_number > s.max_value THEN s.min_value" in master) is cycle
    assert (f"'identity column {column.name}' || ' is at its end: '" in master) is not cycle
