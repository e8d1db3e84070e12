"""What may be typed into the filter of the list: names, and conditions such as size>10g or state:ready. Draws nothing.

All conditions must hold. A word alone is looked for in OWNER.TABLE; it also finds the tables whose state or method is
exactly that word; `changed:yes` finds what differs from the saved plan. `-` before a condition turns it round.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from repart_tui.tui.describe import METHOD_WORDS, method_text, now_text, table_size, target_text
from repart_tui.tui.plan import STATES, Plan

_UNITS = {"": 1, "b": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40, "p": 2**50}
_COUNT_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "b": 10**9, "t": 10**12}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ":": operator.eq,
}
NUMBERS = ("size", "rows")
TEXTS = ("owner", "name", "state", "method", "now", "target", "on", "changed", "marked")
EXAMPLE = "sales  owner:sh  size>10g  rows>1m  state:ready  method:online  -word"
_CONDITION = re.compile(r"(-?)([a-z]+)(>=|<=|[><:=])(.*)", re.DOTALL)
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)([a-z]?)")

Test = Callable[[int], bool]


@dataclass(frozen=True)
class Found:
    """The tables that match, and what could not be understood."""

    indexes: list[int]
    problem: str = ""


class TableFilter:
    """Finds tables; the lowered names are made once, so each key costs a scan of strings."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._names = [f"{table.owner}.{table.table_name}".lower() for table in plan.tables]

    def matching(self, text: str, only_on: bool) -> Found:
        """Return the tables for which all conditions in the text hold."""
        problems: list[str] = []
        tests = list(self._tests(text.lower(), problems))
        found: list[int] = list(range(len(self._names)))
        for test in tests:
            found = [index for index in found if test(index)]
        if only_on:
            found = [index for index in found if self._plan.tables[index].enabled]
        return Found(found, problems[0] if problems else "")

    def place_of(self, text: str, order: Sequence[int]) -> int | None:
        """Return the place in `order` that is meant: a row by its number, or the first table whose name fits.

        OWNER.TABLE or the name alone may begin with the text; if none does, it may stand anywhere within.
        """
        word = text.lower().strip()
        if word.isdecimal():
            return min(max(int(word), 1), len(order)) - 1 if order else None
        for fits in (_whole_or_start, operator.contains):
            found = next((place for place, index in enumerate(order) if fits(self._names[index], word)), None)
            if found is not None:
                return found
        return None

    def _tests(self, text: str, problems: list[str]) -> Iterator[Test]:
        for word in text.split():
            test = self._test(word, problems)
            if test is not None:
                yield test

    def _test(self, word: str, problems: list[str]) -> Test | None:
        match = _CONDITION.fullmatch(word)
        if match is None or match[2] not in (*NUMBERS, *TEXTS):
            negated = word.startswith("-") and len(word) > 1
            return self._by_word(word[1:] if negated else word, negated) if word != "-" else None
        sign, key, sort, value = match.groups()
        if not value:
            # Still being typed: size> hides nothing yet.
            return None
        if key in NUMBERS:
            return self._by_number(key, sort, value, bool(sign), problems)
        if sort not in {":", "="}:
            problems.append(f"{key} is text: write {key}:{value}")
            return None
        return self._by_text(key, value, sort == "=", bool(sign))

    def _by_word(self, word: str, negated: bool) -> Test:
        names, plan = self._names, self._plan
        if word in STATES:
            return lambda index: (word in names[index] or plan.state(index) == word) is not negated
        if word in METHOD_WORDS.values():
            return lambda index: (word in names[index] or self._method(index) == word) is not negated
        return lambda index: (word in names[index]) is not negated

    def _by_number(self, key: str, sort: str, value: str, negated: bool, problems: list[str]) -> Test | None:
        units = _UNITS if key == "size" else _COUNT_UNITS
        match = _NUMBER.fullmatch(value)
        if match is None or match[2] not in units:
            example = "size>10g" if key == "size" else "rows>1m"
            problems.append(f"{key}{sort}{value} is not understood: write {key} with a number, such as {example}")
            return None
        limit, compare = float(match[1]) * units[match[2]], _COMPARE[sort]
        tables = self._plan.tables

        def holds(index: int) -> bool:
            amount = table_size(tables[index]) if key == "size" else tables[index].current_state.num_rows
            # What is unknown is neither large nor small.
            return amount is not None and compare(amount, limit) is not negated

        return holds

    def _by_text(self, key: str, value: str, whole: bool, negated: bool) -> Test:
        texts = self._texts(key)

        def holds(index: int) -> bool:
            text = texts(index).lower()
            return (text == value if whole else value in text) is not negated

        return holds

    def _texts(self, key: str) -> Callable[[int], str]:
        plan = self._plan
        tables = plan.tables
        found: dict[str, Callable[[int], str]] = {
            "owner": lambda index: tables[index].owner,
            "name": lambda index: tables[index].table_name,
            "state": plan.state,
            "method": self._method,
            "now": lambda index: now_text(tables[index]),
            "target": lambda index: target_text(tables[index].common_settings.target_config),
            "on": lambda index: "yes" if tables[index].enabled else "no",
            "changed": lambda index: "yes" if plan.is_edited(index) else "no",
            "marked": lambda index: "yes" if index in plan.marked else "no",
        }
        return found[key]

    def _method(self, index: int) -> str:
        known = self._plan.assessed(index)
        # As the list shows it: a method for what stays as it is would be noise.
        return method_text(known.method) if known and self._plan.state(index) not in {"keep", "refused"} else ""


def _whole_or_start(name: str, word: str) -> bool:
    return name.startswith(word) or name.partition(".")[2].startswith(word)
