"""A small plan made by hand, and the app on it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from time import monotonic
from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from repart_tui.migration_models import EnvironmentConfig, Metadata, MigrationConfig, TableConfig
from repart_tui.tui.app import RepartApp
from repart_tui.tui.core import Source
from repart_tui.tui.environment import Terminal
from repart_tui.tui.preferences import Preferences
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.screens.confirm import ConfirmScreen
from repart_tui.tui.screens.tables import TablesScreen
from repart_tui.tui.widgets.bar import Bar
from repart_tui.tui.widgets.table_list import TableList
from repart_tui.tui.widgets.text_view import TextView

FACTS = Terminal("xterm-256color", over_ssh=False, colours="truecolor", no_color=False, light=False, unicode=True)
"""The tests must not depend on the terminal that runs them."""

MONTHLY: dict[str, Any] = {
    "partitioning_type": "interval",
    "key_columns": ["ORDER_DATE"],
    "interval": {"unit": "MONTH", "count": 1},
    "partitions": [{"name": "P0", "values_less_than": ["2020-01-01"]}],
}
_COLUMNS = [
    {"name": "ID", "data_type": "NUMBER", "nullable": False},
    {
        "name": "ORDER_DATE",
        "data_type": "DATE",
        "nullable": False,
        "statistics": {"num_distinct": 2192, "num_nulls": 0, "low_value": "2019-01-01", "high_value": "2024-12-31"},
    },
    {"name": "STATUS", "data_type": "VARCHAR2", "data_length": 10, "char_length": 10, "char_used": "B"},
    {"name": "NOTE", "data_type": "CLOB"},
]


def table(owner: str, name: str, target: dict[str, Any] | None = None, **more: Any) -> TableConfig:
    """Return a table of four columns with one index."""
    columns = [
        {"internal_column_id": place, "column_id": place, **column} for place, column in enumerate(_COLUMNS, start=1)
    ]
    index = {
        "owner": owner,
        "index_name": f"{name}_IX",
        "index_type": "NORMAL",
        "columns": [{"name": "ORDER_DATE", "position": 1}],
    }
    state = {"num_rows": 1000, "table_bytes": 2**30, "size_source": "segments", "columns": columns, "indexes": [index]}
    return TableConfig.from_dict(
        {
            "owner": owner,
            "table_name": name,
            "common_settings": {"target_config": target or MONTHLY},
            "current_state": state | more.pop("state", {}),
            **more,
        }
    )


def small_config() -> MigrationConfig:
    """Return a plan of five tables: two ordinary, one odd name, one refused, one left alone."""
    return MigrationConfig(
        schema_version="1.0",
        metadata=Metadata.from_dict(
            {
                "tool_version": "0",
                "source_kind": "demo",
                "database": {"version": "19.0.0.0.0", "compatible": "19.0.0", "partitioning_option": True},
            }
        ),
        environment_config=EnvironmentConfig(),
        tables=[
            table("APP", "ORDERS"),
            table("APP", "PAYMENTS", state={"table_bytes": 2**34, "num_rows": 5}),
            table("APP", "[x] odd [/b]", {"partitioning_type": "hash", "key_columns": ["ID"], "partition_count": 8}),
            table("HR", "OLD", refusals=[{"code": "ORA-14031", "message": "The table has a LONG column."}]),
            table("HR", "SMALL", {"partitioning_type": "none"}),
        ],
    )


class User:
    """What a person at the terminal does and sees."""

    def __init__(self, pilot: Pilot[int], app: RepartApp) -> None:
        self.pilot = pilot
        self.app = app
        self.expects_errors = False

    async def press(self, *keys: str) -> None:
        """Press keys, and let the screen answer."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def answer(self, label: str) -> None:
        """Move the cursor of a question to an answer, and take it."""
        labels = [answer[1] for answer in cast("ConfirmScreen", self.app.screen)._answers]
        answers = self.app.screen.query_one(OptionList)
        assert answers.highlighted is not None
        steps = labels.index(label) - answers.highlighted
        await self.press(*["down" if steps > 0 else "up"] * abs(steps), "enter")

    async def type(self, text: str) -> None:
        """Type text."""
        await self.press(*("space" if char == " " else char for char in text))

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await self.pilot.pause()
        while (
            self.app.keys_wait
            or self.app.saving.locked()
            or any(
                worker.is_running and worker.group in {"read", "assess", "render"} for worker in list(self.app.workers)
            )
        ):
            await self.pilot.pause(0.02)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait for what comes by and by, such as the end of a scroll; a test then asserts it."""
        deadline = monotonic() + seconds
        while not condition() and monotonic() < deadline:
            await self.pilot.pause(0.02)

    @property
    def tables(self) -> TablesScreen:
        """The screen with the tables, wherever the user is."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, TablesScreen))

    @property
    def names(self) -> list[str]:
        """Names of the tables shown, in order."""
        assert self.app.plan is not None
        return [self.app.plan.tables[index].table_name for index in self.tables.query_one(TableList).order]

    @property
    def status(self) -> str:
        """The message at the bottom."""
        return self.app.screen.query_one("#status", Bar).left

    @property
    def counts(self) -> str:
        """The counts at the bottom."""
        return self.app.screen.query_one("#status", Bar).right

    @property
    def title(self) -> str:
        """The first line."""
        bar = self.app.screen.query_one("#title", Bar)
        return f"{bar.left} {bar.right}".strip()

    @property
    def text(self) -> str:
        """The text of the screen's text view."""
        return self.app.screen.query(TextView).first(TextView).text

    @property
    def place(self) -> str:
        """Name of the screen the user is on."""
        screen = self.app.screen
        return screen.NAME if isinstance(screen, BaseScreen) else type(screen).__name__

    def lines(self) -> list[str]:
        """What stands on the terminal, line by line."""
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    def reversed(self, text: str) -> bool:
        """Tell whether the text stands on the terminal in reverse video."""
        return any(
            text in segment.text and segment.style is not None and bool(segment.style.reverse)
            for strip in self.app.screen._compositor.render_strips()
            for segment in strip
        )

    def shows(self, text: str) -> bool:
        """Tell whether the text stands on the terminal."""
        return any(text in line for line in self.lines())


@contextlib.asynccontextmanager
async def at_terminal(
    source: Source | None,
    size: tuple[int, int] = (80, 24),
    preferences: Preferences | None = None,
    facts: Terminal = FACTS,
) -> AsyncIterator[User]:
    """Start the app on a source in a terminal of that size."""
    app = RepartApp(source, preferences, facts)
    async with app.run_test(size=size) as pilot:
        user = User(pilot, app)
        await user.settle()
        try:
            yield user
        finally:
            app.safekeeping.give_up()  # as a user who leaves; kept work stays after `end_on_signal`
        # The screens go on after an error; a test must not pass over one.
        if app.unexpected_errors and not user.expects_errors:
            raise app.unexpected_errors[0]


@pytest.fixture(autouse=True)
def _reads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConfirmScreen, "UNREAD", 0.0)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Source:
    """A source with the small plan."""
    path = tmp_path / "plan.json"
    small_config().save_to_file(path)
    return Source("config", path=path)
