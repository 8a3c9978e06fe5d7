"""``tocsin check``: load everything that people edit, and say what is wrong."""

import importlib
import os
from collections.abc import Callable
from pathlib import Path

import click
import orjson

from workers.cli import words
from workers.errors import DataFileError

EPILOG = """\b
Examples:
  tocsin check
  TOCSIN_LATE_HOURS=soon tocsin check || echo "exit code $?"
"""


def _settings() -> str:
    settings = importlib.import_module("workers.settings")
    settings.load(os.environ)
    given = sorted(name for name in os.environ if name.startswith(settings.PREFIX))
    return ", ".join(given) or "all at their defaults"


def _types() -> str:
    return f"{len(importlib.import_module('workers.types').load())} types of signals"


def _reasons() -> str:
    return f"{len(words.reasons())} codes in words"


def _contracts() -> str:
    contracts = importlib.import_module("workers.contracts")
    schemas = sorted(contracts.schemas_folder().glob("*.schema.json"))
    for path in schemas:
        _check_schema(path)
    return f"{len(contracts.load_topics())} topics, {len(schemas)} schemas"


def _check_schema(path: Path) -> None:
    jsonschema = importlib.import_module("jsonschema")
    try:
        jsonschema.Draft202012Validator.check_schema(orjson.loads(path.read_bytes()))
    except orjson.JSONDecodeError as error:
        raise DataFileError(path, error.lineno, error.msg) from error
    except jsonschema.SchemaError as error:
        raise DataFileError(path, None, f"{error.message} at {error.json_path}") from error


def _stage(name: str) -> Callable[[], str]:
    def load() -> str:
        stage = importlib.import_module(f"workers.{name}")
        if hasattr(stage, "load"):
            stage.load()
        return "data files and all that they need"

    return load


def _story() -> str:
    return f"{len(importlib.import_module('workers.demo').story())} articles"


KINDS: dict[str, Callable[[], str]] = {
    "settings": _settings,
    "types": _types,
    "reasons": _reasons,
    "contracts": _contracts,
    "enrich": _stage("enrich"),
    "detect": _stage("detect"),
    "track": _stage("track"),
    "demo": _story,
}


@click.command(epilog=EPILOG)
def command() -> None:
    """Load settings, data files and schemas: one line for each kind that is right.

    Stops at the first kind that is wrong with 78, and says file, line and reason.
    """
    for kind, load in KINDS.items():
        click.echo(f"ok  {kind:<10} {load()}")
