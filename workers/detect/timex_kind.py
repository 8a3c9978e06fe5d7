"""A date phrase."""

from dataclasses import dataclass
from datetime import date

from workers.models import EventDate, Granularity


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
