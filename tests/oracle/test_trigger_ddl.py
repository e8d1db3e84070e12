"""A trigger is made anew where it was, on its own table: names without a schema are told what they meant."""

from __future__ import annotations

import pytest

from repart_tui.migration_models import TriggerInfo, TriggerOrder
from repart_tui.oracle.trigger_ddl import create_trigger


def trigger(source: str, owner: str = "APP", name: str = "TRG", **facts) -> TriggerInfo:
    return TriggerInfo(owner=owner, trigger_name=name, status="ENABLED", source=source, **facts)


def follows(owner: str, name: str) -> TriggerOrder:
    return TriggerOrder(ordering_type="FOLLOWS", trigger_owner=owner, trigger_name=name)


@pytest.mark.parametrize(
    "source",
    [
        "TRIGGER trg BEFORE INSERT ON t FOR EACH ROW BEGIN NULL; END trg;",
        'trigger "APP".trg\nafter update of "ON", x on app.t -- on elsewhere\nbegin null; end;',
        "TRIGGER app . trg FOR DELETE ON T COMPOUND TRIGGER AFTER STATEMENT IS BEGIN NULL; END AFTER STATEMENT; END;",
        "what no parser of ours has seen before",
    ],
)
def test_what_means_the_same_to_the_owner_stays_as_written(source: str) -> None:
    assert create_trigger(trigger(source), "APP", "T") == f"CREATE OR REPLACE {source}"


def test_a_table_without_its_schema_is_the_one_that_the_trigger_was_on() -> None:
    # Written by somebody whose CURRENT_SCHEMA was APP: to OTH, ON t is OTH.T, which may even exist.
    made = create_trigger(
        trigger("TRIGGER oth.trg /* on x */ AFTER INSERT ON t\nWHEN (new.id > 0) CALL audit_it", owner="OTH"),
        "APP",
        "T",
    )
    assert made == (
        'CREATE OR REPLACE TRIGGER oth.trg /* on x */ AFTER INSERT ON "APP"."T"\nWHEN (new.id > 0) CALL audit_it'
    )


def test_a_table_that_was_named_by_a_synonym_is_named_itself() -> None:
    made = create_trigger(trigger("TRIGGER trg AFTER INSERT ON s_t BEGIN NULL; END;"), "APP", "T")
    assert made == 'CREATE OR REPLACE TRIGGER trg AFTER INSERT ON "APP"."T" BEGIN NULL; END;'


def test_a_name_that_was_changed_since_is_the_one_of_the_dictionary() -> None:
    # ALTER TRIGGER RENAME, whether or not it rebuilt the remembered source.
    for written in ("trg_before", "OTHER.trg"):
        made = create_trigger(trigger(f"TRIGGER {written} AFTER INSERT ON t BEGIN NULL; END;"), "APP", "T")
        assert made == 'CREATE OR REPLACE TRIGGER "APP"."TRG" AFTER INSERT ON t BEGIN NULL; END;'


def test_the_trigger_that_another_follows_is_the_one_that_the_dictionary_knows() -> None:
    source = "TRIGGER oth.trg AFTER INSERT ON app.t FOLLOWS a, oth.b, c BEGIN NULL; END;"
    order = [follows("APP", "A"), follows("OTH", "B"), follows("OTH", "C")]
    made = create_trigger(trigger(source, owner="OTH", follows=order), "APP", "T")
    assert made == f"CREATE OR REPLACE {source}".replace("FOLLOWS a", 'FOLLOWS "APP"."A"')


def test_a_trigger_stays_out_of_the_editions() -> None:
    source = "TRIGGER trg AFTER INSERT ON t BEGIN NULL; END;"
    assert (
        create_trigger(trigger(source, editionable=False), "APP", "T") == f"CREATE OR REPLACE NONEDITIONABLE {source}"
    )
    assert create_trigger(trigger(source, editionable=True), "APP", "T") == f"CREATE OR REPLACE {source}"


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("FOR EACH ROW WHEN (new.id > 0) BEGIN", "FOR EACH ROW DISABLE WHEN (new.id > 0) BEGIN"),
        ("FOR EACH ROW ENABLE DECLARE", "FOR EACH ROW DISABLE DECLARE"),
        ("DISABLE BEGIN", "DISABLE BEGIN"),
        ("<<b>> BEGIN", "DISABLE <<b>> BEGIN"),
    ],
)
def test_a_disabled_trigger_is_so_from_its_first_moment(written: str, made: str) -> None:
    source = f"TRIGGER trg AFTER INSERT ON t {written} NULL; END;"
    expected = f"CREATE OR REPLACE TRIGGER trg AFTER INSERT ON t {made} NULL; END;"
    assert create_trigger(trigger(source), "APP", "T", disabled=True) == expected
