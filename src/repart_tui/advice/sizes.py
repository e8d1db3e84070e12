"""How big a table is and how many partitions it wants."""

from __future__ import annotations

from repart_tui.migration_models import CurrentState, EnvironmentConfig

_UNITS = ((1 << 40, "TB"), (1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB"))


def total_bytes(state: CurrentState) -> int | None:
    """Return the bytes of table and LOBs; from rows and their length where segments are not known; None unknown."""
    if state.table_bytes is not None:
        return state.table_bytes + (state.lob_bytes or 0)
    if state.num_rows is not None and state.avg_row_len is not None:
        return state.num_rows * state.avg_row_len
    return None


def size_text(size: int) -> str:
    """Return a size for people, such as 12.5 GB."""
    for unit, name in _UNITS:
        if size >= unit:
            number = f"{size / unit:.1f}".removesuffix(".0")
            return f"{number} {name}"
    return f"{size} bytes"


def wanted_partitions(state: CurrentState, environment: EnvironmentConfig) -> float:
    """Return into how many partitions of the aimed size the table falls; 1.0 where nothing is known."""
    size = total_bytes(state)
    if size is not None:
        return max(1.0, size / environment.target_partition_bytes)
    if state.num_rows is not None:
        return max(1.0, state.num_rows / environment.target_partition_rows)
    return 1.0


def hash_count(state: CurrentState, environment: EnvironmentConfig) -> int:
    """Return a power of two: enough for the aimed size and for the parallel degree, within the limits of the advice."""
    advice = environment.advice
    wanted = max(environment.parallel_degree, round(wanted_partitions(state, environment) + 0.49))
    least, most = (
        power_of_two(advice.least_hash_partitions),
        min(advice.most_hash_partitions, environment.maximum_partitions),
    )
    count = least
    while count < wanted and 2 * count <= most:
        count *= 2
    return count


def power_of_two(number: int) -> int:
    """Return the least power of two that is no less than the number, and at least 2."""
    count = 2
    while count < number:
        count *= 2
    return count
