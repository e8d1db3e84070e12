"""2. An index-organized table: refused; its overflow is not listed."""

from repart_tui.demo.describe import Column, Key, Table

TABLES = (
    Table(
        "POSTCODES",
        (Column("CODE", "VARCHAR2(12)", not_null=True), Column("PLACE", "VARCHAR2(80)")),
        rows=1_000,
        kind="IOT",
        object_id=71_800,
        keys=(Key("POSTCODES_PK", ("CODE",)),),
    ),
    Table("SYS_IOT_OVER_71800", (), rows=10, kind="OVERFLOW", properties={"iot_name": "POSTCODES"}),
)
