"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Result = Literal["ok", "note", "warning", "error"]


@dataclass(frozen=True)
class Check:
    """One line of the doctor: an error is what keeps repart-tui from working, `todo` says what to do about it."""

    section: str
    result: Result
    text: str
    todo: str = ""
