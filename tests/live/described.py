"""The tables of schema.sql as a dictionary would show them, for the dry run of the suite without a database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from repart_tui.demo.build import build
from repart_tui.demo.describe import (
    Check,
    Column,
    Expression,
    ForeignKey,
    Identity,
    Index,
    Key,
    Lob,
    NotNull,
    Schema,
    Stats,
    Table,
    Trigger,
    View,
    descending,
)
from repart_tui.demo.schemas.system import MAINTAINED
from repart_tui.dictionary_file import open_dictionary
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import MigrationConfig

OWNER = "REPART_LIVE"
_TABLES = (
    Table(
        "CUSTOMERS",
        (
            Column("CUSTOMER_ID", "NUMBER(10)"),
            Column("NAME", "VARCHAR2(100 CHAR)", not_null=True),
            Column("SEGMENT", "VARCHAR2(10)", default="'RETAIL'"),
        ),
        rows=50,
        keys=(Key("CUSTOMERS_PK", ("CUSTOMER_ID",)),),
        checks=(Check("CUSTOMERS_SEGMENT_CK", "segment IN ('RETAIL', 'TRADE')", ("SEGMENT",)),),
        indexes=(Index("CUSTOMERS_SEGMENT_BX", ("SEGMENT",), kind="BITMAP"),),
    ),
    Table(
        "ORDERS",
        (
            Column("ORDER_ID", "NUMBER", identity=Identity(3001), not_null=True),
            Column("CUSTOMER_ID", "NUMBER(10)", not_null=True),
            Column(
                "ORDER_DATE",
                "DATE",
                Stats(700, datetime(2024, 1, 1, 6), datetime(2025, 11, 30, 6)),
                not_null=NotNull("ORDERS_DATE_NN"),
            ),
            Column("STATUS", "VARCHAR2(10)", default="'NEW'", not_null=True),
            Column("AMOUNT", "NUMBER(12,2)", comment="net, in €"),
            Column("GROSS", "NUMBER", virtual='ROUND("AMOUNT"*1.19,2)'),
            Column("NOTE", "CLOB", lob=Lob(1_000_000)),
            Column("CHANGED_AT", "TIMESTAMP(6)", default="SYSTIMESTAMP"),
        ),
        rows=3000,
        comment="Orders; one row each.\nSecond line, with 'quotes' & an ampersand.",
        keys=(Key("ORDERS_PK", ("ORDER_ID",)),),
        checks=(Check("ORDERS_AMOUNT_CK", "amount >= 0", ("AMOUNT",)),),
        foreign_keys=(ForeignKey("ORDERS_CUSTOMER_FK", ("CUSTOMER_ID",), (OWNER, "CUSTOMERS_PK")),),
        indexes=(
            Index("ORDERS_CUSTOMER_IX", ("CUSTOMER_ID",)),
            Index("ORDERS_STATUS_FX", (Expression('UPPER("STATUS")'), descending("ORDER_DATE"))),
        ),
        triggers=(
            Trigger(
                "ORDERS_STATUS_TR",
                "orders_status_tr\n  BEFORE INSERT OR UPDATE OF status ON orders\n  FOR EACH ROW\n",
                "BEGIN\n  -- Umlaute: äöü; a quote: '\n  :new.status := UPPER(:new.status);\nEND;",
                "BEFORE EACH ROW",
                "INSERT OR UPDATE",
                columns=("STATUS",),
            ),
        ),
    ),
    Table(
        "ORDER_ITEMS",
        (
            Column("ORDER_ID", "NUMBER", not_null=True),
            Column("LINE_NO", "NUMBER(5)", not_null=True),
            Column("PRODUCT", "VARCHAR2(40)"),
        ),
        rows=3000,
        keys=(Key("ORDER_ITEMS_PK", ("ORDER_ID", "LINE_NO")),),
        foreign_keys=(ForeignKey("ORDER_ITEMS_ORDER_FK", ("ORDER_ID",), (OWNER, "ORDERS_PK"), "CASCADE"),),
    ),
    Table(
        "Mixed Case",
        (
            Column("Id", "NUMBER"),
            Column("Größe", "NUMBER(5)", not_null=True),
            Column("When", "DATE", Stats(300, datetime(2025, 1, 1), datetime(2025, 10, 27)), not_null=True),
        ),
        rows=500,
        keys=(Key("Mixed PK", ("Id",)),),
    ),
)
_VIEWS = (
    View(
        "OPEN_ORDERS",
        "SELECT order_id, customer_id, order_date FROM orders WHERE status <> 'DONE'",
        ((OWNER, "ORDERS"),),
        (("ORDER_ID", "NUMBER"), ("CUSTOMER_ID", "NUMBER"), ("ORDER_DATE", "DATE")),
    ),
)


def described_plan(folder: Path) -> MigrationConfig:
    """Return the plan for the described tables."""
    file = folder / "live.db"
    build(file, (*MAINTAINED, Schema(OWNER, "USERS", "USERS", tables=_TABLES, views=_VIEWS, quotas={"USERS": -1})))
    opened = open_dictionary(file)
    try:
        return discover(opened, schemas=[OWNER], source_kind="oracle", source_name="dry", tool_version="0")
    finally:
        opened.close()
