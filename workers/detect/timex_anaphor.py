"""Days counted from another day of the text: "the same day", "hours later", "that August", "a day earlier"."""

from dataclasses import replace
from datetime import date, timedelta

from workers.detect.numbers_value import Words
from workers.detect.timex_kind import Timex
from workers.detect.timex_relative import amount_before, minus, unit_at
from workers.detect.timing_data import rows

COUNTED = frozenset({"anaphor", "earlier"})
_LONG = timedelta(days=28)
_SAME_UNITS = frozenset({"day", "night", "week", "month", "year", "decade", "weekend"})
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})


def read_same(words: Words, i: int, published: date) -> Timex | None:
    """As in "the same day", "that August", "the following year", "the next day"."""
    if words.at(i) not in rows().same:
        return None
    unit = words.at(i + 1)
    month = unit in rows().months and not words.tokens[i + 1].text[0].islower()
    if not (unit in _SAME_UNITS or unit in _SEASONS or unit in rows().day_parts or month):
        return None
    if words.at(i) in {"next", "following", "previous"} and words.at(i - 1) != "the":
        return None
    long = unit in {"month", "year", "decade"} or unit in _SEASONS or month
    back = _LONG if long else timedelta(days=0)
    return _anaphor(i, i + 1, minus(published, back))


def read_later(words: Words, i: int, published: date) -> Timex | None:
    """As in "two days later", "hours later", "within weeks", "the day after": of years, a past time."""
    unit = unit_at(words, i)
    if unit is None:
        return None
    amount, first = amount_before(words, i)
    within = words.at(first - 1) == "within" or (first == i and words.at(i - 1) == "within")
    if words.at(i + 1) not in {"later", "afterwards"} and not within:
        return None
    days = int(amount * rows().units[unit])
    last = i + 1 if words.at(i + 1) in {"later", "afterwards"} else i
    return _anaphor(
        first, last, minus(published, timedelta(days=min(days, 700_000) if days >= _LONG.days else 0))
    )


def _anaphor(first: int, last: int, day: date) -> Timex:
    return Timex(first, last, day, day, "anaphor", None)


def counted_from(timex: Timex, base: Timex | None, published: date) -> Timex:
    """Of a phrase that counts from another day: near that day, or as far before it as it says; else as it is read."""
    if base is None:
        return timex
    if timex.code == "anaphor":
        return replace(timex, start=base.start, end=base.end)
    back = published - timex.end
    return replace(timex, start=minus(base.start, back), end=minus(base.end, back))
