"""6. The container of a materialized view, and a materialized view log: not listed. Their master is refused."""

from repart_tui.demo.describe import Column, Extra, Key, Schema, Table, View

_MASTER = Table(
    "ACCOUNTS",
    (Column("ID", "NUMBER(9)", not_null=True), Column("BRANCH", "NUMBER(4)")),
    rows=1_000,
    keys=(Key("ACCOUNTS_PK", ("ID",)),),
    extras=(Extra("dba_mview_logs", ("log_owner", "master"), {"log_table": "MLOG$_ACCOUNTS", "rowids": "YES"}),),
)
_LOG = Table("MLOG$_ACCOUNTS", (Column("ID", "NUMBER(9)"), Column("SNAPTIME$$", "DATE")), rows=1)
_CONTAINER = Table("TOTALS", (Column("BRANCH", "NUMBER(4)"), Column("COUNTED", "NUMBER")), rows=10)

SCHEMAS = (
    Schema(
        "APP",
        "APP_DATA",
        "APP_INDEX",
        tables=(_MASTER, _LOG, _CONTAINER),
        views=(
            View(
                "TOTALS",
                "SELECT branch, COUNT(*) counted FROM app.accounts GROUP BY branch",
                (("APP", "ACCOUNTS"),),
                materialized={"refresh_method": "FAST"},
            ),
        ),
    ),
)
