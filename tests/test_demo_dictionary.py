"""The demo dictionary agrees with itself, with its sources and with what Oracle would show."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from repart_tui.demo import build
from repart_tui.demo.encode import encode
from repart_tui.demo.views import VIEWS
from repart_tui.dictionary_file import open_demo

_MAX_FILE = 1_500_000

# Each query returns what is wrong: a row names the object that breaks the rule.
RULES = {
    "a foreign key refers to an existing key": """
        SELECT owner, constraint_name FROM dba_constraints f
         WHERE constraint_type = 'R' AND NOT EXISTS (
               SELECT 1 FROM dba_constraints p WHERE p.owner = f.r_owner
                  AND p.constraint_name = f.r_constraint_name AND p.constraint_type IN ('P', 'U'))
    """,
    "a foreign key has as many columns as its key": """
        SELECT f.owner, f.constraint_name FROM dba_constraints f WHERE f.constraint_type = 'R'
           AND (SELECT COUNT(*) FROM dba_cons_columns c WHERE c.owner = f.owner
                   AND c.constraint_name = f.constraint_name)
            <> (SELECT COUNT(*) FROM dba_cons_columns c WHERE c.owner = f.r_owner
                   AND c.constraint_name = f.r_constraint_name)
    """,
    "an enabled foreign key refers to an enabled key": """
        SELECT f.owner, f.constraint_name FROM dba_constraints f JOIN dba_constraints p
            ON p.owner = f.r_owner AND p.constraint_name = f.r_constraint_name
         WHERE f.constraint_type = 'R' AND f.status = 'ENABLED' AND p.status = 'DISABLED'
    """,
    "a relying foreign key refers to a key that may be relied on": """
        SELECT f.owner, f.constraint_name FROM dba_constraints f JOIN dba_constraints p
            ON p.owner = f.r_owner AND p.constraint_name = f.r_constraint_name
         WHERE f.constraint_type = 'R' AND f.rely = 'RELY' AND p.rely IS NULL
    """,
    "a constraint stands on a table": """
        SELECT owner, constraint_name FROM dba_constraints c WHERE NOT EXISTS (
               SELECT 1 FROM every_table t WHERE t.owner = c.owner AND t.table_name = c.table_name)
    """,
    "a constraint has columns": """
        SELECT owner, constraint_name FROM dba_constraints c
         WHERE NOT EXISTS (SELECT 1 FROM dba_cons_columns n WHERE n.owner = c.owner
               AND n.constraint_name = c.constraint_name) AND constraint_type <> 'S'
    """,
    "a constraint's column exists": """
        SELECT owner, constraint_name, column_name FROM dba_cons_columns n WHERE NOT EXISTS (
               SELECT 1 FROM dba_tab_cols c WHERE c.owner = n.owner AND c.table_name = n.table_name
                  AND c.column_name = n.column_name)
    """,
    "an enabled key has an index on its columns": """
        SELECT c.owner, c.constraint_name, n.column_name FROM dba_constraints c JOIN dba_cons_columns n
            ON n.owner = c.owner AND n.constraint_name = c.constraint_name
         WHERE c.constraint_type IN ('P', 'U') AND c.status = 'ENABLED' AND NOT EXISTS (
               SELECT 1 FROM dba_ind_columns i WHERE i.index_owner = c.index_owner
                  AND i.index_name = c.index_name AND i.column_name = n.column_name
                  AND i.column_position = n.position)
    """,
    "a deferrable key has an index that is not unique": """
        SELECT c.owner, c.constraint_name FROM dba_constraints c JOIN dba_indexes i
            ON i.owner = c.index_owner AND i.index_name = c.index_name
         WHERE c.constraint_type IN ('P', 'U')
           AND (c."DEFERRABLE" = 'DEFERRABLE') <> (i.uniqueness = 'NONUNIQUE')
    """,
    "a column of a validated primary key is NOT NULL": """
        SELECT c.owner, c.constraint_name, n.column_name FROM dba_constraints c
          JOIN dba_cons_columns n ON n.owner = c.owner AND n.constraint_name = c.constraint_name
          JOIN dba_tab_cols t ON t.owner = c.owner AND t.table_name = c.table_name
               AND t.column_name = n.column_name
         WHERE c.constraint_type = 'P' AND c.status = 'ENABLED' AND c.validated = 'VALIDATED' AND t.nullable = 'Y'
    """,
    "an index stands on a table": """
        SELECT owner, index_name FROM dba_indexes i WHERE NOT EXISTS (
               SELECT 1 FROM every_table t WHERE t.owner = i.table_owner AND t.table_name = i.table_name)
    """,
    "an index has columns": """
        SELECT owner, index_name FROM dba_indexes i WHERE index_type <> 'LOB' AND NOT EXISTS (
               SELECT 1 FROM dba_ind_columns c WHERE c.index_owner = i.owner AND c.index_name = i.index_name)
    """,
    "an index column exists": """
        SELECT index_owner, index_name, column_name FROM dba_ind_columns i WHERE NOT EXISTS (
               SELECT 1 FROM dba_tab_cols c WHERE c.owner = i.table_owner AND c.table_name = i.table_name
                  AND c.column_name = i.column_name)
    """,
    "an index expression is that of its hidden column": """
        SELECT e.index_owner, e.index_name FROM dba_ind_expressions e WHERE NOT EXISTS (
               SELECT 1 FROM dba_ind_columns i JOIN dba_tab_cols c ON c.owner = i.table_owner
                      AND c.table_name = i.table_name AND c.column_name = i.column_name
                WHERE i.index_owner = e.index_owner AND i.index_name = e.index_name
                  AND i.column_position = e.column_position AND c.data_default = e.column_expression
                  AND c.hidden_column = 'YES' AND c.virtual_column = 'YES' AND c.user_generated = 'NO')
    """,
    "a partitioned table has partitions": """
        SELECT owner, table_name FROM dba_tables t WHERE partitioned = 'YES' AND NOT EXISTS (
               SELECT 1 FROM dba_tab_partitions p WHERE p.table_owner = t.owner AND p.table_name = t.table_name)
    """,
    "a partitioned table has key columns": """
        SELECT owner, table_name FROM dba_part_tables t WHERE partitioning_key_count <> (
               SELECT COUNT(*) FROM dba_part_key_columns k JOIN dba_tab_cols c ON c.owner = k.owner
                      AND c.table_name = k.name AND c.column_name = k.column_name
                WHERE k.owner = t.owner AND k.name = t.table_name AND k.object_type = 'TABLE')
            OR partitioning_key_count = 0
    """,
    "a composite table has subpartition key columns": """
        SELECT owner, table_name FROM dba_part_tables t WHERE subpartitioning_key_count <> (
               SELECT COUNT(*) FROM dba_subpart_key_columns k WHERE k.owner = t.owner
                  AND k.name = t.table_name AND k.object_type = 'TABLE')
            OR (subpartitioning_type = 'NONE') <> (subpartitioning_key_count = 0)
    """,
    "tables and their partitioning agree": """
        SELECT owner, table_name FROM dba_tables t WHERE (partitioned = 'YES') <> EXISTS (
               SELECT 1 FROM dba_part_tables p WHERE p.owner = t.owner AND p.table_name = t.table_name)
    """,
    "the partition count is right": """
        SELECT owner, table_name FROM dba_part_tables t WHERE partition_count <> 1048575 AND partition_count <> (
               SELECT COUNT(*) FROM dba_tab_partitions p WHERE p.table_owner = t.owner
                  AND p.table_name = t.table_name)
    """,
    "the subpartition count is right": """
        SELECT table_owner, table_name, partition_name FROM dba_tab_partitions p WHERE subpartition_count <> (
               SELECT COUNT(*) FROM dba_tab_subpartitions s WHERE s.table_owner = p.table_owner
                  AND s.table_name = p.table_name AND s.partition_name = p.partition_name)
    """,
    "the rows of the partitions are those of the table": """
        SELECT owner, table_name FROM dba_tables t WHERE partitioned = 'YES' AND num_rows <> (
               SELECT SUM(num_rows) FROM dba_tab_partitions p WHERE p.table_owner = t.owner
                  AND p.table_name = t.table_name)
    """,
    "a stored partition has a segment, an empty one has none": """
        SELECT table_owner, table_name, partition_name FROM dba_tab_partitions p
         WHERE (segment_created = 'YES') <> EXISTS (SELECT 1 FROM dba_segments s WHERE s.owner = p.table_owner
               AND s.segment_name = p.table_name AND s.partition_name = p.partition_name
               AND s.segment_type = 'TABLE PARTITION' AND s.tablespace_name = p.tablespace_name)
    """,
    "a stored subpartition has a segment, an empty one has none": """
        SELECT table_owner, table_name, subpartition_name FROM dba_tab_subpartitions p
         WHERE (segment_created = 'YES') <> EXISTS (SELECT 1 FROM dba_segments s WHERE s.owner = p.table_owner
               AND s.segment_name = p.table_name AND s.partition_name = p.subpartition_name
               AND s.segment_type = 'TABLE SUBPARTITION')
    """,
    "a stored index partition has a segment, an empty one has none": """
        SELECT index_owner, index_name, partition_name FROM dba_ind_partitions p
         WHERE (segment_created = 'YES') <> EXISTS (SELECT 1 FROM dba_segments s WHERE s.owner = p.index_owner
               AND s.segment_name = p.index_name AND s.partition_name = p.partition_name
               AND s.segment_type = 'INDEX PARTITION' AND s.tablespace_name = p.tablespace_name)
    """,
    "a stored table has a segment": """
        SELECT owner, table_name FROM dba_tables t WHERE partitioned = 'NO' AND iot_type IS NOT 'IOT'
           AND cluster_name IS NULL AND (segment_created = 'YES') <> EXISTS (
               SELECT 1 FROM dba_segments s WHERE s.owner = t.owner AND s.segment_name = t.table_name
                  AND s.segment_type IN ('TABLE', 'NESTED TABLE') AND s.tablespace_name = t.tablespace_name)
    """,
    "a stored index has a segment": """
        SELECT owner, index_name FROM dba_indexes i WHERE partitioned = 'NO' AND (segment_created = 'YES') <> EXISTS (
               SELECT 1 FROM dba_segments s WHERE s.owner = i.owner AND s.segment_name = i.index_name
                  AND s.segment_type IN ('INDEX', 'LOBINDEX') AND s.tablespace_name = i.tablespace_name)
    """,
    "a stored LOB has a segment": """
        SELECT owner, table_name, column_name FROM dba_lobs l WHERE partitioned = 'NO'
           AND (segment_created = 'YES') <> EXISTS (SELECT 1 FROM dba_segments s WHERE s.owner = l.owner
               AND s.segment_name = l.segment_name AND s.segment_type = 'LOBSEGMENT')
    """,
    "a segment belongs to something": """
        SELECT owner, segment_name, segment_type FROM dba_segments s WHERE NOT EXISTS (
               SELECT 1 FROM dba_objects o WHERE o.owner = s.owner AND o.object_name = s.segment_name
                  AND o.subobject_name IS s.partition_name AND o.data_object_id IS NOT NULL)
    """,
    "a segment lies in a tablespace with a file": """
        SELECT owner, segment_name FROM dba_segments s WHERE NOT EXISTS (
               SELECT 1 FROM dba_data_files f WHERE f.tablespace_name = s.tablespace_name AND f.file_id = s.header_file)
    """,
    "a local index has the partitions of its table": """
        SELECT p.owner, p.index_name FROM dba_part_indexes p JOIN dba_indexes i
            ON i.owner = p.owner AND i.index_name = p.index_name
         WHERE p.locality = 'LOCAL' AND ((SELECT COUNT(*) FROM dba_tab_partitions t WHERE t.table_owner = i.table_owner
                  AND t.table_name = i.table_name)
            <> (SELECT COUNT(*) FROM dba_ind_partitions x JOIN dba_tab_partitions t ON t.table_owner = i.table_owner
                  AND t.table_name = i.table_name AND t.partition_name = x.partition_name
                  AND t.partition_position = x.partition_position AND t.high_value IS x.high_value
                WHERE x.index_owner = p.owner AND x.index_name = p.index_name))
    """,
    "a partitioned index is one in both views": """
        SELECT owner, index_name FROM dba_indexes i WHERE index_type <> 'LOB' AND (partitioned = 'YES') <> EXISTS (
               SELECT 1 FROM dba_part_indexes p WHERE p.owner = i.owner AND p.index_name = i.index_name)
    """,
    "a unique local index contains the partition key": """
        SELECT i.owner, i.index_name FROM dba_indexes i JOIN dba_part_indexes p
            ON p.owner = i.owner AND p.index_name = i.index_name AND p.locality = 'LOCAL'
          JOIN dba_part_key_columns k ON k.owner = i.table_owner AND k.name = i.table_name
         WHERE i.uniqueness = 'UNIQUE' AND k.object_type = 'TABLE' AND NOT EXISTS (
               SELECT 1 FROM dba_ind_columns c WHERE c.index_owner = i.owner AND c.index_name = i.index_name
                  AND c.column_name = k.column_name)
    """,
    "a bitmap index on a partitioned table is local": """
        SELECT i.owner, i.index_name FROM dba_indexes i JOIN dba_tables t ON t.owner = i.table_owner
               AND t.table_name = i.table_name AND t.partitioned = 'YES'
         WHERE i.index_type = 'BITMAP' AND i.partitioned = 'NO'
    """,
    "an identity column has its sequence": """
        SELECT owner, table_name FROM dba_tab_cols c WHERE identity_column = 'YES' AND NOT EXISTS (
               SELECT 1 FROM dba_tab_identity_cols i JOIN dba_sequences s ON s.sequence_owner = i.owner
                      AND s.sequence_name = i.sequence_name
                WHERE i.owner = c.owner AND i.table_name = c.table_name AND i.column_name = c.column_name
                  AND c.data_default = '"' || c.owner || '"."' || i.sequence_name || '".nextval')
    """,
    "an identity sequence is numbered like its table": """
        SELECT i.owner, i.table_name FROM dba_tab_identity_cols i JOIN dba_objects o ON o.owner = i.owner
               AND o.object_name = i.table_name AND o.object_type = 'TABLE'
         WHERE i.sequence_name <> 'ISEQ$$_' || o.object_id
    """,
    "HAS_IDENTITY is right": """
        SELECT owner, table_name FROM dba_tables t WHERE (has_identity = 'YES') <> EXISTS (
               SELECT 1 FROM dba_tab_identity_cols i WHERE i.owner = t.owner AND i.table_name = t.table_name)
    """,
    "a LOB column has a LOB": """
        SELECT owner, table_name, column_name FROM dba_tab_cols c JOIN dba_tables t USING (owner, table_name)
         WHERE c.data_type IN ('BLOB', 'CLOB', 'NCLOB') AND NOT EXISTS (SELECT 1 FROM dba_lobs l
               WHERE l.owner = c.owner AND l.table_name = c.table_name AND l.column_name = c.column_name)
    """,
    "visible columns are counted without a gap": """
        SELECT owner, table_name FROM dba_tab_cols GROUP BY owner, table_name
        HAVING COUNT(column_id) > 0 AND (MAX(column_id) <> COUNT(column_id) OR MIN(column_id) <> 1)
    """,
    "all columns are counted without a gap": """
        SELECT owner, table_name FROM dba_tab_cols GROUP BY owner, table_name
        HAVING MAX(internal_column_id) <> COUNT(DISTINCT internal_column_id) OR COUNT(*) <> MAX(internal_column_id)
    """,
    "a hidden system column carries its number": """
        SELECT owner, table_name, column_name FROM dba_tab_cols
         WHERE column_name GLOB 'SYS_NC[0-9][0-9][0-9][0-9][0-9]$'
           AND CAST(SUBSTR(column_name, 7, 5) AS INTEGER) <> internal_column_id
    """,
    "column statistics belong to a column, and DBA_TAB_COLS shows the same": """
        SELECT s.owner, s.table_name, s.column_name FROM dba_tab_col_statistics s WHERE NOT EXISTS (
               SELECT 1 FROM dba_tab_cols c WHERE c.owner = s.owner AND c.table_name = s.table_name
                  AND c.column_name = s.column_name AND c.low_value IS s.low_value AND c.high_value IS s.high_value
                  AND c.num_nulls = s.num_nulls)
    """,
    "a column is not NULL more often than there are rows": """
        SELECT owner, table_name, column_name FROM dba_tab_col_statistics s JOIN dba_tables t USING (owner, table_name)
         WHERE s.num_nulls + (s.num_distinct > 0) > t.num_rows OR s.num_distinct > t.num_rows
    """,
    "a NOT NULL column has no NULLs": """
        SELECT owner, table_name, column_name FROM dba_tab_cols WHERE nullable = 'N' AND num_nulls > 0
    """,
    "each table has statistics rows that agree": """
        SELECT owner, table_name FROM dba_tables t WHERE NOT EXISTS (SELECT 1 FROM dba_tab_statistics s
               WHERE s.owner = t.owner AND s.table_name = t.table_name AND s.partition_name IS NULL
                 AND s.num_rows IS t.num_rows AND s.blocks IS t.blocks AND s.object_type = 'TABLE')
    """,
    "a trigger has its source and stands on a table": """
        SELECT owner, trigger_name FROM dba_triggers g
         WHERE NOT EXISTS (SELECT 1 FROM dba_source s WHERE s.owner = g.owner AND s.name = g.trigger_name
                  AND s.type = 'TRIGGER' AND s.line = 1 AND s.text LIKE 'TRIGGER %')
            OR NOT EXISTS (SELECT 1 FROM dba_tables t WHERE t.owner = g.table_owner AND t.table_name = g.table_name)
    """,
    "a trigger follows one of the same table": """
        SELECT o.trigger_owner, o.trigger_name FROM dba_trigger_ordering o WHERE NOT EXISTS (
               SELECT 1 FROM dba_triggers a JOIN dba_triggers b ON b.table_owner = a.table_owner
                      AND b.table_name = a.table_name
                WHERE a.owner = o.trigger_owner AND a.trigger_name = o.trigger_name
                  AND b.owner = o.referenced_trigger_owner AND b.trigger_name = o.referenced_trigger_name)
    """,
    "what depends exists, and is invalid when its referenced object is gone": """
        SELECT owner, name, referenced_name FROM dba_dependencies d
         WHERE NOT EXISTS (SELECT 1 FROM dba_objects o WHERE o.owner = d.owner AND o.object_name = d.name
                  AND o.object_type = d.type AND (d.referenced_type <> 'NON-EXISTENT' OR o.status = 'INVALID'))
            OR (d.referenced_type = 'NON-EXISTENT') = EXISTS (SELECT 1 FROM dba_objects o
                 WHERE o.owner = d.referenced_owner AND o.object_name = d.referenced_name
                   AND o.object_type = d.referenced_type)
    """,
    "tables, indexes and triggers are objects": """
        SELECT owner, name FROM (
               SELECT owner, table_name name, 'TABLE' type FROM every_table
               UNION ALL SELECT owner, index_name, 'INDEX' FROM dba_indexes
               UNION ALL SELECT owner, trigger_name, 'TRIGGER' FROM dba_triggers
               UNION ALL SELECT sequence_owner, sequence_name, 'SEQUENCE' FROM dba_sequences
               UNION ALL SELECT owner, synonym_name, 'SYNONYM' FROM dba_synonyms
               UNION ALL SELECT owner, view_name, 'VIEW' FROM dba_views
               UNION ALL SELECT owner, mview_name, 'MATERIALIZED VIEW' FROM dba_mviews) x
         WHERE 1 <> (SELECT COUNT(*) FROM dba_objects o WHERE o.owner = x.owner AND o.object_name = x.name
                 AND o.object_type = x.type AND o.subobject_name IS NULL)
    """,
    "object numbers are unique": "SELECT object_id FROM dba_objects GROUP BY object_id HAVING COUNT(*) > 1",
    "constraint names are unique in a schema": """
        SELECT owner, constraint_name FROM dba_constraints GROUP BY owner, constraint_name HAVING COUNT(*) > 1
    """,
    "index names are unique in a schema": """
        SELECT owner, index_name FROM dba_indexes GROUP BY owner, index_name HAVING COUNT(*) > 1
    """,
    "a materialized view has a container and details": """
        SELECT owner, mview_name FROM dba_mviews m
         WHERE NOT EXISTS (SELECT 1 FROM dba_tables t WHERE t.owner = m.owner AND t.table_name = m.container_name)
            OR NOT EXISTS (SELECT 1 FROM dba_mview_detail_relations d JOIN dba_tables t ON t.owner = d.detailobj_owner
                   AND t.table_name = d.detailobj_name WHERE d.owner = m.owner AND d.mview_name = m.mview_name)
    """,
    "a materialized view log is a table on a table": """
        SELECT log_owner, log_table FROM dba_mview_logs l
         WHERE 2 <> (SELECT COUNT(*) FROM dba_tables t WHERE t.owner = l.log_owner
                 AND t.table_name IN (l.log_table, l.master))
    """,
    "a grant is on a table of somebody, by somebody, to somebody": """
        SELECT grantee, owner, table_name FROM (
               SELECT grantee, owner, table_name, grantor FROM dba_tab_privs
               UNION ALL SELECT grantee, owner, table_name, grantor FROM dba_col_privs) p
         WHERE NOT EXISTS (SELECT 1 FROM dba_tables t WHERE t.owner = p.owner AND t.table_name = p.table_name)
            OR NOT EXISTS (SELECT 1 FROM dba_users u WHERE u.username = p.grantor)
            OR p.grantee <> 'PUBLIC' AND NOT EXISTS (SELECT 1 FROM dba_users u WHERE u.username = p.grantee)
    """,
    "a synonym stands for an object": """
        SELECT owner, synonym_name FROM dba_synonyms s WHERE NOT EXISTS (
               SELECT 1 FROM dba_objects o WHERE o.owner = s.table_owner AND o.object_name = s.table_name)
    """,
    "an owner is a user": """
        SELECT owner, object_name FROM dba_objects o WHERE owner <> 'PUBLIC' AND NOT EXISTS (
               SELECT 1 FROM dba_users u WHERE u.username = o.owner)
    """,
    "a nested table has a parent, an overflow its table": """
        SELECT owner, table_name FROM dba_tables t
         WHERE nested = 'YES' AND NOT EXISTS (SELECT 1 FROM dba_nested_tables n JOIN every_table p ON p.owner = n.owner
               AND p.table_name = n.parent_table_name WHERE n.owner = t.owner AND n.table_name = t.table_name)
            OR iot_type = 'IOT_OVERFLOW' AND NOT EXISTS (SELECT 1 FROM dba_objects o WHERE o.owner = t.owner
               AND o.object_name = t.iot_name AND t.table_name = 'SYS_IOT_OVER_' || o.object_id)
    """,
    "a table of a cluster has its cluster": """
        SELECT owner, table_name FROM dba_tables t WHERE cluster_name IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM dba_clusters c WHERE c.owner = t.cluster_owner AND c.cluster_name = t.cluster_name)
    """,
    "what is free and what is used fits into the files": """
        SELECT tablespace_name FROM dba_data_files f WHERE bytes < (
               SELECT COALESCE(SUM(bytes), 0) FROM dba_free_space e WHERE e.tablespace_name = f.tablespace_name)
             + (SELECT COALESCE(SUM(bytes), 0) FROM dba_segments s WHERE s.tablespace_name = f.tablespace_name)
    """,
    "DEGREE and CACHE are padded as Oracle pads them": """
        SELECT owner, table_name FROM dba_tables WHERE LENGTH(degree) <> 10 OR LENGTH(instances) <> 10
            OR LENGTH(cache) <> 5
    """,
}


@pytest.fixture(scope="module")
def demo() -> Iterator[sqlite3.Connection]:
    """A private copy of the demo, with one view for tables of every kind."""
    connection = sqlite3.connect(":memory:")
    opened = open_demo()
    opened.backup(connection)
    opened.close()
    connection.execute(
        "CREATE TEMP VIEW every_table AS SELECT owner, table_name FROM main.dba_tables"
        " UNION ALL SELECT owner, table_name FROM main.dba_object_tables"
    )
    # The checks look up by name thousands of times.
    for view, columns in (
        ("dba_tab_cols", "owner, table_name, column_name"),
        ("dba_objects", "owner, object_name"),
        ("dba_segments", "owner, segment_name"),
        ("dba_constraints", "owner, constraint_name"),
        ("dba_cons_columns", "owner, constraint_name"),
        ("dba_ind_columns", "index_owner, index_name"),
    ):
        connection.execute(f"CREATE INDEX ix_{view} ON {view} ({columns})")
    yield connection
    connection.close()


@pytest.mark.parametrize("rule", RULES)
def test_the_dictionary_is_consistent(demo: sqlite3.Connection, rule: str) -> None:
    assert demo.execute(RULES[rule]).fetchall() == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_notices_what_it_is_for(demo: sqlite3.Connection, rule: str) -> None:
    """Rows removed from, doubled in or spoilt in one of its views make each rule complain."""
    query = RULES[rule]
    views = [view for view in VIEWS if re.search(rf"\b{re.escape(view)}\b", query)]
    views += ["dba_tables"] * ("every_table" in query)
    columns = [
        (view, column)
        for view in views
        for column in VIEWS[view]
        if re.search(rf"\b{re.escape(column)}\b", query, re.IGNORECASE)
    ]
    values = ["'other'", "7", "NULL", *sorted(set(re.findall(r"'[A-Z ]+'", query)))]
    spoils = [f"DELETE FROM {view}" for view in views]
    spoils += [f"INSERT INTO {view} SELECT * FROM {view}" for view in views]
    spoils += [
        f'UPDATE {view} SET "{column}" = {value} {some}'
        for some in ("", "WHERE rowid % 2")
        for view, column in columns
        for value in values
    ]
    for spoil in spoils:
        demo.execute("SAVEPOINT before")
        demo.execute(spoil)
        found = demo.execute(query).fetchone()
        demo.execute("ROLLBACK TO before")
        demo.execute("RELEASE before")
        if found:
            return
    raise AssertionError(f"nothing makes this rule complain: {rule}")


def test_the_file_says_what_its_sources_say() -> None:
    assert build.is_current(), "run python -m repart_tui.demo.build"


def test_two_builds_give_the_same_bytes(tmp_path) -> None:
    build.build(tmp_path / "one.db")
    build.build(tmp_path / "two.db")
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_check_notices_a_changed_file(tmp_path, monkeypatch, capsys) -> None:
    changed = tmp_path / "demo.db"
    build.build(changed)
    with sqlite3.connect(changed) as connection:
        connection.execute("DELETE FROM dual")
    connection.close()
    monkeypatch.setattr(build, "DEMO_PATH", changed)
    assert not build.is_current(changed)
    assert build.main([]) == 0
    assert "bytes" in capsys.readouterr().out
    assert build.is_current(changed)


def test_the_file_stays_small() -> None:
    assert build.DEMO_PATH.stat().st_size < _MAX_FILE


def test_every_view_is_there_with_its_columns(demo: sqlite3.Connection) -> None:
    for view, columns in VIEWS.items():
        assert tuple(name for _, name, *_ in demo.execute(f'PRAGMA main.table_info("{view}")')) == columns


def test_about_sixty_tables_can_be_listed(demo: sqlite3.Connection) -> None:
    (count,) = demo.execute(
        "SELECT COUNT(*) FROM dba_tables t JOIN dba_users u ON u.username = t.owner WHERE u.oracle_maintained = 'N'"
        " AND t.temporary = 'N' AND t.secondary = 'N' AND t.nested = 'NO' AND t.iot_type IS NULL"
        " AND t.cluster_name IS NULL AND t.external = 'NO'"
        " AND NOT EXISTS (SELECT 1 FROM dba_mviews m WHERE m.owner = t.owner AND m.container_name = t.table_name)"
        " AND NOT EXISTS (SELECT 1 FROM dba_mview_logs l WHERE l.log_owner = t.owner AND l.log_table = t.table_name)"
        " AND NOT EXISTS (SELECT 1 FROM dba_queue_tables q WHERE q.owner = t.owner AND q.queue_table = t.table_name)"
    ).fetchone()
    assert 55 <= count <= 70


def test_some_tables_are_candidates_and_most_are_not(demo: sqlite3.Connection) -> None:
    (large,) = demo.execute("SELECT COUNT(*) FROM dba_tables WHERE blocks * 8192 > 2147483648").fetchone()
    (all_tables,) = demo.execute("SELECT COUNT(*) FROM dba_tables").fetchone()
    assert 15 < large < all_tables / 2


@pytest.mark.parametrize(
    ("value", "data_type", "raw"),
    [
        (0, "NUMBER", "80"),
        (1, "NUMBER", "c102"),
        (100, "NUMBER", "c202"),
        (1000, "NUMBER", "c20b"),
        (12345.67, "NUMBER", "c302182e44"),
        (0.5, "NUMBER", "c033"),
        (-1, "NUMBER", "3e6466"),
        (-12345, "NUMBER", "3c644e3866"),
        (datetime(9999, 12, 31), "DATE", "c7c70c1f010101"),
        (datetime(2024, 6, 30, 2, 0, 0), "DATE", "787c061e030101"),
        (datetime(2024, 6, 30, 2, 0, 0, 500000), "TIMESTAMP(6)", "787c061e0301011dcd6500"),
        ("Größe", "VARCHAR2", "4772c3b6c39f65"),
        ("A", "NVARCHAR2", "0041"),
        (None, "NUMBER", None),
    ],
)
def test_values_are_encoded_as_oracle_does(value, data_type: str, raw: str | None) -> None:
    assert encode(value, data_type) == (None if raw is None else bytes.fromhex(raw))


def test_low_and_high_values_decode(demo: sqlite3.Connection) -> None:
    rows = demo.execute(
        "SELECT c.data_type, s.low_value, s.high_value, s.table_name, s.column_name FROM dba_tab_col_statistics s"
        " JOIN dba_tab_cols c USING (owner, table_name, column_name) WHERE s.low_value IS NOT NULL"
    ).fetchall()
    assert len(rows) > 300
    for data_type, low, high, *name in rows:
        assert isinstance(low, bytes), name
        assert isinstance(high, bytes), name
        if data_type == "NUMBER":
            assert _decode_number(low) <= _decode_number(high), name
        elif data_type == "DATE" or data_type.startswith("TIMESTAMP"):
            assert _decode_date(low) <= _decode_date(high), name
        else:
            assert low <= high, name


def test_high_values_of_ranges_rise(demo: sqlite3.Connection) -> None:
    bounds: dict[tuple[str, str], list[str]] = {}
    for owner, table, high in demo.execute(
        "SELECT p.table_owner, p.table_name, p.high_value FROM dba_tab_partitions p JOIN dba_part_tables t"
        " ON t.owner = p.table_owner AND t.table_name = p.table_name AND t.partitioning_type = 'RANGE'"
        " ORDER BY p.table_owner, p.table_name, p.partition_position"
    ):
        bounds.setdefault((owner, table), []).append(high)
    assert len(bounds) == 6
    for found in bounds.values():
        dates = [re.search(r"' (\d{4}-\d\d-\d\d) 00:00:00'", text) for text in found if text != "MAXVALUE"]
        assert all(dates)
        assert [text == "MAXVALUE" for text in found[:-1]] == [False] * (len(found) - 1)
        texts = [date[1] for date in dates if date]
        assert texts == sorted(set(texts))


def test_identity_options_read_as_the_sequence_does(demo: sqlite3.Connection) -> None:
    rows = demo.execute(
        "SELECT i.identity_options, s.increment_by, s.min_value, s.max_value, s.cache_size, s.order_flag, s.last_number"
        " FROM dba_tab_identity_cols i JOIN dba_sequences s"
        " ON s.sequence_owner = i.owner AND s.sequence_name = i.sequence_name"
    ).fetchall()
    assert len(rows) == 8
    assert {row[1] for row in rows} == {1, -1}
    for text, increment, low, high, cache, order, _ in rows:
        options = dict(part.split(": ") for part in text.split(", "))
        expected = (increment, low, high, cache, order)
        keys = ("INCREMENT BY", "MIN_VALUE", "MAX_VALUE", "CACHE_SIZE", "ORDER_FLAG")
        assert tuple(options[key] for key in keys) == tuple(map(str, expected))


def test_long_numbers_stay_exact(demo: sqlite3.Connection) -> None:
    (value,) = demo.execute("SELECT max_value FROM dba_sequences WHERE sequence_name = 'EMPLOYEES_SEQ'").fetchone()
    assert value == "9" * 28


def test_the_awkward_is_there(demo: sqlite3.Connection) -> None:
    def one(query: str) -> object:
        row = demo.execute(query).fetchone()
        return None if row is None else row[0]

    assert one("SELECT MAX(LENGTH(CAST(table_name AS BLOB))) FROM dba_tables") == 128
    assert one("SELECT 1 FROM dba_tables WHERE table_name = 'Order'") == 1
    assert one(
        "SELECT LENGTH(search_condition) > 4000 FROM dba_constraints WHERE constraint_name = 'INVOICES_RULES_CK'"
    )
    assert (
        one("SELECT LENGTH(search_condition_vc) FROM dba_constraints WHERE constraint_name = 'INVOICES_RULES_CK'")
        == 4000
    )
    assert "\n/\n" in str(one("SELECT trigger_body FROM dba_triggers WHERE trigger_name = 'INVOICES_TEXT'"))
    assert "\n/\n" in str(one("SELECT comments FROM dba_tab_comments WHERE table_name = 'Order'"))
    assert (
        one("SELECT nullable FROM dba_tab_cols WHERE table_name = 'INVOICES' AND column_name = 'CUSTOMER_NAME'") == "Y"
    )
    assert one("SELECT stattype_locked FROM dba_tab_statistics WHERE table_name = 'CONTRACTS'") == "ALL"
    assert one("SELECT num_rows FROM dba_tables WHERE table_name = 'JOURNAL'") is None
    assert one("SELECT high_value FROM dba_tab_col_statistics WHERE column_name = 'VALID_TO'") == encode(
        datetime(9999, 12, 31), "DATE"
    )
    assert one(
        "SELECT object_status FROM (SELECT status object_status FROM dba_objects WHERE object_name = 'CLOSE_YEAR')"
    ) == ("INVALID")


def test_times_are_iso_text(demo: sqlite3.Connection) -> None:
    pattern = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
    for query in (
        "SELECT created FROM dba_objects",
        "SELECT last_ddl_time FROM dba_objects",
        "SELECT last_analyzed FROM dba_tables WHERE last_analyzed IS NOT NULL",
        "SELECT captured_at FROM repart_dictionary",
    ):
        assert all(pattern.fullmatch(text) for (text,) in demo.execute(query))


def _decode_date(raw: bytes) -> datetime:
    century, year, month, day, hour, minute, second = raw[:7]
    found = datetime((century - 100) * 100 + year - 100, month, day, hour - 1, minute - 1, second - 1)
    return found + timedelta(microseconds=int.from_bytes(raw[7:11], "big") // 1000)


def _decode_number(raw: bytes) -> float:
    if raw == b"\x80":
        return 0
    if raw[0] > 0x80:
        return sum((digit - 1) * 100.0 ** (raw[0] - 193 - at) for at, digit in enumerate(raw[1:]))
    digits = raw[1:-1] if raw[-1] == 0x66 else raw[1:]
    return -sum((101 - digit) * 100.0 ** (62 - raw[0] - at) for at, digit in enumerate(digits))
