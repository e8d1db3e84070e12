"""Whatever the dictionary holds, SQL*Plus sees the statements that were meant, and Oracle the texts that were there.

A table is drawn with hostile names, comments, defaults, conditions, trigger bodies and index expressions. Its scripts
are compared with those of the same table with harmless ones: as many commands and blocks, of the same kinds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from repart_tui.generate import render
from repart_tui.migration_models import (
    ColumnInfo,
    CommonSettings,
    ConstraintInfo,
    CurrentState,
    GrantInfo,
    HashTarget,
    IndexColumn,
    IndexInfo,
    ListPartition,
    ListTarget,
    LogGroupColumn,
    LogGroupInfo,
    MigrationConfig,
    PolicyInfo,
    StatisticsPreference,
    TableConfig,
    TriggerInfo,
)
from repart_tui.oracle.findings import errors
from repart_tui.oracle.fingerprint import fingerprint
from repart_tui.oracle.rules import table_findings
from repart_tui.sqlplus import executed_strings, read_script, statements, traps
from tests.oracle.builders import plan

LINE_LIMIT = 1_000
PIECES = (
    *"/.@#;&-'\\:%~?!",
    "--",
    "/*",
    "*/",
    "'''",
    "q'[",
    "]'",
    "{}()<>[]!!^^||##~~",
    "&&x",
    "REM x",
    "PROMPT",
    "EXIT",
    "@@evil",
    "HOST rm",
    "BEGIN",
    "END;",
    "DROP TABLE t;",
    "NULL",
    "%bind",
    ":1",
    "{{ x }}",
    "{% x %}",
    "é",
    "ß",
    "€",
    "😀",
    "日本",
    "\t",
    "a",
    "LEVEL",
    "x -",
    " ",
    "  ",
)
LINES = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join) | st.sampled_from(PIECES)
TEXTS = st.lists(LINES | st.just("x" * 6_000), min_size=1, max_size=6).map("\n".join).filter(lambda t: t.strip(" \n\t"))


def fits(name: str) -> bool:
    # What the script appends must fit too; two names that are one to Oracle would be no table.
    return 0 < len(name.encode()) <= 128


NAMES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join).filter(fits) | st.sampled_from(
    ["SELECT", "TABLE", "N" * 128, "é" * 64, "x-", "a.b", "T;", "#", ".", "/", "@", "&x", "it's", "SYS_C00X", "x, y"]
)


class Words(NamedTuple):
    """The names and texts of one table."""

    names: list[str]
    comment: str
    default: str
    condition: str
    body: str
    expression: str
    preference: str
    when: str
    policy: str


HARMLESS = Words([f"N{number}" for number in range(12)], "c", "d", "e", "f", "g", "h", "i", "j")
HOSTILE = st.builds(Words, st.lists(NAMES, min_size=12, max_size=12, unique=True), *[TEXTS] * 8)


def config_of(words: Words, method: str) -> MigrationConfig:
    """Return a plan with one table whose names and texts are `words`."""
    owner, name, key, other, index, check, trigger, grantee, group, policy, primary, reference = words.names
    columns = [
        ColumnInfo(name=key, data_type="NUMBER", column_id=1, internal_column_id=1, nullable=False),
        ColumnInfo(
            name=other,
            data_type="VARCHAR2",
            data_length=20,
            char_length=20,
            char_used="B",
            column_id=2,
            internal_column_id=2,
            data_default=words.default,
            comment=words.comment,
        ),
    ]
    of_table = {"owner": owner, "table_name": name}
    state = CurrentState(
        object_id=4711,
        status="VALID",
        table_comment=words.comment,
        columns=columns,
        constraints=[
            ConstraintInfo(
                **of_table,
                constraint_name=primary,
                constraint_type="P",
                columns=[key],
                index_owner=owner,
                index_name=primary,
            ),
            ConstraintInfo(
                **of_table,
                constraint_name=check,
                constraint_type="C",
                columns=[other],
                search_condition=words.condition,
                validated=False,
            ),
            ConstraintInfo(
                **of_table,
                constraint_name=reference,
                constraint_type="R",
                columns=[key],
                referenced_owner=owner,
                referenced_table=name,
                referenced_constraint=primary,
                referenced_columns=[key],
            ),
        ],
        indexes=[
            IndexInfo(
                owner=owner,
                index_name=primary,
                index_type="NORMAL",
                unique=True,
                columns=[IndexColumn(name=key, position=1)],
            ),
            IndexInfo(
                owner=owner,
                index_name=index,
                index_type="FUNCTION-BASED NORMAL",
                columns=[IndexColumn(name="SYS_NC00003$", position=1, expression=words.expression)],
            ),
        ],
        triggers=[
            TriggerInfo(
                owner=owner,
                trigger_name=trigger,
                trigger_type="BEFORE EACH ROW",
                triggering_event="INSERT",
                status="ENABLED",
                trigger_body=words.body,
                when_clause=words.when,
                source=head_of_trigger(owner, trigger, name) + words.body,
                object_status="VALID",
            )
        ],
        grants=[
            GrantInfo(grantee=grantee, privilege="SELECT"),
            GrantInfo(grantee=grantee, privilege="UPDATE", column_name=other),
        ],
        log_groups=[LogGroupInfo(name=group, log_group_type="USER LOG GROUP", columns=[LogGroupColumn(name=key)])],
        statistics_preferences=[StatisticsPreference(name="METHOD_OPT", value=words.preference)],
        policies=[
            PolicyInfo(kind="VPD", name=policy, detail=words.policy),
            PolicyInfo(kind="FGA", name=policy, detail=words.policy),
        ]
        if method == "online_modify"
        else [],
    )
    target = HashTarget(partitioning_type="hash", key_columns=[key], partition_count=4)
    common = CommonSettings(method=method, target_config=target)  # type: ignore[arg-type]
    return plan(TableConfig(**of_table, enabled=True, common_settings=common, current_state=state))


def seen_by_sqlplus(script: str) -> list[tuple[str, str, str]]:
    """Return kind, name or first word, and ending of everything but comments."""
    items = read_script(script).items
    return [(i.kind, i.name or i.text.split(None, 1)[0], i.ending) for i in items if i.kind != "comment"]


def asserted(script: str) -> set[str]:
    """Return the lines that the preflight gives to the comparison of what the table owns."""
    found: set[str] = set()
    for item in statements(read_script(script)):
        calls = re.sub(r"^  add\(", "  EXECUTE IMMEDIATE (", item.text, flags=re.MULTILINE)
        if calls != item.text:
            found |= set(executed_strings(calls))
    return found


def executed(script: str) -> list[str]:
    return [text for item in statements(read_script(script)) for text in executed_strings(item.text)]


def head_of_trigger(owner: str, trigger: str, table_name: str) -> str:
    """Return the head as somebody wrote it who quotes every name."""
    return f'TRIGGER "{owner}"."{trigger}" BEFORE INSERT ON "{owner}"."{table_name}"\n'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture(scope="module")
def harmless() -> dict[str, dict[str, list[tuple[str, str, str]]]]:
    """What SQL*Plus sees of the scripts of a harmless table, by method and file."""
    return {
        method: {file: seen_by_sqlplus(text) for file, text in render(config_of(HARMLESS, method)).files().items()}
        for method in ("online_modify", "copy_and_swap")
    }


AWKWARD = Words(
    ["#", ".", "/", "@", "x-", "--", "'", "&x", ";", "REM x", "N" * 128, "é" * 64],
    "\n/\n.\n\n@evil\n#x\nEXIT\n'-- -",
    "'\n/\n' -- x",
    "x = '\n/\n.' /* ; */",
    "BEGIN\n/\n.\n\n#x &x;\n" + "y" * 6_000 + "\nEND;\n/",
    "q'[\n/\n]' -- -",
    "q'[]'{}()<>!!~~^^||##",
    "new.x > 0 -- '\n/\n.",
    "sys.f -\n/\n&x;",
)


@pytest.mark.parametrize("method", ["copy_and_swap", "online_modify"])
@settings(
    # Of the profile's budget a part: a plan is rendered and read in half a second. Shrinking would take minutes, and
    # says little more.
    max_examples=settings().max_examples // 4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@example(words=AWKWARD)
@given(words=HOSTILE)
def test_sqlplus_sees_the_statements_that_were_meant(method: str, harmless, words: Words) -> None:
    config = config_of(words, method)
    scripts = render(config)
    for file, text in scripts.files().items():
        assert text.isascii()
        assert max(len(line) for line in text.splitlines()) <= LINE_LIMIT
        assert [trap for trap in traps(read_script(text)) if trap.severity == "error"] == []
        assert seen_by_sqlplus(text) == harmless[method][file], file
    assert set(fingerprint(config.tables[0])) <= asserted(scripts.master)
    if method == "copy_and_swap":
        _texts_arrive(words, scripts.master)


def _texts_arrive(words: Words, master: str) -> None:
    found = executed(master)
    owner, name, _, other = words.names[:4]
    (made,) = [text for text in found if text.startswith("CREATE OR REPLACE TRIGGER ")]
    assert made.endswith(f' BEFORE INSERT ON "{owner}"."{name}"\n{words.body}')
    assert f'COMMENT ON TABLE "{owner}"."{name}" IS {literal(words.comment)}' in found
    assert any(
        t.startswith("COMMENT ON COLUMN") and t.endswith(f'"{other}" IS {literal(words.comment)}') for t in found
    )
    assert any(t.startswith("CREATE TABLE") and f"DEFAULT {words.default}" in t for t in found)
    assert any(t.startswith("ALTER TABLE") and f"CHECK ({words.condition}" in t for t in found)
    assert any(t.startswith("CREATE INDEX") and f"({words.expression}" in t for t in found)


@pytest.mark.parametrize("where", [where for where in range(12) if where != 9])
@pytest.mark.parametrize("method", ["copy_and_swap", "online_modify"])
def test_a_name_that_no_line_of_a_script_can_hold_is_refused(method: str, where: int) -> None:
    words = HARMLESS._replace(names=[*HARMLESS.names[:where], "two\nlines", *HARMLESS.names[where + 1 :]])
    config = config_of(words, method)
    assert "NAME-CHARACTERS" in [finding.code for finding in errors(table_findings(config.tables[0], config))]


VALUES = ["a\n/\n.\n\n@evil", "it's; &x", "-- x -", "#", "é", "q'[", "]'", "a''b'", "EXIT", " "]


def list_config(values: list[str], names: list[str], method: str) -> MigrationConfig:
    config = config_of(HARMLESS, method)
    partitions = [ListPartition(name=n, values=[[v]]) for n, v in zip(names, values, strict=True)]
    config.tables[0].common_settings.target_config = ListTarget(
        partitioning_type="list", key_columns=[HARMLESS.names[3]], partitions=partitions
    )
    return config


@pytest.mark.parametrize("method", ["copy_and_swap", "online_modify"])
def test_list_values_and_partition_names_are_texts_too(method: str) -> None:
    names = ["#", ".", "/", "@", "x-", "--", "'", "&x", ";", "é" * 64]
    master = render(list_config(VALUES, names, method)).master
    calm = render(list_config([f"v{n}" for n in range(10)], [f"P{n}" for n in range(10)], method)).master
    assert seen_by_sqlplus(master) == seen_by_sqlplus(calm)
    partitioned = next(t for t in executed(master) if "PARTITION BY LIST" in t)
    for name, value in zip(names, VALUES, strict=True):
        assert f'PARTITION "{name}" VALUES ({literal(value)})' in partitioned


def test_a_partition_name_with_a_line_break_is_refused_where_it_stands() -> None:
    config = list_config(["a", "b"], ["P1", "P\n2"], "online_modify")
    found = errors(table_findings(config.tables[0], config))
    assert [(f.code, f.field) for f in found] == [
        ("NAME-CHARACTERS", "common_settings.target_config.partitions.1.name")
    ]
