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
    # COMPRESSION is no reserved word, and a column of many views (Database Reference); this grammar knows it as a
    # clause only.
    text = re.sub(r"\bcompression\b", "compressed", statement.rstrip())
    text += "\n/\n" if text.upper().startswith(("BEGIN", "DECLARE", "CREATE OR REPLACE")) else ";\n"
    found = _parse(text, PredictionMode.SLL)
    return tuple(found and _parse(text, PredictionMode.LL))


UNJUDGED = (
    # Oracle names these in ALTER SESSION and ALTER TABLE; the grammar does not.
    re.compile(r"^ALTER SESSION "),
    re.compile(r"^ALTER TABLE \S+ READ (ONLY|WRITE)$"),
    re.compile(r"^ALTER TABLE .* (NO)?PARALLEL"),
    re.compile(r"^ALTER TABLE .* MODIFY (SUB)?PARTITION .* READ ONLY$"),
    re.compile(r"^ALTER TABLE .* MODIFY \(\S+ GENERATED .* AS IDENTITY"),
    re.compile(r"^ALTER TABLE .* (ADD|DROP) SUPPLEMENTAL LOG"),
    re.compile(r"^ALTER TABLE .* ROW MOVEMENT$"),
    re.compile(r"^ALTER INDEX .* (NO)?PARALLEL"),
    re.compile(
        r"^ALTER TABLE .* SET (INTERVAL \(|PARTITIONING (AUTOMATIC|MANUAL)$|STORE IN \(|SUBPARTITION TEMPLATE \()"
    ),
    re.compile(r"^ALTER TABLE .* MODIFY DEFAULT ATTRIBUTES (INDEXING (ON|OFF)|(NO)?LOGGING)$"),
)
"""Statements that this grammar cannot judge at all."""

_MODIFY = re.compile(
    r"^ALTER TABLE \S+ MODIFY\s+(PARTITION BY .*?|NONPARTITIONED)\s*(?:ONLINE)?\s*(?:UPDATE INDEXES(.*))?$", re.DOTALL
)
_COMPOSITE = re.compile(
    r"(PARTITION BY (?:HASH \([^)]*\)|LIST \([^)]*\) AUTOMATIC(?: STORE IN \([^)]*\))?))\s+(SUBPARTITION BY .*)$",
    re.DOTALL,
)
_INDEX_ITEM = re.compile(r'("[^"]+"|\S+)\s+(.+)', re.DOTALL)
_FIRST_LEVEL = re.compile(r"\s+(?=PARTITIONS [0-9]|\( PARTITION )")


def judgeable(statement: str) -> list[str]:
    """Return the statements by which the grammar judges `statement`: itself, or its parts rewritten."""
    flat = " ".join(statement.split())
    modify = _MODIFY.match(flat)
    if modify is None:
        return [_known(part) for part in _levels(statement)]
    partitioned = modify.group(1) != "NONPARTITIONED"
    parts = _levels(f"CREATE TABLE t (x NUMBER) {modify.group(1)}") if partitioned else []
    for item in _items((modify.group(2) or "").strip()[1:-1]):
        name, locality = _INDEX_ITEM.fullmatch(item.strip()).groups()  # type: ignore[union-attr]
        parts.append(f"CREATE INDEX {name} ON t (x) {'' if locality == 'GLOBAL' else locality}")
    return [_known(part) for part in parts]


def _levels(statement: str) -> list[str]:
    """Split a composite whose first level this grammar knows only alone: a hash, or an automatic list."""
    composite = _COMPOSITE.search(statement)
    if composite is None:
        return [statement]
    second, first = _FIRST_LEVEL.split(composite.group(2), maxsplit=1)
    return [
        f"{statement[: composite.start()]}{composite.group(1)} {first}",
        f"CREATE TABLE t (x NUMBER) PARTITION BY RANGE (x) {second} ( PARTITION p VALUES LESS THAN (1) )",
    ]


def _items(text: str) -> list[str]:
    """Split at the outermost commas, outside brackets and quotes."""
    found, depth, quoted = [""], 0, ""
    for char in text:
        if quoted or char in "'\"":
            quoted = "" if char == quoted else quoted or char
        else:
            depth += (char == "(") - (char == ")")
        if char == "," and depth == 0 and not quoted:
            found.append("")
        else:
            found[-1] += char
    return [item for item in found if item.strip()]


def _values(text: str) -> str:
    """Rewrite the values of list partitions: tuples lose their brackets, NULL becomes text."""
    done, at = "", 0
    for match in re.finditer(r"\bVALUES \(", text):
        if match.start() < at:
            continue
        end, depth, quoted = match.end(), 1, False
        while depth:
            quoted ^= text[end] == "'"
            depth += 0 if quoted else (text[end] == "(") - (text[end] == ")")
            end += 1
        items = [item.strip() for item in _items(text[match.end() : end - 1])]
        items = [part.strip() for item in items for part in (_items(item[1:-1]) if item.startswith("(") else [item])]
        done += text[at : match.end()] + ", ".join("'n'" if item == "NULL" else item for item in items) + ")"
        at = end
    return done + text[at:]


def _known(statement: str) -> str:
    """Rewrite the clauses that the grammar does not know, and only those, into ones that it does."""
    text = re.sub(r"\bDATE ('[0-9-]+')", r"TO_DATE(\1)", statement)
    if re.match(r"(CREATE|ALTER) TABLE", text):
        # National text and RAW as bounds, INDEXING of a hash partition: in Oracle's diagrams, not in this grammar.
        text = re.sub(r"HEXTORAW\(('[0-9A-F]*')\)", r"\1", text)
        text = re.sub(r"(?<=[(, ])N(?='(?:[^']|'')*'\s*[,)])", "", text)
        if "PARTITION BY HASH" in text:
            text = re.sub(r"(PARTITION \"[^\"]+\") INDEXING (?:ON|OFF)", r"\1", text)
        # The read_only_clause and INDEXING of a subpartition (range_subpartition_desc, individual_hash_subparts).
        text = re.sub(
            r"(SUBPARTITION \"[^\"]+\"(?: VALUES (?:LESS THAN )?\((?:'(?:[^']|'')*'|[^()']|\([^)]*\))*\))?)"
            r"(?: READ (?:ONLY|WRITE))?(?: INDEXING (?:ON|OFF))?",
            r"\1",
            text,
        )
        # What becomes of the index of a dropped key (SQL Language Reference, ALTER TABLE, drop_constraint_clause).
        text = re.sub(
            r"^(ALTER TABLE .* DROP (?:PRIMARY KEY|UNIQUE \([^)]*\)|CONSTRAINT \S+)) KEEP INDEX$", r"\1", text
        )
        text = _values(text)
    text = re.sub(r'\b(PARTITION BY LIST \("[^"]+"), [^)]*\)', r"\1)", text)
    text = re.sub(r"\bPARTITION BY SYSTEM(?=\s+\()", "PARTITION BY HASH (x)", text)
    text = re.sub(r"\bROW STORE COMPRESS (BASIC|ADVANCED)", "COMPRESS", text)
    if text.startswith("CREATE"):
        text = text.replace(" INDEXING PARTIAL", "")
    return re.sub(r"\bON NULL (?=AS IDENTITY)", "", text)
