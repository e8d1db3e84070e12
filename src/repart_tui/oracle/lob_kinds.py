"""SecureFile or BasicFile: what DB_SECUREFILE makes of the LOBs of new partitions.

Sources: Database Reference, DB_SECUREFILE. PREFERRED, the default: "All LOBs are created as SecureFiles unless
BASICFILE is explicitly specified in the LOB storage clause", and "cases where BASICFILE would otherwise be inherited
from the partition or column level LOB storage are ignored". PERMITTED in 18c: "Has the same effect as choosing the
PREFERRED value"; in all other releases a LOB becomes what the statement says, or what it inherits. PREFERRED and ALWAYS
both leave BasicFiles what lies in "a Manual Segment Space Management tablespace".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from repart_tui.migration_models import (
    AutomaticListTarget,
    HashTarget,
    IntervalTarget,
    LobStorageInfo,
    MigrationConfig,
    NoneTarget,
    ReferenceTarget,
    TableConfig,
    TargetConfig,
)
from repart_tui.oracle.carried_template import planned_template
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.table_ddl import stored_lobs
from repart_tui.oracle.versions import config_release

SOURCE = "Database Reference, DB_SECUREFILE"
_TARGET = "common_settings.target_config"


def basicfiles(table: TableConfig) -> list[LobStorageInfo]:
    """Return the LOBs that are BasicFiles and whose storage a statement can say."""
    return [lob for lob in stored_lobs(table.current_state) if lob.securefile is False]


def basicfiles_at_risk(table: TableConfig, config: MigrationConfig, *, modified: bool = False) -> list[LobStorageInfo]:
    """Return the BasicFiles of which DB_SECUREFILE could make SecureFiles: not those in manual tablespaces alone.

    `modified`: MODIFY moves them, and is not said to leave LOBs where the plan takes them to lie.
    """
    manual = set(config.metadata.manual_tablespaces)
    return [lob for lob in basicfiles(table) if _homes(table, lob, modified=modified) - manual]


def _homes(table: TableConfig, lob: LobStorageInfo, *, modified: bool) -> set[str | None]:
    """Return the tablespaces of the LOB in partitions for which no statement says its kind; None is one not known."""
    settings, target = table.common_settings, table.common_settings.target_config
    level, parts = getattr(target, "subpartitioning", None), getattr(target, "partitions", ())
    template = planned_template(table)
    homes: set[str | None] = set(_named(template, lob))
    if not homes or modified:
        homes.add(lob.tablespace_name or settings.tablespace or table.current_state.storage.tablespace_name)
    if level is not None or modified:
        homes.update(_named(parts, lob))
    if lob.tablespace_name is None or modified:
        homes.update(part.tablespace for part in (*parts, *template) if part.tablespace)
        homes.update(getattr(target, "store_in", ()), getattr(level, "store_in", ()))
    return homes


def _named(items: Iterable[object], lob: LobStorageInfo) -> Iterator[str]:
    for item in items:
        for own in getattr(item, "lobs", ()):
            if own.column_name == lob.column_name and own.tablespace:
                yield own.tablespace


def permitted_is_preferred(config: MigrationConfig) -> bool:
    """Return True in 18c, where no session can have BasicFiles inherited."""
    return config_release(config)[0] == 18


def made_unsaid(target: TargetConfig) -> str | None:
    """Return the partitions of `target` for which no statement says the kind of a LOB, in words; None without any."""
    if getattr(target, "subpartitioning", None) is not None:
        return "subpartitions"
    if isinstance(target, (IntervalTarget, AutomaticListTarget)):
        return "partitions that Oracle makes for its rows"
    if isinstance(target, (HashTarget, ReferenceTarget)) and not target.partitions:
        return "partitions that are not listed"
    return None


def kept_kind_findings(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Yield an error where BasicFiles of a table that is built anew cannot stay so."""
    found, unsaid = basicfiles_at_risk(table, config), made_unsaid(table.common_settings.target_config)
    if found and unsaid is not None and permitted_is_preferred(config):
        automatic = _homes(table, found[0], modified=False).difference(config.metadata.manual_tablespaces)
        names = sorted(home for home in automatic if home is not None)
        where = f" in {', '.join(names)}" if names else ""
        yield Finding(
            "LOB-KIND",
            "error",
            "common_settings.method",
            f"LOB {found[0].column_name} is a BasicFile. On 18c that of {unsaid} becomes a SecureFile{where}: "
            "DB_SECUREFILE = PERMITTED means PREFERRED there.",
            "List the partitions of a range, list or hash without subpartitions, make the LOB a SecureFile first, or "
            "keep it in tablespaces with SEGMENT SPACE MANAGEMENT MANUAL, which have none.",
            SOURCE,
        )


def later_kind_findings(table: TableConfig, config: MigrationConfig) -> Iterator[Finding]:
    """Yield what becomes of BasicFiles in partitions that come after the migration."""
    target, found = table.common_settings.target_config, basicfiles_at_risk(table, config)
    if not found or isinstance(target, NoneTarget):
        return
    name = found[0].column_name
    if not isinstance(target, (IntervalTarget, AutomaticListTarget)):
        yield Finding(
            "LOB-KIND-LATER",
            "note",
            _TARGET,
            f"LOB {name} is a BasicFile. In partitions that you add or split later it becomes a SecureFile where "
            "DB_SECUREFILE is PREFERRED, Oracle's default.",
            f"Say LOB ({name}) STORE AS BASICFILE in the statement if it shall not.",
            SOURCE,
        )
        return
    setting = "PREFERRED, Oracle's default"
    advice = "Have it set to PERMITTED for the whole database if they shall stay BasicFiles."
    if permitted_is_preferred(config):
        setting += ", or PERMITTED, which means the same on 18c"
        advice = "Plan ranges or lists, and add partitions yourself, if they shall stay BasicFiles."
    yield Finding(
        "LOB-KIND-LATER",
        "warning",
        _TARGET,
        f"LOB {name} is a BasicFile. Oracle makes a partition when an application's row needs one, and its LOB becomes "
        f"a SecureFile where DB_SECUREFILE is {setting}.",
        f"{advice} Both kinds in one table work.",
        SOURCE,
    )
