"""Columns of the views of segments, storage, sessions and the database itself; see `views`."""

from __future__ import annotations

DATABASE_VIEWS: dict[str, str] = {
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
