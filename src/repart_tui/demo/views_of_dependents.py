"""Columns of the views of what hangs on a table or makes it special, from constraints to users; see `views`."""

from __future__ import annotations

DEPENDENT_VIEWS: dict[str, str] = {
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
}
