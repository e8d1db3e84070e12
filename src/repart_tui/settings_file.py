"""The user's settings: config.toml in the XDG config directory. Holds no passwords. Each room reads its own section."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from repart_tui.directories import config_directory

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE_NAME = "config.toml"


class SettingsError(Exception):
    """The settings file cannot be used; `lines` are sentences that name the file."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def settings_path() -> Path:
    """Return where the settings stand (XDG base directory specification); the file need not exist."""
    return config_directory() / FILE_NAME


def read_settings(path: Path | None = None) -> dict[str, Any]:
    """Return the whole file as TOML gives it, empty when there is none; raises SettingsError."""
    file = settings_path() if path is None else path
    try:
        return dict(tomllib.loads(file.read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError):  # services run with HOME=/dev/null
        return {}
    except OSError as error:
        raise SettingsError([f"{file} cannot be read: {error.strerror or error}."]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError([f"{file} is not valid TOML: {error}."]) from error


def section(settings: dict[str, Any], name: str, path: Path | None = None) -> dict[str, Any]:
    """Return one section of the settings, empty when absent; raises SettingsError when it is no table."""
    found = settings.get(name, {})
    if not isinstance(found, dict):
        raise SettingsError([f"{path or settings_path()}: {name} must be a section, written [{name}]."])
    return found
