"""What the migration itself takes: extra space step by step and its peak, and how long, always as an estimate.

Sources: SQL Language Reference, ALTER TABLE, modify_to_partitioned (new segments beside the old ones); VLDB and
Partitioning Guide, "Converting a Non-Partitioned Table to a Partitioned Table". Speeds stand in environment_config, or
were measured by a full X-ray.
"""

from __future__ import annotations

from dataclasses import dataclass

from repart_tui.advice.sizes import size_text, total_bytes
from repart_tui.migration_models import MigrationConfig, NoneTarget, TableConfig
from repart_tui.oracle.methods import choose_method
from repart_tui.oracle.partition_count import FIRST_EXTENT, SMALL_FIRST_EXTENT, expected_partitions

_MEGABYTE = 1 << 20


METHOD_WORDS = {
    "in_place": "ALTER TABLE ... SET INTERVAL or SET PARTITIONING",
    "online_modify": "ALTER TABLE ... MODIFY ... ONLINE",
    "copy_and_swap": "copy and swap",
    "redefinition": "DBMS_REDEFINITION",
    "exchange": "EXCHANGE PARTITION",
}


def method_words(method: str) -> str:
    """Return a method in the words of a DBA."""
    return METHOD_WORDS.get(method, method)


@dataclass(frozen=True, slots=True)
class CostStep:
    """One step: what it does, bytes above today's once it is done, and its time in seconds, least and most."""

    words: str
    extra_bytes: int
    least_seconds: int
    most_seconds: int


@dataclass(frozen=True, slots=True)
class MigrationCost:
    """Steps in order; `rests_on` says what the figures assume, one sentence each."""

    method: str
    steps: tuple[CostStep, ...]
    rests_on: tuple[str, ...]

    @property
    def peak_bytes(self) -> int:
        """Most bytes above today's at any time."""
        return max((step.extra_bytes for step in self.steps), default=0)

    @property
    def seconds(self) -> tuple[int, int]:
        """Least and most seconds of all steps."""
        return sum(s.least_seconds for s in self.steps), sum(s.most_seconds for s in self.steps)


def migration_cost(table: TableConfig, config: MigrationConfig) -> MigrationCost | None:
    """Return the cost of the plan's target by the method that will be used; None without a target, method or size."""
    size = total_bytes(table.current_state)
    if isinstance(table.common_settings.target_config, NoneTarget) or size is None:
        return None
    method = choose_method(table, config).method
    if method is None:
        return None
    speeds = _Speeds.of(table, config)
    # Small tables get small first extents; a partition is never smaller than one.
    extent = FIRST_EXTENT if size >= FIRST_EXTENT else SMALL_FIRST_EXTENT
    copied = max(size, expected_partitions(table) * extent)
    indexes = table.current_state.index_bytes or 0
    makers = {"in_place": _in_place, "online_modify": _online, "redefinition": _redefinition, "exchange": _exchange}
    steps = makers.get(method, _copy)(copied, indexes, size, speeds)
    return MigrationCost(method, tuple(steps), tuple(_rests_on(table, config, speeds)))


def no_method(table: TableConfig, config: MigrationConfig) -> tuple[str, ...]:
    """Return why no method can carry out the target of the plan, one sentence for each; empty where one can."""
    choice = choose_method(table, config)
    if choice.method is not None:
        return ()
    if table.common_settings.method != "auto":
        wrong = [finding.message for finding in choice.findings if finding.severity == "error"]
        return (*choice.reasons, *wrong)
    return tuple(f"{reason.rstrip('.')}." for reason in choice.reasons)


@dataclass(frozen=True, slots=True)
class _Speeds:
    copy: float
    index: float
    spread: float
    measured: bool

    @classmethod
    def of(cls, table: TableConfig, config: MigrationConfig) -> _Speeds:
        environment = config.environment_config
        measured = table.xray.megabytes_per_second if table.xray is not None else None
        return cls(
            float(measured or environment.copy_megabytes_per_second),
            float(environment.advice.index_megabytes_per_second),
            environment.advice.time_spread_percent / 100,
            bool(measured),
        )

    def step(self, words: str, extra: int, read: float, speed: float) -> CostStep:
        """Return a step that moves `read` bytes at `speed` MB/s."""
        seconds = read / _MEGABYTE / speed
        return CostStep(
            words, extra, round(seconds * max(0.0, 1 - self.spread)), round(seconds * (1 + 2 * self.spread))
        )


def _in_place(copied: int, indexes: int, size: int, speeds: _Speeds) -> list[CostStep]:
    del copied, indexes, size
    return [speeds.step("ALTER TABLE ... SET changes the dictionary; no row moves", 0, 0, 1)]


def _online(copied: int, indexes: int, size: int, speeds: _Speeds) -> list[CostStep]:
    whole = copied + indexes
    seconds = size / speeds.copy + indexes / speeds.index
    return [
        speeds.step("ALTER TABLE ... MODIFY ... ONLINE writes table and indexes anew", whole, seconds, 1),
        speeds.step("The old segments go; statistics are gathered", 0, size, speeds.copy),
    ]


def _redefinition(copied: int, indexes: int, size: int, speeds: _Speeds) -> list[CostStep]:
    whole = copied + indexes
    return [
        speeds.step("DBMS_REDEFINITION copies the rows; changes meanwhile go to a log", copied, size, speeds.copy),
        speeds.step("The indexes are built", whole, indexes, speeds.index),
        speeds.step("Changes are synchronised, statistics gathered, rows counted", whole, 2 * size, speeds.copy),
        speeds.step("The tables change names; the old one stays until cleanup1.sql", whole, 0, 1),
    ]


def _exchange(copied: int, indexes: int, size: int, speeds: _Speeds) -> list[CostStep]:
    del copied
    return [
        speeds.step("Queries prove that every row fits into the partition", 0, size, speeds.copy),
        speeds.step("The table becomes a partition; no row moves", 0, 0, 1),
        speeds.step("The indexes are built anew where they must be", indexes, indexes, speeds.index),
        speeds.step("Statistics are gathered, every row is proven again", indexes, 2 * size, speeds.copy),
    ]


def _copy(copied: int, indexes: int, size: int, speeds: _Speeds) -> list[CostStep]:
    whole = copied + indexes
    return [
        speeds.step("The rows are copied", copied, size, speeds.copy),
        speeds.step("The indexes are built", whole, indexes, speeds.index),
        speeds.step("Statistics are gathered, old and new are proven equal", whole, 3 * size, speeds.copy),
        speeds.step("The names are swapped; the old table stays until cleanup1.sql", whole, 0, 1),
    ]


def _rests_on(table: TableConfig, config: MigrationConfig, speeds: _Speeds) -> list[str]:
    state, environment = table.current_state, config.environment_config
    sizes = {
        "segments": "Sizes are those of the segments.",
        "estimate": "Sizes are estimates by statistics.",
        "unknown": "Sizes are rows times their average length.",
    }[state.size_source]
    copy = (
        f"{speeds.copy:.0f} MB/s were measured by the X-ray, reading only; writing may be slower."
        if speeds.measured
        else f"{environment.copy_megabytes_per_second} MB/s for copies is stated in the plan, not measured."
    )
    index = (
        f"{environment.advice.index_megabytes_per_second} MB/s for index builds is stated in the plan, not measured."
    )
    undo = f"Redo, undo and TEMP for sorting the largest index ({size_text(_largest_index(table))}) come on top."
    return [sizes, copy, index, undo]


def _largest_index(table: TableConfig) -> int:
    return max((index.bytes or 0 for index in table.current_state.indexes), default=0)
