"""``tocsin alerts``: read alerts as a person likes them."""

import heapq
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, get_args

import click

from workers.cli import console, kafka, words
from workers.cli.telling import tell
from workers.clock import SystemClock
from workers.errors import RejectedError
from workers.models import Alert, Severity, from_json
from workers.publish import Seen
from workers.topics import ESCALATION_ALERTS

EPILOG = """\b
Examples:
  tocsin alerts --follow
  tocsin alerts --since 2024-11-27 --severity Severe --theatre SY
  tocsin alerts --json | jq .headline
"""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
EARLIEST_BEFORE = timedelta(hours=1)
"""An alert reaches the broker at most this much before its own time (DESIGN: published 1 h after arrival is refused)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which alerts to show; None stands for all."""

    since: datetime | None
    severity: Severity | None
    theatre: str | None

    def wants(self, alert: Alert) -> bool:
        """Whether to show it; severity means this one or graver."""
        return (
            (self.since is None or alert.time >= self.since)
            and (self.severity is None or SEVERITIES.index(alert.severity) <= SEVERITIES.index(self.severity))
            and self.theatre in {None, alert.theatre}
        )


@dataclass(slots=True)
class Desk:
    """Shows each alert once, and none before its embargo ends.

    Attributes:
        show: prints one alert, given also its bytes.
    """

    filter: Filter
    show: Callable[[Alert, bytes], None]
    _seen: Seen = field(default_factory=Seen)
    _held: list[tuple[datetime, int, Alert, bytes]] = field(default_factory=list)
    _count: int = 0

    def receive(self, value: bytes, now: datetime) -> None:
        """One record of escalation-alerts.

        Raises:
            RejectedError: it is no alert.
        """
        alert = from_json(Alert, value)
        if self._seen.repeats(alert.id) or not self.filter.wants(alert):
            return
        if alert.embargoed_until and alert.embargoed_until > now:
            self._count += 1
            heapq.heappush(self._held, (alert.embargoed_until, self._count, alert, value))
        else:
            self.show(alert, value)

    def release(self, now: datetime) -> None:
        """Show what was held until now."""
        while self._held and self._held[0][0] <= now:
            _, _, alert, value = heapq.heappop(self._held)
            self.show(alert, value)

    @property
    def held(self) -> list[datetime]:
        """When each alert that is still held may be shown, soonest first."""
        return sorted(until for until, *_ in self._held)


@click.command(epilog=EPILOG)
@click.option("--follow", is_flag=True, help="Stay and show new alerts as they come, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="One line an alert, as it is in Kafka.")
@click.option("--since", type=console.Moment(), help="Only alerts of this time or later.")
@click.option("--severity", type=click.Choice(SEVERITIES[:-1]), help="Only alerts this grave or graver.")
@click.option("--theatre", help="Only alerts of this theatre, such as SY.")
@kafka.broker_option
def command(
    *,
    follow: bool,
    as_json: bool,
    since: datetime | None,
    severity: Severity | None,
    theatre: str | None,
    broker: str | None,
) -> None:
    """Show the alerts that are in Kafka: the story, the evidence, the reasons, and what changed.

    Nothing is committed, so it disturbs nobody. Repeats are dropped by id. An alert under embargo is held until its
    time; without --follow, what is still held is only counted.
    """
    server = kafka.bootstrap(broker)
    desk = Desk(Filter(since=since, severity=severity, theatre=theatre), _json_line if as_json else _story())
    kafka.run(_read(server, desk, since, follow=follow), server)
    if desk.held:
        click.echo(
            f"{len(desk.held)} held by embargo, the first until {words.moment(desk.held[0])}.", err=True
        )


async def _read(server: str, desk: Desk, since: datetime | None, *, follow: bool) -> None:
    clock = SystemClock()
    start = since - EARLIEST_BEFORE if since else None
    async with kafka.reading(server, [ESCALATION_ALERTS], start) as reader:
        _take(desk, kafka.in_order([record async for record in reader.to_end()]), clock.now())
        while follow:
            _take(desk, kafka.in_order(await reader.poll()), clock.now())
            desk.release(clock.now())


def _take(desk: Desk, records: Iterable[Any], now: datetime) -> None:
    for record in records:
        try:
            desk.receive(record.value, now)
        except RejectedError as error:
            click.echo(f"{record.topic}-{record.partition}@{record.offset} is no alert: {error}", err=True)


def _story() -> Callable[[Alert, bytes], None]:
    out = console.stdout()
    return lambda alert, _value: tell(out, alert)


def _json_line(_alert: Alert, value: bytes) -> None:
    sys.stdout.buffer.write(value + b"\n")
    sys.stdout.buffer.flush()
