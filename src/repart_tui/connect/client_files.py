"""Oracle's files on the client: where they are looked for, the aliases of tnsnames.ora, the settings of sqlnet.ora."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from repart_tui.connect.net_parameters import Entry, Problem, read_parameters
from repart_tui.directories import expanded, is_file

# Oracle follows IFILE three deep; a file that includes itself must not hang us.
_IFILE_DEPTH = 3


@dataclass(frozen=True)
class NetDirectory:
    """A directory that may hold tnsnames.ora and sqlnet.ora, and why it is looked at."""

    path: Path
    reason: str


@dataclass
class Aliases:
    """What tnsnames.ora says: the entries by name in upper case, and what is malformed."""

    file: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def find(self, name: str, default_domain: str | None = None) -> Entry | None:
        """Return the entry of an alias, as Oracle looks it up: with the default domain first, in any case."""
        wanted = name.upper()
        full = f"{wanted}.{default_domain.upper()}" if default_domain and "." not in wanted else wanted
        return self.entries.get(full) or self.entries.get(wanted)

    def near(self, name: str) -> list[str]:
        """Return aliases that look like a name."""
        return difflib.get_close_matches(name.upper(), self.entries, 3, 0.6)

    def problem_of(self, name: str) -> Problem | None:
        """Return what spoils the entry of an alias."""
        return next((p for p in self.problems if name.upper() in (known.upper() for known in p.names)), None)


@dataclass(frozen=True)
class NetSettings:
    """What of sqlnet.ora matters to a client."""

    file: Path
    directory_path: tuple[str, ...] = ()
    default_domain: str | None = None
    encryption: str | None = None
    wallet: Path | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def uses_ldap(self) -> bool:
        """True when names are looked up in a directory server."""
        return "LDAP" in self.directory_path


def net_directories(given: Path | None = None, environ: Mapping[str, str] | None = None) -> list[NetDirectory]:
    """Return the directories to look in, the first one first: the given one alone, else the environment's."""
    values = os.environ if environ is None else environ
    if given is not None:
        return [NetDirectory(expanded(given), "given")]
    found = []
    if values.get("TNS_ADMIN"):
        found.append(NetDirectory(expanded(values["TNS_ADMIN"]), "TNS_ADMIN"))
    # A read-only home keeps its files under ORACLE_BASE_HOME.
    for variable in ("ORACLE_BASE_HOME", "ORACLE_HOME"):
        if values.get(variable):
            found.append(NetDirectory(Path(values[variable]) / "network" / "admin", variable))
    return found


def directory_with(name: str, directories: list[NetDirectory]) -> NetDirectory | None:
    """Return the first directory that holds a file."""
    return next((place for place in directories if is_file(place.path / name)), None)


def read_aliases(file: Path, depth: int = 0) -> Aliases:
    """Return the aliases of a tnsnames.ora and of the files that it includes; never raises for what they hold.

    Raises OSError when the file cannot be read.
    """
    entries, problems = read_parameters(file.read_text(encoding="utf-8", errors="replace"), file)
    aliases = Aliases(file, problems=problems)
    for entry in entries:
        if entry.names[0].upper() == "IFILE":
            _include(aliases, entry, depth)
            continue
        problem = _descriptor_problem(entry)
        if problem is not None:
            aliases.problems.append(problem)
            continue
        for name in entry.names:
            known = aliases.entries.get(name.upper())
            if known is not None and known.text != entry.text:
                text = f"{name} stands here again, after line {known.line} of {known.file.name}; the last one counts"
                aliases.problems.append(Problem(file, entry.line, text))
            aliases.entries[name.upper()] = entry
    return aliases


def _include(aliases: Aliases, entry: Entry, depth: int) -> None:
    path = expanded(os.path.expandvars(str(entry.value).strip("\"'")))
    path = path if path.is_absolute() else entry.file.parent / path
    if depth >= _IFILE_DEPTH:
        aliases.problems.append(Problem(entry.file, entry.line, f"IFILE goes more than {_IFILE_DEPTH} files deep"))
        return
    try:
        inner = read_aliases(path, depth + 1)
    except OSError as error:
        text = f"IFILE names {path}, which cannot be read: {error.strerror or error}"
        aliases.problems.append(Problem(entry.file, entry.line, text))
        return
    for name, found in inner.entries.items():
        aliases.entries.setdefault(name, found)
    aliases.problems += inner.problems


def _descriptor_problem(entry: Entry) -> Problem | None:
    """Return what an entry lacks to be a connect descriptor."""
    tree = entry.tree
    text = None
    if isinstance(entry.value, str):
        # Easy Connect text as a value is allowed.
        text = None if "/" in entry.value or ":" in entry.value else f"{entry.names[0]} is no connect descriptor"
    elif not any(True for _ in tree.find("ADDRESS")) and tree.text_of("HOST") is None:
        text = f"{entry.names[0]} has no ADDRESS"
    elif not any(True for _ in tree.find("CONNECT_DATA")):
        text = f"{entry.names[0]} has no CONNECT_DATA"
    else:
        text = _address_problem(entry)
    return Problem(entry.file, entry.line, text, entry.names) if text else None


def _address_problem(entry: Entry) -> str | None:
    for address in entry.tree.find("ADDRESS"):
        protocol = (address.text_of("PROTOCOL") or "TCP").upper()
        if protocol in ("TCP", "TCPS") and address.text_of("HOST") is None:
            return f"the ADDRESS of {entry.names[0]} has no HOST"
        port = address.text_of("PORT")
        if port is not None and not (port.isdigit() and 0 < int(port) < 65536):
            return f"PORT={port} of {entry.names[0]} is no port"
    names = ("SERVICE_NAME", "SID", "INSTANCE_NAME")
    if not any(data.text_of(name) for data in entry.tree.find("CONNECT_DATA") for name in names):
        return f"the CONNECT_DATA of {entry.names[0]} has neither SERVICE_NAME nor SID"
    return None


def read_settings(file: Path) -> NetSettings:
    """Return the settings of a sqlnet.ora; raises OSError when it cannot be read."""
    entries, problems = read_parameters(file.read_text(encoding="utf-8", errors="replace"), file)
    by_name = {entry.names[0].upper(): entry for entry in entries}

    def plain(name: str) -> str | None:
        entry = by_name.get(name)
        if entry is None:
            return None
        if isinstance(entry.value, str):
            return entry.value.strip("\"'")
        return ", ".join(inner.value for inner in entry.value if isinstance(inner.value, str))

    wallet = by_name.get("WALLET_LOCATION")
    directory = wallet.tree.text_of("DIRECTORY") if wallet else None
    if wallet and isinstance(wallet.value, str):
        directory = wallet.value
    return NetSettings(
        file,
        tuple(word.strip().upper() for word in (plain("NAMES.DIRECTORY_PATH") or "").split(",") if word.strip()),
        plain("NAMES.DEFAULT_DOMAIN"),
        (plain("SQLNET.ENCRYPTION_CLIENT") or "").upper() or None,
        Path(os.path.expandvars(directory.strip("\"'"))) if directory else None,
        tuple(problems),
    )
