"""A short list of choices, each with a sentence beside it."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from repart_tui.tui.widgets.reverse_cursor import reversed_cursor


class ReversedList(OptionList):
    """Textual's option list with a cursor that NO_COLOR leaves visible."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Show the cursor by reverse video."""
        return reversed_cursor(super().get_visual_style(*component_classes, partial=partial), component_classes)


class ChoiceList(ReversedList):
    """A compact list with names in bold and their explanation."""

    def __init__(self, choices: list[tuple[str, str, str]], *, id: str | None = None) -> None:
        width = max(len(label) for _, label, _ in choices) + 2
        options = [
            Option(Content.assemble((f"{label:<{width}}", "bold"), text), id=value) for value, label, text in choices
        ]
        super().__init__(*options, id=id, compact=True)

    @property
    def value(self) -> str:
        """The id of the highlighted choice."""
        return str(self.get_option_at_index(self.highlighted or 0).id)
