"""CO: customer orders of a web shop that grew; two of its tables are obvious candidates."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import (
    Check,
    Column,
    Extra,
    ForeignKey,
    Identity,
    Index,
    Key,
    Lob,
    Schema,
    Stats,
    Table,
    View,
)

_MIB, _GIB = 2**20, 2**30


def _identity(name: str, last: int, comment: str) -> Column:
    return Column(
        name,
        "NUMBER(*,0)",
        Stats(last - 20, 1, last - 20),
        comment,
        default_on_null=True,
        identity=Identity(last_number=last),
    )


def _integer(name: str, distinct: int, comment: str, *, nulls: int | None = None) -> Column:
    return Column(name, "NUMBER(*,0)", Stats(distinct, 1, distinct, nulls=nulls or 0), comment, not_null=nulls is None)


_CUSTOMERS = Table(
    "CUSTOMERS",
    (
        _identity("CUSTOMER_ID", 4_180_041, "Numbered by the database"),
        Column(
            "EMAIL_ADDRESS",
            "VARCHAR2(255 CHAR)",
            Stats(4_180_021, "aaron.abbott@internalmail", "zuzana.zwick@internalmail"),
            "Address the customer signs in with",
            not_null=True,
        ),
        Column("FULL_NAME", "VARCHAR2(255 CHAR)", Stats(2_911_744, "Aaron Abbott", "Žofie Černá"), not_null=True),
    ),
    rows=4_180_021,
    row_length=52,
    comment="People who place orders",
    keys=(
        Key("CUSTOMERS_PK", ("CUSTOMER_ID",)),
        Key("CUSTOMERS_EMAIL_U", ("EMAIL_ADDRESS",), primary=False),
    ),
    indexes=(Index("CUSTOMERS_NAME_I", ("FULL_NAME",)),),
)

_STORES = Table(
    "STORES",
    (
        _identity("STORE_ID", 161, "Numbered by the database"),
        Column("STORE_NAME", "VARCHAR2(255 CHAR)", Stats(141, "Amsterdam", "Zürich"), not_null=True),
        Column("WEB_ADDRESS", "VARCHAR2(100 CHAR)", Stats(1, "www.example.com", "www.example.com", 140)),
        Column("PHYSICAL_ADDRESS", "VARCHAR2(512 CHAR)", Stats(140, "1 Hacker Way", "Zeil 112", nulls=1)),
        Column("LATITUDE", "NUMBER(9,6)", Stats(140, -33.865143, 59.329323, nulls=1), "North or south of the equator"),
        Column("LONGITUDE", "NUMBER(9,6)", Stats(140, -122.332071, 151.2099, nulls=1)),
        Column("LOGO", "BLOB", None, "Picture of the store", lob=Lob(14 * _MIB)),
        Column("LOGO_MIME_TYPE", "VARCHAR2(512 CHAR)"),
        Column("LOGO_FILENAME", "VARCHAR2(512 CHAR)"),
        Column("LOGO_CHARSET", "VARCHAR2(512 CHAR)"),
        Column("LOGO_LAST_UPDATED", "DATE"),
    ),
    rows=141,
    row_length=86,
    comment="Shops, and the web site",
    keys=(
        Key("STORES_PK", ("STORE_ID",)),
        Key("STORE_NAME_U", ("STORE_NAME",), primary=False),
    ),
    checks=(
        Check(
            "STORE_AT_LEAST_ONE_ADDRESS_C",
            "\n    web_address IS NOT NULL or physical_address IS NOT NULL\n  ",
            ("WEB_ADDRESS", "PHYSICAL_ADDRESS"),
        ),
    ),
)

_PRODUCTS = Table(
    "PRODUCTS",
    (
        _identity("PRODUCT_ID", 24_621, "Numbered by the database"),
        Column("PRODUCT_NAME", "VARCHAR2(255 CHAR)", Stats(24_107, "Boy's Coat", "Women's Socks"), not_null=True),
        Column("UNIT_PRICE", "NUMBER(10,2)", Stats(4_212, 5.05, 499.9)),
        Column("PRODUCT_DETAILS", "BLOB", None, "Description and reviews as JSON", lob=Lob(220 * _MIB)),
        Column("PRODUCT_IMAGE", "BLOB", None, "Picture", lob=Lob(3 * _GIB, compression="MEDIUM")),
        Column("IMAGE_MIME_TYPE", "VARCHAR2(512 CHAR)"),
        Column("IMAGE_FILENAME", "VARCHAR2(512 CHAR)"),
        Column("IMAGE_CHARSET", "VARCHAR2(512 CHAR)"),
        Column("IMAGE_LAST_UPDATED", "DATE"),
    ),
    rows=24_601,
    row_length=410,
    comment="Goods on sale",
    keys=(Key("PRODUCTS_PK", ("PRODUCT_ID",)),),
    checks=(Check("PRODUCTS_JSON_C", " product_details is json ", ("PRODUCT_DETAILS",)),),
    extras=(
        Extra(
            "dba_json_columns",
            ("owner", "table_name"),
            {"object_type": "TABLE", "column_name": "PRODUCT_DETAILS", "format": "TEXT", "data_type": "BLOB"},
        ),
    ),
)

_ORDERS = Table(
    "ORDERS",
    (
        _identity("ORDER_ID", 60_244_861, "Numbered by the database"),
        Column(
            "ORDER_TMS",
            "TIMESTAMP(6)",
            Stats(59_870_112, datetime(2018, 2, 4, 13, 20, 31, 120000), datetime(2026, 1, 10, 21, 58, 2, 7000)),
            "When the order was placed",
            not_null=True,
        ),
        _integer("CUSTOMER_ID", 3_988_214, "Who ordered"),
        Column(
            "ORDER_STATUS",
            "VARCHAR2(10 CHAR)",
            Stats(
                6,
                "CANCELLED",
                "SHIPPED",
                histogram=("CANCELLED", "COMPLETE", "OPEN", "PAID", "REFUNDED", "SHIPPED"),
            ),
            "State of the order:\nOPEN - not paid yet\nPAID - money is here\nSHIPPED - on its way\n"
            "COMPLETE - arrived\nCANCELLED - stopped by the customer\nREFUNDED - money went back",
            not_null=True,
        ),
        _integer("STORE_ID", 141, "Where it was placed"),
    ),
    rows=60_244_841,
    row_length=38,
    comment="Who bought where",
    keys=(Key("ORDERS_PK", ("ORDER_ID",)),),
    checks=(
        Check(
            "ORDERS_STATUS_C",
            " order_status in\n                    ( 'CANCELLED','COMPLETE','OPEN','PAID','REFUNDED','SHIPPED')",
            ("ORDER_STATUS",),
        ),
    ),
    indexes=(Index("ORDERS_CUSTOMER_ID_I", ("CUSTOMER_ID",)), Index("ORDERS_STORE_ID_I", ("STORE_ID",))),
    foreign_keys=(
        ForeignKey("ORDERS_CUSTOMER_ID_FK", ("CUSTOMER_ID",), ("CO", "CUSTOMERS_PK")),
        ForeignKey("ORDERS_STORE_ID_FK", ("STORE_ID",), ("CO", "STORES_PK")),
    ),
)

_SHIPMENTS = Table(
    "SHIPMENTS",
    (
        _identity("SHIPMENT_ID", 57_901_221, "Numbered by the database"),
        _integer("STORE_ID", 141, "Where the goods come from"),
        _integer("CUSTOMER_ID", 3_901_127, "Who gets them"),
        Column("DELIVERY_ADDRESS", "VARCHAR2(512 CHAR)", Stats(4_811_920, "1 A Street", "Zeil 99"), not_null=True),
        Column("SHIPMENT_STATUS", "VARCHAR2(100 CHAR)", Stats(4, "CREATED", "SHIPPED"), not_null=True),
    ),
    rows=57_901_201,
    row_length=61,
    comment="Where ordered goods go",
    keys=(Key("SHIPMENTS_PK", ("SHIPMENT_ID",)),),
    checks=(
        Check(
            "SHIPMENT_STATUS_C",
            " shipment_status in\n                    ( 'CREATED', 'SHIPPED', 'IN-TRANSIT', 'DELIVERED')",
            ("SHIPMENT_STATUS",),
        ),
    ),
    indexes=(Index("SHIPMENTS_STORE_ID_I", ("STORE_ID",)), Index("SHIPMENTS_CUSTOMER_ID_I", ("CUSTOMER_ID",))),
    foreign_keys=(
        ForeignKey("SHIPMENTS_STORE_ID_FK", ("STORE_ID",), ("CO", "STORES_PK")),
        ForeignKey("SHIPMENTS_CUSTOMER_ID_FK", ("CUSTOMER_ID",), ("CO", "CUSTOMERS_PK")),
    ),
)

_ORDER_ITEMS = Table(
    "ORDER_ITEMS",
    (
        _integer("ORDER_ID", 60_244_841, "Order the line belongs to"),
        _integer("LINE_ITEM_ID", 9, "Counted from one in each order"),
        _integer("PRODUCT_ID", 24_601, "What was bought"),
        Column("UNIT_PRICE", "NUMBER(10,2)", Stats(4_212, 5.05, 499.9), "Price paid", not_null=True),
        _integer("QUANTITY", 6, "How many"),
        _integer("SHIPMENT_ID", 57_100_340, "How it is delivered", nulls=2_811_400),
    ),
    rows=171_330_902,
    row_length=28,
    comment="What was bought in an order",
    keys=(
        Key("ORDER_ITEMS_PK", ("ORDER_ID", "LINE_ITEM_ID")),
        Key("ORDER_ITEMS_PRODUCT_U", ("PRODUCT_ID", "ORDER_ID"), primary=False),
    ),
    indexes=(Index("ORDER_ITEMS_SHIPMENT_ID_I", ("SHIPMENT_ID",)),),
    foreign_keys=(
        ForeignKey("ORDER_ITEMS_ORDER_ID_FK", ("ORDER_ID",), ("CO", "ORDERS_PK")),
        ForeignKey("ORDER_ITEMS_SHIPMENT_ID_FK", ("SHIPMENT_ID",), ("CO", "SHIPMENTS_PK")),
        ForeignKey("ORDER_ITEMS_PRODUCT_ID_FK", ("PRODUCT_ID",), ("CO", "PRODUCTS_PK")),
    ),
)

_INVENTORY = Table(
    "INVENTORY",
    (
        _identity("INVENTORY_ID", 1_204_541, "Numbered by the database"),
        _integer("STORE_ID", 141, "Where it lies"),
        _integer("PRODUCT_ID", 24_601, "What lies there"),
        _integer("PRODUCT_INVENTORY", 412, "How many"),
    ),
    rows=1_204_521,
    row_length=17,
    comment="Stock of each store",
    keys=(
        Key("INVENTORY_PK", ("INVENTORY_ID",)),
        Key("INVENTORY_STORE_PRODUCT_U", ("STORE_ID", "PRODUCT_ID"), primary=False),
    ),
    indexes=(Index("INVENTORY_PRODUCT_ID_I", ("PRODUCT_ID",)),),
    foreign_keys=(
        ForeignKey("INVENTORY_STORE_ID_FK", ("STORE_ID",), ("CO", "STORES_PK")),
        ForeignKey("INVENTORY_PRODUCT_ID_FK", ("PRODUCT_ID",), ("CO", "PRODUCTS_PK")),
    ),
)

_PRODUCT_ORDERS = View(
    "PRODUCT_ORDERS",
    "SELECT p.product_name, o.order_status, SUM(i.quantity * i.unit_price) total_sales, COUNT(*) order_count\n"
    "FROM orders o JOIN order_items i ON i.order_id = o.order_id JOIN products p ON p.product_id = i.product_id\n"
    "GROUP BY p.product_name, o.order_status",
    (("CO", "ORDERS"), ("CO", "ORDER_ITEMS"), ("CO", "PRODUCTS")),
    (
        ("PRODUCT_NAME", "VARCHAR2(255 CHAR)"),
        ("ORDER_STATUS", "VARCHAR2(10 CHAR)"),
        ("TOTAL_SALES", "NUMBER"),
        ("ORDER_COUNT", "NUMBER"),
    ),
    comment="Sales by product and state",
)
_STORE_ORDERS = View(
    "STORE_ORDERS",
    "SELECT s.store_name, COUNT(DISTINCT o.order_id) order_count\n"
    "FROM stores s JOIN orders o ON o.store_id = s.store_id\nGROUP BY s.store_name",
    (("CO", "STORES"), ("CO", "ORDERS")),
)

CO = Schema(
    "CO",
    "CO_DATA",
    "CO_DATA",
    tables=(_CUSTOMERS, _STORES, _PRODUCTS, _ORDERS, _SHIPMENTS, _ORDER_ITEMS, _INVENTORY),
    views=(_PRODUCT_ORDERS, _STORE_ORDERS),
    quotas={"CO_DATA": 64 * _GIB},
)
