"""Compares what SQL*Plus makes of a script with what a lexer makes of it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from repart_tui.sqlplus.lexer import Token, code_of, tokenize
from repart_tui.sqlplus.messages import trap
from repart_tui.sqlplus.model import Item, Script, Trap
from repart_tui.sqlplus.units import Unit, is_plsql, unit_end

MAX_LINE_BYTES = 1000
"""Longer lines are refused: well below the 2,499 that SQL*Plus reads."""

MAX_STATEMENT_LINES = 500
"""*SQL*Plus User's Guide*, "SQL*Plus Limits": lines per SQL command."""

_COMMAND_LINE = re.compile(r"\s*(REM(?:ARK)?|PROMPT|SPOOL|WHENEVER)(?![\w$#.])(?!\s*(?::=|\())", re.IGNORECASE)
_SLASH_AND_TEXT = re.compile(r"\s*/\s*(?:;|--|/\*|REM\b)", re.IGNORECASE)


def traps(script: Script) -> list[Trap]:
    """Every place where SQL*Plus would do something else than the script means, by line."""
    found = set(script.found)
    found.update(_byte_traps(script))
    for item in script.items:
        if item.kind in ("sql", "plsql"):
            found.update(_statement_traps(item))
        if item.kind in ("sql", "plsql", "comment"):
            found.update(_line_traps(item))
    found.update(_bind_traps(script))
    return sorted(found)


def _byte_traps(script: Script) -> Iterator[Trap]:
    returns = [number for number, line in enumerate(script.source, 1) if line.endswith(b"\r")]
    if returns:
        yield trap("carriage-return", returns[0], count=len(returns))
    for number, line in enumerate(script.source, 1):
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            yield trap("byte-order-mark", 1)
        elif not line.isascii():
            yield trap("non-ascii", number)
        if len(line) > MAX_LINE_BYTES:
            yield trap("line-too-long", number, count=len(line), cap=MAX_LINE_BYTES)
        control = re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line.removesuffix(b"\r"))
        if control:
            yield trap("control-character", number, number=control.group()[0])


def _line_traps(item: Item) -> Iterator[Trap]:
    """Traps that lie in how a line starts, for SQL*Plus does not know that it is inside a literal."""
    for text, number in zip(item.text.split("\n"), item.lines, strict=False):
        start = text.lstrip(" \t")
        if start.startswith("/*+"):
            yield trap("hint-at-line-start", number)
        elif start.startswith("/*") and start[2:3] not in ("", " ", "\t"):
            yield trap("comment-space", number)
        if item.kind != "comment" and number != item.first_line and _SLASH_AND_TEXT.match(text) and start[:2] != "/*":
            yield trap("text-after-terminator", number, end="/")


def _statement_traps(item: Item) -> Iterator[Trap]:
    tokens = tokenize(item.text)
    code = code_of(tokens)
    yield from _open_traps(item, tokens)
    unit: Unit | None = None
    if item.kind == "plsql":
        unit = unit_end(code)
        yield from _unit_traps(item, code, unit)
    else:
        yield from _sql_traps(item, tokens, code)
    yield from _inside_traps(item, tokens)


def _open_traps(item: Item, tokens: list[Token]) -> Iterator[Trap]:
    """Literals and comments that are open where SQL*Plus stops reading.

    *SQL*Plus User's Guide*, "About Placing Comments in Scripts": a terminator at the end of a line ends the statement,
    even in a comment.
    """
    last = tokens[-1] if tokens else None
    if last is None:
        return
    end = {"terminator": ";", "slash": "a lone /"}.get(item.ending)
    opened = item.line_at(last.start)
    if not last.closed:
        comment = last.kind == "block comment"
        yield trap("open-comment" if comment else "unbalanced-quotes", opened)
        if end and comment:
            yield trap("terminator-in-comment", item.last_line, end=end)
        elif end:
            yield trap("terminator-in-literal", item.last_line, opened=opened, end=end)
    elif item.ending == "terminator" and last.kind == "line comment" and "\n" not in item.text[last.start :]:
        yield trap("terminator-in-comment", item.last_line, end=end)


def _unit_traps(item: Item, code: list[Token], unit: Unit) -> Iterator[Trap]:
    if not unit.checked:
        return
    if unit.end is None:
        if item.ending == "slash" or item.name == "EXECUTE":
            yield trap("block-not-ended", item.last_line)
    elif unit.end + 1 < len(code):
        ended = item.line_at(code[unit.end].start)
        yield trap("missing-slash", item.line_at(code[unit.end + 1].start), ended=ended)


def _sql_traps(item: Item, tokens: list[Token], code: list[Token]) -> Iterator[Trap]:
    if is_plsql(tokens):
        yield trap("hidden-type", item.first_line)
        return
    for token in code:
        if token.text == ";":
            yield trap("text-after-terminator", item.line_at(token.start), end=";")
            break
    opening, closing = (sum(token.text == sign for token in code) for sign in "()")
    if opening != closing:
        yield trap("unbalanced-parentheses", item.last_line, open=opening, close=closing)
    if len(item.lines) > MAX_STATEMENT_LINES:
        yield trap("long-statement", item.first_line, count=len(item.lines))


def _inside_traps(item: Item, tokens: list[Token]) -> Iterator[Trap]:
    """Lines that look like commands, or end in a hyphen, outside comments that may well do so."""
    inside: set[int] = set()
    rulers: set[int] = set()
    row = at = 0
    for token in tokens:
        row += item.text.count("\n", at, token.start)
        at = token.start
        inside.update(range(row + 1, row + 1 + token.text.count("\n")))
        if token.kind == "line comment" and token.text.rstrip(" \t").endswith("--"):
            rulers.add(row)
    for row, (text, number) in enumerate(zip(item.text.split("\n"), item.lines, strict=False)):
        command = _COMMAND_LINE.match(text)
        if command and row and row not in inside:
            yield trap("command-in-statement", number, name=command.group(1).upper())
        if row and text.rstrip(" \t").endswith("-") and row not in rulers:
            yield trap("later-hyphen", number)


def _bind_traps(script: Script) -> Iterator[Trap]:
    """Bind variables that no VARIABLE command declared; CREATE has none, a trigger's :NEW is part of its text."""
    declared: set[str] = set()
    for item in script.items:
        if item.name == "VARIABLE":
            # VARIABLE x without a type only shows the variable.
            words = item.text.split()
            declared.update(word.upper() for word in words[1:2] if len(words) > 2)
        if item.kind not in ("sql", "plsql"):
            continue
        code = code_of(tokenize(item.text))
        if code and code[0].upper == "CREATE":
            continue
        for before, token in pairwise(code):
            adjacent = before.text == ":" and before.end == token.start and token.kind in ("word", "number")
            if adjacent and token.text.upper() not in declared:
                yield trap("bind-variable", item.line_at(token.start), name=token.text)
