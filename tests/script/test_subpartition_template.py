"""Subpartition templates in scripts: carried by every method, asserted, and never replaced by one that says less."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from repart_tui.generate import GenerateError, render
from repart_tui.migration_models import (
    IntervalTarget,
    LobStorageInfo,
    MigrationConfig,
    RangeTarget,
    SubpartitionTemplateInfo,
    TableConfig,
)
from repart_tui.oracle.findings import errors
from repart_tui.oracle.methods import choose_method
from repart_tui.oracle.present_partitions import range_partitions
from repart_tui.oracle.rules import table_findings
from tests.script.test_outside_grammar import executed

LOB_SUBPARTITIONS = "DBA_LOB_SUBPARTITIONS"
Plans = Callable[..., MigrationConfig]


def named(plan: MigrationConfig, name: str) -> TableConfig:
    return next(table for table in plan.tables if table.table_name == name)


def said(script: str) -> list[str]:
    """Return the statements that the script executes and that say something of a template, each as one line."""
    return [" ".join(text.split()) for text in executed(script) if "SUBPARTITION" in text]


@pytest.mark.parametrize(("template", "lobs"), [(False, True), (True, False), (True, True)])
def test_what_nobody_has_read_of_a_template_is_asked(demo_with: Plans, template: bool, lobs: bool) -> None:
    plan = demo_with("APP.CALLS", method="copy_and_swap")
    calls = named(plan, "CALLS")
    partitioning = calls.current_state.partitioning
    assert partitioning is not None
    partitioning.subpartition_template = [SubpartitionTemplateInfo(name="S1")] if template else []
    if lobs:
        calls.current_state.columns[-1].data_type = "CLOB"
        name = calls.current_state.columns[-1].name
        calls.current_state.lobs = [LobStorageInfo(column_name=name, segment_name="L", securefile=True)]
    master = render(plan).master
    assert ("(compression <> 'NONE' OR indexing <> 'NONE' OR read_only <> 'NONE')" in master) == template
    assert ("FROM dba_lob_templates WHERE user_name = :o" in master) == (template and lobs)
    assert ("and put it back afterwards." in master) == template


def test_what_was_read_is_compared_and_not_asked_again(demo_with: Plans) -> None:
    master = render(demo_with("APP.CLAIM_FILES", method="copy_and_swap")).master
    assert "no_such_view" not in master
    assert "'template REST: compression = YES'" in master
    assert "'LOB PAPERS of template REST: tablespace = APP_DATA'" in master
    assert "FROM dba_lob_templates" in master


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition"])
def test_a_copy_is_made_with_the_template_that_the_table_has(demo_with: Plans, method: str) -> None:
    (made,) = said(render(demo_with("APP.CLAIM_FILES", method=method)).master)
    assert (
        'SUBPARTITION "REST" VALUES (DEFAULT) INDEXING OFF TABLESPACE "APP_DATA" ROW STORE COMPRESS BASIC'
        ' LOB ("PAPERS") STORE AS SECUREFILE "REST_PAPERS" (TABLESPACE "APP_DATA")'
    ) in made


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition", "online_modify"])
def test_a_template_says_read_only_once_its_subpartitions_are_loaded(demo_with: Plans, method: str) -> None:
    plan = demo_with("APP.CALLS", method=method)
    target = named(plan, "CALLS").common_settings.target_config
    assert isinstance(target, RangeTarget) or hasattr(target, "subpartitioning")
    level = target.subpartitioning
    assert level is not None
    level.template[2].read_only = True
    master = render(plan).master
    made, after = said(master)
    assert 'SUBPARTITION "H3" TABLESPACE "APP_DATA"' in made
    assert 'SUBPARTITION "H3" READ ONLY TABLESPACE "APP_DATA"' in after
    assert "SET SUBPARTITION TEMPLATE" in after
    assert "subpartition_position IN (3) AND read_only <> 'YES'" in master


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition", "online_modify"])
def test_lobs_of_subpartitions_are_looked_at_where_their_view_is_there(demo_with: Plans, method: str) -> None:
    plan = demo_with("APP.CALLS", method=method)
    calls = named(plan, "CALLS")
    assert LOB_SUBPARTITIONS not in render(plan).master, "no LOBs"
    last = calls.current_state.columns[-1]
    last.data_type = "CLOB"
    lob = LobStorageInfo(column_name=last.name, segment_name="L", securefile=True, tablespace_name="APP_LOBS")
    calls.current_state.lobs = [lob]
    master = render(plan).master
    assert f"'LOB {last.name} of subpartitions: SecureFile = YES'" in master
    assert f"object_name = '{LOB_SUBPARTITIONS}' AND object_type = 'VIEW'" in master
    statement = "".join(re.findall(r"q'\[(.*?)\]'", master[master.index(LOB_SUBPARTITIONS) :].split("BULK")[0]))
    with closing(sqlite3.connect(":memory:")) as database:
        database.create_function("TO_CHAR", 1, str)
        database.execute(
            "CREATE TABLE dba_lob_subpartitions"
            " (table_owner, table_name, column_name, subpartition_name, tablespace_name, securefile)"
        )
        database.execute(
            "CREATE TABLE dba_tab_subpartitions (table_owner, table_name, partition_name, subpartition_name,"
            " partition_position, subpartition_position)"
        )
        for table in ("T", "OTHER"):
            for number, name in enumerate(("P1_A", "P1_B"), start=1):
                row = ("APP", table, '"DOC"', name, "APP_LOBS", "YES")
                database.execute("INSERT INTO dba_lob_subpartitions VALUES (?, ?, ?, ?, ?, ?)", row)
                place = ("APP", table, "P1", name, 1, number)
                database.execute("INSERT INTO dba_tab_subpartitions VALUES (?, ?, ?, ?, ?, ?)", place)
        spoken = statement.replace("TRIM('\"' FROM l.column_name)", "TRIM(l.column_name, '\"')")
        assert database.execute(spoken, {"owner": "APP", "name": "T"}).fetchall() == [
            ("DOC", "P1", "P1_A", "1", "APP_LOBS", "YES"),
            ("DOC", "P1", "P1_B", "2", "APP_LOBS", "YES"),
        ]


def test_read_only_subpartitions_of_the_original_close_again_where_it_comes_back(demo_with: Plans) -> None:
    plan = demo_with("APP.CALLS", method="copy_and_swap")
    partitioning = named(plan, "CALLS").current_state.partitioning
    assert partitioning is not None
    partitioning.partitions[0].read_only_subpartitions = ["P_2023_H2"]
    scripts = render(plan)
    assert "CHR(10) || CHR(9) || p.subpartition_name || CHR(10)" in scripts.master
    assert 'MODIFY SUBPARTITION "P_2023_H2" READ ONLY' in scripts.rollback
    other = render(demo_with("APP.CALLS", method="copy_and_swap"))
    assert "MODIFY SUBPARTITION" not in other.master + other.rollback


def in_place(plan: MigrationConfig) -> TableConfig:
    """Plan the partitions of CLAIM_FILES as they are."""
    claims = named(plan, "CLAIM_FILES")
    info = claims.current_state.partitioning
    proposed = claims.common_settings.target_config
    assert info is not None
    assert hasattr(proposed, "subpartitioning")
    partitions = range_partitions(claims.current_state, info.partitions)
    assert partitions is not None
    claims.common_settings.target_config = RangeTarget(
        partitioning_type="range",
        key_columns=info.key_columns,
        partitions=partitions,
        subpartitioning=proposed.subpartitioning,
    )
    return claims


def test_a_template_changes_in_place_as_a_whole_and_comes_back_so(demo_with: Plans) -> None:
    plan = demo_with("APP.CLAIM_FILES", method="in_place")
    claims = in_place(plan)
    level = claims.common_settings.target_config.subpartitioning  # type: ignore[union-attr]
    assert level is not None
    for entry in level.template:
        entry.lobs[0].tablespace = "APP_LOBS"
    level.template[1].indexing = None
    scripts = render(plan)
    (forth,), (back,) = said(scripts.master), said(scripts.rollback)
    whole = (
        '"REST" VALUES (DEFAULT){} TABLESPACE "APP_DATA" ROW STORE COMPRESS BASIC LOB ("PAPERS") STORE AS SECUREFILE'
    )
    assert whole.format("") + ' "REST_PAPERS" (TABLESPACE "APP_LOBS")' in forth
    assert whole.format(" INDEXING OFF") + ' "REST_PAPERS" (TABLESPACE "APP_DATA")' in back
    assert "unlike_before > 0 AND unlike_after > 0" in scripts.master
    assert "lob('REST', 'PAPERS', 'REST_PAPERS', 'APP_LOBS')" in scripts.master
    assert "entry('REST', 'APP_DATA', 'YES', 'NONE', 'NONE')" in scripts.master
    assert "entry('REST', 'APP_DATA', 'YES', 'OFF', 'NONE')" in scripts.rollback


def test_what_is_the_default_is_said_in_place_too(demo_with: Plans) -> None:
    """It counts where a partition's default is another one, now or later."""
    plan = demo_with("APP.CLAIM_FILES", method="in_place")
    level = in_place(plan).common_settings.target_config.subpartitioning  # type: ignore[union-attr]
    assert level is not None
    eu = level.template[0]
    eu.compress_for, eu.indexing, eu.read_only = "NONE", True, False
    scripts = render(plan)
    (forth,), (back,) = said(scripts.master), said(scripts.rollback)
    assert "VALUES ('AT', 'DE', 'FR') READ WRITE INDEXING ON TABLESPACE \"APP_DATA\" NOCOMPRESS LOB" in forth
    assert "VALUES ('AT', 'DE', 'FR') TABLESPACE \"APP_DATA\" LOB" in back
    assert "entry('EU', 'APP_DATA', 'NO', 'ON', 'NO')" in scripts.master
    assert "entry('EU', 'APP_DATA', 'NONE', 'NONE', 'NONE')" in scripts.rollback
    assert "IF elsewhere > 0 THEN" in scripts.master, "the view tells whether it is done"


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition"])
def test_a_copy_says_what_is_the_default_where_the_template_says_it(demo_with: Plans, method: str) -> None:
    plan = demo_with("APP.CLAIM_FILES", method=method)
    claims = named(plan, "CLAIM_FILES")
    info, level = claims.current_state.partitioning, claims.common_settings.target_config.subpartitioning  # type: ignore[union-attr]
    assert info is not None
    assert level is not None
    old, new = info.subpartition_template[0], level.template[0]
    old.compression, old.indexing, old.read_only, old.unsaid = False, True, False, []
    new.compress_for, new.indexing, new.read_only = "NONE", True, False
    master = render(plan).master
    (made,) = said(master)
    assert "VALUES ('AT', 'DE', 'FR') READ WRITE INDEXING ON TABLESPACE \"APP_DATA\" NOCOMPRESS LOB" in made
    for fact in ("compression = NO", "indexing = ON", "read only = NO"):
        assert f"template EU: {fact}" in master
    assert "template REST: read only = NONE" in master, "what the view shows as NONE shall be so again"


def test_a_compression_of_another_kind_is_said_every_time(demo_with: Plans) -> None:
    plan = demo_with("APP.CLAIM_FILES", method="in_place")
    claims = in_place(plan)
    level = claims.common_settings.target_config.subpartitioning  # type: ignore[union-attr]
    assert level is not None
    level.template[1].compress_for = "ADVANCED"
    assert "-- No view tells all that it says, so every run says it." in render(plan).master
    level.template[1].compress_for = None
    assert [f.code for f in choose_method(claims, plan).findings] == ["NOTHING-TO-DO"], "what is left out stays"


def test_nocompress_of_a_template_stays_and_is_said_where_the_table_compresses(demo_with: Plans) -> None:
    plan = demo_with("APP.CLAIM_FILES", method="in_place")
    claims = in_place(plan)
    info, level = claims.current_state.partitioning, claims.common_settings.target_config.subpartitioning  # type: ignore[union-attr]
    assert info is not None
    assert level is not None
    claims.current_state.storage.compression, claims.current_state.storage.compress_for = "ENABLED", "BASIC"
    for old, new in zip(info.subpartition_template, level.template, strict=True):
        old.compression, old.compress_for, new.compress_for = False, None, None
        old.unsaid = ["indexing", "read_only"]
        new.tablespace = "APP_LOBS"
    scripts = render(plan)
    (forth,), (back,) = said(scripts.master), said(scripts.rollback)
    assert forth.count("NOCOMPRESS") == back.count("NOCOMPRESS") == len(level.template)
    assert "IF elsewhere > 0 THEN" in scripts.master
    # A template that says nothing inherits.
    for old, new in zip(info.subpartition_template, level.template, strict=True):
        old.compression, old.unsaid, new.tablespace = None, ["compression", "indexing"], old.tablespace_name
    level.template[1].compress_for = "NONE"
    scripts = render(plan)
    (forth,), (back,) = said(scripts.master), said(scripts.rollback)
    assert (forth.count("NOCOMPRESS"), back.count("NOCOMPRESS")) == (1, 0)
    assert "IF elsewhere > 0 THEN" in scripts.master


@pytest.mark.parametrize("release", ["12.2.0.1.0", "19.0.0.0.0"])
@pytest.mark.parametrize("word", ["compress_for", "indexing", "read_only"])
def test_what_a_template_did_not_say_is_said_and_a_rerun_is_not_stopped_by_it(
    demo_with: Plans, release: str, word: str
) -> None:
    """Plans of older versions do not know what a template that shows NONE was read for."""
    plan = demo_with("APP.CLAIM_FILES", method="in_place")
    claims = in_place(plan)
    database = plan.metadata.database
    assert database is not None
    database.version = database.version_full = release
    info, level = claims.current_state.partitioning, claims.common_settings.target_config.subpartitioning  # type: ignore[union-attr]
    assert info is not None
    assert level is not None
    for old, new in zip(info.subpartition_template, level.template, strict=True):
        old.compression = old.read_only = old.indexing = old.compress_for = None
        old.unsaid = []
        new.compress_for, new.read_only, new.indexing = None, None, None
    setattr(level.template[1], word, {"compress_for": "BASIC", "indexing": False, "read_only": True}[word])
    scripts = render(plan)
    condition = {"compress_for": "compression <> 'NONE'"}.get(word, f"{word} <> 'NONE'")
    assert condition not in scripts.master, "the preflight of a rerun"
    if release.startswith("12"):
        # Its views are not asked, so nothing tells whether it is done.
        assert "-- No view tells all that it says, so every run says it." in scripts.master
        assert "IF 1 = 1 THEN" in scripts.rollback
    else:
        assert "NVL(read_only, 'NONE') <> p_read_only" in scripts.master
        assert "IF elsewhere > 0 THEN" in scripts.master


def test_a_rollback_that_is_given_up_closes_again_what_the_template_makes_read_only(demo_with: Plans) -> None:
    """ALTER TABLE ... READ WRITE opens all partitions."""
    plan = demo_with("APP.CALLS", method="copy_and_swap")
    target = named(plan, "CALLS").common_settings.target_config
    assert hasattr(target, "subpartitioning")
    target.subpartitioning.template[2].read_only = True
    target.partitions[0].read_only = True
    first = target.partitions[0].name
    refused, renames, *_ = render(plan).rollback.split("RAISE;\nEND;\n/")
    for block in (refused, renames):
        opened = block.rindex("READ WRITE")
        assert f'MODIFY PARTITION "{first}" READ ONLY' in block[opened:]
        assert "subpartition_position IN (3) AND read_only <> 'YES'" in block[opened:]


@pytest.mark.parametrize("method", ["auto", "in_place", "online_modify", "copy_and_swap", "redefinition"])
@pytest.mark.parametrize("field", ["name", "tablespace", "segment_name", "column_name"])
def test_a_template_with_a_name_of_two_lines_is_refused_by_every_method(
    field: str, method: str, demo_with: Plans
) -> None:
    plan = demo_with("APP.CLAIM_FILES", method=method)
    table = named(plan, "CLAIM_FILES")
    target = table.common_settings.target_config
    assert isinstance(target, IntervalTarget)
    assert target.subpartitioning is not None
    item = target.subpartitioning.template[1]
    setattr(item if field in ("name", "tablespace") else item.lobs[0], field, "two\nlines")
    assert {"NAME-CHARACTERS", "ORA-00904"} & {finding.code for finding in errors(table_findings(table, plan))}
    with pytest.raises(GenerateError):
        render(plan)


@pytest.mark.parametrize("field", ["name", "tablespace_name", "segment_name", "column_name"])
def test_a_present_template_with_a_name_of_two_lines_is_refused(field: str, demo_with: Plans) -> None:
    plan = demo_with("APP.CLAIM_FILES", method="in_place")
    table = named(plan, "CLAIM_FILES")
    info = table.current_state.partitioning
    assert info is not None
    item = info.subpartition_template[1]
    assert item.lobs
    setattr(item if field in ("name", "tablespace_name") else item.lobs[0], field, "two\nlines")
    assert "STATE" in {finding.code for finding in errors(table_findings(table, plan))}
    with pytest.raises(GenerateError):
        render(plan)
