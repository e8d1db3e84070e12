"""Where a PL/SQL block or unit ends, which SQL*Plus itself never asks."""

import re
from typing import NamedTuple

from repart_tui.sqlplus.lexer import Token, code_of

_SQLPLUS_VIEW = re.compile(
    r"""\s*(?:
      <<
    | (?:BEGIN|DECLARE)(?![\w$\#])
    | WITH\s+(?:FUNCTION|PROCEDURE)(?![\w$\#])
    | CREATE\s+(?:OR\s+REPLACE\s+)?(?:(?:NON)?EDITIONABLE\s+)?
      (?:FUNCTION|LIBRARY|PACKAGE|PROCEDURE|TRIGGER|TYPE|MLE)(?![\w$\#])
    | CREATE\s+(?:OR\s+REPLACE\s+)?(?:AND\s+(?:COMPILE|RESOLVE)\s+)?(?:NOFORCE\s+)?JAVA(?![\w$\#])
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
HEAD_WORDS = 8
"""More words than this never decide whether a statement is PL/SQL."""

_ENDED = frozenset({"FUNCTION", "PROCEDURE", "PACKAGE", "TRIGGER", "TYPE BODY"})
_NO_BODY = frozenset({"LANGUAGE", "EXTERNAL", "WRAPPED", "USING", "CALL", "MLE"})


def looks_like_plsql(head: str) -> bool:
    """Whether SQL*Plus enters PL/SQL mode at these first words, in which only / ends a statement.

    *SQL*Plus User's Guide*, "About Running PL/SQL Blocks" and "About Creating Stored Procedures". Comments between the
    words are not skipped, as the guide warns in "About Placing Comments in Scripts".
    """
    return _SQLPLUS_VIEW.match(head) is not None


def is_plsql(tokens: list[Token]) -> bool:
    """Whether a reader who skips comments sees PL/SQL."""
    return looks_like_plsql(" ".join(token.text for token in code_of(tokens)[:HEAD_WORDS]))


class Unit(NamedTuple):
    """How a block closes: `end` is the index of its last `;`, or None when it does not close."""

    end: int | None
    checked: bool
    """False for units that need no END, such as object types and call specifications."""


def unit_end(code: list[Token]) -> Unit:
    """Finds the `END;` that closes a block or a stored unit, given its tokens without comments."""
    head = _kind(code)
    if head != "BLOCK" and head not in _ENDED:
        return Unit(None, False)
    opened: list[str] = []
    header = head in ("FUNCTION", "PROCEDURE", "PACKAGE", "TYPE BODY")
    started = False
    for at, token in enumerate(code):
        word = token.upper
        before = code[at - 1] if at else None
        # x.end or :loop are names, not keywords.
        if before is not None and before.text in (".", ":"):
            continue
        after_end = before is not None and before.upper == "END"
        if header:
            if word in ("IS", "AS"):
                header = False
                if _next(code, at) not in _NO_BODY:
                    opened.append("declarations")
                    started = True
                elif not opened:
                    return Unit(None, False)
            elif token.text == ";":
                header = False
            elif word in _NO_BODY and not opened:
                return Unit(None, False)
        elif word == "DECLARE" or (word == "TRIGGER" and before is not None and before.upper == "COMPOUND"):
            opened.append("declarations")
            started = True
        elif word == "BEGIN":
            if opened and opened[-1] == "declarations":
                opened[-1] = "body"
            elif not after_end:
                opened.append("body")
            started = True
        elif word in ("FUNCTION", "PROCEDURE") and opened and opened[-1] == "declarations":
            header = True
        elif word in ("IF", "LOOP", "CASE") and not after_end and started:
            opened.append(word)
        elif word == "CALL" and head == "TRIGGER" and not started:
            return Unit(None, False)
        elif word == "IS" and head == "TRIGGER" and before is not None and before.upper in ("ROW", "STATEMENT"):
            # A timing point of a compound trigger: its BEGIN must not be taken for that of the trigger.
            opened.append("declarations")
        elif word == "END" and opened:
            opened.pop()
            if not opened:
                for close in range(at + 1, min(at + 4, len(code))):
                    if code[close].text == ";":
                        return Unit(close, True)
    return Unit(None, True)


def _next(code: list[Token], at: int) -> str:
    return code[at + 1].upper if at + 1 < len(code) else ""


def _kind(code: list[Token]) -> str:
    """BLOCK for an anonymous block, the type of a created unit, or an empty text."""
    if not code:
        return ""
    if code[0].upper in ("BEGIN", "DECLARE") or code[0].text == "<<":
        return "BLOCK"
    if code[0].upper != "CREATE":
        return ""
    words = [token.upper for token in code[1:HEAD_WORDS]]
    for at, word in enumerate(words):
        if word in ("OR", "REPLACE", "EDITIONABLE", "NONEDITIONABLE"):
            continue
        body = words[at + 1] if at + 1 < len(words) else ""
        return "TYPE BODY" if (word, body) == ("TYPE", "BODY") else word
    return ""
