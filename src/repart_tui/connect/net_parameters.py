"""Read files of Oracle Net parameters, tnsnames.ora and sqlnet.ora, and say with the line what is malformed.

Source: Net Services Reference, "Syntax Rules for Configuration Files": NAME = value, values in nested parentheses,
# begins a comment, a name begins in the first column and what continues it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9_.$\-:/@\\]+")
_ENTRY_START = re.compile(r"[^\s#()=,]")
_INDENTED_ENTRY = re.compile(r"\s+([A-Za-z0-9_.$\-]+)\s*=\s*(?:\(\s*DESCRIPTION|\()", re.IGNORECASE)
_TYPOGRAPHIC = "\u201c\u201d\u2018\u2019\u00a0"


@dataclass(frozen=True)
class Parameter:
    """One NAME=value; the value is text, or the parameters inside its parentheses. `name` is in upper case."""

    name: str
    value: str | tuple[Parameter, ...]
    line: int

    def find(self, name: str) -> Iterator[Parameter]:
        """Yield the parameters of a name anywhere below."""
        for inner in self.value if isinstance(self.value, tuple) else ():
            if inner.name == name:
                yield inner
            yield from inner.find(name)

    def text_of(self, name: str) -> str | None:
        """Return the first text value of a name below, or None."""
        return next((found.value for found in self.find(name) if isinstance(found.value, str)), None)


@dataclass(frozen=True)
class Entry:
    """What begins in the first column: one or more names for one value, with its text as written."""

    names: tuple[str, ...]
    value: str | tuple[Parameter, ...]
    text: str
    file: Path
    line: int

    @property
    def tree(self) -> Parameter:
        """The value as a parameter, to search in."""
        return Parameter(self.names[0].upper(), self.value, self.line)


@dataclass(frozen=True)
class Problem:
    """Something malformed: where, what, and which entry it spoils."""

    file: Path
    line: int
    text: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}"


class _Malformed(Exception):
    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


@dataclass(frozen=True)
class _Token:
    kind: str
    """One of ( ) = , or word."""
    text: str
    line: int


def read_parameters(text: str, file: Path) -> tuple[list[Entry], list[Problem]]:
    """Return the entries of a file and what is malformed in it; one broken entry does not spoil the others."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for first, lines in _chunks(text):
        names: tuple[str, ...] = ()
        try:
            _refuse_typography(first, lines)
            tokens = _tokens(first, lines)
            if not tokens:
                continue
            names, rest = _names(tokens)
            value = _value(rest, names[0], tokens[0].line, _later_start(first, lines))
            source = "\n".join(_without_comment(line) for line in lines)
            entries.append(Entry(names, value, source.partition("=")[2].strip(), file, first))
        except _Malformed as error:
            problems.append(Problem(file, error.line, error.text, names or _first_word(lines)))
    return entries, problems


def read_descriptor(text: str) -> Parameter:
    """Return a connect descriptor as a tree; raises ValueError with what is malformed, and where."""
    tokens = _tokens(1, text.splitlines() or [""])
    try:
        value = _value(tokens, "the connect descriptor", 1, None)
    except _Malformed as error:
        raise ValueError(error.text) from None
    return Parameter("", value, 1)


def _chunks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each entry with the number of the first; an entry begins in the first column."""
    first = 0
    lines: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if _ENTRY_START.match(line) and not _continues(lines, line):
            if lines:
                yield first, lines
            first, lines = number, [line]
        elif lines:
            lines.append(line)
        elif line.strip() and not line.lstrip().startswith("#"):
            first, lines = number, [line]
    if lines:
        yield first, lines


def _continues(lines: list[str], line: str) -> bool:
    """A list of names may be broken after a comma; a value may stand below its equals sign."""
    before = _without_comment(lines[-1]).rstrip() if lines else ""
    return before.endswith(",") or (before.endswith("=") and "=" not in line)


def _without_comment(line: str) -> str:
    quoted = False
    for place, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == "#" and not quoted:
            return line[:place]
    return line


def _refuse_typography(first: int, lines: list[str]) -> None:
    for number, line in enumerate(lines, start=first):
        found = next((char for char in _without_comment(line) if char in _TYPOGRAPHIC), None)
        if found is not None:
            what = "a no-break space" if found == "\u00a0" else f"a typographic quote ({found})"
            raise _Malformed(number, f"{what} stands where Oracle wants a plain character")


def _tokens(first: int, lines: list[str]) -> list[_Token]:
    tokens: list[_Token] = []
    for number, line in enumerate(lines, start=first):
        text = _without_comment(line)
        place = 0
        while place < len(text):
            char = text[place]
            if char.isspace():
                place += 1
            elif char in "()=,":
                tokens.append(_Token(char, char, number))
                place += 1
            elif char in "\"'":
                end = text.find(char, place + 1)
                if end < 0:
                    raise _Malformed(number, f"a quote ({char}) is opened and not closed on its line")
                tokens.append(_Token("word", text[place : end + 1], number))
                place = end + 1
            else:
                end = place
                while end < len(text) and text[end] not in "()=,\"'" and not text[end].isspace():
                    end += 1
                tokens.append(_Token("word", text[place:end], number))
                place = end
    return tokens


def _names(tokens: list[_Token]) -> tuple[tuple[str, ...], list[_Token]]:
    """Return the names before the equals sign, and what follows it."""
    equals = next((place for place, token in enumerate(tokens) if token.kind == "="), None)
    head = tokens if equals is None else tokens[:equals]
    words = [token for token in head if token.kind == "word"]
    stray = next((token for token in head if token.kind not in ("word", ",")), None)
    if stray is not None:
        raise _Malformed(stray.line, f"{stray.text} stands before any name")
    if equals is None or not words:
        raise _Malformed(tokens[0].line, f"{tokens[0].text} is not followed by = and a value")
    odd = next((word for word in words if not _NAME.fullmatch(word.text)), None)
    if odd is not None:
        raise _Malformed(odd.line, f"{odd.text} is no name")
    return tuple(word.text for word in words), tokens[equals + 1 :]


def _value(tokens: list[_Token], name: str, line: int, indented: tuple[int, str] | None) -> str | tuple[Parameter, ...]:
    if not tokens:
        raise _Malformed(line, f"{name} has no value")
    reader = _Reader(tokens, name, indented)
    if tokens[0].kind != "(":
        return reader.text_value(line)
    inner = reader.parameters()
    if reader.rest():
        extra = reader.rest()[0]
        if indented is not None and extra.kind == "word":
            raise _Malformed(
                indented[0], f"{indented[1]} does not begin in the first column, so Oracle takes it as part of {name}"
            )
        what = "a closing parenthesis too many" if extra.kind == ")" else f"{extra.text} after the end"
        raise _Malformed(extra.line, f"{name} (line {line}) has {what}")
    return inner


def _later_start(first: int, lines: list[str]) -> tuple[int, str] | None:
    """Return line and name of an indented entry inside a chunk: it was meant to stand on its own."""
    for number, line in enumerate(lines[1:], start=first + 1):
        found = _INDENTED_ENTRY.match(line)
        if found and found[1].upper() not in _KEYWORDS:
            return number, found[1]
    return None


_KEYWORDS = frozenset(
    {"DESCRIPTION", "DESCRIPTION_LIST", "ADDRESS", "ADDRESS_LIST", "CONNECT_DATA", "SECURITY", "FAILOVER_MODE"}
)


def _first_word(lines: list[str]) -> tuple[str, ...]:
    found = _NAME.match(lines[0].strip())
    return (found[0],) if found else ()


class _Reader:
    """Recursive descent over ( NAME = value ) ... ; remembers what is still open."""

    def __init__(self, tokens: list[_Token], name: str, indented: tuple[int, str] | None) -> None:
        self._tokens = tokens
        self._place = 0
        self._name = name
        self._indented = indented
        self._open = 0

    def rest(self) -> list[_Token]:
        return self._tokens[self._place :]

    def text_value(self, line: int) -> str:
        words = []
        while self._place < len(self._tokens) and self._peek().kind in ("word", ",", "="):
            words.append(self._next().text)
        if self.rest():
            stray = self._peek()
            raise _Malformed(stray.line, f"{self._name} (line {line}) has a stray {stray.text}")
        return "".join(words) if "," in words else " ".join(words)

    def parameters(self) -> tuple[Parameter, ...]:
        found = []
        while self._place < len(self._tokens) and self._peek().kind == "(":
            found.append(self._parameter())
        return tuple(found)

    def _parameter(self) -> Parameter:
        opened = self._next()
        self._open += 1
        word = self._expect("word", opened.line, "a parameter's name after (")
        if self._place < len(self._tokens) and self._peek().kind in (",", ")"):
            # (TCPS, NTS): a list, as in SQLNET.AUTHENTICATION_SERVICES.
            words = [word.text]
            while self._place < len(self._tokens) and self._peek().kind in (",", "word"):
                token = self._next()
                words += [token.text] if token.kind == "word" else []
            self._close(opened)
            return Parameter("", ", ".join(words), opened.line)
        self._expect("=", word.line, f"= after {word.text}")
        nested = self._place < len(self._tokens) and self._peek().kind == "("
        value: str | tuple[Parameter, ...] = self.parameters() if nested else self._words(word)
        self._close(opened)
        return Parameter(word.text.upper(), value, word.line)

    def _words(self, name: _Token) -> str:
        words = []
        while self._place < len(self._tokens) and self._peek().kind in ("word", ",", "="):
            words.append(self._next())
        if not words:
            raise _Malformed(name.line, f"{name.text} has no value")
        return " ".join(word.text for word in words).strip("\"'")

    def _close(self, opened: _Token) -> None:
        if self._place < len(self._tokens) and self._peek().kind == ")":
            self._next()
            self._open -= 1
            return
        if self._place < len(self._tokens):
            stray = self._peek()
            raise _Malformed(stray.line, f"{stray.text} stands where ) is needed, in {self._name}")
        self._lacking(opened.line)

    def _expect(self, kind: str, line: int, what: str) -> _Token:
        if self._place >= len(self._tokens):
            self._lacking(line)
        token = self._next()
        if token.kind != kind:
            raise _Malformed(token.line, f"{what} is needed, not {token.text}, in {self._name}")
        return token

    def _lacking(self, line: int) -> None:
        if self._indented is not None:
            raise _Malformed(
                self._indented[0],
                f"{self._indented[1]} does not begin in the first column, or {self._name} before it is not closed",
            )
        count = "a closing parenthesis" if self._open == 1 else f"{self._open} closing parentheses"
        raise _Malformed(line, f"{self._name} lacks {count}")

    def _peek(self) -> _Token:
        return self._tokens[self._place]

    def _next(self) -> _Token:
        token = self._tokens[self._place]
        self._place += 1
        return token
