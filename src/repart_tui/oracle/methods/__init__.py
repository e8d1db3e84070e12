"""The methods of re-partitioning, one module each, and the choice among them.

A method says whether it may be used for a table and why not (`findings`), what it costs (`COSTS`) and which steps its
templates write (`STEPS`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.findings import Finding, errors
from repart_tui.oracle.methods import copy_and_swap, exchange, online_modify, redefinition

METHOD = "common_settings.method"


@dataclass(frozen=True, slots=True)
class Costs:
    """What a method asks of the people around it, in a few words each."""

    write_outage: str
    space: str
    undo: str


@dataclass(frozen=True, slots=True)
class Method:
    """A method as the choice sees it."""

    name: str
    title: str
    costs: Costs
    findings: Callable[[TableConfig, MigrationConfig], list[Finding]]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """The method for a table, None when no method may be used, and the reasons.

    `findings` are those of the chosen method, or, when there is none, the errors of every method that was considered.
    """

    method: str | None
    reasons: list[str]
    findings: list[Finding]


METHODS: dict[str, Method] = {
    "online_modify": Method(
        "online_modify",
        "online MODIFY",
        Costs(
            "go on, but for a short lock at the end",
            "a second copy of table and indexes until the end",
            "none in place before 23ai: take a restore point or a backup",
        ),
        online_modify.findings,
        online_modify.STEPS,
    ),
    "redefinition": Method(
        "redefinition",
        "online redefinition",
        Costs("a short lock at the end", "a second copy and a log", "keeps later rows"),
        redefinition.findings,
        redefinition.STEPS,
    ),
    "copy_and_swap": Method(
        "copy_and_swap",
        "copy and swap",
        Costs(
            "fail with ORA-12081 from the load to the end, reads go on",
            "a second copy of table, LOBs and indexes, kept until cleanup1.sql",
            "rollback1.sql",
        ),
        copy_and_swap.findings,
        copy_and_swap.STEPS,
    ),
    "exchange": Method(
        "exchange",
        "partition exchange",
        Costs("short", "none", "exchange back"),
        exchange.findings,
        exchange.STEPS,
    ),
}
AUTO_ORDER = ("online_modify", "copy_and_swap")
"""Methods that `auto` considers, the least disturbing first (oracle.md, decision table)."""


def choose_method(table: TableConfig, config: MigrationConfig) -> MethodChoice:
    """Return the method for `table`: the one the DBA named if it may be used, else the first that may."""
    wanted = table.common_settings.method
    if wanted != "auto":
        method = METHODS[wanted]
        found = method.findings(table, config)
        if errors(found):
            return MethodChoice(None, [f"{method.title} cannot be used."], found)
        return MethodChoice(wanted, [f"{method.title}, as chosen."], found)
    reasons: list[str] = []
    barred: list[Finding] = []
    for name in AUTO_ORDER:
        method = METHODS[name]
        found = method.findings(table, config)
        problems = errors(found)
        if not problems:
            return MethodChoice(name, [*reasons, f"{method.title}: {_merit(name)}"], found)
        reasons.append(f"Not {method.title}: {problems[0].message}")
        barred.extend(problem for problem in problems if problem not in barred)
    return MethodChoice(None, reasons, barred)


def _merit(name: str) -> str:
    if name == "online_modify":
        return "Oracle keeps rows, constraints, triggers and grants itself, and users keep writing."
    return "every row and every dependent object is rebuilt and proven equal before the swap; writes wait meanwhile."
