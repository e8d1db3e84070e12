"""The lines that tell a table that changed from one that did not."""

from __future__ import annotations

import pytest

from repart_tui.migration_models import NoneTarget, TriggerInfo
from repart_tui.oracle.fingerprint import LIST_LENGTH, TEXT_LENGTH, checksum, fingerprint, listed, one_line
from tests.oracle.builders import column, constraint, index, table


def test_a_short_text_stands_whole_on_one_line() -> None:
    assert one_line(" salary > 0\n  AND salary < 10 ") == "salary > 0   AND salary < 10"


def test_a_change_behind_the_beginning_of_a_long_text_is_seen() -> None:
    text = "x" * TEXT_LENGTH
    assert one_line(text + "tail 1") != one_line(text + "tail 2")
    assert one_line(text + "tail 1").startswith(text + "... [")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "[0 0]"),
        ("a", "[1 97]"),
        # ASCIISTR gives \00E9 for it in every character set, and the backslash does not count.
        ("\N{LATIN SMALL LETTER E WITH ACUTE}", f"[1 {((48 * 31 + 48) * 31 + 69) * 31 + 57}]"),
        ("a\\", "[2 97]"),
    ],
)
def test_a_checksum_does_not_depend_on_the_character_set(text: str, expected: str) -> None:
    assert checksum(text) == expected


def test_a_trigger_with_another_body_of_the_same_length_is_another_trigger() -> None:
    def lines(body: str, when: str | None = None) -> list[str]:
        changed = table(NoneTarget(partitioning_type="none"), [column("ID")])
        changed.current_state.triggers.append(
            TriggerInfo(
                owner="APP",
                trigger_name="T_BI",
                trigger_type="BEFORE EACH ROW",
                triggering_event="INSERT",
                status="ENABLED",
                trigger_body=body,
                when_clause=when,
            )
        )
        return [line for line in fingerprint(changed) if line.startswith("trigger")]

    assert lines("BEGIN :new.a := 1; END;") != lines("BEGIN :new.a := 2; END;")
    assert lines("BEGIN NULL; END;") != lines("BEGIN NULL; END;", "new.a > 1")
    assert lines("BEGIN NULL; END;\n") == lines("BEGIN NULL; END;")


WIDE = [f"C{n:04d}_" + "\N{LATIN SMALL LETTER E WITH ACUTE}" * 61 for n in range(4096)]
"""Names of 128 bytes, as many as a table of 23ai may have."""


def test_a_short_list_stands_whole() -> None:
    assert listed(["A", "B", "C"]) == "A,B,C"
    assert listed([]) == ""


def test_a_long_list_ends_in_the_number_and_the_checksum_of_the_others() -> None:
    names = ["A" * LIST_LENGTH, "B", "C"]
    assert listed(names) == f"{names[0]},... 2 more {checksum(',B,C')}"
    assert listed(WIDE) != listed([*WIDE[:-1], "OTHER"])
    assert listed(["A" * (LIST_LENGTH + 1)]) == f",... 1 more {checksum(',' + 'A' * (LIST_LENGTH + 1))}"


def test_no_line_outgrows_what_plsql_holds() -> None:
    expression = "\N{EURO SIGN}" * 400
    wide = table(
        NoneTarget(partitioning_type="none"),
        [column(name) for name in WIDE],
        constraints=[constraint("T_CK", "C", *WIDE, search_condition="1 = 1"), constraint("T_U", "U", *WIDE[:32])],
        indexes=[index("T_FX", *WIDE[:32])],
    )
    for item in wide.current_state.indexes[0].columns:
        item.expression = expression
    assert max(len(line.encode()) for line in fingerprint(wide)) < 16_000


def test_the_columns_of_a_check_have_no_order() -> None:
    def line(kind: str, *names: str) -> str:
        one = table(NoneTarget(partitioning_type="none"), [column("ID")], constraints=[constraint("T_X", kind, *names)])
        return next(line for line in fingerprint(one) if line.startswith("constraint"))

    assert line("C", "B", "A") == line("C", "A", "B")
    assert line("U", "B", "A") != line("U", "A", "B")
    # As ASCIISTR sorts them, in every character set of a database.
    assert "(\N{LATIN SMALL LETTER E WITH ACUTE},a)" in line("C", "a", "\N{LATIN SMALL LETTER E WITH ACUTE}")
