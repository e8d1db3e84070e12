"""45. A materialized view that refreshes fast or on commit bars every method; one that refreshes COMPLETE is told."""

from repart_tui.demo.describe import Column, Key, Schema, Table, View


def _table(name: str) -> Table:
    columns = (Column("ID", "NUMBER(9)", not_null=True), Column("BRANCH", "NUMBER(4)"))
    return Table(name, columns, rows=1_000, keys=(Key(f"{name}_PK", ("ID",)),))


def _view(name: str, table: str, **refresh: str) -> View:
    text = f"SELECT branch, COUNT(*) counted FROM app.{table.lower()} GROUP BY branch"
    return View(name, text, (("APP", table),), materialized=refresh)


SCHEMAS = (
    Schema(
        "APP",
        "APP_DATA",
        "APP_INDEX",
        tables=(_table("FAST_BASE"), _table("COMMIT_BASE"), _table("COMPLETE_BASE")),
        views=(
            _view("FAST_TOTALS", "FAST_BASE", refresh_method="FAST", fast_refreshable="DML"),
            _view("COMMIT_TOTALS", "COMMIT_BASE", refresh_method="FORCE", refresh_mode="COMMIT"),
            _view("COMPLETE_TOTALS", "COMPLETE_BASE", refresh_method="COMPLETE"),
        ),
    ),
)
