"""APP, an application with every oddity, and APP_EXT, whose tables hang on it."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import (
    DISABLED,
    Column,
    ForeignKey,
    Index,
    Key,
    Program,
    Schema,
    Sequence,
    Stats,
    Table,
    View,
)
from repart_tui.demo.schemas.app_companions import COMPANIONED
from repart_tui.demo.schemas.app_large import LARGE
from repart_tui.demo.schemas.app_names import NAMED
from repart_tui.demo.schemas.app_partitioned import PARTITIONED
from repart_tui.demo.schemas.app_refused import REFUSED

_NOTES = Table(
    "ORDER_NOTES",
    (
        Column("NOTE_ID", "NUMBER(12)", Stats(9_118_004, 1, 9_118_004), not_null=True),
        Column("ORDER_NO", "NUMBER(12)", Stats(8_004_118, 14, 88_610_004), not_null=True),
        Column("WRITTEN_AT", "TIMESTAMP(6)", Stats(9_100_004, datetime(2018, 1, 1), datetime(2026, 1, 10))),
        Column("TEXT", "VARCHAR2(1000 CHAR)"),
    ),
    rows=9_118_004,
    row_length=140,
    comment="Goes when its order goes",
    keys=(Key("ORDER_NOTES_PK", ("NOTE_ID",)),),
    indexes=(Index("ORDER_NOTES_ORDER_IX", ("ORDER_NO",)),),
    foreign_keys=(ForeignKey("ORDER_NOTES_ORDER_FK", ("ORDER_NO",), ("APP", "Order PK"), "CASCADE"),),
)
_DISPUTES = Table(
    "INVOICE_DISPUTES",
    (
        Column("DISPUTE_ID", "NUMBER(12)", Stats(41_004, 1, 41_004), not_null=True),
        Column("INVOICE_ID", "NUMBER(14)", Stats(40_118, 1_004, 41_209_004), not_null=True),
        Column("OLD_INVOICE_ID", "NUMBER(14)"),
    ),
    rows=41_004,
    row_length=21,
    keys=(Key("INVOICE_DISPUTES_PK", ("DISPUTE_ID",)),),
    foreign_keys=(
        ForeignKey("DISPUTES_INVOICE_FK", ("INVOICE_ID",), ("APP", "INVOICES_PK")),
        ForeignKey("DISPUTES_OLD_FK", ("OLD_INVOICE_ID",), ("APP", "INVOICES_PK"), "SET NULL", DISABLED),
    ),
)

_PROGRAMS = (
    Program(
        "PACKAGE",
        "APP_LOG",
        "PACKAGE app_log AS\n  PROCEDURE note(p_what VARCHAR2, p_id NUMBER);\nEND app_log;",
        (("SYS", "DBMS_STANDARD"),),
    ),
    Program(
        "PACKAGE BODY",
        "APP_LOG",
        "PACKAGE BODY app_log AS\n  PROCEDURE note(p_what VARCHAR2, p_id NUMBER) IS\n  BEGIN\n"
        "    INSERT INTO events (created_at, severity, source) VALUES (SYSTIMESTAMP, 1, p_what);\n  END;\nEND app_log;",
        (("APP", "EVENTS"), ("SYS", "DBMS_STANDARD")),
    ),
    Program(
        "PACKAGE",
        "APP_SECURITY",
        "PACKAGE app_security AS\n  FUNCTION own_clinic(p_schema VARCHAR2, p_table VARCHAR2) RETURN VARCHAR2;\nEND;",
    ),
    Program(
        "PROCEDURE",
        "CLOSE_YEAR",
        "PROCEDURE close_year IS\nBEGIN\n  DELETE FROM journal_2018;\n  COMMIT;\nEND;",
        (("APP", "JOURNAL"), ("APP", "JOURNAL_2018")),
        valid=False,
    ),
)

_VIEWS = (
    View(
        "ACCOUNT_TOTALS",
        "SELECT branch, SUM(balance) total, COUNT(balance) counted, COUNT(*) rows_counted\n"
        "FROM app.accounts GROUP BY branch",
        (("APP", "ACCOUNTS"),),
        materialized={
            "refresh_mode": "COMMIT",
            "refresh_method": "FAST",
            "fast_refreshable": "DML",
            "last_refresh_type": "FAST",
            "staleness": "FRESH",
        },
    ),
    View(
        "OPEN_INVOICES",
        "SELECT invoice_id, company, gross FROM invoices WHERE status = 'OPEN'",
        (("APP", "INVOICES"),),
        (("INVOICE_ID", "NUMBER(14)"), ("COMPANY", "CHAR(3)"), ("GROSS", "NUMBER")),
    ),
    View(
        "order_view",
        'SELECT "select", "Größe" FROM "Order"',
        (("APP", "Order"),),
    ),
    View(
        "BROKEN_VIEW",
        "SELECT * FROM invoices i JOIN gone_table g ON g.id = i.invoice_id",
        (("APP", "INVOICES"), ("APP", "GONE_TABLE")),
        valid=False,
    ),
)

APP = Schema(
    "APP",
    "APP_DATA",
    "APP_INDEX",
    tables=(*NAMED, *LARGE, *PARTITIONED, *COMPANIONED, *REFUSED),
    views=_VIEWS,
    programs=_PROGRAMS,
    sequences=(Sequence("INVOICE_RUN_SEQ", 41_210_041),),
    clusters=(("GEO_CLUSTER", 4 * 2**20),),
    quotas={"APP_DATA": -1, "APP_INDEX": -1, "APP_LOBS": 512 * 2**30},
)

APP_EXT = Schema(
    "APP_EXT",
    "APP_DATA",
    "APP_INDEX",
    tables=(_NOTES, _DISPUTES),
    views=(
        View(
            "INVOICE_REPORT",
            "SELECT company, SUM(net) net FROM app.invoices GROUP BY company",
            (("APP", "INVOICES"),),
        ),
    ),
    synonyms=(("INVOICES", "APP", "INVOICES"), ("ORDERS", "APP", "Order")),
    # Little room: a copy in this schema's name would fail.
    quotas={"APP_DATA": 4 * 2**30, "APP_INDEX": 2 * 2**30},
)

APP_READER = Schema("APP_READER", "USERS", "USERS")

PUBLIC = Schema("PUBLIC", "USERS", "USERS", synonyms=(("APP_EVENTS", "APP", "EVENTS"),))
