"""A driver that writes ASCII alone, for locales without UTF-8.

The one place where all output passes: frames, marks, and names with foreign letters alike. Each character is replaced
by as many ASCII ones as it has cells, so that columns stay in line.
"""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len
from textual.drivers.linux_driver import LinuxDriver

_LOOKALIKES = {
    "│": "|",
    "┃": "|",
    "║": "|",
    "─": "-",
    "━": "-",
    "═": "=",
    "▲": "^",
    "▼": "v",
    "▶": ">",
    "◀": "<",
    "►": ">",
    "•": "*",
    "…": "~",
    "·": ".",
    "×": "x",
    "→": ">",
    "←": "<",
    "✓": "+",
    "✔": "+",
    "█": "#",
    "▉": "#",
    "▊": "#",
    "▋": "#",
    "▌": "#",
    "▍": "#",
    "▎": "|",
    "▏": "|",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "\N{NO-BREAK SPACE}": " ",
    "\N{REPLACEMENT CHARACTER}": "?",
}


@lru_cache(4096)
def _ascii(char: str) -> str:
    if char.isascii():
        return char
    known = _LOOKALIKES.get(char)
    if known is not None:
        return known
    code = ord(char)
    if 0x2500 <= code <= 0x257F:
        return "+"
    if 0x2580 <= code <= 0x259F:
        return " "
    return "?" * cell_len(char)


def to_ascii(text: str) -> str:
    """Return the text in ASCII and in as many terminal cells."""
    return text if text.isascii() else "".join(map(_ascii, text))


class AsciiDriver(LinuxDriver):
    """Textual's driver for Linux, in ASCII."""

    def write(self, data: str) -> None:
        """Write to the terminal."""
        super().write(to_ascii(data))
