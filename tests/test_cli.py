"""The command line: data on stdout, sentences on stderr, exit codes as documented, nothing written after an error."""

from __future__ import annotations

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from repart_tui import __version__
from repart_tui.cli import main
from repart_tui.cli.arguments import build_parser
from repart_tui.cli.outcome import EXIT_CODES

ROOT = Path(__file__).parents[1]
COMMANDS = ("discover", "set", "validate", "generate", "edit")
TABLE = "CO.SHIPMENTS"


@pytest.fixture(scope="module")
def demo_plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("plan") / "c.json"
    assert main(["discover", "--demo", "--schema", "CO", "--schema", "HR", "--schema", "APP", "-o", str(path)]) == 0
    return path.read_bytes()


@pytest.fixture
def plan(demo_plan: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "c.json"
    path.write_bytes(demo_plan)
    return path


def table(plan: Path, name: str = TABLE) -> dict[str, Any]:
    owner, _, table_name = name.partition(".")
    tables = json.loads(plan.read_bytes())["tables"]
    return next(t for t in tables if (t["owner"], t["table_name"]) == (owner, table_name))


def settings(plan: Path, name: str = TABLE) -> dict[str, Any]:
    found: dict[str, Any] = table(plan, name)["common_settings"]
    return found


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def refused(capsys: pytest.CaptureFixture[str], plan: Path, *assignments: str, code: int = 2, name: str = TABLE) -> str:
    """Run set, which must fail and leave the file as it was; return what it says."""
    before = plan.read_bytes()
    found, out, err = run(capsys, "set", plan, name, *assignments)
    assert (found, out) == (code, "")
    assert plan.read_bytes() == before
    return err


# ---- help and documentation -----------------------------------------------------------------------------------------


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"repart-tui {__version__}\n", "")


def test_help_documents_every_command_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    for command in COMMANDS:
        assert f"    {command} " in out
    for number in EXIT_CODES:
        assert f"\n  {number} " in out
    assert "examples:" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_examples_and_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert f"examples:\n  repart-tui {command} " in out
    assert "exit codes:" in out


def test_the_commands_are_all_tested_here() -> None:
    actions = [action for action in build_parser()._actions if action.dest == "command"]
    assert tuple(actions[0].choices or ()) == COMMANDS


def test_readme_names_every_command_option_and_exit_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`repart-tui {command}`" in readme
    for code, meaning in EXIT_CODES.items():
        assert f"| {code} | {meaning} |" in readme
    for option in (
        "--demo",
        "--dictionary",
        "--connect",
        "--schema",
        "--include",
        "--exclude",
        "--password-stdin",
        "-o",
    ):
        assert option in readme


def test_examples_in_the_help_parse() -> None:
    import shlex

    from repart_tui.cli import arguments

    shown = [value for name, value in vars(arguments).items() if name.endswith("_EXAMPLES")]
    lines = "\n".join(shown).replace("\\\n", " ").splitlines()
    commands = [
        line.partition("&&")[0].partition("> ")[0].rpartition("| ")[2] for line in lines if "repart-tui" in line
    ]
    assert len(commands) > 10
    for command in commands:
        words = shlex.split(command)
        assert words.pop(0) == "repart-tui"
        build_parser().parse_args(words)


@pytest.mark.parametrize(
    "arguments",
    [
        ["discover"],
        ["discover", "--demo", "--dictionary", "x.db"],
        ["discover", "--dem"],
        ["frobnicate"],
        ["set", "c.json"],
        ["generate"],
        ["--demo", "validate", "c.json"],
        ["discover", "--demo", "--user", "scott"],
        ["discover", "--connect", "db", "--password", "tiger"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.strip()


# ---- discover -------------------------------------------------------------------------------------------------------


def test_discover_to_stdout_and_to_a_file_give_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.json"
    code, out, err = run(capsys, "discover", "--demo", "--schema", "HR")
    assert code == 0
    assert "tables" in err
    assert run(capsys, "discover", "--demo", "--schema", "HR", "-o", path)[:2] == (0, "")
    assert path.read_text(encoding="utf-8") == out
    assert {t["owner"] for t in json.loads(out)["tables"]} == {"HR"}


def test_discover_filters(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "discover", "--demo", "--schema", "hr", "--include", "JOB*", "--exclude", "HR.*history")
    assert code == 0
    assert [t["table_name"] for t in json.loads(out)["tables"]] == ["JOBS"]


def test_discover_names_an_unknown_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.json"
    code, out, err = run(capsys, "discover", "--demo", "--schema", "NOSUCH", "-o", path)
    assert (code, out) == (2, "")
    assert "There is no schema NOSUCH" in err
    assert not path.exists()


@pytest.mark.parametrize("kind", ["missing", "directory", "text", "empty", "other"])
def test_discover_refuses_what_is_no_dictionary(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "dict.db"
    if kind == "directory":
        source.mkdir()
    elif kind == "text":
        source.write_text("hello, this is no database at all\n")
    elif kind == "empty":
        source.touch()
    elif kind == "other":
        connection = sqlite3.connect(source)
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.close()
    code, out, err = run(capsys, "discover", "--dictionary", source, "-o", tmp_path / "c.json")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "dict.db" in err
    assert not (tmp_path / "c.json").exists()


@pytest.mark.parametrize("target", [".", "nowhere/c.json"])
def test_discover_refuses_a_bad_output_before_reading(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repart_tui.dictionary_file.open_demo", lambda: pytest.fail("the dictionary was read"))
    code, _, err = run(capsys, "discover", "--demo", "-o", tmp_path / target)
    assert code == 2
    assert len(err.splitlines()) == 1


class FakeConnection:
    def close(self) -> None:
        raise OSError("already gone")


def fake_login(monkeypatch: pytest.MonkeyPatch, stdin: str) -> list[tuple[str, str, str]]:
    """Replace the connection by one that discover cannot read; return the log-ins that arrive."""
    logins: list[tuple[str, str, str]] = []

    def connect(dsn: str, user: str, password: str) -> FakeConnection:
        logins.append((dsn, user, password))
        return FakeConnection()

    monkeypatch.setattr("repart_tui.connection.connect", connect)
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    return logins


def test_a_failing_query_is_a_database_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from repart_tui.discovery.errors import DiscoveryError

    def discover(*_: Any, **__: Any) -> None:
        raise DiscoveryError("Reading DBA_TABLES failed: ORA-03113") from OSError("ORA-03113")

    logins = fake_login(monkeypatch, "tiger\n")
    monkeypatch.setattr("repart_tui.discovery_queries.discover", discover)
    result = run(capsys, "discover", "--connect", "h/s", "--user", "scott", "--password-stdin")
    assert result == (3, "", "Reading DBA_TABLES failed: ORA-03113\n")
    assert logins == [("h/s", "scott", "tiger")]


def test_the_user_may_stand_in_the_connect_string(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from repart_tui.connection import ConnectError

    seen = []

    def connect(*login: str) -> None:
        seen.append(login)
        raise ConnectError("The password is not right. (ORA-01017: no)", "ORA-01017")

    fake_login(monkeypatch, "tiger\r\n")
    monkeypatch.setattr("repart_tui.connection.connect", connect)
    code, out, err = run(capsys, "discover", "--connect", "scott@db.example.com:1521/sales", "--password-stdin")
    assert (code, out) == (3, "")
    assert err == "The password is not right. (ORA-01017: no)\n"
    assert seen == [("db.example.com:1521/sales", "scott", "tiger")]


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (["--connect", "scott/tiger@db"], "", "holds a password"),
        (["--connect", "db", "--user", "scott", "--password-stdin"], "", "no password"),
        (["--connect", "db", "--password-stdin"], "tiger", "--user"),
        (["--connect", "db", "--user", "scott"], "tiger", "--password-stdin"),
        (["--connect", "db"], "tiger", "--user"),
    ],
)
def test_nobody_to_ask(
    arguments: list[str],
    stdin: str,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logins = fake_login(monkeypatch, stdin)
    code, out, err = run(capsys, "discover", *arguments)
    assert (code, out, logins) == (2, "", [])
    assert words in err
    assert "tiger" not in err


def test_the_password_is_asked_for(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from repart_tui.discovery.errors import DiscoveryError

    def discover(*_: Any, **__: Any) -> None:
        raise DiscoveryError("There is no schema X.")

    logins = fake_login(monkeypatch, "scott\n")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: "tiger")
    monkeypatch.setattr("repart_tui.discovery_queries.discover", discover)
    code, out, err = run(capsys, "discover", "--connect", "db")
    assert (code, out, err) == (2, "", "User: There is no schema X.\n")
    assert logins == [("db", "scott", "tiger")]


# ---- set ------------------------------------------------------------------------------------------------------------


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
            "common_settings.migration_settings.accepted_risks.0=many_partitions",
            ("migration_settings", "accepted_risks"),
            ["many_partitions"],
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


def test_what_oracle_refuses_is_saved_with_a_warning(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "set", plan, TABLE, "common_settings.method=exchange")
    assert code == 0
    assert f"warning: {TABLE} common_settings.method: " in err
    assert settings(plan)["method"] == "exchange"


# ---- validate and generate ------------------------------------------------------------------------------------------


def test_validate_prints_a_finding_a_line(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true", "common_settings.method=copy_and_swap")
    code, out, err = run(capsys, "validate", plan)
    assert code == 0
    assert "1 enabled, ready;" in err
    for line in out.splitlines():
        assert line.split(" ")[0] == TABLE
        assert line.split(" ")[1] in {"warning", "note"}
        assert line.split(" ")[2].endswith(":")


def test_validate_fails_on_an_error_and_generate_writes_nothing(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true", "common_settings.method=exchange")
    code, out, _ = run(capsys, "validate", plan)
    assert code == 1
    assert out.startswith(f"{TABLE} error common_settings.method: ")
    code, out, err = run(capsys, "generate", plan, "-o", tmp_path / "out")
    assert (code, out) == (1, "")
    assert TABLE in err
    assert not (tmp_path / "out").exists()


def test_a_refused_table_enabled_by_hand_is_an_error(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(plan.read_bytes())
    for entry in document["tables"]:
        entry["enabled"] = entry["table_name"] == "COUNTRIES"
    plan.write_text(json.dumps(document), encoding="utf-8")
    code, out, _ = run(capsys, "validate", plan)
    assert code == 1
    assert "HR.COUNTRIES error enabled: HR.COUNTRIES is index-organized" in out


def test_what_validate_passes_generate_writes(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from repart_tui.generate import GenerateError

    def render(_: object) -> None:
        raise GenerateError(["Two tables want the same name."])

    run(capsys, "set", plan, TABLE, "enabled=true")
    monkeypatch.setattr("repart_tui.generate.render", render)
    code, out, _ = run(capsys, "validate", plan)
    assert code == 1
    assert out.endswith("plan error script: Two tables want the same name.\n")


def test_ledger_is_an_aligned_table(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true", "common_settings.method=copy_and_swap")
    code, out, _ = run(capsys, "validate", plan, "--ledger")
    assert code == 0
    lines = out.partition(f"\n{TABLE}\n")[2].splitlines()
    assert lines[0].split() == ["KIND", "NAME", "HOW", "STEP"]
    column = lines[0].index("NAME")
    assert all(line[column - 2 : column] == "  " for line in lines)
    assert any("SHIPMENTS_PK" in line for line in lines)


def test_nothing_enabled(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "validate", plan)
    assert (code, out) == (0, "")
    assert "No table is enabled" in err
    code, out, err = run(capsys, "generate", plan, "-o", tmp_path / "out")
    assert (code, out) == (1, "")
    assert "No table is enabled" in err
    assert not (tmp_path / "out").exists()


def test_generate_prints_paths_and_says_what_to_run(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true")
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "generate", plan)
    assert code == 0
    assert out.split() == ["out/master1.sql", "out/rollback1.sql", "out/cleanup1.sql"]
    assert "sqlplus user@db @out/master1.sql" in err
    first = Path("out/master1.sql").read_bytes()
    assert run(capsys, "generate", plan, "-o", "out")[0] == 0
    assert Path("out/master1.sql").read_bytes() == first


def test_generate_into_a_file_is_refused(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "set", plan, TABLE, "enabled=true")
    (tmp_path / "out").write_text("mine")
    for target in ("out", "out/below"):
        code, out, err = run(capsys, "generate", plan, "-o", tmp_path / target)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1
    assert (tmp_path / "out").read_text() == "mine"


# ---- bad plans ------------------------------------------------------------------------------------------------------


def twice(document: dict[str, Any]) -> str:
    document["tables"].append(document["tables"][0])
    return json.dumps(document)


def unknown_field(document: dict[str, Any]) -> str:
    document["tables"][0]["enabeld"] = True
    return json.dumps(document)


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (None, "does not exist"),
        (lambda _: "", "is empty"),
        (lambda _: "{", "is not JSON"),
        (twice, "already stands at /tables/0"),
        (unknown_field, 'did you mean "enabled"?'),
    ],
)
@pytest.mark.parametrize("command", ["set", "validate", "generate"])
def test_a_broken_plan(
    command: str, break_it: Any, words: str, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if break_it is None:
        plan.unlink()
    else:
        plan.write_text(break_it(json.loads(plan.read_bytes())), encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    rest = [TABLE, "enabled=true"] if command == "set" else []
    code, out, err = run(capsys, command, plan, *rest)
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before


# ---- the screens ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {}),
        (["--demo"], {"demo": True}),
        (["--dictionary", "d.db", "--no-mouse"], {"dictionary": Path("d.db"), "mouse": False}),
        (["--connect", "h:1521/s", "--schema", "HR"], {"dsn": "h:1521/s", "schemas": ("HR",)}),
        (["edit", "c.json", "--mouse"], {"config": Path("c.json"), "mouse": True}),
    ],
)
def test_the_screens_get_what_was_asked(
    arguments: list[str], expected: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    def run_app(**given: Any) -> int:
        seen.update(given)
        return 0

    monkeypatch.setattr("repart_tui.tui.app.run_app", run_app)
    assert main(arguments) == 0
    given = {name: value for name, value in seen.items() if value or (value is False and name == "mouse")}
    assert given == expected


def test_a_password_in_the_address_of_the_screens(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--connect", "scott/tiger@db")
    assert code == 2
    assert "tiger" not in err


# ---- what nobody expects --------------------------------------------------------------------------------------------


def test_an_unexpected_error_leaves_a_log_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("who would have thought")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("repart_tui.dictionary_file.open_demo", broken)
    code, out, err = run(capsys, "discover", "--demo")
    assert (code, out) == (4, "")
    assert "Traceback" not in err
    assert "who would have thought" in err
    log = next(tmp_path.rglob("*.log"))
    assert str(log) in err
    assert "Traceback" in log.read_text()


def test_interrupt(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("repart_tui.dictionary_file.open_demo", interrupted)
    assert run(capsys, "discover", "--demo") == (130, "", "Interrupted.\n")


# ---- real processes -------------------------------------------------------------------------------------------------


def start(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more.pop("env", {})}
    command = [sys.executable, "-m", "repart_tui", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment, **more)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away(unbuffered: str) -> None:
    with start("discover", "--demo", stdout=subprocess.PIPE, env={"PYTHONUNBUFFERED": unbuffered}) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_reader_gets_everything_in_utf8(unbuffered: str) -> None:
    environment = {"PYTHONUNBUFFERED": unbuffered, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    with start("discover", "--demo", stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        time.sleep(1)
        document = json.loads(process.stdout.read().decode("utf-8"))
        assert len(document["tables"]) > 50
        assert process.stderr is not None
        process.stderr.read()
        assert process.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk() -> None:
    with Path("/dev/full").open("wb") as full, start("discover", "--demo", stdout=full) as process:
        assert process.stderr is not None
        assert process.stderr.read() == b"Writing to stdout failed: No space left on device.\n"
        assert process.wait(30) == 2


def test_ctrl_c_in_a_real_process(tmp_path: Path) -> None:
    fifo = tmp_path / "c.json"
    os.mkfifo(fifo)
    with start("validate", str(fifo), stdout=subprocess.PIPE) as process:
        # Opening the pipe for writing succeeds once the command waits in reading it.
        writer = os.open(fifo, os.O_WRONLY)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read() == b"Interrupted.\n"
        assert process.wait(30) == 130
        os.close(writer)


def test_without_a_terminal_the_screens_name_the_commands() -> None:
    with start("--demo", stdout=subprocess.PIPE, env={"TERM": "dumb"}) as process:
        assert process.stderr is not None
        assert b"repart-tui discover" in process.stderr.read()
        assert process.wait(30) == 2
