"""The statements that a PL/SQL block executes from literals."""

from repart_tui.sqlplus.lexer import Token, code_of, tokenize

_WRAPPERS = frozenset({"TO_CLOB", "TO_NCLOB", "TO_CHAR"})
_AFTER = frozenset({"INTO", "USING", "BULK", "RETURNING", "RETURN"})


def executed_strings(block_text: str) -> list[str]:
    """The arguments of EXECUTE IMMEDIATE that are made of literals only, as the server sees them, in order.

    An argument may be a literal, CHR(n), either of them in parentheses or in TO_CLOB(...), or a concatenation of
    those. An argument that holds a variable or any other expression is left out, as it is not known here.
    """
    tokens = code_of(tokenize(block_text))
    result = []
    for at, token in enumerate(tokens[:-1]):
        if token.upper == "EXECUTE" and tokens[at + 1].upper == "IMMEDIATE":
            text, end = _expression(tokens, at + 2)
            if text is not None and (end == len(tokens) or tokens[end].text == ";" or tokens[end].upper in _AFTER):
                result.append(text)
    return result


def _expression(tokens: list[Token], start: int) -> tuple[str | None, int]:
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
            elif token.text == "(" or (token.upper in _WRAPPERS and _text(tokens, at + 1) == "("):
                depth += 1
                at += token.text != "("
            elif token.upper == "CHR" and (character := _character(tokens, at)) is not None:
                parts.append(character)
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


def _character(tokens: list[Token], at: int) -> str | None:
    """The character of CHR(n) for ASCII; above, it depends on the character set of the database."""
    number = _text(tokens, at + 2)
    shape = (_text(tokens, at + 1), _text(tokens, at + 3)) == ("(", ")")
    if shape and number.isascii() and number.isdigit() and len(number) < 4 and int(number) < 128:
        return chr(int(number))
    return None
