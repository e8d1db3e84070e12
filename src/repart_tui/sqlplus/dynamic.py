"""The statements that a PL/SQL block executes from literals."""

import re

from repart_tui.sqlplus.lexer import Token, code_of, tokenize

_WRAPPERS = frozenset({"TO_CLOB", "TO_NCLOB", "TO_CHAR"})
_AFTER = frozenset({"INTO", "USING", "BULK", "RETURNING", "RETURN"})
_ESCAPES = re.compile(r"(?:\\[0-9A-Fa-f]{4})+|\\\\")


def executed_strings(block_text: str) -> list[str]:
    """The arguments of EXECUTE IMMEDIATE that are made of literals only, as the server sees them, in order.

    So are those of RUN, a procedure of our scripts that executes its first argument.

    An argument may be a literal, CHR(n), UNISTR('...'), any of them in parentheses or in TO_CLOB(...), or a
    concatenation of those; or a variable that the assignments right before gave such a value. An argument that holds
    any other expression is left out, as it is not known here.
    """
    tokens = code_of(tokenize(block_text))
    result = []
    known: dict[str, str] = {}
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.upper == "EXECUTE" and _word(tokens, at + 1) == "IMMEDIATE":
            # :in_turns is a block of our scripts that executes what it is given.
            through = [token.text for token in tokens[at + 2 : at + 5]] == [":", "in_turns", "USING"]
            text, end = _expression(tokens, at + (5 if through else 2), known)
            if through and text == " ":
                text = None  # That only asks the tool whether it compiles.
            if text is not None and (end == len(tokens) or tokens[end].text == ";" or tokens[end].upper in _AFTER):
                result.append(text)
            at += 2
        elif token.upper == "RUN" and _text(tokens, at + 1) == "(":
            text, end = _expression(tokens, at + 2, known)
            if text is not None and _text(tokens, end) in (",", ")"):
                result.append(text)
            at += 2
        elif token.upper and _text(tokens, at + 1) == ":=":
            text, end = _expression(tokens, at + 2, known)
            if text is not None and _text(tokens, end) == ";":
                known[token.upper] = text
                at = end
            else:
                known.clear()
            at += 1
        else:
            # What stands between may be a branch or a loop: nothing is known of a variable behind it.
            known.clear()
            at += 1
    return result


def _expression(tokens: list[Token], start: int, known: dict[str, str]) -> tuple[str | None, int]:
    """The value of a concatenation of constants and the index after it; None when it is something else."""
    # A stack of the open parentheses instead of recursion: reading must not fail on any nesting.
    parts: list[str] = []
    depth, at, wanted = 0, start, True
    while at < len(tokens):
        token = tokens[at]
        if wanted:
            if token.kind == "string" and token.closed:
                parts.append(token.value)
                wanted = False
            elif token.upper in known:
                parts.append(known[token.upper])
                wanted = False
            elif token.text == "(" or (token.upper in _WRAPPERS and _text(tokens, at + 1) == "("):
                depth += 1
                at += token.text != "("
            elif token.upper in ("CHR", "UNISTR") and (characters := _characters(tokens, at)) is not None:
                parts.append(characters)
                at += 3
                wanted = False
            else:
                return None, at
        elif token.text == "||":
            wanted = True
        elif token.text == ")" and depth:
            depth -= 1
        else:
            break
        at += 1
    return (None if wanted or depth else "".join(parts)), at


def _text(tokens: list[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _word(tokens: list[Token], at: int) -> str:
    return tokens[at].upper if at < len(tokens) else ""


def _characters(tokens: list[Token], at: int) -> str | None:
    """The characters of CHR(n), in ASCII only (above it the database's character set decides), and of UNISTR."""
    if (_text(tokens, at + 1), _text(tokens, at + 3)) != ("(", ")"):
        return None
    argument = tokens[at + 2]
    if tokens[at].upper == "CHR":
        number = argument.text
        return (
            chr(int(number))
            if number.isascii() and number.isdigit() and len(number) < 4 and int(number) < 128
            else None
        )
    if argument.kind != "string" or not argument.closed:
        return None
    return _ESCAPES.sub(_unescaped, argument.value)


def _unescaped(match: re.Match[str]) -> str:
    found = match.group()
    if found == "\\\\":
        return "\\"
    return bytes.fromhex(found.replace("\\", "")).decode("utf-16-be", "replace")
