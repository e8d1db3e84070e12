"""This machine: versions, the driver, Oracle's client libraries, terminal, the user's own files."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from repart_tui import __version__
from repart_tui.directories import config_directory, is_there, state_directory
from repart_tui.doctor.check import Check

_LIBRARY_SECONDS = 30
# In a process of its own: loading the libraries decides the mode of a whole process.
_PROBE = """
import sys
from pathlib import Path
from repart_tui.connection import ConnectError, client_version
try:
    print(client_version(Path(sys.argv[1]) if sys.argv[1] else None))
except ConnectError as error:
    print(error.explained.original or error)
    sys.exit(1)
"""


def version_checks() -> Iterator[Check]:
    """Check Python, the driver and its companion."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Check(
        "versions", "ok", f"repart-tui {__version__}, Python {python}, {platform.system()} {platform.machine()}"
    )
    for package, purpose in (
        ("oracledb", "the driver"),
        ("cryptography", "needed by the driver"),
        ("textual", "screens"),
    ):
        try:
            yield Check("versions", "ok", f"{package} {metadata.version(package)}, {purpose}")
        except metadata.PackageNotFoundError:
            yield Check("versions", "error", f"{package} is not installed, {purpose}.", "pip install repart-tui")


def library_checks(directory: Path | None, *, wanted: bool) -> Iterator[Check]:
    """Check whether Oracle's client libraries can be loaded: an error only when thick mode is wanted."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROBE, str(directory or "")],
            capture_output=True,
            text=True,
            timeout=_LIBRARY_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        yield Check("client libraries", "error" if wanted else "note", "Loading them gave no answer.")
        return
    lines = done.stdout.strip().splitlines() or done.stderr.strip().splitlines()[-1:] or ["no answer"]
    if done.returncode == 0:
        where = f" from {directory}" if directory else ""
        yield Check("client libraries", "ok", f"Oracle Client {lines[-1]}{where}: thick mode is possible")
        return
    yield Check(
        "client libraries",
        "error" if wanted else "note",
        "There is no thick mode: " + _short(lines[-1]),
        "Install Oracle Instant Client and give --client-lib DIR; it is needed for Native Network Encryption, LDAP "
        "names and external authentication only.",
    )


def tool_checks() -> Iterator[Check]:
    """Check whether something can run the script here."""
    found = [path for name in ("sqlplus", "sql") if (path := shutil.which(name))]
    if found:
        yield Check("tools", "ok", f"{' and '.join(found)}: master1.sql can run here")
    else:
        yield Check("tools", "note", "Neither sqlplus nor sql (SQLcl) is in PATH: run master1.sql where one is.")


def terminal_checks(environ: Mapping[str, str] | None = None) -> Iterator[Check]:
    """Check what the screens need of the terminal."""
    values = os.environ if environ is None else environ
    name = values.get("TERM", "")
    if name in ("", "dumb", "unknown"):
        yield Check(
            "terminal", "warning", f'TERM is "{name}": no screens, only commands.', "export TERM=xterm-256color"
        )
    else:
        inside = [
            what for what, mark in (("tmux", "TMUX"), ("screen", "STY"), ("SSH", "SSH_CONNECTION")) if values.get(mark)
        ]
        yield Check("terminal", "ok", f"TERM={name}" + (f", inside {' and '.join(inside)}" if inside else ""))
    if sys.stdout.isatty():
        width, height = shutil.get_terminal_size()
        small = width < 80 or height < 24
        text = f"{width}x{height}" + (": the screens are made for 80x24 and more" if small else "")
        yield Check("terminal", "warning" if small else "ok", text)
    encoding = locale.getpreferredencoding(False)
    if encoding.upper().replace("-", "") == "UTF8":
        yield Check(
            "terminal",
            "ok",
            f"locale {values.get('LC_ALL') or values.get('LC_CTYPE') or values.get('LANG') or 'C'}, UTF-8",
        )
    else:
        yield Check("terminal", "warning", f"The locale's encoding is {encoding}, not UTF-8.", "export LC_ALL=C.UTF-8")


def file_checks() -> Iterator[Check]:
    """Check profiles, and whether state can be kept."""
    from repart_tui.connect.profiles import ProfileError, profiles_file, read_profiles

    try:
        profiles = read_profiles()
    except ProfileError as error:
        for line in error.lines:
            yield Check("own files", "error", line)
    else:
        named = f"{len(profiles)} in {profiles_file()}" if profiles else f"none; they would stand in {profiles_file()}"
        yield Check("own files", "ok", f"profiles: {named}")
        if profiles and profiles_file().stat().st_mode & 0o020:
            text = f"{profiles_file()} can be written by its group, who could change its password_command."
            yield Check("own files", "warning", text, f"chmod g-w {profiles_file()}")
    for directory in (state_directory(), config_directory()):
        place = next(parent for parent in (directory, *directory.parents) if is_there(parent))
        if not os.access(place, os.W_OK):
            yield Check(
                "own files", "warning", f"{place} cannot be written.", "Recent connections and logs are not kept."
            )


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:157] + "..."
