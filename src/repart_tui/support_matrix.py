"""docs/support_matrix.md: method, partitioning, source and release, each a script or a refusal.

python -m repart_tui.support_matrix [--check]

Nothing here says what is possible: sample tables go through the same rules as a DBA's, and the page says what they
found. tests/script/test_support_matrix.py writes the script of each cell that says so and has it judged.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from repart_tui.generated_page import page_command
from repart_tui.migration_models import MigrationConfig
from repart_tui.oracle.findings import Finding, errors
from repart_tui.oracle.methods import METHODS
from repart_tui.oracle.rules import table_findings
from repart_tui.support_samples import WITH_PARENT, sample_plan, sources, targets

MODULE = "repart_tui.support_matrix"
PAGE = Path("docs/support_matrix.md")
RELEASES = {
    "12.2": "12.2.0.1.0",
    "18c": "18.0.0.0.0",
    "19c": "19.0.0.0.0",
    "21c": "21.0.0.0.0",
    "23ai": "23.0.0.0.0",
}
SCRIPT = "script"


@dataclass(frozen=True)
class Cell:
    """What the rules say of one combination: SCRIPT, or the codes of what bars it."""

    method: str
    target: str
    source: str
    verdicts: dict[str, str]
    """By release."""

    @property
    def words(self) -> str:
        """The verdicts in the words of the page: releases that agree stand together."""
        labels = list(RELEASES)
        runs: list[tuple[int, int, str]] = []
        for number, label in enumerate(labels):
            verdict = self.verdicts[label]
            if runs and runs[-1][2] == verdict:
                runs[-1] = (runs[-1][0], number, verdict)
            else:
                runs.append((number, number, verdict))
        if len(runs) == 1:
            return runs[0][2]
        return "; ".join(f"{_span(labels, first, last)}: {verdict}" for first, last, verdict in runs)


def _span(labels: list[str], first: int, last: int) -> str:
    if first == last:
        return labels[first]
    return f"from {labels[first]}" if last == len(labels) - 1 else f"{labels[first]} to {labels[last]}"


@dataclass
class Matrix:
    """All cells, and an example of every refusal."""

    cells: list[Cell] = field(default_factory=list)
    reasons: dict[str, Finding] = field(default_factory=dict)


def matrix() -> Matrix:
    """Ask the rules about every combination."""
    found = Matrix()
    for method in METHODS:
        for target_name, target in targets().items():
            for source_name, source in sources().items():
                verdicts = {}
                for label, version in RELEASES.items():
                    config = sample_plan(method, target, source, version, parent_too=source_name == WITH_PARENT)
                    problems = errors(table_findings(config.tables[1], config))
                    codes = list(dict.fromkeys(problem.code for problem in problems))
                    for problem in problems:
                        found.reasons.setdefault(problem.code, problem)
                    verdicts[label] = ", ".join(codes) or SCRIPT
                found.cells.append(Cell(method, target_name, source_name, verdicts))
    return found


def page(found: Matrix) -> str:
    """Return the Markdown page."""
    lines = [
        "# What can be migrated how",
        "",
        f"Written by `python -m {MODULE}` from the rules in `src/repart_tui/oracle/`,",
        "and checked in CI. *script* means that a script is written; everything else is the code of the refusal,",
        "explained at the end. The rows are what a table shall become, the columns what it is now; where releases",
        "differ, each says so (12.2, 18c, 19c, 21c, 23ai, with COMPATIBLE of the same). *With composites* means with",
        "range, list and hash as second level. *With its parent* means that the parent by reference is changed by the",
        "same script; where both are copied, they are copied together. The sample is a plain table: what a table owns",
        "besides can bar a method too, see the README. A parent by reference changes in place as any other table, and",
        "its children follow (but it becomes no automatic list, ORA-14659); it is copied with its children, and no",
        "other method takes it (ORA-14650). MODIFY NONPARTITIONED (23ai) itself was held against Oracle's syntax",
        "diagram alone; what the script does around it was run with the effect that Oracle documents.",
    ]
    for method, entry in METHODS.items():
        lines += ["", f"## {entry.title} (`{method}`)", ""]
        heads = list(sources())
        lines += ["| becomes \\ is | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
        rows: dict[tuple[str, ...], list[str]] = {}
        for target in targets():
            cells = tuple(_cell(found, method, target, source).words for source in heads)
            rows.setdefault(cells, []).append(target)
        for cells, names in rows.items():
            lines.append(f"| {', '.join(_grouped(names))} | " + " | ".join(cells) + " |")
    lines += ["", "## The refusals", "", "| code | for example | source |", "|---|---|---|"]
    for code, finding in sorted(found.reasons.items()):
        lines.append(f"| {code} | {finding.message} | {finding.source or ''} |")
    return "\n".join(lines) + "\n"


def _grouped(names: list[str]) -> Iterator[str]:
    """Yield the names of targets; one whose three composites stand beside it stands for them too."""
    composites = {name: {f"{name}-{second}" for second in ("range", "list", "hash")} for name in names}
    whole = {name for name, others in composites.items() if others <= set(names)}
    covered = {other for name in whole for other in composites[name]}
    for name in names:
        if name not in covered:
            yield f"{name} with composites" if name in whole else name


def _cell(found: Matrix, method: str, target: str, source: str) -> Cell:
    return next(c for c in found.cells if (c.method, c.target, c.source) == (method, target, source))


def scripts_of(found: Matrix) -> Iterator[tuple[Cell, MigrationConfig]]:
    """Yield each cell that promises a script, with its plan on the first release that does."""
    known_targets, known_sources = targets(), sources()
    for cell in found.cells:
        for label, version in RELEASES.items():
            if cell.verdicts[label] == SCRIPT:
                target, source = known_targets[cell.target], known_sources[cell.source]
                too = cell.source == WITH_PARENT
                yield cell, sample_plan(cell.method, target, source, version, parent_too=too)
                break


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or with --check return 1 when it does not say what the rules say."""
    return page_command(MODULE, lambda: page(matrix()), PAGE, arguments)


if __name__ == "__main__":
    sys.exit(main())
