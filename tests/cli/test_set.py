"""set: what was asked changes and nothing else; after an error nothing is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import TABLE, refused, run, settings, table


def test_set_changes_what_was_asked_and_nothing_else(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = json.loads(plan.read_bytes())
    code, out, _ = run(capsys, "set", plan, TABLE, "enabled=true", "common_settings.method=copy_and_swap")
    assert (code, out) == (0, "")
    after = json.loads(plan.read_bytes())
    changed = [t for t in after["tables"] if t not in before["tables"]]
    assert [t["table_name"] for t in changed] == ["SHIPMENTS"]
    assert (changed[0]["enabled"], changed[0]["common_settings"]["method"]) == (True, "copy_and_swap")
    run(capsys, "set", plan, TABLE, "enabled=false", "common_settings.method=auto")
    assert json.loads(plan.read_bytes()) == before


@pytest.mark.parametrize("name", ["CO.SHIPMENTS", "co.shipments", "Co.Shipments", '"CO"."SHIPMENTS"', '"CO".shipments'])
def test_set_finds_a_table(name: str, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "set", plan, name, "enabled=true")[0] == 0
    assert table(plan)["enabled"] is True


def rename(plan: Path, names: dict[str, tuple[str, str]]) -> None:
    document = json.loads(plan.read_bytes())
    for entry in document["tables"]:
        if entry["table_name"] in names:
            entry["owner"], entry["table_name"] = names[entry["table_name"]]
    plan.write_text(json.dumps(document), encoding="utf-8")


def test_set_takes_quoted_names_with_dots(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rename(plan, {"STORES": ("O", "T.X"), "ORDERS": ("O.T", "X")})
    assert "may be any of" in refused(capsys, plan, "enabled=true", name="O.T.X")
    assert run(capsys, "set", plan, '"O"."T.X"', "enabled=true")[0] == 0
    assert table(plan, "O.T.X")["enabled"] is True


def test_set_prefers_upper_case_as_oracle_does(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rename(plan, {"STORES": ("CO", "shipments"), "ORDERS": ("CO", "Shipments")})
    assert run(capsys, "set", plan, "Co.sHipments", "enabled=true")[0] == 0
    assert table(plan, "CO.SHIPMENTS")["enabled"] is True
    assert run(capsys, "set", plan, "CO.shipments", "enabled=true")[0] == 0
    assert table(plan, "CO.shipments")["enabled"] is True


@pytest.mark.parametrize(
    ("name", "hint"),
    [("SHIPMENTS", "CO.SHIPMENTS?"), ("CO.SHIPMENT", "CO.SHIPMENTS?"), ("XX.YY", ".")],
)
def test_set_names_the_nearest_table(name: str, hint: str, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    err = refused(capsys, plan, "enabled=true", name=name)
    assert f"The plan has no table {name}" in err
    assert err.rstrip().endswith(hint)


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("enabeld=true", "did you mean enabled?"),
        ("method=auto", "did you mean common_settings.method?"),
        ("common_settings.metod=auto", "did you mean common_settings.method?"),
        ("common_settings.method=online", '"online_modify"'),
        ("common_settings.parallel_degree=1000", "at most 256"),
        ("common_settings.parallel_degree=many", 'the text "many"'),
        ("enabled=yes", "true or false"),
        ("enabled", "key=value"),
        ("current_state.num_rows=1", "what discovery found"),
        ("table_name=X", "what discovery found"),
        ("common_settings.target_config.partitions.99.name=A", "appends"),
        ("common_settings.target_config.partitions.x.name=A", "is a list"),
        ("common_settings.target_config.key_columns=[A", "not JSON"),
        ("common_settings.target_config.key_columns.0.x=1", "single value"),
        ('common_settings.target_config.key_columns=["NOPE"]', "has no column NOPE"),
        ("common_settings.target_config.partitioning_type=rnge", 'did you mean "range"?'),
        ("common_settings.target_config.partitioning_type=hash", "partition_count: is missing"),
        ("common_settings.target_config.subpartitioning.key_columns=[]", "subpartitioning_type too"),
        ("common_settings.tablespace=", "must not be empty"),
        ('common_settings.migration_settings={"proof": "hash", "proof": "hash"}', "given twice"),
        ('common_settings.migration_settings={"prof": "hash"}', 'did you mean "proof"?'),
    ],
)
def test_set_refuses(assignment: str, words: str, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert words in refused(capsys, plan, assignment)


def test_set_does_all_or_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, plan, "enabled=true", "common_settings.parallel_degree=0")
    assert "given twice" in refused(capsys, plan, "enabled=true", "enabled=false")


def test_set_changes_the_kind_of_target_and_keeps_what_fits(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = settings(plan)["target_config"]["key_columns"]
    prefix = "common_settings.target_config"
    # The order of the arguments does not matter: the kind goes first.
    code, _, err = run(capsys, "set", plan, TABLE, f"{prefix}.partition_count=16", f"{prefix}.partitioning_type=hash")
    assert code == 0
    target = settings(plan)["target_config"]
    assert (target["partitioning_type"], target["partition_count"], target["key_columns"]) == ("hash", 16, key)
    assert "partitions left out" in err


def test_set_builds_a_second_level(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prefix = "common_settings.target_config.subpartitioning"
    code, _, _ = run(
        capsys,
        "set",
        plan,
        TABLE,
        f"{prefix}.key_columns.0=STORE_ID",
        f"{prefix}.subpartition_count=4",
        f"{prefix}.subpartitioning_type=hash",
    )
    assert code == 0
    assert settings(plan)["target_config"]["subpartitioning"]["key_columns"] == ["STORE_ID"]
    assert run(capsys, "set", plan, TABLE, f"{prefix}=null")[0] == 0
    assert settings(plan)["target_config"]["subpartitioning"] is None


@pytest.mark.parametrize(
    ("assignment", "path", "value"),
    [
        ("common_settings.tablespace=USERS", ("tablespace",), "USERS"),
        ("common_settings.tablespace=42", ("tablespace",), "42"),
        ("common_settings.tablespace=null", ("tablespace",), None),
        ('common_settings.tablespace="null"', ("tablespace",), "null"),
        ("common_settings.parallel_degree=8", ("parallel_degree",), 8),
        ("common_settings.target_config.partitions.0.name=A=B", ("target_config", "partitions", 0, "name"), "A=B"),
        (
            "common_settings.target_config.partitions.0.values.0.0=1",
            ("target_config", "partitions", 0, "values", 0, 0),
            "1",
        ),
        (
            "common_settings.migration_settings.accepted_risks.0=unused_columns_dropped",
            ("migration_settings", "accepted_risks"),
            ["unused_columns_dropped"],
        ),
    ],
)
def test_set_reads_a_value_as_the_schema_wants_it(
    assignment: str, path: tuple[str | int, ...], value: object, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "set", plan, TABLE, assignment)[0] == 0
    found: Any = settings(plan)
    for part in path:
        found = found[part]
    assert found == value


def test_a_large_number_keeps_its_digits(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = {
        "partitioning_type": "interval",
        "key_columns": ["SHIPMENT_ID"],
        "interval": {"unit": "NUMBER", "count": 9999999999999999999999999999},
        "partitions": [{"name": "P0", "values_less_than": ["1"]}],
    }
    run(capsys, "set", plan, TABLE, f"common_settings.target_config={json.dumps(target)}")
    assert settings(plan)["target_config"]["interval"]["count"] == 9999999999999999999999999999


def test_a_refused_table_is_not_enabled(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    err = refused(capsys, plan, "enabled=true", code=1, name="HR.COUNTRIES")
    assert "index-organized" in err
    assert run(capsys, "set", plan, "HR.COUNTRIES", "enabled=false")[0] == 0


def test_a_refusal_erased_from_the_file_still_holds(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(plan.read_bytes())
    for entry in document["tables"]:
        entry["refusals"] = []
    plan.write_text(json.dumps(document), encoding="utf-8")
    assert "index-organized" in refused(capsys, plan, "enabled=true", code=1, name="HR.COUNTRIES")


def test_what_oracle_refuses_is_saved_and_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "set", plan, TABLE, "common_settings.method=exchange")
    assert code == 0
    assert f"error: {TABLE} common_settings.method: " in err
    assert f"{TABLE} saved; no script is written of it like this." in err
    assert settings(plan)["method"] == "exchange"


def test_set_changes_what_holds_for_the_whole_script(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "set", plan, "environment_config", "on_error=next_family", "window_minutes=90")
    assert (code, "environment_config saved" in err) == (0, True)
    environment = json.loads(plan.read_bytes())["environment_config"]
    assert (environment["on_error"], environment["window_minutes"]) == ("next_family", 90)


def test_a_wrong_setting_of_the_script_changes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    code, _, err = run(capsys, "set", plan, "environment_config", "start_no_table_after=5.30")
    assert (code, "must be a time of day such as 05:30" in err) == (2, True)
    code, _, err = run(capsys, "set", plan, "environment_config", "old_table_suffix=_RPN")
    assert (code, "The old and the new table would have the same name." in err) == (2, True)
    code, _, err = run(capsys, "set", plan, "environment_config", "on_eror=stop")
    assert (code, "did you mean on_error?" in err) == (2, True)
    assert plan.read_bytes() == before
