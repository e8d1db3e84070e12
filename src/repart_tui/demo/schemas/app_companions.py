"""APP, fourth part: tables with companions of Oracle's making, which must not be listed as tables of their own."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import Column, Expression, Extra, Index, Key, Lob, Stats, Table

_MIB = 2**20


def _number(name: str, distinct: int, type: str = "NUMBER(12)") -> Column:
    return Column(name, type, Stats(distinct, 1, distinct), not_null=True)


_POSTCODES = Table(
    "POSTCODES",
    (
        Column("COUNTRY", "CHAR(2)", Stats(61, "AD", "ZA"), not_null=True),
        Column("POSTCODE", "VARCHAR2(12)", Stats(1_904_118, "00100", "ZE3 9JZ"), not_null=True),
        Column("PLACE", "VARCHAR2(80 CHAR)"),
        Column("REMARKS", "VARCHAR2(2000 CHAR)"),
    ),
    rows=1_918_004,
    row_length=41,
    kind="IOT",
    object_id=71_800,
    comment="Index-organized, with an overflow segment",
    keys=(Key("POSTCODES_PK", ("COUNTRY", "POSTCODE")),),
)


_POSTCODES_OVERFLOW = Table(
    "SYS_IOT_OVER_71800",
    (),
    rows=120_004,
    row_length=300,
    kind="OVERFLOW",
    properties={"iot_name": "POSTCODES"},
)


_ACCOUNTS = Table(
    "ACCOUNTS",
    (
        _number("ACCOUNT_ID", 31_004_118),
        Column("BRANCH", "NUMBER(4)", Stats(212, 1, 212), not_null=True),
        Column("OPENED_ON", "DATE", Stats(9_112, datetime(1999, 1, 4), datetime(2026, 1, 9)), not_null=True),
        Column("BALANCE", "NUMBER(14,2)", Stats(9_118_004, -41_000, 9_118_220.5)),
    ),
    rows=31_004_118,
    row_length=96,
    comment="A materialized view log hangs on it",
    keys=(Key("ACCOUNTS_PK", ("ACCOUNT_ID",)),),
    extras=(
        Extra(
            "dba_mview_logs",
            ("log_owner", "master"),
            {
                "log_table": "MLOG$_ACCOUNTS",
                "rowids": "YES",
                "primary_key": "YES",
                "object_id": "NO",
                "filter_columns": "YES",
                "sequence": "YES",
                "include_new_values": "YES",
                "purge_asynchronous": "NO",
                "purge_deferred": "NO",
                "commit_scn_based": "NO",
                "staging_log": "NO",
            },
        ),
        Extra(
            "dba_base_table_mviews",
            ("owner", "master"),
            {"mview_last_refresh_time": "2026-01-15 08:55:00", "mview_id": 41},
        ),
    ),
)


_ACCOUNTS_LOG = Table(
    "MLOG$_ACCOUNTS",
    (
        Column("ACCOUNT_ID", "NUMBER(12)"),
        Column("BRANCH", "NUMBER(4)"),
        Column("BALANCE", "NUMBER(14,2)"),
        Column("M_ROW$$", "VARCHAR2(255)"),
        Column("SEQUENCE$$", "NUMBER"),
        Column("SNAPTIME$$", "DATE"),
        Column("DMLTYPE$$", "VARCHAR2(1)"),
        Column("OLD_NEW$$", "VARCHAR2(1)"),
        Column("CHANGE_VECTOR$$", "RAW(255)"),
        Column("XID$$", "NUMBER"),
    ),
    rows=4_118,
    row_length=110,
    comment="snapshot log for master table APP.ACCOUNTS",
)


_TOTALS = Table(
    "ACCOUNT_TOTALS",
    (
        Column("BRANCH", "NUMBER(4)", not_null=True),
        Column("TOTAL", "NUMBER"),
        Column("COUNTED", "NUMBER"),
        Column("ROWS_COUNTED", "NUMBER"),
    ),
    rows=212,
    row_length=22,
    comment="snapshot table for snapshot APP.ACCOUNT_TOTALS",
    indexes=(Index("I_SNAP$_ACCOUNT_TOTALS", (Expression('SYS_OP_MAP_NONNULL("BRANCH")', "RAW(23)"),), unique=True),),
)


_PRICES = Table(
    "PRICE_HISTORY",
    (
        Column("ARTICLE", "VARCHAR2(30)", not_null=True),
        Column("VALID_FROM", "DATE", Stats(4_004, datetime(2012, 1, 1), datetime(2026, 1, 5)), not_null=True),
        Column("PRICE", "NUMBER(10,2)"),
    ),
    rows=52_004_118,
    row_length=44,
    object_id=71_801,
    comment="A flashback archive keeps its past",
    keys=(Key("PRICE_HISTORY_PK", ("ARTICLE", "VALID_FROM")),),
    extras=(
        Extra(
            "dba_flashback_archive_tables",
            ("owner_name", "table_name"),
            {"flashback_archive_name": "FBA_5Y", "archive_table_name": "SYS_FBA_HIST_71801", "status": "ENABLED"},
        ),
    ),
)


_PRICES_PAST = Table(
    "SYS_FBA_HIST_71801",
    (
        Column("RID", "VARCHAR2(4000)"),
        Column("STARTSCN", "NUMBER"),
        Column("ENDSCN", "NUMBER"),
        Column("XID", "RAW(8)"),
        Column("OPERATION", "VARCHAR2(1)"),
        Column("ARTICLE", "VARCHAR2(30)"),
        Column("VALID_FROM", "DATE"),
        Column("PRICE", "NUMBER(10,2)"),
    ),
    rows=811_004,
    row_length=88,
)


_ARTICLES = Table(
    "ARTICLES",
    (
        Column("ARTICLE", "VARCHAR2(30)", not_null=True),
        Column("LISTED_ON", "DATE", Stats(4_000, datetime(2012, 1, 1), datetime(2026, 1, 5)), not_null=True),
        Column("DESCRIPTION", "CLOB", lob=Lob(900 * _MIB)),
        Column("FOUND_AT", "ROWID", comment="ROWID of a row elsewhere"),
    ),
    rows=4_118_004,
    row_length=640,
    comment="A domain index of Oracle Text",
    keys=(Key("ARTICLES_PK", ("ARTICLE",)),),
    indexes=(
        Index("ARTICLES_TXT", ("DESCRIPTION",), kind="DOMAIN", indextype="CONTEXT", parameters="SYNC (ON COMMIT)"),
    ),
)


_ARTICLES_WORDS = Table(
    "DR$ARTICLES_TXT$I",
    (
        Column("TOKEN_TEXT", "VARCHAR2(255)", not_null=True),
        Column("TOKEN_TYPE", "NUMBER(10)", not_null=True),
        Column("TOKEN_FIRST", "NUMBER(10)", not_null=True),
        Column("TOKEN_LAST", "NUMBER(10)", not_null=True),
        Column("TOKEN_COUNT", "NUMBER(10)", not_null=True),
        Column("TOKEN_INFO", "BLOB", lob=Lob(400 * _MIB)),
    ),
    rows=1_904_118,
    row_length=140,
    properties={"secondary": "Y"},
)


_CHARGES = Table(
    "CHARGES",
    (
        _number("CHARGE_ID", 38_004_118),
        Column("CHARGED_ON", "DATE", Stats(2_000, datetime(2020, 1, 1), datetime(2026, 1, 9)), not_null=True),
        Column("AMOUNT", "NUMBER(12,2)"),
    ),
    rows=38_004_118,
    row_length=52,
    comment="Somebody's online redefinition is under way",
    keys=(Key("CHARGES_PK", ("CHARGE_ID",)),),
    extras=(
        Extra(
            "dba_redefinition_objects",
            ("base_table_owner", "base_table_name"),
            {
                "object_type": "TABLE",
                "object_owner": "APP",
                "object_name": "CHARGES",
                "interim_object_owner": "APP",
                "interim_object_name": "CHARGES_INT",
            },
        ),
        Extra(
            "dba_redefinition_status",
            ("base_table_owner", "base_table_name"),
            {
                "redefinition_id": 7,
                "base_object_name": "CHARGES",
                "base_object_type": "TABLE",
                "interim_object_owner": "APP",
                "interim_object_name": "CHARGES_INT",
                "operation": "START_REDEF_TABLE",
                "status": "SUCCESS",
                "restartable": "N",
                "refresh_dep_mviews": "N",
            },
        ),
    ),
)


_CHARGES_INTERIM = Table(
    "CHARGES_INT",
    (Column("CHARGE_ID", "NUMBER(12)"), Column("CHARGED_ON", "DATE"), Column("AMOUNT", "NUMBER(12,2)")),
    rows=None,
    actual_rows=38_004_118,
    row_length=52,
)

COMPANIONED = (
    _POSTCODES,
    _POSTCODES_OVERFLOW,
    _ACCOUNTS,
    _ACCOUNTS_LOG,
    _TOTALS,
    _PRICES,
    _PRICES_PAST,
    _ARTICLES,
    _ARTICLES_WORDS,
    _CHARGES,
    _CHARGES_INTERIM,
)
