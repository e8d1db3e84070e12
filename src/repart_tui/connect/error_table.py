"""The table of errors in the docs: `python -m repart_tui.connect.error_table [--check]`."""

from __future__ import annotations

from pathlib import Path

from repart_tui.connect.oracle_errors import MEANINGS, TLS_MEANINGS, Meaning
from repart_tui.generated_page import page_command

PATH = Path("docs") / "errors.md"
_HEAD = """\
# Errors of Oracle and its driver

What the errors mean that one meets when connecting or reading, and what to do, as repart-tui says it. DPY- comes from
the thin driver, DPI- from the driver in thick mode, ORA- from the database or from Oracle's client. This page is
written by `python -m repart_tui.connect.error_table`.

| code | means | do |
|---|---|---|
"""
_TLS_HEAD = """
## TLS

The driver shows what OpenSSL says behind DPY-6005.

| OpenSSL's text has | means | do |
|---|---|---|
"""


def error_table() -> str:
    """Return the page as Markdown."""
    tls = [_row(mark.replace("_", " ").lower(), meaning) for mark, meaning in TLS_MEANINGS.items()]
    return _HEAD + "".join(_row(*item) for item in sorted(MEANINGS.items())) + _TLS_HEAD + "".join(tls)


def _row(name: str, meaning: Meaning) -> str:
    return f"| {name} | {_cell(meaning.what)} | {_cell(meaning.todo)} |\n"


def _cell(text: str) -> str:
    return text.replace("{dsn}", "*DSN*").replace("{user}", "*USER*").replace("|", "\\|")


if __name__ == "__main__":
    raise SystemExit(page_command("repart_tui.connect.error_table", error_table, PATH))
