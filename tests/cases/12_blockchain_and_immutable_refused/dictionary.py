"""12. A blockchain table, an immutable table: refused."""

from repart_tui.demo.describe import Column, Extra, Table

TABLES = (
    Table(
        "CHAIN",
        (Column("AMOUNT", "NUMBER(14,2)"), Column("ORABCTAB_HASH$", "RAW(2000)", system=True)),
        rows=1_000,
        extras=(Extra("dba_blockchain_tables", ("schema_name", "table_name"), {"row_retention": 3650}),),
    ),
    Table(
        "STONE",
        (Column("ACTION", "VARCHAR2(200)"),),
        rows=1_000,
        extras=(Extra("dba_immutable_tables", ("schema_name", "table_name"), {"row_retention": 1825}),),
    ),
)
