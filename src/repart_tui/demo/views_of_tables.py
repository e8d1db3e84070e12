"""Columns of the views of tables, columns, statistics, LOBs, partitions and indexes; see `views`."""

from __future__ import annotations

TABLE_VIEWS: dict[str, str] = {
    "dba_tables": """
        owner table_name tablespace_name cluster_name iot_name status pct_free:n pct_used:n ini_trans:n max_trans:n
        initial_extent:n next_extent:n min_extents:n max_extents:n pct_increase:n freelists:n freelist_groups:n logging
        backed_up num_rows:n blocks:n empty_blocks:n avg_space:n chain_cnt:n avg_row_len:n avg_space_freelist_blocks:n
        num_freelist_blocks:n degree instances cache table_lock sample_size:n last_analyzed partitioned iot_type
        temporary secondary nested buffer_pool flash_cache cell_flash_cache row_movement global_stats user_stats
        duration skip_corrupt monitoring cluster_owner dependencies compression compress_for dropped read_only
        segment_created result_cache clustering activity_tracking dml_timestamp has_identity container_data inmemory
        inmemory_priority inmemory_distribute inmemory_compression inmemory_duplicate default_collation duplicated
        sharded external hybrid cellmemory containers_default container_map extended_data_link extended_data_link_map
        inmemory_service inmemory_service_name container_map_object memoptimize_read memoptimize_write
        has_sensitive_column admit_null data_link_dml_enabled logical_replication
    """,
    "dba_tab_cols": """
        owner table_name column_name data_type data_type_mod data_type_owner data_length:n data_precision:n data_scale:n
        nullable column_id:n default_length:n data_default num_distinct:n low_value:r high_value:r density:n num_nulls:n
        num_buckets:n last_analyzed sample_size:n character_set_name char_col_decl_length:n global_stats user_stats
        avg_col_len:n char_length:n char_used v80_fmt_image data_upgraded hidden_column virtual_column
        segment_column_id:n internal_column_id:n histogram qualified_col_name user_generated default_on_null
        identity_column sensitive_column evaluation_edition unusable_before unusable_beginning collation
        collated_column_id:n
    """,
    "dba_tab_identity_cols": "owner table_name column_name generation_type sequence_name identity_options",
    "dba_sequences": """
        sequence_owner sequence_name min_value:n max_value:n increment_by:n cycle_flag order_flag cache_size:n
        last_number:n scale_flag extend_flag sharded_flag session_flag keep_value
    """,
    "dba_tab_col_statistics": """
        owner table_name column_name num_distinct:n low_value:r high_value:r density:n num_nulls:n num_buckets:n
        last_analyzed sample_size:n global_stats user_stats notes avg_col_len:n histogram scope
    """,
    "dba_tab_histograms": """
        owner table_name column_name endpoint_number:n endpoint_value:n endpoint_actual_value
        endpoint_actual_value_raw:r endpoint_repeat_count:n scope
    """,
    "dba_tab_statistics": """
        owner table_name partition_name partition_position:n subpartition_name subpartition_position:n object_type
        num_rows:n blocks:n empty_blocks:n avg_space:n chain_cnt:n avg_row_len:n avg_space_freelist_blocks:n
        num_freelist_blocks:n avg_cached_blocks:n avg_cache_hit_ratio:n im_imcu_count:n im_block_count:n
        im_stat_update_time scan_rate:n sample_size:n last_analyzed global_stats user_stats stattype_locked stale_stats
        notes scope
    """,
    "dba_tab_stat_prefs": "owner table_name preference_name preference_value",
    "dba_stat_extensions": "owner table_name extension_name extension creator droppable",
    "dba_tab_modifications": """
        table_owner table_name partition_name subpartition_name inserts:n updates:n deletes:n timestamp truncated
        drop_segments:n
    """,
    # Oracle's own table SYS.COL_USAGE$ is no view; DBMS_STATS.REPORT_COL_USAGE shows it as a report.
    "col_usage$": """
        obj#:n intcol#:n equality_preds:n equijoin_preds:n nonequijoin_preds:n range_preds:n like_preds:n null_preds:n
        timestamp
    """,
    "dba_lobs": """
        owner table_name column_name segment_name tablespace_name index_name chunk:n pctversion:n retention:n
        freepools:n cache logging encrypt compression deduplication in_row format partitioned securefile segment_created
        retention_type retention_value:n
    """,
    "dba_part_lobs": """
        table_owner table_name column_name lob_name lob_index_name def_chunk:n def_pctversion:n def_cache def_in_row
        def_tablespace_name def_initial_extent def_next_extent def_min_extents def_max_extents def_max_size
        def_retention def_minret def_pct_increase def_freelists def_freelist_groups def_logging def_buffer_pool
        def_flash_cache def_cell_flash_cache def_encrypt def_compress def_deduplicate def_securefile
    """,
    "dba_lob_partitions": """
        table_owner table_name column_name lob_name partition_name lob_partition_name lob_indpart_name
        partition_position:n composite chunk:n pctversion:n cache in_row tablespace_name initial_extent next_extent
        min_extents max_extents max_size retention minretention pct_increase freelists freelist_groups logging
        buffer_pool flash_cache cell_flash_cache encrypt compression deduplication securefile segment_created
    """,
    "dba_lob_templates": "user_name table_name lob_col_name subpartition_name lob_segment_name tablespace_name",
    "dba_part_tables": """
        owner table_name partitioning_type subpartitioning_type partition_count:n def_subpartition_count:n
        partitioning_key_count:n subpartitioning_key_count:n status def_tablespace_name def_pct_free:n def_pct_used:n
        def_ini_trans:n def_max_trans:n def_initial_extent def_next_extent def_min_extents def_max_extents def_max_size
        def_pct_increase def_freelists:n def_freelist_groups:n def_logging def_compression def_compress_for
        def_buffer_pool def_flash_cache def_cell_flash_cache ref_ptn_constraint_name interval autolist
        interval_subpartition autolist_subpartition is_nested def_segment_creation def_indexing def_inmemory
        def_inmemory_priority def_inmemory_distribute def_inmemory_compression def_inmemory_duplicate def_read_only
        def_cellmemory def_inmemory_service def_inmemory_service_name
    """,
    "dba_tab_partitions": """
        table_owner table_name composite partition_name subpartition_count:n high_value high_value_length:n
        partition_position:n tablespace_name pct_free:n pct_used:n ini_trans:n max_trans:n initial_extent:n
        next_extent:n min_extent:n max_extent:n max_size:n pct_increase:n freelists:n freelist_groups:n logging
        compression compress_for num_rows:n blocks:n empty_blocks:n avg_space:n chain_cnt:n avg_row_len:n sample_size:n
        last_analyzed buffer_pool flash_cache cell_flash_cache global_stats user_stats is_nested parent_table_partition
        interval segment_created indexing read_only inmemory inmemory_priority inmemory_distribute inmemory_compression
        inmemory_duplicate cellmemory inmemory_service inmemory_service_name memoptimize_read memoptimize_write
    """,
    "dba_tab_subpartitions": """
        table_owner table_name partition_name subpartition_name high_value high_value_length:n partition_position:n
        subpartition_position:n tablespace_name pct_free:n pct_used:n ini_trans:n max_trans:n initial_extent:n
        next_extent:n min_extent:n max_extent:n max_size:n pct_increase:n freelists:n freelist_groups:n logging
        compression compress_for num_rows:n blocks:n empty_blocks:n avg_space:n chain_cnt:n avg_row_len:n sample_size:n
        last_analyzed buffer_pool flash_cache cell_flash_cache global_stats user_stats interval segment_created indexing
        read_only inmemory inmemory_priority inmemory_distribute inmemory_compression inmemory_duplicate
        inmemory_service inmemory_service_name cellmemory memoptimize_read memoptimize_write
    """,
    "dba_part_key_columns": "owner name object_type column_name column_position:n collated_column_id:n",
    "dba_subpart_key_columns": "owner name object_type column_name column_position:n collated_column_id:n",
    "dba_subpartition_templates": """
        user_name table_name subpartition_name subpartition_position:n tablespace_name high_bound compression indexing
        read_only
    """,
    "dba_indexes": """
        owner index_name index_type table_owner table_name table_type uniqueness compression prefix_length:n
        tablespace_name ini_trans:n max_trans:n initial_extent:n next_extent:n min_extents:n max_extents:n
        pct_increase:n pct_threshold:n include_column:n freelists:n freelist_groups:n pct_free:n logging blevel:n
        leaf_blocks:n distinct_keys:n avg_leaf_blocks_per_key:n avg_data_blocks_per_key:n clustering_factor:n status
        num_rows:n sample_size:n last_analyzed degree instances partitioned temporary generated secondary buffer_pool
        flash_cache cell_flash_cache user_stats duration pct_direct_access:n ityp_owner ityp_name parameters
        global_stats domidx_status domidx_opstatus funcidx_status join_index iot_redundant_pkey_elim dropped visibility
        domidx_management segment_created orphaned_entries indexing auto constraint_index
    """,
    "dba_ind_columns": """
        index_owner index_name table_owner table_name column_name column_position:n column_length:n char_length:n
        descend collated_column_id:n
    """,
    "dba_ind_expressions": "index_owner index_name table_owner table_name column_expression column_position:n",
    "dba_part_indexes": """
        owner index_name table_name partitioning_type subpartitioning_type partition_count:n def_subpartition_count:n
        partitioning_key_count:n subpartitioning_key_count:n locality alignment def_tablespace_name def_pct_free:n
        def_ini_trans:n def_max_trans:n def_initial_extent def_next_extent def_min_extents def_max_extents def_max_size
        def_pct_increase def_freelists:n def_freelist_groups:n def_logging def_buffer_pool def_flash_cache
        def_cell_flash_cache def_parameters interval autolist interval_subpartition autolist_subpartition
    """,
    "dba_ind_partitions": """
        index_owner index_name composite partition_name subpartition_count:n high_value high_value_length:n
        partition_position:n status tablespace_name pct_free:n ini_trans:n max_trans:n initial_extent:n next_extent:n
        min_extent:n max_extent:n max_size:n pct_increase:n freelists:n freelist_groups:n logging compression blevel:n
        leaf_blocks:n distinct_keys:n avg_leaf_blocks_per_key:n avg_data_blocks_per_key:n clustering_factor:n num_rows:n
        sample_size:n last_analyzed buffer_pool flash_cache cell_flash_cache user_stats pct_direct_access:n global_stats
        domidx_opstatus parameters interval segment_created orphaned_entries
    """,
    "dba_ind_subpartitions": """
        index_owner index_name partition_name subpartition_name high_value high_value_length:n partition_position:n
        subpartition_position:n status tablespace_name pct_free:n ini_trans:n max_trans:n initial_extent:n next_extent:n
        min_extent:n max_extent:n max_size:n pct_increase:n freelists:n freelist_groups:n logging compression blevel:n
        leaf_blocks:n distinct_keys:n avg_leaf_blocks_per_key:n avg_data_blocks_per_key:n clustering_factor:n num_rows:n
        sample_size:n last_analyzed buffer_pool flash_cache cell_flash_cache user_stats global_stats interval
        segment_created domidx_opstatus parameters
    """,
}
