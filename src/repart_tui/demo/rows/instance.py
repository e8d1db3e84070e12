"""The instance, the database and the session that looked."""

from __future__ import annotations

from repart_tui.demo.rows.catalog import Catalog

_BANNER = "Oracle Database 19c Enterprise Edition Release 19.0.0.0.0 - Production"
_VERSION, _FULL = "19.0.0.0.0", "19.25.0.0.0"
CAPTURED_AT = "2026-01-15 09:00:00"
USER = "REPART_DBA"

_OPTIONS = {
    "Partitioning": True,
    "Objects": True,
    "Real Application Clusters": False,
    "Advanced replication": True,
    "Bit-mapped indexes": True,
    "Parallel backup and recovery": True,
    "Parallel execution": True,
    "Function-based indexes": True,
    "Online Index Build": True,
    "Online Redefinition": True,
    "Materialized view rewrite": True,
    "Fine-grained access control": True,
    "Fine-grained Auditing": True,
    "Deferred Segment Creation": True,
    "Basic Compression": True,
    "Advanced Compression": True,
    "SecureFiles Encryption": True,
    "Flashback Table": True,
    "Flashback Data Archive": True,
    "In-Memory Column Store": True,
    "Oracle Data Guard": True,
    "OLAP": False,
    "Spatial": True,
    "Unified Auditing": False,
}

# name: (type as in V$PARAMETER, value, may a session change it)
_PARAMETERS: dict[str, tuple[int, str | None, bool]] = {
    "compatible": (2, "19.11.0", False),
    "cpu_count": (3, "16", False),
    "db_block_size": (3, "8192", False),
    "db_create_file_dest": (2, None, True),
    "db_name": (2, "DEMO", False),
    "db_unique_name": (2, "DEMO_FRA", False),
    "ddl_lock_timeout": (3, "0", True),
    "deferred_segment_creation": (1, "TRUE", True),
    "enable_ddl_logging": (1, "FALSE", True),
    "inmemory_size": (6, "0", False),
    "max_string_size": (2, "STANDARD", False),
    "nls_comp": (2, "BINARY", True),
    "nls_length_semantics": (2, "BYTE", True),
    "nls_sort": (2, "BINARY", True),
    "optimizer_features_enable": (2, "19.1.0", True),
    "parallel_degree_policy": (2, "MANUAL", True),
    "parallel_max_servers": (3, "64", False),
    "parallel_threads_per_cpu": (3, "2", False),
    "recyclebin": (2, "on", True),
    "resumable_timeout": (3, "0", True),
    "sga_target": (6, "68719476736", False),
    "undo_retention": (3, "3600", False),
    "undo_tablespace": (2, "UNDOTBS1", False),
}

_NLS = {
    "NLS_LANGUAGE": "AMERICAN",
    "NLS_TERRITORY": "AMERICA",
    "NLS_CURRENCY": "$",
    "NLS_ISO_CURRENCY": "AMERICA",
    "NLS_NUMERIC_CHARACTERS": ".,",
    "NLS_CALENDAR": "GREGORIAN",
    "NLS_DATE_FORMAT": "DD-MON-RR",
    "NLS_DATE_LANGUAGE": "AMERICAN",
    "NLS_SORT": "BINARY",
    "NLS_TIME_FORMAT": "HH.MI.SSXFF AM",
    "NLS_TIMESTAMP_FORMAT": "DD-MON-RR HH.MI.SSXFF AM",
    "NLS_TIME_TZ_FORMAT": "HH.MI.SSXFF AM TZR",
    "NLS_TIMESTAMP_TZ_FORMAT": "DD-MON-RR HH.MI.SSXFF AM TZR",
    "NLS_DUAL_CURRENCY": "$",
    "NLS_COMP": "BINARY",
    "NLS_LENGTH_SEMANTICS": "BYTE",
    "NLS_NCHAR_CONV_EXCP": "FALSE",
}

_PROPERTIES = {
    "DEFAULT_PERMANENT_TABLESPACE": "USERS",
    "DEFAULT_TEMP_TABLESPACE": "TEMP",
    "DEFAULT_EDITION": "ORA$BASE",
    "DBTIMEZONE": "+00:00",
    "NLS_CHARACTERSET": "AL32UTF8",
    "NLS_NCHAR_CHARACTERSET": "AL16UTF16",
    "NLS_RDBMS_VERSION": _VERSION,
}

_PRIVILEGES = """
ALTER ANY INDEX,ALTER ANY SEQUENCE,ALTER ANY TABLE,ALTER ANY TRIGGER,ALTER SESSION,ALTER TABLESPACE,ALTER USER,
ANALYZE ANY,ANALYZE ANY DICTIONARY,COMMENT ANY TABLE,CREATE ANY INDEX,CREATE ANY MATERIALIZED VIEW,
CREATE ANY SEQUENCE,CREATE ANY SYNONYM,CREATE ANY TABLE,CREATE ANY TRIGGER,CREATE MATERIALIZED VIEW,CREATE SESSION,
CREATE TABLE,CREATE TRIGGER,DELETE ANY TABLE,DROP ANY INDEX,DROP ANY TABLE,DROP ANY TRIGGER,EXECUTE ANY PROCEDURE,
GRANT ANY OBJECT PRIVILEGE,INSERT ANY TABLE,LOCK ANY TABLE,REDEFINE ANY TABLE,RESUMABLE,SELECT ANY DICTIONARY,
SELECT ANY SEQUENCE,SELECT ANY TABLE,UNLIMITED TABLESPACE,UPDATE ANY TABLE
"""
# EXEMPT ACCESS POLICY and EXEMPT REDACTION POLICY are missing on purpose: the demo shows what that forbids.
_ROLES = ("DBA", "EXECUTE_CATALOG_ROLE", "SELECT_CATALOG_ROLE")


def add_instance(catalog: Catalog) -> None:
    """Add the one-row views of instance and database, parameters, NLS and the session's rights."""
    _add_database(catalog)
    for number, (name, (kind, value, by_session)) in enumerate(sorted(_PARAMETERS.items()), 1):
        catalog.add(
            "v$parameter",
            num=number,
            name=name,
            type=kind,
            value=value,
            display_value=value,
            isdefault="FALSE",
            isses_modifiable="TRUE" if by_session else "FALSE",
            issys_modifiable="IMMEDIATE" if by_session else "FALSE",
            ispdb_modifiable="TRUE" if by_session else "FALSE",
            isinstance_modifiable="FALSE",
            ismodified="FALSE",
            isadjusted="FALSE",
            isdeprecated="FALSE",
            isbasic="FALSE",
            con_id=3,
        )
    for option, present in _OPTIONS.items():
        catalog.add("v$option", parameter=option, value="TRUE" if present else "FALSE", con_id=0)
    for parameter, setting in _NLS.items():
        catalog.add("nls_session_parameters", parameter=parameter, value=setting)
        catalog.add("nls_database_parameters", parameter=parameter, value=setting)
    for parameter in ("NLS_CHARACTERSET", "NLS_NCHAR_CHARACTERSET", "NLS_RDBMS_VERSION"):
        catalog.add("nls_database_parameters", parameter=parameter, value=_PROPERTIES[parameter])
    for name, setting in _PROPERTIES.items():
        catalog.add("database_properties", property_name=name, property_value=setting)
    for privilege in _PRIVILEGES.replace("\n", "").split(","):
        catalog.add("session_privs", privilege=privilege)
    for role in _ROLES:
        catalog.add("session_roles", role=role)
    catalog.add("dba_editions", edition_name="ORA$BASE", usable="YES")
    catalog.add("dual", dummy="X")
    catalog.add("global_name", global_name="DEMOPDB")
    catalog.add(
        "repart_dictionary", captured_at=CAPTURED_AT, db_name="DEMO", note="demo", user_name=USER, con_name="DEMOPDB"
    )


def _add_database(catalog: Catalog) -> None:
    catalog.add(
        "v$instance",
        instance_number=1,
        instance_name="demo1",
        host_name="db-fra-01",
        version=_VERSION,
        version_legacy=_VERSION,
        version_full=_FULL,
        startup_time="2025-11-02 03:12:44",
        status="OPEN",
        parallel="NO",
        **{"thread#": 1},
        archiver="STARTED",
        logins="ALLOWED",
        shutdown_pending="NO",
        database_status="ACTIVE",
        instance_role="PRIMARY_INSTANCE",
        active_state="NORMAL",
        blocked="NO",
        con_id=0,
        instance_mode="REGULAR",
        edition="EE",
        database_type="SINGLE",
    )
    catalog.add(
        "v$database",
        dbid=3141592653,
        name="DEMO",
        created="2019-02-01 07:30:00",
        log_mode="ARCHIVELOG",
        controlfile_type="CURRENT",
        open_resetlogs="NOT ALLOWED",
        open_mode="READ WRITE",
        protection_mode="MAXIMUM PERFORMANCE",
        protection_level="MAXIMUM PERFORMANCE",
        remote_archive="ENABLED",
        database_role="PRIMARY",
        switchover_status="NOT ALLOWED",
        dataguard_broker="DISABLED",
        guard_status="NONE",
        supplemental_log_data_min="YES",
        supplemental_log_data_pk="NO",
        supplemental_log_data_ui="NO",
        supplemental_log_data_fk="NO",
        supplemental_log_data_all="NO",
        supplemental_log_data_pl="NO",
        supplemental_log_data_sr="NO",
        force_logging="NO",
        platform_id=13,
        platform_name="Linux x86 64-bit",
        current_scn=918273645,
        flashback_on="NO",
        db_unique_name="DEMO_FRA",
        cdb="YES",
        con_id=0,
        con_dbid=2718281828,
        force_full_db_caching="NO",
    )
    catalog.add("v$version", banner=_BANNER, banner_full=f"{_BANNER}\nVersion {_FULL}", banner_legacy=_BANNER, con_id=0)
    catalog.add(
        "product_component_version",
        product="Oracle Database 19c Enterprise Edition ",
        version=_VERSION,
        version_full=_FULL,
        status="Production",
    )
    for view in ("v$containers", "v$pdbs"):
        catalog.add(
            view,
            con_id=3,
            dbid=2718281828,
            con_uid=2718281828,
            name="DEMOPDB",
            open_mode="READ WRITE",
            restricted="NO",
            open_time="2025-11-02 03:14:01",
            create_scn=1423098,
            total_size=980 * 2**30,
        )
