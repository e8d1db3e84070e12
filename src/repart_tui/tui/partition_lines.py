"""Partitions as lines of text that a DBA types quickly, and back.

    P2024 < 2025-01-01                      a range partition: name and bound, or bounds
    PMAX < MAXVALUE TABLESPACE HOT READ ONLY
    EUROPE: 'DE', 'FR', NULL                a list partition: name and values
    PAIRS: (1, 'A'), (2, 'B')               values of a key of two columns
    REST: DEFAULT
    H1 TABLESPACE T1                        a partition that has a name alone: hash, system, reference
    P2023 < 2024-01-01 LOB (DOC, SCAN) TABLESPACE COLD      where it keeps LOB columns; STORE AS (...) is read as well
    EAST: 'EAST' LOB (DOC) STORE AS EAST_DOC (TABLESPACE COLD)      in a subpartition template, which names segments
    WEST: 'WEST' NOCOMPRESS READ WRITE INDEXING ON      in a template, where saying nothing is another thing

Names follow SQL: without double quotes they become capitals. Quotes around values stay as typed, for the rules
read them. No textual here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from repart_tui.counted import counted

_LINES_NAMED = 3
"""Lines that are named one by one in a sentence about another line."""
COMPRESSIONS = ("NONE", "BASIC", "ADVANCED", "QUERY LOW", "QUERY HIGH", "ARCHIVE LOW", "ARCHIVE HIGH")

_PLAIN_NAME = re.compile(r"[A-Z][A-Z0-9_$#]*\Z")
_HEAD = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"<:]+))\s*(?P<sign>[<:])\s*')
_WORD = r"""(?:"[^"]+"|[^\s"',()]+)"""
_LOB = (
    rf"LOB\s*\(\s*(?P<lobs>{_WORD}(?:\s*,\s*{_WORD})*)\s*\)\s*"
    rf"(?:STORE\s+AS\s*\(\s*(?:TABLESPACE\s+(?P<stored>{_WORD}))?\s*\)"
    rf"|STORE\s+AS\s+(?P<segment>{_WORD})(?:\s*\(\s*TABLESPACE\s+(?P<within>{_WORD})\s*\))?"
    rf"|TABLESPACE\s+(?P<kept>{_WORD}))"
)
_ATTRIBUTE = re.compile(
    # Of a run of blanks only the first one begins anything: else a long run would be looked through from each.
    rf"(?:^|(?<!\s)\s+|(?<=[')]))(?:{_LOB}"
    rf"|TABLESPACE\s+(?P<tablespace>{_WORD})"
    rf"|COMPRESS\s+(?:FOR\s+)?(?P<compress>{'|'.join(COMPRESSIONS)})|(?P<nocompress>NOCOMPRESS)"
    r"|READ\s+(?P<read>ONLY|WRITE)|INDEXING\s+(?P<indexing>ON|OFF))",
    re.IGNORECASE,
)
_ATTRIBUTE_START = re.compile(
    r"(?:^|(?<!\s)\s+|(?<=[')]))(?=(?:LOB|TABLESPACE|COMPRESS|NOCOMPRESS|READ|INDEXING)\b)", re.IGNORECASE
)
# Bounds and values that hold the word otherwise than first stand in quotes.
_STRAY_LOB = re.compile(r"[^\s,(]\s+LOB\b|[')]LOB\b", re.IGNORECASE)
_QUOTED_TEXT = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_VALUE = re.compile(r"\s*((?:'(?:[^']|'')*'|[^',()])*)\s*")


class LineError(ValueError):
    """Lines that cannot be read; the text names each line."""


@dataclass(frozen=True)
class Shape:
    """What the lines stand for."""

    by_range: bool
    attributes: frozenset[str]
    """Attributes that such a partition takes, out of tablespace, compress_for, read_only, indexing and lobs."""
    named_only: bool = False
    """True where a partition has neither bounds nor values."""
    names_segments: bool = False
    """True in a subpartition template: LOB segments have names there, and may leave out their tablespace."""
    may_say_nothing: bool = False
    """True in a subpartition template: READ WRITE and INDEXING ON are said there, or nothing is."""

    @property
    def example(self) -> str:
        """A line as it should look."""
        if self.named_only:
            return "NAME, or NAME TABLESPACE tablespace"
        return "NAME < bound" if self.by_range else "NAME: value, value"

    def syntax(self, lob_columns: Iterable[str] = ()) -> str:
        """Return how a line is written, with all that it takes; LOB storage where the table has such columns."""
        both = _SYNTAX_OF_THREE if self.may_say_nothing else {}
        words = [both.get(name, word) for name, word in _SYNTAX.items() if name in self.attributes]
        columns = [name for name in lob_columns if "lobs" in self.attributes]
        words += [f"LOB ({_name(columns[0])}) TABLESPACE t"] if columns else []
        head = "NAME" if self.named_only else self.example
        return f"{head}, then {', '.join(words)}" if words else head


def parse_lines(text: str, shape: Shape, known: Iterable[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """Return the partitions that the lines describe; raises LineError.

    `known` are the partitions the text was made from: an unchanged line gives its partition back untouched, and a
    changed one keeps what a line does not show by the name of the partition.
    """
    known = list(known)
    by_line = {format_line(item, shape): item for item in known}
    by_name = {item.get("name"): item for item in known}
    items: list[dict[str, Any]] = []
    problems: dict[int, str] = {}
    filled = sum(bool(line.strip()) for line in text.splitlines())
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if line in by_line:
            items.append(by_line[line])
            continue
        try:
            item = _parsed(line, shape)
            # A partition that was only renamed is known by its place.
            same_place = known[len(items)] if filled == len(known) else {}
            items.append({**by_name.get(item["name"], same_place), **item})
        except ValueError as error:
            problems[number] = str(error)
    if problems:
        first, *others = problems
        raise LineError(f"line {first}: {problems[first]}{also(others)}")
    return items


def also(lines: Sequence[int]) -> str:
    """Return which further lines something is said of, such as ` (lines 4 and 7 too)`; nothing for none."""
    if not lines:
        return ""
    if len(lines) == 1:
        return f" (line {lines[0]} too)"
    if len(lines) > _LINES_NAMED:
        return f" (line {lines[0]} and {counted(len(lines) - 1, 'more line')} too)"
    return f" (lines {', '.join(map(str, lines[:-1]))} and {lines[-1]} too)"


def format_lines(items: Iterable[dict[str, Any]], shape: Shape) -> str:
    """Return the partitions as text, one a line."""
    return "\n".join(format_line(item, shape) for item in items)


def format_line(item: dict[str, Any], shape: Shape) -> str:
    """Return one partition as a line."""
    name = _name(str(item.get("name", "")))
    if shape.named_only:
        line = name
    elif shape.by_range:
        bounds = item.get("values_less_than") or []
        line = f"{name} < {', '.join(_written(bound) for bound in bounds)}"
    elif item.get("is_default") and not item.get("values"):
        line = f"{name}: DEFAULT"
    else:
        line = f"{name}: {', '.join(_tuple_text(value) for value in item.get('values') or [])}"
    if item.get("tablespace"):
        line += f" TABLESPACE {_name(item['tablespace'])}"
    if item.get("compress_for"):
        line += f" COMPRESS {item['compress_for']}"
    read_only, indexing = item.get("read_only"), item.get("indexing")
    if read_only or (shape.may_say_nothing and read_only is not None):
        line += f" READ {'ONLY' if read_only else 'WRITE'}"
    if indexing is False or (shape.may_say_nothing and indexing is not None):
        line += f" INDEXING {'ON' if indexing else 'OFF'}"
    kept = item.get("lobs") or [] if "lobs" in shape.attributes else []
    for (tablespace, segment, _), lobs in groupby(kept, key=_clause_of):
        line += f" LOB ({', '.join(_name(lob['column_name']) for lob in lobs)})"
        home = f"TABLESPACE {_name(tablespace)}" if tablespace else ""
        if segment:
            line += f" STORE AS {_name(segment)}" + (f" ({home})" if home else "")
        else:
            line += f" {home or 'STORE AS ()'}"
    return line


def _clause_of(lob: dict[str, Any]) -> tuple[str | None, str | None, int | None]:
    """Return what tells LOB columns of one clause from those of the next: a named segment belongs to one column."""
    segment = lob.get("segment_name")
    return lob.get("tablespace"), segment, id(lob) if segment else None


def with_tablespace(line: str, tablespace: str, shape: Shape, lob_column: str | None = None) -> str:
    """Return the line with another tablespace, of the partition or of one LOB column in it.

    A line that cannot be read yet gets it at its end.
    """
    try:
        item = _parsed(line, shape)
    except ValueError:
        of_lob = "" if lob_column is None else f"LOB ({_name(lob_column)}) "
        return f"{line.rstrip()} {of_lob}TABLESPACE {_name(tablespace)}"
    if lob_column is None:
        return format_line(item | {"tablespace": tablespace}, shape)
    lobs = [old | {"tablespace": tablespace} if old["column_name"] == lob_column else old for old in item["lobs"]]
    if all(old["column_name"] != lob_column for old in lobs):
        lobs.append({"column_name": lob_column, "tablespace": tablespace})
    return format_line(item | {"lobs": lobs}, shape)


def line_of_item(text: str, position: int) -> int:
    """Return the number, from 1, of the text line that holds the partition at `position`, from 0."""
    filled = [number for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    return filled[position] if position < len(filled) else position + 1


def _parsed(line: str, shape: Shape) -> dict[str, Any]:
    if shape.named_only:
        return _named(line, shape)
    head = _HEAD.match(line)
    if head is None or head["sign"] != ("<" if shape.by_range else ":"):
        raise ValueError(f"write {shape.example}")
    name = head["plain"].upper() if head["quoted"] is None else head["quoted"]
    item: dict[str, Any] = {"name": name}
    body, attributes = _without_attributes(line[head.end() :], shape)
    if shape.by_range:
        item["values_less_than"] = [_bound(part) for part in _split(body)]
    elif body.strip().upper() == "DEFAULT":
        item["values"], item["is_default"] = [], True
    else:
        item["values"], item["is_default"] = _values(body), False
    return item | _all_attributes(attributes, shape)


def _named(line: str, shape: Shape) -> dict[str, Any]:
    # A blank before, for attributes are looked for after one.
    body, attributes = _without_attributes(" " + line, shape)
    name = re.fullmatch(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s",:<]+))\s*', body)
    if name is None:
        raise ValueError(f"write {shape.example}")
    text = name["plain"].upper() if name["quoted"] is None else name["quoted"]
    return {"name": text} | _all_attributes(attributes, shape)


def _all_attributes(found: dict[str, Any], shape: Shape) -> dict[str, Any]:
    defaults: dict[str, Any] = {
        "tablespace": None,
        "compress_for": None,
        "read_only": None if shape.may_say_nothing else False,
        "indexing": None if shape.may_say_nothing else True,
        "lobs": [],
    }
    return {key: found.get(key, value) for key, value in defaults.items() if key in shape.attributes}


_ATTRIBUTE_WORDS = {
    "tablespace": "TABLESPACE",
    "compress_for": "COMPRESS",
    "read_only": "READ ONLY or READ WRITE",
    "indexing": "INDEXING",
    "lobs": "LOB storage",
}
_SYNTAX = {
    "tablespace": "TABLESPACE t",
    "compress_for": "COMPRESS c",
    "read_only": "READ ONLY",
    "indexing": "INDEXING OFF",
}
_SYNTAX_OF_THREE = {"read_only": "READ ONLY|WRITE", "indexing": "INDEXING ON|OFF"}


def _without_attributes(body: str, shape: Shape) -> tuple[str, dict[str, Any]]:
    found: dict[str, Any] = {}
    value: Any
    end = len(body.rstrip())
    # Each is read once, where it begins; from the end of the line back they must follow each other without a gap.
    ending_at: dict[int, re.Match[str]] = {}
    for start in _ATTRIBUTE_START.finditer(body):
        attribute = _ATTRIBUTE.match(body, start.start())
        if attribute is not None:
            ending_at.setdefault(attribute.end(), attribute)
    while (last := ending_at.get(end)) is not None:
        if last["read"]:
            key, value = "read_only", last["read"].upper() == "ONLY"
        elif last["indexing"]:
            key, value = "indexing", last["indexing"].upper() == "ON"
        elif last["lobs"]:
            # The clauses are read from the last one on.
            key, value = "lobs", [*_lob_storage(last, shape), *found.pop("lobs", [])]
        elif last["compress"] or last["nocompress"]:
            key, value = "compress_for", " ".join((last["compress"] or "NONE").upper().split())
        else:
            key, value = "tablespace", _read_name(last["tablespace"])
        if key in found:
            raise ValueError(f"{_ATTRIBUTE_WORDS[key]} is given twice")
        if key not in shape.attributes:
            raise ValueError(f"{_ATTRIBUTE_WORDS[key]} is not possible here")
        found[key] = value
        end = last.start()
    body = body[:end]
    if "lobs" in shape.attributes and _STRAY_LOB.search(_QUOTED_TEXT.sub("''", body)):
        whole = re.search(rf"{_LOB}\s*(?P<rest>.*)", body, re.IGNORECASE)
        if whole is not None:
            raise ValueError(f"{whole['rest']} is not understood behind LOB storage")
        raise ValueError("write LOB (column) TABLESPACE tablespace, or put the text in single quotes")
    return body, found


def _lob_storage(found: re.Match[str], shape: Shape) -> list[dict[str, str | None]]:
    written = found["stored"] or found["within"] or found["kept"]
    tablespace = _read_name(written) if written else None
    segment = _read_name(found["segment"]) if found["segment"] else None
    columns = [_read_name(name) for name in re.findall(_WORD, found["lobs"])]
    if segment in ("SECUREFILE", "BASICFILE"):
        raise ValueError(f"{segment} is as in the table: leave it out")
    if segment and len(columns) > 1:
        raise ValueError("write LOB (column) STORE AS once for each column: a segment has one (ORA-22855)")
    if not shape.names_segments and (segment or tablespace is None):
        raise ValueError("write LOB (column) TABLESPACE tablespace: only subpartition templates name segments")
    named: dict[str, str | None] = {"segment_name": segment} if shape.names_segments else {}
    return [{"column_name": name, "tablespace": tablespace, **named} for name in columns]


def _read_name(written: str) -> str:
    return written[1:-1] if written.startswith('"') else written.upper()


def _split(body: str) -> list[str]:
    """Split at commas outside quotes."""
    parts, position = [], 0
    while True:
        match = _VALUE.match(body, position)
        assert match is not None, "the pattern also matches nothing"
        parts.append(match[1].strip())
        position = match.end()
        if position == len(body):
            return parts
        if body[position] != ",":
            raise ValueError(_stray(body[position]))
        position += 1


def _stray(char: str) -> str:
    return "a quote is not closed" if char == "'" else f"{char} is not expected here; put such text in single quotes"


def _bound(part: str) -> str:
    if not part:
        raise ValueError("a bound is missing; write a value or MAXVALUE")
    return "MAXVALUE" if part.upper() == "MAXVALUE" else part


def _values(body: str) -> list[list[str | None]]:
    values: list[list[str | None]] = []
    position = 0
    while True:
        match = re.compile(r"\s*\(((?:'(?:[^']|'')*'|[^'()])*)\)\s*").match(body, position)
        if match is not None:
            values.append([_value(part) for part in _split(match[1])])
        else:
            match = _VALUE.match(body, position)
            assert match is not None, "the pattern also matches nothing"
            values.append([_value(match[1].strip())])
        position = match.end()
        if position == len(body):
            return values
        if body[position] != ",":
            raise ValueError(_stray(body[position]))
        position += 1


def _value(part: str) -> str | None:
    if not part:
        raise ValueError("a value is missing; write a value, NULL, or DEFAULT alone")
    if part.upper() == "DEFAULT":
        raise ValueError("DEFAULT must stand alone; put the text DEFAULT in single quotes")
    return None if part.upper() == "NULL" else part


def _name(name: str) -> str:
    return name if _PLAIN_NAME.match(name) else f'"{name}"'


def _tuple_text(value: list[str | None]) -> str:
    texts = ["NULL" if item is None else _written(item, keywords=("NULL", "DEFAULT")) for item in value]
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def _written(value: str, keywords: tuple[str, ...] = ()) -> str:
    """Return the value as it can be read back: in quotes where it would be taken for something else."""
    if value.startswith("'") and value.endswith("'") and len(value) > 1:
        return value
    awkward = (
        value != value.strip()
        or not value
        or any(char in "',()" for char in value)
        or value.upper() in keywords
        or _ATTRIBUTE.search(value) is not None
        or _STRAY_LOB.search(value) is not None
    )
    return "'" + value.replace("'", "''") + "'" if awkward else value
