"""Triggers, views, programs, synonyms, grants and what depends on what."""

from __future__ import annotations

from repart_tui.demo.describe import Program, Schema, Table, Trigger, View
from repart_tui.demo.rows.catalog import Catalog, Cell
from repart_tui.demo.rows.columns import parse_type


def add_triggers(catalog: Catalog, schema: Schema, table: Table) -> None:
    """Add the triggers of one table."""
    for trigger in table.triggers:
        owner = trigger.owner or schema.name
        catalog.object(
            owner, trigger.name, "TRIGGER", created=table.created, changed=table.changed, valid=trigger.valid
        )
        _add_trigger(catalog, schema, table, trigger, owner)


def _add_trigger(catalog: Catalog, schema: Schema, table: Table, trigger: Trigger, owner: str) -> None:
    catalog.add(
        "dba_triggers",
        owner=owner,
        trigger_name=trigger.name,
        trigger_type=trigger.timing,
        triggering_event=trigger.event,
        table_owner=schema.name,
        base_object_type="TABLE",
        table_name=table.name,
        referencing_names="REFERENCING NEW AS NEW OLD AS OLD",
        when_clause=trigger.when,
        status="ENABLED" if trigger.enabled else "DISABLED",
        description=trigger.header + "\n",
        action_type="PL/SQL".ljust(11),
        trigger_body=trigger.body,
        crossedition="NO",
        before_statement="NO",
        before_row="NO",
        after_row="NO",
        after_statement="NO",
        instead_of_row="NO",
        fire_once="YES",
        apply_server_only="NO",
    )
    when = f"WHEN ({trigger.when})\n" if trigger.when else ""
    _add_source(catalog, owner, trigger.name, "TRIGGER", f"TRIGGER {trigger.header}\n{when}{trigger.body}")
    for column in trigger.columns:
        catalog.add(
            "dba_trigger_cols",
            trigger_owner=owner,
            trigger_name=trigger.name,
            table_owner=schema.name,
            table_name=table.name,
            column_name=column,
            column_list="YES",
            column_usage="NEW IN",
        )
    if trigger.follows:
        catalog.add(
            "dba_trigger_ordering",
            trigger_owner=owner,
            trigger_name=trigger.name,
            referenced_trigger_owner=owner,
            referenced_trigger_name=trigger.follows,
            ordering_type="FOLLOWS",
        )


def add_grants(catalog: Catalog, schema: Schema, table: Table) -> None:
    """Add the object and column privileges on one table."""
    for grant in table.grants:
        common: dict[str, Cell] = {
            "grantee": grant.grantee,
            "owner": schema.name,
            "table_name": table.name,
            "grantor": grant.grantor or schema.name,
            "privilege": grant.privilege,
            "grantable": "YES" if grant.grantable else "NO",
            "common": "NO",
            "inherited": "NO",
        }
        if grant.column:
            catalog.add("dba_col_privs", column_name=grant.column, **common)
        else:
            catalog.add("dba_tab_privs", hierarchy="YES" if grant.hierarchy else "NO", type="TABLE", **common)


def add_view(catalog: Catalog, schema: Schema, view: View) -> None:
    """Add a view, or a materialized view (whose container is a table of the schema)."""
    owner = schema.name
    if view.materialized is not None:
        catalog.object(owner, view.name, "MATERIALIZED VIEW", created="2021-06-01 07:00:00")
        _add_materialized(catalog, owner, view, dict(view.materialized))
        return
    catalog.object(owner, view.name, "VIEW", created="2021-06-01 07:00:00", valid=view.valid)
    catalog.add(
        "dba_views",
        owner=owner,
        view_name=view.name,
        text_length=len(view.text),
        text=view.text,
        text_vc=view.text[:4000],
        editioning_view="N",
        read_only="Y" if view.text.upper().endswith("WITH READ ONLY") else "N",
        container_data="N",
        bequeath="DEFINER",
        origin_con_id="3",
        default_collation="USING_NLS_COMP",
        containers_default="NO",
        container_map="NO",
    )
    catalog.add(
        "dba_tab_comments",
        owner=owner,
        table_name=view.name,
        table_type="VIEW",
        comments=view.comment,
        origin_con_id=3,
    )
    for number, (name, kind) in enumerate(view.columns, 1):
        # DBA_TAB_COLS covers views too: who reads it for tables must not trip over them.
        catalog.add(
            "dba_tab_cols",
            owner=owner,
            table_name=view.name,
            column_name=name,
            nullable="Y",
            column_id=number,
            v80_fmt_image="NO",
            data_upgraded="YES",
            hidden_column="NO",
            virtual_column="NO",
            segment_column_id=number,
            internal_column_id=number,
            histogram="NONE",
            qualified_col_name=name,
            user_generated="YES",
            default_on_null="NO",
            identity_column="NO",
            sensitive_column="NO",
            **parse_type(kind),
        )
        catalog.add("dba_col_comments", owner=owner, table_name=view.name, column_name=name, origin_con_id=3)


def _add_materialized(catalog: Catalog, owner: str, view: View, values: dict[str, str]) -> None:
    row: dict[str, Cell] = {
        "owner": owner,
        "mview_name": view.name,
        "container_name": view.name,
        "query": view.text,
        "query_len": len(view.text),
        "updatable": "N",
        "rewrite_enabled": "Y",
        "rewrite_capability": "GENERAL",
        "refresh_mode": "DEMAND",
        "refresh_method": "FORCE",
        "build_mode": "IMMEDIATE",
        "fast_refreshable": "NO",
        "last_refresh_type": "COMPLETE",
        "last_refresh_date": "2026-01-14 04:00:12",
        "last_refresh_end_time": "2026-01-14 04:21:50",
        "staleness": "STALE",
        "after_fast_refresh": "NA",
        "unknown_prebuilt": "N",
        "unknown_plsql_func": "N",
        "unknown_external_table": "N",
        "unknown_consider_fresh": "N",
        "unknown_import": "N",
        "unknown_trusted_fd": "N",
        "compile_state": "VALID",
        "use_no_index": "N",
        "segment_created": "YES",
        "default_collation": "USING_NLS_COMP",
        "on_query_computation": "N",
    }
    row.update(values)
    catalog.add("dba_mviews", **row)
    for detail_owner, detail in view.references:
        catalog.add(
            "dba_mview_detail_relations",
            owner=owner,
            mview_name=view.name,
            detailobj_owner=detail_owner,
            detailobj_name=detail,
            detailobj_type="TABLE",
            detailobj_pct="N",
        )


def add_program(catalog: Catalog, schema: Schema, program: Program) -> None:
    """Add a stored program or type with its source."""
    catalog.object(schema.name, program.name, program.kind, created="2020-02-11 16:40:00", valid=program.valid)
    _add_source(catalog, schema.name, program.name, program.kind, program.source)
    if not program.valid:
        catalog.add(
            "dba_errors",
            owner=schema.name,
            name=program.name,
            type=program.kind,
            sequence=1,
            line=2,
            position=3,
            text="PL/SQL: ORA-00942: table or view does not exist",
            attribute="ERROR",
            message_number=0,
        )


def _add_source(catalog: Catalog, owner: str, name: str, kind: str, text: str) -> None:
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        catalog.add("dba_source", owner=owner, name=name, type=kind, line=number, text=line, origin_con_id="3")


def add_synonym(catalog: Catalog, owner: str, name: str, table_owner: str, table_name: str) -> None:
    """Add a synonym; the owner PUBLIC makes a public one."""
    catalog.object(owner, name, "SYNONYM", created="2020-02-11 16:40:00")
    catalog.add(
        "dba_synonyms",
        owner=owner,
        synonym_name=name,
        table_owner=table_owner,
        table_name=table_name,
        origin_con_id="3",
    )


def add_dependencies(catalog: Catalog) -> None:
    """Add DBA_DEPENDENCIES once every object is known."""
    for schema in catalog.schemas:
        for table in schema.tables:
            for trigger in table.triggers:
                wanted = ((schema.name, table.name), *trigger.references)
                _depend(catalog, trigger.owner or schema.name, trigger.name, "TRIGGER", wanted)
        for view in schema.views:
            kind = "VIEW" if view.materialized is None else "MATERIALIZED VIEW"
            _depend(catalog, schema.name, view.name, kind, view.references)
        for program in schema.programs:
            _depend(catalog, schema.name, program.name, program.kind, program.references)
        for name, owner, target in schema.synonyms:
            _depend(catalog, schema.name, name, "SYNONYM", ((owner, target),))


def _depend(catalog: Catalog, owner: str, name: str, kind: str, references: tuple[tuple[str, str], ...]) -> None:
    for referenced in dict.fromkeys(references):
        catalog.add(
            "dba_dependencies",
            owner=owner,
            name=name,
            type=kind,
            referenced_owner=referenced[0],
            referenced_name=referenced[1],
            # An object that is gone is remembered as NON-EXISTENT by what still refers to it.
            referenced_type=catalog.object_types.get(referenced, "NON-EXISTENT"),
            dependency_type="HARD",
        )
