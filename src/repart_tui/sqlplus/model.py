"""What reading a script yields: items, and traps."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

Kind = Literal["command", "sql", "plsql", "comment", "run", "rejected"]
"""`run` sends the buffer once more; `rejected` is a line that SQL*Plus refuses with an SP2 message and passes over."""

Ending = Literal["line", "terminator", "slash", "block terminator", "blank line", "end of file", "comment end"]
"""What made SQL*Plus stop reading an item. Only `terminator` and `slash` send a statement to the server."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Item:
    """One thing SQL*Plus does: a command, a statement, a comment."""

    kind: Kind
    text: str
    """What is sent to the server, without its terminator; for commands and comments, the lines themselves."""
    first_line: int
    last_line: int
    ending: Ending
    lines: tuple[int, ...]
    """The line of the script that each line of `text` came from."""
    name: str = ""
    """The full name of a command, such as PROMPT for `pro`."""
    sent: bool = False
    """Whether the server sees it."""

    def line_at(self, offset: int) -> int:
        """The line of the script that holds a position of `text`."""
        starts = list(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))
        return self.lines[min(bisect_right(starts, offset), len(self.lines)) - 1]


@dataclass(frozen=True, order=True)
class Trap:
    """A place where SQL*Plus would do something else than the script means."""

    line: int
    code: str
    message: str = field(compare=False)
    severity: Severity = field(default="error", compare=False)

    def __str__(self) -> str:
        return f"line {self.line}: {self.code}: {self.message}"


@dataclass(frozen=True)
class Script:
    """A script as SQL*Plus reads it."""

    items: list[Item]
    """In the order in which SQL*Plus carries them out."""
    source: tuple[bytes, ...]
    """The lines as they are in the file."""
    found: tuple[Trap, ...] = ()
    """Traps that depend on settings in force at their line; `traps` adds the others."""
