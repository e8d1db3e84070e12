"""One case: a directory with a dictionary, what the DBA sets, and the outcome that a person has read.

- `dictionary.py` says in its docstring which trap it is, and describes the tables in the words of the demo's sources:
  TABLES of the schema APP, or SCHEMAS; SQL holds changes to the dictionary's rows that those words lack; HOLDS names
  texts that master1.sql must contain; WHOLE asks for the statements too that are alike in every script.
- `settings.txt` holds what the DBA sets, a table and assignments on each line as `repart-tui set` takes them; the
  tables named are enabled. Without it every table is enabled as proposed.
- `outcome.txt` is what comes of it: what is listed and refused, the findings, the ledger and the statements that the
  scripts execute, in order.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from repart_tui.cli.assign import assign, split_assignments
from repart_tui.demo.build import build
from repart_tui.demo.describe import Schema
from repart_tui.demo.schemas.system import MAINTAINED, REPART_DBA
from repart_tui.dictionary_file import open_dictionary
from repart_tui.discovery_queries import discover
from repart_tui.generate import GenerateError, Scripts, render
from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.ledger import ledger
from repart_tui.oracle.rules import table_findings
from repart_tui.sqlplus import executed_strings, read_script, tokenize
from repart_tui.sqlplus.lexer import Token, code_of

CASES = Path(__file__).parent
WIDTH = 118


@dataclass(frozen=True)
class Case:
    """A directory of this folder."""

    folder: Path

    @property
    def name(self) -> str:
        """The trap's name."""
        return self.folder.name

    @property
    def outcome_file(self) -> Path:
        """The file that a person has read."""
        return self.folder / "outcome.txt"

    def description(self) -> ModuleType:
        """Return dictionary.py as a module."""
        spec = importlib.util.spec_from_file_location(f"case_{self.name}", self.folder / "dictionary.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def schemas(self) -> tuple[Schema, ...]:
        """Return the schemas of the case beside those of every database."""
        module = self.description()
        own: tuple[Schema, ...] = getattr(module, "SCHEMAS", ())
        tables = getattr(module, "TABLES", ())
        if tables:
            quotas = {"APP_DATA": -1, "APP_INDEX": -1}
            own = (*own, Schema("APP", "APP_DATA", "APP_INDEX", tables=tables, quotas=quotas))
        return (*MAINTAINED, REPART_DBA, *own)

    def settings(self) -> list[list[str]]:
        """Return the lines of settings.txt as words: a table and its assignments."""
        file = self.folder / "settings.txt"
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        return [shlex.split(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]


@dataclass(frozen=True)
class Result:
    """What comes of a case."""

    config: MigrationConfig
    hidden: list[str]
    """Tables of the dictionary that are not listed."""
    scripts: Scripts | None
    refused: list[str]
    """Why no script is written."""


def cases() -> list[Case]:
    """Return all cases by name."""
    return [Case(file.parent) for file in sorted(CASES.glob("*/dictionary.py"))]


def run(case: Case, folder: Path) -> Result:
    """Build the dictionary in `folder`, discover it by the real queries, set what the DBA sets, and generate."""
    file = folder / f"{case.name}.db"
    schemas = case.schemas()
    build(file, schemas)
    changes = getattr(case.description(), "SQL", "")
    with sqlite3.connect(file) as connection:
        connection.executescript(changes)
    connection.close()
    opened = open_dictionary(file)
    try:
        config = discover(opened, source_kind="dictionary_file", source_name=case.name, tool_version="0")
    finally:
        opened.close()
    listed = {f"{table.owner}.{table.table_name}" for table in config.tables}
    there = [f"{s.name}.{t.name}" for s in schemas if s not in MAINTAINED for t in s.tables]
    config = _with_settings(config, case.settings())
    try:
        scripts, refused = render(config), []
    except GenerateError as error:
        scripts, refused = None, error.lines
    return Result(config, [name for name in there if name not in listed], scripts, refused)


def _with_settings(config: MigrationConfig, lines: list[list[str]]) -> MigrationConfig:
    documents = config.to_dict()
    for table in documents["tables"]:
        mine = [words[1:] for words in lines if words[0] == f"{table['owner']}.{table['table_name']}"]
        table["enabled"] = not lines or bool(mine)
        for assignments in mine:
            assign(table, split_assignments(assignments))
    return MigrationConfig.from_dict(documents)


def enabled(config: MigrationConfig) -> list[TableConfig]:
    """Return the enabled tables."""
    return [table for table in config.tables if table.enabled]


def outcome(case: Case, result: Result) -> str:
    """Return what outcome.txt shall say."""
    return "\n".join(line.rstrip() for line in _outcome(case, result)) + "\n"


def _outcome(case: Case, result: Result) -> Iterator[str]:
    if result.hidden:
        yield from ("Not listed", *(f"  {name}" for name in result.hidden), "")
    for table in enabled(result.config):
        name = f"{table.owner}.{table.table_name}"
        findings = table_findings(table, result.config)
        if findings:
            yield f"Findings on {name}"
            for finding in findings:
                yield from _wrapped(f"  {finding.severity} {finding.field}: {finding.sentence()}", "      ")
            yield ""
    if result.scripts is None:
        yield "No script is written."
        shown = {
            f"{t.owner}.{t.table_name}: {f.sentence()}"
            for t in enabled(result.config)
            for f in table_findings(t, result.config)
        }
        for line in result.refused:
            if line not in shown:
                yield from _wrapped(f"  {line}", "      ")
        return
    for table in enabled(result.config):
        yield f"Ledger of {table.owner}.{table.table_name}"
        for item in ledger(table, result.config):
            yield from _wrapped(f"  {item.kind:16} {_plain(item.name)}: {_plain(item.how)}", " " * 19)
        yield ""
    for file_name in getattr(case.description(), "SHOWN", ("master1.sql",)):
        yield f"What {file_name} executes"
        yield from steps(result.scripts.files()[file_name], whole=getattr(case.description(), "WHOLE", False))


def _plain(text: str) -> str:
    return " ".join(text.split())


def steps(script: str, *, whole: bool = False) -> Iterator[str]:
    """Yield the headings of a script's steps and, indented, the statements that each one executes on the tables."""
    heading = ""
    for item in read_script(script).items:
        found = re.match(r"PROMPT ([0-9]+\.[0-9]+ .*|Preflight)$", item.text)
        if found:
            heading = f"  -- {found.group(1)}"
        elif item.kind == "plsql":
            for statement in executed(item.text):
                if whole or not alike(statement):
                    yield from [heading] if heading else []
                    heading = ""
                    yield from _laid_out(statement)


_ALIKE = re.compile(
    r"""
      ALTER\ SESSION | BEGIN\  | DBMS_STATS\.FLUSH | DECLARE\ n\  | CREATE\ TABLE\ REPART_STATE | <'.*p_owner
    | SELECT\ COUNT\(\*\)\ FROM\ [^ ]+$ | SELECT\ 1\ FROM
    | ALTER\ TABLE\ .*\ DROP\ CONSTRAINT\ "[^"]*_RPN[BCM]"$
    | ALTER\ TABLE\ .*\ ADD\ CONSTRAINT\ "[^"]*_RPNC"\ CHECK\ \(1\ =\ 1\)\ DISABLE$
    | ALTER\ TABLE\ .*(\ READ\ (ONLY|WRITE)|\ NOPARALLEL|\ RENAME\ TO\ .*)$ | ALTER\ INDEX\ .*\ NOPARALLEL$
    | SELECT\ COUNT\(\*\)\ FROM\ .*\ WHERE\ ROWNUM\ =\ 1$ | DROP\ TABLE\ .*\ CASCADE\ CONSTRAINTS\ PURGE$
    """,
    re.VERBOSE,
)


def alike(statement: str) -> bool:
    """Return whether every script has such a statement, and other tests judge it."""
    return bool(_ALIKE.match(statement))


def _end(tokens: list[Token], at: int) -> int:
    """Return where the statement that holds token `at` ends, behind its semicolon."""
    return next(token.end for token in tokens[at:] if token.text == ";")


def executed(block: str) -> Iterator[str]:
    """Yield what a block executes: dynamic statements, and calls of DBMS_STATS; blocks in host variables left out."""
    constants = iter(executed_strings(block))
    tokens = code_of(tokenize(block))
    for at, token in enumerate(tokens):
        if (token.upper, tokens[at - 1].upper) == ("RUN", "PROCEDURE"):
            continue
        if token.upper == "RUN" and executed_strings(block[token.start : _end(tokens, at)]):
            yield next(constants)
        elif token.upper == "DBMS_STATS" or (token.upper == "EXECUTE" and tokens[at + 1].upper == "IMMEDIATE"):
            argument = at if token.upper == "DBMS_STATS" else at + 2
            text = " ".join(block[tokens[argument].start : _end(tokens, at) - 1].split())
            if token.upper == "DBMS_STATS":
                yield text
            elif executed_strings(block[token.start : _end(tokens, at)]) or tokens[argument].upper == "STATEMENT":
                yield next(constants)
            elif not text.startswith((":", "p_query", "'SELECT", "'ALTER SESSION")):
                yield f"<{text}>"


def _laid_out(statement: str) -> Iterator[str]:
    """Yield a statement's lines; two blanks outside quotes are where its own line broke."""
    parts = re.split(r"""((?:[^"' ]| (?! )|'(?:[^']|'')*'|"[^"]*")+)""", statement)
    lines = [part for text in parts for part in text.split("\n") if part.strip()]
    text = "\n".join("      " + line.strip() if number else "    " + line for number, line in enumerate(lines))
    for line in text.split("\n"):
        yield from _wrapped(line, "        ")


def _wrapped(text: str, indent: str) -> Iterator[str]:
    rest = text
    if len(text) > 1_000:
        # Its beginning and end are enough to read; that nothing is lost between, other tests show.
        rest = f"{text[:400]} [... {len(text) - 600:,} more characters ...] {text[-200:]}"
    while len(rest) > WIDTH:
        cut = rest.rfind(" ", len(indent) + 20, WIDTH)
        cut = WIDTH if cut < 0 else cut
        yield rest[:cut]
        rest = indent + rest[cut:].lstrip()
    yield rest
