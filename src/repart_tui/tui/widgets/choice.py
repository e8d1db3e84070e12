"""A choice out of a few values on one line; enter or space opens the list, up and down go on to other fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.style import Style
from textual.widgets import Select
from textual.widgets._select import SelectCurrent, SelectOverlay

from repart_tui.tui.widgets.reverse_cursor import reversed_cursor


class ChoiceOverlay(SelectOverlay):
    """The list that opens, with a cursor that NO_COLOR leaves visible."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Show the cursor by reverse video."""
        return reversed_cursor(super().get_visual_style(*component_classes, partial=partial), component_classes)


class Choice(Select[str], inherit_bindings=False):
    """Textual's select, compact; the empty value stands for null."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "show_overlay", "Show the list", show=False)]

    def __init__(self, options: Sequence[tuple[str, str]], value: str, *, id: str | None = None) -> None:
        known = [option for _, option in options]
        # A value that the schema does not know (yet) must still be shown.
        rows = list(options) if value in known else [*options, (value, value)]
        super().__init__(rows, value=value, allow_blank=False, compact=True, id=id)

    def compose(self) -> ComposeResult:
        """As Textual does, with the list above."""
        yield SelectCurrent(self.prompt)
        yield ChoiceOverlay(type_to_search=True).data_bind(compact=Select.compact)
