"""What a rule says: one finding, shown alike by the editor, `validate`, the preview and the script's preflight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one field.

    `field` is a dotted path inside TableConfig, such as ``common_settings.target_config.key_columns``;
    `code` an ORA- number where Oracle has one; `source` the Oracle document behind the rule.
    """

    code: str
    severity: Severity
    field: str
    message: str
    suggestion: str | None = None
    source: str | None = None

    def sentence(self) -> str:
        """Return message, remedy and code in one line."""
        remedy = f" {self.suggestion}" if self.suggestion else ""
        return f"{self.message}{remedy} [{self.code}]"


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a script from being written."""
    return [finding for finding in findings if finding.severity == "error"]


def first_three(names: Sequence[str]) -> str:
    """Return the names for a sentence: three of them, and how many more there are."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
