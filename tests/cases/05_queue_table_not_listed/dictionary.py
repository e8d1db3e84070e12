"""5. A queue table and the tables that Oracle keeps beside it: not listed."""

from repart_tui.demo.describe import Column, Extra, Key, Table

TABLES = (
    Table(
        "JOBS_QT",
        (Column("MSGID", "RAW(16)", not_null=True), Column("USER_DATA", "RAW(2000)")),
        rows=10,
        keys=(Key("SYS_C009921", ("MSGID",)),),
        extras=(Extra("dba_queue_tables", ("owner", "queue_table"), {"type": "RAW", "recipients": "SINGLE"}),),
    ),
    Table("AQ$_JOBS_QT_S", (Column("SUBSCRIBER_ID", "NUMBER"),), rows=1),
)
