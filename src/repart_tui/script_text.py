"""How templates turn statements and foreign text into lines of a SQL*Plus script.

The Jinja2 environment lives here: its filters and functions are the only way from a value to the script.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2

from repart_tui.oracle.bounds import interval_expression, parse_value
from repart_tui.oracle.columns import column_named, stored_columns, user_columns
from repart_tui.oracle.partition_clause import name_list, partition_clause
from repart_tui.oracle.sql_text import (
    FOREIGN_NEWLINE,
    LARGE,
    LONG,
    foreign,
    foreign_expression,
    gathered,
    pieces,
    plsql_text,
    qualified,
    quote_name,
    statement_pieces,
    string_literal,
)
from repart_tui.resources import template_folder


def comment_text(text: str) -> str:
    """Return foreign text fit for a comment line of ours: printable ASCII, no semicolon, no trailing hyphen.

    Without & too: the header stands before SET DEFINE OFF, and SQL*Plus substitutes in comments.
    """
    safe = "".join(char if " " <= char <= "~" else "?" for char in text)
    safe = safe.replace(";", ",").replace("*/", "* /").replace("&", "+")
    return safe.rstrip("- ") if safe.endswith("-") else safe


def _concatenation(found: list[str], indent: int) -> str:
    margin = " " * indent
    return ("\n" + margin + "|| ").join(found)


def execute(indent: int = 2, using: str = "", *, through: str = "", caller: Callable[[], str]) -> str:
    """Return EXECUTE IMMEDIATE of the statement that the call block holds, in short quoted pieces.

    `using` is the INTO or USING clause behind it; `through` a tool that executes the statement instead.
    """
    execute = f"EXECUTE IMMEDIATE {through} USING" if through else "EXECUTE IMMEDIATE"
    margin = " " * indent
    found = statement_pieces(caller().strip("\n"))
    tail = f" {using}" if using else ""
    if len(found) == 1:
        return f"{margin}{execute} {found[0]}{tail};\n"
    if len(found) <= LARGE:
        return f"{margin}{execute}\n{margin}     {_concatenation(found, indent + 2)}{tail};\n"
    lines = [f"{margin}DECLARE", f"{margin}  statement CLOB;", f"{margin}BEGIN"]
    lines += _put_together(found, indent + 2)
    lines += [f"{margin}  {execute} statement{tail};", f"{margin}END;"]
    return "\n".join(lines) + "\n"


def call_with_query(
    procedure: str, what: str, statement: str, indent: int = 2, before: str = "", after: str = ""
) -> str:
    """Return the call of a local procedure with the text `what` and a statement; `before` and `after` enclose that.

    The statement of a wide table is put together in a variable first: no expression of ours has more than LARGE
    operands. PL/SQL documents no limit of its own for them ("PL/SQL Program Limits": 2**26 nodes in a unit), but each
    is one level of the tree that its compiler walks.
    """
    margin = " " * indent
    found = statement_pieces(statement)
    break_after = f"\n{margin}     " if procedure != "none" else ""
    if len(found) <= LARGE:
        words = f"{break_after}{wrapped(what, indent + 2)},\n{margin}     {before}"
        return f"{margin}{procedure}({words}{query_text(statement, indent + 2)}{after});\n"
    lines = [f"{margin}DECLARE", f"{margin}  statement CLOB;", f"{margin}BEGIN"]
    lines += _put_together(found, indent + 2)
    words = f"{wrapped(what, indent + 4)},\n{margin}       {before}"
    lines += [f"{margin}  {procedure}({words}statement{after});", f"{margin}END;"]
    return "\n".join(lines) + "\n"


def _put_together(found: list[str], indent: int) -> list[str]:
    """Return assignments that make the variable `statement` of pieces, each short enough."""
    margin = " " * indent
    lines = []
    for start in range(0, len(found), LARGE):
        part = found[start : start + LARGE]
        head = f"TO_CLOB({part[0]})" if start == 0 else f"statement || {part[0]}"
        lines.append(f"{margin}statement := {_concatenation([head, *part[1:]], indent + 2)};")
    return lines


def add_lines(lines: list[str], indent: int = 2) -> str:
    """Return calls of the local procedure `add`, one for each line of text."""
    margin = " " * indent
    return "".join(f"{margin}add({_concatenation(pieces(line), indent + 4)});\n" for line in lines)


def wrapped(text: str, indent: int) -> str:
    """Return the PL/SQL expression for `text`, over several lines where it is long, and a CLOB where it is too long."""
    found = pieces(text.replace(FOREIGN_NEWLINE, "\n"))
    return gathered(found, indent) if len(text.encode()) > LONG else _concatenation(found, indent)


def query_text(statement: str, indent: int) -> str:
    """Return the PL/SQL expression for a statement of ours whose line breaks are layout.

    One that names the columns of a wide table outgrows VARCHAR2 (ORA-06502): it is a CLOB then, made of groups.
    """
    found = statement_pieces(statement)
    return gathered(found, indent) if len(statement.encode()) > LONG else _concatenation(found, indent)


def text_block(text: str) -> str:
    """Return a PL/SQL expression for a block of the toolbox: our own text, several lines.

    Its binds are written ~name and become :name when the script runs: a client that scans the script for binds finds
    none inside the literal. The text has no line that SQL*Plus could take for a command, so it may stand as it is.
    Raises ValueError for a text that holds every closing delimiter.
    """
    for opening, closing in (("[", "]"), ("{", "}"), ("!", "!"), ("^", "^")):
        if closing + "'" not in text:
            return f"REPLACE(q'{opening}\n{text}\n{closing}', '~', ':')"
    raise ValueError("the text holds every closing delimiter")


def environment() -> jinja2.Environment:
    """Return the environment of the templates: undefined names raise, blocks leave no blank lines."""
    jinja = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_folder()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    filters: dict[str, Callable[..., Any]] = {
        "quoted": quote_name,
        "names": name_list,
        "text": plsql_text,
        "literal": string_literal,
        "comment": comment_text,
        "foreign": foreign,
        "expression": foreign_expression,
        "wrapped": wrapped,
        "query": query_text,
    }
    jinja.filters.update(filters)
    jinja.globals.update(
        q=qualified,
        execute=execute,
        add_lines=add_lines,
        call_with_query=call_with_query,
        text_block=text_block,
        partition_clause=partition_clause,
        interval_expression=interval_expression,
        parse_value=parse_value,
        user_columns=user_columns,
        stored_columns=stored_columns,
        column_named=column_named,
    )
    return jinja
