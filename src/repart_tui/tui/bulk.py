"""One step on many tables: a setting for all, a target copied, back to the proposal or to what was saved. No textual.

Each function makes one undoable change and says which tables it left out and why; nothing illegal is put on a table.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from repart_tui.tui.describe import method_text
from repart_tui.tui.history import Edited
from repart_tui.tui.plan import Assessment, Plan

if TYPE_CHECKING:
    from repart_tui.migration_models import CommonSettings
    from repart_tui.tui.form_fields import FormField

_SINGLE = frozenset({"choice", "flag", "flags", "integer", "number", "text", "names"})
"""Kinds of fields whose value means the same on every table; keys, partitions and indexes do not."""
_TARGET_FIELDS = "common_settings.target_config"


@dataclass(frozen=True)
class Report:
    """What a step did."""

    done: tuple[int, ...]
    """Tables that were changed."""
    same: int
    """Tables that were so already."""
    left_out: tuple[tuple[int, str], ...]
    """Tables that were not changed, and why."""
    before: Mapping[int, Assessment | None] = dataclasses.field(default_factory=dict)
    """What was known of the changed tables before the step."""


class LeaveOutError(Exception):
    """This table cannot take the step; the text says why."""


def by_pattern(names: Sequence[tuple[str, str]], pattern: str) -> list[int] | None:
    """Return the tables (owner, name) that patterns such as SH.* or LOG_? name; None when it holds no wildcard."""
    words = pattern.upper().split()
    if not words or not all("*" in word or "?" in word for word in words):
        return None
    return [
        place
        for place, (owner, name) in enumerate(names)
        if any(fnmatchcase(f"{owner}.{name}" if "." in word else name, word) for word in _both_cases(words, name))
    ]


def _both_cases(words: list[str], name: str) -> list[str]:
    # Names in capitals are the rule; a table with small letters in its name is found by them as well.
    return words if name.isupper() else [*words, *(word.lower() for word in words)]


def ready(plan: Plan) -> list[int]:
    """Return the tables that could be switched on as they are."""
    return [place for place in range(len(plan.tables)) if plan.state(place) == "ready"]


def shared_fields(plan: Plan, places: Sequence[int]) -> list[FormField]:
    """Return the settings that all the tables have, out of those that mean the same on each."""
    from repart_tui.tui.form_fields import TABLE_SETTINGS, form_fields

    shared: dict[str, FormField] | None = None
    # Tables with the same partitioning have the same fields: look at one of each kind.
    kinds = {_kind(plan, place): place for place in places}
    for place in kinds.values():
        fields = form_fields(TABLE_SETTINGS, plan.tables[place].common_settings.to_dict())
        found = {field.dotted: field for field in fields if field.kind in _SINGLE}
        shared = found if shared is None else {path: field for path, field in shared.items() if path in found}
    return list((shared or {}).values())


def _kind(plan: Plan, place: int) -> tuple[str, str]:
    target: Any = plan.tables[place].common_settings.target_config
    below = getattr(target, "subpartitioning", None)
    return target.partitioning_type, below.subpartitioning_type if below is not None else ""


def values_now(plan: Plan, places: Sequence[int], field: FormField) -> list[tuple[Any, int]]:
    """Return the present values of a setting with the number of tables that have each, the most frequent first."""
    counts: dict[str, tuple[Any, int]] = {}
    for place in places:
        value = _value(plan.tables[place].common_settings.to_dict(), field.path)
        counts[repr(value)] = (value, counts.get(repr(value), (value, 0))[1] + 1)
    return sorted(counts.values(), key=lambda item: -item[1])


def set_field(plan: Plan, places: Iterable[int], field: FormField, value: Any) -> Report:
    """Give one setting the same value on all tables; `value` is what stands in the configuration."""

    def made(place: int) -> Edited:
        from repart_tui.migration_models import CommonSettings
        from repart_tui.tui.form_fields import TABLE_SETTINGS
        from repart_tui.validation import schema_errors

        _refuse_refused(plan, place)
        part = plan.edited_part(place)
        values = part.settings.to_dict()
        parent = _value(values, field.path[:-1]) if len(field.path) > 1 else values
        if not isinstance(parent, dict):
            raise LeaveOutError(f"has no {field.label.lower()}")
        parent[field.path[-1]] = value
        problems = schema_errors(values, TABLE_SETTINGS)
        if problems:
            raise LeaveOutError(f"{problems[0].field} {problems[0].message}")
        return Edited(part.enabled, CommonSettings.from_dict(values))

    return _step(plan, places, f"set {field.label.lower()}", made)


def has_target(plan: Plan, place: int) -> bool:
    """Tell whether the table has a partitioning to copy."""
    table = plan.tables[place]
    return not table.refusals and table.common_settings.target_config.partitioning_type != "none"


def copy_target(plan: Plan, source: int, places: Iterable[int]) -> Report:
    """Give the target of one table to others, where Oracle takes it."""
    wanted = plan.tables[source].common_settings.target_config

    def made(place: int) -> Edited:
        import copy

        _refuse_refused(plan, place)
        part = plan.edited_part(place)
        settings = dataclasses.replace(part.settings, target_config=copy.deepcopy(wanted))
        _refuse_illegal(plan, place, settings)
        return Edited(part.enabled, settings)

    label = f"copy the target of {plan.tables[source].table_name}"
    return _step(plan, (place for place in places if place != source), label, made)


def to_proposal(plan: Plan, places: Iterable[int]) -> Report:
    """Give tables the target and the settings that discovery proposes."""

    def made(place: int) -> Edited:
        from repart_tui.tui.editing import proposed_settings

        _refuse_refused(plan, place)
        return Edited(plan.tables[place].enabled, proposed_settings(plan.tables[place], plan.config))

    return _step(plan, places, "back to the proposal", made)


def to_saved(plan: Plan, places: Iterable[int]) -> Report:
    """Give tables back what the file holds, or what was discovered."""
    return _step(plan, places, "back to what was saved", plan.saved_part)


def switch(plan: Plan, places: Iterable[int], enabled: bool) -> Report:
    """Switch tables on, where they can be and have no error, or off."""

    def made(place: int) -> Edited:
        if enabled:
            reason = plan.why_not_enabled(place)
            if reason is None and plan.assess(place).worst == "error":
                reason = next(f.message for f in plan.assess(place).findings if f.severity == "error")
            if reason is not None:
                raise LeaveOutError(reason)
        return Edited(enabled, plan.tables[place].common_settings)

    return _step(plan, places, "switch on" if enabled else "switch off", made)


def _step(plan: Plan, places: Iterable[int], label: str, made: Callable[[int], Edited]) -> Report:
    after: list[tuple[int, Edited]] = []
    left_out: list[tuple[int, str]] = []
    same = 0
    for place in places:
        try:
            part = made(place)
        except LeaveOutError as reason:
            left_out.append((place, str(reason)))
            continue
        if part == plan.edited_part(place):
            same += 1
        else:
            after.append((place, part))
    many = f" on {len(after):,} tables" if len(after) > 1 else ""
    before = {place: plan.assessed(place) for place, _ in after}
    plan.change(label + many, after)
    return Report(tuple(before), same, tuple(left_out), before)


def consequences(plan: Plan, report: Report) -> Iterator[str]:
    """Yield what the step has brought about besides: errors that were not there, and other methods than before.

    A setting such as a tablespace may turn an online method into one that stops writes; nobody looks at 20 rows for it.
    """
    broken, methods = 0, Counter[str]()
    for place in report.done:
        was, now = report.before[place], plan.assess(place)
        if plan.tables[place].refusals:
            continue
        if now.worst == "error":
            broken += was is None or was.worst != "error"
        elif was is not None and now.method != was.method:
            methods[method_text(now.method)] += 1
    if broken:
        yield f"{broken:,} of them now with errors: /state:error shows them"
    if methods:
        each = ", ".join(f"{count:,} {method}" for method, count in methods.most_common())
        yield f"another method now for {methods.total():,}: {each}"


def _refuse_refused(plan: Plan, place: int) -> None:
    if plan.is_listed_only(place):
        raise LeaveOutError("has not been read yet")
    if plan.tables[place].refusals:
        raise LeaveOutError("cannot be migrated")


def _refuse_illegal(plan: Plan, place: int, settings: CommonSettings) -> None:
    from repart_tui.tui.core import assess

    candidate = dataclasses.replace(plan.tables[place], common_settings=settings)
    for finding in assess(candidate, plan.config).findings:
        if finding.severity == "error" and finding.field.startswith(_TARGET_FIELDS):
            raise LeaveOutError(finding.message)


def _value(values: dict[str, Any], path: Sequence[str]) -> Any:
    found: Any = values
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    return found
