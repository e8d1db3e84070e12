"""Read and write migration_config.json, with a clear sentence for everything that may be wrong with it."""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repart_tui.atomic_file import READ_ONLY, write_atomically
from repart_tui.validation import json_pointer, printable, schema_errors, shortened

if TYPE_CHECKING:
    from repart_tui.migration_models import MigrationConfig

SCHEMA_VERSION = "1.5"
"""Version of the schema, major.minor, that this program writes. A new minor one only adds: fields with defaults, or a
value that a field could not hold, with a step that says in it what old files meant."""

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _templates_in_three_words(document: dict[str, Any]) -> dict[str, Any]:
    """Change what the subpartition templates of plans up to 1.3 say, in place, into words of 1.4.

    INDEXING ON and READ WRITE were written as nothing at all. They stay said where the table's own template says them;
    elsewhere the template says nothing, which is null. What has not the form of a plan is left to the schema.
    """
    for table in _objects_at(document, "tables"):
        present = _objects_at(table, "current_state", "partitioning", "subpartition_template")
        said = {str(entry.get("name")): entry for entry in present}
        for holder in ("common_settings", "xray"):
            for item in _objects_at(table, holder, "target_config", "subpartitioning", "template"):
                for key, word in (("indexing", True), ("read_only", False)):
                    if item.get(key) is word and said.get(str(item.get("name")), {}).get(key) is not word:
                        item[key] = None
    return document


def _objects_at(found: Any, *path: str) -> list[dict[str, Any]]:
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


UPGRADES: dict[str, tuple[str, Step]] = {f"1.{minor}": ("1.4", _templates_in_three_words) for minor in range(4)}
"""From version -> (to version, function on the plain document); the function need not set schema_version."""

_VERSION = re.compile(r"([0-9]{1,6})[.]([0-9]{1,6})\Z")
_SHOWN_LINES = 50
_NO_TABLES = b'\n  "tables": []'


class ConfigError(Exception):
    """A configuration that cannot be read or written; `lines` are sentences for the user, one a problem."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def load_config(path: str | os.PathLike[str]) -> MigrationConfig:
    """Return the configuration in the file; raises ConfigError."""
    from pydantic import ValidationError

    from repart_tui.migration_models import MigrationConfig

    text = _read(Path(path))
    document = parse_json(text, str(path))
    upgraded = upgrade(document, str(path))
    name = printable(str(path))
    _refuse([f"{name}: {line}" for line in document_errors(upgraded)], _version_note(upgraded, name))
    try:
        # From the text where nothing was upgraded: one pass less over a file that may be large.
        return MigrationConfig.from_json(text) if upgraded is document else MigrationConfig.from_dict(upgraded)
    except ValidationError as error:  # the schema let it pass, the models do not
        raise ConfigError(
            [f"{name}: {json_pointer(found['loc'])}: {printable(found['msg'])}" for found in error.errors()]
        ) from error


def refuse_pipe(path: Path) -> None:
    """Raise ConfigError for a plan that comes through a pipe: it may be read, but not changed and saved.

    Opening it would wait for a writer, for ever if there is none.
    """
    with contextlib.suppress(OSError, ValueError):
        if path.is_fifo():
            raise ConfigError([f"{printable(str(path))} is a pipe: what is changed could not be saved; name a file."])


def save_config(config: MigrationConfig, path: str | os.PathLike[str]) -> None:
    """Write the configuration, whole or not at all; raises ConfigError and writes nothing when it is not valid."""
    try:
        write_atomically(path, json_pieces(config))
    except OSError as error:
        raise ConfigError([f"{printable(str(path))} cannot be written: {_reason(error)}."]) from error


def json_pieces(config: MigrationConfig) -> Iterator[bytes]:
    """Yield the JSON text of the configuration, table by table; raises ConfigError where it is not valid.

    The bytes are those of `config.to_json()`. As one document 10,000 tables take more memory than all they consist of.
    """
    from pydantic_core import PydanticSerializationError

    try:
        for table in config.tables:
            if schema_errors(table.to_dict(), "TableConfig"):
                break
        else:
            yield from _pieces(config)
            return
        document = config.to_dict()
    except PydanticSerializationError as error:
        raise ConfigError(_broken_lines(config, error)) from error
    # All that is wrong, each with its place in the whole.
    _refuse(document_errors(document), [])


def _pieces(config: MigrationConfig) -> Iterator[bytes]:
    import dataclasses

    head = dataclasses.replace(config, tables=[])
    problems = [f"{_place(error.pointer)}: {error.message}" for error in schema_errors(head.to_dict())]
    _refuse(problems or list(_named_twice((table.owner, table.table_name) for table in config.tables)), [])
    before, mark, after = head.to_json().encode().partition(_NO_TABLES)
    assert mark, "the schema names the tables"
    if not config.tables:
        yield before + mark + after
        return
    yield before + mark[:-1]
    for place, table in enumerate(config.tables):
        # A text holds no line break as it stands: each line begins here.
        lines = table.to_json().encode().rstrip(b"\n").replace(b"\n", b"\n    ")
        yield (b",\n    " if place else b"\n    ") + lines
    yield b"\n  ]" + after


def parse_json(text: str, name: str) -> Any:
    """Return the parsed document; refuses what JSON forbids or what would be lost when it is written back."""
    twice: list[tuple[dict[str, Any], str]] = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [key for key, _ in pairs]
            twice.extend((found, key) for key in found if names.count(key) > 1)
        return found

    try:
        document = json.loads(text, object_pairs_hook=collect, parse_constant=_refuse_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        problem = (
            "is empty" if not text.strip() else f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        )
        raise ConfigError([f"{printable(name)} {problem}."]) from error
    except _NotFiniteError as error:
        line, column = _position(text, error.literal)
        raise ConfigError(
            [f"{printable(name)} is not JSON: line {line}, column {column}: {error.literal} is no number."]
        ) from error
    except RecursionError as error:
        raise ConfigError([f"{printable(name)} is nested too deeply."]) from error
    except ValueError as error:  # Python refuses to read integers of more than 4,300 digits
        raise ConfigError([f"{printable(name)} holds a number with too many digits."]) from error
    if twice:
        places = {id(found): pointer for found, pointer in _objects(document, [])}
        raise ConfigError(
            [
                f"{printable(name)}: {_place(places.get(id(found), ''))}: {shortened(key)} is given twice; keep one."
                for found, key in twice
            ]
        )
    return document


def upgrade(
    document: Any,
    name: str,
    steps: Mapping[str, tuple[str, Step]] = UPGRADES,
    current: str = SCHEMA_VERSION,
) -> Any:
    """Return the document at the current schema version, or unchanged when its version says nothing usable.

    A document of a newer major version is refused here, before anybody complains about its unknown fields.
    """
    version = _parsed(document)
    now = _parsed({"schema_version": current})
    assert now is not None
    if version is None:
        return document  # the schema will say what is wrong with it
    if version[0] > now[0]:
        raise ConfigError(
            [
                f"{printable(name)} follows schema version {document['schema_version']}, "
                f"and this program reads versions up to {now[0]}.x: use a newer repart-tui."
            ]
        )
    while version < now:
        written = document["schema_version"]
        if written in steps:
            target, step = steps[written]
            try:
                document = {**step(document), "schema_version": target}
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                raise ConfigError(
                    [f"{printable(name)} cannot be upgraded from schema version {written} to {target}: it is damaged."]
                ) from error
        elif version[0] == now[0]:
            # A new minor version only adds fields that have defaults.
            document = {**document, "schema_version": current}
        else:
            raise ConfigError(
                [f"{printable(name)} follows schema version {written}, which this program can no longer upgrade."]
            )
        reached = _parsed(document)
        assert reached is not None
        assert reached > version, "an upgrade step must lead to a newer version"
        version = reached
    return document


def document_errors(document: Any) -> list[str]:
    """Return one line "pointer: message" for everything that keeps the document from being a configuration.

    Where the document comes from a file, the caller names it.
    """
    errors = [f"{_place(error.pointer)}: {error.message}" for error in schema_errors(document)]
    return errors or list(_named_twice((table["owner"], table["table_name"]) for table in document["tables"]))


def _named_twice(names: Iterable[tuple[str, str]]) -> Iterator[str]:
    first: dict[tuple[str, str], int] = {}
    for place, key in enumerate(names):
        if key in first:
            name = printable(".".join(key))
            yield f"/tables/{place}: {name} already stands at /tables/{first[key]}; keep one of the two"
        first.setdefault(key, place)


def _refuse(lines: list[str], notes: list[str]) -> None:
    if lines:
        more = [f"... and {len(lines) - _SHOWN_LINES} more"] if len(lines) > _SHOWN_LINES else []
        raise ConfigError([*notes, *lines[:_SHOWN_LINES], *more])


def _version_note(document: Any, name: str) -> list[str]:
    version, now = _parsed(document), _parsed({"schema_version": SCHEMA_VERSION})
    if version is None or now is None or version <= now:
        return []
    newer = f"{name} follows schema version {document['schema_version']}, newer than this program's {SCHEMA_VERSION}"
    return [f"{newer}: use a newer repart-tui, or mend what this one does not know:"]


def _parsed(document: Any) -> tuple[int, int] | None:
    written = document.get("schema_version") if isinstance(document, dict) else None
    found = _VERSION.match(written) if isinstance(written, str) else None
    return (int(found[1]), int(found[2])) if found else None


def _read(path: Path) -> str:
    try:
        if path.is_char_device():
            # /dev/zero never ends.
            raise ConfigError([f"{printable(str(path))} is a device, not a plan."])
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ConfigError([f"{printable(str(path))} cannot be read: {_reason(error)}."]) from error
    # Written back, the file would silently lose its mark, so say it now.
    if data.startswith(b"\xef\xbb\xbf"):
        raise ConfigError([f"{printable(str(path))} starts with a byte order mark; save it as UTF-8 without one."])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError([f"{printable(str(path))} is not UTF-8: line {line}; save it as UTF-8."]) from error


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "it does not exist"
    if isinstance(error, IsADirectoryError):
        return "it is a directory"
    if isinstance(error, PermissionError) and error.strerror != READ_ONLY:
        return "permission denied"
    return printable(error.strerror if isinstance(error, OSError) and error.strerror else str(error))


class _NotFiniteError(Exception):
    """NaN, Infinity, or a number too large for a double: it would come back as something else."""

    def __init__(self, literal: str) -> None:
        super().__init__(literal)
        self.literal = literal


def _refuse_number(literal: str) -> float:
    raise _NotFiniteError(literal)


def _finite(literal: str) -> float:
    value = float(literal)
    return value if math.isfinite(value) else _refuse_number(literal)


def _position(text: str, literal: str) -> tuple[int, int]:
    """Return line and column of the literal, looking past the texts that may hold the same letters."""
    for found in re.finditer(r'"(?:\\.|[^"\\])*"|' + re.escape(literal), text):
        if not found[0].startswith('"'):
            return text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
    return 1, 1


def _objects(value: Any, path: list[str | int]) -> Iterator[tuple[dict[str, Any], str]]:
    if isinstance(value, dict):
        yield value, json_pointer(path)
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _objects(item, [*path, key])


def _place(pointer: str) -> str:
    return printable(pointer) or "(top level)"


def _broken_lines(config: MigrationConfig, error: Exception) -> list[str]:
    """Word what pydantic only hints at: a list was filled with something of a wrong type."""
    import dataclasses

    return document_errors(dataclasses.asdict(config)) or [printable(" ".join(str(error).split()))]
