"""What the last asserts look for of a table's storage, by the plan's words."""

from __future__ import annotations

from typing import Any

from repart_tui.migration_models import (
    EncryptionInfo,
    HashSubpartition,
    HashSubpartitioning,
    HashTarget,
    Interval,
    IntervalTarget,
    LobStorageInfo,
    NoneTarget,
    PartitioningInfo,
    PartitionLob,
    RangePartition,
    RangeTarget,
    StorageParameters,
    TableConfig,
    TableProperties,
    TemplateLob,
)
from repart_tui.oracle.storage_plan import compression_words, discovered_storage, planned_storage
from repart_tui.oracle.table_ddl import lob_clause, physical_lines, stored_lobs
from tests.oracle.builders import column, table


def stored() -> StorageParameters:
    return StorageParameters(
        tablespace_name="APP_DATA", pct_free=5, ini_trans=4, logging=True, compression="ENABLED", compress_for="BASIC"
    )


def ranges(**more: Any) -> RangeTarget:
    partitions = [
        RangePartition(name="P_OLD", values_less_than=["2020-01-01"], tablespace="COLD", compress_for="QUERY HIGH"),
        RangePartition(name="P_NEW", values_less_than=["MAXVALUE"]),
    ]
    return RangeTarget(partitioning_type="range", key_columns=["SOLD"], partitions=partitions, **more)


def sales(target: Any, **state: Any) -> TableConfig:
    return table(target, [column("SOLD", "DATE"), column("DOC", "CLOB")], storage=stored(), **state)


def test_the_default_logging_of_hash_partitions_cannot_be_set_again_after_a_load_without_redo() -> None:
    hashed = HashTarget(partitioning_type="hash", key_columns=["SOLD"], partition_count=4)
    copied = sales(hashed)
    copied.common_settings.migration_settings.nologging_load = True
    lines = planned_storage(copied, "copy_and_swap")
    assert "tell default: logging = YES" in lines
    assert "all partitions: logging = YES" in lines


def test_a_copy_is_asserted_in_all_that_its_create_table_says() -> None:
    assert planned_storage(sales(ranges()), "copy_and_swap") == [
        "table: row movement = DISABLED",
        "default: tablespace = APP_DATA",
        "all partitions: tablespace = APP_DATA",
        "default: PCTFREE = 5",
        "all partitions: PCTFREE = 5",
        "default: INITRANS = 4",
        "all partitions: INITRANS = 4",
        "default: logging = YES",
        "all partitions: logging = YES",
        "default: compression = BASIC",
        "all partitions: compression = BASIC",
        "partition P_OLD: tablespace = COLD",
        "partition P_OLD: compression = QUERY HIGH",
        "partition P_OLD: PCTFREE = 5 | 0",
    ]


def test_modify_is_held_to_what_oracle_documents_and_told_of_the_rest() -> None:
    lines = planned_storage(sales(ranges()), "online_modify")
    assert "table: row movement = DISABLED" in lines
    assert "all partitions: tablespace = APP_DATA" in lines
    assert "all partitions: compression = BASIC" in lines
    assert "tell all partitions: PCTFREE = 5" in lines
    assert "partition P_OLD: tablespace = COLD" in lines
    partitioned = sales(ranges(), partitioning=PartitioningInfo(partitioning_type="RANGE"))
    assert "tell all partitions: tablespace = APP_DATA" in planned_storage(partitioned, "online_modify")


def test_row_movement_is_that_of_the_plan_not_of_the_table() -> None:
    chosen = sales(ranges(), properties=TableProperties(row_movement=False))
    chosen.common_settings.row_movement = "enable"
    assert planned_storage(chosen, "copy_and_swap")[0] == "table: row movement = ENABLED"
    assert discovered_storage(chosen)[0] == "table: row movement = DISABLED"


def test_tablespaces_that_oracle_deals_out_are_all_as_planned() -> None:
    dealt = IntervalTarget(
        partitioning_type="interval",
        key_columns=["SOLD"],
        interval=Interval(unit="MONTH", count=1),
        partitions=[RangePartition(name="P", values_less_than=["2020-01-01"])],
        store_in=["TS_A", "TS_B"],
    )
    assert "all partitions: tablespace = APP_DATA | TS_A | TS_B" in planned_storage(sales(dealt), "copy_and_swap")
    level = HashSubpartitioning(
        subpartitioning_type="hash", key_columns=["ID"], subpartition_count=4, store_in=["TS_C"]
    )
    lines = planned_storage(sales(ranges(subpartitioning=level)), "copy_and_swap")
    assert "partition P_OLD: tablespace = COLD | TS_C" in lines


def test_a_nonpartitioned_table_has_its_own_segment() -> None:
    lines = planned_storage(sales(NoneTarget(partitioning_type="none")), "copy_and_swap")
    assert "table: PCTFREE = 5" in lines
    assert not [line for line in lines if line.startswith(("default", "all partitions"))]


def test_every_word_of_a_lob_clause_is_asserted() -> None:
    lob = LobStorageInfo(
        column_name="DOC",
        tablespace_name="LOBS",
        securefile=True,
        in_row=False,
        chunk=16384,
        cache="NO",
        logging="NO",
        compression="MEDIUM",
        deduplication="LOB",
        encrypt="NO",
        retention_type="MAX",
    )
    target = ranges()
    target.partitions[0].lobs = [PartitionLob(column_name="DOC", tablespace="COLD_LOBS")]
    lines = planned_storage(sales(target, lobs=[lob]), "copy_and_swap")
    assert [line for line in lines if line.startswith("LOB")] == [
        "LOB DOC of partition P_OLD: tablespace = COLD_LOBS",
        "LOB DOC: tablespace = LOBS",
        "LOB DOC: SecureFile = YES",
        "LOB DOC: in row = NO",
        "LOB DOC: cache = NO",
        "LOB DOC: logging = NO",
        "LOB DOC: compression = MEDIUM",
        "LOB DOC: deduplication = LOB",
        "LOB DOC: encrypted = NO",
        "LOB DOC: retention = MAX",
    ]
    told = planned_storage(sales(target, lobs=[lob]), "online_modify")
    assert "tell LOB DOC: tablespace = LOBS" in told
    assert "LOB DOC: compression = MEDIUM" in told


def test_lobs_of_subpartitions_are_of_the_lobs_kind_and_where_it_or_their_partition_says() -> None:
    lob = LobStorageInfo(column_name="DOC", tablespace_name="LOBS", securefile=False)
    level = HashSubpartitioning(subpartitioning_type="hash", key_columns=["ID"], subpartition_count=2)
    target = ranges(subpartitioning=level)
    target.partitions[0].lobs = [PartitionLob(column_name="DOC", tablespace="COLD_LOBS")]
    item = sales(target, lobs=[lob])

    def of_subpartitions(method: str) -> list[str]:
        return [line for line in planned_storage(item, method) if " of subpartitions" in line]

    assert of_subpartitions("copy_and_swap") == [
        "LOB DOC of subpartitions: SecureFile = NO",
        "LOB DOC of subpartitions: tablespace = LOBS",
        "LOB DOC of subpartitions of partition P_OLD: tablespace = COLD_LOBS",
    ]
    assert "tell LOB DOC of subpartitions: tablespace = LOBS" in of_subpartitions("online_modify")
    level.template = [
        HashSubpartition(name="S1", lobs=[TemplateLob(column_name="DOC", tablespace="T1")]),
        HashSubpartition(name="S2", lobs=[TemplateLob(column_name="DOC", tablespace="T2")]),
    ]
    assert of_subpartitions("redefinition") == [
        "LOB DOC of subpartitions: SecureFile = NO",
        "LOB DOC of subpartitions at 1: tablespace = T1",
        "LOB DOC of subpartitions at 2: tablespace = T2",
        "LOB DOC of subpartitions of partition P_OLD: tablespace = COLD_LOBS | T1 | T2",
    ]
    target.subpartitioning = None
    assert of_subpartitions("copy_and_swap") == [], "LOB_PARTITIONS tells"


def test_a_basicfile_keeps_how_it_keeps_old_versions() -> None:
    def basic(**more: Any) -> LobStorageInfo:
        return LobStorageInfo(column_name="DOC", securefile=False, chunk=8192, cache="YES", **more)

    assert "RETENTION" in lob_clause(basic(retention_type="YES"))
    assert "PCTVERSION 20" in lob_clause(basic(retention_type="NO", pctversion=20))
    lines = discovered_storage(sales(ranges(), lobs=[basic(retention_type="NO", pctversion=20)]))
    assert {"LOB DOC: retention = NO", "LOB DOC: PCTVERSION = 20", "LOB DOC: CHUNK = 8192"} <= set(lines)


def test_compression_is_said_in_one_way() -> None:
    assert compression_words("ENABLED", "OLTP") == "ADVANCED"
    assert compression_words("ENABLED", "QUERY LOW ROW LEVEL LOCKING") == "QUERY LOW ROW LEVEL LOCKING"
    assert compression_words("DISABLED", None) == "NONE"
    assert compression_words(None, None) is None


def test_hybrid_columnar_compression_keeps_its_row_level_locking() -> None:
    locked = sales(ranges())
    locked.current_state.storage = StorageParameters(compression="ENABLED", compress_for="QUERY LOW ROW LEVEL LOCKING")
    assert "COLUMN STORE COMPRESS FOR QUERY LOW ROW LEVEL LOCKING" in physical_lines(locked, nologging=False)


def test_one_storage_clause_holds_extents_and_buffer_pool() -> None:
    small = sales(ranges(), table_bytes=1_048_576)
    small.current_state.storage.buffer_pool = "KEEP"
    assert "STORAGE (INITIAL 65536 NEXT 1048576 BUFFER_POOL KEEP)" in physical_lines(small, nologging=False)
    assert "all partitions: buffer pool = KEEP" in planned_storage(small, "copy_and_swap")


def test_collations_and_encryption_are_asserted() -> None:
    secret = column("PIN", "NUMBER", encryption=EncryptionInfo(algorithm="AES 256 bits key", salt=False))
    name = column("NAME", "VARCHAR2", collation="BINARY_CI")
    lines = planned_storage(table(ranges(), [column("SOLD", "DATE"), secret, name]), "copy_and_swap")
    assert "column PIN: encryption = AES 256 bits key" in lines
    assert "column PIN: salt = NO" in lines
    assert "column NAME: collation = BINARY_CI" in lines


def test_strings_that_oracle_stores_as_lobs_have_no_lob_clause() -> None:
    lobs = [LobStorageInfo(column_name=name, securefile=True) for name in ("TXT", "DOC")]
    columns = [column("SOLD", "DATE"), column("TXT", "VARCHAR2"), column("DOC", "CLOB")]
    made = table(ranges(), columns, lobs=lobs)
    assert [lob.column_name for lob in stored_lobs(made.current_state)] == ["DOC"]
    assert not [line for line in planned_storage(made, "copy_and_swap") if "TXT" in line]
