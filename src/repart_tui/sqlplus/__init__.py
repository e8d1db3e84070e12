"""Reads a script the way SQL*Plus reads it, and reports every line that would not do what it says.

SQL*Plus has no parser: it decides by the first words and the last character of a line what to do with it, and after
most of its own errors (SP2-...) it goes on with the next line. `read_script` follows those rules, `traps` compares
what SQL*Plus would do with what a real lexer makes of the same text.

    script = read_script(text)
    for trap in traps(script):
        print(trap)

The rules are those of Oracle's *SQL*Plus User's Guide and Reference*; docstrings name the section.
"""

from repart_tui.sqlplus.dynamic import executed_strings
from repart_tui.sqlplus.lexer import Token, tokenize
from repart_tui.sqlplus.messages import MESSAGES, WARNINGS
from repart_tui.sqlplus.model import Ending, Item, Kind, Script, Severity, Trap
from repart_tui.sqlplus.reader import read_script, statements
from repart_tui.sqlplus.traps import MAX_LINE_BYTES, traps

__all__ = [
    "MAX_LINE_BYTES",
    "MESSAGES",
    "WARNINGS",
    "Ending",
    "Item",
    "Kind",
    "Script",
    "Severity",
    "Token",
    "Trap",
    "executed_strings",
    "read_script",
    "statements",
    "tokenize",
    "traps",
]
