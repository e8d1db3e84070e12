"""HIGH_VALUE in the one form in which Python and the script compare bounds, whatever spelling Oracle prints.

Dates and timestamps become ``2024-01-31 00:00:00`` without trailing zeros of a fraction, numbers what TO_CHAR makes of
them, text keeps a quote in front and loses trailing blanks (CHAR pads), everything else is as it is; characters beyond
ASCII are escaped as ASCIISTR does. The PL/SQL twin stands in templates/toolbox/signature.sql.j2; whoever changes one
changes the other.

Sources: Database Reference, ALL_TAB_PARTITIONS.HIGH_VALUE; SQL Language Reference, ASCIISTR, "Number Format Models".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from repart_tui.oracle.number_text import number_of

_MOMENT = re.compile(r"^(TO_DATE|DATE|TIMESTAMP)\b")
_QUOTED = re.compile(r"'([^']*)'")
_NUMBER = re.compile(r"^-?[.0-9]")


@lru_cache(maxsize=65_536)
def comparable_bound(text: str) -> str:
    """Return the bound of a range partition, its values separated by commas in the order of the key."""
    return ",".join(_values(text))


@lru_cache(maxsize=8_192)
def comparable_list(text: str) -> str:
    """Return the values of a list partition, sorted: their order means nothing."""
    return ",".join(sorted(set(_values(text))))


def escaped(text: str) -> str:
    """Return `text` as ASCIISTR does: a backslash and everything beyond ASCII as UTF-16 code units."""
    if text.isascii() and "\\" not in text:
        return text
    found = []
    for char in text:
        if char == "\\":
            found.append("\\005C")
        elif ord(char) < 0x80:
            found.append(char)
        else:
            units = char.encode("utf-16-be").hex().upper()
            found.extend("\\" + units[at : at + 4] for at in range(0, len(units), 4))
    return "".join(found)


def _values(text: str) -> Iterator[str]:
    """Yield the values between the outermost commas."""
    value, depth, quoted = "", 0, False
    for char in text + ",":
        if char == "'":
            quoted = not quoted
        elif not quoted:
            depth += (char == "(") - (char == ")")
        if char == "," and depth == 0 and not quoted:
            yield _value(value.strip(" "))
            value = ""
        else:
            value += char


def _value(text: str) -> str:
    if text.startswith("("):
        return f"({','.join(_values(text[1:-1]))})"
    if _MOMENT.match(text):
        quoted = _QUOTED.search(text)
        moment = (quoted.group(1) if quoted else "").strip(" ").replace("T", " ")
        if "." in moment:
            moment = moment.rstrip("0").rstrip(".")
        return moment + " 00:00:00" if len(moment) == 10 else moment
    if text.startswith("HEXTORAW"):
        quoted = _QUOTED.search(text)
        return "x" + (quoted.group(1) if quoted else "").upper()
    if _NUMBER.match(text):
        return _number(text)
    if text.startswith(("'", "N'")):
        inner = text[text.index("'") + 1 : -1].replace("''", "'")
        return "'" + escaped(inner.rstrip(" "))
    return escaped(text)


def _number(text: str) -> str:
    """Return the number as TO_CHAR writes it: no zero before the point, none at the end behind it."""
    number = number_of(text)
    if number is None:
        return escaped(text)
    written = format(number, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    sign, digits = ("-", written[1:]) if written.startswith("-") else ("", written)
    digits = digits.lstrip("0") or "0"
    return "0" if digits == "0" else sign + digits
