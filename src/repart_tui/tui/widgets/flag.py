"""A box to tick that reads the same without colours: [x] or [ ]."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.widgets import Checkbox


class Flag(Checkbox):
    """Textual's checkbox tells on from off by colour alone; this one by the letter."""

    def __init__(self, label: str = "", value: bool = False, **options: Any) -> None:
        super().__init__(label, value, compact=True, **options)

    @property
    def _button(self) -> Content:
        box = "[x]" if self.value else "[ ]"
        return Content.styled(box, "reverse") if self.has_focus else Content(box)
