"""APP, first part: names and texts that break careless scripts."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import (
    DISABLED,
    NOVALIDATE,
    Check,
    Column,
    Expression,
    ForeignKey,
    Grant,
    Identity,
    Index,
    Key,
    Lob,
    LogGroup,
    NotNull,
    State,
    Stats,
    Table,
    Trigger,
    descending,
)

_GIB = 2**30

ORDER = Table(
    "Order",
    (
        Column("select", "NUMBER(12)", Stats(88_204_117, 1, 88_610_004), "Number of the order; also a reserved word"),
        Column(
            "order date",
            "DATE",
            Stats(3_290, datetime(2017, 1, 2, 0, 3, 11), datetime(2026, 1, 10, 21, 59, 58)),
            "When; a blank stands in the name",
            not_null="Order date NN",
        ),
        Column(
            "Größe", "VARCHAR2(20 CHAR)", Stats(9, "L", "übergroß"), "Size: 'S', \"M\" & L;\n/\nXXL -", default="'M'"
        ),
        Column("it's", "CHAR(1)", Stats(2, "N", "Y"), default="'N'"),
        Column("a&b", "NUMBER(9,2)", Stats(44_018, -120.5, 99_999.99), "An ampersand in the name; 100 % & more"),
        Column("DATE", "TIMESTAMP(3)", Stats(80_004_991, datetime(2017, 1, 2), datetime(2026, 1, 10, 22, 0, 1, 5000))),
    ),
    rows=88_204_117,
    row_length=52,
    comment=(
        "O'Brien's \"Order\" & friends;\n/\n@nowhere.sql\nREM a line that would end a statement\n"
        "# and one for SQL*Plus -"
    ),
    keys=(Key("Order PK", ("select",)),),
    checks=(
        Check(
            "Order it's a check",
            "\"it's\" IN ('Y', 'N') OR \"Größe\" = 'it''s & that''s -'\n",
            ("it's", "Größe"),
        ),
    ),
    indexes=(
        Index("Order Größe ix", ("Größe", "order date")),
        Index("Order_lower_ix", (Expression('LOWER("Größe")', "VARCHAR2(80)"), "select")),
    ),
    triggers=(
        Trigger(
            "Order before",
            '"APP"."Order before"\n  BEFORE INSERT OR UPDATE OF "Größe" ON "APP"."Order"\n  FOR EACH ROW',
            "DECLARE\n  remark VARCHAR2(100) := '\n/\n';\nBEGIN\n\n/* a lone slash follows\n/\n*/\n"
            '#\n  -- & is no variable, and . ends nothing\n.\n  :new."a&b" := COALESCE(:new."a&b", 0);\nEND;',
            "BEFORE EACH ROW",
            "INSERT OR UPDATE",
            columns=("Größe",),
            when="new.\"it's\" = 'Y'",
            # A lone # or . is no PL/SQL: the trigger never compiled, and its text must survive all the same.
            valid=False,
        ),
    ),
    grants=(Grant("APP_EXT", "REFERENCES"), Grant("APP_EXT", "SELECT"), Grant("PUBLIC", "READ")),
)

LONG_NAME = (
    "MEASURED_VALUES_OF_EVERY_SENSOR_IN_EVERY_BUILDING_OF_EVERY_SITE_SINCE_THE_VERY_FIRST_DAY" + "_AND_SO_ON" * 9
)[:128]

LONGEST = Table(
    LONG_NAME,
    (
        Column(LONG_NAME[:125] + "_ID", "NUMBER(15)", Stats(61_004_112, 1, 61_004_112), not_null=True),
        Column(
            LONG_NAME[:125] + "_AT",
            "DATE",
            Stats(2_190, datetime(2020, 1, 1), datetime(2025, 12, 31, 23, 59, 59)),
            not_null=LONG_NAME[:125] + "_NN",
        ),
        Column("VALUE", "NUMBER", Stats(190_114, -41.75, 118.2)),
    ),
    rows=61_004_112,
    row_length=22,
    comment="128 bytes of name: nothing can be appended to it.",
    keys=(Key(LONG_NAME[:125] + "_PK", (LONG_NAME[:125] + "_ID",)),),
    indexes=(Index(LONG_NAME[:125] + "_IX", (LONG_NAME[:125] + "_AT",)),),
)

# More than SEARCH_CONDITION_VC can hold; the last rule shows whether the whole text arrived.
_RULES = "\n  AND ".join(f"(company <> 'C{number:02d}' OR revision < {900 - number})" for number in range(1, 99))
_LONG_CHECK = f"{_RULES}\n  AND (status <> 'LAST' OR net < 1e6)"

_FOLLOWED = "BEGIN\n  app_log.note('{0}', :new.invoice_id);\nEND;"

INVOICES = Table(
    "INVOICES",
    (
        Column(
            "INVOICE_ID",
            "NUMBER(14)",
            Stats(41_208_115, 1_000, 41_209_114),
            "GENERATED ALWAYS",
            identity=Identity(41_209_215, always=True, start=1000, cache=100, order=True),
        ),
        Column("COMPANY", "CHAR(3)", Stats(12, "C01", "C12"), not_null=True),
        Column("INVOICE_NO", "NUMBER(10)", Stats(38_400_120, 1, 41_300_000), not_null=True),
        Column("REVISION", "NUMBER(3)", Stats(14, 0, 13), default="0 ", not_null=True),
        Column(
            "CREATED_ON",
            "DATE",
            Stats(2_561, datetime(2019, 1, 2, 7, 0, 4), datetime(2026, 1, 9, 19, 44, 12)),
            "Day of the invoice",
            default="SYSDATE",
            not_null="INVOICES_CREATED_NN",
        ),
        Column("NET", "NUMBER(12,2)", Stats(2_118_004, -14_000, 918_220.4)),
        Column("VAT_RATE", "NUMBER(4,2)", Stats(4, 0, 20), default="19", default_on_null=True),
        Column("GROSS", "NUMBER", Stats(2_400_118, -16_660, 1_092_682.28), virtual='ROUND("NET"*(1+"VAT_RATE"/100),2)'),
        Column(
            "CUSTOMER_NAME",
            "VARCHAR2(200 CHAR)",
            Stats(812_404, "Aachener Werke", "Ørsted"),
            not_null=NotNull("INVOICES_CUSTOMER_NN", NOVALIDATE),
        ),
        Column(
            "STATUS",
            "VARCHAR2(12)",
            Stats(5, "CANCELLED", "WRITTEN OFF", histogram=("CANCELLED", "OPEN", "PAID", "SENT", "WRITTEN OFF")),
            default="'OPEN'",
            not_null=True,
        ),
        Column("PAID_ON", "DATE", Stats(2_540, datetime(2019, 1, 4), datetime(2026, 1, 9), nulls=3_118_204)),
        Column("EXTERNAL_REF", "VARCHAR2(40)", Stats(40_112_004, "0000-1", "ZZ-9", nulls=1_096_111)),
        Column("RUNNING_NO", "NUMBER(14)", default='"APP"."INVOICE_RUN_SEQ"."NEXTVAL"'),
        Column("REMARKS", "CLOB", lob=Lob(9 * _GIB, compression="MEDIUM", deduplication="LOB", tablespace="APP_LOBS")),
        Column(
            "SCAN", "BLOB", lob=Lob(31 * _GIB, securefile=False, in_row=False, tablespace="APP_LOBS", pctversion=10)
        ),
        Column("LEGACY_HINT", "VARCHAR2(30)", Stats(118, "a", "z", nulls=40_000_000), "INVISIBLE", invisible=True),
    ),
    rows=41_208_115,
    row_length=139,
    comment="A bit of everything that a table can have",
    changed="2025-11-18 08:30:12",
    keys=(
        Key("INVOICES_PK", ("INVOICE_ID",)),
        Key("INVOICES_NO_UK", ("COMPANY", "INVOICE_NO", "REVISION"), primary=False),
        Key("INVOICES_REF_UK", ("EXTERNAL_REF",), primary=False, state=State(deferrable=True, deferred=True)),
    ),
    checks=(
        Check("INVOICES_NET_CK", "net IS NOT NULL", ("NET",), NOVALIDATE),
        Check("INVOICES_PAID_CK", "paid_on >= TRUNC(created_on)", ("PAID_ON", "CREATED_ON"), DISABLED),
        Check("INVOICES_RULES_CK", _LONG_CHECK, ("COMPANY", "REVISION", "STATUS", "NET")),
    ),
    foreign_keys=(
        ForeignKey(
            "INVOICES_COMPANY_FK",
            ("COMPANY",),
            ("APP", "COMPANIES_PK"),
            state=State(enabled=False, validated=False, rely=True),
        ),
    ),
    indexes=(
        Index("INVOICES_NAME_FX", (Expression('UPPER("CUSTOMER_NAME")', "VARCHAR2(800)"),)),
        Index("INVOICES_NEWEST_IX", (descending("CREATED_ON", "RAW(12)"), "INVOICE_ID")),
        Index("INVOICES_NO_RX", ("INVOICE_NO",), kind="NORMAL/REV"),
        Index("INVOICES_STATUS_CX", ("COMPANY", "STATUS", "PAID_ON"), compress=2),
        Index("INVOICES_STATUS_BX", ("STATUS",), kind="BITMAP"),
        Index("INVOICES_PAID_IX", ("PAID_ON",), invisible=True),
        Index("INVOICES_OLD_IX", ("RUNNING_NO",), unusable=True, logging="NO"),
        Index("INVOICES_REPORT_IX", ("CREATED_ON", "NET"), owner="APP_EXT", degree="4"),
    ),
    triggers=(
        Trigger(
            "INVOICES_BI",
            "invoices_bi BEFORE INSERT ON invoices FOR EACH ROW",
            "BEGIN\n  :new.status := UPPER(:new.status);\nEND invoices_bi;",
            "BEFORE EACH ROW",
            "INSERT",
        ),
        Trigger(
            "INVOICES_A_FIRST",
            "invoices_a_first AFTER INSERT ON invoices FOR EACH ROW",
            _FOLLOWED.format("first"),
            "AFTER EACH ROW",
            "INSERT",
            references=(("APP", "APP_LOG"),),
        ),
        Trigger(
            "INVOICES_A_SECOND",
            "invoices_a_second AFTER INSERT ON invoices FOR EACH ROW FOLLOWS invoices_a_first",
            _FOLLOWED.format("second"),
            "AFTER EACH ROW",
            "INSERT",
            follows="INVOICES_A_FIRST",
            references=(("APP", "APP_LOG"),),
        ),
        Trigger(
            "INVOICES_TEXT",
            "invoices_text BEFORE UPDATE ON invoices FOR EACH ROW",
            "DECLARE\n  t CONSTANT VARCHAR2(80) := 'one\n/\ntwo\n#three\n\n.\nfour; & five -\n';\nBEGIN\n  NULL;\nEND;",
            "BEFORE EACH ROW",
            "UPDATE",
        ),
        Trigger(
            "INVOICES_WATCH",
            "app_ext.invoices_watch AFTER DELETE ON app.invoices",
            "BEGIN\n  gone_package.tell('invoices');\nEND;",
            "AFTER STATEMENT",
            "DELETE",
            enabled=False,
            valid=False,
            owner="APP_EXT",
            references=(("APP_EXT", "GONE_PACKAGE"),),
        ),
    ),
    grants=(
        Grant("APP_READER", "SELECT"),
        Grant("APP_READER", "UPDATE", column="STATUS", grantable=True),
        Grant("APP_EXT", "INSERT", column="REMARKS"),
        Grant("APP_EXT", "REFERENCES"),
        Grant("APP_EXT", "SELECT", grantable=True, hierarchy=True),
        # Passed on by a user who may: the owner is not the grantor.
        Grant("OE", "SELECT", grantor="APP_EXT"),
        Grant("PUBLIC", "FLASHBACK"),
    ),
    log_groups=(
        LogGroup("INVOICES_LG", ("INVOICE_ID", "STATUS", "NET")),
        LogGroup(None, kind="PRIMARY KEY LOGGING"),
    ),
    stale=True,
    preferences={"METHOD_OPT": "FOR ALL COLUMNS SIZE AUTO FOR COLUMNS SIZE 254 STATUS", "STALE_PERCENT": "3"},
    extensions=(("SYS_STU7KNPYRTJ0C4VG65D6ZNQ9X8", '("COMPANY","STATUS")'),),
)

INVOICE_LINES = Table(
    "INVOICE_LINES",
    (
        Column("INVOICE_ID", "NUMBER(14)", Stats(41_208_115, 1_000, 41_209_114), not_null=True),
        Column("LINE_NO", "NUMBER(4)", Stats(212, 1, 212), not_null=True),
        Column("COMPANY", "CHAR(3)", Stats(12, "C01", "C12")),
        Column("INVOICE_NO", "NUMBER(10)"),
        Column("REVISION", "NUMBER(3)", Stats(14, 0, 13)),
        Column("ARTICLE", "VARCHAR2(30 CHAR)"),
        Column("BOOKED_ON", "DATE", Stats(2_561, datetime(2019, 1, 2), datetime(2026, 1, 9)), not_null=True),
        Column("AMOUNT", "NUMBER(12,2)", Stats(511_904, -9_000, 120_400)),
    ),
    rows=163_904_771,
    row_length=54,
    comment="Lines; two foreign keys to the same parent, one of three columns",
    keys=(Key("INVOICE_LINES_PK", ("INVOICE_ID", "LINE_NO")),),
    indexes=(Index("INVOICE_LINES_NO_IX", ("COMPANY", "INVOICE_NO", "REVISION"), compress=1),),
    foreign_keys=(
        ForeignKey("INVOICE_LINES_INVOICE_FK", ("INVOICE_ID",), ("APP", "INVOICES_PK"), "CASCADE"),
        ForeignKey("INVOICE_LINES_NO_FK", ("COMPANY", "INVOICE_NO", "REVISION"), ("APP", "INVOICES_NO_UK")),
    ),
)

COMPANIES = Table(
    "COMPANIES",
    (
        Column("COMPANY", "CHAR(3)", Stats(12, "C01", "C12"), not_null=True),
        Column("NAME", "VARCHAR2(80 CHAR)", not_null=True),
        Column("PARENT", "CHAR(3)", Stats(3, "C01", "C04", nulls=9)),
    ),
    rows=12,
    row_length=31,
    # A RELY foreign key needs a RELY key.
    keys=(Key("COMPANIES_PK", ("COMPANY",), state=State(rely=True)),),
    foreign_keys=(
        ForeignKey(
            "COMPANIES_PARENT_FK", ("PARENT",), ("APP", "COMPANIES_PK"), state=State(deferrable=True, deferred=True)
        ),
    ),
    properties={"cache": "    Y", "result_cache": "FORCE"},
)

NAMED = (ORDER, LONGEST, INVOICES, INVOICE_LINES, COMPANIES)
