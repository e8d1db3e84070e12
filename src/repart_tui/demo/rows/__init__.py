"""From described schemas to the rows of the dictionary views."""

from __future__ import annotations

from repart_tui.demo.describe import Schema
from repart_tui.demo.rows.catalog import Catalog, Cell
from repart_tui.demo.rows.columns import add_columns, add_sequence
from repart_tui.demo.rows.constraints import add_constraints
from repart_tui.demo.rows.indexes import add_indexes
from repart_tui.demo.rows.instance import add_instance
from repart_tui.demo.rows.lobs import add_lobs
from repart_tui.demo.rows.partitions import add_partitions
from repart_tui.demo.rows.programs import (
    add_dependencies,
    add_grants,
    add_program,
    add_synonym,
    add_triggers,
    add_view,
)
from repart_tui.demo.rows.storage import add_storage
from repart_tui.demo.rows.tables import add_table


def dictionary_rows(schemas: tuple[Schema, ...]) -> dict[str, list[tuple[Cell, ...]]]:
    """Return the rows of every view for a database that holds `schemas`."""
    catalog = Catalog(schemas)
    for schema, table in catalog.tables():
        catalog.table_ids[schema.name, table.name] = table.object_id or catalog.next_object_id()
    for schema in schemas:
        _add_schema(catalog, schema)
    add_dependencies(catalog)
    add_storage(catalog)
    add_instance(catalog)
    return catalog.rows


def _add_schema(catalog: Catalog, schema: Schema) -> None:
    for name, size in schema.clusters:
        _add_cluster(catalog, schema, name, size)
    for table in schema.tables:
        add_table(catalog, schema, table)
        if table.kind == "DROPPED":
            continue
        add_columns(catalog, schema, table)
        add_constraints(catalog, schema, table)
        add_indexes(catalog, schema, table)
        add_partitions(catalog, schema, table)
        add_lobs(catalog, schema, table)
        add_triggers(catalog, schema, table)
        add_grants(catalog, schema, table)
    for sequence in schema.sequences:
        add_sequence(
            catalog,
            schema.name,
            sequence.name,
            created="2019-03-04 10:15:00",
            generated="N",
            min_value=1,
            max_value=sequence.max_value,
            increment_by=sequence.increment,
            cache_size=sequence.cache,
            last_number=sequence.last_number,
        )
    for program in schema.programs:
        add_program(catalog, schema, program)
    for view in schema.views:
        add_view(catalog, schema, view)
    for name, owner, target in schema.synonyms:
        add_synonym(catalog, schema.name, name, owner, target)
    for extra in schema.extras:
        catalog.add(extra.view, **{extra.keys[0]: schema.name}, **extra.values)


def _add_cluster(catalog: Catalog, schema: Schema, name: str, size: int) -> None:
    catalog.object(schema.name, name, "CLUSTER", has_segment=True)
    catalog.segment(schema.name, name, "CLUSTER", schema.tablespace, size)
    catalog.add(
        "dba_clusters",
        owner=schema.name,
        cluster_name=name,
        tablespace_name=schema.tablespace,
        key_size=600,
        cluster_type="INDEX",
        degree="1",
        instances="1",
        cache="N",
    )
