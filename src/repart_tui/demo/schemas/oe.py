"""OE: order entry. Mostly plain tables, plus an object table, an object column and nested storage to be refused."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import (
    NOVALIDATE,
    Check,
    Column,
    Expression,
    Extra,
    ForeignKey,
    Index,
    Key,
    Lob,
    Program,
    Schema,
    Sequence,
    Stats,
    Table,
    Trigger,
    View,
)

_CUSTOMERS = Table(
    "CUSTOMERS",
    (
        Column("CUSTOMER_ID", "NUMBER(6)", Stats(412_880, 101, 412_980), "Number of the customer"),
        Column("CUST_FIRST_NAME", "VARCHAR2(20)", Stats(1_204, "Aaron", "Zoë"), not_null="CUST_FNAME_NN"),
        Column("CUST_LAST_NAME", "VARCHAR2(20)", Stats(9_004, "Aaltonen", "Zwick"), not_null="CUST_LNAME_NN"),
        Column("NLS_LANGUAGE", "VARCHAR2(3)", Stats(14, "ar", "zhs")),
        Column("NLS_TERRITORY", "VARCHAR2(30)", Stats(18, "AMERICA", "UNITED KINGDOM")),
        Column("CREDIT_LIMIT", "NUMBER(9,2)", Stats(38, 0, 5_000)),
        Column("CUST_EMAIL", "VARCHAR2(40)", Stats(411_002, "Aaltonen@example.com", "Zwick@example.com")),
        Column("ACCOUNT_MGR_ID", "NUMBER(6)", Stats(4, 145, 149)),
    ),
    rows=412_880,
    row_length=62,
    comment="Customers; addresses stand in CUSTOMER_SITES",
    keys=(Key("CUSTOMERS_PK", ("CUSTOMER_ID",)),),
    checks=(
        Check("CUSTOMER_CREDIT_LIMIT_MAX", "credit_limit <= 5000", ("CREDIT_LIMIT",)),
        Check("CUSTOMER_ID_MIN", "customer_id > 0", ("CUSTOMER_ID",)),
    ),
    indexes=(
        Index("CUSTOMERS_PK", ("CUSTOMER_ID",), unique=True),
        Index("CUST_ACCOUNT_MANAGER_IX", ("ACCOUNT_MGR_ID",)),
        Index("CUST_LNAME_IX", ("CUST_LAST_NAME",)),
        Index("CUST_EMAIL_IX", ("CUST_EMAIL",)),
        Index(
            "CUST_UPPER_NAME_IX",
            (
                Expression('UPPER("CUST_LAST_NAME")', "VARCHAR2(20)"),
                Expression('UPPER("CUST_FIRST_NAME")', "VARCHAR2(20)"),
            ),
        ),
    ),
    foreign_keys=(
        ForeignKey("CUSTOMERS_ACCOUNT_MANAGER_FK", ("ACCOUNT_MGR_ID",), ("HR", "EMP_EMP_ID_PK"), "SET NULL"),
    ),
)

_ADDRESS = ("STREET_ADDRESS", "POSTAL_CODE", "CITY")

_SITES = Table(
    "CUSTOMER_SITES",
    (
        Column("SITE_ID", "NUMBER(8)", not_null=True),
        Column("CUSTOMER_ID", "NUMBER(6)", not_null=True),
        Column("ADDRESS", "CUST_ADDRESS_TYP", type_owner="OE", comment="An object: no method can move it"),
        *(
            Column(f"SYS_NC{number:05d}$", "VARCHAR2(40)", system=True, qualified=f'"ADDRESS"."{name}"')
            for number, name in enumerate(_ADDRESS, 4)
        ),
        Column("PHONE_NUMBERS", "PHONE_LIST_TYP", type_owner="OE", comment="A varray"),
    ),
    rows=840_220,
    row_length=118,
    keys=(Key("CUSTOMER_SITES_PK", ("SITE_ID",)),),
    foreign_keys=(ForeignKey("CUSTOMER_SITES_CUSTOMER_FK", ("CUSTOMER_ID",), ("OE", "CUSTOMERS_PK")),),
)

_WAREHOUSES = Table(
    "WAREHOUSES",
    (
        Column("WAREHOUSE_ID", "NUMBER(3)", Stats(9, 1, 9)),
        Column("WAREHOUSE_NAME", "VARCHAR2(35)", Stats(9, "Beijing", "Toronto")),
        Column("LOCATION_ID", "NUMBER(4)", Stats(9, 1400, 3200)),
    ),
    rows=9,
    row_length=17,
    keys=(Key("WAREHOUSES_PK", ("WAREHOUSE_ID",)),),
    indexes=(Index("WAREHOUSES_PK", ("WAREHOUSE_ID",), unique=True), Index("WHS_LOCATION_IX", ("LOCATION_ID",))),
    foreign_keys=(ForeignKey("WAREHOUSES_LOCATION_FK", ("LOCATION_ID",), ("HR", "LOC_ID_PK"), "SET NULL"),),
)

_ORDERS = Table(
    "ORDERS",
    (
        Column("ORDER_ID", "NUMBER(12)", Stats(48_112_400, 2_354, 48_214_881)),
        # A bound on this type depends on the time zone of the session that compares it.
        Column(
            "ORDER_DATE",
            "TIMESTAMP(6) WITH LOCAL TIME ZONE",
            Stats(41_004_118, datetime(2016, 3, 20, 16, 18, 21, 862632), datetime(2026, 1, 9, 18, 3, 44, 120000)),
            "Time of the order",
            not_null="ORDER_DATE_NN",
        ),
        Column("ORDER_MODE", "VARCHAR2(8)", Stats(2, "direct", "online", histogram=("direct", "online"))),
        Column("CUSTOMER_ID", "NUMBER(6)", Stats(398_114, 101, 412_980), not_null="ORDER_CUSTOMER_ID_NN"),
        Column("ORDER_STATUS", "NUMBER(2)", Stats(11, 0, 10), "0 not entered to 10 paid"),
        Column("ORDER_TOTAL", "NUMBER(8,2)", Stats(3_400_118, 48, 295_892)),
        Column("SALES_REP_ID", "NUMBER(6)", Stats(9, 153, 163, nulls=20_118_004)),
        Column("PROMOTION_ID", "NUMBER(6)", Stats(2, 1, 2, nulls=47_990_000)),
    ),
    rows=48_112_400,
    row_length=47,
    comment="Orders, taken by a person or online",
    keys=(Key("ORDER_PK", ("ORDER_ID",)),),
    checks=(
        Check("ORDER_MODE_LOV", "order_mode in ('direct','online')", ("ORDER_MODE",)),
        Check("ORDER_TOTAL_MIN", "order_total >= 0", ("ORDER_TOTAL",)),
    ),
    indexes=(
        Index("ORDER_PK", ("ORDER_ID",), unique=True),
        Index("ORD_SALES_REP_IX", ("SALES_REP_ID",)),
        Index("ORD_CUSTOMER_IX", ("CUSTOMER_ID",)),
        Index("ORD_ORDER_DATE_IX", ("ORDER_DATE",)),
    ),
    foreign_keys=(
        ForeignKey("ORDERS_SALES_REP_FK", ("SALES_REP_ID",), ("HR", "EMP_EMP_ID_PK"), "SET NULL"),
        ForeignKey("ORDERS_CUSTOMER_ID_FK", ("CUSTOMER_ID",), ("OE", "CUSTOMERS_PK"), "SET NULL"),
    ),
)

_ORDER_ITEMS = Table(
    "ORDER_ITEMS",
    (
        Column("ORDER_ID", "NUMBER(12)", Stats(48_112_400, 2_354, 48_214_881)),
        Column("LINE_ITEM_ID", "NUMBER(3)", Stats(13, 1, 13), not_null=True),
        Column("PRODUCT_ID", "NUMBER(6)", Stats(288, 1_726, 3_515), not_null=True),
        Column("UNIT_PRICE", "NUMBER(8,2)", Stats(175, 1, 6_520)),
        Column("QUANTITY", "NUMBER(8)", Stats(150, 1, 249)),
    ),
    rows=121_880_944,
    row_length=20,
    comment="Lines of the orders",
    keys=(Key("ORDER_ITEMS_PK", ("ORDER_ID", "LINE_ITEM_ID")),),
    indexes=(
        Index("ORDER_ITEMS_PK", ("ORDER_ID", "LINE_ITEM_ID"), unique=True),
        # Unique without a constraint: only the index keeps the rule.
        Index("ORDER_ITEMS_UK", ("ORDER_ID", "PRODUCT_ID"), unique=True),
        Index("ITEM_ORDER_IX", ("ORDER_ID",)),
        Index("ITEM_PRODUCT_IX", ("PRODUCT_ID",)),
    ),
    foreign_keys=(
        ForeignKey("ORDER_ITEMS_ORDER_ID_FK", ("ORDER_ID",), ("OE", "ORDER_PK"), "CASCADE", NOVALIDATE),
        ForeignKey("ORDER_ITEMS_PRODUCT_ID_FK", ("PRODUCT_ID",), ("OE", "PRODUCT_INFORMATION_PK")),
    ),
    triggers=(
        Trigger(
            "INSERT_ORD_LINE",
            "insert_ord_line\n  BEFORE INSERT ON order_items\n  FOR EACH ROW",
            "DECLARE\n  new_line NUMBER;\nBEGIN\n  SELECT COALESCE(MAX(line_item_id), 0) + 1 INTO new_line\n"
            "    FROM order_items WHERE order_id = :new.order_id;\n  :new.line_item_id := new_line;\nEND;",
            "BEFORE EACH ROW",
            "INSERT",
        ),
    ),
)

_INVENTORIES = Table(
    "INVENTORIES",
    (
        Column("PRODUCT_ID", "NUMBER(6)", Stats(208, 1_733, 3_515)),
        Column("WAREHOUSE_ID", "NUMBER(3)", Stats(9, 1, 9), not_null="INVENTORY_WAREHOUSE_ID_NN"),
        Column("QUANTITY_ON_HAND", "NUMBER(8)", Stats(190, 0, 353), not_null="INVENTORY_QOH_NN"),
    ),
    rows=1_112,
    row_length=11,
    keys=(Key("INVENTORY_PK", ("PRODUCT_ID", "WAREHOUSE_ID")),),
    indexes=(Index("INV_PRODUCT_IX", ("PRODUCT_ID",)),),
    foreign_keys=(
        ForeignKey("INVENTORIES_WAREHOUSES_FK", ("WAREHOUSE_ID",), ("OE", "WAREHOUSES_PK"), state=NOVALIDATE),
        ForeignKey("INVENTORIES_PRODUCT_ID_FK", ("PRODUCT_ID",), ("OE", "PRODUCT_INFORMATION_PK")),
    ),
)

_INFORMATION = Table(
    "PRODUCT_INFORMATION",
    (
        Column("PRODUCT_ID", "NUMBER(6)", Stats(288, 1_726, 3_515)),
        Column("PRODUCT_NAME", "VARCHAR2(50)", Stats(285, "20GB - HD", "Zoom - Camera")),
        Column("PRODUCT_DESCRIPTION", "VARCHAR2(2000)"),
        Column("CATEGORY_ID", "NUMBER(2)", Stats(17, 11, 39)),
        Column("WEIGHT_CLASS", "NUMBER(1)", Stats(5, 1, 5)),
        Column("WARRANTY_PERIOD", "INTERVAL YEAR(2) TO MONTH"),
        Column("SUPPLIER_ID", "NUMBER(6)", Stats(62, 102_050, 103_096)),
        Column("PRODUCT_STATUS", "VARCHAR2(20)", Stats(4, "obsolete", "under development")),
        Column("LIST_PRICE", "NUMBER(8,2)", Stats(187, 1, 6_518)),
        Column("MIN_PRICE", "NUMBER(8,2)", Stats(187, 0, 5_180)),
        Column("CATALOG_URL", "VARCHAR2(50)"),
    ),
    rows=288,
    row_length=217,
    keys=(Key("PRODUCT_INFORMATION_PK", ("PRODUCT_ID",)),),
    checks=(
        Check(
            "PRODUCT_STATUS_LOV",
            "product_status in ('orderable','planned','under development','obsolete')",
            ("PRODUCT_STATUS",),
        ),
    ),
    indexes=(Index("PROD_SUPPLIER_IX", ("SUPPLIER_ID",)),),
)

_DESCRIPTIONS = Table(
    "PRODUCT_DESCRIPTIONS",
    (
        Column("PRODUCT_ID", "NUMBER(6)", Stats(288, 1_726, 3_515)),
        Column("LANGUAGE_ID", "VARCHAR2(3)", Stats(30, "AR", "ZHT")),
        Column("TRANSLATED_NAME", "NVARCHAR2(50)", Stats(8_000, "20GB HD", "變焦相機"), not_null="TRANSLATED_NAME_NN"),
        Column("TRANSLATED_DESCRIPTION", "NVARCHAR2(2000)", not_null="TRANSLATED_DESC_NN"),
    ),
    rows=8_640,
    row_length=302,
    keys=(Key("PRODUCT_DESCRIPTIONS_PK", ("PRODUCT_ID", "LANGUAGE_ID"), index="PRD_DESC_PK"),),
    indexes=(
        Index("PRD_DESC_PK", ("PRODUCT_ID", "LANGUAGE_ID"), unique=True),
        Index("PROD_NAME_IX", ("TRANSLATED_NAME",)),
    ),
    foreign_keys=(ForeignKey("PD_PRODUCT_ID_FK", ("PRODUCT_ID",), ("OE", "PRODUCT_INFORMATION_PK")),),
)

_CATEGORIES = Table(
    "CATEGORIES_TAB",
    (
        Column("SYS_NC_OID$", "RAW(16)", system=True),
        Column("SYS_NC_ROWINFO$", "CATEGORY_TYP", system=True, type_owner="OE", virtual="VALUE(this)"),
        Column("CATEGORY_NAME", "VARCHAR2(50)"),
        Column("CATEGORY_DESCRIPTION", "VARCHAR2(1000)"),
        Column("CATEGORY_ID", "NUMBER(2)"),
        Column("PRODUCT_REF_LIST", "PRODUCT_REF_LIST_TYP", type_owner="OE"),
        Column("SYS_NC0000600007$", "RAW(16)", system=True),
    ),
    rows=22,
    row_length=120,
    kind="OBJECT",
    keys=(Key("SYS_C009901", ("CATEGORY_ID",)),),
    properties={
        "object_id_type": "SYSTEM GENERATED",
        "table_type_owner": "OE",
        "table_type": "CATEGORY_TYP",
    },
)
_REF_LIST = Table(
    "PRODUCT_REF_LIST_NESTEDTAB",
    (
        Column("NESTED_TABLE_ID", "RAW(16)", system=True),
        Column("COLUMN_VALUE", "NUMBER(6)"),
    ),
    rows=288,
    row_length=23,
    kind="NESTED",
    extras=(
        Extra(
            "dba_nested_tables",
            ("owner", "table_name"),
            {
                "table_type_owner": "OE",
                "table_type_name": "PRODUCT_REF_LIST_TYP",
                "parent_table_name": "CATEGORIES_TAB",
                "parent_table_column": "PRODUCT_REF_LIST",
                "storage_spec": "USER_SPECIFIED",
                "return_type": "VALUE",
                "element_substitutable": "N",
            },
        ),
    ),
)

_DOCUMENTS = Table(
    "PURCHASE_DOCUMENTS",
    (
        Column("DOCUMENT_ID", "NUMBER(12)", not_null=True),
        Column("RECEIVED", "DATE", Stats(3_600, datetime(2016, 3, 20), datetime(2026, 1, 9)), not_null=True),
        Column("CONTENT", "XMLTYPE", type_owner="SYS", comment="Kept as binary XML"),
        Column("SYS_NC00004$", "BLOB", system=True, lob=Lob(6 * 2**30, compression="MEDIUM")),
    ),
    rows=2_910_448,
    row_length=900,
    keys=(Key("PURCHASE_DOCUMENTS_PK", ("DOCUMENT_ID",)),),
    extras=(
        Extra(
            "dba_xml_tab_cols",
            ("owner", "table_name"),
            {"column_name": "CONTENT", "storage_type": "BINARY", "anyschema": "NO", "nonschema": "NO"},
        ),
    ),
)

_TYPES = tuple(
    Program("TYPE", name, f"TYPE {name.lower()} {text}")
    for name, text in (
        ("CUST_ADDRESS_TYP", "AS OBJECT (street_address VARCHAR2(40), postal_code VARCHAR2(40), city VARCHAR2(40))"),
        ("PHONE_LIST_TYP", "AS VARRAY(5) OF VARCHAR2(25)"),
        ("PRODUCT_REF_LIST_TYP", "AS TABLE OF NUMBER(6)"),
        (
            "CATEGORY_TYP",
            "AS OBJECT (category_name VARCHAR2(50), category_description VARCHAR2(1000),\n"
            "  category_id NUMBER(2), product_ref_list product_ref_list_typ)",
        ),
    )
)

OE = Schema(
    "OE",
    "OE_DATA",
    "OE_DATA",
    tables=(
        _CUSTOMERS,
        _SITES,
        _WAREHOUSES,
        _ORDERS,
        _ORDER_ITEMS,
        _INVENTORIES,
        _INFORMATION,
        _DESCRIPTIONS,
        _CATEGORIES,
        _REF_LIST,
        _DOCUMENTS,
    ),
    views=(
        View(
            "PRODUCTS",
            "SELECT i.product_id, d.translated_name product_name, i.list_price\n"
            "FROM product_information i LEFT JOIN product_descriptions d ON d.product_id = i.product_id",
            (("OE", "PRODUCT_INFORMATION"), ("OE", "PRODUCT_DESCRIPTIONS")),
        ),
    ),
    programs=_TYPES,
    sequences=(Sequence("ORDERS_SEQ", 48_214_882, cache=0),),
    synonyms=tuple((name, "HR", name) for name in ("COUNTRIES", "LOCATIONS", "DEPARTMENTS", "JOBS", "EMPLOYEES")),
    quotas={"OE_DATA": -1},
)
