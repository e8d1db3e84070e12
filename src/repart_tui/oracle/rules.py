"""All findings on one table: eligibility, target, indexes and method."""

from __future__ import annotations

from repart_tui.migration_models import MigrationConfig, TableConfig
from repart_tui.oracle.carried_partitions import carried_findings
from repart_tui.oracle.carried_template import unsaid_compression
from repart_tui.oracle.eligibility import refusals
from repart_tui.oracle.findings import Finding, errors
from repart_tui.oracle.index_rules import index_findings
from repart_tui.oracle.lob_kinds import later_kind_findings
from repart_tui.oracle.locked_partitions import locked_partition_findings
from repart_tui.oracle.long_texts import long_text_findings
from repart_tui.oracle.methods import MethodChoice, choose_method
from repart_tui.oracle.reference_partitions import carried_findings_of_child, with_carried_partitions
from repart_tui.oracle.state_rules import state_findings
from repart_tui.oracle.tablespace_rules import later_lob_findings, tablespace_findings
from repart_tui.oracle.target_rules import target_findings, unsupported_by_release
from repart_tui.oracle.versions import feature_release, name_limit
from repart_tui.oracle.xray_rules import xray_findings


def table_findings(table: TableConfig, config: MigrationConfig, choice: MethodChoice | None = None) -> list[Finding]:
    """Return every finding on `table`, the gravest first; an error means that no script is written for it.

    `choice` is what `choose_method` says of it, where the caller knows already.
    """
    found = [
        Finding(refusal.code, "error", "enabled", refusal.message, None, refusal.source)
        for refusal in refusals(table.current_state, table.owner, table.table_name)
    ]
    if found:
        # No target and no method makes such a table eligible: what else is wrong with it would only distract.
        return found
    found = [*state_findings(table), *long_text_findings(table)]
    if found:
        # Rules and scripts that rest on such a state would be wrong, or not to be made at all.
        return found
    found += target_findings(table, config.environment_config, name_limit(config.metadata.database))
    found += unsupported_by_release(table, feature_release(config.metadata.database))
    wrong_target = bool(errors(found))
    found += index_findings(table, name_limit(config.metadata.database))
    choice = choice or choose_method(table, config)
    if choice.method != "in_place":
        # In place every partition stays as it is.
        carried = with_carried_partitions(table, config)
        found += [*carried_findings(carried), *carried_findings_of_child(carried, config)]
        found += locked_partition_findings(carried, config)
        found += unsaid_compression(table)
    found += tablespace_findings(table, config.metadata, choice.method)
    found += later_lob_findings(table, choice.method)
    found += later_kind_findings(table, config)
    found += xray_findings(table)
    # That such a target is no change in place follows from what is wrong with it, and helps nobody.
    found += [finding for finding in choice.findings if not (wrong_target and finding.code == "NOT-IN-PLACE")]
    order = {"error": 0, "warning": 1, "note": 2}
    return sorted(dict.fromkeys(found), key=lambda finding: order[finding.severity])
