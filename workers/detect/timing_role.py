"""The time role that a date gives to the event that it dates."""

from dataclasses import dataclass
from datetime import date, timedelta

from workers.detect.timex import WINDOW
from workers.detect.timex_kind import Timex
from workers.models import EventDate, TimeRole

_NEWS = frozenset(
    {
        "weekday",
        "weekday_begun",
        "date",
        "today",
        "ago",
        "this_week",
        "this_weekend",
        "last_weekend",
        "anaphor",
    }
)
_OLD = {
    "date": "date_old",
    "month": "month_old",
    "year": "year_old",
    "ago": "ago_old",
    "weekday": "date_old",
    "last_month": "last_month",
    "this_month": "last_month",
    "last_year": "last_year",
    "last_decade": "last_year",
    "this_year": "last_year",
    "recent": "recent_long",
    "earlier": "earlier",
    "anaphor": "earlier",
    "this_decade": "year_old",
}
_LONG_OVER = frozenset({"last_month", "last_year", "last_decade"})
_MOST_OF_A_WEEK = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Timing:
    """The time role of an event with its date, where one is said, and the codes of why."""

    role: TimeRole
    event_date: EventDate | None
    reasons: tuple[str, ...]


def role_of(timex: Timex, today: date) -> Timing | None:
    """The role of an event on a date; None where the date is too wide to tell."""
    if is_ahead(timex, today):
        return Timing("new", timex.value, ("time.future",))
    if is_old(timex, today) or timex.code in _LONG_OVER:
        code = _OLD.get(timex.code, "date_old")
        role: TimeRole = "background" if timex.end < today else "ongoing"
        return Timing(role, timex.value, (f"time.{code}",))
    if timex.code in _NEWS:
        return Timing("new", timex.value, (f"time.{timex.code}",))
    if timex.code == "earlier":
        return Timing("new", timex.value, ("time.anaphor",))
    return _of_span(timex, today)


def _of_span(timex: Timex, today: date) -> Timing | None:
    if timex.code == "recent":
        short = today - timex.start <= WINDOW
        return Timing("new" if short else "ongoing", None, ("time.recent" if short else "time.recent_long",))
    if timex.code == "last_week":
        late = timex.end - (today - WINDOW) >= _MOST_OF_A_WEEK - timedelta(days=1)
        return Timing("new" if late else "ongoing", None, ("time.last_week",))
    return None


def is_ahead(timex: Timex, today: date) -> bool:
    """Whether all days that a date phrase may mean lie after publication."""
    return timex.start > today and timex.code != "weekday_begun"


def is_old(timex: Timex, today: date) -> bool:
    """Whether all days that a date phrase may mean lie before the window."""
    return timex.end < today - WINDOW
