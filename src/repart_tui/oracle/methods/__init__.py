"""The methods of re-partitioning, one module each, and the choice among them.

A method says whether it may be used for a table and why not (`findings`), what it costs (`costs`) and which steps its
templates write (`steps`).
"""

from __future__ import annotations

from dataclasses import dataclass

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.findings import Finding, errors
from repart_tui.oracle.methods.copy_and_swap import COPY_AND_SWAP
from repart_tui.oracle.methods.exchange import EXCHANGE
from repart_tui.oracle.methods.in_place import IN_PLACE
from repart_tui.oracle.methods.method import Costs, Method
from repart_tui.oracle.methods.online_modify import ONLINE_MODIFY
from repart_tui.oracle.methods.redefinition import REDEFINITION
from repart_tui.oracle.reference_families import reference_family, same

__all__ = ["METHODS", "Costs", "Method", "MethodChoice", "MethodOffer", "choose_method", "method_offers"]

METHODS: dict[str, Method] = {
    method.name: method for method in (IN_PLACE, ONLINE_MODIFY, REDEFINITION, COPY_AND_SWAP, EXCHANGE)
}
AUTO_ORDER = ("in_place", "online_modify", "redefinition", "copy_and_swap")
"""Methods that `auto` considers, the least disturbing first; exchange is for those who know their rows."""


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """The method for a table, None when no method may be used, and the reasons.

    `findings` are those of the chosen method, or, when there is none, the errors of every method that was considered.
    """

    method: str | None
    reasons: list[str]
    findings: list[Finding]


def choose_method(table: TableConfig, config: MigrationConfig) -> MethodChoice:
    """Return the method for `table`: the one the DBA named if it may be used, else the first that may."""
    wanted = table.common_settings.method
    if wanted != "auto":
        method = METHODS[wanted]
        found = method.findings(table, config)
        if errors(found):
            return MethodChoice(None, [f"{method.title} cannot be used."], found)
        return MethodChoice(wanted, [f"{method.title}, as chosen."], found)
    return _with_family(table, config, _automatic(table, config))


def _with_family(table: TableConfig, config: MigrationConfig, alone: MethodChoice) -> MethodChoice:
    """Return the copy where one of the family by reference is copied: the others go with it if they may."""
    copy = COPY_AND_SWAP
    if alone.method in (None, copy.name):
        return alone
    for other in reference_family(table, config):
        wanted = other.common_settings.method
        if same(other, table) or (_automatic(other, config).method if wanted == "auto" else wanted) != copy.name:
            continue
        found = copy.findings(table, config)
        if not errors(found):
            with_whom = f"With {other.owner}.{other.table_name}, for a family by reference is copied together."
            return MethodChoice(copy.name, [with_whom, f"{copy.title}: {copy.merit}"], found)
    return alone


def _automatic(table: TableConfig, config: MigrationConfig) -> MethodChoice:
    reasons: list[str] = []
    barred: list[list[Finding]] = []
    second_best: MethodChoice | None = None
    for name in AUTO_ORDER:
        method = METHODS[name]
        found = method.findings(table, config)
        problems = errors(found)
        if problems and method.fast_path:
            # That it is no case for it goes without saying, but for what the plan itself takes away.
            if all(problem.code == "REFERENCE-CHILD" for problem in problems):
                reasons.append(f"Not {method.title}: {problems[0].sentence()}")
            continue
        if problems:
            reasons.append(f"Not {method.title}: {problems[0].message}")
            barred.append(problems)
            continue
        choice = MethodChoice(name, [*reasons, f"{method.title}: {method.merit}"], found)
        avoided = next((finding for finding in found if finding.code in method.auto_avoids), None)
        if avoided is None:
            return choice
        reasons.append(f"Rather not {method.title}: {avoided.message}")
        second_best = second_best or choice
    return second_best or MethodChoice(None, reasons, _nearest_first(barred))


def _nearest_first(barred: list[list[Finding]]) -> list[Finding]:
    """Return what bars each method, each thing once, beginning with the method that lacks least and says what to do."""
    barred = sorted(barred, key=lambda problems: (len(problems), not all(problem.suggestion for problem in problems)))
    return list(dict.fromkeys(problem for problems in barred for problem in problems))


@dataclass(frozen=True, slots=True)
class MethodOffer:
    """A method beside the others for one table: its costs, and why it may not be used (None where it may)."""

    method: Method
    chosen: bool
    barred_by: Finding | None


def method_offers(table: TableConfig, config: MigrationConfig) -> list[MethodOffer]:
    """Return every method for `table`, in the order in which they are listed, for people to compare."""
    chosen = choose_method(table, config).method
    return [
        MethodOffer(method, method.name == chosen, next(iter(errors(method.findings(table, config))), None))
        for method in METHODS.values()
    ]
