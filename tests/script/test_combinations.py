"""Every combination of partitioning, key type, second level and attribute: the legal ones render as SQL that an outside
grammar takes, the illegal ones are refused for the reason that Oracle's documents give.

What is legal stands here once more, as a table of Oracle's rules and not of ours: SQL Language Reference, CREATE TABLE
("Restrictions on Partitioning Keys", "INTERVAL Clause", "AUTOMATIC", composite partitioning) and CREATE INDEX.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from repart_tui.migration_models import (
    AutomaticListTarget,
    EnvironmentConfig,
    HashPartition,
    HashSubpartition,
    HashSubpartitioning,
    HashTarget,
    IndexPartition,
    IndexTarget,
    Interval,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListSubpartitioning,
    ListTarget,
    LobStorageInfo,
    NamedPartition,
    NoneTarget,
    PartitionLob,
    RangePartition,
    RangeSubpartition,
    RangeSubpartitioning,
    RangeTarget,
    ReferenceTarget,
    SystemTarget,
    TargetConfig,
    TemplateLob,
)
from repart_tui.oracle.findings import errors
from repart_tui.oracle.index_ddl import create_index
from repart_tui.oracle.index_locality import index_plans
from repart_tui.oracle.index_rules import index_findings
from repart_tui.oracle.partition_clause import partition_clause, subpartition_template
from repart_tui.oracle.target_rules import target_findings
from tests.oracle.builders import column, constraint, index, table
from tests.script.outside_grammar import complaints, judgeable

VALUES = {
    "NUMBER": "10",
    "FLOAT": "10.5",
    "DATE": "2024-01-01",
    "TIMESTAMP(6)": "2024-01-01 12:30:00.5",
    "TIMESTAMP(6) WITH LOCAL TIME ZONE": "2024-01-01",
    "CHAR": "A",
    "NCHAR": "A",
    "VARCHAR2": "it's",
    "NVARCHAR2": "A",
    "RAW": "0A",
}
"""A value of each type that Oracle partitions by."""
BARRED = {
    "TIMESTAMP(6) WITH TIME ZONE": "ORA-03001",
    "LONG": "ORA-14031",
    "LONG RAW": "ORA-14031",
    "CLOB": "ORA-14135",
    "NCLOB": "ORA-14135",
    "BLOB": "ORA-14135",
    "BFILE": "ORA-14135",
    "XMLTYPE": "ORA-14513",
    "JSON": "ORA-14541",
    "BINARY_FLOAT": "KEY-TYPE",
    "BINARY_DOUBLE": "KEY-TYPE",
    "ROWID": "KEY-TYPE",
    "UROWID": "KEY-TYPE",
    "BOOLEAN": "KEY-TYPE",
    "VECTOR": "KEY-TYPE",
    "INTERVAL YEAR(2) TO MONTH": "KEY-TYPE",
    "INTERVAL DAY(2) TO SECOND(6)": "KEY-TYPE",
}
"""Every other type, with Oracle's number where it has one."""
INTERVAL_TYPES = {
    "NUMBER",
    "FLOAT",
    "DATE",
    "TIMESTAMP(6)",
    "TIMESTAMP(6) WITH LOCAL TIME ZONE",
}
KINDS = ("range", "interval", "list", "automatic_list", "hash")
SECONDS = ("range", "list", "hash")


def key_column(name: str, data_type: str):
    return column(name, data_type, nullable=False, data_length=20, char_length=20)


def second_level(kind: str, data_type: str, key: str = "K2"):
    value = VALUES.get(data_type, "x")
    if kind == "hash":
        return HashSubpartitioning(subpartitioning_type="hash", key_columns=[key], subpartition_count=4)
    if kind == "list":
        return ListSubpartitioning(
            subpartitioning_type="list",
            key_columns=[key],
            template=[
                ListSubpartition(name="S1", values=[[value]], tablespace="TS"),
                ListSubpartition(name="S2", is_default=True, tablespace="TS"),
            ],
        )
    return RangeSubpartitioning(
        subpartitioning_type="range",
        key_columns=[key],
        template=[
            RangeSubpartition(name="S1", values_less_than=[value], tablespace="TS"),
            RangeSubpartition(name="S2", values_less_than=["MAXVALUE"], tablespace="TS"),
        ],
    )


def first_level(kind: str, data_type: str, second=None, **attributes: Any) -> TargetConfig:
    value = VALUES.get(data_type, "x")
    common: dict[str, Any] = {"partitioning_type": kind, "key_columns": ["K1"], "subpartitioning": second}
    if kind == "hash":
        return HashTarget(**common, partition_count=4)
    if kind in ("range", "interval"):
        partitions = [RangePartition(name="P1", values_less_than=[value], **attributes)]
        if kind == "range":
            partitions.append(RangePartition(name="P2", values_less_than=["MAXVALUE"]))
            return RangeTarget(**common, partitions=partitions)
        unit = "NUMBER" if data_type in ("NUMBER", "FLOAT") else "MONTH"
        return IntervalTarget(**common, interval=Interval(unit=unit, count=1), partitions=partitions)  # type: ignore[arg-type]
    partitions = [ListPartition(name="P1", values=[[value]], **attributes)]
    if kind == "list":
        return ListTarget(**common, partitions=[*partitions, ListPartition(name="P2", is_default=True)])
    return AutomaticListTarget(**common, partitions=partitions)


def judged(target: TargetConfig, columns, lobs=()) -> str:
    """Render CREATE TABLE and ALTER TABLE MODIFY; the outside grammar must take both."""
    clause = partition_clause(target, columns, lobs)
    for statement in (f'CREATE TABLE "T" ("K1" NUMBER) {clause}', f'ALTER TABLE "APP"."T" MODIFY {clause} ONLINE'):
        for part in judgeable(statement):
            assert not complaints(part), part
    return clause


def codes(target: TargetConfig, columns, **state: Any) -> set[str]:
    item = table(target, columns, **state)
    item.common_settings.migration_settings.accepted_risks = ["local_time_zone_bounds", "system_partitioning"]
    return {finding.code for finding in errors(target_findings(item, EnvironmentConfig()))}


@pytest.mark.parametrize("kind", KINDS)
def test_each_type_is_a_key_or_is_refused_with_its_reason(kind: str) -> None:
    for data_type in [*VALUES, *BARRED]:
        columns = [key_column("K1", data_type)]
        target = first_level(kind, data_type)
        if data_type in BARRED:
            assert BARRED[data_type] in codes(target, columns), data_type
        elif kind == "interval" and data_type not in INTERVAL_TYPES:
            assert codes(target, columns) == {"ORA-14751"}, data_type
        else:
            assert codes(target, columns) == set(), data_type
            judged(target, columns)


@pytest.mark.parametrize(("kind", "second"), list(product(KINDS, SECONDS)))
def test_each_composite_renders_for_each_type_of_the_second_key(kind: str, second: str) -> None:
    for data_type in [*VALUES, *BARRED]:
        columns = [key_column("K1", "DATE"), key_column("K2", data_type)]
        target = first_level(kind, "DATE", second_level(second, data_type))
        if data_type in BARRED:
            assert BARRED[data_type] in codes(target, columns), data_type
        else:
            assert codes(target, columns) == set(), data_type
            clause = judged(target, columns)
            assert f"SUBPARTITION BY {second.upper()}" in clause


@pytest.mark.parametrize(("kind", "second"), list(product(KINDS, ("", *SECONDS))))
def test_each_attribute_of_a_partition_with_each_other(kind: str, second: str) -> None:
    columns = [key_column("K1", "DATE"), key_column("K2", "NUMBER"), column("BODY", "CLOB")]
    lobs = [LobStorageInfo(column_name="BODY", securefile=True)]
    level = second_level(second, "NUMBER") if second else None
    for tablespace, compress, indexing, lob, store_in in product((False, True), repeat=5):
        attributes: dict[str, Any] = {
            "tablespace": "TS1" if tablespace else None,
            "compress_for": "ADVANCED" if compress else None,
            "indexing": indexing,
            "lobs": [PartitionLob(column_name="BODY", tablespace="TS_LOB")] if lob else [],
        }
        if kind == "hash":
            partitions = [HashPartition(name=f"P{n}", **attributes) for n in range(4)]
            target: Any = HashTarget(
                partitioning_type="hash",
                key_columns=["K1"],
                partition_count=4,
                partitions=partitions,
                subpartitioning=level,
            )
        else:
            target = first_level(kind, "DATE", level, **attributes)
        if store_in and kind in ("interval", "automatic_list", "hash"):
            target.store_in = ["TS1", "TS2"]
        expected = {"ORA-14170"} if store_in and kind == "hash" else set()
        assert codes(target, columns, lobs=lobs) == expected
        if expected:
            continue
        clause = judged(target, columns, lobs)
        assert (' TABLESPACE "TS1"' in clause) == tablespace
        assert ("COMPRESS" in clause) == compress
        assert ("INDEXING OFF" in clause) == (not indexing)
        assert ('LOB ("BODY") STORE AS SECUREFILE (TABLESPACE "TS_LOB")' in clause) == lob
        assert ("STORE IN" in clause) == (store_in and kind in ("interval", "automatic_list"))


@pytest.mark.parametrize(("kind", "second"), list(product(KINDS, SECONDS)))
def test_each_attribute_of_a_template_with_each_other(kind: str, second: str) -> None:
    columns = [key_column("K1", "DATE"), key_column("K2", "NUMBER"), column("BODY", "CLOB")]
    lobs = [LobStorageInfo(column_name="BODY", securefile=True)]
    words = product(
        {None: "", "NONE": "NOCOMPRESS", "ADVANCED": "COMPRESS ADVANCED"}.items(),
        {None: "", True: "INDEXING ON", False: "INDEXING OFF"}.items(),
        {None: "", True: "READ ONLY", False: "READ WRITE"}.items(),
        ((False, False, False), (True, True, False), (True, True, True)),
    )
    for (compress, compressed), (indexing, indexed), (read_only, read), (tablespace, lob, segment) in words:
        level = second_level(second, "NUMBER")
        if isinstance(level, HashSubpartitioning):
            level.template = [HashSubpartition(name=f"S{number}") for number in range(4)]
        for number, item in enumerate(level.template):
            item.tablespace = "TS1" if tablespace else None
            item.compress_for = compress  # type: ignore[assignment]
            item.indexing, item.read_only = indexing, read_only
            name = f"SEG{number}" if segment else None
            item.lobs = [TemplateLob(column_name="BODY", tablespace="TS_LOB", segment_name=name)] if lob else []
        target = first_level(kind, "DATE", level)
        assert codes(target, columns, lobs=lobs) == set()
        clause = judged(target, columns, lobs)
        assert (' TABLESPACE "TS1"' in clause) == tablespace
        assert ("COMPRESS" in clause) == bool(compress)
        assert ("INDEXING" in clause) == (indexing is not None)
        assert "READ ONLY" not in clause
        assert ("READ WRITE" in clause) == (read_only is False)
        assert ('LOB ("BODY") STORE AS SECUREFILE "SEG1" (TABLESPACE "TS_LOB")' in clause) == (lob and segment)
        whole = subpartition_template(level, columns, lobs)
        for said in (compressed, indexed, read):
            assert said in whole


@pytest.mark.parametrize("unit", ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "NUMBER"])
def test_each_unit_fits_keys_of_its_kind_only(unit: str) -> None:
    for data_type in sorted(INTERVAL_TYPES):
        target = IntervalTarget(
            partitioning_type="interval",
            key_columns=["K1"],
            interval=Interval(unit=unit, count=3),  # type: ignore[arg-type]
            partitions=[RangePartition(name="P1", values_less_than=[VALUES[data_type]])],
        )
        columns = [key_column("K1", data_type)]
        numeric = data_type in ("NUMBER", "FLOAT")
        if numeric != (unit == "NUMBER"):
            assert codes(target, columns) == {"ORA-14752"}
        else:
            assert codes(target, columns) == set()
            assert "INTERVAL (" in judged(target, columns)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (first_level("range", "DATE"), None),
        (HashTarget(partitioning_type="hash", key_columns=["K1"], partition_count=2, store_in=["TS"]), None),
        (
            HashTarget(
                partitioning_type="hash", key_columns=["K1"], partition_count=2, partitions=[HashPartition(name="A")]
            ),
            "PARTITION-COUNT",
        ),
        (
            first_level(
                "range",
                "DATE",
                HashSubpartitioning(
                    subpartitioning_type="hash",
                    key_columns=["K2"],
                    subpartition_count=2,
                    template=[HashSubpartition(name="A", tablespace="TS"), HashSubpartition(name="B", tablespace="TS")],
                ),
            ),
            None,
        ),
        (
            first_level(
                "hash",
                "DATE",
                HashSubpartitioning(
                    subpartitioning_type="hash",
                    key_columns=["K2"],
                    subpartition_count=1,
                    template=[HashSubpartition(name="A")],
                    store_in=["TS"],
                ),
            ),
            "ORA-14604",
        ),
        (
            first_level(
                "range",
                "DATE",
                ListSubpartitioning(
                    subpartitioning_type="list",
                    key_columns=["K2"],
                    template=[ListSubpartition(name="S" * 127, is_default=True)],
                ),
            ),
            "ORA-14613",
        ),
        (SystemTarget(partitioning_type="system", partition_count=3), None),
        (
            SystemTarget(
                partitioning_type="system", partition_count=1, partitions=[NamedPartition(name="A", tablespace="TS")]
            ),
            None,
        ),
        (SystemTarget(partitioning_type="system", partition_count=1, load_into="NO_SUCH"), "ORA-02149"),
        (ReferenceTarget(partitioning_type="reference", foreign_key="T_FK"), None),
        (
            ReferenceTarget(
                partitioning_type="reference",
                foreign_key="T_FK",
                partitions=[NamedPartition(name="A", tablespace="TS")],
            ),
            None,
        ),
        (
            first_level("range", "DATE", lobs=[PartitionLob(column_name="K2", tablespace="TS")]),
            "ORA-00904",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "partitioning_type", "-"),
)
def test_named_partitions_templates_and_their_counts(target: TargetConfig, code: str | None) -> None:
    columns = [key_column("K1", "DATE"), key_column("K2", "NUMBER")]
    key = constraint("T_FK", "R", "K2", referenced_owner="APP", referenced_table="P")
    found = codes(target, columns, constraints=[key])
    assert found == (set() if code is None else {code})
    if code is None:
        judged(target, columns)


def test_a_virtual_column_is_a_key_unless_it_calls_plsql() -> None:
    plain = column("K1", "NUMBER", virtual=True, nullable=False, data_default='EXTRACT(YEAR FROM "D")')
    calling = column("K1", "NUMBER", virtual=True, nullable=False, data_default='"APP"."FISCAL_YEAR"("D")')
    target = first_level("range", "NUMBER")
    assert codes(target, [plain]) == set()
    assert codes(target, [calling]) == {"ORA-54021"}
    judged(target, [plain])


TABLES: dict[str, TargetConfig] = {
    "nonpartitioned": NoneTarget(partitioning_type="none"),
    "range on K1": first_level("range", "DATE"),
    "range on K1, hash on K2": first_level("range", "DATE", second_level("hash", "NUMBER")),
    "system": SystemTarget(partitioning_type="system", partition_count=2),
    "reference": ReferenceTarget(partitioning_type="reference", foreign_key="T_FK"),
}
INDEXES = {
    "on K1": ("K1",),
    "on K1, K2": ("K1", "K2"),
    "on K3": ("K3",),
}


def oracle_says(
    target: str, columns: tuple[str, ...], *, unique: bool, bitmap: bool, locality: str, partial: bool
) -> set[str]:
    """Return Oracle's objections by its documents, not by our code."""
    found = set()
    partitioned = target != "nonpartitioned"
    key = {"range on K1": {"K1"}, "range on K1, hash on K2": {"K1", "K2"}, "reference": {"K3"}}.get(target, set())
    if bitmap and locality.startswith("global") and (partitioned or locality != "global"):
        found.add("ORA-25113")
    if locality == "local" and not partitioned:
        found.add("ORA-14016")
    if locality == "local" and unique and partitioned:
        if target in ("system", "reference"):
            found.add("ORA-14039")
        elif not key <= set(columns):
            found.add("ORA-14188" if key - set(columns) == {"K2"} else "ORA-14039")
    if partial and not partitioned:
        found.add("ORA-14227")
    if partial and partitioned and unique:
        found.add("ORA-14226")
    return found


@pytest.mark.parametrize("target", TABLES)
def test_each_index_on_each_table(target: str) -> None:
    columns = [key_column("K1", "DATE"), key_column("K2", "NUMBER"), key_column("K3", "NUMBER")]
    key = constraint("T_FK", "R", "K3", referenced_owner="APP", referenced_table="P")
    localities = ("auto", "local", "global", "global_hash", "global_range")
    for names, kind, locality, partial in product(
        INDEXES.values(), ("plain", "unique", "bitmap"), localities, (False, True)
    ):
        unique, bitmap = kind == "unique", kind == "bitmap"
        item = table(
            TABLES[target],
            columns,
            constraints=[key],
            indexes=[index("I", *names, unique=unique, index_type="BITMAP" if bitmap else "NORMAL")],
        )
        bound = VALUES["DATE"] if names[0] == "K1" else "10"
        item.common_settings.index_targets = [
            IndexTarget(
                index_owner="APP",
                index_name="I",
                locality=locality,  # type: ignore[arg-type]
                indexing="partial" if partial else "keep",
                partitions=[
                    IndexPartition(name="G1", values_less_than=[bound], tablespace="TS"),
                    IndexPartition(name="G2", values_less_than=["MAXVALUE"]),
                ],
            )
        ]
        found = {finding.code for finding in errors(index_findings(item))}
        case = (target, names, kind, locality, partial)
        expected = oracle_says(target, names, unique=unique, bitmap=bitmap, locality=locality, partial=partial)
        assert found == expected, case
        if not expected:
            (plan,) = index_plans(item)
            partitioned = target != "nonpartitioned"
            statement = create_index(
                plan, "I_RPN", "APP", "T_RPN", columns, partitioned=partitioned, degree=4, logged=True
            )
            for part in judgeable(" ".join(statement.split())):
                assert not complaints(part), (case, part)
            assert ("INDEXING PARTIAL" in statement) == partial


def test_bounds_of_a_global_index_end_in_maxvalue_and_begin_with_its_columns() -> None:
    def told(partitions: list[IndexPartition], key: list[str]) -> set[str]:
        item = table(first_level("range", "DATE"), [key_column("K1", "DATE")], indexes=[index("I", "K1")])
        item.common_settings.index_targets = [
            IndexTarget(
                index_owner="APP", index_name="I", locality="global_range", partitions=partitions, key_columns=key
            )
        ]
        return {finding.code for finding in errors(index_findings(item))}

    low = IndexPartition(name="G1", values_less_than=["2024-01-01"])
    top = IndexPartition(name="G2", values_less_than=["MAXVALUE"])
    assert told([low, top], []) == set()
    assert told([low], []) == {"ORA-14021"}
    assert told([top, low], []) >= {"ORA-14037"}
    assert told([low, top], ["K9"]) == {"ORA-14038"}
    assert told([], []) == {"INDEX-PARTITIONS"}
