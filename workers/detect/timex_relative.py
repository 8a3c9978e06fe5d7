"""Dates counted from the day of publication: "yesterday", "two days ago", "last week", "in recent days"."""

from calendar import monthrange
from datetime import date, timedelta

from workers.detect.numbers_value import Words, value_at
from workers.detect.timex_calendar import with_part
from workers.detect.timex_kind import Timex
from workers.detect.timing_data import rows
from workers.models import Granularity

_WEEK = 7
_SEVERAL = 3


def read_today(words: Words, i: int, published: date) -> Timex | None:
    """As in "today", "yesterday", "overnight", "this morning", "last night"."""
    offset = rows().days.get(words.at(i))
    last = i
    if words.at(i) in {"this", "last"} and words.at(i + 1) in rows().day_parts:
        offset, last = -1 if words.at(i) == "last" else 0, i + 1
    if offset is None:
        return None
    day = published + timedelta(days=offset)
    return Timex(i, with_part(words, last), day, day, "today")


def read_ago(words: Words, i: int, published: date) -> Timex | None:
    """As in "two days ago", "a decade ago", "years ago", "10 years earlier"."""
    unit = unit_at(words, i)
    if unit is None or words.at(i + 1) not in {"ago", "earlier", "previously"}:
        return None
    amount, first = amount_before(words, i)
    back = timedelta(days=min(int(amount * rows().units[unit]), 700_000))
    day = minus(published, back)
    code = "ago" if words.at(i + 1) == "ago" else "earlier"
    last = _with_weekday(words, i + 1)
    if unit in {"day", "night", "hour", "minute"} and first < i:
        return Timex(first, last, day, day, code)
    if unit in {"year", "decade"} and first < i:
        year = max(1, published.year - int(amount) * (1 if unit == "year" else 10))
        return Timex(first, last, date(year, 1, 1), min(day, date(year, 12, 31)), code, "year")
    return Timex(first, last, minus(published, 2 * back), day, code, None)


def _with_weekday(words: Words, last: int) -> int:
    """As in "four years ago on Tuesday", "a year ago today": the day of the week is not one of now."""
    for k in (last + 1, last + 2) if words.at(last + 1) in {"on", "this"} else (last + 1,):
        if words.at(k) in rows().weekdays or words.at(k) in {"today", "week", "month"}:
            return k
    return last


def minus(day: date, back: timedelta) -> date:
    """The day so long before another; the first of all days where there is none."""
    return day - back if back.days < day.toordinal() else date.min


def unit_at(words: Words, i: int) -> str | None:
    """The unit of time that a word names: "weeks" is a week."""
    word = words.at(i)
    unit = {"centuries": "century"}.get(word, word.removesuffix("s"))
    return unit if unit in rows().units else None


def amount_before(words: Words, i: int) -> tuple[float, int]:
    """How many units, and where that starts; "years ago" alone is several."""
    if words.at(i - 1) in {"a", "an"}:
        return 1, i - 1
    for start in range(max(0, i - 4), i):
        value = value_at(words, start)
        if value and value.end == i and not value.vague:
            return min(float(value.amount), 100_000.0), start
    return _SEVERAL, i


def read_span(words: Words, i: int, published: date) -> Timex | None:
    """As in "this week", "last month", "earlier this year", "next week", "this weekend"."""
    word, unit = words.at(i), words.at(i + 1)
    if word == "the" and words.at(i - 1) == "over" and unit == "weekend":
        word = "this"
    if word not in {"this", "last", "next", "previous"} or unit not in {
        "week",
        "weekend",
        "month",
        "year",
        "decade",
    }:
        return None
    if word == "next":
        return Timex(i, i + 1, published + timedelta(days=1), published + timedelta(days=400), "future", None)
    first = i - 1 if words.at(i - 1) == "earlier" else i
    build = {"week": _week_span, "weekend": _weekend_span, "month": _month_span}.get(unit, _year_span)
    start, end, granularity = build(published, back=word != "this")
    return Timex(first, i + 1, start, min(end, published), f"{_which(word)}_{unit}", granularity)


def _which(word: str) -> str:
    return "this" if word == "this" else "last"


def _week_span(published: date, *, back: bool) -> tuple[date, date, Granularity | None]:
    monday = published - timedelta(days=published.weekday() + (_WEEK if back else 0))
    return monday, monday + timedelta(days=6), None


def _weekend_span(published: date, *, back: bool) -> tuple[date, date, Granularity | None]:
    saturday = published - timedelta(days=(published.weekday() - 5) % _WEEK)
    if back and published.weekday() >= rows().weekdays["saturday"]:
        saturday -= timedelta(days=_WEEK)
    return saturday, saturday + timedelta(days=1), None


def _month_span(published: date, *, back: bool) -> tuple[date, date, Granularity | None]:
    first = published.replace(day=1)
    if back:
        first = (first - timedelta(days=1)).replace(day=1)
    return first, date(first.year, first.month, monthrange(first.year, first.month)[1]), "month"


def _year_span(published: date, *, back: bool) -> tuple[date, date, Granularity | None]:
    year = published.year - 1 if back else published.year
    return date(year, 1, 1), date(year, 12, 31), "year"


def read_recent(words: Words, i: int, published: date) -> Timex | None:
    """As in "in recent days", "in the past 24 hours", "over the last three weeks"."""
    if words.at(i) not in {"recent", "past", "last"}:
        return None
    for k in range(i + 1, i + 4):
        unit = unit_at(words, k)
        if unit is None:
            continue
        if words.at(i) == "last" and k == i + 1 and words.at(k) == unit:
            return None
        amount = 1.0 if k == i + 1 and words.at(k) == unit else amount_before(words, k)[0]
        back = timedelta(days=min(int(amount * rows().units[unit]), 700_000) or 1)
        return Timex(i, k, minus(published, back), published, "recent", None)
    return None
