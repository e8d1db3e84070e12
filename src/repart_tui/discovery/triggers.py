"""Triggers with their whole text and their order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.rows import Row
from repart_tui.discovery.scope import Key, Scope, add_feature
from repart_tui.discovery.selection import Names
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import TriggerInfo, TriggerOrder

TRIGGERS = Query(
    "triggers",
    """
    SELECT owner, trigger_name, trigger_type, triggering_event, table_owner, base_object_type, table_name,
           referencing_names, when_clause, status, description, action_type, crossedition, fire_once, apply_server_only
      FROM dba_triggers
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
     ORDER BY table_owner, table_name, owner, trigger_name
    """,
)
# LONG
TRIGGER_BODIES = Query(
    "bodies of triggers",
    """
    SELECT owner, trigger_name, table_owner, table_name, trigger_body
      FROM dba_triggers
     WHERE table_owner IN (:owners)
       AND table_name IN (:names)
    """,
    rows="apart",
)
TRIGGER_ORDER = Query(
    "order of triggers",
    """
    SELECT trigger_owner, trigger_name, referenced_trigger_owner, referenced_trigger_name, ordering_type
      FROM dba_trigger_ordering
     WHERE trigger_owner IN (:owners)
       AND trigger_name IN (:names)
     ORDER BY trigger_owner, trigger_name, referenced_trigger_owner, referenced_trigger_name
    """,
)
TRIGGER_SOURCE = Query(
    "source of triggers",
    """
    SELECT owner, name, line, text
      FROM dba_source
     WHERE owner IN (:owners)
       AND name IN (:names)
       AND type = 'TRIGGER'
     ORDER BY owner, name, line
    """,
    rows="many",
)
TRIGGER_STATUS = Query(
    "status of triggers",
    """
    SELECT owner, object_name, status, editionable
      FROM dba_objects
     WHERE owner IN (:owners)
       AND object_name IN (:names)
       AND object_type = 'TRIGGER'
    """,
)
QUERIES = (TRIGGERS, TRIGGER_BODIES, TRIGGER_ORDER, TRIGGER_SOURCE, TRIGGER_STATUS)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (TRIGGERS,)


def read_triggers(dictionary: Dictionary, scope: Scope) -> Steps:
    """Fill in the triggers; their own source, order and status follow by trigger name."""
    triggers: dict[Key, TriggerInfo] = {}
    for row in scope.rows(dictionary, TRIGGERS):
        if (row.trimmed("base_object_type") or "TABLE") != "TABLE":
            continue
        trigger = _trigger(row)
        triggers[trigger.owner, trigger.trigger_name] = trigger
        state = scope.states[row.name("table_owner"), row.name("table_name")]
        state.triggers.append(trigger)
        if row.flag("apply_server_only"):
            add_feature(
                state,
                "APPLY_SERVER_ONLY",
                f"Trigger {trigger.owner}.{trigger.trigger_name} fires for an apply process only.",
            )
    if triggers:
        yield by_name((TRIGGER_ORDER, TRIGGER_SOURCE, TRIGGER_STATUS), *_lists(scope, triggers))
        _read_details(dictionary, scope, triggers)
    scope.mark_unknown(dictionary, TRIGGERS)
    for query in (TRIGGER_ORDER, TRIGGER_SOURCE):
        scope.mark_unknown(dictionary, query, lambda state: bool(state.triggers))


def _lists(scope: Scope, triggers: Iterable[Key]) -> tuple[list[str], Names]:
    return scope.lists(triggers, scope.told(TRIGGERS, "owner", "trigger_name"))


def _trigger(row: Row) -> TriggerInfo:
    status: Literal["ENABLED", "DISABLED"] = "DISABLED" if row.trimmed("status") == "DISABLED" else "ENABLED"
    return TriggerInfo(
        owner=row.name("owner"),
        trigger_name=row.name("trigger_name"),
        trigger_type=row.trimmed("trigger_type"),
        triggering_event=row.trimmed("triggering_event"),
        status=status,
        description=row.text("description"),
        referencing_names=row.text("referencing_names"),
        when_clause=row.text("when_clause"),
        crossedition=row.trimmed("crossedition"),
        fire_once=row.flag("fire_once"),
    )


def _read_details(dictionary: Dictionary, scope: Scope, triggers: dict[Key, TriggerInfo]) -> None:
    for row in scope.rows(dictionary, TRIGGER_BODIES):
        trigger = triggers.get((row.name("owner"), row.name("trigger_name")))
        if trigger is not None:
            trigger.trigger_body = row.text("trigger_body")
    owners, names = _lists(scope, triggers)
    for row in dictionary.rows(TRIGGER_ORDER, owners, names):
        trigger = triggers.get((row.name("trigger_owner"), row.name("trigger_name")))
        if trigger is not None:
            kind: Literal["FOLLOWS", "PRECEDES"] = (
                "PRECEDES" if row.trimmed("ordering_type") == "PRECEDES" else "FOLLOWS"
            )
            trigger.follows.append(
                TriggerOrder(
                    ordering_type=kind,
                    trigger_owner=row.name("referenced_trigger_owner"),
                    trigger_name=row.name("referenced_trigger_name"),
                )
            )
    lines: dict[Key, list[str]] = {}
    for row in dictionary.rows(TRIGGER_SOURCE, owners, names):
        key = (row.name("owner"), row.name("name"))
        if key in triggers:
            lines.setdefault(key, []).append(row.text("text") or "")
    for key, parts in lines.items():
        triggers[key].source = "".join(parts)
    for row in dictionary.rows(TRIGGER_STATUS, owners, names):
        trigger = triggers.get((row.name("owner"), row.name("object_name")))
        if trigger is not None:
            trigger.object_status = row.trimmed("status")
            trigger.editionable = row.flag("editionable")
