"""Which release of Oracle Database the plan is for."""

from __future__ import annotations

from repart_tui.migration_models import DatabaseInfo, MigrationConfig


def release(database: DatabaseInfo | None) -> tuple[int, int]:
    """Return (major, minor) such as (12, 2) or (19, 0); (0, 0) when the version is unknown."""
    if database is None or not database.version:
        return (0, 0)
    numbers = [int(part) for part in database.version.split(".")[:2] if part.isdigit()]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)


def feature_release(database: DatabaseInfo | None) -> tuple[int, int]:
    """Return the release whose features may be used: that of the software, or COMPATIBLE where it is older.

    Source: Upgrade Guide, "About the COMPATIBLE Initialization Parameter". (0, 0) when the version is unknown.
    """
    found = release(database)
    compatible = database.compatible if database is not None else None
    numbers = [int(part) for part in (compatible or "").split(".")[:2] if part.isdigit()]
    return min(found, (numbers[0], numbers[1])) if len(numbers) == 2 else found


def name_limit(database: DatabaseInfo | None) -> int:
    """Return the longest name in bytes: 128 from COMPATIBLE 12.2 on, 30 before (SQL Language Reference, "Names")."""
    compatible = database.compatible if database is not None else None
    if not compatible:
        return 128
    numbers = [int(part) for part in compatible.split(".")[:2] if part.isdigit()]
    return 128 if numbers >= [12, 2] else 30


def config_release(config: MigrationConfig) -> tuple[int, int]:
    """Return the release of the database that was discovered."""
    return release(config.metadata.database)
