"""``tocsin worker``: read articles from Kafka and raise alerts, until stopped."""

import os

import click

from workers import settings
from workers.app import run_worker

EPILOG = """\b
Examples:
  TOCSIN_BROKER_URL=kafka:9092 tocsin worker
  TOCSIN_LOG_FORMAT=text TOCSIN_POOL_PROCESSES=4 tocsin worker

Exit codes: 0 stopped; 70 to 74 a promise of delivery could not be kept (docs/decisions/0003);
78 settings, data files or topics are wrong.
"""


@click.command(epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Read articles from Kafka and raise alerts, until SIGTERM or Ctrl-C.

    Everything that can be set is a TOCSIN_* variable; docs/settings.md lists them. The topics must exist
    (`tocsin topics`). Metrics are served on TOCSIN_WEB_HOST:TOCSIN_WEB_PORT.
    """
    ctx.exit(run_worker(settings.load(os.environ)))
