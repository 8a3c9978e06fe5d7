"""Weekdays, days, months and years."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from workers.detect import victims
from workers.detect.numbers_value import Words
from workers.detect.timex_kind import Timex
from workers.detect.timing_data import rows

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:mid-|late-|early-)?((?:19|20)\d\d)")
_DECADE = re.compile(r"(?:mid-|late-|early-)?'?(?:(?:19|20)\d0|[1-9]0)s")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)")
_AHEAD = timedelta(days=60)
_TOMORROW = timedelta(days=2)
_CENTURIES = 100
_WEEK = 7
_REACHED = {"mid": 10, "mid-": 10, "late": 20}
"""Day from which "mid" or "late" may mean the month of publication."""


def read_iso(words: Words, i: int, published: date) -> Timex | None:  # noqa: ARG001 - one signature for all readers
    """2024-11-27, 27.11.2024 and 11/27/2024, one token or five; 03/04/2024 may be two days and is none."""
    for length in (1, 5):
        text = "".join(words.lower[i : i + length])
        if day := _iso(text) or _numeric(text):
            return Timex(i, i + length - 1, day, day, "date")
    return None


def _iso(text: str) -> date | None:
    match = _ISO.fullmatch(text)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _numeric(text: str) -> date | None:
    match = _NUMERIC.fullmatch(text)
    if not match:
        return None
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    days = {day for day in (_date(year, one, other), _date(year, other, one)) if day}
    return days.pop() if len(days) == 1 else None


def read_weekday(words: Words, i: int, published: date) -> Timex | None:
    """As in "Wednesday", "last Wednesday", "Wednesday, 27 November": the most recent such day not after publication."""
    number = rows().weekdays.get(words.at(i))
    if number is None or words.tokens[i].text[0].islower() or words.at(i - 1) in rows().names_before:
        return None
    behind = i + 2 if words.at(i + 1) in {",", "the", "("} else i + 1
    exact = read_day_month(words, behind, published) or read_month_day(words, behind, published)
    if exact:
        return replace(exact, first=i)
    back = (published.weekday() - number) % _WEEK
    if back == 0 and words.at(i - 1) == "last":
        back = _WEEK
    if words.at(i - 1) in {"next", "coming"}:
        back -= _WEEK
    day = published - timedelta(days=back)
    return Timex(i, with_part(words, i), day, day, "weekday")


def with_part(words: Words, last: int) -> int:
    """As in "Monday morning" is one phrase."""
    return last + 1 if words.at(last + 1) in rows().day_parts else last


def read_day_month(words: Words, i: int, published: date) -> Timex | None:
    """As in "27 November", "27th of November 2024"."""
    match = _DAY.fullmatch(words.at(i))
    behind = i + 2 if words.at(i + 1) == "of" else i + 1
    if not match or not _is_month(words, behind):
        return None
    return _dated(words, (i, behind), (rows().months[words.at(behind)], int(match[1])), published)


def read_month_day(words: Words, i: int, published: date) -> Timex | None:
    """As in "November 27", "Nov. 27, 2024"."""
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
        day = _nearest(month_day, published, ahead=not _is_told(words))
        return Timex(first, last, day, day, "date") if day else None
    exact = _date(year, *month_day)
    return Timex(first, end, exact, exact, "date") if exact else None


def _year_behind(words: Words, i: int) -> tuple[int | None, int]:
    """The year at ``i`` or behind a comma, and its token."""
    for k in (i, i + 1) if words.at(i) in {",", "of"} else (i,):
        if match := _YEAR.fullmatch(words.at(k)):
            return int(match[1]), k
    return None, i


def _nearest(month_day: tuple[int, int], published: date, *, ahead: bool) -> date | None:
    """The day without its year: the last one, unless the next is within two months and may be meant (``ahead``)."""
    options = [_date(year, *month_day) for year in (published.year - 1, published.year, published.year + 1)]
    valid = [day for day in options if day]
    past = [day for day in valid if day <= published]
    soon = [day for day in valid if published < day <= published + (_AHEAD if ahead else _TOMORROW)]
    return soon[0] if soon else past[-1] if past else None


def _is_month(words: Words, i: int) -> bool:
    return words.at(i) in rows().months and not words.tokens[i].text[0].islower()


def read_month(words: Words, i: int, published: date) -> Timex | None:
    """As in "November 2023", "in November", "last March"; never "march on" and "may have"."""
    if not _is_month(words, i):
        return None
    number = rows().months[words.at(i)]
    year, last = _year_behind(words, i + 1)
    if year is None:
        if words.at(i - 1) not in rows().month_before or words.tokens[i].tag == "MD":
            return None
        last, year = i, published.year if number <= published.month else published.year - 1
        if number == published.month and published.day < _REACHED.get(words.at(i - 1), 1):
            year -= 1
        if words.at(i - 1) == "last" and number == published.month:
            year -= 1
        if (
            words.at(i - 1) in {"next", "by", "until", "till"}
            and number > published.month
            and _is_planned(words)
        ):
            year += 1
    end = date(year, number, monthrange(year, number)[1])
    return Timex(i, last, date(year, number, 1), end, "month", "month")


def _is_told(words: Words) -> bool:
    """As in "seized the town on 30 December": in the past tense alone."""
    tags = {t.tag for t in words.tokens}
    return "VBD" in tags and not tags & {"MD", "TO", "VBP", "VBZ"}


def _is_planned(words: Words) -> bool:
    """As in "will leave by November", unlike "had died by November"."""
    return any(t.tag in {"MD", "TO"} or t.lemma == "plan" for t in words.tokens)


def read_year(words: Words, i: int, published: date) -> Timex | None:  # noqa: ARG001 - one signature for all readers
    """As in "in 2016", "the 2016 fighting", "2011 protests", "the 1990s"."""
    if _DECADE.fullmatch(words.at(i)):
        return _decade(words, i)
    match = _YEAR.fullmatch(words.at(i))
    if (
        not match
        or words.at(i - 1) in {"$", "-", ".", "£", "€"}
        or words.at(i + 1) in {"%", "percent", "gmt"}
    ):
        return None
    following = words.tokens[i + 1] if i + 1 < len(words.tokens) else None
    plural = (
        following is not None and following.tag in {"NNS", "NNPS"} and words.at(i - 1) not in {"in", "since"}
    )
    if plural and following is not None and victims.victim_class(tuple(words.tokens), i + 1):
        return None
    entry = i == 0 and words.at(1) in {"-", "\u2013", "\u2014", ":"}
    if (
        not entry
        and words.at(i - 1) not in rows().year_before
        and not (following and following.tag.startswith("NN"))
    ):
        return None
    year = int(match[1])
    return Timex(i, i, date(year, 1, 1), date(year, 12, 31), "year", "year")


def _decade(words: Words, i: int) -> Timex | None:
    digits = "".join(c for c in words.at(i) if c.isdigit())
    year = int(digits) if int(digits) > _CENTURIES else 1900 + int(digits)
    if words.at(i - 1) in {"his", "her", "their"}:
        return None
    return Timex(i, i, date(year, 1, 1), date(year + 9, 12, 31), "year", None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
