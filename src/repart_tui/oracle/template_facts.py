"""What the dictionary shall say of a subpartition template, as facts that templates/toolbox/storage.sql.j2 looks for.

Places are `template NAME` and `LOB COLUMN of template NAME`; `template: LOB clauses` counts them all. READ ONLY is no
fact of a plan: it comes after the load (`close_template` in templates/copy_and_swap/macros.sql.j2).

Sources: Database Reference, ALL_SUBPARTITION_TEMPLATES and ALL_LOB_TEMPLATES. COMPRESSION, INDEXING and READ_ONLY are
documented from 18c on: on 12.2 they count where discovery has read them. Each holds three words: where a template does
not say it, databases show NONE (the columns hold four characters) and not the default that is documented. That it shall
be NONE is asserted where discovery has seen the word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from repart_tui.migration_models import CurrentState, SubpartitionTemplateInfo, TableConfig
from repart_tui.oracle.carried_template import planned_template, present_template
from repart_tui.oracle.partition_clause import TemplateItem, lob_segment_name

NOT_SET = "not set"
_FIELDS = {"compression": "compression", "indexing": "indexing", "read_only": "read only"}
"""Columns of SUBPARTITION_TEMPLATES, and what facts call them."""
_WORDS = {"compression": "compression", "indexing": "INDEXING", "read_only": "READ ONLY or READ WRITE"}
"""The same columns, and what sentences call what they may hold."""


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """One subpartition of a template as views show it; `lobs` are (column, segment, tablespace).

    `compression`, `indexing` and `read_only` are the words of the view: NONE where the template says nothing.
    """

    name: str
    tablespace: str | None
    compression: str
    indexing: str
    read_only: str
    lobs: tuple[tuple[str, str, str | None], ...]


def template_facts(item: TemplateItem) -> TemplateFacts:
    """Return what views show of a subpartition of a planned template."""
    lobs = tuple((lob.column_name, lob_segment_name(item, lob), lob.tablespace) for lob in item.lobs)
    compressed = None if item.compress_for is None else item.compress_for != "NONE"
    return TemplateFacts(
        item.name,
        item.tablespace,
        shown("compression", compressed),
        shown("indexing", item.indexing),
        shown("read_only", item.read_only),
        lobs,
    )


def shown(attribute: str, flag: bool | None) -> str:
    """Return the word with which the view shows an attribute."""
    if flag is None:
        return "NONE"
    return (("NO", "YES") if attribute != "indexing" else ("OFF", "ON"))[flag]


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
    return any(
        item.unsaid or value is not None
        for item in template
        for value in (item.compression, item.indexing, item.read_only)
    )


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
        attribute
        for attribute in _WORDS
        if all(getattr(item, attribute) is None and attribute not in item.unsaid for item in template)
    ]
    return UnreadOfTemplate(
        [f"{attribute} <> 'NONE'" for attribute in unread],
        [_WORDS[attribute] for attribute in unread],
        bool(state.lobs) and not lobs_read(template),
    )


def left_to_ask(unread: UnreadOfTemplate, views: TemplateViews, after: Sequence[TemplateFacts]) -> UnreadOfTemplate:
    """Return what is asked beside the facts of a template that changes in place: a run may have made it so already."""
    said = [words for name, words in _WORDS.items() if any(getattr(facts, name) != "NONE" for facts in after)]
    kept = [
        (condition, words)
        for condition, words in zip(unread.conditions, unread.words, strict=True)
        if not views.attributes and words not in said
    ]
    return UnreadOfTemplate(
        [condition for condition, _ in kept], [words for _, words in kept], unread.lobs and not views.lobs
    )


def template_views(table: TableConfig, release: tuple[int, int]) -> TemplateViews:
    """Return which views the facts of planned and present template ask on that release."""
    planned, present = planned_template(table), present_template(table.current_state)
    read, lobs = attributes_read(present), lobs_read(present)
    said = any(getattr(template_facts(item), name) != "NONE" for item in planned for name in _WORDS)
    attributes = read or (said and release >= (18, 0))
    lobs = lobs or any(item.lobs for item in planned)
    return TemplateViews(attributes or lobs or any(item.tablespace for item in planned), attributes, lobs)


def planned_lines(table: TableConfig, release: tuple[int, int]) -> Iterator[str]:
    """Yield the facts of the planned template that it states; nothing of what it leaves out."""
    template, present = planned_template(table), present_template(table.current_state)
    asked = release >= (18, 0) or attributes_read(present)
    # Of what the plan leaves out NONE is expected where the view is known to show it.
    seen = {name for item in present for name in item.unsaid}
    for item in template:
        facts = template_facts(item)
        place = f"template {item.name}"
        if facts.tablespace:
            yield f"{place}: tablespace = {facts.tablespace}"
        for name, field in _FIELDS.items() if asked else ():
            word = getattr(facts, name)
            if (word != "NONE" or name in seen) and (name, word) != ("read_only", "YES"):
                yield f"{place}: {field} = {word}"
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
        for name, field in _FIELDS.items():
            if getattr(item, name) is not None or name in item.unsaid:
                yield f"{place}: {field} = {shown(name, getattr(item, name))}"
        for lob in item.lobs or ():
            yield from _lob(lob.column_name, place, lob.segment_name, lob.tablespace_name)
    if lobs_read(template):
        yield f"template: LOB clauses = {sum(len(item.lobs or ()) for item in template)}"


def _lob(column: str, place: str, segment: str | None, tablespace: str | None) -> Iterator[str]:
    yield f"LOB {column} of {place}: segment = {segment or NOT_SET}"
    yield f"LOB {column} of {place}: tablespace = {tablespace or NOT_SET}"
