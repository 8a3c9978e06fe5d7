"""What commands share to speak to a person: one console a stream, colour only where a terminal shows it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track
from rich.text import Text

from workers.errors import UsageError

PLAIN_WIDTH = 100

T = TypeVar("T")


def stdout() -> Console:
    """For results. Rich leaves colours out when the stream is no terminal or NO_COLOR is set."""
    return _console(stderr=False)


def stderr() -> Console:
    """For progress and remarks, so that results can be piped."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    return (
        console
        if console.is_terminal
        else Console(stderr=stderr, highlight=False, markup=False, emoji=False, width=PLAIN_WIDTH)
    )


def indented(console: Console, text: Text, spaces: int, label: str = "") -> None:
    """Print a text after so many spaces and a label that its further lines hang below; no blanks behind."""
    for number, line in enumerate(text.wrap(console, console.width - spaces - len(label))):
        line.rstrip()
        lead = label if number == 0 else " " * len(label)
        console.print(Text.assemble(" " * spaces, (lead, "dim"), line))


class Moment(click.ParamType):
    """A point in time on the command line: ISO 8601, UTC where no zone is given."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The aware datetime in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            return _utc(datetime.fromisoformat(str(value)))
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is not a time such as 2024-12-01 or 2024-12-01T18:00Z.", param, ctx)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def read(source: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        with click.open_file(source, "rb") as file:
            content: bytes = file.read()
            return content
    except OSError as error:
        raise UsageError(f"{source} cannot be read: {error.strerror}.") from error


def progress(items: Iterable[T], description: str, total: int | None = None) -> Iterable[T]:
    """The items, with a progress bar on standard error while a person watches."""
    console = stderr()
    return track(
        items, description, total=total, console=console, transient=True, disable=not console.is_terminal
    )
