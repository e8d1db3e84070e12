"""The settings of the whole plan: the form from the schema, and what differs from the saved plan and the defaults."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from repart_tui.migration_models import EnvironmentConfig
from repart_tui.tui import core, editing
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import full_name, shown
from repart_tui.tui.draft import Draft
from repart_tui.tui.form_fields import PLAN_SETTINGS, form_fields
from repart_tui.tui.screens.form import Checked, FormScreen
from repart_tui.tui.settings_diff import settings_lines
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.prompt_line import PromptLine
from repart_tui.tui.widgets.settings_form import Said

_ASSESSED = 20
"""Tables that are on and looked at while one types; the list shows the others once the settings are applied."""
_WEIGHED = ("What proposals aim at", "Advice")
"""Beginnings of the groups that discovery weighs when it proposes."""


class PlanSettingsScreen(FormScreen):
    """Edits a draft of `environment_config`."""

    NAME: ClassVar[str] = "settings"
    BINDINGS = bindings_of("settings")

    def __init__(self, draft: dict[str, Any] | None = None) -> None:
        super().__init__()
        self._kept_draft = draft

    def begin(self) -> None:
        """Take the plan's settings."""
        plan = self.repart.plan
        assert plan is not None
        self._plan = plan
        self.draft = Draft(plan.config.environment_config, self._kept_draft)

    def compose_body(self) -> ComposeResult:
        """Lay out a line to find a setting, above the form."""
        yield PromptLine("Find", "a word of a setting or of its help", id="find")
        yield from super().compose_body()

    @property
    def heading(self) -> str:
        """The whole plan."""
        return "Settings of the plan"

    def check(self) -> Checked:
        """Look at the settings, and at the tables that are on, for the rules on tables look at some of these."""
        settings: EnvironmentConfig = self.draft.settings()
        found = editing.plan_settings_findings(settings)
        said: list[Said] = [(finding.field, finding.severity, finding.sentence()) for finding in found]
        tables = list(self._findings(settings))
        return Checked(said, lambda _width, _whole: [*self._differences(settings), *tables])

    def _findings(self, settings: EnvironmentConfig) -> Iterator[Line]:
        """Yield errors that these settings bring to tables that are on."""
        if settings == self._plan.config.environment_config:
            return
        config = dataclasses.replace(self._plan.config, environment_config=settings)
        for index in self._plan.enabled_indexes()[:_ASSESSED]:
            table = self._plan.tables[index]
            before = {finding.sentence() for finding in self._plan.assess(index).findings}
            for finding in core.assess(table, config).findings:
                if finding.severity in {"error", "warning"} and finding.sentence() not in before:
                    told = f"{full_name(table)}: {shown(finding.sentence())}"
                    yield [(f"{finding.severity.capitalize()}: ", finding.severity), (told, "")]

    def _differences(self, settings: EnvironmentConfig) -> Iterator[Line]:
        now, defaults = settings.to_dict(), EnvironmentConfig().to_dict()
        plan = self._plan
        since = "the saved plan" if plan.path is not None else "what was opened"
        changed = settings_lines(PLAN_SETTINGS, plan.saved_settings.to_dict(), now)
        yield [(f"Against {since}", "title")]
        yield from changed or [[("  nothing differs", "dim")]]
        if plan.saved_settings != EnvironmentConfig():
            yield []
            yield [("Against the defaults", "title")]
            yield from settings_lines(PLAN_SETTINGS, defaults, now) or [[("  nothing differs", "dim")]]

    def keep(self, state: dict[str, Any] | None) -> None:
        """Into the journal."""
        self.repart.safekeeping.draft(-1, state)

    def take_over(self) -> str:
        """Into the plan."""
        before, after = self._plan.config.environment_config, self.draft.settings()
        self._plan.set_plan_settings(after)
        fields = form_fields(PLAN_SETTINGS, after.to_dict())
        weighed = {field.path[0] for field in fields if field.group.startswith(_WEIGHED)}
        weighed = {name for name in weighed if getattr(before, name) != getattr(after, name)}
        more = " Proposals made before stay: b in the list makes them anew." if weighed else ""
        return f"Settings of the plan applied; u takes it back.{more}"

    # ---- finding a setting ------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Open the line that shows only settings with a word."""
        self.query_one(PromptLine).open()

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Show the settings that hold all words."""
        if event.input.id == "find":
            await self.form.find(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the first one that is shown."""
        if event.input.id == "find":
            self.focus_row(next(iter(self.form.rows), None))

    def action_close(self) -> None:
        """Close the line first."""
        line = self.query_one(PromptLine)
        if line.is_open:
            line.close()
            self.focus_row(next(iter(self.form.rows), None))
        else:
            self.ask_and_leave()
