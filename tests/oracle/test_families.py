"""Which tables go together in a script, and in which order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from repart_tui.migration_models import NoneTarget, ReferenceTarget, TableConfig
from repart_tui.oracle.families import families
from tests.oracle.builders import column, constraint, table


def child_of(name: str, *parents: str) -> TableConfig:
    """Return APP.name with a foreign key to each of the parents."""
    made = table(NoneTarget(partitioning_type="none"), [column("ID")])
    made.table_name = name
    for parent in parents:
        key = constraint(f"{name}_{parent}_FK", "R", "ID")
        key.referenced_owner, key.referenced_table = "APP", parent
        made.current_state.constraints.append(key)
    return made


def names(tables: list[TableConfig]) -> list[list[str]]:
    return [[member.table_name for member in family] for family in families(tables)]


def test_tables_without_foreign_keys_are_families_of_their_own() -> None:
    assert names([child_of("A"), child_of("B")]) == [["A"], ["B"]]


def test_parents_come_first_and_families_stay_together() -> None:
    tables = [child_of("ITEMS", "ORDERS"), child_of("LOG"), child_of("ORDERS", "CUSTOMERS"), child_of("CUSTOMERS")]
    assert names(tables) == [["CUSTOMERS", "ORDERS", "ITEMS"], ["LOG"]]


def test_a_parent_that_is_not_migrated_connects_nobody() -> None:
    assert names([child_of("A", "ELSEWHERE"), child_of("B", "ELSEWHERE")]) == [["A"], ["B"]]


def test_in_a_cycle_the_plan_decides() -> None:
    assert names([child_of("A", "B"), child_of("B", "A"), child_of("C", "B")]) == [["A", "B", "C"]]


def test_in_a_cycle_a_table_waits_for_the_parent_that_it_follows_by_reference() -> None:
    follower = child_of("A", "B")
    follower.common_settings.target_config = ReferenceTarget(partitioning_type="reference", foreign_key="A_B_FK")
    assert names([follower, child_of("B", "A"), child_of("C", "A")]) == [["B", "A", "C"]]


def test_a_table_may_refer_to_itself() -> None:
    assert names([child_of("EMP", "EMP")]) == [["EMP"]]


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20).map(
        lambda edges: [
            child_of(f"T{n}", *sorted({f"T{parent}" for child, parent in edges if child == n})) for n in range(8)
        ]
    )
)
def test_every_table_stands_in_one_family_with_its_parents(tables: list[TableConfig]) -> None:
    found = names(tables)
    assert sorted(name for family in found for name in family) == sorted(t.table_name for t in tables)
    home = {name: number for number, family in enumerate(found) for name in family}
    for member in tables:
        for c in member.current_state.constraints:
            assert home[member.table_name] == home[c.referenced_table or ""]
