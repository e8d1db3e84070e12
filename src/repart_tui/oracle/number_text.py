"""Numbers as text: what the dictionary says, a plan holds, or somebody typed.

Source: SQL Language Reference, "NUMBER Data Type" (magnitudes below 1E126) and "BINARY_DOUBLE" (below 1.8E308).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_PLACES = 400
"""More than any number of Oracle has before or behind the point: the least BINARY_DOUBLE has some 340 behind it."""


def number_of(text: str) -> Decimal | None:
    """Return the number that `text` writes; None where Oracle has none such.

    Decimal itself takes NaN, which cannot be compared, and 1e999999999, whose digits fill the memory once written out.
    """
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_PLACES or number.adjusted() >= _PLACES:
        return None
    return number
