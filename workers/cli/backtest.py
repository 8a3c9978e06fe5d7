"""``tocsin backtest``: dated articles through all stages, without Kafka."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import click
import orjson

from workers import settings
from workers.backtest import Flow, track_settings
from workers.cli import console, lines
from workers.cli.summary import Summary
from workers.cli.telling import tell
from workers.errors import RejectedError
from workers.extract import Extractor
from workers.models import Alert, EnrichedArticle
from workers.publish import publish
from workers.types import TYPES

EPILOG = """\b
Examples:
  tocsin backtest articles.jsonl
  tocsin backtest --jsonl < articles.jsonl > alerts.jsonl
  tocsin backtest articles.jsonl --summary --theatre SY --since 2024-11-27
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which alerts to show; None stands for all."""

    since: datetime | None
    theatre: str | None
    type: str | None

    def __contains__(self, alert: Alert) -> bool:
        return (
            (self.since is None or alert.time >= self.since)
            and self.theatre in {None, alert.theatre}
            and self.type in {None, alert.signal}
        )


@dataclass(slots=True)
class Unread:
    """Lines that could not be read: how many, and the first one's reason."""

    count: int = 0
    first: RejectedError | None = None

    def add(self, error: RejectedError) -> None:
        """One more."""
        self.count += 1
        self.first = self.first or error


@click.command(epilog=EPILOG)
@click.argument("file", default="-")
@click.option(
    "--jsonl", "form", flag_value="jsonl", help='One line an alert: {"alert": {...}, "cause": uri}.'
)
@click.option(
    "--summary", "form", flag_value="summary", help="Threads, tolls and what was silenced, as tables."
)
@click.option("--since", type=console.Moment(), help="Only alerts of this time or later.")
@click.option("--theatre", help="Only alerts of this theatre, such as SY.")
@click.option("--type", "type_", type=click.Choice(sorted(TYPES)), help="Only alerts of this type.")
def command(
    file: str, form: str | None, since: datetime | None, theatre: str | None, type_: str | None
) -> None:
    """Run the articles in FILE (JSON lines; - for standard input) through all stages, without Kafka.

    Articles are taken in the order in which they stand; their publication time counts as arrival. Alerts come out in
    the order in which they would have been sent, with the status Test. Thresholds are those of the TOCSIN_*
    settings. Lines that cannot be read are counted on standard error.
    """
    flow = Flow(track_settings(settings.load(os.environ)))
    wanted = Wanted(since=since, theatre=theatre, type=type_)
    unread = Unread()
    with click.open_file(file, "rb") as stream:
        articles = console.progress(_articles(stream, unread), "Reading articles")
        alerts = (alert for article in articles for alert in flow.feed(article) if alert in wanted)
        _show(form, alerts, flow)
    if unread.first:
        click.echo(f"{unread.count} lines could not be read; the first: {unread.first}", err=True)


def _articles(stream: Iterable[bytes], unread: Unread) -> Iterator[EnrichedArticle]:
    extractor = Extractor()
    for batch in lines.batches(stream):
        for result in lines.extract(extractor, batch):
            if isinstance(result, RejectedError):
                unread.add(result)
            else:
                yield replace(result, status="Test")


def _show(form: str | None, alerts: Iterable[Alert], flow: Flow) -> None:
    if form == "jsonl":
        for alert in alerts:
            sys.stdout.buffer.write(_line(alert))
            sys.stdout.buffer.flush()
    elif form == "summary":
        summary = Summary(alerts)
        summary.show(console.stdout(), flow.silenced)
    else:
        out = console.stdout()
        for alert in alerts:
            tell(out, alert)


def _line(alert: Alert) -> bytes:
    body = orjson.Fragment(publish(alert).value)
    return orjson.dumps({"alert": body, "cause": alert.cause}, option=orjson.OPT_APPEND_NEWLINE)
