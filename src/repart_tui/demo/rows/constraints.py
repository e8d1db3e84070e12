"""Constraints, supplemental log groups and their columns."""

from __future__ import annotations

from repart_tui.demo.describe import ENABLED, Column, Key, NotNull, Schema, State, Table
from repart_tui.demo.rows.catalog import Catalog, Cell

# SEARCH_CONDITION_VC holds at most this many bytes of the LONG beside it.
_VC_LIMIT = 4000


def add_constraints(catalog: Catalog, schema: Schema, table: Table) -> None:
    """Add the constraints of one table: NOT NULL first, as DDL creates them."""
    owner = schema.name
    for column in table.columns:
        rule = _not_null(column)
        if rule:
            condition = f'"{column.name}" IS NOT NULL'
            _add(catalog, owner, table, rule.name, "C", (column.name,), rule.state, condition)
    for check in table.checks:
        _add(catalog, owner, table, check.name, "C", check.columns, check.state, check.condition)
    for key in table.keys:
        _add_key(catalog, owner, table, key)
    for foreign in table.foreign_keys:
        _add(
            catalog,
            owner,
            table,
            foreign.name,
            "R",
            foreign.columns,
            foreign.state,
            r_owner=foreign.target[0],
            r_constraint_name=foreign.target[1],
            delete_rule=foreign.delete_rule,
        )
    _add_log_groups(catalog, owner, table)


def key_index(key: Key) -> str:
    """The name of the index that enforces `key`."""
    return key.index or key.name


def _not_null(column: Column) -> NotNull | None:
    if isinstance(column.not_null, NotNull):
        return column.not_null
    if isinstance(column.not_null, str):
        return NotNull(column.not_null)
    # DEFAULT ON NULL and IDENTITY bring a system-named NOT NULL with them.
    return NotNull() if column.not_null or column.default_on_null or column.identity else None


def _add_key(catalog: Catalog, owner: str, table: Table, key: Key) -> None:
    # A disabled key has no index unless one was kept.
    has_index = key.state.enabled or any(index.name == key.index for index in table.indexes)
    _add(
        catalog,
        owner,
        table,
        key.name,
        "P" if key.primary else "U",
        key.columns,
        key.state,
        index_owner=owner if has_index else None,
        index_name=key_index(key) if has_index else None,
    )


def _add(
    catalog: Catalog,
    owner: str,
    table: Table,
    name: str | None,
    kind: str,
    columns: tuple[str, ...],
    state: State = ENABLED,
    condition: str | None = None,
    **values: Cell,
) -> None:
    shown = name or catalog.next_constraint_name()
    generated = name is None or name.startswith("SYS_C")
    short = None
    if condition is not None:
        short = condition.encode()[:_VC_LIMIT].decode(errors="ignore")
    catalog.add(
        "dba_constraints",
        owner=owner,
        constraint_name=shown,
        constraint_type=kind,
        table_name=table.name,
        search_condition=condition,
        search_condition_vc=short,
        status="ENABLED" if state.enabled else "DISABLED",
        deferrable="DEFERRABLE" if state.deferrable else "NOT DEFERRABLE",
        deferred="DEFERRED" if state.deferred else "IMMEDIATE",
        validated="VALIDATED" if state.validated else "NOT VALIDATED",
        generated="GENERATED NAME" if generated else "USER NAME",
        rely="RELY" if state.rely else None,
        last_change=table.created,
        origin_con_id="3",
        **values,
    )
    for position, column in enumerate(columns, 1):
        catalog.add(
            "dba_cons_columns",
            owner=owner,
            constraint_name=shown,
            table_name=table.name,
            column_name=column,
            position=None if kind == "C" else position,
        )


def _add_log_groups(catalog: Catalog, owner: str, table: Table) -> None:
    for group in table.log_groups:
        name = group.name or catalog.next_constraint_name()
        catalog.add(
            "dba_log_groups",
            owner=owner,
            log_group_name=name,
            table_name=table.name,
            log_group_type=group.kind,
            always="ALWAYS" if group.always else "CONDITIONAL",
            generated="USER NAME" if group.name else "GENERATED NAME",
        )
        # A log group is a constraint of type S in the dictionary, and only there.
        catalog.add(
            "dba_constraints",
            owner=owner,
            constraint_name=name,
            constraint_type="S",
            table_name=table.name,
            status="ENABLED",
            deferrable="NOT DEFERRABLE",
            deferred="IMMEDIATE",
            validated="VALIDATED",
            generated="USER NAME" if group.name else "GENERATED NAME",
            last_change=table.created,
            origin_con_id="3",
        )
        for position, column in enumerate(group.columns, 1):
            catalog.add(
                "dba_log_group_columns",
                owner=owner,
                log_group_name=name,
                table_name=table.name,
                column_name=column,
                position=position,
                logging_property="LOG",
            )
