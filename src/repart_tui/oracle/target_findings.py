"""How a finding on a target is made: a field without its path is one of the target's own."""

from __future__ import annotations

from repart_tui.oracle.findings import Finding, Severity

TARGET = "common_settings.target_config"
CREATE_TABLE = "SQL Language Reference, CREATE TABLE"


def _finding(severity: Severity, code: str, field: str, message: str, suggestion: str | None) -> Finding:
    where = field if field.startswith("common_settings") else f"{TARGET}.{field}"
    return Finding(code, severity, where, message, suggestion, CREATE_TABLE)


def error(code: str, field: str, message: str, suggestion: str | None = None) -> Finding:
    """Return a finding that bars the target."""
    return _finding("error", code, field, message, suggestion)


def warning(code: str, field: str, message: str, suggestion: str | None = None) -> Finding:
    """Return a finding that the DBA should know."""
    return _finding("warning", code, field, message, suggestion)
