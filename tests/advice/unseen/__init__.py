"""Dictionaries that the advice was not built on: a telephone company, a bank, an ERP system, a warehouse gone wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from repart_tui.demo.build import build
from repart_tui.demo.rows import storage
from repart_tui.demo.schemas.system import MAINTAINED, REPART_DBA
from repart_tui.dictionary_file import open_dictionary
from repart_tui.discovery_queries import discover
from repart_tui.migration_models import MigrationConfig

# The demo's files are too small for these.
_FILES = tuple(
    replace(file, bytes=file.bytes * 64, max_bytes=file.max_bytes * 64) if file.tablespace.startswith("APP_") else file
    for file in storage._FILES
)


def write_dictionary(described: ModuleType, file: Path) -> None:
    """Write the dictionary of a module of this package, as `--dictionary` opens it."""
    with patch.object(storage, "_FILES", _FILES):
        build(file, (*MAINTAINED, REPART_DBA, *described.SCHEMAS))


def discovered(described: ModuleType, folder: Path) -> MigrationConfig:
    """Return the plan that discovery makes of such a dictionary, by the real queries."""
    file = folder / "dictionary.db"
    write_dictionary(described, file)
    connection = open_dictionary(file)
    try:
        return discover(connection, source_kind="dictionary_file", source_name=None, tool_version="0")
    finally:
        connection.close()
