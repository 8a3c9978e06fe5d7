"""What the headers of a record say of its feed."""

from collections.abc import Mapping
from datetime import datetime

from workers.decode import times
from workers.models import Feed

_FEEDS: dict[str, Feed] = {"test": "Test", "exercise": "Exercise"}


def status(headers: Mapping[str, bytes]) -> tuple[Feed, tuple[str, ...]]:
    """``tocsin-status``: Test or Exercise in any case; else Actual, with ``status.ignored`` if it says another thing."""
    word = _text(headers, "tocsin-status")
    if word is None:
        return "Actual", ()
    feed = _FEEDS.get(word.lower())
    return (feed, ()) if feed else ("Actual", ("status.ignored",))


def arrival(headers: Mapping[str, bytes], feed: Feed, arrived: datetime) -> tuple[datetime, tuple[str, ...]]:
    """``tocsin-arrived`` where the feed is not Actual and it can be read; else the broker's time, with a remark.

    A dead letter that was sent again arrived when it first did: ``tocsin-replayed`` (Unix milliseconds) says when, and
    can only make an arrival earlier.
    """
    word = _text(headers, "tocsin-arrived")
    if word is None:
        return _first_arrival(headers, arrived)
    if feed == "Actual":
        return arrived, ("arrived.ignored",)
    moment = times.read(word)
    return (moment, ()) if moment else (arrived, ("arrived.unreadable",))


def _first_arrival(headers: Mapping[str, bytes], arrived: datetime) -> tuple[datetime, tuple[str, ...]]:
    first = times.read(_text(headers, "tocsin-replayed") or "")
    return (first, ("arrived.replayed",)) if first and first < arrived else (arrived, ())


def _text(headers: Mapping[str, bytes], name: str) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("utf-8", errors="replace").strip()
