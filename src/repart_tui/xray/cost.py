"""What an X-ray costs before it is taken: how much it reads, and for how long, as an estimate."""

from __future__ import annotations

from dataclasses import dataclass

from repart_tui.advice.sizes import size_text
from repart_tui.migration_models import EnvironmentConfig, TableConfig

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class XrayCost:
    """Bytes that a full X-ray reads, about, and seconds at the stated speed; None where the size is not known."""

    bytes: int | None
    seconds: int | None
    heavy: bool
    """True where it should be confirmed first."""


def full_cost(table: TableConfig, environment: EnvironmentConfig) -> XrayCost:
    """Return the cost of reading all rows; the scan is made twice: once for the values, once for the partitions."""
    size = table.current_state.table_bytes
    if size is None:
        return XrayCost(None, None, heavy=True)
    seconds = round(2 * size / _MEGABYTE / environment.copy_megabytes_per_second)
    return XrayCost(size, seconds, heavy=size >= environment.advice.xray_warn_bytes)


def sample_percent(table: TableConfig, environment: EnvironmentConfig) -> float | None:
    """Return the share of blocks to read: that of the environment, or more where it would give too few rows.

    None where most blocks would be read: then all rows are.
    """
    percent, rows = float(environment.advice.xray_sample_percent), table.current_state.num_rows
    if rows is not None:
        percent = max(percent, 100.0 * environment.advice.xray_sample_rows / rows) if rows else 100.0
    return percent if percent < environment.advice.xray_sample_most_percent else None


def cost_words(table: TableConfig, environment: EnvironmentConfig) -> str:
    """Return what a full X-ray costs, in one or two sentences, as an estimate."""
    cost = full_cost(table, environment)
    name = f"{table.owner}.{table.table_name}"
    if cost.bytes is None or cost.seconds is None:
        return f"A full X-ray of {name} reads all its rows twice; how much that is, is not known."
    minutes = max(1, round(cost.seconds / 60))
    time = f"{minutes:,} minutes" if minutes > 1 else "a minute"
    speed = environment.copy_megabytes_per_second
    return (
        f"A full X-ray of {name} reads {size_text(cost.bytes)} twice: {time} or more, at the {speed} MB/s of the "
        "plan. It takes no locks, but the disks are busy."
    )
