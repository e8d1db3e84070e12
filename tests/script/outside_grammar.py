"""An outside judge of our SQL: the ANTLR grammars-v4 parser of Oracle's PL/SQL, as packaged by pgrecon.

The generated parser is a private module of that package, so it is pinned exactly, and a failing import fails the
tests. Forms that this grammar does not know are rewritten into parts that it can judge; the few that stay unjudged
are listed in UNJUDGED.
"""

from __future__ import annotations

import re
from functools import lru_cache

from antlr4 import CommonTokenStream, InputStream
from antlr4.atn.PredictionMode import PredictionMode
from antlr4.error.ErrorListener import ErrorListener
from pgrecon.plsql._generated.PlSqlLexer import PlSqlLexer
from pgrecon.plsql._generated.PlSqlParser import PlSqlParser


class _Complaints(ErrorListener):
    def __init__(self) -> None:
        self.found: list[str] = []

    def syntaxError(self, *args):
        """Note a complaint; the arguments are recognizer, symbol, line, column, message and exception."""
        self.found.append(f"{args[2]}:{args[3]} {args[4]}")


def _parse(text: str, mode: PredictionMode) -> list[str]:
    complaints = _Complaints()
    lexer = PlSqlLexer(InputStream(text))
    lexer.removeErrorListeners()
    lexer.addErrorListener(complaints)
    parser = PlSqlParser(CommonTokenStream(lexer))
    parser.removeErrorListeners()
    parser.addErrorListener(complaints)
    parser._interp.predictionMode = mode
    parser.sql_script()
    return complaints.found


@lru_cache(maxsize=20_000)
def complaints(statement: str) -> tuple[str, ...]:
    """Return what the grammar has against one statement or block; empty when it takes it."""
    text = statement.rstrip()
    text += "\n/\n" if text.upper().startswith(("BEGIN", "DECLARE", "CREATE OR REPLACE")) else ";\n"
    found = _parse(text, PredictionMode.SLL)
    return tuple(found and _parse(text, PredictionMode.LL))


UNJUDGED = (
    # Oracle names these in ALTER SESSION and ALTER TABLE; the grammar does not.
    re.compile(r"^ALTER SESSION "),
    re.compile(r"^ALTER TABLE \S+ READ (ONLY|WRITE)$"),
    re.compile(r"^ALTER TABLE .* (NO)?PARALLEL"),
    re.compile(r"^ALTER TABLE .* MODIFY PARTITION .* READ ONLY$"),
    re.compile(r"^ALTER TABLE .* MODIFY \(\S+ GENERATED .* AS IDENTITY"),
    re.compile(r"^ALTER TABLE .* (ADD|DROP) SUPPLEMENTAL LOG"),
    re.compile(r"^ALTER TABLE .* ROW MOVEMENT$"),
    re.compile(r"^ALTER INDEX .* (NO)?PARALLEL"),
)
"""Statements that this grammar cannot judge at all."""

_MODIFY = re.compile(
    r"^ALTER TABLE (\S+) MODIFY\s+(PARTITION BY .*?)\s*(?:ONLINE)?\s*(?:UPDATE INDEXES(.*))?$", re.DOTALL
)


def judgeable(statement: str) -> list[str]:
    """Return the statements by which the grammar judges `statement`: itself, or its parts rewritten."""
    flat = " ".join(statement.split())
    modify = _MODIFY.match(flat)
    if modify:
        parts = [f"CREATE TABLE t (x NUMBER) {modify.group(2)}"]
        for item in re.findall(r'[(,] ("[^"]+") (LOCAL|GLOBAL[^,]*?)(?= ,| \)|$)', modify.group(3) or ""):
            parts.append(f"CREATE INDEX {item[0]} ON t (x) {item[1] if item[1] == 'LOCAL' else ''}")
        return [_known(part) for part in parts]
    return [_known(statement)]


def _known(statement: str) -> str:
    """Rewrite the clauses that the grammar does not know, and only those, into ones that it does."""
    text = re.sub(r"\bDATE ('[0-9-]+')", r"TO_DATE(\1)", statement)
    # NULL and pairs in list values, a hash as first level of two: known to Oracle, not to this grammar.
    text = re.sub(
        r"VALUES \((.*?)\)(?=[\s,)]|$)",
        lambda m: f"VALUES ({m.group(1).replace('NULL', chr(39) + 'n' + chr(39))})",
        text,
    )
    text = re.sub(
        r"(PARTITION BY HASH \([^)]*\))\s+SUBPARTITION BY .*?(?=\s+PARTITIONS )", r"\1", text, flags=re.DOTALL
    )
    text = re.sub(r"(\) AUTOMATIC)\s+SUBPARTITION BY HASH \([^)]*\) SUBPARTITIONS [0-9]+", r"\1", text)
    text = re.sub(r"\bROW STORE COMPRESS (BASIC|ADVANCED)", "COMPRESS", text)
    return re.sub(r"\bON NULL (?=AS IDENTITY)", "", text)
