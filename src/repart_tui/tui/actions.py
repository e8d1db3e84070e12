"""The one registry of what a user can do: it feeds key bindings, hint line, `?` help, command palette
and the table of keys in the docs.

Only keys that PuTTY, tmux and screen deliver: letters, space, enter, escape, tab, arrows and control letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from repart_tui.tui.keymap import shown_key

EVERYWHERE = "everywhere"
SCREEN_TITLES = {
    "connect": "Connect",
    "tables": "Tables",
    "detail": "Table detail",
    "advice": "Advice",
    "ranking": "Advice, ranked",
    "edit": "Edit target",
    "settings": "Settings of the plan",
    "columns": "Choose key columns",
    "index": "Index of a table",
    "pick": "Pick tablespaces",
    "methods": "Choose the method",
    "set_field": "Set on many tables",
    "difference": "Difference of a table",
    "preview": "Preview of the script",
    "write": "Write",
    "result": "Written",
    "list": "In lists",
    "text": "In texts",
    "unexpected": "After an error",
    "help": "Help",
    EVERYWHERE: "Everywhere",
}
"""Screens in the order in which help shows them."""


TOGETHER: dict[str, tuple[str, ...]] = {
    "connect": ("connect", EVERYWHERE),
    "tables": ("tables", "list", EVERYWHERE),
    "detail": ("detail", "text", EVERYWHERE),
    "advice": ("advice", "text", EVERYWHERE),
    "ranking": ("ranking", "list", EVERYWHERE),
    "edit": ("edit", "text", EVERYWHERE),
    "settings": ("settings", "text", EVERYWHERE),
    "columns": ("columns", "list"),
    "index": ("index",),
    "pick": ("pick",),
    "methods": ("methods", "list"),
    "set_field": ("set_field",),
    "difference": ("difference", "text", EVERYWHERE),
    "unexpected": ("unexpected", "text"),
    "preview": ("preview", "text", EVERYWHERE),
    "write": ("write",),
    "result": ("result", "text", EVERYWHERE),
    "help": ("help", "text"),
}
"""Groups whose keys work at the same time, by screen: a key may stand once among them."""


@dataclass(frozen=True)
class Action:
    """Something a user can do on a screen. The screen implements it as `action_<name>`.

    A screen that cannot do it at the moment says why in `why_not`; pressing the key then shows that sentence.
    """

    screen: str
    name: str
    keys: str
    """Keys as Textual names them, the preferred one first, separated by commas; empty for the palette alone."""
    label: str
    """Two words at most, for the hint line."""
    help: str
    """One sentence for the help screen, the palette and docs/keys.md."""
    hint: int = 0
    """Rank in the hint line, 1 first; 0 keeps it out."""
    priority: bool = False
    """True when the key must win over the focused widget, such as a control letter above an input."""
    twin: str = ""
    """Set for a second way to an action that stands in the registry already: its own name for remapping."""

    @property
    def id(self) -> str:
        """Stable name for remapping in the settings file, such as tables.switch."""
        own = self.twin or (self.label.replace(" ", "_") if "(" in self.name else self.name)
        return f"{self.screen}.{own}"

    @property
    def method(self) -> str:
        """The name without parameters, as `why_not` takes it."""
        return self.name.partition("(")[0]


def _actions(screen: str, *rows: tuple[str, str, str, str, int]) -> list[Action]:
    return [Action(screen, name, keys, label, text, hint) for name, keys, label, text, hint in rows]


def _form_actions(screen: str) -> list[Action]:
    """Return what both forms can do: control letters where one types, letters elsewhere."""

    def typing(name: str, keys: str, label: str, text: str, hint: int = 0) -> Action:
        return Action(screen, name, keys, label, text, hint, True)

    def letter(name: str, key: str, label: str) -> Action:
        text = "The same, where the cursor is not in a text field."
        return Action(screen, name, key, label, text, twin=f"{name}_letter")

    return [
        typing("apply", "ctrl+s", "apply", "Take the changes over into the plan.", 1),
        letter("apply", "a", "apply"),
        typing("outcome", "ctrl+o", "result", "Show what you will get in full, or the form again.", 2),
        typing("revert", "ctrl+r", "revert", "Put everything back as it was when the editor opened."),
        typing("undo", "ctrl+x", "undo", "Take back what was last typed into a field.", 4),
        letter("undo", "u", "undo"),
        typing("redo", "ctrl+y", "redo", "Make again what was taken back."),
        letter("redo", "U", "redo"),
        typing("next_problem", "ctrl+n", "next error", "Go to the next field with an error or a warning.", 5),
        Action(screen, "next_field", "down", "next", "Go to the next field (tab does too)."),
        Action(screen, "previous_field", "up", "previous", "Go to the field before (shift+tab does too)."),
        Action(screen, "move_group(1)", "pagedown", "next group", "Go to the next group of fields."),
        Action(screen, "move_group(-1)", "pageup", "group before", "Go to the group of fields before."),
        Action(screen, "close", "escape", "back", "Back to the list; asks when something was changed.", 3),
    ]


_SORT_COLUMNS = (
    (1, "on", "whether the table is on"),
    (2, "owner", "owner"),
    (3, "name", "name"),
    (4, "size", "size, the largest first"),
    (5, "rows", "rows, the most first"),
    (6, "now", "present partitioning"),
    (7, "target", "target"),
    (8, "method", "method"),
    (9, "state", "state, errors first"),
)

ACTIONS: tuple[Action, ...] = (
    *_actions(
        "connect",
        ("open", "enter", "open", "Open the chosen source, or go to its fields first.", 1),
        ("next_field", "down", "next", "Go to the next field (tab does too).", 0),
        ("previous_field", "up", "previous", "Go to the field before (shift+tab does too).", 0),
        ("cancel", "escape", "back", "Back to the choice of the source.", 2),
        ("more", "ctrl+t", "more fields", "Show driver, proxy user, wallet and the directory of tnsnames.ora.", 3),
        ("copy_error", "ctrl+y", "copy error", "Copy the error below the fields, with Oracle's own text.", 4),
    ),
    *_actions(
        "tables",
        ("switch", "space,x", "on/off", "Switch the migration of the table under the cursor on or off.", 1),
        ("edit", "e", "edit", "Edit the target of the table under the cursor.", 2),
        ("settings", "E", "settings", "Edit the settings of the whole plan: errors, window, names, thresholds.", 0),
        ("detail", "d,enter", "detail", "Show columns, constraints, indexes, reasons and findings of the table.", 3),
        ("advice", "v", "advice", "Show what speaks for partitioning the table, traps, forecast and cost; X-ray.", 7),
        (
            "filter",
            "slash,ctrl+f",
            "filter",
            "Show only what matches: sales size>10g state:ready changed:yes -word.",
            4,
        ),
        ("goto", "colon", "go to", "Go to a table by the beginning of its name, or to a row by its number.", 0),
        ("to_list", "down", "to list", "From the filter down into the list, keeping the filter.", 0),
        ("preview", "p", "preview", "Show the SQL*Plus script for all tables that are on.", 5),
        ("write", "w", "write", "Write master1.sql, rollback1.sql, cleanup1.sql and migration_config.json.", 6),
        ("sort", "s", "sort", "Sort by the next column.", 7),
        ("sort_back", "S", "sort back", "Sort by the column before.", 0),
        ("reverse", "r", "reverse", "Turn the sort order round.", 0),
        *(
            (f"sort_by({number})", str(number), f"by {column}", f"Sort by {what}; again turns the order round.", 0)
            for number, column, what in _SORT_COLUMNS
        ),
        ("all_on", "A", "all on", "Switch on every table now shown that can be migrated.", 0),
        ("all_off", "N", "none on", "Switch off every table now shown.", 0),
        ("only_on", "o", "only on", "Show only the tables that are on, or all again.", 0),
        ("mark", "m", "mark", "Mark the table under the cursor for a bulk step, or not any more; goes to the next.", 0),
        ("mark_many", "M", "mark many", "Mark all shown, all ready, or by a pattern such as SH.* or a condition.", 0),
        ("bulk", "b", "bulk", "With the marked tables: set a setting, copy a target, back to proposal or saved.", 0),
        ("difference", "equals_sign", "difference", "Show what differs from the plan as last saved.", 0),
        ("undo", "u", "undo", "Take back the last change.", 0),
        ("redo", "U", "redo", "Make the change again that was taken back.", 0),
        ("save", "ctrl+s", "save", "Save the plan to its file; asks for a name if it has none.", 0),
        ("scroll_detail(1)", "J", "detail down", "Scroll the detail pane down.", 0),
        ("scroll_detail(-1)", "K", "detail up", "Scroll the detail pane up.", 0),
        ("read_on", "ctrl+r", "read on", "Read on after a stop; connect again after the connection broke.", 0),
        ("clear", "escape", "clear", "Clear the filter, or stop reading the dictionary.", 0),
    ),
    *_actions(
        "advice",
        ("xray", "x", "X-ray", "Look into a sample of the table's rows over the live connection, SELECTs only.", 1),
        ("xray_full", "X", "all rows", "The same with all rows; asks first and says what it costs.", 2),
        ("xray_unique", "u", "unique", "Look for duplicates of a unique key that you wish for, in all rows.", 6),
        ("ranking", "r", "ranking", "Show the tables of the list ranked by their score, to go on to one of them.", 3),
        ("edit", "e", "edit", "Edit the target of this table.", 4),
        ("next_table", "n", "next", "Show the next table of the list.", 5),
        ("previous_table", "N", "previous", "Show the table before.", 0),
        ("save", "ctrl+s", "save", "Save the plan with what the X-rays found.", 0),
        ("close", "escape,v", "back", "Stop the X-ray, or back to the list.", 7),
    ),
    *_actions(
        "ranking",
        ("accept", "enter", "advice", "Show the advice on the table under the cursor.", 1),
        ("close", "escape,r", "back", "Back to the advice on the table before.", 2),
    ),
    *_actions(
        "detail",
        ("edit", "e", "edit", "Edit the target of this table.", 1),
        ("advice", "v", "advice", "Show the advice on this table.", 3),
        ("switch", "x", "on/off", "Switch the migration of this table on or off.", 2),
        ("next_table", "n", "next", "Show the next table of the list.", 3),
        ("previous_table", "N", "previous", "Show the table before.", 4),
        ("close", "escape,d", "back", "Back to the list.", 5),
    ),
    *_form_actions("edit"),
    Action("edit", "pick", "ctrl+f", "list", "Choose from a list what the field takes, such as a tablespace.", 6, True),
    Action("edit", "proposal", "ctrl+t", "proposal", "Fill in what discovery proposes for the table.", 0, True),
    *_form_actions("settings"),
    Action("settings", "find", "ctrl+f", "find", "Show only settings with a word in name or help.", 3, True),
    *_actions(
        "columns",
        ("pick", "space", "pick", "Add the column to the key, or take it out.", 1),
        ("accept", "enter", "accept", "Take the chosen columns as the key.", 2),
        ("close", "escape", "cancel", "Leave the key as it was.", 3),
    ),
    *_actions(
        "index",
        ("next_field", "down", "next", "Go to the next field (tab does too).", 0),
        ("previous_field", "up", "previous", "Go to the field before (shift+tab does too).", 0),
        ("close", "escape", "cancel", "Leave the index as it was.", 2),
    ),
    Action("index", "apply", "ctrl+s", "take over", "Take what was typed over into the form.", 1, True),
    *_actions(
        "pick",
        ("accept", "enter", "accept", "Take what is picked, or the name under the cursor.", 1),
        ("pick", "space", "pick", "Pick the name, or take it out, where several can be picked.", 2),
        ("down", "down", "down", "Go down one name.", 0),
        ("up", "up", "up", "Go up one name.", 0),
        ("close", "escape", "cancel", "Leave the field as it was.", 3),
    ),
    *_actions(
        "methods",
        ("accept", "enter,space", "accept", "Take the method under the cursor.", 1),
        ("close", "escape", "cancel", "Leave the method as it was.", 2),
    ),
    *_actions(
        "set_field",
        ("close", "escape", "cancel", "Change nothing.", 2),
    ),
    Action("set_field", "pick", "ctrl+f", "list", "Pick a tablespace from those of the dictionary.", 3, True),
    Action("set_field", "apply", "ctrl+s", "set", "Set it on all tables.", 1, True),
    *_actions(
        "difference",
        ("revert", "r", "put back", "Put back what was saved.", 1),
        ("close", "escape,equals_sign", "back", "Back to the list.", 2),
    ),
    *_actions(
        "preview",
        ("search", "slash,ctrl+f", "search", "Search the text.", 1),
        ("next_hit", "n", "next hit", "Go to the next hit.", 0),
        ("previous_hit", "N", "hit before", "Go to the hit before.", 0),
        ("file", "tab,f", "next file", "Show master1.sql, rollback1.sql or cleanup1.sql.", 6),
        ("next_step", "s", "next step", "Jump to the next step of the script.", 4),
        ("previous_step", "S", "step before", "Jump to the step before.", 0),
        ("next_table", "t", "next table", "Jump to the next table in the script.", 6),
        ("previous_table", "T", "table before", "Jump to the table before.", 0),
        ("goto", "colon", "go to", "Go to a line by its number.", 0),
        ("ledger", "l", "ledger", "Show what becomes of each dependent object, or the script again.", 3),
        ("scroll_ledger(1)", "J", "ledger down", "Scroll the ledger beside the script down.", 0),
        ("scroll_ledger(-1)", "K", "ledger up", "Scroll the ledger beside the script up.", 0),
        ("wrap", "z", "wrap lines", "Wrap lines that are wider than the screen, or cut them again.", 0),
        ("compare", "d", "compare", "Show what would change in the file on disk, or the script again.", 7),
        ("copy", "c", "copy step", "Send the step in sight to the terminal's clipboard.", 0),
        ("copy_all", "C", "copy all", "Send the whole file to the terminal's clipboard.", 0),
        ("save_as", "greater_than_sign", "to a file", "Write the file shown to a path of your choice.", 0),
        ("pager", "v", "pager", "Show the file in $PAGER; the screens wait.", 0),
        ("editor", "E", "editor", "Open a copy of the file in $EDITOR; the screens wait.", 0),
        ("write", "w", "write", "Write the scripts and the plan.", 2),
        ("close", "escape", "back", "Back to the list.", 5),
    ),
    *_actions(
        "write",
        ("accept", "enter", "write", "Write the files into the directory.", 1),
        ("close", "escape", "cancel", "Write nothing.", 2),
    ),
    *_actions(
        "result",
        ("close", "escape,enter", "back", "Back to the list, or to the script.", 1),
        ("copy", "c", "copy", "Send the command to the terminal's clipboard.", 2),
    ),
    *_actions(
        "list",
        ("move(1)", "down,j", "down", "Go down one row.", 0),
        ("move(-1)", "up,k", "up", "Go up one row.", 0),
        ("page(1)", "pagedown,ctrl+d", "page down", "Go down one page.", 0),
        ("page(-1)", "pageup,ctrl+u", "page up", "Go up one page.", 0),
        ("jump(0)", "home,g", "first", "Go to the first row.", 0),
        ("jump(-1)", "end,G", "last", "Go to the last row.", 0),
    ),
    *_actions(
        "text",
        ("lines(1)", "down,j", "down", "Scroll down one line.", 0),
        ("lines(-1)", "up,k", "up", "Scroll up one line.", 0),
        ("page(1)", "pagedown,space,ctrl+d", "page down", "Scroll down one page.", 0),
        ("page(-1)", "pageup,b,ctrl+u", "page up", "Scroll up one page.", 0),
        ("jump(0)", "home,g", "top", "Go to the top.", 0),
        ("jump(-1)", "end,G", "bottom", "Go to the bottom.", 0),
        ("columns(8)", "right", "right", "Scroll to the right.", 0),
        ("columns(-8)", "left", "left", "Scroll to the left.", 0),
    ),
    *_actions(
        "unexpected",
        ("close", "escape,enter", "go on", "Go on working; every edit is kept.", 1),
        ("copy", "c", "copy", "Send the report to the terminal's clipboard.", 2),
        ("leave", "q", "leave", "Leave; the next start offers to go on.", 3),
    ),
    *_actions("help", ("close", "escape,question_mark,q", "back", "Close the help.", 1)),
    Action(EVERYWHERE, "help", "question_mark", "help", "Show the keys of this screen and of the others.", 8),
    Action(
        EVERYWHERE, "help", "ctrl+g", "help", "The same, also while typing in a field.", 0, True, "help_while_typing"
    ),
    Action(EVERYWHERE, "palette", "ctrl+p", "commands", "Search all actions by name.", 0),
    Action(EVERYWHERE, "ask_quit", "q", "quit", "Leave; asks only when something is not saved.", 9),
    Action(
        EVERYWHERE, "ask_quit", "ctrl+q", "quit", "Leave, also while typing in a field.", 0, True, "quit_while_typing"
    ),
    Action(EVERYWHERE, "redraw", "ctrl+l", "redraw", "Draw the screen anew, after noise on the line.", 0, True),
    Action(EVERYWHERE, "theme", "", "theme", "Go on to the next theme: dark, light, or the terminal's own 16 colours."),
    Action(EVERYWHERE, "suspend_process", "ctrl+z", "suspend", "Go to the shell; fg comes back.", 0, True),
)


def actions_of(screen: str) -> list[Action]:
    """Return the actions of one screen in the order of the registry."""
    return [action for action in ACTIONS if action.screen == screen]


def bindings_of(screen: str) -> list[BindingType]:
    """Return the bindings of one screen as Textual takes them."""
    return [
        Binding(
            action.keys,
            action.name,
            action.label,
            show=bool(action.hint),
            priority=action.priority,
            id=action.id,
        )
        for action in actions_of(screen)
        if action.keys
    ]


def hints_of(screen: str) -> list[Action]:
    """Return the actions for the hint line, the most wanted first."""
    # A dialog keeps the keys of the screens below it from working: it must not show them.
    groups = {screen, EVERYWHERE} if EVERYWHERE in TOGETHER.get(screen, (EVERYWHERE,)) else {screen}
    wanted = [action for action in ACTIONS if action.screen in groups and action.hint]
    return sorted(wanted, key=lambda action: action.hint)


def shown_keys(action: Action, keymap: Mapping[str, str]) -> list[str]:
    """Return the keys of the action as a user reads them, after his own choice of keys (by action id)."""
    return [shown_key(key) for key in keymap.get(action.id, action.keys).split(",") if key]


def help_sections(first: str) -> Iterator[tuple[str, list[Action]]]:
    """Yield title and actions by screen, beginning with the screen the user came from."""
    order = [*TOGETHER.get(first, (first,)), EVERYWHERE, *SCREEN_TITLES]
    for screen in dict.fromkeys(order):
        rows = actions_of(screen)
        if rows:
            yield SCREEN_TITLES[screen], rows
