"""The copy's CREATE TABLE says what Oracle has words for."""

from __future__ import annotations

import pytest

from repart_tui.migration_models import EncryptionInfo, HashTarget, TableConfig, TableProperties
from repart_tui.oracle.methods import METHODS
from repart_tui.oracle.table_ddl import encryption_clause, property_lines
from tests.oracle.builders import column, plan, table


def cached(mode: str) -> TableConfig:
    target = HashTarget(partitioning_type="hash", key_columns=["ID"], partition_count=4)
    return table(target, [column("ID", nullable=False)], properties=TableProperties(result_cache=mode))


@pytest.mark.parametrize(
    ("mode", "clauses", "told"),
    [("DEFAULT", [], False), ("FORCE", ["RESULT_CACHE (MODE FORCE)"], False), ("MANUAL", [], True)],
)
def test_a_result_cache_is_forced_or_left_out(mode: str, clauses: list[str], told: bool) -> None:
    # SQL Language Reference, CREATE TABLE, result_cache_clause: MODE (DEFAULT | FORCE).
    item = cached(mode)
    assert property_lines(item, "copy_and_swap") == clauses
    findings = METHODS["copy_and_swap"].findings(item, plan(item, view_family="DBA"))
    assert ("RESULT-CACHE" in [found.code for found in findings]) is told


@pytest.mark.parametrize(
    ("algorithm", "clause"),
    [
        ("3 Key Triple DES 168 bits key", "ENCRYPT USING '3DES168' SALT"),
        ("AES 256 bits key", "ENCRYPT USING 'AES256' SALT"),
        ("ARIA 192 bits key", "ENCRYPT USING 'ARIA192' SALT"),
        ("GOST 256 bits key", "ENCRYPT USING 'GOST256' SALT"),
        ("SEED 128 bits key", "ENCRYPT USING 'SEED128' SALT"),
    ],
)
def test_a_column_is_encrypted_as_it_was(algorithm: str, clause: str) -> None:
    assert encryption_clause(EncryptionInfo(algorithm=algorithm)) == clause
