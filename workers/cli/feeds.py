"""What ``tocsin publish`` reads: JSON lines, one JSON document, RSS or Atom; each article becomes one record."""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import click
import orjson

from workers.errors import UsageError

FETCH_SECONDS = 30.0
NAMES = ("uri", "id", "@id", "url")
"""Where formats keep what names an article, in the order in which we look."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An article ready to send: its key and its bytes as they came."""

    key: bytes | None
    value: bytes


@dataclass(frozen=True, slots=True)
class Unusable:
    """A piece of input that is no article; one sentence says where and why."""

    reason: str


Piece = Outgoing | Unusable


@contextmanager
def opened(source: str) -> Iterator[IO[bytes]]:
    """The bytes behind a file name, ``-`` or an http(s) address.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        with _open(source) as stream:
            yield stream
    except URLError as error:
        raise UsageError(f"{source} cannot be fetched: {error.reason}.") from error
    except OSError as error:
        raise UsageError(f"{source} cannot be read: {error.strerror or error}.") from error


def _open(source: str) -> Any:  # noqa: ANN401 - urllib's and click's streams share no type
    if not source.startswith(("http://", "https://")):
        return click.open_file(source, "rb")
    request = Request(source, headers={"User-Agent": "tocsin"})  # noqa: S310 - only http and https come here
    return urlopen(request, timeout=FETCH_SECONDS)  # noqa: S310 - as above


def pieces(stream: IO[bytes]) -> Iterator[Piece]:
    """The articles of a stream. JSON lines are read one by one; a document or a feed is read whole."""
    first = next((line for line in stream if line.strip()), b"")
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"<"):
        yield from _feed(first + stream.read())
    elif _loads(first) is not None:
        yield from _lines(itertools.chain([first], stream))
    else:
        yield from _document(first + stream.read())


def _lines(lines: Iterator[bytes]) -> Iterator[Piece]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from _articles(line.strip(), f"Line {number}")


def _document(content: bytes) -> Iterator[Piece]:
    if _loads(content) is None:
        yield from _lines(iter(BytesIO(content)))
    else:
        yield from _articles(content, "The document")


def _articles(content: bytes, where: str) -> Iterator[Piece]:
    plain = _loads(content)
    if isinstance(plain, dict):
        yield Outgoing(_key(plain), content)
    elif isinstance(plain, list) and all(isinstance(item, dict) for item in plain):
        yield from (Outgoing(_key(item), orjson.dumps(item)) for item in plain)
    else:
        yield Unusable(f"{where} is no JSON object.")


def _loads(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return None


def _key(article: dict[str, Any]) -> bytes | None:
    return next((v.encode() for name in NAMES if isinstance(v := article.get(name), str) and v), None)


def _feed(content: bytes) -> Iterator[Piece]:
    import feedparser  # noqa: PLC0415 - most input is JSON

    feed = feedparser.parse(content)
    if not feed.entries:
        yield Unusable("The input is XML but neither RSS nor Atom with an entry in it.")
    for entry in feed.entries:
        article = _flat(entry, feed.feed.get("title") or "unknown")
        yield Outgoing(_key(article), orjson.dumps(article))


def _flat(entry: Any, source: str) -> dict[str, Any]:  # noqa: ANN401 - feedparser has no types
    """A flat article; a summary alone is marked as partial, so that nobody takes it for the whole."""
    full = next((content.value for content in entry.get("content", ()) if content.get("value")), None)
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "id": entry.get("id") or entry.get("link"),
        "title": entry.get("title"),
        "text": full or entry.get("summary"),
        "published_at": _moment(when),
        "source": source,
        "url": entry.get("link"),
        "completeness": "full" if full else "partial",
    }


def _moment(parsed: time.struct_time | None) -> str | None:
    if parsed is None:
        return None
    return datetime(*parsed[:6], tzinfo=UTC).isoformat()
