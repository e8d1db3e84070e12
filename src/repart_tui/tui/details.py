"""Everything about one table as lines of text, for the side pane and the detail screen. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from repart_tui.tui.describe import (
    count_text,
    full_name,
    index_text,
    method_sentence,
    now_text,
    range_text,
    shown,
    size_text,
    table_size,
    target_text,
    type_text,
)
from repart_tui.tui.plan import Assessment, is_left_alone
from repart_tui.tui.widgets.cells import Line

if TYPE_CHECKING:
    from repart_tui.migration_models import ColumnInfo, ConstraintInfo, SubpartitionTemplateInfo, TableConfig

TONES = {"error": "error", "warning": "warning", "note": "note"}
WORDS = {"error": "Error", "warning": "Warning", "note": "Note"}
_KEY_WORDS = {"P": "PRIMARY KEY", "U": "UNIQUE", "R": "FOREIGN KEY", "C": "CHECK"}


def detail_lines(table: TableConfig, assessment: Assessment | None, state: str, edited: bool) -> list[Line]:
    """Return the whole description of a table."""
    return [
        *_head(table, assessment, state, edited),
        *_why(table, assessment),
        *(() if is_left_alone(table) or table.refusals else finding_lines(assessment)),
        *_section("X-ray", _xray(table)),
        *_section("Columns", (_column(column) for column in table.current_state.columns if column.user_generated)),
        *_section("Constraints", map(_constraint, table.current_state.constraints)),
        *_section("Referenced by", map(_incoming, table.current_state.referenced_by)),
        *_section("Indexes", ([(f"  {index_text(index)}", "")] for index in table.current_state.indexes)),
        *_others(table),
    ]


def finding_lines(assessment: Assessment | None) -> Iterator[Line]:
    """Yield the findings, the gravest first."""
    if assessment is None:
        return
    for severity in ("error", "warning", "note"):
        for finding in assessment.findings:
            if finding.severity == severity:
                yield [(f"{WORDS[severity]}: ", TONES[severity]), (shown(finding.sentence()), "")]


def _head(table: TableConfig, assessment: Assessment | None, state: str, edited: bool) -> Iterator[Line]:
    facts = table.current_state
    yield [(full_name(table), "title"), ("  edited" if edited else "", "warning")]
    size = size_text(table_size(table)) + (" by estimate" if facts.size_source == "estimate" else "")
    indexes = f", indexes {size_text(facts.index_bytes)}" if facts.index_bytes else ""
    yield [
        ("Size     ", "label"),
        (f"{size}{indexes}, {count_text(facts.num_rows)} row{'' if facts.num_rows == 1 else 's'}", ""),
    ]
    now = facts.partitioning
    keys = f" by {', '.join(map(shown, now.key_columns))}" if now and now.key_columns else ""
    yield [("Now      ", "label"), ("not partitioned" if now is None else now_text(table) + keys, "")]
    yield [("Target   ", "label"), (target_text(table.common_settings.target_config), "")]
    chosen = table.common_settings.method
    how = "being worked out" if assessment is None else method_sentence(assessment.method)
    yield [("Method   ", "label"), (how if chosen == "auto" else f"{method_sentence(chosen)} (chosen)", "")]
    yield [("Migrate  ", "label"), ("yes" if table.enabled else "no", "good" if table.enabled else "")]
    yield [("State    ", "label"), (state, {"error": "error", "refused": "error", "warning": "warning"}.get(state, ""))]
    if facts.table_comment:
        yield [("Comment  ", "label"), (shown(" ".join(facts.table_comment.split())), "dim")]


def _why(table: TableConfig, assessment: Assessment | None) -> Iterator[Line]:
    yield from _section(
        "Refused because", ([(f"  {shown(refusal.message)} [{refusal.code}]", "error")] for refusal in table.refusals)
    )
    if table.proposal is not None:
        title = "Proposal" if table.proposal.recommended else "Proposal: leave it as it is"
        yield from _section(title, ([(f"  {shown(reason)}", "")] for reason in table.proposal.reasons))
    if assessment is not None and not table.refusals:
        yield from _section("Why this method", ([(f"  {shown(reason)}", "")] for reason in assessment.reasons))
    yield []


def _xray(table: TableConfig) -> Iterator[Line]:
    """What the last look into the rows found, with its time."""
    if table.xray is None:
        return
    from repart_tui.advice.xray_words import xray_lines

    for text, tone in xray_lines(table):
        yield [(shown(text), tone)]


def _section(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    rows = list(lines)
    if rows:
        yield []
        yield [(title, "title"), (f"  {len(rows)}" if len(rows) > 1 else "", "dim")]
        yield from rows


def _column(column: ColumnInfo) -> Line:
    marks = [
        word
        for word, there in (
            ("not null", not column.nullable),
            ("invisible", column.hidden),
            ("virtual", column.virtual),
            ("identity", column.identity is not None),
            ("encrypted", column.encryption is not None),
        )
        if there
    ]
    line: Line = [(f"  {shown(column.name)} ", "name"), (" ".join([type_text(column), *marks]), "")]
    facts = column.statistics
    if facts is not None:
        spread = range_text(column)
        words = [f"{count_text(facts.num_distinct)} distinct", f"{count_text(facts.num_nulls)} null"]
        line.append((f"  {', '.join(words)}{', ' + spread if spread else ''}", "dim"))
    return line


def _constraint(constraint: ConstraintInfo) -> Line:
    kind = "NOT NULL" if constraint.not_null else _KEY_WORDS.get(constraint.constraint_type, constraint.constraint_type)
    columns = f" ({', '.join(map(shown, constraint.columns))})" if constraint.columns else ""
    points = ""
    if constraint.constraint_type == "R":
        points = f" -> {shown(str(constraint.referenced_owner))}.{shown(str(constraint.referenced_table))}"
    condition = ""
    if constraint.constraint_type == "C" and not constraint.not_null and constraint.search_condition:
        columns, condition = "", " " + shown(" ".join(constraint.search_condition.split()))
    state = [
        word
        for word, there in (
            ("disabled", constraint.status == "DISABLED"),
            ("not validated", not constraint.validated),
            ("deferrable", constraint.deferrable),
        )
        if there
    ]
    return [
        (f"  {shown(constraint.constraint_name)} ", "name"),
        (f"{kind}{columns}{points}{condition}", ""),
        (f"  {', '.join(state)}" if state else "", "warning"),
    ]


def _incoming(constraint: ConstraintInfo) -> Line:
    child = f"{shown(constraint.owner)}.{shown(constraint.table_name)}"
    return [(f"  {child} ", "name"), (f"({', '.join(map(shown, constraint.columns))})", "")]


def _template(entry: SubpartitionTemplateInfo) -> Line:
    words = [f"TABLESPACE {shown(entry.tablespace_name)}"] if entry.tablespace_name else []
    words += [f"COMPRESS {entry.compress_for or '(kind unknown)'}"] if entry.compression else []
    words += ["NOCOMPRESS"] if entry.compression is False else []
    words += [f"READ {'ONLY' if entry.read_only else 'WRITE'}"] if entry.read_only is not None else []
    words += [f"INDEXING {'ON' if entry.indexing else 'OFF'}"] if entry.indexing is not None else []
    words += [
        f"LOB {shown(lob.column_name)} in {shown(lob.tablespace_name) if lob.tablespace_name else 'its partition'}"
        for lob in entry.lobs or ()
    ]
    return [(f"  {shown(entry.name)} ", "name"), (", ".join(words), "")]


def _others(table: TableConfig) -> Iterator[Line]:
    facts = table.current_state
    yield from _section(
        "Subpartition template", map(_template, facts.partitioning.subpartition_template if facts.partitioning else ())
    )
    yield from _section(
        "LOBs",
        (
            [(f"  {shown(lob.column_name)} ", "name"), ("SecureFile" if lob.securefile else "", "")]
            for lob in facts.lobs
        ),
    )
    yield from _section(
        "Triggers",
        (
            [
                (f"  {shown(trigger.trigger_name)} ", "name"),
                (f"{shown(trigger.triggering_event or '')} {trigger.status}", ""),
            ]
            for trigger in facts.triggers
        ),
    )
    yield from _section(
        "Grants",
        ([(f"  {shown(grant.privilege)} ", ""), (f"to {shown(grant.grantee)}", "name")] for grant in facts.grants),
    )
    yield from _section(
        "Depending objects",
        ([(f"  {shown(d.owner)}.{shown(d.name)} ", "name"), (d.object_type.lower(), "")] for d in facts.dependents),
    )
    yield from _section("Features", ([(f"  {shown(f.message)} [{f.code}]", "")] for f in facts.features))
    yield from _section("Not readable", ([(f"  {shown(fact)}", "warning")] for fact in facts.unknown_facts))
