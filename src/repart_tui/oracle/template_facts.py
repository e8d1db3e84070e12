"""What the dictionary shall say of a subpartition template, as facts that templates/toolbox/storage.sql.j2 looks for.

Places are `template NAME` and `LOB COLUMN of template NAME`; `template: LOB clauses` counts them all. READ ONLY is no
fact of a plan: it comes after the load (`close_template` in templates/copy_and_swap/macros.sql.j2).

Sources: Database Reference, ALL_SUBPARTITION_TEMPLATES and ALL_LOB_TEMPLATES. COMPRESSION, INDEXING and READ_ONLY are
documented from 18c on: on 12.2 they count where discovery has read them. Where a template does not say it, databases
show NONE (the columns hold four characters) and not the default that is documented, so that nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from repart_tui.migration_models import CurrentState, SubpartitionTemplateInfo, TableConfig
from repart_tui.oracle.carried_template import planned_template, present_template
from repart_tui.oracle.partition_clause import TemplateItem, lob_segment_name

NOT_SET = "not set"


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """One subpartition of a template as views show it; `lobs` are (column, segment, tablespace)."""

    name: str
    tablespace: str | None
    compression: bool
    indexing: bool
    read_only: bool
    lobs: tuple[tuple[str, str, str | None], ...]


def template_facts(item: TemplateItem) -> TemplateFacts:
    """Return what views show of a subpartition of a planned template."""
    lobs = tuple((lob.column_name, lob_segment_name(item, lob), lob.tablespace) for lob in item.lobs)
    compressed = item.compress_for not in (None, "NONE")
    return TemplateFacts(item.name, item.tablespace, compressed, item.indexing, item.read_only, lobs)


def differ_unseen(before: Sequence[TemplateFacts], after: Sequence[TemplateFacts], views: TemplateViews) -> bool:
    """Tell whether two templates differ in what the facts of a table do not ask."""
    seen = [[(f.compression, f.indexing, f.read_only) for f in facts] for facts in (before, after)]
    return not views.attributes and seen[0] != seen[1]


@dataclass(frozen=True, slots=True)
class TemplateViews:
    """What the facts of a table ask: SUBPARTITION_TEMPLATES, its columns beside the tablespace, and LOB_TEMPLATES."""

    templates: bool
    attributes: bool
    lobs: bool


def attributes_read(template: Sequence[SubpartitionTemplateInfo]) -> bool:
    """Tell whether discovery has read what subpartitions of the template say beside their tablespace."""
    return any(value is not None for item in template for value in (item.compression, item.indexing, item.read_only))


def lobs_read(template: Sequence[SubpartitionTemplateInfo]) -> bool:
    """Tell whether discovery has read the LOB storage of the template."""
    return any(item.lobs is not None for item in template)


@dataclass(frozen=True, slots=True)
class UnreadOfTemplate:
    """What no one has read of a template: conditions for the view and their words, and whether LOB storage."""

    conditions: list[str]
    words: list[str]
    lobs: bool


def unread_of_template(state: CurrentState) -> UnreadOfTemplate:
    """Return what the present template may say and discovery has not read; LOB storage only where there are LOBs."""
    template = present_template(state)
    unread = [
        (condition, words)
        for condition, words, values in (
            ("compression = 'YES'", "compression", [item.compression for item in template]),
            ("indexing = 'OFF'", "INDEXING OFF", [item.indexing for item in template]),
            ("read_only = 'YES'", "READ ONLY", [item.read_only for item in template]),
        )
        if all(value is None for value in values)
    ]
    return UnreadOfTemplate(
        [condition for condition, _ in unread],
        [words for _, words in unread],
        bool(state.lobs) and not lobs_read(template),
    )


def left_to_ask(unread: UnreadOfTemplate, views: TemplateViews, after: Sequence[TemplateFacts]) -> UnreadOfTemplate:
    """Return what is asked beside the facts of a template that changes in place: a run may have made it so already."""
    planned = {
        "compression": any(facts.compression for facts in after),
        "INDEXING OFF": not all(facts.indexing for facts in after),
        "READ ONLY": any(facts.read_only for facts in after),
    }
    kept = [
        (condition, words)
        for condition, words in zip(unread.conditions, unread.words, strict=True)
        if not views.attributes and not planned[words]
    ]
    return UnreadOfTemplate(
        [condition for condition, _ in kept], [words for _, words in kept], unread.lobs and not views.lobs
    )


def template_views(table: TableConfig, release: tuple[int, int]) -> TemplateViews:
    """Return which views the facts of planned and present template ask on that release."""
    planned, present = planned_template(table), present_template(table.current_state)
    read, lobs = attributes_read(present), lobs_read(present)
    said = any(not item.indexing or item.read_only or item.compress_for not in (None, "NONE") for item in planned)
    attributes = read or (said and release >= (18, 0))
    lobs = lobs or any(item.lobs for item in planned)
    return TemplateViews(attributes or lobs or any(item.tablespace for item in planned), attributes, lobs)


def planned_lines(table: TableConfig, release: tuple[int, int]) -> Iterator[str]:
    """Yield the facts of the planned template that it states; nothing of what it leaves out."""
    template = planned_template(table)
    shown = release >= (18, 0) or attributes_read(present_template(table.current_state))
    for item in template:
        facts = template_facts(item)
        place = f"template {item.name}"
        if facts.tablespace:
            yield f"{place}: tablespace = {facts.tablespace}"
        if shown and facts.compression:
            yield f"{place}: compression = YES"
        if shown and not facts.indexing:
            yield f"{place}: indexing = OFF"
        for column, segment, tablespace in facts.lobs:
            yield from _lob(column, place, segment, tablespace)
    clauses = sum(len(item.lobs) for item in template)
    if clauses:
        yield f"template: LOB clauses = {clauses}"


def present_lines(table: TableConfig) -> Iterator[str]:
    """Yield all facts of the present template that discovery has read."""
    template = present_template(table.current_state)
    if not attributes_read(template) and not lobs_read(template):
        return
    for item in template:
        place = f"template {item.name}"
        yield f"{place}: tablespace = {item.tablespace_name or NOT_SET}"
        for field, flag, words in (
            ("compression", item.compression, ("NO", "YES")),
            ("indexing", item.indexing, ("OFF", "ON")),
            ("read only", item.read_only, ("NO", "YES")),
        ):
            if flag is not None:
                yield f"{place}: {field} = {words[flag]}"
        for lob in item.lobs or ():
            yield from _lob(lob.column_name, place, lob.segment_name, lob.tablespace_name)
    if lobs_read(template):
        yield f"template: LOB clauses = {sum(len(item.lobs or ()) for item in template)}"


def _lob(column: str, place: str, segment: str | None, tablespace: str | None) -> Iterator[str]:
    yield f"LOB {column} of {place}: segment = {segment or NOT_SET}"
    yield f"LOB {column} of {place}: tablespace = {tablespace or NOT_SET}"
