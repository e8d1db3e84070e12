"""Reads a script line by line, as SQL*Plus does."""

import re
from dataclasses import replace

from repart_tui.sqlplus.commands import INTERVENTIONS, OTHER_FILES, SQL_WORDS, command_name
from repart_tui.sqlplus.messages import trap
from repart_tui.sqlplus.model import Ending, Item, Kind, Script, Trap
from repart_tui.sqlplus.settings import Settings
from repart_tui.sqlplus.units import HEAD_WORDS, looks_like_plsql

DROPPED_ABOVE = 2499
"""Bytes above which SQL*Plus up to 19c drops a line (SP2-0027).

Its guide, "SQL*Plus Limits", says 2,500 characters (5,000 in later releases); the message says 2,499.
"""

_BLANKS = " \t"
_WORD = re.compile(r"[A-Za-z][A-Za-z_]*(?![\w$#])")
_SQL_SET = re.compile(r"SET\s+(?:TRANSACTION|ROLE|CONSTRAINTS?)\b", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"


def read_script(text: str | bytes) -> Script:
    """Reads a script. Never fails: what SQL*Plus would refuse becomes an item of kind `rejected`.

    The rules are those of *SQL*Plus User's Guide*, "About Entering and Executing Commands", "About Running SQL
    Commands", "About Running PL/SQL Blocks" and "About Placing Comments in Scripts".
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    source = data.split(b"\n")
    if source[-1] == b"":
        source.pop()
    reader = _Reader(source)
    reader.read()
    return Script(reader.items, tuple(source), tuple(reader.found))


def statements(script: Script) -> list[Item]:
    """The SQL statements and PL/SQL blocks that the server would see, each once."""
    return [item for item in script.items if item.kind in ("sql", "plsql") and item.sent]


class _Reader:
    """The state of SQL*Plus between two lines."""

    def __init__(self, source: list[bytes]) -> None:
        self.lines = [_decode(line) for line in source]
        self.sizes = [len(line) for line in source]
        self.at = 0
        self.items: list[Item] = []
        self.found: list[Trap] = []
        self.settings = Settings()
        self.buffer: int | None = None
        self.stops = {"SQLERROR": False, "OSERROR": False}
        self.exit_line = 0
        self.first_is_marked = bool(source) and source[0].startswith(_BOM)

    def read(self) -> None:
        while self.at < len(self.lines):
            self._prompt()
        if not self.exit_line:
            self._trap("no-exit", max(len(self.lines), 1))

    def _trap(self, code: str, line: int, **values: object) -> None:
        self.found.append(trap(code, line, **values))

    def _item(self, kind: Kind, text: str, lines: list[int], last: int, ending: Ending, name: str = "") -> Item:
        item = Item(kind, text, lines[0], last, ending, tuple(lines), name)
        self.items.append(item)
        return item

    def _dropped(self) -> bool:
        return self.sizes[self.at] > DROPPED_ABOVE

    # at the prompt

    def _prompt(self) -> None:
        line, number = self.lines[self.at], self.at + 1
        stripped = line.strip(_BLANKS)
        if stripped and self.exit_line:
            self._trap_once("after-exit", number, exit=self.exit_line)
        if self._dropped() or (number == 1 and self.first_is_marked):
            self._reject(line, number)
        elif not stripped:
            self.at += 1
        elif stripped == "/":
            self.at += 1
            self._run(line, number)
        elif stripped.startswith("/*"):
            self._comment()
        elif stripped.startswith("--"):
            self.at += 1
            self._item("comment", line, [number], number, "line")
            self._substitution(line, number)
            if re.search(r"[^-]-$", stripped):
                self._trap("later-hyphen", number)
        else:
            kind = _first_kind(stripped)
            if kind == "command":
                self._command(*self._joined())
            elif kind == "statement":
                self._statement()
            elif stripped in (self.settings.sqlterminator, self.settings.blockterminator):
                self.at += 1
                self._item("command", line, [number], number, "line", stripped)
                self._trap("stray-terminator", number, end=stripped)
            else:
                self._trap("unknown-command", number)
                self._reject(line, number)

    def _trap_once(self, code: str, line: int, **values: object) -> None:
        if all(found.code != code for found in self.found):
            self._trap(code, line, **values)

    def _reject(self, line: str, number: int) -> None:
        self.at += 1
        self._item("rejected", line, [number], number, "line")

    def _comment(self) -> None:
        """A comment at the prompt, up to the line that holds */; what follows on that line is ignored."""
        first = self.at
        lines: list[int] = []
        ending: Ending = "end of file"
        while self.at < len(self.lines) and ending == "end of file":
            line, number = self.lines[self.at], self.at + 1
            self.at += 1
            lines.append(number)
            self._substitution(line, number)
            opening = line.find("/*") + 2 if number == first + 1 else 0
            closing = line.find("*/", opening)
            if closing >= 0:
                ending = "comment end"
                if line[closing + 2 :].strip(_BLANKS):
                    self._trap("text-after-comment", number)
        self._item("comment", "\n".join(self.lines[first : self.at]), lines, lines[-1], ending)
        if ending == "end of file":
            self._trap("open-comment", first + 1)

    def _joined(self) -> tuple[str, list[int]]:
        """The line here, and those that a trailing hyphen joins to it; SQL*Plus joins before it knows what it reads.

        *SQL*Plus User's Guide*, "Continuing a Long SQL*Plus Command on Additional Lines" and "REMARK".
        """
        text, lines = self.lines[self.at], [self.at + 1]
        self._substitution(text, self.at + 1)
        self.at += 1
        while text.rstrip(_BLANKS).endswith("-"):
            self._trap("continuation", lines[-1])
            text = text.rstrip(_BLANKS)[:-1]
            if self.at == len(self.lines):
                break
            lines.append(self.at + 1)
            if not self._dropped():
                text += " " + self.lines[self.at]
            self._substitution(self.lines[self.at], self.at + 1)
            self.at += 1
        return text, lines

    def _substitution(self, line: str, number: int) -> None:
        """*SQL*Plus User's Guide*, "Using Substitution Variables": everywhere but in REMARK, comments included."""
        define, escape = self.settings.define, self.settings.escape
        if not define or define not in line or re.match(r"\s*(?:REM|SET\s+(?:DEF|SCAN))", line, re.IGNORECASE):
            return
        at = line.find(define)
        while at >= 0 and escape and line[:at].endswith(escape):
            at = line.find(define, at + 1)
        if at >= 0:
            self._trap("substitution", number, char=define)

    # commands

    def _command(self, text: str, lines: list[int]) -> None:
        stripped = text.strip(_BLANKS)
        number = lines[0]
        word = _WORD.match(stripped)
        name = command_name(word.group()) if word else None
        if name is None:
            name = "@@" if stripped.startswith("@@") else stripped[0]
        rest = stripped[word.end() if word else len(name) :].strip(_BLANKS)
        if name == "RUN":
            self._run(text, number, lines)
            return
        if name == "EXECUTE" and rest.strip(_BLANKS + ";"):
            # The block that the guide, "EXECUTE", says is sent; the buffer keeps its statement.
            body = "BEGIN " + rest.rstrip(_BLANKS + ";") + "; END;"
            self._item("plsql", body, lines[:1], lines[-1], "line", name)
            self._send(len(self.items) - 1)
            return
        self._item("command", text, lines[:1], lines[-1], "line", name)
        if name not in ("REMARK", "PROMPT", "HOST", "!", "$") and re.search(r"(?:^|\s)(?:--|/\*)", rest):
            self._trap("comment-in-command", number)
            rest = re.split(r"(?:^|\s)(?:--|/\*)", rest, maxsplit=1)[0].strip(_BLANKS)
        self._effect(name, rest.rstrip(_BLANKS + ";"), number)

    def _effect(self, name: str, rest: str, number: int) -> None:
        if name == "EXECUTE":
            self._trap("bad-command", number, name=name)
        elif name == "SET":
            for code, values in self.settings.apply(rest):
                self._trap(code, number, **values)
        elif name in ("EXIT", "QUIT"):
            self._exit(name, rest.upper().split(), number)
            self.exit_line = self.exit_line or number
        elif name == "WHENEVER":
            self._whenever(rest.upper().split(), number)
        elif name == "CLEAR" and re.match(r"BUFF|SQL", rest, re.IGNORECASE):
            self.buffer = None
        elif name in ("HOST", "!", "$"):
            self._trap("host", number, name=name)
        elif name in OTHER_FILES:
            self._trap("other-file", number, name=name)
        elif name in INTERVENTIONS:
            self._trap("intervention", number, name=name)

    def _exit(self, name: str, words: list[str], number: int) -> str:
        """Checks the words after EXIT; returns the code that it exits with."""
        code = "SUCCESS"
        if words and words[0] not in ("COMMIT", "ROLLBACK"):
            code = words.pop(0)
        ending = words[0] in ("COMMIT", "ROLLBACK") if words else True
        if not ending or len(words) > 1 or not re.fullmatch(r":?[A-Z_][\w.$#]*|\d+", code):
            self._trap("bad-command", number, name=name)
        if code == "SQL.SQLCODE":
            self._trap("exit-sqlcode", number)
        return code

    def _whenever(self, words: list[str], number: int) -> None:
        """*SQL*Plus User's Guide*, "WHENEVER SQLERROR": EXIT alone commits and reports success."""
        if len(words) < 2 or words[0] not in self.stops or words[1] not in ("EXIT", "CONTINUE"):
            self._trap("bad-command", number, name="WHENEVER")
            return
        rest = words[2:]
        if words[1] == "CONTINUE":
            if rest not in ([], ["COMMIT"], ["ROLLBACK"], ["NONE"]):
                self._trap("bad-command", number, name="WHENEVER")
                return
        else:
            code = self._exit("WHENEVER", list(rest), number)
            if code in ("SUCCESS", "0"):
                self._trap("exit-success", number)
            if "ROLLBACK" not in rest:
                self._trap("exit-commit", number)
        self.stops[words[0]] = words[1] == "EXIT"

    # statements

    def _run(self, text: str, number: int, lines: list[int] | None = None) -> None:
        """/ and RUN send the buffer: the last statement, whether it ran or not."""
        lines = lines or [number]
        buffered = self.items[self.buffer] if self.buffer is not None else None
        self._item("run", buffered.text if buffered else text, lines[:1], lines[-1], "line", "RUN")
        if self.buffer is None or buffered is None:
            self._trap("nothing-to-run", number)
        elif buffered.sent:
            self._trap("run-twice", number, first=buffered.first_line)
        else:
            self._send(self.buffer)

    def _send(self, index: int) -> None:
        if self.exit_line:
            return
        item = self.items[index]
        self.items[index] = replace(item, sent=True)
        if not self.stops["SQLERROR"]:
            self._trap_once("no-whenever-sqlerror", item.first_line)
        if not self.stops["OSERROR"]:
            self._trap_once("no-whenever-oserror", item.first_line)

    def _statement(self) -> None:
        """A statement, from its first line up to what ends it."""
        text, numbers = self._joined()
        texts, lines = [text], numbers[:1]
        last, head, ending = numbers[-1], text, self._terminated(text, looks_like_plsql(text))
        plsql = looks_like_plsql(head)
        while ending is None and self.at < len(self.lines):
            line, number = self.lines[self.at], self.at + 1
            if self._dropped():
                self.at += 1
                last = number
                continue
            stripped = line.strip(_BLANKS)
            ending = self._ends_before(stripped, plsql)
            self.at += 1
            last = number
            if ending is not None:
                if ending == "block terminator":
                    self._trap("block-terminator", number, end=stripped)
                elif ending == "blank line":
                    self._trap("blank-line", number)
                break
            self._substitution(line, number)
            prefix = self.settings.sqlprefix
            if prefix and line.startswith(prefix):
                self._trap("prefix", number, char=prefix)
                self._inner(line[len(prefix) :], line, number)
                continue
            if line.startswith("@"):
                self._trap("at-sign", number)
                self._inner(line, line, number)
                continue
            if stripped.startswith("@"):
                self._trap("indented-at-sign", number)
            if prefix and stripped.startswith(prefix):
                self._trap("prefix", number, char=prefix)
            texts.append(line)
            lines.append(number)
            if not plsql and len(head.split()) < HEAD_WORDS:
                head += "\n" + line
                plsql = looks_like_plsql(head)
            ending = self._terminated(line, plsql)
        self._finish(texts, lines, last, plsql, ending or "end of file")

    def _ends_before(self, stripped: str, plsql: bool) -> Ending | None:
        """What a line that is no part of the statement does to it."""
        if stripped == "/":
            return "slash"
        if stripped and stripped == self.settings.blockterminator:
            return "block terminator"
        if not stripped and not plsql and not self.settings.sqlblanklines:
            return "blank line"
        return None

    def _terminated(self, line: str, plsql: bool) -> Ending | None:
        """Whether a line ends its statement: the last character decides, whatever a lexer thinks of it."""
        end = self.settings.sqlterminator
        return "terminator" if end and not plsql and line.rstrip(_BLANKS).endswith(end) else None

    def _inner(self, command: str, line: str, number: int) -> None:
        """A command between the lines of a statement; it runs before the statement (guide, "SET SQLPREFIX")."""
        stripped = command.strip(_BLANKS)
        if stripped and _first_kind(stripped) == "command":
            self._command(command, [number])
        else:
            self._trap("unknown-command", number)
            self._item("rejected", line, [number], number, "line")

    def _finish(self, texts: list[str], lines: list[int], last: int, plsql: bool, ending: Ending) -> None:
        if ending == "terminator":
            texts[-1] = texts[-1].rstrip(_BLANKS)[: -len(self.settings.sqlterminator)]
        item = self._item("plsql" if plsql else "sql", "\n".join(texts), lines, last, ending)
        self.buffer = len(self.items) - 1
        if ending == "end of file":
            self._trap("unterminated", item.first_line)
        elif ending in ("terminator", "slash"):
            self._send(self.buffer)


def _first_kind(stripped: str) -> str:
    """What the first words of a line make of it at the prompt."""
    if stripped[0] in "@!$?":
        return "command"
    if stripped[0] == "(" or stripped.startswith("<<"):
        return "statement"
    word = _WORD.match(stripped)
    if not word:
        return "unknown"
    if word.group().upper() in SQL_WORDS or _SQL_SET.match(stripped):
        return "statement"
    return "command" if command_name(word.group()) else "unknown"


def _decode(line: bytes) -> str:
    """A line as text; bytes that are not UTF-8 are kept one by one, so that reading never fails."""
    line = line[:-1] if line.endswith(b"\r") else line
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
