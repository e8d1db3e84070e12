"""What the last look into the rows has against the target: findings beside the fields they are about.

Source: SQL Language Reference, CREATE TABLE (rows that fit into no partition, ORA-14400); ORA-01452.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.counted import counted
from repart_tui.migration_models import NoneTarget, TableConfig
from repart_tui.oracle.findings import Finding, Severity
from repart_tui.oracle.target_findings import CREATE_TABLE, TARGET


def xray_findings(table: TableConfig) -> Iterator[Finding]:
    """Yield findings of an X-ray that looked at this very target; what was found in all rows is an error."""
    found, target = table.xray, table.common_settings.target_config
    if found is None or found.target_config != target or isinstance(target, NoneTarget) or not found.outside_rows:
        return
    severity: Severity = "error" if found.mode == "full" else "warning"
    sampled = " of the sample" if found.mode == "sample" else ""
    values = ", ".join(
        "/".join("NULL" if part is None else part for part in item.value) for item in found.outside_values[:5]
    )
    named = f": {values}" if values else ""
    yield Finding(
        "ORA-14400",
        severity,
        f"{TARGET}.{'partitions' if hasattr(target, 'partitions') else 'key_columns'}",
        f"The X-ray of {found.taken_at.replace('T', ' ')} found {counted(found.outside_rows, 'row')}{sampled} "
        f"that no partition takes{named}.",
        "Add partitions for them or choose another key; after a change of the rows take the X-ray again.",
        CREATE_TABLE,
    )
