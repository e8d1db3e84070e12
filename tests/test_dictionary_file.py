"""Opening a dictionary file: what works, and one clear sentence for what does not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from repart_tui.dictionary_file import DictionaryFileError, open_demo, open_dictionary


def _dictionary(path: Path, table: str = "dba_tables") -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE {table} (owner, table_name)")
        connection.execute(f"INSERT INTO {table} VALUES ('HR', 'EMPLOYEES')")
    connection.close()
    return path


def _sentence(path: str | Path) -> str:
    with pytest.raises(DictionaryFileError) as caught:
        open_dictionary(path)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


def test_the_demo_opens() -> None:
    connection = open_demo()
    (count,) = connection.execute("SELECT COUNT(*) FROM dba_tables WHERE owner = :owner", {"owner": "HR"}).fetchone()
    connection.close()
    assert count == 7


@pytest.mark.parametrize("table", ["dba_tables", "all_tables", "USER_TABLES", "user_tab_cols", "all_tab_cols"])
def test_any_prefix_makes_a_dictionary(tmp_path: Path, table: str) -> None:
    connection = open_dictionary(_dictionary(tmp_path / "d.db", table))
    assert connection.execute(f"SELECT table_name FROM {table}").fetchall() == [("EMPLOYEES",)]
    connection.close()


@pytest.mark.parametrize("name", ["odd name?mode=rwc#x%41.db", "große.db", "a&b=c;d.db"])
def test_odd_file_names_open(tmp_path: Path, name: str) -> None:
    connection = open_dictionary(_dictionary(tmp_path / name))
    assert connection.execute("SELECT COUNT(*) FROM dba_tables").fetchone() == (1,)
    connection.close()


def test_nothing_can_be_written(tmp_path: Path) -> None:
    connection = open_dictionary(_dictionary(tmp_path / "d.db"))
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM dba_tables")
    connection.close()
    assert [file.name for file in tmp_path.iterdir()] == ["d.db"]


def test_other_threads_may_read() -> None:
    connection = open_demo()
    found: list[int] = []

    def read() -> None:
        for _ in range(20):
            found.append(len(connection.execute("SELECT * FROM dba_tab_cols WHERE owner = 'HR'").fetchall()))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    assert len(found) == 80
    assert len(set(found)) == 1


def test_a_missing_file(tmp_path: Path) -> None:
    assert _sentence(tmp_path / "nowhere.db") == f"There is no file {tmp_path / 'nowhere.db'}."
    assert not (tmp_path / "nowhere.db").exists()


def test_a_directory(tmp_path: Path) -> None:
    assert _sentence(tmp_path) == f"{tmp_path} is a directory, not a dictionary file."


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert _sentence(tmp_path / "empty.db").endswith("is empty.")


def test_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("{}")
    assert "is not an SQLite file" in _sentence(tmp_path / "text.db")


def test_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a regular file" in _sentence(tmp_path / "pipe")


def test_a_name_no_file_can_have() -> None:
    assert "cannot be read" in _sentence("a\0b") or "There is no file" in _sentence("a\0b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = _dictionary(tmp_path / "d.db")
    path.chmod(0)
    assert _sentence(path) == f"You may not read {path}."


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _dictionary(tmp_path / "d.db")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert _sentence(path) == f"You may not read {path}."


def test_another_sqlite_file(tmp_path: Path) -> None:
    assert "is no dictionary" in _sentence(_dictionary(tmp_path / "d.db", "songs"))


def test_a_damaged_file(tmp_path: Path) -> None:
    path = _dictionary(tmp_path / "d.db")
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000)
    assert "is a damaged SQLite file" in _sentence(path)


def test_a_write_ahead_log_is_read(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE dba_tables (owner)")
    writer.execute("INSERT INTO dba_tables VALUES ('HR')")
    connection = open_dictionary(path)
    assert connection.execute("SELECT owner FROM dba_tables").fetchall() == [("HR",)]
    connection.close()
    writer.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    path = _dictionary(tmp_path / "d.db")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    tmp_path.chmod(0o500)
    try:
        opened = open_dictionary(path)
        assert opened.execute("SELECT COUNT(*) FROM dba_tables").fetchone() == (1,)
        opened.close()
    finally:
        tmp_path.chmod(0o700)


def test_a_copy_of_the_demo_is_a_dictionary(tmp_path: Path) -> None:
    opened = open_demo()
    (source,) = (row[2] for row in opened.execute("PRAGMA database_list"))
    opened.close()
    copy = tmp_path / "copy.db"
    shutil.copy(source, copy)
    connection = open_dictionary(copy)
    assert connection.execute("SELECT con_name FROM repart_dictionary").fetchone() == ("DEMOPDB",)
    connection.close()
