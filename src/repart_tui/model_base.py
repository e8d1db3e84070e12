"""What every generated model can do: become a dict or JSON and come back unchanged."""

from __future__ import annotations

import json
import os
from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import Self

from repart_tui.atomic_file import write_atomically

# NaN and Infinity are no JSON: without allow_inf_nan=False a NaN would be saved as null.
MODEL_CONFIG = ConfigDict(extra="forbid", strict=True, validate_assignment=True, allow_inf_nan=False)

_T = TypeVar("_T")


def unique_items(values: list[_T]) -> list[_T]:
    """Refuse a list that holds a value twice (JSON Schema's uniqueItems)."""
    seen: set[Any] = set()
    unhashable: list[Any] = []
    for value in values:
        # JSON's true and 1 differ, Python's do not.
        key = (isinstance(value, bool), value)
        if isinstance(value, Hashable):
            if key in seen:
                raise ValueError(f"{value!r} is listed twice")
            seen.add(key)
        else:
            if key in unhashable:
                raise ValueError(f"{value!r} is listed twice")
            unhashable.append(key)
    return values


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(model: type[Any]) -> TypeAdapter[Any]:
    """Return the adapter of a class, built once: building costs far more than a call."""
    if model not in _adapters:
        _adapters[model] = TypeAdapter(model)
    return _adapters[model]


class Model:
    """Base of the generated dataclasses; the key order is the schema's order everywhere."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists; raises if a list was filled with something of a wrong type."""
        # warnings="error": a change inside a list passes no assignment check, so the dump must look.
        plain: dict[str, Any] = _adapter(type(self)).dump_python(self, warnings="error")
        return plain

    def to_json(self) -> str:
        """Return JSON text, indented by 2, ended by a newline; integers keep all their digits."""
        return self._json_bytes().decode("utf-8")

    def save_to_file(self, path: str | os.PathLike[str]) -> None:
        """Write the JSON text to `path`, whole or not at all."""
        write_atomically(path, self._json_bytes())

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Return the object that `data` describes; raises pydantic.ValidationError."""
        # Through JSON: strict dataclasses take plain dicts from JSON only, and JSON is what `data` stands for.
        return cls.from_json(json.dumps(data, allow_nan=False))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Return the object that the JSON text describes; raises pydantic.ValidationError."""
        loaded: Self = _adapter(cls).validate_json(text)
        return loaded

    @classmethod
    def from_json_file(cls, path: str | os.PathLike[str]) -> Self:
        """Return the object stored in the file; config_file.load_config gives better messages."""
        return cls.from_json(Path(path).read_bytes())

    def _json_bytes(self) -> bytes:
        return _adapter(type(self)).dump_json(self, indent=2, warnings="error") + b"\n"
