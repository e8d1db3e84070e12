"""A choice out of a few values on one line; enter or space opens the list, up and down go on to other fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Select


class Choice(Select[str], inherit_bindings=False):
    """Textual's select, compact; the empty value stands for null."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "show_overlay", "Show the list", show=False)]

    def __init__(self, options: Sequence[tuple[str, str]], value: str, *, id: str | None = None) -> None:
        known = [option for _, option in options]
        # A value that the schema does not know (yet) must still be shown.
        rows = list(options) if value in known else [*options, (value, value)]
        super().__init__(rows, value=value, allow_blank=False, compact=True, id=id)
