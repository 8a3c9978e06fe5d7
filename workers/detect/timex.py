"""Dates of a sentence as calendar days, anchored to the day of publication and to nothing else.

Only whole date phrases are read, so "march on Hama" is no month and "may have died" none either.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from workers.detect.numbers_value import Words, words_of
from workers.detect.timex_anaphor import COUNTED, counted_from, read_later, read_same
from workers.detect.timex_calendar import (
    read_day_month,
    read_iso,
    read_month,
    read_month_day,
    read_weekday,
    read_year,
)
from workers.detect.timex_kind import Timex
from workers.detect.timex_relative import read_ago, read_recent, read_span, read_today
from workers.detect.timing_data import rows
from workers.models import Sentence

WINDOW = timedelta(days=7)
"""What is older than this is not news."""

_EVENING = 18
_SINCE_MAX = 4
_OPENERS = frozenset(
    {
        "this",
        "last",
        "next",
        "previous",
        "the",
        "recent",
        "past",
        "centuries",
        "same",
        "that",
        "following",
        "within",
    }
)


def timexes(
    sentence: Sentence, published: date, *, evening: bool = False, told: date | None = None
) -> tuple[Timex, ...]:
    """The date phrases of a sentence in the order of the text.

    ``evening``: published so late in the UTC day that farther east the next day has begun, and may be named.
    ``told``: the past day of which the text before tells; "the same day" and "hours later" count from it, if from no
    date of the sentence.
    """
    words = words_of(sentence.tokens)
    found: list[Timex] = []
    i = 0
    while i < len(words.lower):
        timex = _read(words, i, published) if _may_start(words.lower[i]) else None
        if timex and timex.code in COUNTED:
            base = Timex(0, 0, told, told, "told") if told else None
            timex = counted_from(timex, found[-1] if found else base, published)
        if timex is None:
            i += 1
            continue
        timex = replace(timex, since=_is_since(words, timex.first))
        found.append(_next_day(words, timex, published) if evening else timex)
        i = timex.last + 1
    return tuple(found)


def is_evening(published: datetime) -> bool:
    """Whether farther east the day after this one (UTC) may have begun."""
    return published.hour >= _EVENING


def _next_day(words: Words, timex: Timex, published: date) -> Timex:
    """Tomorrow's weekday is tomorrow, not six days ago, unless words say otherwise."""
    tomorrow = published + timedelta(days=1)
    past = timex.since or words.at(timex.first - 1) in {"last", "past", "previous", "next", "coming"}
    if timex.code != "weekday" or past or timex.start != tomorrow - WINDOW:
        return timex
    return replace(timex, start=tomorrow, end=tomorrow, code="weekday_begun")


def _may_start(word: str) -> bool:
    """A quick look before the readers: most words start no date."""
    return word in _starters() or word[:1].isdigit() or word[-1:].isdigit() or word[-2:-1].isdigit()


@cache
def _starters() -> frozenset[str]:
    data = rows()
    units = {form for unit in data.units for form in (unit, f"{unit}s")}
    return frozenset({*data.weekdays, *data.months, *data.days, *units, *_OPENERS})


def _read(words: Words, i: int, published: date) -> Timex | None:
    return next((t for read in _READERS if (t := read(words, i, published))), None)


def _is_since(words: Words, first: int) -> bool:
    for i in range(first - 1, max(-1, first - 1 - _SINCE_MAX), -1):
        if words.at(i) == "since":
            return True
        if words.at(i) not in rows().since_fillers:
            return False
    return False


_READERS: tuple[Callable[[Words, int, date], Timex | None], ...] = (
    read_iso,
    read_weekday,
    read_day_month,
    read_month_day,
    read_same,
    read_month,
    read_year,
    read_today,
    read_later,
    read_ago,
    read_recent,
    read_span,
)
