"""The tour through the screens: keys, pictures and sentences; `python -m repart_tui.tui.screenshots` takes it."""

from __future__ import annotations

from dataclasses import dataclass

TABLE = "sh costs"
"""Words that filter the demo down to the table of the pictures."""
_NAMES = {" ": "space", "/": "slash", ":": "colon", ">": "greater_than_sign", ".": "full_stop"}


def typed(text: str) -> tuple[str, ...]:
    """Return the keys, as Textual names them, that type a text."""
    return tuple(_NAMES.get(char, char) for char in text)


@dataclass(frozen=True)
class Step:
    """A stop of the tour."""

    number: int
    shown_keys: str
    keys: tuple[str, ...]
    sentence: str

    @property
    def picture(self) -> str:
        """Name of the picture, without ending."""
        return f"tour-{self.number}-80x24"


TOUR = (
    Step(
        1,
        "`repart-tui --demo`",
        (),
        "The list: every table with its size, present and proposed partitioning, method and state. The last lines "
        "count and name the keys.",
    ),
    Step(
        2,
        "`/` `sh costs` `enter`",
        (*typed(f"/{TABLE}"), "enter"),
        "The filter narrows the list as you type, by words or conditions such as `size>10g owner:sh state:ready`.",
    ),
    Step(3, "`d`", ("d",), "The detail says what the table is, what is proposed, and why by this method."),
    Step(
        4,
        "`esc` `e`",
        ("escape", "e"),
        "The target. Each key is checked by Oracle's rules, and below stands what you will get. `ctrl+s` applies, "
        "`esc` goes back.",
    ),
    Step(5, "`esc` `space` `p`", ("escape", "space", "p"), "On with it, and the script as it will be written."),
    Step(6, "`t` `s` `s`", ("t", "s", "s"), "`t` and `s` jump to the next table and step, `/` searches."),
    Step(7, "`l`", ("l",), "The ledger: all that the table owns, and the step that carries each thing."),
    Step(
        8,
        "`esc` `w` `enter`",
        ("escape", "w", "enter"),
        "Written: the files, and the command that runs them. Nothing has touched the database.",
    ),
)


def tour_page() -> str:
    """Return the tour as Markdown."""
    lines = [
        "# A tour in eight steps",
        "",
        "From the list to a written script with keys alone, at 80x24, on the demo. This page and its pictures are made",
        "by `python -m repart_tui.tui.screenshots`.",
        "",
    ]
    for step in TOUR:
        picture = f"![Step {step.number}](../screenshots/{step.picture}.png)"
        lines += [f"## {step.number}. {step.shown_keys}", "", step.sentence, "", picture, ""]
    lines += [
        "## Where there is room",
        "",
        "From 190 columns on, the list, the detail and the table's part of the script stand side by side.",
        "",
        "![200 columns](../screenshots/wide-200x50.png)",
        "",
        'On a light terminal (`theme = "light"` in the settings, or as the terminal suggests):',
        "",
        "![Light](../screenshots/light-80x24.png)",
        "",
    ]
    return "\n".join(lines)
