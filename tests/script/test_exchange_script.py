"""The scripts of a partition exchange: what is proven before rows change hands, and what the way back needs."""

from __future__ import annotations

import pytest

from repart_tui.generate import render
from repart_tui.migration_models import (
    ConstraintInfo,
    IntervalTarget,
    MigrationConfig,
    RangePartition,
    TableConfig,
)
from tests.script.conftest import named
from tests.script.test_generate import exchange_plan

EXCHANGE = "EXCHANGE PARTITION"


def events(config: MigrationConfig) -> TableConfig:
    return named(config, "APP.EVENTS")


def in_order(text: str, *parts: str) -> bool:
    """Return True where the parts occur one after another."""
    place = 0
    for part in parts:
        place = text.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def test_the_new_table_is_proven_complete_before_the_rows_go_there(demo_with) -> None:
    master = render(exchange_plan(demo_with)).master
    assert in_order(
        master,
        "Somebody wrote into the new table",
        "USING 'APP', 'EVENTS_RPN', 'EVENTS', 'COPY', w, OUT differences",
        "located('APP', 'EVENTS_CREATED_IX_RPN', 'EVENTS_CREATED_IX', 'LOCAL')",
        "The new table is not partitioned as planned",
        EXCHANGE,
    )


def test_keys_and_global_indexes_are_not_asked_for_before_the_exchange(demo_with) -> None:
    master = render(exchange_plan(demo_with)).master
    before = master[master.index("-- Step 1.6") : master.index("-- Step 1.7")]
    assert "add('index APP.EVENTS_CREATED_IX NORMAL" in before
    assert "add('index APP.EVENTS_PK " not in before
    assert "add('constraint EVENTS_PK P" not in before


def test_a_column_that_is_not_null_by_its_key_alone_may_be_null_until_the_key_is_there(demo_with) -> None:
    config = exchange_plan(demo_with)
    state = events(config).current_state
    state.columns[0].identity = None
    state.constraints = [c for c in state.constraints if not (c.not_null and c.columns == ["EVENT_ID"])]
    master = render(config).master
    before = master[master.index("-- Step 1.6") : master.index("-- Step 1.7")]
    assert "add('column 1 EVENT_ID NUMBER 22,19,0 ')" in before.replace(" DEFAULT ON NULL", "")
    assert "add('column 2 CREATED_AT TIMESTAMP(6) 11,,6  NOT NULL')" in before


def test_partitions_and_indexes_are_proven_before_the_new_table_opens(demo_with) -> None:
    master = render(exchange_plan(demo_with)).master
    assert in_order(
        master,
        EXCHANGE,
        "located('APP', 'EVENTS_PK_RPN', 'EVENTS_PK', 'NONPARTITIONED')",
        "index parts are UNUSABLE",
        'ALTER TABLE "APP"."EVENTS" READ WRITE',
    )


def test_a_rerun_adds_no_check_of_oracles_naming_twice(demo_with) -> None:
    config = exchange_plan(demo_with)
    events(config).current_state.constraints.append(
        ConstraintInfo(
            owner="APP",
            table_name="EVENTS",
            constraint_name="SYS_C007999",
            constraint_type="C",
            columns=["SEVERITY"],
            search_condition="severity < 9",
            generated=True,
            validated=False,
        )
    )
    master = render(config).master
    assert in_order(
        master,
        "FUNCTION checks_like",
        "IF checks_like('SYS_C007999') < 1 THEN",
        "ADD CHECK (severity < 9) ENABLE NOVALIDATE",
        EXCHANGE,
    )


def test_two_checks_that_say_the_same_are_both_added(demo_with) -> None:
    config = exchange_plan(demo_with)
    for number, validated in ((1, True), (2, False)):
        events(config).current_state.constraints.append(
            ConstraintInfo(
                owner="APP",
                table_name="EVENTS",
                constraint_name=f"SYS_C00799{number}",
                constraint_type="C",
                columns=["SEVERITY"],
                search_condition="severity < 9",
                generated=True,
                validated=validated,
            )
        )
    master = render(config).master
    assert in_order(
        master,
        "CHECK (severity < 9)",
        "IF checks_like('SYS_C007992') < 2 THEN",
        "ADD CHECK (severity < 9) ENABLE NOVALIDATE",
    )


def test_how_the_table_is_stored_is_asserted_before_and_after_the_exchange(demo_with) -> None:
    master = render(exchange_plan(demo_with)).master
    assert in_order(
        master,
        "it is stored otherwise than it was when it was discovered",
        "add('all partitions: tablespace = APP_DATA');",
        "EXECUTE IMMEDIATE :storage USING 'APP', 'EVENTS_RPN', w",
        EXCHANGE,
        "EXECUTE IMMEDIATE :storage USING 'APP', 'EVENTS', :s1",
        'ALTER TABLE "APP"."EVENTS" READ WRITE',
    )


def test_both_tables_have_the_same_checks_when_they_are_exchanged(demo_with) -> None:
    scripts = render(exchange_plan(demo_with))
    twin = 'ADD CONSTRAINT "EVENTS_RPNT" CHECK (1 = 1) DISABLE'
    assert in_order(
        scripts.master,
        'CONSTRAINT "EVENTS_RPNM" CHECK (1 = 1) DISABLE',
        f'ALTER TABLE "APP"."EVENTS_RPO" {twin}',
        EXCHANGE,
        "IF NOT exchanged THEN",
        'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNT"',
    )
    assert in_order(
        scripts.rollback,
        'ADD CONSTRAINT "EVENTS_RPNB" CHECK (1 = 1) DISABLE',
        f'ALTER TABLE "APP"."EVENTS_RPO" {twin}',
        "exchange;",
        'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNT"',
    )
    assert "free('APP', 'EVENTS_RPNT')" in scripts.master


def test_the_way_back_says_whose_segments_the_original_has(demo_with) -> None:
    config = exchange_plan(demo_with)
    told = "The original has the segments of partition"
    assert told not in render(config).rollback
    target = events(config).common_settings.target_config
    assert isinstance(target, IntervalTarget)
    later = RangePartition(name="P_LATER", values_less_than=["2027-01-01"], tablespace="ARCHIVE")
    target.partitions = [*target.partitions, later]
    assert told in render(config).rollback


def test_columns_added_with_a_default_are_looked_for_where_the_plan_has_defaults(demo_with) -> None:
    config = exchange_plan(demo_with)
    for item in events(config).current_state.columns:
        item.data_default = None
    assert "sys.col$" not in render(config).master
    events(config).current_state.columns[2].data_default = "'INFO'"
    master = render(config).master
    preflight = master[: master.index("All checks passed")]
    assert in_order(preflight, "FROM sys.col$", "USING 72045", "(ORA-14097)", "SYS.COL$ cannot be looked at")


def test_the_way_back_of_generated_always_opens_the_column_for_newer_rows_and_closes_it_again(demo_with) -> None:
    config = exchange_plan(demo_with)
    identity = events(config).current_state.columns[0].identity
    assert identity is not None
    assert "GENERATED ALWAYS AS IDENTITY" not in render(config).rollback
    identity.generation_type = "ALWAYS"
    identity.on_null = False
    back = render(config).rollback
    insert = back.index('INSERT INTO "APP"."EVENTS_RPO"')
    assert in_order(
        back[:insert], 'ALTER TABLE "APP"."EVENTS_RPO" MODIFY ("EVENT_ID"', "GENERATED BY DEFAULT AS IDENTITY"
    )
    assert in_order(back[insert:], "COMMIT", "generation_type <> 'ALWAYS'", "GENERATED ALWAYS AS IDENTITY", "RENAME TO")


def test_another_user_needs_the_rights_of_the_exchange_and_of_the_way_back(demo_with) -> None:
    config = exchange_plan(demo_with)
    for text in (render(config).master, render(config).rollback):
        assert "needs('DELETE ANY TABLE')" in text
        assert "needs('ALTER ANY SEQUENCE')" in text
    events(config).current_state.columns[0].identity = None
    assert "ALTER ANY SEQUENCE" not in render(config).master


def test_rows_that_changed_hands_get_their_name_also_after_a_failure(demo_with) -> None:
    master = render(exchange_plan(demo_with)).master
    step = master[master.index("-- Step 1.7") : master.index("-- Step 1.8")]
    handler = step[step.index("WHEN OTHERS THEN") :]
    assert in_order(
        handler, "IF NOT exchanged THEN", "ELSE", 'ALTER TABLE "APP"."EVENTS_RPN" RENAME TO "EVENTS"', "RAISE;"
    )


def test_an_original_without_its_keys_is_closed_or_nameless_until_it_has_them(demo_with) -> None:
    scripts = render(exchange_plan(demo_with))
    key = 'ADD CONSTRAINT "EVENTS_PK" PRIMARY KEY'
    named_again = 'ALTER TABLE "APP"."EVENTS_RPO" RENAME TO "EVENTS"'
    for text in (scripts.master, scripts.rollback):
        lost = text[text.index(":p1 = 'LOST'") :]
        assert in_order(
            lost[: lost.index(named_again)],
            "was dropped, perhaps with all rows",
            'ALTER TABLE "APP"."EVENTS_RPO" DROP CONSTRAINT "EVENTS_RPNT"',
            f'ALTER TABLE "APP"."EVENTS_RPO" {key}',
        )
    half = scripts.rollback[scripts.rollback.index(":p1 = 'HALF' THEN") :]
    assert in_order(
        half, 'ALTER TABLE "APP"."EVENTS_RPO" READ ONLY', named_again, f'ALTER TABLE "APP"."EVENTS" {key}', "READ WRITE"
    )


def way_back(text: str) -> tuple[str, str]:
    """Return what the way back does under the name, and what without one."""
    taken, given = (
        text.index(f'ALTER TABLE "APP"."{a}" RENAME TO "{b}"', text.index("-- Writes stop, reads go on"))
        for a, b in (("EVENTS", "EVENTS_RPN"), ("EVENTS_RPO", "EVENTS"))
    )
    return text[text.index("-- Writes stop, reads go on") : taken], text[taken:given]


def test_what_takes_long_on_the_way_back_is_done_before_the_name_goes(demo_with) -> None:
    config = exchange_plan(demo_with)
    events(config).current_state.constraints.append(
        ConstraintInfo(
            owner="APP",
            table_name="EVENTS",
            constraint_name="EVENTS_FK",
            constraint_type="R",
            columns=["SEVERITY"],
            referenced_owner="APP",
            referenced_table="LEVELS",
            referenced_columns=["SEVERITY"],
        )
    )
    before, nameless = way_back(render(config).rollback)
    assert in_order(
        before,
        '"APP"."EVENTS" READ ONLY',
        "gv$locked_object",
        "fullest := p.partition_name;",
        "IF total - most > :most_rows_inserted THEN",
        "SELECT MAX(p.interval) INTO every",
        "set_interval(NULL);",
        "MERGE PARTITIONS ' || partitions",
        "UPDATE INDEXES';",
        "set_interval(every);",
        "WHEN OTHERS THEN",
        "set_interval(every);",
        '"APP"."EVENTS_RPO" ADD CONSTRAINT "EVENTS_FK_RPO" FOREIGN KEY',
        '"APP"."EVENTS_RPO" MODIFY ("EVENT_ID"',
        "'SHAPE', :t1, OUT differences",
        "The definition of the table changed meanwhile",
    )
    # Rows are counted there only where an earlier run was killed, which knew the numbers.
    assert nameless.count("COUNT(*) FROM") == nameless.count("WHERE ROWNUM = 1") + 1
    assert in_order(nameless, "IF :fullest1 IS NULL THEN", "NO_RESULT_CACHE */ COUNT(*) FROM")
    assert not any(slow in nameless for slow in ("FOREIGN KEY", "MERGE", "START WITH"))


def test_every_row_is_counted_once_the_original_is_back(demo_with) -> None:
    rollback = render(exchange_plan(demo_with)).rollback
    assert in_order(
        rollback,
        ":total1 := total;",
        'ALTER TABLE "APP"."EVENTS_RPO" RENAME TO "EVENTS"',
        "IF n <> :total1 THEN",
        "It stays READ ONLY.",
        'ALTER TABLE "APP"."EVENTS" READ WRITE',
    )


def test_the_way_back_says_what_it_costs_and_lets_a_person_choose(demo_with) -> None:
    rollback = render(exchange_plan(demo_with)).rollback
    assert "Reads go on but for a moment (ORA-00942)" in rollback
    assert ":most_rows_inserted := 500000;" in rollback
    assert "most_rows_inserted" not in render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).rollback


def test_the_new_table_has_its_rows_and_its_name_again_when_the_way_back_fails(demo_with) -> None:
    rollback = render(exchange_plan(demo_with)).rollback
    handler = rollback[rollback.index("\nEXCEPTION\n  WHEN OTHERS THEN\n    ROLLBACK;") :]
    assert in_order(
        handler[: handler.index("\n/\n")],
        "IF n = 1 AND (NOT exchanged OR moved) THEN",
        "bears no name now: run rollback1.sql again at once.",
        "IF exchanged THEN",
        "exchange;",
        '"APP"."EVENTS_RPO" DROP CONSTRAINT "EVENTS_RPNT"',
        '"APP"."EVENTS_RPN" READ ONLY',
        'ADD CONSTRAINT "EVENTS_RPNM" CHECK (1 = 1) DISABLE',
        '"APP"."EVENTS_RPN" RENAME TO "EVENTS"',
        "bears no name now",
        "stays READ ONLY",
        "RAISE;",
    )
    # master1.sql can go on from there: the index of a key may still bear its final name.
    assert in_order(
        render(exchange_plan(demo_with)).master,
        "-- Left by a rollback that did not come to the exchange.",
        'ALTER INDEX "APP"."EVENTS_PK" RENAME TO "EVENTS_PK_RPN"',
        'ADD CONSTRAINT "EVENTS_PK_RPN" PRIMARY KEY',
    )


def test_numbers_go_on_in_the_original_before_it_bears_its_name(demo_with) -> None:
    rollback = render(exchange_plan(demo_with)).rollback
    assert in_order(rollback, '"APP"."EVENTS_RPO" MODIFY ("EVENT_ID"', "START WITH", '"EVENTS_RPO" RENAME TO "EVENTS"')
    assert '"APP"."EVENTS" MODIFY ("EVENT_ID"' not in rollback


@pytest.mark.parametrize("on_error", ["stop", "next_family"])
def test_a_table_without_a_name_stops_the_script(demo_with, on_error: str) -> None:
    config = exchange_plan(demo_with)
    config.environment_config.on_error = on_error
    master = render(config).master
    step = master[master.index("-- Step 1.7") : master.index("-- Step 1.8")]
    # The sentence about keys is for a table that has its name.
    assert in_order(step, '"APP"."EVENTS_RPO" RENAME TO "EVENTS"', ":p1 := 'KEYS';", "The original lacks keys")
    assert step.count(":p1 := 'KEYS';") == 1
    stops = in_order(step, "IF t.there = 0 THEN", "bears no name now", "RAISE;", ":p1 := 'FAILED';")
    assert stops == (on_error == "next_family")
    end = master[master.index("-- The end: every table") :]
    assert in_order(end, "IF t.there = 0 THEN", "No table bears that name now", "ELSIF t.closed = 1", "It is READ ONLY")


def test_a_table_that_a_killed_way_back_closed_is_opened_by_the_next_run_of_master1(demo_with) -> None:
    scripts = render(exchange_plan(demo_with))
    before, _ = way_back(scripts.rollback)
    marked = 'ADD CONSTRAINT "EVENTS_RPNB"', '_RPO" ADD CONSTRAINT "EVENTS_RPNC"', '"APP"."EVENTS" READ ONLY'
    assert in_order(before, *marked)
    first_step = scripts.master[scripts.master.index("-- Step 1.1") : scripts.master.index("-- Step 1.2")]
    assert 'DROP CONSTRAINT "EVENTS_RPNB"' in first_step
