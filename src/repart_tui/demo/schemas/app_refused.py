"""APP, fifth part: tables that no method may touch."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import Column, Extra, Index, Key, Stats, Table


def _number(name: str, distinct: int, type: str = "NUMBER(12)") -> Column:
    return Column(name, type, Stats(distinct, 1, distinct), not_null=True)


_LETTERS = Table(
    "LETTERS",
    (
        _number("LETTER_ID", 9_118_004),
        Column("WRITTEN_ON", "DATE", Stats(7_000, datetime(1998, 4, 1), datetime(2024, 6, 30))),
        Column("BODY", "LONG"),
    ),
    rows=9_118_004,
    row_length=610,
    comment="A LONG column",
    keys=(Key("LETTERS_PK", ("LETTER_ID",)),),
)

_QUEUE = Table(
    "JOB_QUEUE_TAB",
    (
        Column("MSGID", "RAW(16)", not_null=True),
        Column("CORRID", "VARCHAR2(128)"),
        Column("PRIORITY", "NUMBER"),
        Column("STATE", "NUMBER"),
        Column("ENQ_TIME", "TIMESTAMP(6)"),
        Column("USER_DATA", "RAW(2000)"),
    ),
    rows=811_004,
    row_length=420,
    keys=(Key("SYS_C009921", ("MSGID",)),),
    extras=(
        Extra(
            "dba_queue_tables",
            ("owner", "queue_table"),
            {
                "type": "RAW",
                "sort_order": "PRIORITY, ENQUEUE_TIME",
                "recipients": "SINGLE",
                "message_grouping": "NONE",
                "compatible": "10.0.0",
                "secure": "NO",
            },
        ),
    ),
)

_CART = Table(
    "SESSION_CART",
    (Column("ITEM", "VARCHAR2(30)"), Column("PIECES", "NUMBER(4)")),
    kind="TEMPORARY",
    comment="Global temporary: each session sees its own rows",
    indexes=(Index("SESSION_CART_IX", ("ITEM",)),),
)

_CITIES = Table(
    "CITIES",
    (
        Column("COUNTRY", "CHAR(2)", Stats(61, "AD", "ZA"), not_null=True),
        Column("NAME", "VARCHAR2(80 CHAR)", not_null=True),
        Column("INHABITANTS", "NUMBER(9)", Stats(19_004, 80, 37_400_068)),
    ),
    rows=41_004,
    row_length=28,
    kind="CLUSTER",
    comment="Stored in a cluster",
    properties={"cluster_name": "GEO_CLUSTER", "cluster_owner": "APP"},
)

_LEDGER = Table(
    "LEDGER",
    (
        _number("ENTRY_ID", 2_118_004),
        Column("AMOUNT", "NUMBER(14,2)"),
        Column("ORABCTAB_INST_ID$", "NUMBER", system=True),
        Column("ORABCTAB_CHAIN_ID$", "NUMBER", system=True),
        Column("ORABCTAB_SEQ_NUM$", "NUMBER", system=True),
        Column("ORABCTAB_CREATION_TIME$", "TIMESTAMP(6) WITH TIME ZONE", system=True),
        Column("ORABCTAB_USER_NUMBER$", "NUMBER", system=True),
        Column("ORABCTAB_HASH$", "RAW(2000)", system=True),
        Column("ORABCTAB_SIGNATURE$", "RAW(2000)", system=True),
        Column("ORABCTAB_SIGNATURE_ALG$", "NUMBER", system=True),
        Column("ORABCTAB_SIGNATURE_CERT$", "RAW(16)", system=True),
        Column("ORABCTAB_SPARE$", "RAW(2000)", system=True),
    ),
    rows=2_118_004,
    row_length=160,
    comment="Blockchain table",
    created="2023-05-02 11:00:00",
    extras=(
        Extra(
            "dba_blockchain_tables",
            ("schema_name", "table_name"),
            {
                "row_retention": 3650,
                "row_retention_locked": "YES",
                "table_inactivity_retention": 365,
                "hash_algorithm": "SHA2_512",
            },
        ),
    ),
)
_AUDIT_LOG = Table(
    "AUDIT_LOG",
    (
        _number("LOG_ID", 44_118_004),
        Column("LOGGED_AT", "TIMESTAMP(6)", not_null=True),
        Column("ACTION", "VARCHAR2(200)"),
    ),
    rows=44_118_004,
    row_length=130,
    comment="Immutable table",
    created="2023-05-02 11:05:00",
    extras=(
        Extra(
            "dba_immutable_tables",
            ("schema_name", "table_name"),
            {"row_retention": 1825, "row_retention_locked": "NO", "table_inactivity_retention": 90},
        ),
    ),
)

_BOOKINGS = Table(
    "BOOKINGS",
    (
        _number("BOOKING_ID", 71_004_118),
        Column("COMPANY", "CHAR(3)", Stats(12, "C01", "C12"), not_null=True),
        Column("BOOKED_ON", "DATE", Stats(3_650, datetime(2016, 1, 4), datetime(2026, 1, 9)), not_null=True),
        Column("AMOUNT", "NUMBER(12,2)"),
    ),
    rows=71_004_118,
    row_length=34,
    comment="A bitmap join index on the name of the company",
    keys=(Key("BOOKINGS_PK", ("BOOKING_ID",)),),
    indexes=(
        Index("BOOKINGS_NAME_BJX", ("NAME",), kind="BITMAP", join=(("COMPANY", "COMPANIES", "COMPANY", "NAME"),)),
    ),
)

_DROPPED = Table(
    "BIN$Fq8wYxkQEqHgU2ABqMAJ4w==$0",
    (Column("ID", "NUMBER"),),
    rows=900_000,
    row_length=60,
    kind="DROPPED",
    extras=(
        Extra(
            "dba_recyclebin",
            ("owner", "object_name"),
            {
                "original_name": "ORDERS_BACKUP",
                "operation": "DROP",
                "type": "TABLE",
                "ts_name": "APP_DATA",
                "createtime": "2024-11-02:10:15:00",
                "droptime": "2025-12-19:17:02:33",
                "dropscn": 911_004_118,
                "can_undrop": "YES",
                "can_purge": "YES",
            },
        ),
    ),
)

REFUSED = (_LETTERS, _QUEUE, _CART, _CITIES, _LEDGER, _AUDIT_LOG, _BOOKINGS, _DROPPED)
