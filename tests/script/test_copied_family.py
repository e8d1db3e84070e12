"""A family by reference that is copied: built one by one, proven and swapped together, and back the same way."""

from __future__ import annotations

from pathlib import Path

import pytest

from repart_tui.generate import GenerateError, Scripts, render, script_plans
from repart_tui.migration_models import HashTarget, MigrationConfig, TableConfig
from tests.oracle.builders import constraint
from tests.oracle.test_reference_copy import family, member
from tests.script.test_exchange_script import in_order

GOLDEN = Path(__file__).parents[1] / "golden" / "app_deliveries_family"


def three(*others: TableConfig) -> MigrationConfig:
    """Return the plan of a parent, its child and a grandchild, in no good order."""
    return family(member("G", "C"), *others, member("C", "P"), member("P"))


def scripts(**environment: object) -> Scripts:
    config = three()
    for name, value in environment.items():
        setattr(config.environment_config, name, value)
    return render(config)


def test_the_scripts_of_a_family_are_those_that_were_read(demo_with, request) -> None:
    config = demo_with("APP.DELIVERIES", "APP.DELIVERY_ITEMS", method="auto")
    for file_name, text in render(config).files().items():
        golden = GOLDEN / file_name
        if request.config.getoption("--accept-golden"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="ascii", newline="\n")
        assert golden.read_text(encoding="ascii") == text, f"{golden} differs: read the change, then --accept-golden"


def test_all_are_built_before_one_is_swapped_and_all_are_swapped_before_one_is_opened() -> None:
    tables = ("P", "C", "G")
    assert in_order(
        scripts().master,
        *(f'CREATE TABLE "APP"."{name}_RPN"' for name in tables),
        *(f"PROMPT {n}.12 Prove the dependents equal" for n in (1, 2, 3)),
        *(f'\'ALTER TABLE "APP"."{name}" RENAME TO "{name}_RPO"\'' for name in tables),
        *(f"PROMPT {n}.14 Give the names back" for n in (1, 2, 3)),
        *(f'\'ALTER TABLE "APP"."{name}" READ WRITE\'' for name in tables),
    )


def test_the_new_child_follows_the_new_parent_or_the_one_that_bears_its_name_already() -> None:
    master = scripts().master
    assert in_order(
        master,
        'CREATE TABLE "APP"."C_RPN"',
        'CONSTRAINT "C_RPNT" FOREIGN KEY ("UP") REFERENCES "APP".\'',
        "CASE :p1 WHEN 'STARTED' THEN '\"P_RPN\"' ELSE '\"P\"' END",
        'PARTITION BY REFERENCE ("C_RPNT")',
        'RENAME CONSTRAINT "C_RPNT" TO "C_FK_RPN"',
        "'REFERENCE (C_FK_RPN)'",
        "rename_constraint('APP', 'C', 'C_FK_RPN', 'C_FK');",
    )
    # It has its foreign key from the beginning, and the old child gets no second one.
    assert 'ADD CONSTRAINT "C_FK_RPN"' not in master
    assert 'ADD CONSTRAINT "C_FK_RPNF"' not in master


def test_a_failure_gives_the_whole_family_back_or_opens_nobody() -> None:
    master = scripts().master
    handler = master[master.index("PROMPT 2.4 Load the rows") : master.index("PROMPT 2.6")]
    assert in_order(
        handler,
        "IF originals = 3 THEN",
        "EXECUTE IMMEDIATE :give_back\n          USING 'APP', 'G'",
        "EXECUTE IMMEDIATE :give_back\n          USING 'APP', 'C'",
        "EXECUTE IMMEDIATE :give_back\n          USING 'APP', 'P'",
        "so none is opened",
    )


def test_a_stale_copy_goes_with_those_that_follow_it() -> None:
    master = scripts().master
    look = master[master.index("PROMPT 2.1 Look where we are") : master.index("PROMPT 2.2")]
    stale = look[look.index("begin anew.") : look.index("The stale copy is still there")]
    assert in_order(stale, "-- G_RPN follows the stale copy.", "'APP', 'G'", "'APP', 'C'")
    assert "'APP', 'P'" not in stale


def test_the_kept_child_keeps_the_key_that_carries_its_partitioning() -> None:
    master = scripts().master
    names = master[master.index("PROMPT 1.14") : master.index("PROMPT 1.15")]
    assert "AND NOT (c.owner = 'APP' AND c.table_name IN ('C_RPN', 'C_RPO'))" in names
    own = master[master.index("PROMPT 2.14") : master.index("PROMPT 2.15")]
    assert "p.ref_ptn_constraint_name = c.constraint_name" in own


def test_a_window_and_a_failure_take_the_family_as_one() -> None:
    windowed = scripts(window_minutes=60).master
    assert windowed.count("> :window_ends THEN") == 1
    assert windowed.count("IF :p1 = 'LATER' THEN") == 2
    failing = scripts(on_error="next_family").master
    handler = failing[failing.index("PROMPT 2.4 Load the rows") : failing.index("PROMPT 2.6")]
    for other in (1, 3):
        assert f":p{other} := 'SKIPPED';" in handler


def test_the_way_back_looks_at_all_rows_first_and_opens_last() -> None:
    assert in_order(
        scripts().rollback,
        *(f"PROMPT Back: APP.{name}" for name in ("G", "C", "P")),
        *(f"-- APP.{name}: are there newer rows?" for name in ("G", "C", "P")),
        *(f'\'ALTER TABLE "APP"."{name}_RPO" RENAME TO "{name}"\'' for name in ("G", "C", "P")),
        "p.ref_ptn_constraint_name = c.constraint_name",
        *(f'\'ALTER TABLE "APP"."{name}" READ WRITE\'' for name in ("G", "C", "P")),
    )


def test_a_lock_in_the_handler_does_not_take_the_place_of_what_is_told() -> None:
    rollback = scripts(on_error="next_family").rollback
    rows = rollback[rollback.index("-- APP.P: are there newer rows?") :]
    handler = rows[rows.index("EXCEPTION\n  WHEN OTHERS THEN") :]
    assert in_order(
        handler,
        "    BEGIN\n",
        '\'ALTER TABLE "APP"."P" READ WRITE\'',
        "    EXCEPTION\n      WHEN OTHERS THEN",
        "is the new table and stays READ ONLY: ' || SQLERRM",
        "    END;\n",
        ":p1 := 'FAILED';",
    )


def test_a_view_that_does_not_compile_leaves_no_other_member_closed() -> None:
    opened = scripts(on_error="next_family").rollback
    opened = opened[opened.index('\'ALTER TABLE "APP"."P" READ WRITE\'', opened.index("The original is back") - 4000) :]
    assert "RAISE_APPLICATION_ERROR(-20008" not in opened
    assert "RAISE_APPLICATION_ERROR(-20008" in scripts().rollback


def test_newer_rows_of_one_open_all_that_were_closed_to_look() -> None:
    rollback = scripts().rollback
    rows = rollback[rollback.index("-- APP.P: are there newer rows?") :]
    handler = rows[rows.index("EXCEPTION\n  WHEN OTHERS THEN") : rows.index("RAISE;\nEND;")]
    closed = "table_name = '{0}_RPO' AND constraint_name = '{0}_RPNC'"
    assert in_order(
        handler,
        "object_name = 'P_RPO'",
        "object_name = 'G_RPO');\n      IF n = 3 THEN",
        closed.format("P"),
        'ALTER TABLE "APP"."P" READ WRITE',
        closed.format("G"),
        'ALTER TABLE "APP"."G" READ WRITE',
    )


def test_children_are_dropped_before_their_parents() -> None:
    assert in_order(
        scripts().cleanup,
        "are on their way: run master1.sql or rollback1.sql",
        *(f'DROP TABLE "APP"."{name}_RPO" PURGE' for name in ("G", "C", "P")),
    )


def test_other_tables_of_the_family_by_foreign_keys_stand_before_or_behind() -> None:
    between = member("B", "P", partitioned=False)
    between.common_settings.target_config = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)
    child = member("C", "P")
    also = constraint("C_B_FK", "R", "ID", referenced_owner="APP", referenced_table="B", referenced_columns=["ID"])
    also.table_name = "C"
    child.current_state.constraints.append(also)
    config = family(child, between, member("P"))
    plans = script_plans([table for table in config.tables if table.enabled], config)
    assert [plan.table.table_name for plan in plans] == ["P", "C", "B"]
    assert [[m.table.table_name for m in plan.together] for plan in plans] == [["P", "C"], ["P", "C"], []]


def test_a_child_whose_parent_stays_goes_alone() -> None:
    config = family(member("P"), member("C", "P", partitioned=False))
    config.tables[0].enabled = False
    config.tables[1].common_settings.method = "copy_and_swap"
    written = render(config)
    assert 'REFERENCES "APP"."P" ("ID")' in written.master
    assert "its parent APP.P is not partitioned (ORA-14653)." in written.master
    assert "binds its rows (ORA-02292) until cleanup1.sql drops it." in written.rollback


def test_a_parent_that_cannot_be_copied_is_told() -> None:
    config = family(member("P", partitioned=False), member("C", "P", partitioned=False))
    config.tables[0].current_state.properties.inmemory = "ENABLED"
    config.tables[1].common_settings.method = "copy_and_swap"
    with pytest.raises(GenerateError, match=r"APP\.C: its parent APP\.P is not copied"):
        render(config)
