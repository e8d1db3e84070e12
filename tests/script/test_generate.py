"""From a plan to three scripts: what is written, what is refused, and that nothing depends on chance."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from repart_tui.generate import GenerateError, Scripts, render, write_scripts
from repart_tui.migration_models import HashTarget, IntervalTarget, LobStorageInfo, MigrationConfig, RangePartition
from repart_tui.oracle.findings import errors
from repart_tui.oracle.ledger import ledger
from repart_tui.oracle.methods import METHODS, choose_method
from repart_tui.oracle.rules import table_findings
from repart_tui.sqlplus import read_script, statements, traps
from tests.script.conftest import named

GOLDEN = Path(__file__).parents[1] / "golden"

READ_BY_A_PERSON = [
    ("sh_sales_online_modify", "SH.SALES", "online_modify"),
    ("sh_sales_in_place", "SH.SALES", "auto"),
    ("hr_employees_copy_and_swap", "HR.EMPLOYEES", "copy_and_swap"),
    ("co_products_copy_and_swap", "CO.PRODUCTS", "copy_and_swap"),
    ("hr_employees_redefinition", "HR.EMPLOYEES", "redefinition"),
]


@pytest.mark.parametrize(("name", "table", "method"), READ_BY_A_PERSON, ids=[g[0] for g in READ_BY_A_PERSON])
def test_the_scripts_are_those_that_were_read(name: str, table: str, method: str, demo_with, request) -> None:
    scripts = render(demo_with(table, method=method))
    for file_name, text in scripts.files().items():
        golden = GOLDEN / name / file_name
        if request.config.getoption("--accept-golden"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="ascii", newline="\n")
        assert golden.read_text(encoding="ascii") == text, f"{golden} differs: read the change, then --accept-golden"


def exchange_plan(demo_with) -> MigrationConfig:
    """Return the plan that makes APP.EVENTS the first partition of a monthly one."""
    config = demo_with("APP.EVENTS", method="exchange")
    target = named(config, "APP.EVENTS").common_settings.target_config
    assert isinstance(target, IntervalTarget)
    target.partitions = [RangePartition(name="P_BEFORE_2026_02", values_less_than=["2026-02-01"])]
    return config


def test_the_scripts_of_an_exchange_are_those_that_were_read(demo_with, request) -> None:
    for file_name, text in render(exchange_plan(demo_with)).files().items():
        golden = GOLDEN / "app_events_exchange" / file_name
        if request.config.getoption("--accept-golden"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="ascii", newline="\n")
        assert golden.read_text(encoding="ascii") == text, f"{golden} differs: read the change, then --accept-golden"


def test_an_exchange_moves_rows_only_where_it_must_split(demo_with) -> None:
    whole = exchange_plan(demo_with)
    assert "SPLIT PARTITION" not in render(whole).master
    target = named(whole, "APP.EVENTS").common_settings.target_config
    assert isinstance(target, IntervalTarget)
    older = RangePartition(name="P_OLDER", values_less_than=["2024-01-01"])
    target.partitions = [older, *target.partitions]
    master = render(whole).master
    assert 'EXCHANGE PARTITION "REPART_WHOLE"' in master
    assert 'SPLIT PARTITION "REPART_WHOLE" INTO' in master


def test_the_same_plan_yields_the_same_bytes_also_after_json(demo_with) -> None:
    config = demo_with("SH.SALES", "HR.EMPLOYEES")
    again = MigrationConfig.from_json(config.to_json())
    assert render(config) == render(again)


def with_lob(config: MigrationConfig, securefile: bool) -> MigrationConfig:
    state = named(config, "HR.EMPLOYEES").current_state
    template = state.columns[0]
    last = max(c.internal_column_id for c in state.columns) + 1
    facts = {"column_id": last, "internal_column_id": last, "nullable": True, "statistics": None}
    state.columns.append(replace(template, name="DOC", data_type="CLOB", data_precision=None, **facts))
    state.lobs.append(LobStorageInfo(column_name="DOC", tablespace_name="APP_LOBS", securefile=securefile))
    return config


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition", "online_modify"])
@pytest.mark.parametrize(
    ("securefile", "asks", "values", "becomes"),
    [
        (True, "PREFERRED", "('NEVER', 'IGNORE')", "BasicFile"),
        (False, "PERMITTED", "('ALWAYS', 'FORCE', 'PREFERRED')", "SecureFile"),
    ],
)
def test_a_parameter_that_would_change_the_kind_of_lobs_stops_before_any_change(
    demo_with, method: str, securefile: bool, asks: str, values: str, becomes: str
) -> None:
    scripts = render(with_lob(demo_with("HR.EMPLOYEES", method=method), securefile))
    before = scripts.master[: scripts.master.index("All checks passed")]
    asked = before.index(f"ALTER SESSION SET DB_SECUREFILE = '{asks}'")
    looked = before.index(f"IF securefile IN {values} THEN")
    assert asked < looked
    assert f"would become a {becomes}." in " ".join(before[looked:].split()).replace("' || '", "")
    assert "DB_SECUREFILE" not in scripts.rollback


def test_without_lobs_nobody_asks_what_becomes_of_them(demo_with) -> None:
    assert "DB_SECUREFILE" not in render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).master


def test_a_plan_without_enabled_tables_is_refused(demo: MigrationConfig) -> None:
    with pytest.raises(GenerateError, match="No table is enabled"):
        render(demo)


def test_every_reason_is_told_not_only_the_first(demo_with) -> None:
    with pytest.raises(GenerateError) as told:
        render(demo_with("HR.COUNTRIES", "SH.SALES"))
    assert any("HR.COUNTRIES" in line and "index-organized" in line for line in told.value.lines)


def scripts_of_every_table(config: MigrationConfig) -> dict[tuple[str, str], Scripts]:
    """Return the scripts of each table by each method that may be used, one table at a time."""
    found = {}
    for table in config.tables:
        for method in METHODS:
            alone = MigrationConfig.from_json(config.to_json())
            mine = named(alone, f"{table.owner}.{table.table_name}")
            mine.enabled, mine.common_settings.method = True, method  # type: ignore[assignment]
            if errors(table_findings(mine, alone)):
                continue
            found[f"{table.owner}.{table.table_name}", method] = render(alone)
    return found


@pytest.fixture(scope="module")
def every_script(demo: MigrationConfig) -> dict[tuple[str, str], Scripts]:
    # One copy of the whole plan for each table would be slow: keep what a script needs.
    found = {}
    for table in demo.tables:
        small = MigrationConfig.from_dict({**demo.to_dict(), "tables": [table.to_dict()]})
        found.update(scripts_of_every_table(small))
    return found


def test_most_tables_of_the_demo_can_be_migrated(every_script) -> None:
    assert len({name for name, _ in every_script}) > 30
    assert {method for _, method in every_script} >= {"online_modify", "copy_and_swap", "redefinition"}


def test_sqlplus_reads_every_script_as_intended(every_script) -> None:
    for (name, method), scripts in every_script.items():
        for file_name, text in scripts.files().items():
            assert text.isascii(), (name, method, file_name)
            assert [t for t in traps(read_script(text)) if t.severity == "error"] == [], (name, method, file_name)


def test_every_block_that_changes_a_table_is_a_block(every_script) -> None:
    """All DDL stands inside PL/SQL, so that no foreign text ever meets SQL*Plus itself."""
    for (name, method), scripts in every_script.items():
        for item in statements(read_script(scripts.master)):
            assert item.kind == "plsql" or item.text.startswith("ALTER SESSION"), (name, method, item.text[:80])


# Table D-1 of the PL/SQL Language Reference, appendix D: words that cannot name anything.
RESERVED = """
    ALL ALTER AND ANY AS ASC AT BEGIN BETWEEN BY CASE CHECK CLUSTERS CLUSTER COLAUTH COLUMNS COMPRESS CONNECT CRASH
    CREATE CURSOR DECLARE DEFAULT DESC DISTINCT DROP ELSE END EXCEPTION EXCLUSIVE FETCH FOR FROM FUNCTION GOTO GRANT
    GROUP HAVING IDENTIFIED IF IN INDEX INDEXES INSERT INTERSECT INTO IS LIKE LOCK MINUS MODE NOCOMPRESS NOT NOWAIT
    NULL OF ON OPTION OR ORDER OVERLAPS PROCEDURE PUBLIC RESOURCE REVOKE SELECT SHARE SIZE SQL START SUBTYPE TABAUTH
    TABLE THEN TO TYPE UNION UNIQUE UPDATE VALUES VIEW VIEWS WHEN WHERE WITH
    """
DECLARED = re.compile(
    r"^ *(?:(?:FUNCTION|PROCEDURE|TYPE|FOR) +(\w+)"
    r"|(\w+) +(?:VARCHAR2|NUMBER|PLS_INTEGER|CLOB|BOOLEAN|DATE|EXCEPTION|\w+_t|\w+%ROWTYPE)\b)",
    re.MULTILINE,
)


def test_nothing_bears_a_reserved_word_of_plsql(every_script, demo_with) -> None:
    config = demo_with("HR.EMPLOYEES", "SH.SALES", method="copy_and_swap")
    config.environment_config.on_error = "next_family"
    config.environment_config.window_minutes = 60
    config.environment_config.start_no_table_after = "05:30"
    for scripts in (render(config), *every_script.values()):
        for text in (scripts.master, scripts.rollback, scripts.cleanup):
            names = {(first or second).upper() for first, second in DECLARED.findall(text)}
            assert names
            assert not names & set(RESERVED.split())


def test_a_trigger_with_errors_does_not_stop_the_script_where_it_is_made(demo_with) -> None:
    """EXECUTE IMMEDIATE raises ORA-24344 for a trigger that exists now but does not compile."""
    blocks = render(demo_with("HR.EMPLOYEES", method="copy_and_swap")).master.split("\n/\n")
    made = [block for block in blocks if "CREATE OR REPLACE TRIGGER" in block]
    assert len(made) == 2
    assert all("IF SQLCODE <> -24344 THEN" in block.split("CREATE OR REPLACE TRIGGER")[1] for block in made)


def test_no_rows_are_compared_while_a_transaction_may_still_add_some(demo_with) -> None:
    scripts = render(demo_with("HR.EMPLOYEES", method="copy_and_swap"))
    for text in (scripts.master, scripts.rollback):
        closed = text.index('ALTER TABLE "HR"."EMPLOYEES" READ ONLY')
        assert closed < text.index("gv$locked_object", closed) < text.index("compare(\n")


def test_the_ledger_has_no_item_without_a_way(demo: MigrationConfig) -> None:
    for table in demo.tables:
        method = choose_method(table, demo).method
        for item in ledger(table, demo):
            assert item.how
            if method is not None and item.step is not None:
                assert 1 <= item.step <= len(METHODS[method].steps), item


def test_lines_fit_a_terminal(every_script) -> None:
    """Only what cannot be folded is longer: a name of 128 bytes, or a PROMPT that shows one."""
    for scripts in every_script.values():
        for line in scripts.master.splitlines():
            assert len(line) <= 124 or "MEASURED_VALUES" in line or line.startswith("PROMPT"), line


def test_the_header_names_table_method_and_cost(demo_with) -> None:
    header = render(demo_with("SH.SALES", method="online_modify")).master.split("SPOOL master1.log")[0]
    assert "SH.SALES, 918,836,016 rows by statistics" in header
    assert "online MODIFY" in header
    assert "estimate: about" in header


def test_a_change_in_place_promises_little_and_asks_for_little(demo_with) -> None:
    scripts = render(demo_with("SH.SALES"))
    header = scripts.master.split("SPOOL master1.log")[0]
    assert "SH with ALTER" not in header
    assert "or a user with ALTER ANY TABLE\n" in header
    assert "time             a moment, once it has its lock" in header
    assert "old ROWIDs are void" not in header
    assert "Stop jobs" not in header
    assert "rollback1.sql changes back what was changed in place" in header
    assert 'ALTER TABLE "SH"."SALES" SET INTERVAL ()' in scripts.rollback


def test_the_way_back_from_a_change_in_place_gives_row_movement_back_only_where_it_was_changed(demo_with) -> None:
    config = demo_with("SH.SALES")
    sales = named(config, "SH.SALES")
    assert not sales.current_state.properties.row_movement
    assert "ROW MOVEMENT" not in render(config).rollback
    sales.common_settings.row_movement = "enable"
    scripts = render(config)
    assert 'ALTER TABLE "SH"."SALES" ENABLE ROW MOVEMENT' in scripts.master
    assert 'ALTER TABLE "SH"."SALES" DISABLE ROW MOVEMENT' in scripts.rollback


def test_a_change_in_place_waits_for_its_lock_in_short_turns(demo_with) -> None:
    config = demo_with("SH.SALES")
    config.environment_config.ddl_lock_timeout = 600
    master = render(config).master
    step = master[master.index("-- Step 1.2") : master.index("-- Step 1.3")]
    waits = re.findall(r"DDL_LOCK_TIMEOUT = (\d+)|(SET INTERVAL)", step)
    assert waits == [("10", ""), ("", "SET INTERVAL"), ("600", ""), ("600", "")]


def test_a_change_in_place_does_not_ask_for_open_tablespaces_of_partitions_that_stay(demo_with) -> None:
    config = demo_with("SH.SALES")
    assert "exists_tablespace('ARCHIVE_DATA')" not in render(config).master
    named(config, "SH.SALES").common_settings.method = "online_modify"
    assert "exists_tablespace('ARCHIVE_DATA')" in render(config).master


def test_a_copy_into_a_closed_tablespace_is_told_before_its_preflight_tells_it(demo_with) -> None:
    config = demo_with("SH.SALES")
    sales = named(config, "SH.SALES")
    assert not any(one.code.startswith("TABLESPACE") for one in table_findings(sales, config)), "nothing moves in place"
    sales.common_settings.method = "copy_and_swap"
    assert [one.sentence() for one in table_findings(sales, config) if one.code.startswith("TABLESPACE")] == [
        "Tablespace ARCHIVE_DATA (SALES_2018 and 2 more) was READ ONLY or OFFLINE when the dictionary was read: it "
        "takes nothing new (ORA-01647, ORA-01542). ALTER TABLESPACE ... READ WRITE or ONLINE before the run, or choose "
        "another one. [TABLESPACE-NOT-ONLINE]"
    ]


def test_a_change_in_place_goes_with_other_tables_in_one_script(demo_with) -> None:
    config = demo_with("SH.SALES", "HR.EMPLOYEES")
    config.environment_config.on_error = "next_family"
    config.environment_config.window_minutes = 60
    scripts = render(config)
    header = scripts.master.split("SPOOL master1.log")[0]
    assert "old ROWIDs are void" in header
    assert "sort_of(:p1" in scripts.master
    assert "sort_of(:p2" not in scripts.master


def test_writing_leaves_whole_files(tmp_path: Path, demo_with) -> None:
    scripts = render(demo_with("HR.REGIONS"))
    paths = write_scripts(scripts, tmp_path / "out")
    assert [p.name for p in paths] == ["master1.sql", "rollback1.sql", "cleanup1.sql"]
    assert paths[0].read_bytes().decode("ascii") == scripts.master
    assert b"\r" not in paths[0].read_bytes()


def test_two_tables_in_one_script_come_in_the_order_of_the_plan(demo_with) -> None:
    master = render(demo_with("HR.EMPLOYEES", "HR.DEPARTMENTS", method="copy_and_swap")).master
    headings = re.findall(r"^-- (\d)\. (\S+) by copy and swap$", master, re.MULTILINE)
    assert headings == [("1", "HR.DEPARTMENTS"), ("2", "HR.EMPLOYEES")]


def test_hostile_texts_never_become_commands(demo_with) -> None:
    """The statements that SQL*Plus sees are as many, and of the same kinds, with and without hostile texts."""
    calm = demo_with("HR.EMPLOYEES", method="copy_and_swap")
    hostile = demo_with("HR.EMPLOYEES", method="copy_and_swap")
    state = named(hostile, "HR.EMPLOYEES").current_state
    state.table_comment = "it's; & here\n/\n.\n@evil.sql\n#DROP TABLE t;\nEXIT\n-- x -\nq'[ ]'"
    next(c for c in state.columns if c.comment).comment = "\n/\nHOST rm -rf x\n\n;\n"
    for item in statements(read_script(render(hostile).master)):
        assert not item.text.startswith(("HOST", "@", "DROP"))
    kinds = [[(i.kind, i.text[:9]) for i in statements(read_script(render(c).master))] for c in (calm, hostile)]
    assert kinds[0] == kinds[1]


def test_a_chosen_hash_target_reaches_the_script(demo_with) -> None:
    config = demo_with("HR.EMPLOYEES", method="copy_and_swap")
    named(config, "HR.EMPLOYEES").common_settings.target_config = HashTarget(
        partitioning_type="hash", key_columns=["EMPLOYEE_ID"], partition_count=8
    )
    assert 'PARTITION BY HASH ("EMPLOYEE_ID")' in render(config).master


def test_templates_are_compiled_for_the_first_script_only(demo_with, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes a second, and the preview writes the scripts at every change."""
    config = demo_with("SH.SALES")
    before = render(config)
    monkeypatch.setattr("jinja2.Environment.compile", lambda *_, **__: pytest.fail("compiled again"))
    assert render(config) == before


def test_bounds_of_local_time_zone_mean_the_same_wherever_the_script_runs(demo_with) -> None:
    config = demo_with("CO.ORDERS", method="copy_and_swap")
    settings = named(config, "CO.ORDERS").common_settings
    columns = {column.name: column for column in named(config, "CO.ORDERS").current_state.columns}
    key = columns[settings.target_config.key_columns[0]]
    scripts = render(config)
    assert all("TIME_ZONE" not in text for text in scripts.files().values())
    key.data_type = "TIMESTAMP(6) WITH LOCAL TIME ZONE"
    settings.migration_settings.accepted_risks = ["local_time_zone_bounds"]
    scripts = render(config)
    assert all("ALTER SESSION SET TIME_ZONE = DBTIMEZONE;" in text for text in scripts.files().values())
    assert "note   Bounds of TIMESTAMP WITH LOCAL TIME ZONE are read in" in scripts.master


def test_a_blockchain_table_is_told_as_one_and_not_by_its_hidden_columns(demo: MigrationConfig) -> None:
    codes = [feature.code for feature in named(demo, "APP.LEDGER").current_state.features]
    assert codes[0] == "BLOCKCHAIN_TABLE"
    assert "PERIOD_COLUMN" not in codes


def test_no_lock_of_statistics_is_written_that_oracle_does_not_know(demo_with) -> None:
    plan = demo_with("SH.SALES").to_dict()
    state = next(table for table in plan["tables"] if table["table_name"] == "SALES")["current_state"]
    state["statistics_locked"] = "yes"
    with pytest.raises(ValidationError, match=r"ALL.DATA.CACHE"):
        MigrationConfig.from_dict(plan)
