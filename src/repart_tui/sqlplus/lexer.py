"""The tokens of SQL and PL/SQL, as far as is needed to know what is text and what is code."""

import re
from typing import Literal, NamedTuple

TokenKind = Literal["word", "number", "name", "string", "line comment", "block comment", "operator"]

_TOKEN = re.compile(
    r"""
      (?P<line>--[^\n]*)
    | (?P<block>/\*.*?(?:\*/|\Z))
    | (?P<alternative>[nN]?[qQ]'(?P<delimiter>\S))
    | (?P<string>[nN]?'[^']*(?:''[^']*)*'?)
    | (?P<name>"[^"]*"?)
    | (?P<word>[^\W\d][\w$\#]*|\$\w+)
    | (?P<number>\d+)
    | (?P<operator>:=|\|\||<<|>>|=>|\.\.|\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_PAIRS = {"[": "]", "(": ")", "{": "}", "<": ">"}


class Token(NamedTuple):
    """A piece of a statement; blanks are left out."""

    kind: TokenKind
    text: str
    start: int
    closed: bool = True
    """False for a literal, a quoted name or a comment that is still open where the text ends."""

    @property
    def end(self) -> int:
        """The position after the token."""
        return self.start + len(self.text)

    @property
    def upper(self) -> str:
        """The text of a word in capitals; empty for everything else, so that a literal is never a keyword."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def value(self) -> str:
        """The characters that a literal stands for."""
        text = self.text.lstrip("nN")
        if text[:1] in ("q", "Q"):
            return text[3:-2] if self.closed else text[3:]
        return (text[1:-1] if self.closed else text[1:]).replace("''", "'")


def tokenize(text: str) -> list[Token]:
    """The tokens of a text; never fails, an unclosed literal or comment reaches to the end.

    Literals may have the forms '...', N'...', q'[...]' with any delimiter, and Nq'[...]' (*SQL Language Reference*,
    "Text Literals").
    """
    result: list[Token] = []
    position = 0
    while match := _TOKEN.search(text, position):
        found, start, position = match.group(), match.start(), match.end()
        kind = match.lastgroup
        if match["alternative"]:
            closing = _PAIRS.get(match["delimiter"], match["delimiter"]) + "'"
            at = text.find(closing, position)
            position = len(text) if at < 0 else at + 2
            result.append(Token("string", text[start:position], start, at >= 0))
        elif kind == "string":
            result.append(Token("string", found, start, found.count("'") % 2 == 0))
        elif kind == "name":
            result.append(Token("name", found, start, found.count('"') == 2))
        elif kind == "line":
            result.append(Token("line comment", found, start))
        elif kind == "block":
            result.append(Token("block comment", found, start, len(found) >= 4 and found.endswith("*/")))
        elif kind == "word":
            result.append(Token("word", found, start))
        elif kind == "number":
            result.append(Token("number", found, start))
        else:
            result.append(Token("operator", found, start))
    return result


def code_of(tokens: list[Token]) -> list[Token]:
    """The tokens without comments."""
    return [token for token in tokens if not token.kind.endswith("comment")]
