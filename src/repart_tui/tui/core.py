"""The one place where the screens reach the core, so that every heavy import happens late and off the first frame.

The functions block; screens call the slow ones from worker threads. No textual here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from repart_tui import __version__
from repart_tui.directories import expanded, is_directory, is_file, is_there

if TYPE_CHECKING:
    from repart_tui.connect.login import Login
    from repart_tui.discovery.phases import Phases
    from repart_tui.discovery.tables import TableSummary
    from repart_tui.generate import Scripts
    from repart_tui.migration_models import MigrationConfig, TableConfig
    from repart_tui.oracle.findings import Finding
    from repart_tui.oracle.ledger import LedgerItem
    from repart_tui.tui.plan import Assessment, Plan

CONFIG_NAME = "migration_config.json"
SourceKind = Literal["demo", "dictionary", "oracle", "config"]
Progress = Callable[[str, int, int], None]


class CoreError(Exception):
    """Something that the user can understand and mend; `lines` are sentences."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Source:
    """Where a plan comes from."""

    kind: SourceKind
    path: Path | None = None
    login: Login | None = None
    """For the kind oracle; it keeps its passwords out of its repr."""
    profile: str = ""
    """Name of the profile that the login came from, if any."""
    schemas: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    banner: str = ""
    """A word that each screen shows in its title, such as PROD; from the profile of the connection."""

    @property
    def title(self) -> str:
        """The source in a few words, without secrets."""
        if self.kind == "demo":
            return "demo dictionary"
        if self.kind == "oracle":
            return self.login.title if self.login else ""
        return str(self.path)


def load(source: Source) -> MigrationConfig:
    """Return the saved plan that the source names; raises CoreError."""
    if source.kind == "config":
        from repart_tui.config_file import ConfigError, load_config, refuse_pipe

        assert source.path is not None
        try:
            refuse_pipe(source.path)
            return load_config(source.path)
        except ConfigError as error:
            raise CoreError(error.lines) from error
    raise ValueError(source.kind)


def phases(source: Source, connection: Any, cancelled: Callable[[], bool], progress: Progress) -> Phases:
    """Return the discovery of an open source, list and detail apart."""
    from repart_tui.discovery.phases import Phases

    kind: Literal["demo", "dictionary_file", "oracle"] = (
        "demo" if source.kind == "demo" else "oracle" if source.kind == "oracle" else "dictionary_file"
    )
    return Phases(
        connection,
        schemas=source.schemas,
        include=source.include,
        exclude=source.exclude,
        source_kind=kind,
        source_name=source.login.dsn if source.login else source.path.name if source.path else None,
        tool_version=__version__,
        progress=progress,
        cancelled=cancelled,
    )


def error_lines(source: Source, error: Exception) -> list[str]:
    """Return an error of the discovery as sentences."""
    return _explained(error) if source.kind == "oracle" and error.__cause__ else [str(error)]


def hidden_sentences(config: MigrationConfig) -> list[str]:
    """Return what the reading of the dictionary could not see, the gravest first."""
    from repart_tui.discovery.hidden import hidden_sentences as sentences_of

    return sentences_of(config.metadata)


def listed_table(summary: TableSummary) -> TableConfig:
    """Return a table of which only the list is known."""
    from repart_tui.discovery.listed import listed_table as listed

    return listed(summary)


def whole_tables(config: MigrationConfig) -> MigrationConfig:
    """Return the plan without the tables of which only the list is known: nothing of them was discovered.

    Its metadata say how many they are.
    """
    import dataclasses

    from repart_tui.discovery.listed import is_listed_only

    whole = [table for table in config.tables if not is_listed_only(table)]
    missing = len(config.tables) - len(whole)
    if not missing:
        return config
    left_out = config.metadata.tables_left_out + missing
    metadata = dataclasses.replace(config.metadata, tables_left_out=left_out)
    return dataclasses.replace(config, tables=whole, metadata=metadata)


def open_source(source: Source, given_up: Callable[[], bool] = lambda: False) -> Any:
    """Open the dictionary of a source; raises CoreError, also once `given_up` returns True."""
    if source.kind == "oracle":
        from repart_tui.connect.interruptible import Interruptible
        from repart_tui.connection import ConnectError, connect

        assert source.login is not None
        try:
            connection = Interruptible(connect(source.login, given_up=given_up))
        except ConnectError as error:
            raise CoreError(error.explained.lines or [str(error)]) from error
        _remember(source)
        return connection
    from repart_tui.dictionary_file import DictionaryFileError, open_demo, open_dictionary

    try:
        if source.kind == "demo":
            return open_demo()
        assert source.path is not None
        return open_dictionary(source.path)
    except DictionaryFileError as error:
        raise CoreError(str(error).splitlines()) from error


def _explained(error: Exception) -> list[str]:
    """Return what an error of the driver means, what to do, and its own text."""
    from repart_tui.connect.oracle_errors import explain

    return explain(str(error)).lines


def alias_names(directory: Path | None) -> list[str]:
    """Return the aliases of tnsnames.ora; none where it cannot be found or read."""
    from repart_tui.connect.client_files import directory_with, net_directories, read_aliases

    place = directory_with("tnsnames.ora", net_directories(directory))
    if place is None:
        return []
    try:
        return [entry.names[0] for entry in read_aliases(place.path / "tnsnames.ora").entries.values()]
    except OSError:
        return []


def _remember(source: Source) -> None:
    """Put a connection that worked at the head of the recent ones."""
    from repart_tui.connect.recent import Recent, remember

    if source.login is not None:
        remember(Recent(source.login, source.profile, source.schemas))


def assess(table: TableConfig, config: MigrationConfig) -> Assessment:
    """Return what Oracle's rules say of the table with its present settings."""
    from repart_tui.oracle.methods import choose_method
    from repart_tui.oracle.rules import table_findings
    from repart_tui.tui.plan import Assessment

    choice = choose_method(table, config)
    findings = table_findings(table, config, choice)
    findings += [finding for finding in choice.findings if finding not in findings]
    return Assessment(choice.method, tuple(choice.reasons), tuple(findings))


def ledger_of(table: TableConfig, config: MigrationConfig) -> list[LedgerItem]:
    """Return what becomes of each dependent object of the table."""
    from repart_tui.oracle.ledger import ledger

    return list(ledger(table, config))


def round_trip(config: MigrationConfig) -> MigrationConfig:
    """Return the plan as migration_config.json would give it back.

    Tables that are off stand in it as they are: of 10,000 tables a second copy would take as much memory as the first.
    """
    import dataclasses

    config = whole_tables(config)
    head = dataclasses.replace(config, tables=[])
    back = type(config).from_json(head.to_json())
    back.tables = [type(table).from_json(table.to_json()) if table.enabled else table for table in config.tables]
    return back


def render(config: MigrationConfig) -> Scripts:
    """Return the scripts for the plan as `generate` would make them from the saved file; raises CoreError."""
    from repart_tui.generate import GenerateError
    from repart_tui.generate import render as render_scripts

    try:
        return render_scripts(round_trip(config))
    except GenerateError as error:
        raise CoreError(error.lines) from error


def part_of_script(table: TableConfig, config: MigrationConfig) -> list[str]:
    """Return what master1.sql would do to this table alone, as lines; raises CoreError."""
    import dataclasses

    from repart_tui.tui.script_outline import table_part

    # Its parents come along unchanged: rules on reference partitioning look at them.
    names = {(c.referenced_owner, c.referenced_table) for c in table.current_state.constraints}
    parents = [other for other in config.tables if (other.owner, other.table_name) in names and other is not table]
    alone = [dataclasses.replace(other, enabled=False) for other in parents]
    own = dataclasses.replace(table, enabled=True)
    return table_part(render(dataclasses.replace(config, tables=[*alone, own])).master)


def save(config: MigrationConfig, path: Path) -> None:
    """Write the plan; raises CoreError and writes nothing when it is not valid."""
    from repart_tui.config_file import ConfigError, save_config

    try:
        save_config(whole_tables(config), path)
    except ConfigError as error:
        raise CoreError(error.lines) from error


def write(config: MigrationConfig, directory: Path) -> list[Path]:
    """Write the scripts and the plan into the directory and return the files; raises CoreError.

    The scripts are rendered before anything is written: a plan that cannot become a script leaves no trace.
    """
    from repart_tui.generate import write_scripts

    scripts = render(config)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        save(config, directory / CONFIG_NAME)
        paths = list(write_scripts(scripts, directory))
    except OSError as error:
        raise CoreError([f"{error.filename or directory} cannot be written: {error.strerror or error}."]) from error
    return [*paths, directory / CONFIG_NAME]


def write_text(path: Path, text: str) -> None:
    """Write one text, whole or not at all; raises CoreError."""
    from repart_tui.atomic_file import write_atomically

    try:
        write_atomically(path, text.encode())
    except OSError as error:
        raise CoreError([f"{path} cannot be written: {error.strerror or error}."]) from error


def file_objection(text: str) -> str | None:
    """Return why a text typed for a path cannot be a file to write; None when it can."""
    path = expanded(text)
    if is_directory(path):
        return "that is a directory"
    return None if is_directory(path.parent) else "its directory does not exist"


SCRIPT_NAMES = ("master1.sql", "rollback1.sql", "cleanup1.sql")


DEFAULT_DIRECTORY = Path("out")


def scripts_by_name(scripts: Scripts) -> dict[str, str]:
    """Return the texts by file name, in the order of SCRIPT_NAMES."""
    files = scripts.files()
    return {name: files[name] for name in SCRIPT_NAMES}


def usual_directory(plan: Plan) -> Path:
    """Return where the scripts of the plan were written, or stand beside it; else the default."""
    if plan.written_to is not None:
        return plan.written_to
    if plan.path is not None and is_file(plan.path.parent / SCRIPT_NAMES[0]):
        return plan.path.parent
    return DEFAULT_DIRECTORY


def existing(directory: Path) -> list[Path]:
    """Return the files that writing into the directory would replace."""
    return [path for name in (*SCRIPT_NAMES, CONFIG_NAME) if is_there(path := directory / name)]


def run_command(master: Path, config: MigrationConfig) -> str:
    """Return the command that runs the script; the user is left open, who discovered need not be who changes."""
    import shlex

    metadata = config.metadata
    database = (metadata.source_name if metadata.source_kind == "oracle" else None) or "DB"
    return f"cd {shlex.quote(str(master.parent))} && sqlplus {shlex.quote(f'USER@{database}')} @{master.name}"


def way_back(method: str | None) -> str:
    """Return what takes a method's change back, and what it keeps."""
    from repart_tui.oracle.methods import METHODS

    return METHODS[method].costs.rollback if method else "none"


def sentences(findings: tuple[Finding, ...], severity: str) -> list[str]:
    """Return the findings of one severity as sentences."""
    return [finding.sentence() for finding in findings if finding.severity == severity]
