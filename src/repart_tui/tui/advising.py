"""The screens' way to the advice and to the X-ray: heavy imports happen late. No textual here.

The functions block; screens call them from worker threads.
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from repart_tui.tui.core import CoreError, Source, whole_tables
from repart_tui.tui.reading import STOPPED_WITHIN

if TYPE_CHECKING:
    from repart_tui.connect.interruptible import Interruptible
    from repart_tui.migration_models import MigrationConfig, TableConfig, XrayResult

Text = tuple[str, str]
"""A line of the advice and its tone."""


def advice_lines(table: TableConfig, config: MigrationConfig, width: int) -> list[Text]:
    """Return everything the advice has to say on one table."""
    from repart_tui.advice.report import table_advice
    from repart_tui.advice.report_text import table_lines

    return list(table_lines(table_advice(table, config), config, width))


@dataclass(frozen=True)
class Ranked:
    """A line of the ranking."""

    place: int
    """Of its table among those that were ranked."""
    name: str
    score: str
    advice: str
    size: str
    tone: str


def ranking(config: MigrationConfig, tables: Sequence[TableConfig]) -> tuple[str, list[Ranked]]:
    """Return in a sentence what these tables of the plan are fit for, and those of them that are read, ranked."""
    import dataclasses

    from repart_tui.advice.report import ranked
    from repart_tui.advice.report_text import ranking_cells, summary_words

    found = ranked(whole_tables(dataclasses.replace(config, tables=list(tables))), brief=True)
    places = {(table.owner, table.table_name): place for place, table in enumerate(tables)}
    lines = []
    for advice in found:
        score, words, size, tone = ranking_cells(advice)
        place = places[advice.table.owner, advice.table.table_name]
        lines.append(Ranked(place, advice.name, score, words, size, tone))
    return summary_words(found), lines


def why_no_xray(source: Source | None, table: TableConfig | None) -> str | None:
    """Return why no X-ray of the table can be taken; None when one can."""
    if table is not None and table.refusals:
        return "No method may touch this table, so its rows are not looked at."
    if source is None or source.kind == "oracle":
        return None
    return {
        "demo": "The demo has no rows: an X-ray needs a live database (--connect).",
        "dictionary": "A dictionary file has no rows: an X-ray needs a live database (--connect).",
        "config": "A plan opened from a file has no connection: use repart-tui xray.",
    }[source.kind]


def xray_cost(table: TableConfig, config: MigrationConfig) -> str | None:
    """Return what reading all rows costs, where that should be confirmed first; None where it is little."""
    from repart_tui.xray.cost import cost_words, full_cost

    cost = full_cost(table, config.environment_config)
    return cost_words(table, config.environment_config) if cost.heavy else None


def xray_headline(found: XrayResult) -> str:
    """Return in one line when an X-ray was taken, and whether all rows fit."""
    from repart_tui.advice.xray_words import headline

    return headline(found)


def likely_unique_key(table: TableConfig) -> str:
    """Return the primary key with the planned partitioning key added, as text."""
    primary = next((c.columns for c in table.current_state.constraints if c.constraint_type == "P"), [])
    key: Sequence[str] = getattr(table.common_settings.target_config, "key_columns", ())
    return ", ".join(dict.fromkeys([*primary, *key]))


def unknown_columns(text: str, table: TableConfig) -> str | None:
    """Return an objection to column names that the table has not; None when all are known."""
    from repart_tui.oracle.columns import user_columns

    known = {column.name for column in user_columns(table.current_state)}
    unknown = [name for part in text.split(",") if (name := part.strip()) and name not in known]
    return f"no column {', '.join(unknown)}" if unknown else None


class LiveXray:
    """One X-ray over a connection of its own, which another thread may stop."""

    def __init__(
        self,
        source: Source,
        table: TableConfig,
        config: MigrationConfig,
        mode: Literal["sample", "full"],
        unique: Sequence[str] = (),
    ) -> None:
        self._source, self._table, self._config, self._mode, self._unique = source, table, config, mode, unique
        self._stopped = threading.Event()
        self._stopped_at = math.inf
        self._connection: Interruptible | None = None

    def stop(self) -> None:
        """Let `take` end soon; safe from any thread, and waits for nothing."""
        self._stopped_at = min(self._stopped_at, time.monotonic())
        self._stopped.set()
        connection = self._connection
        if connection is not None:
            # The query that runs ends with ORA-01013.
            threading.Thread(target=_quietly, args=(connection.interrupt,), name="interrupt", daemon=True).start()

    def take(self, progress: Callable[[str, int, int], None]) -> XrayResult:
        """Connect, look and disconnect; raises CoreError.

        Once it was stopped it ends within a few seconds, also on a line that went dead.
        """
        from repart_tui.connect.deadline import GivenUp, within
        from repart_tui.connect.interruptible import Interruptible
        from repart_tui.connection import ConnectError, connect

        login = self._source.login
        assert login is not None, "only a source of kind oracle comes here"
        try:
            self._connection = Interruptible(connect(login, given_up=self._stopped.is_set))
        except ConnectError as error:
            raise CoreError(error.explained.lines or [str(error)]) from error
        connection = self._connection
        try:
            return within(
                math.inf,
                lambda: self._look(connection, login.dsn, progress),
                lambda _late: None,
                lambda: time.monotonic() > self._stopped_at + STOPPED_WITHIN,
            )
        except GivenUp as error:
            raise CoreError(["The X-ray was stopped; the database gave no answer to that."]) from error
        finally:
            self._connection = None
            # Closing waits for the network too.
            threading.Thread(target=_quietly, args=(connection.close,), name="close", daemon=True).start()

    def _look(self, connection: Interruptible, dsn: str, progress: Callable[[str, int, int], None]) -> XrayResult:
        from repart_tui.advice.planned import planned_table
        from repart_tui.xray.run import XrayError, take

        try:
            return take(
                connection,
                planned_table(self._table, self._config),
                self._config,
                mode=self._mode,
                unique=[list(self._unique)] if self._unique else [],
                source_name=dsn,
                progress=progress,
                cancelled=self._stopped.is_set,
            )
        except XrayError as error:
            raise CoreError([str(error)]) from error


def _quietly(action: Callable[[], None]) -> None:
    with contextlib.suppress(Exception):
        action()
