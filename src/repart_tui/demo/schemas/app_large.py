"""APP, second part: large tables that are not partitioned, each with a trap for the one who plans."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import (
    RELY_NOVALIDATE,
    Check,
    Column,
    Extra,
    Identity,
    Index,
    Key,
    Stats,
    Table,
    Trigger,
)

_NOW = datetime(2026, 1, 10, 22, 1, 7, 318000)
_SENTINEL = datetime(9999, 12, 31)
_NOT_AUDITED = (
    *("alt", "aud", "com", "del", "gra", "ind", "ins", "loc", "ren", "sel", "ref", "exe"),
    *("cre", "rea", "wri", "fbk"),
)


def _number(name: str, distinct: int) -> Column:
    return Column(name, "NUMBER(15)", Stats(distinct, 1, distinct), not_null=True)


_EVENTS = Table(
    "EVENTS",
    (
        Column(
            "EVENT_ID",
            "NUMBER(19)",
            Stats(212_004_118, -212_004_118, -1),
            "Counts downwards",
            default_on_null=True,
            identity=Identity(-212_004_139, start=-1, increment=-1, min_value=-(10**27) + 1, max_value=-1),
        ),
        Column(
            "CREATED_AT",
            "TIMESTAMP(6)",
            Stats(209_118_440, datetime(2021, 6, 1), _NOW),
            not_null=True,
            predicates=(12, 48_114),
        ),
        Column(
            "SEVERITY", "NUMBER(1)", Stats(5, 1, 5, histogram=(1, 2, 3, 4, 5)), not_null=True, predicates=(20_411, 0)
        ),
        Column("SOURCE", "VARCHAR2(60)", Stats(81, "auth", "worker-9")),
        Column("MESSAGE", "VARCHAR2(4000)"),
    ),
    rows=212_004_118,
    row_length=181,
    comment="Events of all systems; kept for two years, deleted at night",
    keys=(Key("EVENTS_PK", ("EVENT_ID",)),),
    indexes=(Index("EVENTS_CREATED_IX", ("CREATED_AT",)),),
    stale=True,
)

_SUBSCRIPTIONS = Table(
    "SUBSCRIPTIONS",
    (
        _number("SUBSCRIPTION_ID", 30_411_870),
        Column("HOLDER", "VARCHAR2(120 CHAR)", not_null=True, predicates=(90_118, 0)),
        Column("CHANGED_ON", "DATE", Stats(1_411, datetime(2022, 3, 4), datetime(2026, 1, 10, 21, 58)), not_null=True),
        Column("ENDS_ON", "DATE", Stats(2_204, datetime(2020, 1, 31), datetime(2031, 12, 31), nulls=9_118_004)),
        Column("FEE", "NUMBER(9,2)"),
    ),
    rows=30_411_870,
    row_length=140,
    comment="Its only date without NULLs is set by every update: no key to partition by",
    keys=(Key("SUBSCRIPTIONS_PK", ("SUBSCRIPTION_ID",)),),
    indexes=(Index("SUBSCRIPTIONS_CHANGED_IX", ("CHANGED_ON",)),),
    triggers=(
        Trigger(
            "SUBSCRIPTIONS_BIU",
            "APP.SUBSCRIPTIONS_BIU\n  BEFORE INSERT OR UPDATE ON APP.SUBSCRIPTIONS\n  FOR EACH ROW",
            "BEGIN\n  :new.changed_on := SYSDATE;\nEND;",
            "BEFORE EACH ROW",
            "INSERT OR UPDATE",
        ),
    ),
)

_CONTRACTS = Table(
    "CONTRACTS",
    (
        _number("CONTRACT_ID", 24_118_902),
        Column("VALID_FROM", "DATE", Stats(11_002, datetime(1900, 1, 1), datetime(2026, 7, 1)), not_null=True),
        Column("VALID_TO", "DATE", Stats(9_914, datetime(1995, 3, 31), _SENTINEL), "9999-12-31: no end", not_null=True),
        Column("HOLDER", "VARCHAR2(120 CHAR)", not_null=True),
        Column("TERMS", "VARCHAR2(2000)"),
    ),
    rows=24_118_902,
    row_length=148,
    comment="Sentinels at both ends: 1900-01-01 and 9999-12-31",
    keys=(Key("CONTRACTS_PK", ("CONTRACT_ID",)),),
    checks=(Check("CONTRACTS_DATES_CK", "valid_to > valid_from", ("VALID_FROM", "VALID_TO")),),
    indexes=(Index("CONTRACTS_FROM_IX", ("VALID_FROM",)), Index("CONTRACTS_HOLDER_IX", ("HOLDER",))),
    locked="ALL",
    analyzed="2024-06-30 02:00:00",
)

_TELEMETRY = Table(
    "TELEMETRY",
    (
        _number("DEVICE_ID", 18_400),
        Column(
            "MEASURED_AT",
            "TIMESTAMP(6) WITH TIME ZONE",
            Stats(301_004_112, datetime(2023, 1, 1, 0, 0, 0, 4000), _NOW),
            "No partition key can have this type",
            not_null=True,
        ),
        Column("READING", "BINARY_DOUBLE"),
        Column("UNIT", "VARCHAR2(8)", Stats(11, "A", "°C")),
    ),
    rows=304_411_870,
    row_length=36,
    keys=(Key("TELEMETRY_PK", ("DEVICE_ID", "MEASURED_AT")),),
)

_JOURNAL = Table(
    "JOURNAL",
    (
        _number("ENTRY_ID", 1_000),
        Column("BOOKED_ON", "DATE", not_null=True),
        Column("ACCOUNT_NO", "VARCHAR2(20)", not_null=True),
        Column("AMOUNT", "NUMBER(14,2)"),
        Column("TEXT", "VARCHAR2(200 CHAR)"),
    ),
    rows=None,
    actual_rows=75_000_000,
    row_length=96,
    comment="Loaded every night, never analyzed: only its segment tells how large it is",
    keys=(Key("JOURNAL_PK", ("ENTRY_ID",)),),
    properties={
        "logging": "NO",
        "compression": "ENABLED",
        "compress_for": "ADVANCED",
        "degree": "   DEFAULT",
        "row_movement": "ENABLED",
        "pct_free": 5,
        "dependencies": "ENABLED",
    },
)

_ARCHIVE = Table(
    "ARCHIVE_2019",
    (
        _number("ENTRY_ID", 68_118_440),
        Column("BOOKED_ON", "DATE", Stats(365, datetime(2019, 1, 1), datetime(2019, 12, 31)), not_null=True),
        Column("AMOUNT", "NUMBER(14,2)"),
        Column("TEXT", "VARCHAR2(200 CHAR)"),
    ),
    rows=68_118_440,
    row_length=88,
    comment="Closed year",
    keys=(Key("ARCHIVE_2019_PK", ("ENTRY_ID",), state=RELY_NOVALIDATE),),
    properties={"read_only": "YES", "compression": "ENABLED", "compress_for": "BASIC", "pct_free": 0},
    analyzed="2020-02-03 23:12:40",
)

_TICKETS = Table(
    "TICKETS",
    (
        _number("TICKET_ID", 19_404_881),
        Column("OPENED_ON", "DATE", Stats(3_100, datetime(2017, 7, 3, 8, 0), datetime(2026, 1, 10)), not_null=True),
        Column("SUBJECT", "VARCHAR2(200 CHAR)"),
        Column("DETAILS", "VARCHAR2(4000)"),
        Column("SYS_NC00005$", "RAW(126)", Stats(1, b"\x01", b"\x01", nulls=7_000_112), system=True),
        Column("ORA_ARCHIVE_STATE", "VARCHAR2(4000)", Stats(2, "0", "1"), system=True, default="0"),
    ),
    rows=19_404_881,
    row_length=320,
    comment="ROW ARCHIVAL: most rows are hidden from whoever does not ask for them",
    keys=(Key("TICKETS_PK", ("TICKET_ID",)),),
)

_PATIENTS = Table(
    "PATIENTS",
    (
        _number("PATIENT_ID", 12_004_110),
        Column("CLINIC", "VARCHAR2(20)", Stats(18, "BASEL", "ZUG"), not_null=True),
        Column("BORN_ON", "DATE", Stats(36_000, datetime(1911, 2, 3), datetime(2026, 1, 4))),
        Column("SSN", "VARCHAR2(20)", Stats(12_004_110, "000-00-1", "999-99-9"), sensitive=True),
        Column("HISTORY", "VARCHAR2(4000)"),
        Column("SYS_C00006_24031108:12:44$", "VARCHAR2(30)", system=True),
    ),
    rows=12_004_110,
    row_length=412,
    comment="A policy shows each clinic its own patients; a copy would hold only those",
    keys=(Key("PATIENTS_PK", ("PATIENT_ID",)),),
    extras=(
        Extra(
            "dba_policies",
            ("object_owner", "object_name"),
            {
                "policy_group": "SYS_DEFAULT",
                "policy_name": "OWN_CLINIC",
                "pf_owner": "APP",
                "package": "APP_SECURITY",
                "function": "OWN_CLINIC",
                "sel": "YES",
                "ins": "YES",
                "upd": "YES",
                "del": "YES",
                "idx": "NO",
                "chk_option": "YES",
                "enable": "YES",
                "static_policy": "NO",
                "policy_type": "CONTEXT_SENSITIVE",
                "long_predicate": "NO",
                "common": "NO",
                "inherited": "NO",
            },
        ),
        Extra(
            "redaction_policies",
            ("object_owner", "object_name"),
            {"policy_name": "HIDE_SSN", "expression": "1=1", "enable": "YES    "},
        ),
        Extra(
            "redaction_columns",
            ("object_owner", "object_name"),
            {"column_name": "SSN", "function_type": "FULL REDACTION"},
        ),
        Extra("dba_unused_col_tabs", ("owner", "table_name"), {"count": 1}),
    ),
)

_CARDS = Table(
    "CARDS",
    (
        _number("CARD_ID", 6_118_004),
        Column("PAN", "VARCHAR2(19)", not_null=True, encryption="AES 256 bits key"),
        Column("EXPIRES_ON", "DATE", Stats(96, datetime(2020, 1, 31), datetime(2031, 12, 31))),
    ),
    rows=6_118_004,
    row_length=74,
    comment="An encrypted column, fine-grained and traditional auditing",
    keys=(Key("CARDS_PK", ("CARD_ID",)),),
    extras=(
        Extra(
            "dba_audit_policies",
            ("object_schema", "object_name"),
            {
                "policy_owner": "APP",
                "policy_name": "CARDS_READ",
                "policy_column": "PAN",
                "enabled": "YES",
                "sel": "YES",
                "ins": "NO",
                "upd": "NO",
                "del": "NO",
                "audit_trail": "DB+EXTENDED",
                "policy_column_options": "ANY_COLUMNS",
                "common": "NO",
                "inherited": "NO",
            },
        ),
        Extra(
            "dba_obj_audit_opts",
            ("owner", "object_name"),
            {
                "object_type": "TABLE",
                **dict.fromkeys(_NOT_AUDITED, "-/-"),
                "upd": "A/A",
            },
        ),
        Extra(
            "audit_unified_policies",
            ("object_schema", "object_name"),
            {
                "policy_name": "CARD_CHANGES",
                "audit_condition": "NONE",
                "condition_eval_opt": "NONE",
                "audit_option": "UPDATE",
                "audit_option_type": "OBJECT ACTION",
                "object_type": "TABLE",
                "common": "NO",
                "inherited": "NO",
                "audit_only_toplevel": "NO",
                "oracle_supplied": "NO",
            },
        ),
    ),
)

_SCRATCH = Table(
    "SCRATCH",
    (Column("ID", "NUMBER"), Column("WHAT", "VARCHAR2(4000)")),
    comment="Never filled: no segment, no statistics",
)

_SETTINGS = Table(
    "SETTINGS",
    (
        Column("NAME", "VARCHAR2(60)", not_null=True),
        Column("VALUE", "VARCHAR2(400)"),
        Column("CHANGED", "TIMESTAMP(6)", default="SYSTIMESTAMP"),
    ),
    rows=88,
    row_length=64,
    keys=(Key("SYS_C009911", ("NAME",)),),
    extras=(
        Extra(
            "dba_ilmobjects",
            ("object_owner", "object_name"),
            {
                "policy_name": "P41",
                "object_type": "TABLE",
                "inherited_from": "POLICY NOT INHERITED",
                "enabled": "YES",
                "deleted": "NO",
            },
        ),
    ),
)

LARGE = (
    _EVENTS,
    _SUBSCRIPTIONS,
    _CONTRACTS,
    _TELEMETRY,
    _JOURNAL,
    _ARCHIVE,
    _TICKETS,
    _PATIENTS,
    _CARDS,
    _SCRATCH,
    _SETTINGS,
)
