"""Dates of a sentence as calendar days, anchored to the day of publication and to nothing else.

Only whole date phrases are read, so "march on Hama" is no month and "may have died" none either.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workers.detect import victims
from workers.detect.numbers_value import Words, value_at, words_of
from workers.detect.timing_data import rows
from workers.models import EventDate, Granularity, Sentence

WINDOW = timedelta(days=7)
"""What is older than this is not news."""

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:mid-|late-|early-)?((?:19|20)\d\d)")
_DECADE = re.compile(r"(?:mid-|late-|early-)?'?(?:(?:19|20)\d0|[1-9]0)s")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_AHEAD = timedelta(days=60)
_CENTURIES = 100
_WEEK, _MONTH, _YEAR_DAYS = 7, 30, 365
_SINCE_MAX = 4
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Timex:
    """A date phrase.

    Attributes:
        first: its first token.
        last: its last token.
        start: first day it may mean.
        end: last day it may mean.
        code: its form: weekday, date, month, year, today, ago, week, span, recent, earlier.
        granularity: None where it names no one day, month or year ("last week").
        since: "since" stands before it.
    """

    first: int
    last: int
    start: date
    end: date
    code: str
    granularity: Granularity | None = "day"
    since: bool = False

    @property
    def value(self) -> EventDate | None:
        """The date it names, cut to its granularity."""
        if self.granularity is None:
            return None
        width = {"day": 10, "month": 7, "year": 4}[self.granularity]
        return EventDate(value=self.start.isoformat()[:width], granularity=self.granularity)


def timexes(sentence: Sentence, published: date) -> tuple[Timex, ...]:
    """The date phrases of a sentence in the order of the text."""
    words = words_of(sentence.tokens)
    found: list[Timex] = []
    i = 0
    while i < len(words.lower):
        timex = next((t for read in _READERS if (t := read(words, i, published))), None)
        if timex is None:
            i += 1
            continue
        found.append(replace(timex, since=_is_since(words, timex.first)))
        i = timex.last + 1
    return tuple(found)


def _is_since(words: Words, first: int) -> bool:
    for i in range(first - 1, max(-1, first - 1 - _SINCE_MAX), -1):
        if words.at(i) == "since":
            return True
        if words.at(i) not in rows().since_fillers:
            return False
    return False


def _iso(words: Words, i: int, published: date) -> Timex | None:  # noqa: ARG001 - one signature for all readers
    """2024-11-27, one token or five."""
    for length in (1, 5):
        match = _ISO.fullmatch("".join(words.lower[i : i + length]))
        if match:
            day = _date(int(match[1]), int(match[2]), int(match[3]))
            return Timex(i, i + length - 1, day, day, "date") if day else None
    return None


def _weekday(words: Words, i: int, published: date) -> Timex | None:
    """ "Wednesday", "last Wednesday", "Wednesday, 27 November": the most recent such day not after publication."""
    number = rows().weekdays.get(words.at(i))
    if number is None or words.tokens[i].text[0].islower() or words.at(i - 1) in rows().names_before:
        return None
    behind = i + 2 if words.at(i + 1) in {",", "the", "("} else i + 1
    exact = _day_month(words, behind, published) or _month_day(words, behind, published)
    if exact:
        return replace(exact, first=i)
    back = (published.weekday() - number) % _WEEK
    if back == 0 and words.at(i - 1) == "last":
        back = _WEEK
    if words.at(i - 1) in {"next", "coming"}:
        back -= _WEEK
    day = published - timedelta(days=back)
    return Timex(i, _with_part(words, i), day, day, "weekday")


def _with_part(words: Words, last: int) -> int:
    """ "Monday morning" is one phrase."""
    return last + 1 if words.at(last + 1) in rows().day_parts else last


def _day_month(words: Words, i: int, published: date) -> Timex | None:
    """ "27 November", "27th of November 2024"."""
    match = _DAY.fullmatch(words.at(i))
    behind = i + 2 if words.at(i + 1) == "of" else i + 1
    if not match or not _is_month(words, behind):
        return None
    return _dated(words, (i, behind), (rows().months[words.at(behind)], int(match[1])), published)


def _month_day(words: Words, i: int, published: date) -> Timex | None:
    """ "November 27", "Nov. 27, 2024"."""
    match = _DAY.fullmatch(words.at(i + 1))
    if not match or not _is_month(words, i):
        return None
    if words.at(i + 1).isdigit() and words.at(i - 1) == "in" and words.at(i + 2) in {"people", "soldiers"}:
        return None
    return _dated(words, (i, i + 1), (rows().months[words.at(i)], int(match[1])), published)


def _dated(words: Words, span: tuple[int, int], month_day: tuple[int, int], published: date) -> Timex | None:
    first, last = span
    year, end = _year_behind(words, last + 1)
    if year is None:
        day = _nearest(month_day, published)
        return Timex(first, last, day, day, "date") if day else None
    exact = _date(year, *month_day)
    return Timex(first, end, exact, exact, "date") if exact else None


def _year_behind(words: Words, i: int) -> tuple[int | None, int]:
    """The year at ``i`` or behind a comma, and its token."""
    for k in (i, i + 1) if words.at(i) in {",", "of"} else (i,):
        if match := _YEAR.fullmatch(words.at(k)):
            return int(match[1]), k
    return None, i


def _nearest(month_day: tuple[int, int], published: date) -> date | None:
    """The day without its year: the last one, unless the next is within two months."""
    options = [_date(year, *month_day) for year in (published.year - 1, published.year, published.year + 1)]
    valid = [day for day in options if day]
    past = [day for day in valid if day <= published]
    ahead = [day for day in valid if published < day <= published + _AHEAD]
    return ahead[0] if ahead else past[-1] if past else None


def _is_month(words: Words, i: int) -> bool:
    return words.at(i) in rows().months and not words.tokens[i].text[0].islower()


def _month(words: Words, i: int, published: date) -> Timex | None:
    """ "November 2023", "in November", "last March"; never "march on" and "may have"."""
    if not _is_month(words, i):
        return None
    number = rows().months[words.at(i)]
    year, last = _year_behind(words, i + 1)
    if year is None:
        if words.at(i - 1) not in rows().month_before or words.tokens[i].tag == "MD":
            return None
        last, year = i, published.year if number <= published.month else published.year - 1
        if words.at(i - 1) == "last" and number == published.month:
            year -= 1
        if words.at(i - 1) in {"next", "by", "until", "till"} and number > published.month:
            year += 1
    end = date(year, number, monthrange(year, number)[1])
    return Timex(i, last, date(year, number, 1), end, "month", "month")


def _year(words: Words, i: int, published: date) -> Timex | None:  # noqa: ARG001 - one signature for all readers
    """ "in 2016", "the 2016 fighting", "2011 protests", "the 1990s"."""
    if _DECADE.fullmatch(words.at(i)):
        return _decade(words, i)
    match = _YEAR.fullmatch(words.at(i))
    if not match or words.at(i - 1) in {"$", "-", ".", "£", "€"} or words.at(i + 1) in {"%", "percent", "gmt"}:
        return None
    following = words.tokens[i + 1] if i + 1 < len(words.tokens) else None
    plural = following is not None and following.tag in {"NNS", "NNPS"}
    if plural and following is not None and victims.victim_class(tuple(words.tokens), i + 1):
        return None
    if words.at(i - 1) not in rows().year_before and not (following and following.tag.startswith("NN")):
        return None
    year = int(match[1])
    return Timex(i, i, date(year, 1, 1), date(year, 12, 31), "year", "year")


def _decade(words: Words, i: int) -> Timex | None:
    digits = "".join(c for c in words.at(i) if c.isdigit())
    year = int(digits) if int(digits) > _CENTURIES else 1900 + int(digits)
    if words.at(i - 1) in {"his", "her", "their"}:
        return None
    return Timex(i, i, date(year, 1, 1), date(year + 9, 12, 31), "year", None)


def _today(words: Words, i: int, published: date) -> Timex | None:
    """ "today", "yesterday", "overnight", "this morning", "last night"."""
    offset = rows().days.get(words.at(i))
    last = i
    if words.at(i) in {"this", "last"} and words.at(i + 1) in rows().day_parts:
        offset, last = -1 if words.at(i) == "last" else 0, i + 1
    if offset is None:
        return None
    day = published + timedelta(days=offset)
    return Timex(i, _with_part(words, last), day, day, "today")


def _ago(words: Words, i: int, published: date) -> Timex | None:
    """ "two days ago", "a decade ago", "years ago", "10 years earlier"."""
    unit = _unit_at(words, i)
    if unit is None or words.at(i + 1) not in {"ago", "earlier", "previously"}:
        return None
    amount, first = _amount_before(words, i)
    back = timedelta(days=min(int(amount * rows().units[unit]), 700_000))
    day = _minus(published, back)
    code = "ago" if words.at(i + 1) == "ago" else "earlier"
    if unit in {"day", "night", "hour", "minute"} and first < i:
        return Timex(first, i + 1, day, day, code)
    if unit in {"year", "decade"} and first < i:
        year = max(1, published.year - int(amount) * (1 if unit == "year" else 10))
        return Timex(first, i + 1, date(year, 1, 1), min(day, date(year, 12, 31)), code, "year")
    return Timex(first, i + 1, _minus(published, 2 * back), day, code, None)


def _minus(day: date, back: timedelta) -> date:
    return day - back if back.days < day.toordinal() else date.min


def _unit_at(words: Words, i: int) -> str | None:
    word = words.at(i)
    unit = {"centuries": "century"}.get(word, word.removesuffix("s"))
    return unit if unit in rows().units else None


def _amount_before(words: Words, i: int) -> tuple[float, int]:
    """How many units, and where that starts; "years ago" alone is several."""
    if words.at(i - 1) in {"a", "an"}:
        return 1, i - 1
    for start in range(max(0, i - 4), i):
        value = value_at(words, start)
        if value and value.end == i and not value.vague:
            return float(min(value.amount, 100_000)), start
    return _SEVERAL, i


def _span(words: Words, i: int, published: date) -> Timex | None:
    """ "this week", "last month", "earlier this year", "next week", "this weekend"."""
    word, unit = words.at(i), words.at(i + 1)
    if word == "the" and words.at(i - 1) == "over" and unit == "weekend":
        word = "this"
    if word not in {"this", "last", "next", "previous"} or unit not in {"week", "weekend", "month", "year", "decade"}:
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


def _recent(words: Words, i: int, published: date) -> Timex | None:
    """ "in recent days", "in the past 24 hours", "over the last three weeks"."""
    if words.at(i) not in {"recent", "past", "last"}:
        return None
    for k in range(i + 1, i + 4):
        unit = _unit_at(words, k)
        if unit is None:
            continue
        if words.at(i) == "last" and k == i + 1 and words.at(k) == unit:
            return None
        amount = 1.0 if k == i + 1 and words.at(k) == unit else _amount_before(words, k)[0]
        back = timedelta(days=min(int(amount * rows().units[unit]), 700_000))
        return Timex(i, k, _minus(published, back), published, "recent", None)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[Callable[[Words, int, date], Timex | None], ...] = (
    _iso,
    _weekday,
    _day_month,
    _month_day,
    _month,
    _year,
    _today,
    _ago,
    _recent,
    _span,
)
