"""What ALTER TABLE ... SET changes in the dictionary alone: intervals, automatic lists, and where new parts will lie.

Sources: SQL Language Reference, ALTER TABLE, "alter_interval_partitioning" and "alter_automatic_partitioning"; VLDB and
Partitioning Guide, "Adding a Partition to an Interval-Partitioned Table" (SET INTERVAL makes an interval partitioned
table of a range partitioned one, SET INTERVAL () makes range partitions of the partitions that were created) and
"Modifying a Subpartition Template" (partitions that are added later follow it, "existing subpartitions remain
unchanged").
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from repart_tui.migration_models import (
    AutomaticListTarget,
    CurrentState,
    HashPartition,
    IntervalTarget,
    ListPartition,
    ListTarget,
    NamedPartition,
    PartitioningInfo,
    RangePartition,
    RangeTarget,
    SubpartitionTemplateInfo,
    TableConfig,
    TemplateLob,
)
from repart_tui.oracle.bounds import interval_expression
from repart_tui.oracle.carried_template import carried_compression, is_plannable, template_lobs
from repart_tui.oracle.columns import user_columns
from repart_tui.oracle.eligibility import is_writable_name
from repart_tui.oracle.partition_clause import (
    Subpartitioning,
    TemplateItem,
    lob_segment_name,
    subpartition_template,
)
from repart_tui.oracle.present_partitions import own_compression, own_lobs
from repart_tui.oracle.signature import is_so_already
from repart_tui.oracle.sql_text import foreign_expression, quote_name
from repart_tui.oracle.template_facts import TemplateFacts, template_facts

InPlaceTarget = RangeTarget | IntervalTarget | ListTarget | AutomaticListTarget


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """What a template says of the subpartitions of partitions to come: the clause, the one back, and the facts of both.

    `every_time` is true where no view can tell both apart: a compression of another kind, or what is not asked on 12.2.
    """

    clause: str
    back: str
    after: list[TemplateFacts]
    before: list[TemplateFacts]
    every_time: bool = False


@dataclass(frozen=True, slots=True)
class InPlaceChange:
    """The clause behind ALTER TABLE and the one that takes it back.

    `before` and `after` are how the dictionary tells both states: PART_TABLES.INTERVAL without blanks and AUTOLIST,
    with a slash between; where they are the same there is no clause. `store_in` and `template` follow the clause.
    `partitions` must be as many as they were discovered, where the clause ends that Oracle makes some by itself: all of
    them stay, so the plan has to know them.
    """

    clause: str | None
    back: str | None
    before: str
    after: str
    store_in: str | None = None
    template: TemplateChange | None = None
    partitions: int | None = None


def in_place_change(table: TableConfig) -> InPlaceChange | None:
    """Return the change where nothing differs between table and plan but INTERVAL, AUTOMATIC and what parts to come
    shall have; None elsewhere.
    """
    target, state = table.common_settings.target_config, table.current_state
    info = state.partitioning
    if info is None or not isinstance(target, InPlaceTarget):
        return None
    interval = interval_expression(target.interval) if isinstance(target, IntervalTarget) else None
    automatic = isinstance(target, AutomaticListTarget)
    before, after = _kind(info.interval, info.automatic_list), _kind(interval, automatic)
    if not _same_otherwise(state, target, info, interval, automatic, stays=before == after):
        return None
    store_in = getattr(target, "store_in", [])
    names = (*store_in, *_template_names(target))
    if not all(map(is_writable_name, filter(None, names))) or not all(map(is_plannable, info.subpartition_template)):
        return None  # target_rules and state_rules say so
    template = _template_change(state, target, info)
    if before == after and not store_in and template is None:
        return None
    return InPlaceChange(
        clause=_clause(info, interval, automatic) if before != after else None,
        back=_clause(info, info.interval, info.automatic_list) if before != after else None,
        before=before,
        after=after,
        store_in=f"SET STORE IN ({', '.join(quote_name(name) for name in store_in)})" if store_in else None,
        template=template,
        partitions=len(info.partitions) if before != after and (info.interval or info.automatic_list) else None,
    )


def _template_change(state: CurrentState, target: InPlaceTarget, info: PartitioningInfo) -> TemplateChange | None:
    """Return what becomes of the template's attributes; None where the plan says nothing but what is there.

    A tablespace, a compression or the LOB storage that the plan leaves out stays; INDEXING and READ ONLY or READ WRITE
    that it leaves out are taken away, for subpartitions to follow their partition.
    """
    level = target.subpartitioning
    if level is None or not level.template:
        return None
    present = {item.name: item for item in info.subpartition_template}
    if any(item.name not in present for item in level.template):
        return None
    wanted = [_wanted(item, present[item.name]) for item in level.template]
    before = [_before(item, present[item.name]) for item in level.template]
    if wanted == before:
        return None

    def clause(items: list[TemplateItem]) -> str:
        return f"SET {subpartition_template(_with_template(level, items), user_columns(state), state.lobs)}"

    after_facts, before_facts = [template_facts(item) for item in wanted], [template_facts(item) for item in before]
    kinds_differ = any(
        new.compress_for != old.compress_for and template_facts(new).compression == template_facts(old).compression
        for new, old in zip(wanted, before, strict=True)
    )
    return TemplateChange(clause(wanted), clause(before), after_facts, before_facts, every_time=kinds_differ)


def _template_names(target: InPlaceTarget) -> Iterator[str | None]:
    level = target.subpartitioning
    for item in level.template if level is not None else ():
        yield from (item.name, item.tablespace)
        for lob in item.lobs:
            yield from (lob.column_name, lob.tablespace, lob.segment_name)


def _wanted(item: TemplateItem, present: SubpartitionTemplateInfo) -> TemplateItem:
    return dataclasses.replace(
        item,
        tablespace=item.tablespace or present.tablespace_name,
        compress_for=item.compress_for or carried_compression(present),
        lobs=_named(item, item.lobs or template_lobs(present)),
    )


def _before(item: TemplateItem, present: SubpartitionTemplateInfo) -> TemplateItem:
    """Return the subpartition as it is. What it compresses with only its subpartitions tell, or else the plan."""
    kind = carried_compression(present) or (item.compress_for if present.compression else None)
    return dataclasses.replace(
        item,
        tablespace=present.tablespace_name,
        compress_for=kind,
        read_only=present.read_only,
        indexing=present.indexing,
        lobs=_named(item, template_lobs(present)),
    )


def _named(item: TemplateItem, lobs: list[TemplateLob]) -> list[TemplateLob]:
    """Return the LOB storage with the names of all segments, in the order of the columns."""
    item = dataclasses.replace(item, lobs=lobs)
    found = [dataclasses.replace(lob, segment_name=lob_segment_name(item, lob)) for lob in lobs]
    return sorted(found, key=lambda lob: lob.column_name)


def _with_template(level: Subpartitioning, items: list[TemplateItem]) -> Subpartitioning:
    return dataclasses.replace(level, template=items)  # type: ignore[arg-type]


def _kind(interval: str | None, automatic: bool) -> str:
    without_blanks = re.sub(r"\s", "", interval or "-").upper()
    return f"{without_blanks}/{'YES' if automatic else 'NO'}"


def _clause(info: PartitioningInfo, interval: str | None, automatic: bool) -> str:
    if info.partitioning_type == "LIST":
        return f"SET PARTITIONING {'AUTOMATIC' if automatic else 'MANUAL'}"
    return f"SET INTERVAL ({foreign_expression(interval) if interval else ''})"


def _same_otherwise(
    state: CurrentState,
    target: InPlaceTarget,
    info: PartitioningInfo,
    interval: str | None,
    automatic: bool,
    *,
    stays: bool,
) -> bool:
    """Return True where the table, changed so, would be as planned: key, second level, names and bounds."""
    if stays:
        return is_so_already(state, target)
    changed = dataclasses.replace(
        info,
        interval=interval,
        automatic_list=automatic,
        # All partitions stay, and those of the interval become range partitions.
        partitions=[dataclasses.replace(p, is_interval=False) if p.is_interval else p for p in info.partitions],
    )
    return is_so_already(dataclasses.replace(state, partitioning=changed), target)


def moved_attributes(table: TableConfig) -> Iterator[str]:
    """Yield what the plan gives to single partitions that have it not, in words: only rows that move could have it."""
    state, target = table.current_state, table.common_settings.target_config
    planned: dict[str, RangePartition | ListPartition | HashPartition | NamedPartition] = {
        p.name: p for p in getattr(target, "partitions", ())
    }
    for present in state.partitioning.partitions if state.partitioning is not None else ():
        wanted = planned.get(present.name)
        if wanted is None:
            continue
        if wanted.tablespace not in (None, present.tablespace_name):
            yield f"tablespace {wanted.tablespace} of {present.name}"
        if isinstance(wanted, NamedPartition):
            continue
        if wanted.compress_for not in (None, own_compression(state, present), present.compress_for):
            yield f"compression {wanted.compress_for} of {present.name}"
        if wanted.read_only != bool(present.read_only):
            yield f"READ {'ONLY' if wanted.read_only else 'WRITE'} of {present.name}"
        if wanted.indexing != (present.indexing is not False):
            yield f"INDEXING {'ON' if wanted.indexing else 'OFF'} of {present.name}"
        homes = {(lob.column_name, lob.tablespace) for lob in own_lobs(present)}
        if any((lob.column_name, lob.tablespace) not in homes for lob in wanted.lobs):
            yield f"LOB storage of {present.name}"
