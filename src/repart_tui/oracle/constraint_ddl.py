"""Constraints as DDL, with every state that the dictionary shows.

Source: SQL Language Reference, "constraint" (constraint_state, using_index_clause, references_clause).
"""

from __future__ import annotations

from repart_tui.migration_models import ConstraintInfo
from repart_tui.oracle.partition_clause import name_list
from repart_tui.oracle.sql_text import foreign_expression, qualified, quote_name


def named(name: str | None) -> str:
    """Return the CONSTRAINT clause, or nothing for a name that Oracle shall make."""
    return f"CONSTRAINT {quote_name(name)} " if name else ""


def timing(constraint: ConstraintInfo) -> str:
    """Return the DEFERRABLE and INITIALLY clauses, with a leading blank; nothing for the default."""
    if not constraint.deferrable:
        return ""
    return " DEFERRABLE INITIALLY DEFERRED" if constraint.deferred else " DEFERRABLE"


def enforcement(constraint: ConstraintInfo, *, validate_later: bool = False) -> str:
    """Return RELY, ENABLE or DISABLE, VALIDATE or NOVALIDATE, with leading blanks.

    `validate_later` gives ENABLE NOVALIDATE for a constraint that a second statement validates.
    """
    words = " RELY" if constraint.rely else ""
    words += " ENABLE" if constraint.status == "ENABLED" else " DISABLE"
    validated = constraint.validated and not validate_later
    return words + (" VALIDATE" if validated else " NOVALIDATE")


def key_clause(constraint: ConstraintInfo, name: str | None, using_index: str) -> str:
    """Return a primary or unique key; `using_index` is the USING INDEX clause or empty."""
    kind = "PRIMARY KEY" if constraint.constraint_type == "P" else "UNIQUE"
    rely = " RELY" if constraint.rely else ""
    state = " ENABLE" if constraint.status == "ENABLED" else " DISABLE"
    state += " VALIDATE" if constraint.validated else " NOVALIDATE"
    index = f" {using_index}" if using_index and (constraint.status == "ENABLED" or constraint.validated) else ""
    return f"{named(name)}{kind} ({name_list(constraint.columns)}){timing(constraint)}{rely}{index}{state}"


def check_clause(constraint: ConstraintInfo, name: str | None) -> str:
    """Return a check constraint; its condition stands verbatim."""
    condition = foreign_expression(constraint.search_condition or "")
    return f"{named(name)}CHECK ({condition}){timing(constraint)}{enforcement(constraint)}"


def foreign_key_clause(
    constraint: ConstraintInfo,
    name: str | None,
    owner: str,
    table_name: str,
    *,
    validate_later: bool,
    parent: str | None = None,
) -> str:
    """Return a foreign key to the given table, by the columns of the referenced key.

    `parent` is that table as the statement says it, where its name is not known before the script runs.
    """
    rule = {"CASCADE": " ON DELETE CASCADE", "SET NULL": " ON DELETE SET NULL"}.get(constraint.delete_rule or "", "")
    return (
        f"{named(name)}FOREIGN KEY ({name_list(constraint.columns)})"
        f" REFERENCES {parent or qualified(owner, table_name)} ({name_list(constraint.referenced_columns)}){rule}"
        f"{timing(constraint)}{enforcement(constraint, validate_later=validate_later)}"
    )


def checked_on_load(constraint: ConstraintInfo) -> bool:
    """Return True for a check that every loaded row satisfies, so that it can stand in CREATE TABLE."""
    return (constraint.status == "DISABLED" and not constraint.validated) or (
        constraint.status == "ENABLED" and constraint.validated
    )
