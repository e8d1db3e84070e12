"""The system privileges that a run needs, its way back included: asked for before the first change.

Sources: SQL Language Reference, "Prerequisites" of ALTER TABLE, ALTER INDEX, ALTER TRIGGER, COMMENT, CREATE INDEX,
CREATE TABLE, CREATE TRIGGER, DELETE, DROP INDEX, DROP TABLE, DROP TRIGGER, GRANT, INSERT and SELECT (what lies in
another schema needs the ANY privilege, whosever table it belongs to); PL/SQL Packages and Types Reference, DBMS_STATS
(owner of the table or ANALYZE ANY) and DBMS_REDEFINITION, "Security Model"; Administrator's Guide, "Privileges Required
for the DBMS_REDEFINITION Package"; Database Reference, SESSION_SCHEMA_PRIVS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from repart_tui.script_plan import ScriptPlan


@dataclass
class NeededPrivileges:
    """What the tables of one owner ask of who runs the script.

    Each dictionary leads from a privilege to the schemas whose objects need it; none where no schema privilege will do.
    """

    owner: str
    other: dict[str, set[str]] = field(default_factory=dict)
    """What a user needs who is not the owner."""
    own: dict[str, set[str]] = field(default_factory=dict)
    """What the owner needs."""
    reads: set[tuple[str, str]] = field(default_factory=set)
    """Tables (owner, name) of other schemas that the way back reads."""

    @property
    def readable(self) -> list[str]:
        """The names of these tables."""
        return sorted(f"{owner}.{name}" for owner, name in self.reads)

    def there(self, schema: str, *privileges: str, own: str | None = None) -> None:
        """Ask for ANY privileges on objects of `schema`; `own` is what the owner needs where it is his schema."""
        for privilege in privileges:
            self.other.setdefault(privilege, set()).add(schema)
            if schema != self.owner:
                self.own.setdefault(privilege, set()).add(schema)
        if own is not None and schema == self.owner:
            self.own.setdefault(own, set())

    def everybody(self, privilege: str) -> None:
        """Ask for a privilege that no schema privilege stands for."""
        self.other[privilege] = set()
        self.own[privilege] = set()


def needed_privileges(plans: Sequence[ScriptPlan]) -> list[NeededPrivileges]:
    """Return what is needed, by owner of the tables; the privileges are in the order of their names."""
    found: dict[str, NeededPrivileges] = {}
    for plan in plans:
        owner = plan.table.owner
        _of_table(plan, found.setdefault(owner, NeededPrivileges(owner)))
    for plan in plans:
        if plan.method == "online_modify":
            # Whether others wrote is what DBMS_STATS.FLUSH_DATABASE_MONITORING_INFO brings to light, for its owner too.
            found[plan.table.owner].everybody("ANALYZE ANY")
    for needs in found.values():
        needs.other, needs.own = dict(sorted(needs.other.items())), dict(sorted(needs.own.items()))
    return [needs for _, needs in sorted(found.items())]


def _of_table(plan: ScriptPlan, needs: NeededPrivileges) -> None:
    owner, state = plan.table.owner, plan.table.current_state
    needs.there(owner, "ALTER ANY TABLE")
    if plan.method == "in_place":
        return
    needs.there(owner, "SELECT ANY TABLE")
    for index in state.indexes:
        needs.there(index.owner, "CREATE ANY INDEX", "ALTER ANY INDEX")
    if plan.gathers or state.statistics_locked:
        needs.there(owner, "ANALYZE ANY")
    if plan.keeps_old_table:
        _of_copy(plan, needs)


def _of_copy(plan: ScriptPlan, needs: NeededPrivileges) -> None:
    owner, state = plan.table.owner, plan.table.current_state
    needs.there(owner, "CREATE ANY TABLE", own="CREATE TABLE")
    needs.there(owner, "DROP ANY TABLE", "INSERT ANY TABLE")
    if plan.method == "redefinition":
        # COPY_TABLE_DEPENDENTS asks for the last two, triggers and indexes or not.
        needs.there(owner, "CREATE ANY MATERIALIZED VIEW", own="CREATE MATERIALIZED VIEW")
        needs.there(owner, "LOCK ANY TABLE", "CREATE ANY INDEX")
        needs.there(owner, "CREATE ANY TRIGGER", own="CREATE TRIGGER")
    if plan.method == "exchange":
        # The way back deletes what it inserted into the original; a comment remembers what was read.
        needs.there(owner, "DELETE ANY TABLE", "COMMENT ANY TABLE")
        for schema in plan.exchange.late_index_owners:
            needs.there(schema, "DROP ANY INDEX")
        if plan.identities:
            # EXCHANGE asks for it.
            needs.there(owner, "ALTER ANY SEQUENCE")
    if plan.identities:
        needs.there(owner, "CREATE ANY SEQUENCE", own="CREATE SEQUENCE")
    if state.grants:
        needs.there(owner, "GRANT ANY OBJECT PRIVILEGE")
    if state.table_comment or any(column.comment for column in state.columns):
        needs.there(owner, "COMMENT ANY TABLE")
    if state.statistics_preferences or any(one.creator == "USER" for one in state.statistics_extensions):
        # SET_TABLE_PREFS and CREATE_EXTENDED_STATS, whether statistics are gathered or not.
        needs.there(owner, "ANALYZE ANY")
    for trigger in state.triggers:
        needs.there(trigger.owner, "CREATE ANY TRIGGER", own="CREATE TRIGGER")
        needs.there(trigger.owner, "ALTER ANY TRIGGER")
        if plan.method != "redefinition":
            # The way back drops those of the new table before the original's take their names.
            needs.there(trigger.owner, "DROP ANY TRIGGER")
    for child in state.referenced_by:
        needs.there(child.owner, "ALTER ANY TABLE")
    if plan.method == "copy_and_swap":
        for schema, table_name in plan.copy.read_on_the_way_back:
            needs.other["SELECT ANY TABLE"].add(schema)
            if schema != owner:
                needs.reads.add((schema, table_name))
