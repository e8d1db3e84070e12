"""Sample tables of the support matrix: every source and every target, each as a plan that the rules can judge."""

from __future__ import annotations

from repart_tui.config_file import SCHEMA_VERSION
from repart_tui.migration_models import (
    AutomaticListTarget,
    ColumnInfo,
    CommonSettings,
    ConstraintInfo,
    CurrentState,
    DatabaseInfo,
    EnvironmentConfig,
    HashPartition,
    HashSubpartitioning,
    HashTarget,
    IndexColumn,
    IndexInfo,
    Interval,
    IntervalTarget,
    ListPartition,
    ListSubpartition,
    ListSubpartitioning,
    ListTarget,
    Metadata,
    MigrationConfig,
    MigrationSettings,
    NoneTarget,
    OptionalSubpartitioning,
    PartitionInfo,
    PartitioningInfo,
    RangePartition,
    RangeSubpartition,
    RangeSubpartitioning,
    RangeTarget,
    ReferenceTarget,
    SubpartitionTemplateInfo,
    SystemTarget,
    TableConfig,
    TargetConfig,
)

_DAY = "TO_DATE(' %s 00:00:00', 'SYYYY-MM-DD HH24:MI:SS', 'NLS_CALENDAR=GREGORIAN')"


WITH_PARENT = "reference, with its parent"
"""The source whose parent is changed by the same script."""


def sources() -> dict[str, PartitioningInfo | None]:
    """Return the present partitionings of the sample table, by name."""
    ranges = [
        PartitionInfo(name="Q1", position=1, high_value=_DAY % "2023-04-01", tablespace_name="USERS"),
        PartitionInfo(name="QMAX", position=2, high_value="MAXVALUE", tablespace_name="USERS"),
    ]
    lists = [
        PartitionInfo(name="L_EAST", position=1, high_value="'EAST'", tablespace_name="USERS"),
        PartitionInfo(name="L_REST", position=2, high_value="DEFAULT", tablespace_name="USERS"),
    ]
    numbered = [PartitionInfo(name=f"SYS_P{n}", position=n, tablespace_name="USERS") for n in (1, 2, 3)]
    composite = [
        PartitionInfo(name=p.name, position=p.position, high_value=p.high_value, subpartition_count=2) for p in ranges
    ]
    by_reference = PartitioningInfo(
        partitioning_type="REFERENCE", reference_constraint="SALES_PARENT_FK", partitions=numbered
    )
    return {
        "nonpartitioned": None,
        "range": PartitioningInfo(partitioning_type="RANGE", key_columns=["SOLD_ON"], partitions=ranges),
        "interval": PartitioningInfo(
            partitioning_type="RANGE",
            key_columns=["SOLD_ON"],
            interval="NUMTOYMINTERVAL(3,'MONTH')",
            partitions=ranges[:1],
        ),
        "range without MAXVALUE": PartitioningInfo(
            partitioning_type="RANGE", key_columns=["SOLD_ON"], partitions=ranges[:1]
        ),
        "list": PartitioningInfo(partitioning_type="LIST", key_columns=["REGION"], partitions=lists),
        "list without DEFAULT": PartitioningInfo(
            partitioning_type="LIST", key_columns=["REGION"], partitions=lists[:1]
        ),
        "automatic list": PartitioningInfo(
            partitioning_type="LIST", key_columns=["REGION"], automatic_list=True, partitions=lists[:1]
        ),
        "hash": PartitioningInfo(partitioning_type="HASH", key_columns=["ID"], partitions=numbered),
        "composite": PartitioningInfo(
            partitioning_type="RANGE",
            key_columns=["SOLD_ON"],
            subpartitioning_type="LIST",
            subpartition_key_columns=["REGION"],
            subpartition_template=[
                SubpartitionTemplateInfo(name="S1", high_bound="'EAST'"),
                SubpartitionTemplateInfo(name="S2", high_bound="DEFAULT"),
            ],
            partitions=composite,
        ),
        "reference": by_reference,
        WITH_PARENT: by_reference,
        "system": PartitioningInfo(
            partitioning_type="SYSTEM",
            partitions=[PartitionInfo(name=f"P{n}", position=n, tablespace_name="USERS") for n in (1, 2, 3)],
        ),
    }


def second_levels() -> dict[str, OptionalSubpartitioning]:
    """Return every second level that Oracle knows, by name; the first is none."""
    return {
        "": None,
        "range": RangeSubpartitioning(
            subpartitioning_type="range",
            key_columns=["AMOUNT"],
            template=[
                RangeSubpartition(name="LOW", values_less_than=["1000"], tablespace="TS1"),
                RangeSubpartition(name="HIGH", values_less_than=["MAXVALUE"], tablespace="TS2"),
            ],
        ),
        "list": ListSubpartitioning(
            subpartitioning_type="list",
            key_columns=["REGION"],
            template=[
                ListSubpartition(name="EAST", values=[["EAST"], [None]]),
                ListSubpartition(name="REST", is_default=True),
            ],
        ),
        "hash": HashSubpartitioning(
            subpartitioning_type="hash", key_columns=["ID"], subpartition_count=4, store_in=["TS1", "TS2"]
        ),
    }


def targets() -> dict[str, TargetConfig]:
    """Return every partitioning that can be planned, by name, composites included."""
    found: dict[str, TargetConfig] = {}
    for name, second in second_levels().items():
        tail = f"-{name}" if name else ""
        found[f"range{tail}"] = RangeTarget(
            partitioning_type="range",
            key_columns=["SOLD_ON"],
            partitions=[
                RangePartition(name="P2023", values_less_than=["2024-01-01"], tablespace="TS1", compress_for="BASIC"),
                RangePartition(name="PMAX", values_less_than=["MAXVALUE"]),
            ],
            subpartitioning=second,
        )
        found[f"interval{tail}"] = _interval("SOLD_ON", "MONTH", "2024-01-01", second)
        found[f"list{tail}"] = ListTarget(
            partitioning_type="list",
            key_columns=["CHANNEL"],
            partitions=[
                ListPartition(name="P_WEB", values=[["WEB"], [None]]),
                ListPartition(name="P_REST", is_default=True),
            ],
            subpartitioning=second,
        )
        found[f"automatic list{tail}"] = AutomaticListTarget(
            partitioning_type="automatic_list",
            key_columns=["CHANNEL"],
            partitions=[ListPartition(name="P_WEB", values=[["WEB"]])],
            store_in=["TS1"],
            subpartitioning=second,
        )
        found[f"hash{tail}"] = HashTarget(
            partitioning_type="hash", key_columns=["AMOUNT"], partition_count=4, subpartitioning=second
        )
    found["interval (day to second)"] = _interval("SOLD_ON", "DAY", "2024-01-01", None)
    found["interval (number)"] = _interval("ID", "NUMBER", "100000", None)
    found["list (several columns)"] = ListTarget(
        partitioning_type="list",
        key_columns=["CHANNEL", "REGION"],
        partitions=[
            ListPartition(name="P_WEB_EAST", values=[["WEB", "EAST"], ["WEB", None]]),
            ListPartition(name="P_REST", is_default=True),
        ],
    )
    found["hash (named partitions)"] = HashTarget(
        partitioning_type="hash",
        key_columns=["AMOUNT"],
        partition_count=2,
        partitions=[HashPartition(name="H1", tablespace="TS1"), HashPartition(name="H2", tablespace="TS2")],
    )
    found["range (virtual column)"] = RangeTarget(
        partitioning_type="range",
        key_columns=["SOLD_YEAR"],
        partitions=[
            RangePartition(name="P2023", values_less_than=["2024"]),
            RangePartition(name="PMAX", values_less_than=["MAXVALUE"]),
        ],
    )
    found.update(_present_ones())
    found["reference"] = ReferenceTarget(partitioning_type="reference", foreign_key="SALES_PARENT_FK")
    found["system"] = SystemTarget(partitioning_type="system", partition_count=4)
    found["nonpartitioned"] = NoneTarget(partitioning_type="none")
    return found


def _present_ones() -> dict[str, TargetConfig]:
    """Return the partitionings that keep the partitions of the sample sources, by name."""
    ranges = [RangePartition(name="Q1", values_less_than=["2023-04-01"])]
    lists = [ListPartition(name="L_EAST", values=[["EAST"]])]
    return {
        "range (present partitions)": RangeTarget(
            partitioning_type="range", key_columns=["SOLD_ON"], partitions=ranges
        ),
        "interval (present partitions)": IntervalTarget(
            partitioning_type="interval",
            key_columns=["SOLD_ON"],
            interval=Interval(unit="MONTH", count=1),
            partitions=ranges,
        ),
        "list (present partitions)": ListTarget(partitioning_type="list", key_columns=["REGION"], partitions=lists),
        "automatic list (present partitions)": AutomaticListTarget(
            partitioning_type="automatic_list", key_columns=["REGION"], partitions=lists
        ),
    }


def _interval(key: str, unit: str, bound: str, second: OptionalSubpartitioning) -> IntervalTarget:
    return IntervalTarget(
        partitioning_type="interval",
        key_columns=[key],
        interval=Interval(unit=unit, count=1000 if unit == "NUMBER" else 1),  # type: ignore[arg-type]
        partitions=[RangePartition(name="P_FIRST", values_less_than=[bound])],
        subpartitioning=second,
    )


def _column(number: int, name: str, data_type: str, **facts: object) -> ColumnInfo:
    return ColumnInfo(
        name=name,
        data_type=data_type,
        internal_column_id=number,
        column_id=number,
        nullable=False,
        **facts,  # type: ignore[arg-type]
    )


def sample_plan(
    method: str, target: TargetConfig, source: PartitioningInfo | None, version: str, *, parent_too: bool = False
) -> MigrationConfig:
    """Return a plan with one enabled table of that shape, on a database of that version, all facts known.

    With `parent_too` its parent is enabled as well, and gets more hash partitions.
    """
    text = {"data_length": 10, "char_length": 10, "char_used": "B"}
    state = CurrentState(
        object_id=70001,
        status="VALID",
        columns=[
            _column(1, "ID", "NUMBER", data_length=22),
            _column(2, "SOLD_ON", "DATE", data_length=7),
            _column(3, "REGION", "VARCHAR2", **text),
            _column(4, "CHANNEL", "VARCHAR2", **text),
            _column(5, "AMOUNT", "NUMBER", data_length=22),
            _column(6, "PARENT_ID", "NUMBER", data_length=22),
            _column(
                7, "SOLD_YEAR", "NUMBER", data_length=22, virtual=True, data_default='EXTRACT(YEAR FROM "SOLD_ON")'
            ),
        ],
        constraints=[
            _constraint("SALES_PK", "P", "ID", index_owner="APP", index_name="SALES_PK"),
            _constraint(
                "SALES_PARENT_FK",
                "R",
                "PARENT_ID",
                referenced_owner="APP",
                referenced_table="PARENTS",
                referenced_constraint="PARENTS_PK",
                referenced_columns=["ID"],
                delete_rule="NO ACTION",
            ),
        ],
        indexes=[_index("SALES_PK", "ID", unique=True), _index("SALES_REGION_IX", "REGION")],
        partitioning=source,
    )
    state.storage.tablespace_name = "USERS"
    table = TableConfig(
        owner="APP",
        table_name="SALES",
        enabled=True,
        common_settings=CommonSettings(
            method=method,  # type: ignore[arg-type]
            target_config=target,
            migration_settings=MigrationSettings(accepted_risks=["system_partitioning"]),
        ),
        current_state=state,
    )
    parent = TableConfig(
        owner="APP",
        table_name="PARENTS",
        enabled=parent_too,
        common_settings=CommonSettings(
            target_config=HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)
            if parent_too
            else NoneTarget(partitioning_type="none")
        ),
        current_state=CurrentState(
            object_id=70002,
            status="VALID",
            columns=[_column(1, "ID", "NUMBER", data_length=22)],
            constraints=[_constraint("PARENTS_PK", "P", "ID", table_name="PARENTS", index_name="PARENTS_PK")],
            indexes=[_index("PARENTS_PK", "ID", unique=True)],
            referenced_by=[c for c in state.constraints if c.constraint_type == "R"],
            partitioning=PartitioningInfo(
                partitioning_type="HASH",
                key_columns=["ID"],
                partitions=[PartitionInfo(name=f"SYS_P{n}", position=n) for n in (1, 2, 3)],
            ),
        ),
    )
    database = DatabaseInfo(db_name="ORCL", version=version, compatible=version[:6], partitioning_option=True)
    return MigrationConfig(
        schema_version=SCHEMA_VERSION,
        metadata=Metadata(tool_version="0", source_kind="oracle", database=database),
        environment_config=EnvironmentConfig(),
        tables=[parent, table],
    )


def _constraint(name: str, kind: str, column: str, **facts: object) -> ConstraintInfo:
    return ConstraintInfo(
        owner="APP",
        constraint_name=name,
        constraint_type=kind,
        columns=[column],
        **{"table_name": "SALES", **facts},  # type: ignore[arg-type]
    )


def _index(name: str, column: str, *, unique: bool = False) -> IndexInfo:
    return IndexInfo(
        owner="APP",
        index_name=name,
        index_type="NORMAL",
        unique=unique,
        columns=[IndexColumn(name=column, position=1)],
    )
