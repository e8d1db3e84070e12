"""Facts of the database, the session and the time of reading."""

from __future__ import annotations

from repart_tui.discovery.errors import DiscoveryError, says_not_oracle
from repart_tui.discovery.query import Query
from repart_tui.discovery.rows import Row, as_integer, as_moment, as_text
from repart_tui.discovery.source import Connection
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import DatabaseInfo

# One row about the session; only a live Oracle database can answer it.
SESSION = """
SELECT SYS_CONTEXT('USERENV', 'CON_NAME'), SYS_CONTEXT('USERENV', 'SESSION_USER'),
       TO_CHAR(SYSDATE, 'YYYY-MM-DD"T"HH24:MI:SS')
  FROM dual
"""
# Table of a dictionary file with one row: what the live session would have answered when it was captured.
CAPTURE = "repart_dictionary"

DATABASE = Query("database", "SELECT name, db_unique_name, database_role, log_mode, force_logging FROM v$database")
INSTANCE = Query("instance", "SELECT version, version_full /* 18c */ FROM v$instance")
# Readable by everybody, unlike V$INSTANCE.
PRODUCT = Query(
    "product", "SELECT product, version, version_full /* 18c */ FROM product_component_version", weight="fallback"
)
OPTIONS = Query("options", "SELECT parameter, value FROM v$option")
PARAMETERS = Query("parameters", "SELECT name, value FROM v$parameter", weight="note")
CHARACTER_SET = Query("character set", "SELECT parameter, value FROM nls_database_parameters")
CONTAINERS = Query("containers", "SELECT name FROM v$pdbs", weight="fallback")
SESSION_USER = Query("session user", "SELECT username FROM user_users", weight="fallback")
QUERIES = (DATABASE, INSTANCE, PRODUCT, OPTIONS, PARAMETERS, CHARACTER_SET, CONTAINERS, SESSION_USER)


ALL_AT_ONCE = (DATABASE, INSTANCE, PRODUCT, OPTIONS, PARAMETERS, CHARACTER_SET)


class SessionFacts:
    """User, container and time of the dictionary, and what V$INSTANCE and its like say; None where it does not say."""

    __slots__ = ("container_name", "moment", "national_character_set", "products", "user")

    def __init__(self, user: str | None, container_name: str | None, moment: str | None) -> None:
        self.user = user
        self.container_name = container_name
        self.moment = moment
        self.products: list[Row] = []
        self.national_character_set: str | None = None


def read_session(connection: Connection, dictionary: Dictionary) -> SessionFacts:
    """Return who reads, where and when; sets the user and the version of `dictionary`."""
    facts = _live_session(connection) or _captured_session(connection, dictionary)
    if facts.user is None:
        users = [row.text("username") for row in dictionary.rows(SESSION_USER)]
        facts.user = users[0] if len(users) == 1 else None
    if facts.container_name is None:
        # Inside a PDB the view shows that PDB only; in the root it shows PDB$SEED too.
        names = [row.text("name") for row in dictionary.rows(CONTAINERS)]
        facts.container_name = names[0] if len(names) == 1 and names[0] != "PDB$SEED" else None
    dictionary.user = facts.user
    facts.products = [*dictionary.rows(INSTANCE), *_database_product(dictionary)]
    version = _version(facts.products)
    told = tuple(n for n in (as_integer(part) for part in version.split(".")) if n is not None)
    # V$INSTANCE tells the release update too (VERSION_FULL, 18c); the driver may not.
    dictionary.version = told or dictionary.version
    return facts


def read_database(dictionary: Dictionary, session: SessionFacts) -> DatabaseInfo:
    """Return the facts of the database; None where they cannot be read."""
    info = DatabaseInfo(container_name=session.container_name)
    for row in dictionary.rows(DATABASE):
        info.db_name = row.text("name")
        info.db_unique_name = row.text("db_unique_name")
        info.database_role = row.text("database_role")
        info.log_mode = row.text("log_mode")
        # 'STANDBY NOLOGGING FOR ...' (18c) is not the forced logging that NOLOGGING yields to.
        info.force_logging = (
            row.flag("force_logging")
            if row.flag("force_logging") is not None
            else (False if (row.text("force_logging") or "").startswith("STANDBY") else None)
        )
    for row in session.products:
        info.version = info.version or row.text("version")
        info.version_full = info.version_full or row.text("version_full")
    for row in dictionary.rows(OPTIONS):
        if (row.text("parameter") or "").upper() == "PARTITIONING":
            info.partitioning_option = row.flag("value")
    parameters = {(row.text("name") or "").lower(): row.text("value") for row in dictionary.rows(PARAMETERS)}
    info.compatible = parameters.get("compatible")
    info.block_size = as_integer(parameters.get("db_block_size"))
    info.cpu_count = as_integer(parameters.get("cpu_count"))
    info.parallel_max_servers = as_integer(parameters.get("parallel_max_servers"))
    for row in dictionary.rows(CHARACTER_SET):
        if row.text("parameter") == "NLS_CHARACTERSET":
            info.character_set = row.text("value")
        elif row.text("parameter") == "NLS_NCHAR_CHARACTERSET":
            session.national_character_set = row.text("value")
    return info


def _live_session(connection: Connection) -> SessionFacts | None:
    cursor = connection.cursor()
    try:
        try:
            cursor.execute(SESSION)
            container, user, moment = cursor.fetchone()
        except Exception as error:
            if says_not_oracle(error):
                return None
            raise DiscoveryError(f"The session could not be asked who it is: {error}") from error
        return SessionFacts(as_text(user), as_text(container), as_text(moment))
    finally:
        cursor.close()


def _captured_session(connection: Connection, dictionary: Dictionary) -> SessionFacts:
    columns = dictionary.columns_of(CAPTURE)
    if columns is None:
        return SessionFacts(None, None, None)
    cursor = connection.cursor()
    try:
        cursor.execute(f"SELECT * FROM {CAPTURE}")
        values = cursor.fetchone()
        if values is None:
            return SessionFacts(None, None, None)
        row = Row({str(entry[0]).lower(): number for number, entry in enumerate(cursor.description)}, values)
        user = next((row.text(name) for name in ("session_user", "username", "user_name") if row.text(name)), None)
        moment = as_moment(row["captured_at"])
        return SessionFacts(user, row.text("con_name"), moment.replace(" ", "T") if moment else None)
    finally:
        cursor.close()


def _version(products: list[Row]) -> str:
    for row in products:
        text = row.text("version_full") or row.text("version")
        if text:
            return text
    return ""


def _database_product(dictionary: Dictionary) -> list[Row]:
    return [row for row in dictionary.rows(PRODUCT) if "oracle" in (row.text("product") or "").lower()]
