"""What must hold in a dictionary, as SQL that finds what breaks it."""

from __future__ import annotations

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
