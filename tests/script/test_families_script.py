"""Many tables in one script: their order, what a failure stops, and the window."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from repart_tui.generate import GenerateError, enabled_tables, render, script_plans
from repart_tui.migration_models import MigrationConfig
from tests.script.conftest import named

Make = Callable[..., MigrationConfig]
FAMILY = ("HR.JOB_HISTORY", "HR.EMPLOYEES", "SH.SALES")


def taken(script: str) -> list[str]:
    """Return the tables in the order in which the script takes them."""
    return re.findall(r"^PROMPT \d of \d: (\S+)", script, re.MULTILINE)


def test_parents_come_before_children_whatever_the_order_of_the_plan(demo_with: Make) -> None:
    config = demo_with(*FAMILY, method="copy_and_swap")
    assert taken(render(config).master) == ["HR.EMPLOYEES", "HR.JOB_HISTORY", "SH.SALES"]
    config.tables.reverse()
    assert taken(render(config).master) == ["SH.SALES", "HR.EMPLOYEES", "HR.JOB_HISTORY"]


def test_by_default_the_first_error_stops_the_script(demo_with: Make) -> None:
    script = render(demo_with(*FAMILY, method="copy_and_swap")).master
    assert "'FAILED'" not in script.split("-- The end:")[0]
    assert script.rstrip().endswith("EXIT SUCCESS")


def test_a_failure_may_stop_its_family_only(demo_with: Make) -> None:
    config = demo_with(*FAMILY, method="copy_and_swap")
    config.environment_config.on_error = "next_family"
    script = render(config).master
    blocks = script.split("\n/\n")
    # Every handler says so and goes on; the child looks at its parent, the stranger at nobody.
    assert ":p1 := 'FAILED';" in script
    assert any("IF :p1 IN ('FAILED', 'SKIPPED') THEN\n    :p2 := 'SKIPPED';" in block for block in blocks)
    assert ":p3 := 'SKIPPED'" not in script
    steps = [block for block in blocks if re.search(r"EXECUTE IMMEDIATE :step\s+USING", block)]
    assert steps
    assert all("'FAILED'" in block for block in steps if "EXCEPTION" in block or ":p1" in block)
    # The end fails all the same.
    assert "p_state NOT IN ('FAILED', 'SKIPPED')" in blocks[-2] + blocks[-1]


@pytest.mark.parametrize("method", ["copy_and_swap", "redefinition"])
@pytest.mark.parametrize("file", ["rollback", "cleanup"])
def test_the_way_back_and_the_cleaning_go_on_with_the_next_family_too(demo_with: Make, method: str, file: str) -> None:
    config = demo_with(*FAMILY, method=method)
    stops = getattr(render(config), file)
    assert "'FAILED'" not in stops
    config.environment_config.on_error = "next_family"
    script = getattr(render(config), file)
    blocks = script.split("\n/\n")
    own = [block for block in blocks if re.search(r"(?s)^BEGIN$.*:p\d", block, re.M) and "PROCEDURE told(" not in block]
    assert own
    assert all(re.search(r"(?s)EXCEPTION\n  WHEN OTHERS THEN\n.*:p\d := 'FAILED';", block) for block in own)
    # Whichever of parent and child comes first keeps the other from starting; the stranger looks at nobody.
    for one, other in ((1, 2), (2, 1)):
        assert f"IF :p{one} IN ('FAILED', 'SKIPPED') THEN\n    :p{other} := 'SKIPPED';" in script
    assert ":p3 := 'SKIPPED'" not in script
    # What failed is named at the end, and before the records of the tables go.
    end = script[script.index("PROCEDURE told(") :]
    named = [f"told('{name.replace('.', chr(39) + ', ' + chr(39))}', :p" for name in FAMILY]
    assert all(call in end for call in named)
    assert "RAISE_APPLICATION_ERROR(-20012," in end
    assert "DELETE FROM" not in script[: script.index("PROCEDURE told(")]


def test_a_window_keeps_tables_for_the_next_run(demo_with: Make) -> None:
    config = demo_with(*FAMILY, method="copy_and_swap")
    config.environment_config.window_minutes = 90
    config.environment_config.start_no_table_after = "05:30"
    script = render(config).master
    assert "SYSDATE + 90 / 1440" in script
    assert "TRUNC(SYSDATE) + 5 / 24 + 30 / 1440" in script
    assert script.count("> :window_ends THEN") == 3
    assert script.rstrip().endswith("EXIT :waiting")


def test_a_child_that_is_copied_too_has_two_names_to_spare(demo_with: Make) -> None:
    """While the parent is copied, its child has a twin key; the child's own copy needs another name."""
    config = demo_with("HR.EMPLOYEES", "HR.JOB_HISTORY", method="copy_and_swap")
    parent, child = script_plans(enabled_tables(config), config)
    twin = parent.names.incoming["HR", "JHIST_EMP_FK"].new
    own = child.names.constraints["JHIST_EMP_FK"].new
    assert (twin, own) == ("JHIST_EMP_FK_RPNF", "JHIST_EMP_FK_RPN")


def test_old_objects_of_two_tables_may_not_share_a_name(demo_with: Make) -> None:
    config = demo_with("HR.EMPLOYEES", "HR.JOB_HISTORY", method="copy_and_swap")
    stray = named(config, "HR.JOB_HISTORY").current_state.indexes[0]
    stray.index_name = named(config, "HR.EMPLOYEES").current_state.indexes[0].index_name
    with pytest.raises(GenerateError, match=r"Two indexes would be named HR\."):
        render(config)


def test_the_session_tells_how_far_the_script_is(demo_with: Make) -> None:
    script = render(demo_with(*FAMILY, method="copy_and_swap")).master
    assert "'Load the rows', '2/3'" in script


def test_a_failed_family_leaves_a_session_as_it_began(demo_with: Make) -> None:
    config = demo_with("SH.SALES", "HR.EMPLOYEES", method="online_modify")
    config.environment_config.on_error = "next_family"
    blocks = render(config).master.split("\n/\n")
    forced = [block for block in blocks if "FORCE PARALLEL DDL" in block]
    assert forced
    assert all("ENABLE PARALLEL DDL" in block.split("WHEN OTHERS THEN")[-1] for block in forced)


def _parent_and_child(demo_with: Make, parent: str, child: str) -> str:
    config = demo_with("HR.EMPLOYEES", "HR.JOB_HISTORY", method=parent)
    named(config, "HR.JOB_HISTORY").common_settings.method = child
    return render(config).master


def test_a_table_changed_in_place_is_not_asserted_while_its_child_changes_hands(demo_with: Make) -> None:
    """A run that was killed in the child comes by here first: second foreign keys, or a child without its name."""
    script = _parent_and_child(demo_with, "online_modify", "copy_and_swap")
    under_way = "\n  IF :p2 IN ('CREATED', 'STARTED', 'BROKEN', 'HALF', 'LOST', 'SWAPPED', 'FINISHED') THEN"
    (block,) = (block for block in script.split("\n/\n") if under_way in block)
    assert "-- Step 1.5: Assert that nothing was lost" in block
    assert block.index(under_way) < block.index("ELSE\n    EXECUTE IMMEDIATE :facts") < block.index("differences > 0")
    assert under_way not in _parent_and_child(demo_with, "online_modify", "online_modify")


def test_what_does_not_compile_stops_no_script_while_a_table_of_it_bears_no_name(demo_with: Make) -> None:
    """Killed between the two renames, the child gets its name back only once the script has come to it again."""
    script = _parent_and_child(demo_with, "redefinition", "copy_and_swap")
    tool = script[script.index(":recompile := ") :]
    tool = tool[: tool.index("\n/\n")]
    assert "look_for('HR', 'JOB_HISTORY');" in tool
    assert "look_for('HR', 'EMPLOYEES');" not in tool, "a redefinition leaves no table without a name"
    assert tool.index("IF nameless IS NOT NULL THEN") < tool.index("broken := 0;\n    END IF") < tool.index("~p_broken")
    assert "look_for" not in render(demo_with("HR.JOB_HISTORY", method="copy_and_swap")).master
