"""Users of Oracle itself, whose tables nobody may touch, and the DBA who looks."""

from __future__ import annotations

from repart_tui.demo.describe import Column, Extra, Key, Program, Schema, Table

_AUD = Table(
    "AUD$",
    (
        Column("SESSIONID", "NUMBER", not_null=True),
        Column("ENTRYID", "NUMBER", not_null=True),
        Column("STATEMENT", "NUMBER", not_null=True),
        Column("NTIMESTAMP#", "TIMESTAMP(6)"),
        Column("USERID", "VARCHAR2(128)"),
    ),
    # Bigger than most tables of the users: only its owner keeps it off the list of candidates.
    rows=9_812_004,
    row_length=180,
    created="2019-02-01 07:41:00",
)

_HELP = Table(
    "HELP",
    (
        Column("TOPIC", "VARCHAR2(50)", not_null=True),
        Column("SEQ", "NUMBER", not_null=True),
        Column("INFO", "VARCHAR2(80)"),
    ),
    rows=1_021,
    row_length=52,
    keys=(Key("HELP_TOPIC_SEQ", ("TOPIC", "SEQ")),),
    created="2019-02-01 07:49:00",
)

_DIRECTORY = Extra(
    "dba_directories",
    ("owner", ""),
    {"directory_name": "DATA_FILE_DIR", "directory_path": "/u03/incoming", "origin_con_id": 3},
)


def _program(kind: str, name: str) -> Program:
    return Program(kind, name, f"{kind} {name} wrapped\n")


MAINTAINED = (
    Schema(
        "SYS",
        "SYSTEM",
        "SYSTEM",
        tables=(_AUD,),
        programs=(_program("PACKAGE", "DBMS_STANDARD"), _program("PACKAGE", "DBMS_OUTPUT")),
        oracle_maintained=True,
        extras=(_DIRECTORY,),
    ),
    Schema("SYSTEM", "SYSTEM", "SYSTEM", tables=(_HELP,), oracle_maintained=True),
    Schema("CTXSYS", "SYSAUX", "SYSAUX", oracle_maintained=True),
    Schema("XDB", "SYSAUX", "SYSAUX", oracle_maintained=True),
    Schema("DBSNMP", "SYSAUX", "SYSAUX", oracle_maintained=True),
)

REPART_DBA = Schema("REPART_DBA", "USERS", "USERS", quotas={"USERS": -1})
