"""What a subpartition template says now, and whether the template that takes its place says it too.

A template is set as a whole (SET SUBPARTITION TEMPLATE), or comes with the new table: what the plan does not say is
gone. Subpartitions are told apart by their names.

Sources: SQL Language Reference, ALTER TABLE, "set_subpartition_template"; Database Reference,
ALL_SUBPARTITION_TEMPLATES and ALL_LOB_TEMPLATES.
"""

from __future__ import annotations

from collections.abc import Iterator

from repart_tui.migration_models import (
    CurrentState,
    OptionalCompression,
    SubpartitionTemplateInfo,
    TableConfig,
    TemplateLob,
)
from repart_tui.oracle.eligibility import is_writable_name
from repart_tui.oracle.findings import Finding, first_three
from repart_tui.oracle.partition_clause import TemplateItem
from repart_tui.oracle.present_partitions import COMPRESSIONS
from repart_tui.oracle.target_findings import TARGET

_FIELD = f"{TARGET}.subpartitioning.template"
_SOURCE = "Database Reference, ALL_SUBPARTITION_TEMPLATES"
_LONGEST_NAME = 128


def planned_template(table: TableConfig) -> list[TemplateItem]:
    """Return the subpartitions of the target's template; none where it has no second level or names none."""
    level = getattr(table.common_settings.target_config, "subpartitioning", None)
    return list(level.template) if level is not None else []


def present_template(state: CurrentState) -> list[SubpartitionTemplateInfo]:
    """Return the subpartitions of the present template."""
    return list(state.partitioning.subpartition_template) if state.partitioning is not None else []


def is_plannable(present: SubpartitionTemplateInfo) -> bool:
    """Tell whether a plan can hold all names of a present subpartition.

    What another program wrote into a dictionary file may be empty, too long or hold a double quote.
    """
    lobs = present.lobs or ()
    needed = [present.name, *(lob.column_name for lob in lobs)]
    chosen = [present.tablespace_name, *(name for lob in lobs for name in (lob.segment_name, lob.tablespace_name))]
    names = [*needed, *(name for name in chosen if name is not None)]
    return all(0 < len(name) <= _LONGEST_NAME and is_writable_name(name) for name in names)


def template_lobs(present: SubpartitionTemplateInfo) -> list[TemplateLob]:
    """Return the LOB storage of a present subpartition as a plan says it."""
    return [
        TemplateLob(column_name=lob.column_name, tablespace=lob.tablespace_name, segment_name=lob.segment_name)
        for lob in present.lobs or ()
    ]


def carried_compression(present: SubpartitionTemplateInfo) -> OptionalCompression:
    """Return with what the present template compresses, as far as its subpartitions tell and a plan can say it.

    NONE where it says NOCOMPRESS, and None where it says nothing.
    """
    if not present.compression:
        return "NONE" if present.compression is False else None
    return next((word for word in COMPRESSIONS if word == present.compress_for), None)


def unsaid_compression(table: TableConfig, *, kept: bool = False) -> Iterator[Finding]:
    """Yield an error where the present template compresses and the new one does not say how: no view tells it.

    `kept`: what the plan leaves out stays, and is taken from the subpartitions where they tell.
    """
    present = {item.name: item for item in present_template(table.current_state)}
    for number, item in enumerate(planned_template(table)):
        old = present.get(item.name)
        if kept and old is not None and carried_compression(old) is not None:
            continue
        if old is not None and old.compression and item.compress_for is None:
            yield Finding(
                "TEMPLATE-COMPRESSION",
                "error",
                f"{_FIELD}.{number}.compress_for",
                f"The template compresses subpartition {item.name}, no view tells how, and the plan says nothing.",
                "Say COMPRESS BASIC or another kind in the template (DBMS_METADATA.GET_DDL tells), or NONE to end it.",
                _SOURCE,
            )


def carried_template(table: TableConfig) -> Iterator[Finding]:
    """Yield a warning for each kind of attribute that subpartitions of the template have and lose by the plan.

    Without a second level there is no template, and nothing to carry.
    """
    if getattr(table.common_settings.target_config, "subpartitioning", None) is None:
        return
    planned = {item.name: item for item in planned_template(table)}
    home = table.common_settings.tablespace or table.current_state.storage.tablespace_name
    lost: dict[str, list[str]] = {}
    for old in present_template(table.current_state):
        for kind, shown in _lost(old, planned.get(old.name), home):
            lost.setdefault(kind, []).append(f"{old.name} ({shown})" if shown else old.name)
    for kind, names in lost.items():
        listed = first_three(names)
        yield Finding(
            "TEMPLATE-ATTRIBUTES",
            "warning",
            _FIELD,
            f"Not carried: {kind} of {listed} in the subpartition template.",
            "Say it in the new template where it shall stay so.",
            _SOURCE,
        )


def _lost(old: SubpartitionTemplateInfo, new: TemplateItem | None, home: str | None) -> Iterator[tuple[str, str]]:
    tablespace = new.tablespace if new is not None else None
    if old.tablespace_name and old.tablespace_name != (tablespace or home):
        yield "the tablespace", old.tablespace_name
    kind = new.compress_for if new is not None else "NONE"
    if old.compression and (kind == "NONE" or old.compress_for not in (None, kind)):
        yield "the compression", old.compress_for or ""
    if old.compression is False and (new is None or new.compress_for is None):
        yield "NOCOMPRESS", ""
    if old.read_only is not None and (new is None or new.read_only is not old.read_only):
        yield "READ ONLY" if old.read_only else "READ WRITE", ""
    if old.indexing is not None and (new is None or new.indexing is not old.indexing):
        yield "INDEXING ON" if old.indexing else "INDEXING OFF", ""
    homes = {(lob.column_name, lob.tablespace) for lob in (new.lobs if new is not None else ())}
    for lob in old.lobs or ():
        if (lob.column_name, lob.tablespace_name) not in homes:
            yield "the LOB storage", f"{lob.column_name} in {lob.tablespace_name or lob.segment_name}"
