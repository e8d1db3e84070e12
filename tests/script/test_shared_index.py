"""Keys that share an index: Oracle lets a key use an index that another key made, whatever the order of columns."""

from __future__ import annotations

from repart_tui.migration_models import HashTarget
from repart_tui.script_plan import ScriptPlan
from tests.oracle.builders import column, constraint, index, plan, table


def test_a_key_that_uses_the_index_of_a_nameless_key_comes_after_it_and_names_none() -> None:
    made = {"status": "ENABLED", "validated": True, "index_owner": "APP", "index_name": "SYS_C008001"}
    item = table(
        HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4),
        [column("ID", nullable=False), column("CREATED", "DATE", nullable=False)],
        method="copy_and_swap",
        indexes=[index("SYS_C008001", "ID", "CREATED", unique=True, generated=True, constraint_index=True)],
        constraints=[
            constraint("T_PK", "P", "CREATED", "ID", **made),
            constraint("SYS_C008001", "U", "ID", "CREATED", generated=True, **made),
        ],
    )
    first, second = ScriptPlan(1, item, plan(item)).copy.added_constraints
    assert first.clause.startswith('ADD UNIQUE ("ID", "CREATED") USING INDEX LOCAL')
    assert second.clause == 'ADD CONSTRAINT "T_PK_RPN" PRIMARY KEY ("CREATED", "ID") ENABLE VALIDATE'
