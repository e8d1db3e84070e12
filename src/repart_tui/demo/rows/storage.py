"""Tablespaces, files, free space, users and quotas."""

from __future__ import annotations

from dataclasses import dataclass

from repart_tui.demo.rows.catalog import BLOCK, FILE_NUMBERS, GIB, KIB, MAX_EXTENTS, MIB, Catalog, Cell


@dataclass(frozen=True, slots=True)
class _File:
    tablespace: str
    bytes: int
    max_bytes: int = 0
    contents: str = "PERMANENT"
    big: bool = True


# Sizes are chosen so that each answer of a space check occurs: enough room, enough only by extending the file
# (CO_DATA), and too little for a second copy of the largest table (DWH_DATA).
_FILES = (
    _File("SYSTEM", 3 * GIB, 32 * GIB, big=False),
    _File("SYSAUX", 6 * GIB, 32 * GIB, big=False),
    _File("UNDOTBS1", 48 * GIB, 64 * GIB, contents="UNDO"),
    _File("USERS", 4 * GIB, 32 * GIB, big=False),
    _File("CO_DATA", 40 * GIB, 96 * GIB),
    _File("OE_DATA", 32 * GIB),
    _File("DWH_DATA", 48 * GIB),
    _File("DWH_INDEX", 32 * GIB, 256 * GIB),
    _File("APP_DATA", 320 * GIB, 640 * GIB),
    _File("APP_INDEX", 128 * GIB, 256 * GIB),
    _File("APP_LOBS", 256 * GIB, 1024 * GIB),
    _File("ARCHIVE_DATA", 24 * GIB),
)
_LOOKER = "REPART_DBA"
_FILE_FOLDER = "/u02/oradata/DEMO/demopdb"


def add_storage(catalog: Catalog) -> None:
    """Add everything about space; the segments must be known."""
    for file in _FILES:
        _add_file(catalog, file)
    _add_tablespace(catalog, "TEMP", "TEMPORARY", big=True)
    temporary: dict[str, Cell] = {"bytes": 32 * GIB, "blocks": 32 * GIB // BLOCK}
    catalog.add(
        "dba_temp_files",
        file_name=f"{_FILE_FOLDER}/temp01.dbf",
        file_id=1,
        tablespace_name="TEMP",
        status="ONLINE",
        relative_fno=1024,
        autoextensible="NO",
        maxbytes=0,
        maxblocks=0,
        increment_by=0,
        user_bytes=32 * GIB - MIB,
        user_blocks=(32 * GIB - MIB) // BLOCK,
        shared="SHARED",
        **temporary,
    )
    for user_id, schema in enumerate(catalog.schemas):
        if schema.name == "PUBLIC":
            continue
        _add_user(catalog, schema.name, user_id + (0 if schema.oracle_maintained else 110), schema.oracle_maintained)
        for tablespace, quota in schema.quotas.items():
            used = _used(catalog, schema.name, tablespace)
            catalog.add(
                "dba_ts_quotas",
                tablespace_name=tablespace,
                username=schema.name,
                bytes=used,
                max_bytes=quota,
                blocks=used // BLOCK,
                max_blocks=-1 if quota < 0 else quota // BLOCK,
                dropped="NO",
            )


def _used(catalog: Catalog, owner: str, tablespace: str) -> int:
    # Columns 0, 5 and 8 of DBA_SEGMENTS: owner, tablespace, bytes.
    return sum(int(row[8] or 0) for row in catalog.rows["dba_segments"] if row[0] == owner and row[5] == tablespace)


def _add_file(catalog: Catalog, file: _File) -> None:
    name = file.tablespace
    number = FILE_NUMBERS[name]
    _add_tablespace(catalog, name, file.contents, big=file.big)
    relative = 1024 if file.big else number
    catalog.add(
        "dba_data_files",
        file_name=f"{_FILE_FOLDER}/{name.lower()}01.dbf",
        file_id=number,
        tablespace_name=name,
        bytes=file.bytes,
        blocks=file.bytes // BLOCK,
        status="AVAILABLE",
        relative_fno=relative,
        autoextensible="YES" if file.max_bytes else "NO",
        maxbytes=file.max_bytes,
        maxblocks=file.max_bytes // BLOCK,
        increment_by=(64 * MIB // BLOCK) if file.max_bytes else 0,
        user_bytes=file.bytes - MIB,
        user_blocks=(file.bytes - MIB) // BLOCK,
        online_status="SYSTEM" if name == "SYSTEM" else "ONLINE",
        lost_write_protect="OFF",
    )
    used = {"SYSTEM": 2 * GIB, "SYSAUX": 4 * GIB, "UNDOTBS1": 9 * GIB}.get(name, catalog.used_bytes.get(name, 0))
    free = file.bytes - MIB - used
    if free < 0:
        raise ValueError(f"the file of {name} is too small: {used / GIB:.1f} GiB are used")
    # Two chunks: space is seldom in one piece.
    small = free // 8 // (64 * KIB) * (64 * KIB)
    for block, size in ((used // BLOCK // 2, small), (used // BLOCK + 128, free - small)):
        if size:
            catalog.add(
                "dba_free_space",
                tablespace_name=name,
                file_id=number,
                block_id=block,
                bytes=size,
                blocks=size // BLOCK,
                relative_fno=relative,
            )


def _add_tablespace(catalog: Catalog, name: str, contents: str, *, big: bool) -> None:
    permanent = contents == "PERMANENT"
    catalog.add(
        "dba_tablespaces",
        tablespace_name=name,
        block_size=BLOCK,
        initial_extent=MIB if contents == "TEMPORARY" else 64 * KIB,
        next_extent=MIB if contents == "TEMPORARY" else None,
        min_extents=1,
        max_extents=None if contents == "TEMPORARY" else MAX_EXTENTS,
        max_size=MAX_EXTENTS,
        pct_increase=0 if contents == "TEMPORARY" else None,
        min_extlen=MIB if contents == "TEMPORARY" else 64 * KIB,
        status="READ ONLY" if name == "ARCHIVE_DATA" else "ONLINE",
        contents=contents,
        logging="NOLOGGING" if contents == "TEMPORARY" else "LOGGING",
        force_logging="NO",
        extent_management="LOCAL",
        allocation_type="UNIFORM" if contents == "TEMPORARY" else "SYSTEM",
        plugged_in="NO",
        segment_space_management="AUTO" if permanent and name != "SYSTEM" else "MANUAL",
        def_tab_compression="DISABLED",
        retention="NOGUARANTEE" if contents == "UNDO" else "NOT APPLY",
        bigfile="YES" if big else "NO",
        predicate_evaluation="HOST",
        encrypted="NO",
        def_inmemory="DISABLED",
        shared="SHARED",
        def_index_compression="DISABLED",
        lost_write_protect="OFF",
        chunk_tablespace="N",
    )


def _add_user(catalog: Catalog, name: str, user_id: int, maintained: bool) -> None:
    home = next(schema.tablespace for schema in catalog.schemas if schema.name == name)
    row: dict[str, Cell] = {
        "username": name,
        "user_id": user_id,
        "account_status": "LOCKED" if maintained and name not in ("SYS", "SYSTEM") else "OPEN",
        "default_tablespace": home,
        "temporary_tablespace": "TEMP",
        "local_temp_tablespace": "TEMP",
        "created": "2019-02-01 08:00:00" if maintained else "2019-03-01 09:00:00",
        "initial_rsrc_consumer_group": "DEFAULT_CONSUMER_GROUP",
    }
    if name == _LOOKER:
        catalog.add("user_users", **row)
    catalog.add(
        "dba_users",
        **row,
        profile="DEFAULT",
        password_versions="11G 12C",
        editions_enabled="N",
        authentication_type="NONE" if maintained and name not in ("SYS", "SYSTEM") else "PASSWORD",
        proxy_only_connect="N",
        common="YES" if maintained else "NO",
        oracle_maintained="Y" if maintained else "N",
        inherited="YES" if maintained else "NO",
        default_collation="USING_NLS_COMP",
        implicit="NO",
        all_shard="NO",
    )
