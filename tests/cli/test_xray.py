"""The command `xray`, with the real driver over a loopback socket."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import run
from tests.wire.dictionary_backend import Scripted
from tests.wire.server import PASSWORD, USER, WireServer

ANSWERS = [
    Scripted("AS outside_rows", ["A", "B", "C", "D", "E"], [(1000, 4, 996, " 2018-02-04 13:20:31.000000000", None)]),
    Scripted("AS bucket", ["BUCKET", "FOUND"], [(1, 10), (2, 986)]),
    Scripted("HAVING", ["FOUND", "ALL_ROWS"], [(0, 0)]),
]


@pytest.fixture
def server() -> Any:
    with WireServer({"wire": Path(_demo())}, scripted=ANSWERS) as serving:
        yield serving


def _demo() -> str:
    from tests.wire.server import DEMO

    return str(DEMO)


def xray(
    server: WireServer, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    login = ["--connect", server.dsn, "--user", USER, "--password-stdin"]
    return run(capsys, "xray", plan, "CO.ORDERS", *login, *more)


def test_a_sample_is_taken_and_kept(
    server: WireServer, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = xray(server, plan, monkeypatch, capsys, "--unique", "ORDER_ID,ORDER_TMS")
    assert code == 1, "four rows fit into no partition"
    assert "4 rows of the sample fit into no partition (ORA-14400), about 400 of all." in " ".join(out.split())
    assert "(ORDER_ID, ORDER_TMS) is unique in the sample, which proves nothing: only all rows do." in " ".join(
        out.split()
    )
    assert err.endswith("keeps it for CO.ORDERS.\n")
    kept = next(t for t in json.loads(plan.read_bytes())["tables"] if t["table_name"] == "ORDERS")["xray"]
    assert (kept["mode"], kept["rows"], kept["outside_rows"]) == ("sample", 1000, 4)
    assert kept["columns"][0]["low_value"] == "2018-02-04 13:20:31"
    assert PASSWORD not in plan.read_text()
    code, out, _ = run(capsys, "advise", "--plan", plan, "--include", "ORDERS")
    assert code == 0
    assert "Taken at 2026-01-15 09:00:00 on 127.0.0.1" in " ".join(out.split())


def test_a_large_table_is_read_whole_only_after_a_yes(
    server: WireServer, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    code, out, err = xray(server, plan, monkeypatch, capsys, "--full")
    assert (code, out) == (2, "")
    assert "reads 2.6 GB twice" in err
    assert "Add --yes" in err
    assert plan.read_bytes() == before
    code, _, _ = xray(server, plan, monkeypatch, capsys, "--full", "--yes")
    assert code == 1
    assert not any("SAMPLE" in statement for statement in server.statements)


def test_without_a_connection_it_says_why(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "xray", plan, "CO.ORDERS")
    assert code == 2
    assert "only the database has them: give --connect DSN or --profile." in err


def test_a_table_that_is_gone_is_told(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    with WireServer(Path(_demo())) as server:
        code, _, err = xray(server, plan, monkeypatch, capsys)
    assert code == 3
    assert "Looking at the rows of CO.ORDERS failed: ORA-" in err
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("CO.ORDERS", ["--unique", "ORDER_ID,NOPE"], "CO.ORDERS has no column NOPE."),
        ("CO.ORDERS", ["--unique", " , "], "--unique needs columns"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anybody_connects(
    plan: Path, capsys: pytest.CaptureFixture[str], name: str, more: list[str], words: str
) -> None:
    code, out, err = run(capsys, "xray", plan, name, "--connect", "127.0.0.1:1/x", "--user", "u", *more)
    assert (code, out) == (2, "")
    assert words in err
