"""What speaks for and against a date as a key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.advice.tables import booked, column, state

from repart_tui.advice.key_evidence import KeyEvidence, date_evidence, date_keys
from repart_tui.advice.name_words import holds_word
from repart_tui.migration_models import (
    AdviceThresholds,
    ColumnUsage,
    ConstraintInfo,
    EnvironmentConfig,
    IndexColumn,
    IndexInfo,
    TriggerInfo,
)

ENVIRONMENT = EnvironmentConfig()
TODAY = datetime(2026, 1, 15)


def only(item: Any, **facts: Any) -> KeyEvidence:
    return date_evidence(state(item, **facts), ENVIRONMENT, TODAY)[0]


def test_points_add_up_to_the_score_and_each_has_its_words() -> None:
    key = ConstraintInfo(owner="APP", table_name="T", constraint_name="PK", constraint_type="P", columns=["BOOKED_ON"])
    index = IndexInfo(
        owner="APP", index_name="I", index_type="NORMAL", columns=[IndexColumn(name="BOOKED_ON", position=1)]
    )
    found = only(booked(), constraints=[key], indexes=[index])
    assert [(e.points, e.words) for e in found.evidence] == [
        (15, "NOT NULL"),
        (40, "part of the primary key"),
        (20, "leading column of an index"),
        (10, "by its name the time when the row came"),
    ]
    assert found.score == 100, "30 and 85, cut at 100"
    assert found.problem is None


def test_the_points_are_those_of_the_plan() -> None:
    environment = EnvironmentConfig(advice=AdviceThresholds(key_base_points=1, key_not_null_points=2, arrival_words=[]))
    assert date_evidence(state(booked()), environment, TODAY)[0].score == 3


def test_column_usage_counts_for_the_column_that_is_asked_by_most() -> None:
    asked = booked(name="BOOKED_ON", usage=ColumnUsage(equality=10, range=880))
    other = booked(name="SEEN_ON", usage=ColumnUsage(equality=3))
    best, second = date_keys(state(other, asked), ENVIRONMENT, TODAY)
    assert best.column.name == "BOOKED_ON"
    assert any("890 predicates, 880 of them ranges, the most of all columns" in e.words for e in best.evidence)
    assert [e.points for e in second.evidence if "predicates" in e.words] == [0]


@pytest.mark.parametrize("name", ["LAST_UPDATED", "MODIFIED_AT", "CHANGE_DATE", "ROW_UPDATE_TS"])
def test_a_mutable_date_is_marked_down(name: str) -> None:
    found = only(booked(name=name))
    assert any(e.trap == "MUTABLE" and e.points < 0 for e in found.evidence)
    assert found.score < ENVIRONMENT.advice.good_key_score


def test_a_trigger_that_sets_the_date_on_updates_is_seen() -> None:
    trigger = TriggerInfo(
        owner="APP",
        trigger_name="T_BU",
        status="ENABLED",
        triggering_event="INSERT OR UPDATE",
        trigger_body="BEGIN :new.touched := SYSDATE; END;",
    )
    found = only(booked(name="TOUCHED"), triggers=[trigger])
    assert [e.words for e in found.evidence if e.trap == "MUTABLE"] == ["but trigger T_BU sets it on every update"]
    trigger.status = "DISABLED"
    assert "trigger" not in only(booked(name="TOUCHED"), triggers=[trigger]).reason


@pytest.mark.parametrize(
    ("name", "word", "there"),
    [
        ("CREDIT_DATE", "_EDIT", False),
        ("EDIT_DATE", "_EDIT", True),
        ("VALID_TO", "_TO_", True),
        ("TOTAL_ON", "_TO_", False),
        ("last seen", "_LAST_", True),
        ("BLAST_ON", "_LAST_", False),
    ],
)
def test_words_stand_for_themselves_only(name: str, word: str, there: bool) -> None:
    assert holds_word(name, [word]) is there


def test_sentinels_at_both_ends() -> None:
    found = only(booked("1900-01-01", "9999-12-31"))
    assert [e.words for e in found.evidence if e.trap == "SENTINEL"] == [
        "but 9999-12-31 stands for 'no end', too far for intervals (ORA-14300)",
        "though 1900-01-01 stands for 'unknown'",
    ]


@pytest.mark.parametrize("low", ["1980-03-01", "1911-02-03"])
def test_an_old_date_is_no_dummy_unless_it_is_far_back(low: str) -> None:
    dummy = any(e.trap == "SENTINEL" for e in only(booked(low)).evidence)
    assert dummy is (low < "1926")


def test_a_date_mostly_in_the_future_is_marked_down() -> None:
    found = only(booked("2025-06-01", "2031-12-31", name="EXPIRES_ON"))
    assert {e.trap for e in found.evidence} >= {"FUTURE"}
    assert found.score < ENVIRONMENT.advice.good_key_score


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (column("C", "TIMESTAMP(6) WITH TIME ZONE"), "only a virtual column SYS_EXTRACT_UTC(C)"),
        (column("C", "TIMESTAMP(6) WITH LOCAL TIME ZONE"), "time zone of the session"),
        (column("C", "DATE", nullable=True), "may be NULL"),
        (column("C", "DATE", nullable=True, nulls=5_000_000, distinct=9), "is NULL in 5,000,000 rows (5 %)"),
    ],
)
def test_what_rules_a_date_out(item: Any, words: str) -> None:
    found = only(item)
    assert found.problem is not None
    assert words in found.problem
    assert date_keys(state(item), ENVIRONMENT, TODAY) == []
