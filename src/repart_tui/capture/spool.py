"""Read the spool of the capture script and write the dictionary file.

A record is TYPE|field|...|#length and ends with ~; a line that ends with ^ goes on in the next one, and so does a line
that SQL*Plus wrapped, which ends with neither. Other characters than plain ASCII are written \\XXXX, UTF-16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from repart_tui import __version__
from repart_tui.capture.captured_views import CapturedColumn, captured_views
from repart_tui.capture.dictionary_writer import FORMAT, CaptureError, DictionaryWriter, number_from
from repart_tui.capture.script import KINDS

_START = re.compile(r"(?:SQL> )?[HVRCNE]\|")
_ESCAPE = re.compile(r"\\([0-9A-F]{4})")
_ERROR = re.compile(r"(?:ORA|SP2|PLS)-\d{4,5}:.*")
_LENGTH = re.compile(r"\d{1,12}\Z")
_NAME = re.compile(r"[a-z][\w$#]*\Z")
_BOM = "\ufeff"


@dataclass(frozen=True)
class Record:
    """One record with the number of its first line."""

    line: int
    kind: str
    fields: list[str]


def import_spool(spool: Path, path: Path) -> tuple[int, int, list[str]]:
    """Write the dictionary file at `path` from a spool.

    Returns the number of views, of rows, and the names of views that could not be read. Raises CaptureError with the
    line when the spool is not whole: cut off, edited, or ended by an error of Oracle.
    """
    try:
        if spool.is_char_device():
            # /dev/zero never ends.
            raise CaptureError(f"{spool} is a device, not a spool.")
        with spool.open(encoding="ascii", errors="strict") as opened, DictionaryWriter(path) as writer:
            return _Import(spool, writer).run(_records(spool, opened))
    except UnicodeDecodeError as error:
        byte = f"byte 0x{error.object[error.start]:02X}"
        text = f"{spool} is no spool of the capture script, or it was converted: it holds {byte}, and a spool is ASCII."
        raise CaptureError(text) from error
    except OSError as error:
        raise CaptureError(f"{spool} cannot be read: {error.strerror or error}.") from error


class _Import:
    def __init__(self, spool: Path, writer: DictionaryWriter) -> None:
        self._spool = spool
        self._writer = writer
        self._head: Record | None = None
        self._ended = False
        self._views = 0
        self._seen: set[str] = set()
        self._unreadable: list[str] = []

    def run(self, records: Iterator[Record]) -> tuple[int, int, list[str]]:
        for record in records:
            if record.kind == "H":
                self._check_head(record)
            elif self._head is None:
                raise self._broken(record, "comes before the head; this is no spool of the capture script")
            elif record.kind == "V":
                self._view(record, records)
            elif record.kind == "N":
                self._unreadable += _missed(record.fields[0])
            elif record.kind == "E":
                self._end(record)
                break
            else:
                raise self._broken(record, "does not belong here")
        if self._head is None:
            raise CaptureError(f"{self._spool} is no spool of the capture script: it has no record of one.")
        if not self._ended:
            raise CaptureError(f"{self._spool} is cut off: its last record is missing. Run the capture script again.")
        _, _, _, user, container, moment, schemas = [*self._head.fields, *[""] * 7][:7]
        self._writer.finish(
            captured_at=moment or None,
            con_name=unescaped(container) or None,
            session_user=unescaped(user) or None,
            schemas=unescaped(schemas) or None,
            tool_version=__version__,
            format=str(FORMAT),
        )
        return self._views, self._writer.rows, self._unreadable

    def _check_head(self, record: Record) -> None:
        if self._head is not None:
            raise self._broken(record, "begins a second capture; run the script into a file of its own")
        if record.fields[:1] != ["repart-tui"]:
            raise self._broken(record, "is not by repart-tui")
        version = "".join(record.fields[1:2]) or "none"
        if version != str(FORMAT):
            raise self._broken(record, f"has format {version}, and this repart-tui reads {FORMAT}")
        self._head = record

    def _view(self, head: Record, records: Iterator[Record]) -> None:
        view, *described = head.fields
        columns = []
        for text in described:
            name, _, letter = text.partition(":")
            if letter not in KINDS or not _NAME.match(name):
                raise self._broken(head, f"has the column {text}, which cannot be")
            columns.append(CapturedColumn(name, KINDS[letter], name))
        if not _NAME.match(view) or not columns:
            raise self._broken(head, "names no view with columns")
        if len({column.name for column in columns}) < len(columns):
            raise self._broken(head, "names a column twice")
        if view in self._seen:
            raise self._broken(head, f"begins {view.upper()} a second time")
        self._seen.add(view)
        closing: list[Record] = []
        count = self._writer.add_view(view, columns, self._rows(view, columns, records, closing))
        if not closing:
            raise CaptureError(f"{self._spool} is cut off within {view.upper()}. Run the capture script again.")
        if closing[0].fields != [view, str(count)]:
            raise self._broken(
                closing[0], f"closes {view.upper()} with another number of rows than the {count} before it"
            )
        self._views += 1

    def _rows(
        self, view: str, columns: list[CapturedColumn], records: Iterator[Record], closing: list[Record]
    ) -> Iterator[list[object]]:
        for record in records:
            if record.kind == "C":
                closing.append(record)
                return
            if record.kind != "R" or len(record.fields) != len(columns):
                raise self._broken(record, f"is no row of {view.upper()}")
            try:
                yield [_value(column, text) for column, text in zip(columns, record.fields, strict=True)]
            except ValueError as error:
                raise self._broken(record, f"holds a value that cannot be: {error}") from error

    def _end(self, record: Record) -> None:
        if record.fields != [str(self._writer.rows)]:
            raise self._broken(
                record, f"ends the capture with another number of rows than the {self._writer.rows} before it"
            )
        self._ended = True

    def _broken(self, record: Record, text: str) -> CaptureError:
        return CaptureError(f"{self._spool}, line {record.line}: record {record.kind} {text}.")


def _missed(name: str) -> list[str]:
    """Return the view that could not be read, in its DBA_ form; nothing where no fact about a table rests on it."""
    for view in captured_views():
        if name == view.view.removeprefix("dba_") and view.query.weight == "fact" and view.query.since is None:
            return [view.view.upper()]
    return []


def _value(column: CapturedColumn, text: str) -> object:
    if not text:
        return None
    if column.kind == "number":
        return number_from(text)
    if column.kind == "raw":
        return bytes.fromhex(text)
    return unescaped(text)


def unescaped(text: str) -> str:
    """Return the text with its escapes resolved, surrogate pairs as the one character they stand for."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


def _records(spool: Path, lines: Iterator[str]) -> Iterator[Record]:
    """Yield the records; what SQL*Plus says between them is passed over, but for errors."""
    text: list[str] = []
    first = 0
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\r\n")
        if not text:
            if not _START.match(line):
                if _ERROR.search(line):
                    raise CaptureError(f"{spool}, line {number}: the capture script failed: {line.strip()}")
                continue
            line = line.removeprefix("SQL> ")
            first = number
        elif _ERROR.match(line):
            raise CaptureError(f"{spool}, line {number}: the capture script failed: {line.strip()}")
        text.append(line[:-1] if line.endswith(("^", "~")) else line)
        if line.endswith("~"):
            yield _record(spool, first, "".join(text))
            text = []
    if text:
        raise CaptureError(f"{spool} is cut off within the record of line {first}. Run the capture script again.")


def _record(spool: Path, line: int, text: str) -> Record:
    body, _, length = text.rpartition("#")
    if length != str(len(body)):
        found = f"{len(body)} characters instead of {length}" if _LENGTH.match(length) else "no length"
        raise CaptureError(
            f"{spool}, line {line}: the record is damaged ({found}); was the spool edited, or written with another "
            "LINESIZE than the script sets?"
        )
    kind, *fields = body.split("|")
    return Record(line, kind, fields)
