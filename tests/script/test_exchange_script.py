"""The scripts of a partition exchange: what is proven before rows change hands, and what the way back needs."""

from __future__ import annotations

from repart_tui.generate import render
from repart_tui.migration_models import ConstraintInfo, IntervalTarget, MigrationConfig, RangePartition, TableConfig
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
        EXCHANGE,
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
