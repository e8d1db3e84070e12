"""An ERP system in the manner of SAP: a client in every key, NOT NULL texts for everything, days as VARCHAR2(8)."""

from __future__ import annotations

from repart_tui.demo.describe import Column, Index, Key, Schema, Stats, Table

_CLIENT = Column("MANDT", "VARCHAR2(9)", Stats(1, "100", "100", histogram=("100",)), default="'000'", not_null=True)
_YEARS = tuple(str(year) for year in range(2012, 2027))


def _text(name: str, length: int, stats: Stats | None = None) -> Column:
    return Column(name, f"VARCHAR2({length})", stats, default="' '", not_null=True)


TABLES = (
    Table(
        "BKPF",
        (
            _CLIENT,
            _text("BUKRS", 12, Stats(48, "1000", "9100")),
            _text("BELNR", 30, Stats(180_000_000, "0100000000", "5105999999")),
            _text("GJAHR", 12, Stats(15, "2012", "2026", histogram=_YEARS)),
            _text("BUDAT", 24, Stats(5_110, "20120101", "20260110")),
            _text("CPUDT", 24, Stats(5_110, "20120102", "20260110")),
            _text("AEDAT", 24, Stats(4_410, "00000000", "20260110")),
        ),
        rows=190_000_000,
        row_length=210,
        keys=(Key("BKPF~0", ("MANDT", "BUKRS", "BELNR", "GJAHR")),),
        indexes=(Index("BKPF~2", ("MANDT", "BUKRS", "BUDAT")),),
    ),
    # The least day is the initial value of the type.
    Table(
        "CDHDR",
        (
            _CLIENT,
            _text("OBJECTID", 270, Stats(90_000_000, "0000001", "ZZZ")),
            _text("CHANGENR", 30, Stats(240_000_000, "0000000001", "0240000000")),
            _text("UDATE", 24, Stats(5_100, "00000000", "20260110")),
        ),
        rows=240_000_000,
        row_length=130,
        keys=(Key("CDHDR~0", ("MANDT", "OBJECTID", "CHANGENR")),),
    ),
    # The day with hyphens, and one that never ends.
    Table(
        "ZKONDITION",
        (
            _CLIENT,
            _text("KNUMH", 30, Stats(60_000_000, "0000000001", "0060000000")),
            _text("DATAB", 30, Stats(5_000, "2012-01-01", "2026-01-10")),
            _text("DATBI", 24, Stats(4_000, "20120131", "99991231")),
        ),
        rows=60_000_000,
        row_length=140,
        keys=(Key("ZKONDITION~0", ("MANDT", "KNUMH")),),
    ),
    # No day: documents by number and year.
    Table(
        "BSEG",
        (
            _CLIENT,
            _text("BUKRS", 12, Stats(48, "1000", "9100")),
            _text("BELNR", 30, Stats(180_000_000, "0100000000", "5105999999")),
            _text("GJAHR", 12, Stats(15, "2012", "2026", histogram=_YEARS)),
            _text("BUZEI", 9, Stats(999, "001", "999")),
        ),
        rows=910_000_000,
        row_length=420,
        keys=(Key("BSEG~0", ("MANDT", "BUKRS", "BELNR", "GJAHR", "BUZEI")),),
    ),
    Table("T000", (_CLIENT, _text("MTEXT", 75)), rows=4, keys=(Key("T000~0", ("MANDT",)),)),
    Table(
        "MARA",
        (
            _CLIENT,
            _text("MATNR", 54, Stats(2_100_000, "A", "Z")),
            _text("ERSDA", 24, Stats(4_000, "20120101", "20260110")),
        ),
        rows=2_100_000,
        row_length=480,
        keys=(Key("MARA~0", ("MANDT", "MATNR")),),
    ),
)
QUOTAS = {"APP_DATA": -1, "APP_INDEX": -1}
SCHEMAS = (Schema("SAPSR3", "APP_DATA", "APP_INDEX", tables=TABLES, quotas=QUOTAS),)
