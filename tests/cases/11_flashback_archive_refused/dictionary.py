"""11. A table tracked by a flashback archive: refused, for a copy would lose its history (ORA-42032, ORA-55610)."""

from repart_tui.demo.describe import Column, Extra, Table

_ARCHIVE = {"flashback_archive_name": "FBA_5Y", "archive_table_name": "SYS_FBA_HIST_71801", "status": "ENABLED"}

TABLES = (
    Table(
        "PRICES",
        (Column("ARTICLE", "VARCHAR2(30)"), Column("PRICE", "NUMBER(10,2)")),
        rows=1_000,
        object_id=71_801,
        extras=(Extra("dba_flashback_archive_tables", ("owner_name", "table_name"), _ARCHIVE),),
    ),
    Table("SYS_FBA_HIST_71801", (Column("RID", "VARCHAR2(4000)"), Column("PRICE", "NUMBER(10,2)")), rows=10),
)
