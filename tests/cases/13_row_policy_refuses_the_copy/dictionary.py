"""13. A row policy (VPD) filters what a copy reads, and its counts too: the copy is refused before it begins."""

from repart_tui.demo.describe import Column, Extra, Key, Table

TABLES = (
    Table(
        "PATIENTS",
        (Column("ID", "NUMBER(9)", not_null=True), Column("CLINIC", "NUMBER(4)")),
        rows=1_000,
        keys=(Key("PATIENTS_PK", ("ID",)),),
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
                    "ins": "NO",
                    "upd": "YES",
                    "del": "YES",
                    "enable": "YES",
                    "policy_type": "DYNAMIC",
                },
            ),
        ),
    ),
)
