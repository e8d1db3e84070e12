"""The settings while they are typed: a plain document that may be wrong at any moment. No textual."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from repart_tui.tui.form_fields import FormField, Path, branch_defaults, form_fields, item_shapes

if TYPE_CHECKING:
    from repart_tui.model_base import Model

S = TypeVar("S", bound="Model")
"""Class of the settings, named as their definition in the schema."""


class Draft(Generic[S]):
    """A copy of settings, such as those of a table, under the user's hands."""

    def __init__(self, settings: S, state: dict[str, Any] | None = None) -> None:
        self.definition = type(settings).__name__
        self.values: dict[str, Any] = settings.to_dict()
        self._start = settings
        self._start_values = _copied(self.values)
        self._memory: dict[tuple[Path, str], dict[str, Any]] = {}
        self._problems: dict[Path, tuple[str, str]] = {}
        self._past: list[dict[str, Any]] = []
        self._future: list[dict[str, Any]] = []
        self._noted: Path | None = None
        if state is not None:
            self._restore(state)

    def _restore(self, state: dict[str, Any]) -> None:
        self.values = _copied(state["values"])
        self._memory = {(tuple(path), tag): _copied(values) for path, tag, values in state["memory"]}
        self._problems = {tuple(path): (problem, text) for path, problem, text in state["problems"]}

    def state(self) -> dict[str, Any]:
        """Return all that was typed as plain JSON, for the constructor to take up again."""
        return {
            "values": _copied(self.values),
            "memory": [[list(path), tag, _copied(values)] for (path, tag), values in self._memory.items()],
            "problems": [[list(path), problem, text] for path, (problem, text) in self._problems.items()],
        }

    @property
    def changed(self) -> bool:
        """True when something was typed that is not undone; broken lines count."""
        return bool(self._problems) or self.values != self._start_values

    def fields(self) -> list[FormField]:
        """Return the fields that fit the present values."""
        return form_fields(self.definition, self.values)

    def get(self, path: Path) -> Any:
        """Return the value at the path, None when absent."""
        found: Any = self.values
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found

    # ---- back and forth ---------------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take back what was last typed into one field; return whether there was anything."""
        return self._go(self._past, self._future)

    def redo(self) -> bool:
        """Make again what was last taken back; return whether there was anything."""
        return self._go(self._future, self._past)

    def _go(self, here: list[dict[str, Any]], there: list[dict[str, Any]]) -> bool:
        if not here:
            return False
        there.append(self.state())
        self._restore(here.pop())
        self._noted = None
        return True

    def _note(self, path: Path) -> None:
        """Remember how things stand before a field changes; keys typed into one field are one step."""
        if path != self._noted:
            self._past.append(self.state())
            self._noted = path
        self._future.clear()

    # ---- edits ------------------------------------------------------------------------------------------------

    def fill(self, settings: S) -> None:
        """Take all values from other settings, such as the proposal."""
        self._note(())
        self._noted = None
        self.values = settings.to_dict()
        self._problems.clear()

    def put(self, path: Path, value: Any) -> None:
        """Set the value at the path, and forget what was wrong with it."""
        self._note(path)
        self._problems.pop(path, None)
        self._parent(path)[path[-1]] = value

    def drop(self, path: Path) -> None:
        """Remove the value: an empty field that has no null."""
        self._note(path)
        self._problems.pop(path, None)
        self._parent(path).pop(path[-1], None)

    def put_typed(self, field: FormField, text: str) -> None:
        """Set what was typed into a field for text, numbers, names or JSON."""
        if not text.strip() and field.nullable:
            self.put(field.path, None)
        elif not text.strip() and field.kind == "names":
            self.put(field.path, [])
        elif not text.strip() and field.kind == "json":
            self.put(field.path, field.default if field.default is not None else [])
        elif not text.strip() and field.default is not None and field.kind != "text":
            # Left out, the default would be saved, which nobody sees.
            self.set_problem(field.path, f"is missing: type a value, such as the default {field.default}", "")
        elif not text.strip() and field.default is not None:
            self.put(field.path, "")
        elif not text.strip():
            self.drop(field.path)
        elif field.kind == "names":
            self.put(field.path, [name.strip() for name in text.split(",") if name.strip()])
        elif field.kind == "text":
            self.put(field.path, text)
        else:
            try:
                self.put(field.path, json.loads(text, parse_constant=_refuse_constant))
            except ValueError:
                self.put(field.path, text)

    def set_problem(self, path: Path, problem: str, text: str) -> None:
        """Say that what was typed at the path cannot be read; the value before stays."""
        self._note(path)
        self._problems[path] = (problem, text)

    def unread_text(self, path: Path) -> str | None:
        """Return what was typed at the path and cannot be read; None when the value says it all."""
        return self._problems[path][1] if path in self._problems else None

    def has_problem(self, path: Path) -> bool:
        """Tell whether what stands at the path could not be read."""
        return path in self._problems

    def switch(self, field: FormField, tag: str | None) -> None:
        """Choose another branch of a union; what was typed for each branch is remembered.

        A branch that is chosen for the first time takes over the values that mean the same in the one before.
        """
        self._note(field.path)
        before = self.get(field.path)
        old_tag = before.get(field.tag) if isinstance(before, dict) else None
        if old_tag is not None:
            self._memory[field.path, old_tag] = before
        if tag is None:
            self.put(field.path, None)
            return
        remembered = self._memory.get((field.path, tag))
        if remembered is None:
            remembered = self._first_values(field, tag, before if isinstance(before, dict) else {}, old_tag)
        self.put(field.path, remembered)
        for path in [path for path in self._problems if path[: len(field.path)] == field.path]:
            del self._problems[path]

    def _first_values(self, field: FormField, tag: str, before: dict[str, Any], old_tag: str | None) -> dict[str, Any]:
        definitions = dict(field.branches)
        values: dict[str, Any] = _copied(branch_defaults(definitions[tag]))
        # Through a branch without columns, such as none, the key of an earlier one should not get lost.
        kept = [(key[1], values) for key, values in reversed(self._memory.items()) if key[0] == field.path]
        sources = [(old_tag, before), *kept]
        shapes = item_shapes(definitions[tag])
        for name, shape in shapes.items():
            for source_tag, source in sources:
                if source_tag not in definitions or name == field.tag or source.get(name) in (None, [], ""):
                    continue
                if item_shapes(definitions[source_tag]).get(name) == shape:
                    values[name] = _copied(source[name])
                    break
        return values

    def problems(self) -> list[tuple[str, str]]:
        """Return (dotted path, sentence) for everything that keeps the draft from being settings."""
        from repart_tui.validation import schema_errors

        found = [(".".join(path), problem) for path, (problem, _) in self._problems.items()]
        return found + [(error.field, error.message) for error in schema_errors(self.values, self.definition)]

    def settings(self) -> S:
        """Return the typed settings of a draft without problems."""
        if self.values == self._start_values:
            return self._start
        made: S = type(self._start).from_dict(self.values)
        return made

    def revert(self) -> None:
        """Put everything back as it was; branches typed meanwhile stay remembered."""
        self._note(())
        self._noted = None
        self.values = _copied(self._start_values)
        self._problems.clear()

    def _parent(self, path: Path) -> dict[str, Any]:
        found = self.values
        for part in path[:-1]:
            below = found.get(part)
            if not isinstance(below, dict):
                below = found[part] = {}
            found = below
        return found


def _copied(values: Any) -> Any:
    """Return a copy of plain JSON values; copy.deepcopy takes several times as long, at every key."""
    if isinstance(values, dict):
        return {name: _copied(value) for name, value in values.items()}
    if isinstance(values, list):
        return [_copied(value) for value in values]
    return values


def _refuse_constant(literal: str) -> float:
    raise ValueError(f"{literal} is no number")
