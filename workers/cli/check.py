"""``tocsin check``: load everything that people edit, and say what is wrong."""

import importlib
import os
from collections.abc import Callable

import click

from workers.cli import words

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
    topics = importlib.import_module("workers.topics").load_topics()
    return f"{len(topics)} topics"


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
