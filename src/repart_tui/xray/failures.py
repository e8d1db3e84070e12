"""What to do when Oracle does not let an X-ray read on: a sentence for the errors that it can meet.

Source: Database Error Messages.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"\b(ORA-[0-9]{5}|DPY-[0-9]{4}|DPI-[0-9]{4})\b")
_NO_RIGHT = "Reading rows needs READ or SELECT on {table}: GRANT READ ON {table} TO the user of this connection."
_CHANGED = "The table is not what the plan says: read the dictionary again."
_BROKEN = "The connection broke: take the X-ray again; it connects anew."
_WORDS = {
    "ORA-00942": _NO_RIGHT,
    "ORA-01031": _NO_RIGHT,
    "ORA-41900": _NO_RIGHT,
    "ORA-00904": _CHANGED,
    "ORA-08103": _CHANGED,
    "ORA-01446": "The name belongs to a view now, which takes no sample: read the dictionary again.",
    "ORA-30560": "The name belongs to an external table now, which takes no sample: read the dictionary again.",
    "ORA-01555": "Undo was overwritten while it read: take a sample, or all rows when less is written.",
    "ORA-30036": "Undo is full: take a sample, or all rows when less is written.",
    "ORA-01652": "TEMP is full: a sample, or fewer columns of the wished unique key, need less.",
    "ORA-00028": _BROKEN,
    "ORA-01012": _BROKEN,
    "ORA-02396": _BROKEN,
    "ORA-03113": _BROKEN,
    "ORA-03114": _BROKEN,
    "ORA-03135": _BROKEN,
    "ORA-12170": _BROKEN,
    "DPY-1001": _BROKEN,
    "DPY-4011": _BROKEN,
    "DPI-1010": _BROKEN,
    "DPI-1080": _BROKEN,
}


def remedy(text: str, table: str) -> str | None:
    """Return what to do about an error of the driver; None where its own words must do. `table` is OWNER.TABLE."""
    for code in _CODE.findall(text):
        if code in _WORDS:
            return _WORDS[code].format(table=table)
    return None
