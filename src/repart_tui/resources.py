"""Where the schema and the templates stand: inside the wheel, or at the root of a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SCHEMA_NAME = "enhanced_migration_schema.json"


def resource_folder(name: str) -> Path:
    """Return the folder `name`: the packaged one if it exists (wheel), else the checkout's."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else PACKAGE.parents[1] / name


def schema_path() -> Path:
    """Return the path of the JSON Schema that the models and the validation come from."""
    return resource_folder("schema") / SCHEMA_NAME


def template_folder() -> Path:
    """Return the folder of the Jinja2 templates of the script."""
    return resource_folder("templates")
