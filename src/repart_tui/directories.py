"""The user's directories, by the XDG base directory specification."""

from __future__ import annotations

import os
from pathlib import Path


def config_directory() -> Path:
    """Return the directory of what the user writes: profiles."""
    return _base("XDG_CONFIG_HOME", ".config") / "repart-tui"


def state_directory() -> Path:
    """Return the directory of what the program keeps: logs, kept work, recent connections."""
    return _base("XDG_STATE_HOME", ".local/state") / "repart-tui"


def made(folder: Path) -> Path:
    """Return the folder, made readable for its owner alone where it was missing: plans tell of a bank's tables."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def expanded(path: str | os.PathLike[str]) -> Path:
    """Return the path with ~ resolved; ~nobody stays as it is, and is told as a path that does not exist.

    Path.expanduser raises RuntimeError instead.
    """
    return Path(os.path.expanduser(path))  # noqa: PTH111


def is_directory(path: Path) -> bool:
    """Tell whether it is a directory; False, not an error, where a name is too long or a folder may not be entered."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Tell whether it is a regular file; as `is_directory`."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_there(path: Path) -> bool:
    """Tell whether there is anything; as `is_directory`."""
    try:
        return path.exists()
    except OSError:
        return False


def _base(variable: str, default: str) -> Path:
    # The specification: relative paths in the variables are to be ignored.
    given = Path(os.environ.get(variable) or "")
    if given.is_absolute():
        return given
    # A container may run as a user without a name: Path.home raises RuntimeError then.
    home = expanded("~")
    return (home if home.is_absolute() else Path("/")) / default
