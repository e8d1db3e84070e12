"""What a subpartition template says: what Oracle takes, what is carried, and what the dictionary shall show of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from repart_tui.migration_models import (
    EnvironmentConfig,
    HashSubpartition,
    HashSubpartitioning,
    IndexInfo,
    Interval,
    IntervalTarget,
    ListSubpartition,
    ListSubpartitioning,
    LobStorageInfo,
    PartitioningInfo,
    PartitionLob,
    RangePartition,
    RangeSubpartition,
    RangeSubpartitioning,
    RangeTarget,
    StorageParameters,
    SubpartitionTemplateInfo,
    TableConfig,
    TemplateLob,
    TemplateLobInfo,
)
from repart_tui.oracle.carried_template import carried_template, unsaid_compression
from repart_tui.oracle.index_rules import index_findings
from repart_tui.oracle.partition_clause import partition_clause, subpartition_template
from repart_tui.oracle.storage_plan import discovered_storage, planned_storage
from repart_tui.oracle.tablespace_rules import later_lob_findings
from repart_tui.oracle.target_rules import target_findings, unsupported_by_release
from repart_tui.oracle.template_facts import planned_lines, present_lines, unread_of_template
from tests.oracle.builders import column, index, table

COLUMNS = [column("D", "DATE"), column("R", "VARCHAR2"), column("DOC", "CLOB"), column("IMG", "BLOB")]
LOBS = [
    LobStorageInfo(column_name="DOC", tablespace_name="USERS", securefile=True),
    LobStorageInfo(column_name="IMG", tablespace_name="USERS", securefile=False),
]
FIRST = RangePartition(name="P1", values_less_than=["2024-01-01"])
FACTS: dict[str, Any] = {"compression": False, "read_only": False, "indexing": True}


def doc(tablespace: str | None = None, segment: str | None = None, name: str = "DOC") -> TemplateLob:
    return TemplateLob(column_name=name, tablespace=tablespace, segment_name=segment)


def regions(east: dict[str, Any] | None = None, rest: dict[str, Any] | None = None) -> ListSubpartitioning:
    template = [
        ListSubpartition(name="EAST", values=[["E"]], **(east or {})),
        ListSubpartition(name="REST", is_default=True, **(rest or {})),
    ]
    return ListSubpartitioning(subpartitioning_type="list", key_columns=["R"], template=template)


def planned(level: Any, partition: RangePartition = FIRST, **state: Any) -> TableConfig:
    target = RangeTarget(partitioning_type="range", key_columns=["D"], partitions=[partition], subpartitioning=level)
    storage = StorageParameters(tablespace_name="USERS", compression="DISABLED", pct_free=10)
    return table(target, COLUMNS, lobs=list(LOBS), storage=storage, **state)


def present(*template: SubpartitionTemplateInfo) -> PartitioningInfo:
    return PartitioningInfo(
        partitioning_type="RANGE",
        key_columns=["D"],
        subpartitioning_type="LIST",
        subpartition_key_columns=["R"],
        subpartition_template=list(template),
    )


def codes(item: TableConfig) -> list[str]:
    """Return the codes of what Oracle has against the template."""
    return [f.code for f in target_findings(item, EnvironmentConfig()) if ".template" in f.field]


@pytest.mark.parametrize(
    ("east", "rest", "code"),
    [
        ({"tablespace": "A"}, {}, "ORA-14606"),
        ({}, {"tablespace": "A"}, "ORA-14607"),
        ({"lobs": [doc("A")]}, {}, "ORA-14610"),
        ({"lobs": [doc("A")]}, {"lobs": [doc()]}, "ORA-14608"),
        ({"lobs": [doc()]}, {"lobs": [doc("A")]}, "ORA-14609"),
        ({"lobs": [doc("A", "S")]}, {"lobs": [doc("A", "S")]}, "ORA-14612"),
        ({"lobs": [doc("A", name="D")]}, {"lobs": [doc("A", name="D")]}, "ORA-00904"),
        ({"lobs": [doc("A"), doc("B")]}, {"lobs": [doc("A")]}, "LOB-TWICE"),
        ({"lobs": [doc("A", "S" * 127)]}, {"lobs": [doc("A")]}, "ORA-14613"),
        ({"read_only": True}, {}, "ORA-14466"),
    ],
)
def test_what_a_template_says_is_held_against_oracles_rules(
    east: dict[str, Any], rest: dict[str, Any], code: str
) -> None:
    assert code in codes(planned(regions(east, rest)))


def test_what_oracle_takes_is_taken() -> None:
    all_of_it = {
        "tablespace": "A",
        "compress_for": "BASIC",
        "indexing": False,
        "lobs": [doc("A"), doc("B", name="IMG")],
    }
    assert codes(planned(regions(all_of_it, {**all_of_it, "indexing": True, "read_only": False}))) == []
    assert codes(planned(regions({"lobs": [doc()]}, {"lobs": [doc()]}))) == []


def test_two_subpartitions_of_one_name_have_a_number_of_their_own() -> None:
    level = regions()
    level.template[1].name = "EAST"
    assert "ORA-14611" in codes(planned(level))


@pytest.mark.parametrize("read_only", [True, False])
def test_read_only_and_read_write_in_a_template_need_12_2(read_only: bool) -> None:
    item = planned(regions({}, {"read_only": read_only, "indexing": True, "compress_for": "NONE"}))
    found = [(f.code, f.field.rpartition("template.")[2]) for f in unsupported_by_release(item, (12, 1))]
    assert found == [("ORA-00922", "1.read_only")]
    assert list(unsupported_by_release(item, (12, 2))) == []


def test_a_template_is_written_in_the_order_of_its_grammar_and_names_every_lob_segment() -> None:
    east = {
        "tablespace": "A",
        "compress_for": "QUERY HIGH",
        "indexing": False,
        "read_only": True,
        "lobs": [doc("A", "EAST_DOC"), doc(None, None, "IMG")],
    }
    level = regions(east)
    item = planned(level)
    clause = partition_clause(item.common_settings.target_config, COLUMNS, LOBS)
    assert clause.split("\n")[2:4] == [
        '  ( SUBPARTITION "EAST" VALUES (\'E\') INDEXING OFF TABLESPACE "A" COLUMN STORE COMPRESS FOR QUERY HIGH'
        ' LOB ("DOC") STORE AS SECUREFILE "EAST_DOC" (TABLESPACE "A") LOB ("IMG") STORE AS BASICFILE "EAST_L2"',
        '  , SUBPARTITION "REST" VALUES (DEFAULT)',
    ], "READ ONLY comes after the rows"
    assert "SUBPARTITION \"EAST\" VALUES ('E') READ ONLY INDEXING OFF" in subpartition_template(level, COLUMNS, LOBS)
    level = regions({"compress_for": "NONE", "indexing": True, "read_only": False, "tablespace": "A"})
    for closed in (True, False):
        line = subpartition_template(level, COLUMNS, LOBS, closed=closed).split("\n")[1]
        assert line.endswith("('E') READ WRITE INDEXING ON TABLESPACE \"A\" NOCOMPRESS"), "what is said is written"


def test_templates_of_ranges_and_hashes_say_the_same() -> None:
    ranges = RangeSubpartitioning(
        subpartitioning_type="range",
        key_columns=["R"],
        template=[RangeSubpartition(name="A", values_less_than=["M"], compress_for="BASIC", lobs=[doc("T")])],
    )
    hashes = HashSubpartitioning(
        subpartitioning_type="hash",
        key_columns=["R"],
        subpartition_count=1,
        template=[HashSubpartition(name="A", indexing=False, lobs=[doc("T")])],
    )
    assert subpartition_template(ranges, COLUMNS, LOBS).split("\n")[1] == (
        "  ( SUBPARTITION \"A\" VALUES LESS THAN ('M') ROW STORE COMPRESS BASIC"
        ' LOB ("DOC") STORE AS SECUREFILE "A_L1" (TABLESPACE "T")'
    )
    assert subpartition_template(hashes, COLUMNS, LOBS).split("\n")[1] == (
        '  ( SUBPARTITION "A" INDEXING OFF LOB ("DOC") STORE AS SECUREFILE "A_L1" (TABLESPACE "T")'
    )


OLD = SubpartitionTemplateInfo(
    name="EAST",
    tablespace_name="COLD",
    compression=True,
    compress_for="BASIC",
    read_only=True,
    indexing=False,
    lobs=[TemplateLobInfo(column_name="DOC", segment_name="S", tablespace_name="COLD")],
)


def test_what_a_template_says_and_the_plan_does_not_is_told() -> None:
    item = planned(regions({"compress_for": "NONE"}), partitioning=present(OLD))
    assert [f.message for f in carried_template(item)] == [
        "Not carried: the tablespace of EAST (COLD) in the subpartition template.",
        "Not carried: the compression of EAST (BASIC) in the subpartition template.",
        "Not carried: READ ONLY of EAST in the subpartition template.",
        "Not carried: INDEXING OFF of EAST in the subpartition template.",
        "Not carried: the LOB storage of EAST (DOC in COLD) in the subpartition template.",
    ]
    hashes = HashSubpartitioning(subpartitioning_type="hash", key_columns=["R"], subpartition_count=2)
    assert len(list(carried_template(planned(hashes, partitioning=present(OLD))))) == 5, "of another level too"
    assert list(carried_template(planned(None, partitioning=present(OLD)))) == []
    same = {
        "tablespace": "COLD",
        "compress_for": "BASIC",
        "read_only": True,
        "indexing": False,
        "lobs": [doc("COLD", "S")],
    }
    assert list(carried_template(planned(regions(same), partitioning=present(OLD)))) == []


def test_what_is_the_default_is_told_too_where_the_plan_drops_it() -> None:
    """NOCOMPRESS counts where the table compresses, INDEXING ON and READ WRITE where a partition has the other."""
    item = planned(regions(), partitioning=present(SubpartitionTemplateInfo(name="EAST", **FACTS)))
    assert [f.message for f in carried_template(item)] == [
        "Not carried: NOCOMPRESS of EAST in the subpartition template.",
        "Not carried: READ WRITE of EAST in the subpartition template.",
        "Not carried: INDEXING ON of EAST in the subpartition template.",
    ]
    same = {"compress_for": "NONE", "read_only": False, "indexing": True}
    assert (
        list(
            carried_template(
                planned(regions(same), partitioning=present(SubpartitionTemplateInfo(name="EAST", **FACTS)))
            )
        )
        == []
    )


def test_what_subpartitions_may_be_is_what_their_template_says() -> None:
    item = planned(regions({"compress_for": "BASIC", "indexing": True}, {"compress_for": "NONE", "indexing": None}))
    target = item.common_settings.target_config
    assert isinstance(target, RangeTarget)
    target.partitions[0] = replace(FIRST, indexing=False, compress_for="QUERY LOW")
    lines = planned_storage(item, "copy_and_swap", (19, 0))
    assert "partition P1: indexing = OFF | ON" in lines
    assert "partition P1: compression = QUERY LOW | BASIC | NONE" in lines


def test_a_compression_that_no_view_names_must_be_said() -> None:
    unknown = replace(OLD, compress_for=None)
    found = list(unsaid_compression(planned(regions(), partitioning=present(unknown))))
    assert [(f.code, f.severity, f.field.rpartition("template.")[2]) for f in found] == [
        ("TEMPLATE-COMPRESSION", "error", "0.compress_for")
    ]
    for kind in ("BASIC", "NONE"):
        assert list(unsaid_compression(planned(regions({"compress_for": kind}), partitioning=present(unknown)))) == []
    # In place a compression that its subpartitions tell stays.
    assert list(unsaid_compression(planned(regions(), partitioning=present(OLD)), kept=True)) == []


def test_facts_are_those_that_the_dictionary_shows() -> None:
    item = planned(
        regions(
            {"tablespace": "A", "compress_for": "BASIC", "lobs": [doc("A")]},
            {"tablespace": "B", "indexing": False, "read_only": True, "lobs": [doc("B", "S")]},
        )
    )
    assert list(planned_lines(item, (19, 0))) == [
        "template EAST: tablespace = A",
        "template EAST: compression = YES",
        "LOB DOC of template EAST: segment = EAST_L1",
        "LOB DOC of template EAST: tablespace = A",
        "template REST: tablespace = B",
        "template REST: indexing = OFF",
        "LOB DOC of template REST: segment = S",
        "LOB DOC of template REST: tablespace = B",
        "template: LOB clauses = 2",
    ]
    # On 12.2 the columns may not be there.
    assert not any("indexing" in line or "compression" in line for line in planned_lines(item, (12, 2)))
    lines = planned_storage(item, "copy_and_swap", (19, 0))
    assert "all partitions: compression = NONE | BASIC" in lines
    assert "all partitions: PCTFREE = 10 | 0" in lines
    assert "all partitions: tablespace = USERS | A | B" in lines


def test_a_template_that_was_read_is_compared_before_the_run() -> None:
    item = planned(regions(), partitioning=present(replace(OLD, lobs=[]), SubpartitionTemplateInfo(name="X", **FACTS)))
    assert [line for line in discovered_storage(item) if "template" in line] == [
        "template EAST: tablespace = COLD",
        "template EAST: compression = YES",
        "template EAST: indexing = OFF",
        "template EAST: read only = YES",
        "template X: tablespace = not set",
        "template X: compression = NO",
        "template X: indexing = ON",
        "template X: read only = NO",
        "template: LOB clauses = 0",
    ]
    assert unread_of_template(item.current_state).words == []


def test_what_nobody_has_read_of_a_template_is_named() -> None:
    item = planned(regions(), partitioning=present(SubpartitionTemplateInfo(name="EAST")))
    unread = unread_of_template(item.current_state)
    assert (unread.words, unread.lobs) == (["compression", "INDEXING", "READ ONLY or READ WRITE"], True)
    assert list(present_lines(item)) == []
    # NONE was read, and is watched as any other word.
    nothing = SubpartitionTemplateInfo(name="EAST", unsaid=["compression", "read_only"])
    item = planned(regions(), partitioning=present(nothing))
    assert unread_of_template(item.current_state).words == ["INDEXING"]
    assert list(present_lines(item)) == [
        "template EAST: tablespace = not set",
        "template EAST: compression = NONE",
        "template EAST: read only = NONE",
    ]
    assert list(planned_lines(item, (12, 2))) == [
        "template EAST: compression = NONE",
        "template EAST: read only = NONE",
        "template REST: compression = NONE",
        "template REST: read only = NONE",
    ], "the view shows the word here, so it is expected of the new template too"
    item.current_state.lobs = []
    assert not unread_of_template(item.current_state).lobs


@pytest.mark.parametrize(
    ("homes", "named", "told"),
    [
        ((None, None), "FAST", True),
        (("A", "B"), "FAST", True),
        (("A", "FAST"), "FAST", False),
        (("A", "B"), None, False),
    ],
)
def test_lobs_of_later_partitions_go_where_the_template_says(
    homes: tuple[str | None, str | None], named: str | None, told: bool
) -> None:
    lobs = [PartitionLob(column_name="DOC", tablespace=named)] if named else []
    target = IntervalTarget(
        partitioning_type="interval",
        key_columns=["D"],
        interval=Interval(unit="YEAR", count=1),
        partitions=[replace(FIRST, lobs=lobs)],
        subpartitioning=regions(*({"lobs": [doc(home)]} if home else {} for home in homes)),
    )
    item = planned(None)
    item.common_settings.target_config = target
    found = [f.message for f in later_lob_findings(item, "copy_and_swap")]
    assert bool(found) == told
    if homes[0]:
        assert all("where the template says (A, B)" in message for message in found)


def test_a_partial_index_leaves_out_what_the_template_leaves_out() -> None:
    partial: IndexInfo = index("T_IX", "R", indexing="PARTIAL")
    partial.partitioned, partial.locality = True, "LOCAL"
    for indexing, expected in ((True, ["PARTIAL-INDEX"]), (None, ["PARTIAL-INDEX"]), (False, [])):
        item = planned(regions({}, {"indexing": indexing}), indexes=[partial])
        assert [f.code for f in index_findings(item, 128) if f.code == "PARTIAL-INDEX"] == expected
