"""The command line: ``tocsin <command>``. Each command is a module of its own, imported when it is asked for."""

import importlib
import os
import sys
from typing import Any

import click

from workers.errors import TocsinError

COMMANDS = {
    "demo": "Run the whole flow on a real local Kafka, with a story of 2024.",
    "worker": "Read articles from Kafka and raise alerts, until stopped.",
    "topics": "Create the topics, or check them.",
    "publish": "Send articles to the worker: JSON lines, a JSON file, RSS or Atom.",
    "alerts": "Read alerts as a person likes them.",
    "explain": "Say what one article tells, and why, without Kafka.",
    "backtest": "Run dated articles through all stages, without Kafka.",
    "dead-letters": "List what could not be read, or send it again.",
    "check": "Load settings, data files and schemas, and say what is wrong.",
}
"""Name -> one sentence. The module has the name with ``_`` for ``-`` and defines ``command``."""

INTERRUPTED = 130
BROKEN_PIPE = 141


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"workers.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        try:
            return super().invoke(ctx)
        except TocsinError as error:
            click.echo(f"tocsin: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # Python flushes stdout once more at exit; whoever read it is gone.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(BROKEN_PIPE)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `tocsin demo`, or with `tocsin explain article.txt`. Settings are TOCSIN_* variables.",
)
@click.version_option(package_name="tocsin")
def main() -> None:
    """Tocsin reads raw news articles and raises explained alerts when an armed conflict escalates."""
