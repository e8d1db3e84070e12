"""The spool survives SQL*Plus, and one that did not survive is refused."""

from __future__ import annotations

import contextlib
import os
import random
import re
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repart_tui.capture.dictionary_writer import CaptureError
from repart_tui.capture.spool import import_spool, unescaped
from repart_tui.dictionary_file import open_dictionary
from repart_tui.discovery_queries import discover
from tests.capture.spool_twin import escaped, record, spool

COLUMNS = ("owner:t", "table_name:t", "num_rows:n", "last_analyzed:d", "comments:t")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)


def rows_of(lines: list[str], view: str = "dba_tables") -> list[tuple[object, ...]]:
    """Import a spool and return the rows of a view."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "spool.txt"), Path(folder, "d.db")
        source.write_text("\n".join(lines) + "\n", encoding="ascii")
        import_spool(source, target)
        connection = sqlite3.connect(target)
        try:
            return list(connection.execute(f"SELECT * FROM {view}"))
        finally:
            connection.close()


def one(*values: str | None) -> list[str]:
    return spool({"dba_tables": (COLUMNS, [values])})


SAMPLE = spool(
    {
        "v$instance": (("version:t",), [["19.0.0.0.0"]]),
        "dba_tables": (
            COLUMNS,
            [
                [
                    "APP",
                    "ORDERS",
                    "1200",
                    "2026-01-01 00:00:00",
                    "two\nlines, a tab\t and a bar|^~#\\ ä 💾 " + "x" * 300,
                ],
                ["APP", "EMPTY", None, None, None],
            ],
        ),
    }
)


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert rows_of(one("APP", "T", None, None, text)) == [("APP", "T", None, None, text)]


@given(st.integers(20, 200), st.data())
@settings(max_examples=40)
def test_lines_that_sqlplus_wraps_come_back(width: int, data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    lines = one("APP", "T", "5", None, text)
    wrapped = [line[at : at + width] for line in lines for at in range(0, len(line), width)]
    assert rows_of(wrapped) == [("APP", "T", 5, None, text)]


def test_what_sqlplus_says_between_records_is_passed_over() -> None:
    noisy = [
        "",
        "SQL> @repart_capture.sql",
        *SAMPLE[:2],
        "PL/SQL procedure successfully completed.",
        "",
        *SAMPLE[2:],
        "",
    ]
    assert rows_of(noisy) == rows_of(SAMPLE)


def test_numbers_dates_and_raw_values() -> None:
    columns = ("owner:t", "max_value:n", "density:n", "low_value:r", "created:d")
    values = ["APP", "9999999999999999999999999999", ".0005", "C102FF", "2026-01-01 10:11:12"]
    (row,) = rows_of(spool({"dba_x": (columns, [values])}), "dba_x")
    assert row == ("APP", "9999999999999999999999999999", 0.0005, b"\xc1\x02\xff", "2026-01-01 10:11:12")


def broken(lines: list[str]) -> str:
    with pytest.raises(CaptureError) as caught:
        rows_of(lines)
    text = str(caught.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize("place", range(len(SAMPLE)))
def test_a_line_that_is_missing_is_noticed(place: int) -> None:
    broken([*SAMPLE[:place], *SAMPLE[place + 1 :]])


@pytest.mark.parametrize("place", range(len(SAMPLE)))
def test_a_spool_that_is_cut_off_is_noticed(place: int) -> None:
    text = broken(SAMPLE[:place])
    assert "cut off" in text or "no spool" in text


@given(st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_a_character_that_is_lost_is_noticed(chance: random.Random) -> None:
    text = "\n".join(SAMPLE)
    place = chance.randrange(len(text))
    lines = (text[:place] + text[place + 1 :]).split("\n")
    if text[place] in "\n^":
        # Where a line ends says nothing: SQL*Plus breaks lines, too.
        with contextlib.suppress(CaptureError):
            assert rows_of(lines) == rows_of(SAMPLE)
    else:
        broken(lines)


def test_a_view_that_could_not_be_read_is_absent_and_told(tmp_path: Path) -> None:
    lines = spool({"dba_tables": (COLUMNS, [["APP", "T", None, None, None]])})
    unread = [*record("N", "constraints"), *record("N", "sys.col_usage$"), *record("N", "blockchain_tables")]
    (tmp_path / "s.txt").write_text("\n".join([lines[0], *unread, *lines[1:]]))
    # Nothing about a table rests on the usage of columns, and not every version has blockchain tables.
    assert import_spool(tmp_path / "s.txt", tmp_path / "d.db") == (1, 1, ["DBA_CONSTRAINTS"])


def test_an_error_of_oracle_is_told_with_its_line() -> None:
    text = broken(
        [*SAMPLE[:3], "DECLARE", "*", "ERROR at line 1:", "ORA-01555: snapshot too old", "ORA-06512: at line 9"]
    )
    assert f"line {len(SAMPLE[:3]) + 4}: the capture script failed: ORA-01555: snapshot too old" in text


def test_two_captures_in_one_file_are_refused() -> None:
    assert "begins a second capture" in broken([*SAMPLE[:1], *SAMPLE])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("|repart-tui|1|", "|repart-tui|9|"), "has format 9"),
        (("|repart-tui|1|", "|other-tool|1|"), "is not by repart-tui"),
        (("V|dba_tables|", 'V|x"; drop|'), "names no view"),
        (("version:t", "version:z"), "which cannot be"),
        (("|1200|", "|12x0|"), "holds a value that cannot be"),
    ],
)
def test_what_cannot_be_is_refused(change: tuple[str, str], words: str) -> None:
    # The lengths must fit, or they are what is told.
    text = "\n".join(SAMPLE).replace(*change)
    lines = [
        re.sub(r"^([HV]\|.*)#\d+~$", lambda found: record(*found[1].split("|"))[0], line) for line in text.split("\n")
    ]
    if change[0] == "|1200|":
        lines = spool({"dba_tables": (COLUMNS, [["APP", "T", "12x0", None, None]])})
    assert words in broken(lines)


@pytest.mark.parametrize("content", [b"", b"hello\n", "ä\n".encode(), b"\xff\xfeH\x00|\x00", b"\x00" * 50])
def test_what_is_no_spool(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s.txt").write_bytes(content)
    with pytest.raises(CaptureError, match="spool"):
        import_spool(tmp_path / "s.txt", tmp_path / "d.db")
    assert [path.name for path in tmp_path.iterdir()] == ["s.txt"]


def test_a_view_or_a_column_that_comes_twice() -> None:
    assert "begins DBA_TABLES a second time" in broken(
        [*spool({"dba_tables": (COLUMNS, [])})[:-1], *spool({"dba_tables": (COLUMNS, [])})[1:]]
    )
    assert "names a column twice" in broken(spool({"dba_tables": ([*COLUMNS, COLUMNS[0]], [])}))


def test_a_head_that_names_no_format() -> None:
    assert "has format none" in broken([*record("H", "repart-tui")])


def test_a_length_without_end() -> None:
    assert "the record is damaged" in broken([f"H|repart-tui|1#{'9' * 5000}~"])


def test_a_device_is_never_replaced_and_a_link_stays(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("\n".join(SAMPLE))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CaptureError, match="cannot be written: Not a regular file"):
        import_spool(tmp_path / "s.txt", tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    import_spool(tmp_path / "s.txt", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").is_file()


def test_a_missing_spool(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="No such file"):
        import_spool(tmp_path / "s.txt", tmp_path / "d.db")


def test_the_old_file_stays_when_the_spool_is_broken(tmp_path: Path) -> None:
    (tmp_path / "d.db").write_text("old")
    (tmp_path / "s.txt").write_text("\n".join(SAMPLE[:-1]))
    with pytest.raises(CaptureError):
        import_spool(tmp_path / "s.txt", tmp_path / "d.db")
    assert (tmp_path / "d.db").read_text() == "old"


def test_the_file_is_a_dictionary_to_plan_from(tmp_path: Path) -> None:
    tables = (("owner:t", "table_name:t", "comments:t"), [["APP", "ORDERS", "ä"]])
    users = (("username:t", "oracle_maintained:t"), [["APP", "N"]])
    lines = spool({"dba_users": users, "dba_tables": tables})
    (tmp_path / "s.txt").write_text("\n".join(lines))
    assert import_spool(tmp_path / "s.txt", tmp_path / "d.db")[:2] == (2, 2)
    connection = open_dictionary(tmp_path / "d.db")
    plan = discover(connection, source_kind="dictionary_file", source_name="d", tool_version="0")
    connection.close()
    assert [table.table_name for table in plan.tables] == ["ORDERS"]
    assert plan.metadata.discovered_at == "2026-01-02T03:04:05"
    assert plan.metadata.discovered_by == "PLANNER"
    assert plan.metadata.database.container_name == "PDB1"
