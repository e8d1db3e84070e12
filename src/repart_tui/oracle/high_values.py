"""HIGH_VALUE and HIGH_BOUND: from the text that Oracle prints to bounds as the configuration writes them.

Source: Database Reference, ALL_TAB_PARTITIONS.HIGH_VALUE ("partition bound value expression"). What is not understood
is None: the proposal then does without.
"""

from __future__ import annotations

import re

from repart_tui.migration_models import Interval

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<date>TO_DATE\s*\(\s*'(?P<date_text>[^']*)'(?:\s*,\s*'[^']*')*\s*\))
    | (?P<stamp>(?:TIMESTAMP|DATE)\s*'(?P<stamp_text>[^']*)')
    | (?P<raw>HEXTORAW\s*\(\s*'(?P<raw_text>[0-9A-Fa-f]*)'\s*\))
    | (?P<text>N?'(?P<text_text>(?:[^']|'')*)')
    | (?P<number>-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:E[+-]?[0-9]+)?)
    | (?P<word>MAXVALUE|DEFAULT|NULL)
    | (?P<mark>[(),])
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"[ T]00:00:00(?:\.0*)?$")

MAXVALUE = "MAXVALUE"

_INTERVAL = re.compile(
    r"^\s*(?:(?P<function>NUMTOYMINTERVAL|NUMTODSINTERVAL)\s*\(\s*(?P<count>[0-9]+)\s*,\s*'(?P<unit>\w+)'\s*\)|(?P<number>[0-9]+))\s*$",
    re.IGNORECASE,
)
_LITERAL = re.compile(
    r"^\s*INTERVAL\s*'\s*\+?(?P<count>[0-9]+)[^']*'\s*(?P<unit>YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)\b", re.IGNORECASE
)
_DIGITS = 28
"""What the width of a partition may have; PART_TABLES.INTERVAL of a file may say anything."""
_UNITS = ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")


def parse_bounds(high_value: str | None) -> list[str] | None:
    """Return the bounds of a range partition, one a key column: ISO text, number, text or MAXVALUE."""
    items = _items(high_value)
    if not items or any(item is None or isinstance(item, list) or item == "DEFAULT" for item in items):
        return None
    return [str(item) for item in items]


def parse_list_values(high_value: str | None, key_columns: int) -> tuple[list[list[str | None]], bool] | None:
    """Return the values of a list partition, each with one entry a key column, and whether it is the DEFAULT one."""
    items = _items(high_value)
    if items is None:
        return None
    if items == ["DEFAULT"]:
        return [], True
    values: list[list[str | None]] = []
    for item in items:
        value = item if isinstance(item, list) else [item]
        if len(value) != key_columns or any(part in (MAXVALUE, "DEFAULT") for part in value):
            return None
        values.append(value)
    return values, False


def config_text(text: str) -> str:
    """Return text as a bound or list value of the configuration: in quotes where it could be misread."""
    misread = text.strip().upper() == MAXVALUE or (len(text) >= 2 and text[0] == text[-1] == "'")
    return "'" + text.replace("'", "''") + "'" if misread else text


def _items(high_value: str | None) -> list[str | list[str | None] | None] | None:
    """Return the comma-separated items; brackets make an inner list. None where a token is unknown."""
    text = (high_value or "").strip()
    if not text:
        return None
    result: list[str | list[str | None] | None] = []
    inner: list[str | None] | None = None
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            return None
        position = token.end()
        mark = token["mark"]
        if mark == "(":
            if inner is not None:
                return None
            inner = []
        elif mark == ")":
            if inner is None:
                return None
            result.append(inner)
            inner = None
        elif mark is None:
            (result if inner is None else inner).append(_value(token))
    return None if inner is not None else result


def _value(token: re.Match[str]) -> str | None:
    if token["date"] is not None:
        return _moment(token["date_text"])
    if token["stamp"] is not None:
        return _moment(token["stamp_text"])
    if token["raw"] is not None:
        return token["raw_text"].upper()
    if token["text"] is not None:
        return config_text(token["text_text"].replace("''", "'"))
    if token["number"] is not None:
        return token["number"]
    word = token["word"].upper()
    return None if word == "NULL" else word


def _moment(text: str) -> str:
    """Return ISO text; Oracle writes a blank for the sign of the year, and midnight in full."""
    return _MIDNIGHT.sub("", text.strip())


def parse_interval(text: str | None) -> Interval | None:
    """Return PART_TABLES.INTERVAL, such as NUMTOYMINTERVAL(1,'MONTH'), INTERVAL '1' DAY or 1000; None otherwise."""
    match = _INTERVAL.match(text or "") or _LITERAL.match(text or "")
    if match is None:
        return None
    groups = match.groupdict()
    unit = "NUMBER" if groups.get("number") else groups["unit"].upper()
    written = groups.get("number") or groups["count"]
    count = int(written) if len(written) <= _DIGITS else 0
    if unit not in ("NUMBER", *_UNITS) or not count:
        return None
    return Interval(unit=unit, count=count)  # type: ignore[arg-type]  # one of the seven units
