"""Plans of any number of tables, for measuring the screens with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.tui.conftest import small_config

_SCHEMAS = 40


def write_plan(path: Path, tables: int) -> None:
    """Write a plan of that many tables, spread over schemas; sizes, names and states differ."""
    plan: dict[str, Any] = small_config().to_dict()
    # The odd name and the refusal come along: one table in five each.
    models = plan["tables"]
    plan["tables"] = [_table(models[number % len(models)], number) for number in range(tables)]
    path.write_text(json.dumps(plan), encoding="utf-8")


def _table(model: dict[str, Any], number: int) -> dict[str, Any]:
    state = model["current_state"] | {
        "table_bytes": (number * 7919 % 4000 + 1) * 2**20,
        "num_rows": number * 31 % 10**7,
    }
    owner, name = f"SCHEMA_{number % _SCHEMAS:02}", f"{model['table_name'][:12]}_{number:05}"
    return model | {"owner": owner, "table_name": name, "current_state": state}
