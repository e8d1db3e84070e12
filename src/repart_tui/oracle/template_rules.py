"""What a subpartition template may say of its subpartitions, beside their names, bounds and values.

Sources: SQL Language Reference, CREATE TABLE, "subpartition_template", "range_subpartition_desc" and
"partitioning_storage_clause"; Database Error Messages, ORA-14605 to ORA-14613; Database Reference, ALL_LOB_TEMPLATES.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from repart_tui.migration_models import TableConfig
from repart_tui.oracle.columns import lob_columns
from repart_tui.oracle.findings import Finding
from repart_tui.oracle.partition_clause import TemplateItem, lob_segment_name
from repart_tui.oracle.partition_rules import Named
from repart_tui.oracle.target_findings import error, warning


def template_rules(
    table: TableConfig, partitions: Sequence[Named], template: Sequence[TemplateItem], field: str, limit: int
) -> Iterator[Finding]:
    """Yield what Oracle has against the attributes of a template; `limit` is the longest name in bytes."""
    lacking = [number for number, item in enumerate(template) if not item.tablespace]
    if 0 < len(lacking) < len(template):
        number = lacking[0]
        yield error(
            "ORA-14606" if number else "ORA-14607",
            f"{field}.{number}.tablespace",
            f"Subpartition {template[number].name} of the template names no tablespace, and others do.",
            "Name one for each of them, or for none.",
        )
    yield from _lobs(table, template, field)
    yield from _segment_names(partitions, template, field, limit)
    closed = [item.name for item in template if item.read_only]
    if closed:
        number = next(number for number, item in enumerate(template) if item.read_only)
        yield warning(
            "ORA-14466",
            f"{field}.{number}.read_only",
            f"The template says READ ONLY of {', '.join(closed)}: such subpartitions take no rows once the table is "
            "loaded, nor do those of partitions that come later.",
            "Leave it out where rows still come.",
        )


def _lobs(table: TableConfig, template: Sequence[TemplateItem], field: str) -> Iterator[Finding]:
    state = table.current_state
    known = {*lob_columns(state), *(lob.column_name for lob in state.lobs)}
    columns = list(dict.fromkeys(lob.column_name for item in template for lob in item.lobs))
    for number, item in enumerate(template):
        names = [lob.column_name for lob in item.lobs]
        for place, name in enumerate(names):
            where = f"{field}.{number}.lobs.{place}.column_name"
            if name not in known:
                shown = ", ".join(sorted(known))
                remedy = f"The LOB columns: {shown}." if known else "The table has none: leave it out."
                yield error("ORA-00904", where, f"{name} is no LOB column.", remedy)
            elif name in names[:place]:
                yield error("LOB-TWICE", where, f"{name} has two storage clauses in {item.name}.", "Keep one.")
        for name in columns:
            if name not in names:
                yield error(
                    "ORA-14610",
                    f"{field}.{number}.lobs",
                    f"The template says where LOB {name} lies in other subpartitions, and not in {item.name}.",
                    "Say it for each subpartition of the template, or for none.",
                )
    for name in columns:
        yield from _lob_tablespaces(template, field, name)


def _lob_tablespaces(template: Sequence[TemplateItem], field: str, column: str) -> Iterator[Finding]:
    clauses = [(number, item, lob) for number, item in enumerate(template) for lob in item.lobs]
    clauses = [(number, item, lob) for number, item, lob in clauses if lob.column_name == column]
    lacking = [number for number, _, lob in clauses if not lob.tablespace]
    if 0 < len(lacking) < len(clauses):
        number = lacking[0]
        yield error(
            "ORA-14608" if number != clauses[0][0] else "ORA-14609",
            f"{field}.{number}.lobs",
            f"LOB {column} of {template[number].name} in the template has no tablespace, and that of others has.",
            "Name one for each subpartition, or for none.",
        )
    names: dict[str, str] = {}
    for number, item, lob in clauses:
        segment = lob_segment_name(item, lob)
        if segment in names and names[segment] != item.name:
            yield error(
                "ORA-14612",
                f"{field}.{number}.lobs",
                f"The template names two segments of LOB {column} {segment}: of {names[segment]} and of {item.name}.",
                "Rename one.",
            )
        names.setdefault(segment, item.name)


def _segment_names(
    partitions: Sequence[Named], template: Sequence[TemplateItem], field: str, limit: int
) -> Iterator[Finding]:
    """Oracle names a LOB segment PARTITION_SEGMENT, which must fit."""
    longest = max((partition.name for partition in partitions), key=lambda name: len(name.encode()), default="")
    for number, item in enumerate(template):
        for lob in item.lobs:
            segment = lob_segment_name(item, lob)
            whole = f"{longest}_{segment}" if longest else segment
            if len(whole.encode()) > limit:
                yield error(
                    "ORA-14613",
                    f"{field}.{number}.lobs",
                    f"Oracle would name a segment of LOB {lob.column_name} {whole}: longer than {limit} bytes.",
                    "Give it a shorter segment name.",
                )
                return
