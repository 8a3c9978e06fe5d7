"""``tocsin dead-letters``: what could not be read, and sending it again."""

import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import click
import orjson
from rich.table import Table

from workers.cli import console, kafka
from workers.topics import ARTICLES_ENRICHED, ARTICLES_RAW, ESCALATION_SIGNALS, dead_letters_of

INPUTS = {dead_letters_of(topic): topic for topic in (ARTICLES_RAW, ARTICLES_ENRICHED, ESCALATION_SIGNALS)}
"""Topic of dead letters -> the input topic that they came from."""
PREFIX = "dlq-"
"""Marks the headers that the worker added to those of the record."""

REPLAYED = "tocsin-replayed"
"""Says when a record first arrived, in Unix milliseconds."""

LIST_EPILOG = """\b
Examples:
  tocsin dead-letters list
  tocsin dead-letters list --code field.missing --json
"""
REPLAY_EPILOG = """\b
Examples:
  tocsin dead-letters replay --code internal --dry-run
  tocsin dead-letters replay --code internal --since 2026-11-22
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Where a record came from and why it is here."""

    topic: str
    partition: str
    offset: str
    code: str
    path: str
    reason: str

    @classmethod
    def of(cls, record: Any) -> "DeadLetter":  # noqa: ANN401 - an aiokafka record
        """The letter of a record in a dead-letter topic; its place there, where it does not say where it came from."""
        headers = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
        return cls(
            topic=headers.get("dlq-topic", record.topic),
            partition=headers.get("dlq-partition", str(record.partition)),
            offset=headers.get("dlq-offset", str(record.offset)),
            code=headers.get("dlq-code", "unknown"),
            path=headers.get("dlq-path", "$"),
            reason=headers.get("dlq-reason", ""),
        )

    def has(self, code: str | None) -> bool:
        """Whether its code is this one or below it: ``internal`` takes in ``internal.KeyError``."""
        return code is None or self.code == code or self.code.startswith(f"{code}.")


def _shared(function: Any) -> Any:  # noqa: ANN401 - click's decorators
    function = click.option(
        "--since", type=console.Moment(), help="Only those written at this time or later."
    )(function)
    function = click.option("--code", help="Only this code, or those below it, such as internal.")(function)
    return kafka.broker_option(function)


@click.group()
def command() -> None:
    """List what could not be read, or send it again.

    A record that breaks its contract, or that no stage can handle, is kept with its bytes, key and headers in
    <input>-dlq, for 30 days.
    """


@command.command("list", epilog=LIST_EPILOG)
@click.option("--json", "as_json", is_flag=True, help="One line a letter.")
@_shared
def list_letters(code: str | None, since: datetime | None, broker: str | None, *, as_json: bool) -> None:
    """List dead letters: where each came from, its code, the path of the field, and the reason."""
    server = kafka.bootstrap(broker)
    letters = kafka.run(_listed(server, code, since), server)
    if as_json:
        sys.stdout.buffer.writelines(
            orjson.dumps(asdict(x), option=orjson.OPT_APPEND_NEWLINE) for x in letters
        )
    else:
        console.stdout().print(table(letters))


def table(letters: list[DeadLetter]) -> Table:
    """Dead letters for people."""
    grid = Table(
        "record", "code", "path", "reason", title=f"Dead letters: {len(letters)}", title_justify="left"
    )
    for letter in letters:
        grid.add_row(
            f"{letter.topic}-{letter.partition}@{letter.offset}", letter.code, letter.path, letter.reason
        )
    return grid


@command.command("replay", epilog=REPLAY_EPILOG)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, send nothing.")
@_shared
def replay(code: str | None, since: datetime | None, broker: str | None, *, dry_run: bool) -> None:
    """Send dead letters to the topic that they came from, with their own bytes, key and headers.

    Letters stay where they are until retention takes them, so narrow a second replay by --since. Each send is
    confirmed by the broker before the next.
    """
    server = kafka.bootstrap(broker)
    count = kafka.run(_replay(server, code, since, dry_run=dry_run), server)
    click.echo(f"{count} {'would be sent' if dry_run else 'sent'}.")


def replayed(headers: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The headers of a letter as it goes back: its own, and when it first arrived, so that it is not late for waiting here."""
    own = [(name, value) for name, value in headers if not name.startswith(PREFIX)]
    first = [(REPLAYED, value) for name, value in headers if name == "dlq-timestamp"]
    return own if any(name == REPLAYED for name, _ in own) else own + first


async def _records(
    server: str, code: str | None, since: datetime | None
) -> AsyncIterator[tuple[Any, DeadLetter]]:
    async with kafka.reading(server, list(INPUTS), since) as reader:
        async for record in reader.to_end():
            letter = DeadLetter.of(record)
            if letter.has(code):
                yield record, letter


async def _listed(server: str, code: str | None, since: datetime | None) -> list[DeadLetter]:
    found = [pair async for pair in _records(server, code, since)]
    letters = {id(record): letter for record, letter in found}
    return [letters[id(record)] for record in kafka.in_order(record for record, _ in found)]


async def _replay(server: str, code: str | None, since: datetime | None, *, dry_run: bool) -> int:
    count = 0
    async with kafka.sending(server) as producer:
        async for record, letter in _records(server, code, since):
            if dry_run:
                click.echo(f"{letter.topic}-{letter.partition}@{letter.offset} {letter.code}")
            else:
                send = await producer.send(
                    INPUTS[record.topic], record.value, key=record.key, headers=replayed(record.headers)
                )
                await kafka.confirmed(send)
            count += 1
    return count
