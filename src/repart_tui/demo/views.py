"""The dictionary views of the demo: their columns in the order of Oracle 19c.

One place says which views the demo answers. A view with no rows is created all the same: an empty view means
"readable, nothing there", while an absent one would mean "may not be read".
"""

from __future__ import annotations

# Per view the column names; `:n` marks a NUMBER, `:r` a RAW, anything else is kept as text (dates in ISO form).
_VIEWS = {
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
    "dba_constraints": """
        owner constraint_name constraint_type table_name search_condition search_condition_vc r_owner r_constraint_name
        delete_rule status deferrable deferred validated generated bad rely last_change index_owner index_name invalid
        view_related origin_con_id
    """,
    "dba_cons_columns": "owner constraint_name table_name column_name position:n",
    "dba_triggers": """
        owner trigger_name trigger_type triggering_event table_owner base_object_type table_name column_name
        referencing_names when_clause status description action_type trigger_body crossedition before_statement
        before_row after_row after_statement instead_of_row fire_once apply_server_only
    """,
    "dba_trigger_ordering": "trigger_owner trigger_name referenced_trigger_owner referenced_trigger_name ordering_type",
    "dba_trigger_cols": "trigger_owner trigger_name table_owner table_name column_name column_list column_usage",
    "dba_source": "owner name type line:n text origin_con_id",
    "dba_tab_privs": "grantee owner table_name grantor privilege grantable hierarchy common type inherited",
    "dba_col_privs": "grantee owner table_name column_name grantor privilege grantable common inherited",
    "dba_tab_comments": "owner table_name table_type comments origin_con_id:n",
    "dba_col_comments": "owner table_name column_name comments origin_con_id:n",
    "dba_objects": """
        owner object_name subobject_name object_id:n data_object_id:n object_type created last_ddl_time timestamp status
        temporary generated secondary namespace:n edition_name sharing editionable oracle_maintained application
        default_collation duplicated sharded created_appid:n created_vsnid:n modified_appid:n modified_vsnid:n
    """,
    "dba_dependencies": """
        owner name type referenced_owner referenced_name referenced_type referenced_link_name dependency_type
    """,
    "dba_synonyms": "owner synonym_name table_owner table_name db_link origin_con_id",
    "dba_policies": """
        object_owner object_name policy_group policy_name pf_owner package function sel ins upd del idx chk_option
        enable static_policy policy_type long_predicate common inherited
    """,
    "dba_sec_relevant_cols": """
        object_owner object_name policy_group policy_name sec_rel_column column_option common inherited
    """,
    "dba_policy_groups": "object_owner object_name policy_group common inherited",
    "dba_policy_contexts": "object_owner object_name namespace attribute common inherited",
    "dba_xs_applied_policies": """
        schema object policy policy_owner sel ins upd del idx status row_acl owner_bypass
    """,
    "dba_capture_prepared_tables": """
        table_owner table_name scn:n timestamp supplemental_log_data_pk supplemental_log_data_ui
        supplemental_log_data_fk supplemental_log_data_all
    """,
    "dba_change_notification_regs": """
        username regid:n regflags:n callback operations_filter:n changelag:n timeout:n table_name
    """,
    "dba_audit_policies": """
        object_schema object_name policy_owner policy_name policy_text policy_column pf_schema pf_package pf_function
        enabled sel ins upd del audit_trail policy_column_options common inherited
    """,
    "dba_log_groups": "owner log_group_name table_name log_group_type always generated",
    "dba_log_group_columns": "owner log_group_name table_name column_name position:n logging_property",
    "dba_mviews": """
        owner mview_name container_name query query_len:n updatable update_log master_rollback_seg master_link
        rewrite_enabled rewrite_capability refresh_mode refresh_method build_mode fast_refreshable last_refresh_type
        last_refresh_date last_refresh_end_time staleness after_fast_refresh unknown_prebuilt unknown_plsql_func
        unknown_external_table unknown_consider_fresh unknown_import unknown_trusted_fd compile_state use_no_index
        stale_since num_pct_tables:n num_fresh_pct_regions:n num_stale_pct_regions:n segment_created evaluation_edition
        unusable_before unusable_beginning default_collation on_query_computation
    """,
    "dba_mview_logs": """
        log_owner master log_table log_trigger rowids primary_key object_id filter_columns sequence include_new_values
        purge_asynchronous purge_deferred purge_start purge_interval last_purge_date last_purge_status:n
        num_rows_purged:n commit_scn_based staging_log
    """,
    "dba_mview_detail_relations": """
        owner mview_name detailobj_owner detailobj_name detailobj_type detailobj_alias detailobj_pct
        num_fresh_pct_partitions:n num_stale_pct_partitions:n
    """,
    "dba_queue_tables": """
        owner queue_table type object_type sort_order recipients message_grouping replication_mode compatible
        primary_instance:n secondary_instance:n owner_instance:n user_comment secure
    """,
    "dba_external_tables": """
        owner table_name type_owner type_name default_directory_owner default_directory_name reject_limit access_type
        access_parameters property inmemory inmemory_compression
    """,
    "dba_nested_tables": """
        owner table_name table_type_owner table_type_name parent_table_name parent_table_column storage_spec return_type
        element_substitutable
    """,
    "dba_unused_col_tabs": "owner table_name count:n",
    "dba_encrypted_columns": "owner table_name column_name encryption_alg salt integrity_alg",
    "dba_users": """
        username user_id:n password account_status lock_date expiry_date default_tablespace temporary_tablespace
        local_temp_tablespace created profile initial_rsrc_consumer_group external_name password_versions
        editions_enabled authentication_type proxy_only_connect common last_login oracle_maintained inherited
        default_collation implicit all_shard password_change_date
    """,
    "user_users": """
        username user_id:n account_status lock_date expiry_date default_tablespace temporary_tablespace
        local_temp_tablespace created initial_rsrc_consumer_group external_name
    """,
    "dba_json_columns": "owner table_name object_type column_name format data_type",
    "dba_xml_tables": "owner table_name xmlschema schema_owner element_name storage_type anyschema nonschema tokensets",
    "dba_xml_tab_cols": """
        owner table_name column_name xmlschema schema_owner element_name storage_type anyschema nonschema tokensets
    """,
    "dba_object_tables": """
        owner table_name tablespace_name cluster_name iot_name status pct_free:n pct_used:n ini_trans:n max_trans:n
        initial_extent:n next_extent:n min_extents:n max_extents:n pct_increase:n freelists:n freelist_groups:n logging
        backed_up num_rows:n blocks:n empty_blocks:n avg_space:n chain_cnt:n avg_row_len:n avg_space_freelist_blocks:n
        num_freelist_blocks:n degree instances cache table_lock sample_size:n last_analyzed partitioned iot_type
        object_id_type table_type_owner table_type temporary secondary nested buffer_pool flash_cache cell_flash_cache
        row_movement global_stats user_stats duration skip_corrupt monitoring cluster_owner dependencies compression
        compress_for dropped segment_created inmemory inmemory_priority inmemory_distribute inmemory_compression
        inmemory_duplicate external cellmemory hybrid inmemory_service inmemory_service_name memoptimize_read
        memoptimize_write has_sensitive_column logical_replication
    """,
    "dba_join_ind_columns": """
        index_owner index_name inner_table_owner inner_table_name inner_table_column outer_table_owner outer_table_name
        outer_table_column
    """,
    "dba_blockchain_tables": """
        schema_name table_name row_retention:n row_retention_locked table_inactivity_retention:n hash_algorithm
    """,
    "dba_immutable_tables": "schema_name table_name row_retention:n row_retention_locked table_inactivity_retention:n",
    "dba_segments": """
        owner segment_name partition_name segment_type segment_subtype tablespace_name header_file:n header_block:n
        bytes:n blocks:n extents:n initial_extent:n next_extent:n min_extents:n max_extents:n max_size:n retention
        minretention:n pct_increase:n freelists:n freelist_groups:n relative_fno:n buffer_pool flash_cache
        cell_flash_cache inmemory inmemory_priority inmemory_distribute inmemory_duplicate inmemory_compression
        cellmemory
    """,
    "dba_tablespaces": """
        tablespace_name block_size:n initial_extent:n next_extent:n min_extents:n max_extents:n max_size:n
        pct_increase:n min_extlen:n status contents logging force_logging extent_management allocation_type plugged_in
        segment_space_management def_tab_compression retention bigfile predicate_evaluation encrypted compress_for
        def_inmemory def_inmemory_priority def_inmemory_distribute def_inmemory_compression def_inmemory_duplicate
        shared def_index_compression index_compress_for def_cellmemory def_inmemory_service def_inmemory_service_name
        lost_write_protect chunk_tablespace
    """,
    "dba_free_space": "tablespace_name file_id:n block_id:n bytes:n blocks:n relative_fno:n",
    "dba_data_files": """
        file_name file_id:n tablespace_name bytes:n blocks:n status relative_fno:n autoextensible maxbytes:n maxblocks:n
        increment_by:n user_bytes:n user_blocks:n online_status lost_write_protect
    """,
    "dba_ts_quotas": "tablespace_name username bytes:n max_bytes:n blocks:n max_blocks:n dropped",
    "dba_redefinition_status": """
        redefinition_id:n base_table_owner base_table_name base_object_name base_object_type interim_object_owner
        interim_object_name operation status restartable err_txt action refresh_dep_mviews
    """,
    "dba_redefinition_errors": """
        object_type object_owner object_name base_table_owner base_table_name ddl_txt edition_name err_no:n err_txt
    """,
    "dba_redefinition_objects": """
        object_type object_owner object_name base_table_owner base_table_name interim_object_owner interim_object_name
        edition_name
    """,
    "redaction_policies": "object_owner object_name policy_name expression enable policy_description",
    "redaction_columns": """
        object_owner object_name column_name function_type function_parameters regexp_pattern regexp_replace_string
        regexp_position:n regexp_occurrence:n regexp_match_parameter column_description
    """,
    "dba_flashback_archive_tables": "table_name owner_name flashback_archive_name archive_table_name status",
    "dba_ilmobjects": """
        policy_name object_owner object_name subobject_name object_type inherited_from tbs_inherited_from enabled
        deleted
    """,
    "session_privs": "privilege",
    "session_roles": "role",
    "v$version": "banner banner_full banner_legacy con_id:n",
    "v$instance": """
        instance_number:n instance_name host_name version version_legacy version_full startup_time status parallel
        thread#:n archiver log_switch_wait logins shutdown_pending database_status instance_role active_state blocked
        con_id:n instance_mode edition family database_type
    """,
    "v$database": """
        dbid:n name created resetlogs_change#:n resetlogs_time prior_resetlogs_change#:n prior_resetlogs_time log_mode
        checkpoint_change#:n archive_change#:n controlfile_type controlfile_created controlfile_sequence#:n
        controlfile_change#:n controlfile_time open_resetlogs version_time open_mode protection_mode protection_level
        remote_archive activation#:n switchover#:n database_role archivelog_change#:n archivelog_compression
        switchover_status dataguard_broker guard_status supplemental_log_data_min supplemental_log_data_pk
        supplemental_log_data_ui force_logging platform_id:n platform_name recovery_target_incarnation#:n
        last_open_incarnation#:n current_scn:n flashback_on supplemental_log_data_fk supplemental_log_data_all
        db_unique_name standby_became_primary_scn:n fs_failover_mode fs_failover_status fs_failover_current_target
        fs_failover_threshold:n fs_failover_observer_present fs_failover_observer_host controlfile_converted
        primary_db_unique_name supplemental_log_data_pl min_required_capture_change#:n cdb con_id:n
        pending_role_change_tasks con_dbid:n force_full_db_caching supplemental_log_data_sr
    """,
    "v$option": "parameter value con_id:n",
    "v$parameter": """
        num:n name type:n value display_value default_value isdefault isses_modifiable issys_modifiable ispdb_modifiable
        isinstance_modifiable ismodified isadjusted isdeprecated isbasic description update_comment hash:n con_id:n
    """,
    "v$session_longops": """
        sid:n serial#:n opname target target_desc sofar:n totalwork:n units start_time last_update_time timestamp
        time_remaining:n elapsed_seconds:n context:n message username sql_address:r sql_hash_value:n sql_id
        sql_plan_hash_value:n sql_exec_start sql_exec_id:n sql_plan_line_id:n sql_plan_operation sql_plan_options
        qcsid:n con_id:n
    """,
    "product_component_version": "product version version_full status",
    "dba_recyclebin": """
        owner object_name original_name operation type ts_name createtime droptime dropscn:n partition_name can_undrop
        can_purge related:n base_object:n purge_object:n space:n
    """,
    "dba_editions": "edition_name parent_edition_name usable",
    "dba_clusters": """
        owner cluster_name tablespace_name pct_free:n pct_used:n key_size:n ini_trans:n max_trans:n initial_extent:n
        next_extent:n min_extents:n max_extents:n pct_increase:n freelists:n freelist_groups:n avg_blocks_per_key:n
        cluster_type function hashkeys:n degree instances cache buffer_pool flash_cache cell_flash_cache single_table
        dependencies
    """,
    "dba_views": """
        owner view_name text_length:n text text_vc type_text_length:n type_text oid_text_length:n oid_text
        view_type_owner view_type superview_name editioning_view read_only container_data bequeath origin_con_id
        default_collation containers_default container_map extended_data_link extended_data_link_map
        has_sensitive_column admit_null pdb_local_only
    """,
    "dba_errors": "owner name type sequence:n line:n position:n text attribute message_number:n",
    "dba_obj_audit_opts": """
        owner object_name object_type alt aud com del gra ind ins loc ren sel upd ref exe cre rea wri fbk
    """,
    "audit_unified_policies": """
        policy_name audit_condition condition_eval_opt audit_option audit_option_type object_schema object_name
        object_type common inherited audit_only_toplevel oracle_supplied
    """,
    "dba_base_table_mviews": "owner master mview_last_refresh_time mview_id:n",
    "dba_directories": "owner directory_name directory_path origin_con_id:n",
    "dba_temp_files": """
        file_name file_id:n tablespace_name bytes:n blocks:n status relative_fno:n autoextensible maxbytes:n maxblocks:n
        increment_by:n user_bytes:n user_blocks:n shared inst_id:n
    """,
    "database_properties": "property_name property_value description",
    "nls_session_parameters": "parameter value",
    "nls_database_parameters": "parameter value",
    "v$containers": "con_id:n dbid:n con_uid:n guid:r name open_mode restricted open_time create_scn:n total_size:n",
    "v$pdbs": "con_id:n dbid:n con_uid:n guid:r name open_mode restricted open_time create_scn:n total_size:n",
    "global_name": "global_name",
    "dual": "dummy",
    "repart_dictionary": "captured_at db_name note user_name con_name",
}

VIEWS: dict[str, tuple[str, ...]] = {
    view: tuple(column.partition(":")[0] for column in columns.split()) for view, columns in _VIEWS.items()
}


def create_statement(view: str) -> str:
    """Return the CREATE TABLE of `view`.

    Numbers get no declared type: NUMERIC affinity would turn a 28-digit MAX_VALUE into a float.
    """
    return f'CREATE TABLE "{view}" (' + ", ".join(_declaration(column) for column in _VIEWS[view].split()) + ")"


def _declaration(column: str) -> str:
    name, _, kind = column.partition(":")
    quoted = '"' + name + '"'
    return quoted if kind == "n" else f"{quoted} {'BLOB' if kind == 'r' else 'TEXT'}"
