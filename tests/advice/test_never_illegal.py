"""On tables never seen before: whatever columns, statistics, keys and partitions, no proposal is one Oracle rejects."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.advice.tables import GB, plan, table

from repart_tui.advice.key_columns import legal_key
from repart_tui.advice.report import as_json, table_advice
from repart_tui.advice.report_text import report_lines, table_lines, wrapped
from repart_tui.migration_models import (
    ColumnInfo,
    ColumnStatistics,
    ColumnUsage,
    ConstraintInfo,
    CurrentState,
    IndexColumn,
    IndexInfo,
    NoneTarget,
    PartitionInfo,
    PartitioningInfo,
    SubpartitionTemplateInfo,
    TableConfig,
    TableModifications,
)
from repart_tui.oracle.index_rules import index_findings
from repart_tui.oracle.partition_clause import partition_clause
from repart_tui.oracle.target_rules import target_findings

TYPES = [
    *("NUMBER", "DATE", "VARCHAR2", "CHAR", "TIMESTAMP(6)", "FLOAT", "RAW", "NVARCHAR2", "CLOB", "BLOB", "XMLTYPE"),
    *("TIMESTAMP(6) WITH TIME ZONE", "TIMESTAMP(3) WITH LOCAL TIME ZONE", "BINARY_DOUBLE", "ROWID", "UROWID"),
    *("INTERVAL DAY(2) TO SECOND(6)", "BOOLEAN", "JSON", "LONG"),
]
NAMES = [
    *("ID", "CREATED_ON", "LAST_UPDATED", "VALID_TO", "STATUS", "REGION", "order date", "Ünï", "DAY_ID", "TENANT"),
    *("FISCAL_YEAR", "START_EPOCH", "SENT_TS"),
    *("AMOUNT", "EXPIRES_ON", "BORN_ON", "TYPE", "X" * 128, "A$B#C", "it's", "select"),
]
# Times kept as numbers or text.
CODED = ["2011", "2026", "201801", "202601", "20180101000003", "20260110215811", "1514764800", "1768082399", "00000000"]
DAYS = ["20120101", "20260110", "99991231", "00000000", "2012-01-01", "2026-01-10"]
DATES = st.one_of(
    st.dates(date(1900, 1, 1), date(2026, 1, 15)).map(date.isoformat),
    st.sampled_from(["0001-01-01", "1900-01-01", "1970-01-01", "2099-12-31", "9999-12-31", "9999-12-31 23:59:59"]),
    st.datetimes().map(lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}" if moment.year > 999 else None),
    st.none(),
)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**28).map(str),
    st.decimals(-(10**6), 10**9, places=3, allow_nan=False).map(lambda d: format(d, "f")),
    st.sampled_from(["0", "-1", "20190105", "20260114", "99991231", "9" * 28, "0.001", *CODED]),
    st.none(),
)
TEXTS = st.one_of(
    st.sampled_from(CODED + DAYS),
    st.sampled_from(["A", "MAXVALUE", "'", "'x'", "DEFAULT", "NULL", " ", "x" * 64]),
    st.text(max_size=9),
)
COUNTS = st.one_of(st.none(), st.integers(0, 10**12))


@st.composite
def columns(draw: st.DrawFn, name: str, number: int) -> ColumnInfo:
    kind = draw(st.sampled_from(TYPES))
    values: list[str] = []
    if kind == "NUMBER" or kind == "FLOAT":
        ends = [draw(NUMBERS), draw(NUMBERS)]
        values = draw(st.lists(st.integers(-9, 999).map(str), max_size=6, unique=True))
    elif kind == "DATE" or kind.startswith("TIMESTAMP"):
        ends = [draw(DATES), draw(DATES)]
    elif kind == "RAW":
        ends = ["00", "FF"]
    else:
        ends = [draw(st.none() | TEXTS), draw(st.none() | TEXTS)]
        if kind in ("VARCHAR2", "CHAR", "NVARCHAR2"):
            values = [v for v in draw(st.lists(TEXTS, max_size=6, unique=True)) if v]
    statistics = ColumnStatistics(
        num_distinct=draw(COUNTS),
        num_nulls=draw(COUNTS),
        low_value=ends[0],
        high_value=ends[1],
        histogram="FREQUENCY" if values else None,
        frequent_values=values,
        frequent_counts=[draw(st.integers(0, 10**9)) for _ in values],
    )
    return ColumnInfo(
        name=name,
        data_type=kind,
        data_length=20,
        char_length=20,
        char_used="B",
        column_id=number,
        internal_column_id=number,
        nullable=draw(st.booleans()),
        hidden=draw(st.sampled_from([False, False, False, True])),
        virtual=draw(st.sampled_from([False, False, False, True])),
        data_default=draw(st.none() | st.just('"APP"."F"("ID")')),
        collation=draw(st.sampled_from([None, "USING_NLS_COMP", "GERMAN_CI"])),
        statistics=draw(st.sampled_from([statistics, statistics, None])),
        usage=draw(st.none() | st.builds(ColumnUsage, equality=st.integers(0, 10**6), range=st.integers(0, 10**6))),
    )


FIRST = date(2015, 1, 1)
RANGES = {
    "DATE": [f"TO_DATE(' {FIRST + timedelta(days=30 * n)} 00:00:00', 'SYYYY-MM-DD HH24:MI:SS')" for n in range(9)],
    "TIMESTAMP(6)": [f"TIMESTAMP' {FIRST + timedelta(days=n)} 06:00:00'" for n in range(9)],
    "NUMBER": [str(1000 * n) for n in range(1, 9)],
    "FLOAT": ["-1.5", "0", "7"],
    "VARCHAR2": ["'A'", "'B''C'", "'MAXVALUE'"],
    "RAW": ["HEXTORAW('0A')", "HEXTORAW('FF')"],
}
MONTHS = [f"20{16 + n // 12}{n % 12 + 1:02d}01" for n in range(1, 9)]
CODED_RANGES = {
    "NUMBER": [MONTHS, ["201601", "201602", "201603"], ["2016", "2017"], ["1454284800", "1456790400"]],
    "VARCHAR2": [[f"'{day}'" for day in MONTHS], ["'2016'", "'2017'"], ["'2016-01-01'", "'2016-02-01'"]],
}
LISTS = {
    "VARCHAR2": ["'A'", "'B', 'C'", "NULL", "'it''s'", "'DEFAULT'"],
    "NUMBER": ["1", "2, 3", "NULL"],
    "DATE": ["TO_DATE(' 2015-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS')", "NULL"],
}


@st.composite
def partitionings(draw: st.DrawFn, columns: list[ColumnInfo]) -> PartitioningInfo | None:
    """A partitioning that Oracle could have made, but for bounds that nobody here has seen before."""
    kind = draw(st.sampled_from(["RANGE", "LIST", "HASH", "REFERENCE", "SYSTEM"]))
    known = {"RANGE": RANGES, "LIST": LISTS}.get(kind)
    fit = [c for c in columns if legal_key(c) and (known is None or c.data_type in known)]
    if not fit:
        return None
    key = draw(st.sampled_from(fit))
    bounds = (known or {}).get(key.data_type, [""] * 7)
    if kind == "RANGE" and key.data_type in CODED_RANGES and draw(st.booleans()):
        bounds = draw(st.sampled_from(CODED_RANGES[key.data_type]))
    chosen = bounds[: draw(st.integers(1, len(bounds)))]
    if draw(st.booleans()) and known is not None:
        chosen = [*chosen, "MAXVALUE" if kind == "RANGE" else "DEFAULT"]
    if draw(st.sampled_from([False, False, True])):
        chosen = [*chosen[:-1], "SOMETHING(NEW)"]
    parts = [
        PartitionInfo(
            name=f"P{n}",
            position=n,
            high_value=value or None,
            num_rows=draw(COUNTS),
            bytes=draw(st.none() | st.integers(0, 500 * GB)),
            subpartition_count=draw(st.integers(0, 4)),
        )
        for n, value in enumerate(chosen, start=1)
    ]
    if key.data_type == "NUMBER":
        intervals = ["1000"]
    else:
        # Oracle takes no months from a last bound on a day that not every month has (ORA-14767).
        monthly = [] if re.search("-(29|30|31) ", chosen[-1]) else ["NUMTOYMINTERVAL(1,'MONTH')"]
        intervals = [*monthly, "NUMTODSINTERVAL(1,'DAY')", "ODD()"]
    able = kind == "RANGE" and key.data_type in ("DATE", "TIMESTAMP(6)", "NUMBER") and "MAXVALUE" not in chosen
    interval = draw(st.none() | st.sampled_from(intervals)) if able else None
    if interval or not {"MAXVALUE", "DEFAULT", "NULL"} & set(chosen):
        # Rows with NULL could not be in such a table.
        key.statistics = None if key.statistics is None else replace(key.statistics, num_nulls=0)
    texts = [c.name for c in columns if c.data_type == "VARCHAR2" and c is not key and legal_key(c)]
    kinds = [None, "HASH", *(["LIST", "RANGE"] if texts else [])]
    # A table with XMLType takes no subpartitions.
    second = draw(st.sampled_from([None] if any(c.data_type == "XMLTYPE" for c in columns) else kinds))
    return PartitioningInfo(
        partitioning_type=kind,
        key_columns=[key.name],
        interval=interval,
        automatic_list=kind == "LIST" and "DEFAULT" not in chosen and draw(st.booleans()),
        reference_constraint="FK" if kind == "REFERENCE" else None,
        subpartitioning_type=second,
        subpartition_key_columns=[texts[0] if texts else key.name] if second else [],
        subpartition_template=[
            SubpartitionTemplateInfo(name="S1", high_bound="'A'"),
            SubpartitionTemplateInfo(name="S2", high_bound="DEFAULT" if second == "LIST" else "MAXVALUE"),
        ]
        if second in ("LIST", "RANGE")
        else [],
        partition_count=len(parts),
        partitions=parts,
    )


@st.composite
def tables(draw: st.DrawFn) -> TableConfig:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=7, unique=True))
    found = [draw(columns(name, number)) for number, name in enumerate(names, start=1)]
    key = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    constraint: dict[str, Any] = {"owner": "APP", "table_name": "T"}
    constraints = [ConstraintInfo(**constraint, constraint_name="PK", constraint_type="P", columns=key)] if key else []
    if draw(st.booleans()):
        name = draw(st.sampled_from(names))
        condition = draw(
            st.sampled_from([f"{name} IN ('A', 'B', 'C')", f"{name} IN (1, 2, 3)", f'"{name}" > 0', "1=1"])
        )
        constraints.append(
            ConstraintInfo(**constraint, constraint_name="CK", constraint_type="C", search_condition=condition)
        )
    indexes = [
        IndexInfo(
            owner="APP",
            index_name=f"I{n}",
            index_type=draw(st.sampled_from(["NORMAL", "NORMAL", "BITMAP"])),
            unique=draw(st.booleans()),
            columns=[IndexColumn(name=name, position=p) for p, name in enumerate(listed, start=1)],
        )
        for n, listed in enumerate(
            draw(st.lists(st.lists(st.sampled_from(names), min_size=1, unique=True), max_size=3))
        )
    ]
    state = CurrentState(
        status="VALID",
        columns=found,
        constraints=constraints,
        indexes=[index for index in indexes if not (index.unique and "BITMAP" in index.index_type)],
        num_rows=draw(COUNTS),
        avg_row_len=draw(st.none() | st.integers(0, 9000)),
        table_bytes=draw(st.none() | st.integers(0, 50_000 * GB)),
        lob_bytes=draw(st.none() | st.integers(0, 50_000 * GB)),
        index_bytes=draw(st.none() | st.integers(0, 900 * GB)),
        last_analyzed=draw(st.sampled_from([None, "2026-01-14 22:00:00", "2019-01-01 00:00:00"])),
        statistics_stale=draw(st.booleans()),
        modifications=draw(st.none() | st.builds(TableModifications, inserts=COUNTS, updates=COUNTS, deletes=COUNTS)),
        partitioning=draw(st.none() | partitionings(found)),
    )
    return table(state)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tables())
def test_no_proposal_is_one_that_oracle_rejects(one: TableConfig) -> None:
    config = plan(one)
    target = one.common_settings.target_config
    if not isinstance(target, NoneTarget):
        wrong = [f.sentence() for f in target_findings(one, config.environment_config) if f.severity == "error"]
        wrong += [f.sentence() for f in index_findings(one) if f.severity == "error"]
        assert wrong == []
        assert partition_clause(target, one.current_state.columns).startswith("PARTITION BY ")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tables())
def test_the_report_has_words_for_every_table(one: TableConfig) -> None:
    config = plan(one)
    advice = table_advice(one, config)
    assert 0 <= advice.score.total <= 100
    assert list(wrapped(table_lines(advice, config)))
    assert list(report_lines([advice], config))
    json.dumps(as_json([advice], config), default=str)
    assert table_advice(one, config) == advice, "the same plan gives the same advice"
