"""``tocsin topics``: create the topics, or check them."""

import click

from workers import topics
from workers.cli import kafka

EPILOG = """\b
Examples:
  tocsin topics --partitions 8 --replication 3
  tocsin topics --check && tocsin worker
"""


@click.command(epilog=EPILOG)
@click.option("--check", is_flag=True, help="Create nothing; exit 78 where a topic is absent or differs.")
@click.option(
    "--partitions", type=click.IntRange(1, 1000), help="Of topics that are created. [default: schemas/]"
)
@click.option(
    "--replication", type=click.IntRange(1, 10), help="Of topics that are created. [default: broker's]"
)
@kafka.broker_option
def command(*, check: bool, partitions: int | None, replication: int | None, broker: str | None) -> None:
    """Create the topics that schemas/topics describes, and check those that exist.

    One line is printed a topic. A topic with another policy, size or partition count is never changed: the message
    says what to do.
    """
    server = kafka.bootstrap(broker)
    work = topics.ensure(server, create=not check, replication=replication, partitions=partitions)
    for line in kafka.run(work, server):
        click.echo(line)
