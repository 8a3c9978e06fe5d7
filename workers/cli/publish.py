"""``tocsin publish``: send articles to the worker."""

from collections import deque
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from typing import Any

import click
from aiokafka.errors import KafkaError

from workers.cli import console, kafka
from workers.cli.feeds import Outgoing, Piece, opened, pieces
from workers.errors import TocsinError
from workers.topics import ARTICLES_RAW

EPILOG = """\b
Examples:
  tocsin publish articles.jsonl
  tocsin publish https://example.org/world/rss
  tocsin publish archive.jsonl --status Test
"""
WINDOW = 100
REASONS_SHOWN = 5


class NotSentError(TocsinError):
    """Some of the input could not be sent."""

    exit_code = 65


@dataclass(slots=True)
class Tally:
    """What became of the input."""

    sent: int = 0
    failures: list[str] = field(default_factory=list)
    failed: int = 0

    def fail(self, reason: str) -> None:
        """One piece that was not sent; the first reasons are kept."""
        self.failed += 1
        if len(self.failures) < REASONS_SHOWN:
            self.failures.append(reason)


@click.command(epilog=EPILOG)
@click.argument("source", metavar="FILE|-|URL")
@click.option(
    "--status", type=click.Choice(["Actual", "Exercise", "Test"]), default="Actual", show_default=True
)
@click.option("--topic", default=ARTICLES_RAW, show_default=True)
@kafka.broker_option
def command(source: str, status: str, topic: str, broker: str | None) -> None:
    """Send every article in FILE, in standard input (-) or behind a URL to the worker.

    Read are JSON lines, a JSON document (one article or a list), RSS and Atom. JSON is sent byte for byte, with the
    article's uri as key; whether it keeps the contract is for the worker to say (`tocsin dead-letters list`).
    The command ends with 0 only if the broker has confirmed everything, else with 65 and a count.
    """
    server = kafka.bootstrap(broker)
    headers = () if status == "Actual" else (("tocsin-status", status.encode()),)
    with opened(source) as stream:
        articles = console.progress(pieces(stream), "Sending articles")
        tally = kafka.run(_send_all(server, topic, articles, headers), server)
    for reason in tally.failures:
        click.echo(reason, err=True)
    click.echo(f"{tally.sent} sent, {tally.failed} not sent.", err=True)
    if tally.failed:
        raise NotSentError(f"{tally.failed} of {tally.sent + tally.failed} could not be sent.")


async def _send_all(
    server: str, topic: str, articles: Iterable[Piece], headers: Iterable[tuple[str, bytes]]
) -> Tally:
    tally = Tally()
    pending: deque[tuple[str, Awaitable[Any]]] = deque()
    async with kafka.sending(server) as producer:
        for piece in articles:
            if not isinstance(piece, Outgoing):
                tally.fail(piece.reason)
                continue
            name = (piece.key or b"an article without uri").decode()
            try:
                send = await producer.send(topic, piece.value, key=piece.key, headers=list(headers))
            except KafkaError as error:
                tally.fail(f"{name}: {error}")
                continue
            pending.append((name, send))
            if len(pending) >= WINDOW:
                await _settle(*pending.popleft(), tally)
        while pending:
            await _settle(*pending.popleft(), tally)
    return tally


async def _settle(name: str, send: Awaitable[Any], tally: Tally) -> None:
    try:
        await kafka.confirmed(send)
        tally.sent += 1
    except (KafkaError, TimeoutError) as error:
        tally.fail(f"{name}: {error or 'no answer in time'}")
