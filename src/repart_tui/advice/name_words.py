"""Whether the name of a column holds a telling word, such as CREATED_AT one that says when a row came."""

from __future__ import annotations

import re
from collections.abc import Sequence


def holds_word(name: str, words: Sequence[str]) -> bool:
    """Return whether one of the words is part of the name; a _ in a word also stands for either end of the name."""
    padded = f"_{re.sub(r'[^A-Z0-9]+', '_', name.upper())}_"
    return any(word.upper() in padded for word in words)
