"""What histograms of each type tell of a column's values: all of them, or nothing that a list could rest on.

Source: SQL Tuning Guide, "Histograms"; Oracle Scratchpad, "Frequency Histogram 4" (texts as numbers, 64 bytes kept).
"""

from __future__ import annotations

from typing import Any

import pytest

from repart_tui.migration_models import ColumnStatistics

Facts = dict[str, Any]


@pytest.fixture
def read(build: Any, table: Any, column: Any, state_of: Any) -> Any:
    """Return the statistics of a column with the given histogram."""

    def statistics(data_type: str, histogram: str, endpoints: list[Facts], **facts: Any) -> ColumnStatistics:
        name = {"owner": "APP", "table_name": "T", "column_name": "C"}
        more = {"character_set_name": "CHAR_CS"} if "CHAR" in data_type else {}
        connection = build(
            {
                "dba_tables": [table("T")],
                "dba_tab_cols": [column("T", "C", 1, data_type, data_length=200, **more)],
                "dba_tab_col_statistics": [
                    {**name, "num_nulls": 0, "num_distinct": len(endpoints), "histogram": histogram, **facts}
                ],
                "dba_tab_histograms": [{**name, **endpoint} for endpoint in endpoints],
            }
        )
        found = state_of(connection, "T").columns[0].statistics
        assert found is not None
        return found

    return statistics


def text(value: str, upto: int) -> Facts:
    """Return an endpoint as 12c keeps it: the first 15 bytes as a number of 15 digits."""
    number = round(int.from_bytes(value.encode()[:15].ljust(15, b"\0"), "big"), -21)
    return {"endpoint_number": upto, "endpoint_value": str(number)}


def test_a_frequency_histogram_counts_every_value(read: Any) -> None:
    found = read("VARCHAR2", "FREQUENCY", [text("EAST", 10), text("WEST", 40)])
    assert (found.frequent_values, found.frequent_counts) == (["EAST", "WEST"], [10, 30])


@pytest.mark.parametrize("histogram", ["TOP-FREQUENCY", "HYBRID", "HEIGHT BALANCED", "NONE"])
def test_other_types_leave_values_out_so_no_list_rests_on_them(read: Any, histogram: str) -> None:
    found = read("VARCHAR2", histogram, [text("EAST", 10), text("WEST", 40)])
    assert found.histogram == histogram
    assert found.frequent_values == found.frequent_counts == []


def test_published_endpoints() -> None:
    # "Histograms on character strings between 11.2.0.3 and 11.2.0.4": 'N' and 'Y' as Oracle rounds them.
    assert text("N", 1)["endpoint_value"] == "404999154965717000000000000000000000"
    assert text("Y", 1)["endpoint_value"] == "462114420409600000000000000000000000"


def test_a_value_that_was_cut_is_none_of_a_list(read: Any) -> None:
    """Of longer texts a histogram keeps 64 bytes: a partition for the beginning would stay empty."""
    whole, cut = "x" * 40, "y" * 64
    kept = {"endpoint_number": 1, "endpoint_value": "1", "endpoint_actual_value": whole}
    found = read("VARCHAR2", "FREQUENCY", [kept])
    assert found.frequent_values == [whole]
    for column in ("endpoint_actual_value", "endpoint_actual_value_raw"):
        value: str | bytes = cut if column == "endpoint_actual_value" else cut.encode()
        found = read("VARCHAR2", "FREQUENCY", [kept, {"endpoint_number": 2, "endpoint_value": "2", column: value}])
        assert found.frequent_values == []
        assert found.frequent_counts == []


def test_blanks_at_the_end_of_char_tell_nothing_apart(read: Any) -> None:
    assert read("CHAR", "FREQUENCY", [text("Y  ", 4)]).frequent_values == ["Y"]
    raw = {"endpoint_number": 4, "endpoint_value": "1", "endpoint_actual_value_raw": b"Y  "}
    assert read("CHAR", "FREQUENCY", [raw]).frequent_values == ["Y"]


def test_numbers_and_dates(read: Any) -> None:
    numbers = [{"endpoint_number": n, "endpoint_value": value} for n, value in ((5, "-1.5"), (9, "0"), (12, "100"))]
    found = read("NUMBER", "FREQUENCY", numbers)
    assert (found.frequent_values, found.frequent_counts) == (["-1.5", "0", "100"], [5, 4, 3])
    days = [{"endpoint_number": 7, "endpoint_value": "2459216"}]
    assert read("DATE", "FREQUENCY", days).frequent_values == ["2021-01-01"]


def test_a_timestamp_is_no_list(read: Any) -> None:
    assert (
        read("TIMESTAMP(6)", "FREQUENCY", [{"endpoint_number": 7, "endpoint_value": "2459216.5"}]).frequent_values == []
    )
