"""The lines that tell a table that changed from one that did not."""

from __future__ import annotations

import pytest

from repart_tui.migration_models import NoneTarget, TriggerInfo
from repart_tui.oracle.fingerprint import TEXT_LENGTH, checksum, fingerprint, one_line
from tests.oracle.builders import column, table


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
