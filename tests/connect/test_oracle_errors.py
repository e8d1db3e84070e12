"""Errors in plain words, with what to do and Oracle's own text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from repart_tui.connect.error_table import PATH, error_table
from repart_tui.connect.oracle_errors import MEANINGS, explain

# The errors that a DBA meets when connecting or reading; each must be explained.
_MET = """
DPY-3001 DPY-3010 DPY-3015 DPY-4000 DPY-4011 DPY-4024 DPY-6000 DPY-6001 DPY-6003 DPY-6005 DPY-2019 DPI-1047
ORA-01017 ORA-28000 ORA-28001 ORA-28009 ORA-28040 ORA-01045 ORA-01031 ORA-00942 ORA-12154 ORA-12170 ORA-12505 ORA-12514
ORA-12537 ORA-12541 ORA-12547 ORA-12660 ORA-01033 ORA-01034 ORA-01035 ORA-01089 ORA-01109 ORA-03113 ORA-03135 ORA-01013
ORA-01555 ORA-01652 ORA-00257 ORA-02391 ORA-28759
"""
MET = _MET.split()


@pytest.mark.parametrize("code", MET)
def test_the_errors_a_dba_meets_are_explained(code: str) -> None:
    explained = explain(f"{code}: whatever the driver says", dsn="h/s", user="scott")
    assert explained.code == code
    assert explained.what.endswith((".", "?"))
    assert explained.todo
    assert explained.original == f"{code}: whatever the driver says"


def test_there_are_more_than_thirty() -> None:
    assert len(MET) >= 30


@pytest.mark.parametrize("code", MEANINGS)
def test_every_meaning_is_made_of_sentences(code: str) -> None:
    assert re.fullmatch(r"(DPY|DPI|ORA)-\d{4,5}", code)
    meaning = MEANINGS[code]
    for text in (meaning.what, meaning.todo):
        assert text[0].isupper() or text.startswith(("{", "tnsnames.ora", "repart-tui"))
        assert text[-1] in ".;)?"
        assert "  " not in text
    shown = explain(f"{code}: x", dsn="h/s{0}", user="u")
    assert not re.search(r"\{(dsn|user)\}", shown.sentence)


def test_the_docs_list_every_error() -> None:
    page = Path(__file__).parents[2] / PATH
    assert page.read_text(encoding="utf-8") == error_table(), "Run: python -m repart_tui.connect.error_table"


def test_the_telling_code_inside_a_wrapper_counts() -> None:
    text = "DPY-6005: cannot connect (CONNECTION_ID=x).\nDPY-6001: Service x is not registered. (Similar to ORA-12514)"
    assert explain(text, code="DPY-6005").code == "DPY-6001"
    assert (
        explain("ORA-00604: error occurred at recursive SQL level 1\nORA-01652: unable to extend").code == "ORA-01652"
    )
    assert explain("DPY-6005: cannot connect to database").code == "DPY-6005"


def test_help_links_are_left_out_and_the_rest_kept() -> None:
    text = "ORA-01017: invalid credential\nHelp: https://docs.oracle.com/error-help/db/ora-01017/"
    assert explain(text).original == "ORA-01017: invalid credential"


def test_a_sentence_begins_with_a_capital_where_no_name_is_known() -> None:
    assert explain("ORA-01031: insufficient privileges").what == "The user may not do this."
    assert explain("ORA-01031: insufficient privileges", user="scott").what == "scott may not do this."


def test_an_unknown_code_keeps_its_text() -> None:
    explained = explain("ORA-20042: house rule")
    assert (explained.code, explained.what, explained.lines) == ("ORA-20042", "", ["ORA-20042: house rule"])
