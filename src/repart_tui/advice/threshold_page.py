"""The page on the advice in the docs, its table of thresholds read from the schema.

python -m repart_tui.advice.threshold_page [--check]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from repart_tui.generated_page import page_command
from repart_tui.validation import load_schema

PATH = Path("docs/advice.md")
# Of environment_config itself, what the advice weighs; the rest belongs to the script.
_GENERAL = (
    "candidate_bytes",
    "target_partition_bytes",
    "target_partition_rows",
    "maximum_partitions",
    "maximum_list_values",
    "sentinel_years",
    "copy_megabytes_per_second",
)
_HEAD = """\
# The advice

`repart-tui advise`, the screen behind `v`, and the proposals of `discover` say the same, from what every dictionary
holds: sizes, statistics, constraints, indexes, triggers, present partitions and, where they can be read, changes since
statistics were gathered (`DBA_TAB_MODIFICATIONS`) and the columns that predicates name (`SYS.COL_USAGE$`, which
`SELECT ANY DICTIONARY` opens). No workload has to be recorded.

- **Score.** 0 to 100 points for what partitioning the table would bring, each part told in words. From
  `recommend_score` on the advice is to partition, from `consider_score` on to consider it, below to leave the table
  alone: the answer for small tables and for partitionings that fit.
- **Keys.** Each date and category column with what speaks for and against it: type, NULLs, distinct values, least and
  greatest value, primary key, leading index column, column usage, triggers that set it, sentinels such as 9999-12-31.
  Numbers and texts that hold times (20240131, 202401, 20240131120000, seconds or milliseconds since 1970, years) count
  as the dates that they stand for: an interval of 100 on YYYYMMDD is a month, text gets ranges with MAXVALUE.
- **Width and number.** The interval whose partitions come near `target_partition_bytes`, a month where that is right;
  bounds on the first of the month; a second level where one is not enough; never more than Oracle or sense allows.
- **In place.** Where the present partitioning can get there without a rebuild (SET INTERVAL, ADD, SPLIT, SET
  PARTITIONING AUTOMATIC), that is said; and where no method can carry a plan out, why not.
- **Indexes.** Local or global for each, with the trade-off.
- **Forecast and cost.** Partitions, rows and bytes now and in `forecast_years`; extra space step by step and its peak;
  time as a range. All are estimates and say what they rest on.
- **X-ray.** On request a look into the rows of the live table, read only: `x` on that screen, or `repart-tui xray`. It
  begins with a sample of the blocks, from which nothing is claimed of the whole; all rows are read on request, with
  what that costs. The result is kept in the plan with its time, and in the journal until the plan is saved.

## Thresholds

All of them stand in `environment_config` of the plan: `repart-tui set CONFIG environment_config KEY=VALUE`, or `E`
in the list of tables, changes them, `repart-tui advise --threshold KEY=VALUE` only tries others. This page is written
by `python -m repart_tui.advice.threshold_page` from the schema.

| key | default | meaning |
|---|---|---|
"""


def threshold_page() -> str:
    """Return the page as Markdown."""
    return _HEAD + "".join(f"| `{key}` | {default} | {words} |\n" for key, default, words in thresholds())


def thresholds() -> Iterator[tuple[str, str, str]]:
    """Yield key, default and meaning of every threshold of the advice."""
    definitions = load_schema()["$defs"]
    general: dict[str, Any] = definitions["EnvironmentConfig"]["properties"]
    for name in _GENERAL:
        yield name, _shown(general[name]["default"]), general[name]["description"]
    for name, schema in definitions["AdviceThresholds"]["properties"].items():
        yield f"advice.{name}", _shown(schema["default"]), schema["description"]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"`{item}`" for item in value)
    return f"{value:,}" if isinstance(value, int) else json.dumps(value)


if __name__ == "__main__":
    raise SystemExit(page_command("repart_tui.advice.threshold_page", threshold_page, PATH))
