"""What somebody chose in a plan: tables switched on, X-rays, settings. A plan as it was discovered has none of it."""

from __future__ import annotations

import contextlib
import json
import mmap
import re
from collections.abc import Callable
from pathlib import Path

from repart_tui.config_file import load_config
from repart_tui.counted import counted
from repart_tui.migration_models import EnvironmentConfig

READ_WHOLE_UP_TO = 16_000_000
"""Bytes of a plan that is read and judged in a second; one of 10,000 tables has 400 million and takes eighteen."""
# In JSON a quote inside a text stands behind a backslash: these are keys and nothing else.
_ON = re.compile(rb'"enabled"\s*:\s*true')
_XRAY = re.compile(rb'"xray"\s*:\s*\{')
_SETTINGS = re.compile(rb'"environment_config"\s*:\s*(?=\{)')
# A policy on a table is enabled too; its name comes before, in a table the table's name.
_POLICY = re.compile(rb'"name"\s*:\s*(?:null|"(?:[^"\\]|\\.)*")\s*,\s*\Z')
_BEFORE = 1_000
_SETTINGS_AT_MOST = 1_000_000


def choices_in(path: Path) -> str | None:
    """Return in words what a plan holds that was chosen, None when nothing was; raises ConfigError for no plan."""
    # What cannot be read is told below.
    with contextlib.suppress(OSError):
        if path.stat().st_size > READ_WHOLE_UP_TO:
            with path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as text:
                settings = _settings(text)
                if settings is not None:
                    return _in_words(_switched_on(text), lambda: _XRAY.search(text) is not None, settings)
    plan = load_config(path)
    switched_on = sum(1 for table in plan.tables if table.enabled)
    return _in_words(switched_on, lambda: any(table.xray for table in plan.tables), plan.environment_config)


def _in_words(switched_on: int, with_xrays: Callable[[], bool], settings: EnvironmentConfig) -> str | None:
    if switched_on:
        return f"a plan in which {counted(switched_on, 'table')} {'is' if switched_on == 1 else 'are'} switched on"
    if with_xrays():
        return "a plan with X-rays"
    return "a plan with settings of its own" if settings != EnvironmentConfig() else None


def _switched_on(text: mmap.mmap) -> int:
    found = (match.start() for match in _ON.finditer(text))
    return sum(_POLICY.search(text[max(0, place - _BEFORE) : place]) is None for place in found)


def _settings(text: mmap.mmap) -> EnvironmentConfig | None:
    """Return the settings of what is a plan to its beginning and its end, None where it does not look like one."""
    head, tail = text[:_SETTINGS_AT_MOST], text[-100:]
    found = _SETTINGS.search(head)
    if found is None or b'"schema_version"' not in head or not tail.rstrip().endswith(b"}"):
        return None
    try:
        document, _ = json.JSONDecoder().raw_decode(head[found.end() :].decode("utf-8", "replace"))
        return EnvironmentConfig.from_dict(document)
    except ValueError:  # the models' own errors are ValueErrors too
        return None
