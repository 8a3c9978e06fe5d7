"""The story that ``tocsin demo`` sends: its articles, byte for byte, and what is expected of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workers import datafile
from workers.models import Alert
from workers.types import TYPES

FOLDER = Path(__file__).parent

_EXPECTED_ALERT = re.compile(r"(Alert|Update|Cancel)(?: (?P<signal>[a-z]+\.[a-z]+)(?: (?P<place>.+))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must come of an article.

    Attributes:
        alerts: each as ``<msgType>``, ``<msgType> <signal>`` or ``<msgType> <signal> <place>``; others may come
            too, but an empty list asks for silence.
        dead_letter: the code of the dead letter that it must become; then no alerts.
    """

    alerts: tuple[str, ...] = ()
    dead_letter: str | None = None

    def __post_init__(self) -> None:
        for line in self.alerts:
            match = _EXPECTED_ALERT.fullmatch(line)
            if match is None or match["signal"] not in {None, *TYPES}:
                raise ValueError(f"{line!r} is not '<msgType> <signal> <place>'")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article of the story, ready to send.

    Attributes:
        name: of its file.
        value: the bytes to send.
        headers: mark the feed as Test and say when the article arrived in 2024.
        shows: one sentence for the audience.
    """

    name: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...]
    shows: str
    expected: Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    file: str
    arrived: str
    shows: str
    expects: Expectation


def story(folder: Path = FOLDER) -> tuple[DemoArticle, ...]:
    """The articles in the order in which they are sent.

    Raises:
        DataFileError: story.yaml has a wrong line.
        OSError: an article that it names cannot be read.
    """
    return tuple(_article(row, folder) for row in datafile.load(folder / "story.yaml", tuple[_Row, ...]))


def _article(row: _Row, folder: Path) -> DemoArticle:
    return DemoArticle(
        name=row.file,
        value=(folder / "articles" / row.file).read_bytes(),
        headers=(("tocsin-status", b"Test"), ("tocsin-arrived", row.arrived.encode())),
        shows=row.shows,
        expected=row.expects,
    )


def shortfalls(expected: Expectation, alerts: Sequence[Alert], dead_letter: str | None) -> list[str]:
    """What did not go as expected, one sentence each; empty when all went well."""
    wrong = []
    if expected.dead_letter != dead_letter:
        wrong.append(f"expected dead letter {expected.dead_letter}, got {dead_letter}")
    got = [(a.msg_type, a.signal, a.place.name if a.place else "no place") for a in alerts]
    heard = ", ".join(" ".join(parts) for parts in got) or "silence"
    if not expected.alerts and got:
        wrong.append(f"expected silence, got {heard}")
    for line in expected.alerts:
        wanted = tuple(line.split(" ", 2))
        if not any(parts[: len(wanted)] == wanted for parts in got):
            wrong.append(f"expected {line}, got {heard}")
    return wrong
