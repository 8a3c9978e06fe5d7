"""Times as newsrooms write them, and which of them is the publication time. Nothing here reads a clock."""

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

NOON = time(12, tzinfo=UTC)
"""What a date alone means: the day is right whichever zone the newsroom sits in."""

REPRINT_AFTER = timedelta(hours=36)
"""A version made later than this after the first is a mended typo, not news of its own day (DESIGN section 1)."""

FUTURE_AFTER = timedelta(hours=1)
"""How far a newsroom's clock may run ahead of the broker's."""

_YEARS = range(1900, 9999)
_MAX_LENGTH = 64
_EPOCH_SECONDS = (
    1e8,
    1e11,
)  # March 1973 to the year 5138: smaller numbers are counters or dates, not seconds.
_EPOCH_MILLISECONDS = (1e11, 1e14)
_ZULU = re.compile(r"\s*(?:Z|UTC|GMT)$", re.IGNORECASE)
_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_RFC_2822 = re.compile(
    r"(?:[a-z]{3,9},?\s+)?\d{1,2}\s+[a-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s+(?:[+-]\d{4}|UTC?|GMT|Z|[ECMP][SD]T))?",
    re.IGNORECASE,
)


def read(value: object, day: time = NOON) -> datetime | None:
    """The moment in UTC that ``value`` names, None where it names none.

    Read are ISO 8601, RFC 2822 dates, and Unix epochs in seconds or milliseconds (a number, or its digits). Without
    an offset it is UTC. A date alone is that date at ``day``. Years outside 1900 to 9998 are not times.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        moment = _from_text(value.strip(), day) if isinstance(value, str) else _from_epoch(value)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None


def read_embargo(value: object) -> datetime | None:
    """As ``read``, but a date alone holds until that day is over."""
    moment = read(value, time.max)
    return moment + timedelta(microseconds=1) if moment and moment.time() == time.max else moment


def publication(version: datetime | None, first: datetime | None) -> datetime | None:
    """When the article was published: its version's time, or its first where the two lie over 36 hours apart."""
    if version and first:
        return first if abs(version - first) > REPRINT_AFTER else version
    return version or first


def is_future(published: datetime, arrived: datetime) -> bool:
    """Whether it claims to be published over an hour after it arrived."""
    return published - arrived > FUTURE_AFTER


def sortable(moment: datetime | None) -> str:
    """ISO in UTC, always with microseconds, so that order as text is order in time; "" for None."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z") if moment else ""


def _from_epoch(number: float) -> datetime:
    if _EPOCH_SECONDS[0] <= number < _EPOCH_SECONDS[1]:
        return datetime.fromtimestamp(number, UTC)
    if _EPOCH_MILLISECONDS[0] <= number < _EPOCH_MILLISECONDS[1]:
        return datetime.fromtimestamp(number / 1000, UTC)
    raise ValueError("neither seconds nor milliseconds since 1970")


def _from_text(text: str, day: time) -> datetime:
    if len(text) > _MAX_LENGTH or not text.isascii():
        raise ValueError("too long for a time, or not in ASCII")
    if text.isdigit() and len(text) > len("YYYYMMDD"):
        return _from_epoch(int(text))
    if _RFC_2822.fullmatch(text):
        return parsedate_to_datetime(text)
    try:
        return datetime.combine(date.fromisoformat(text), day)
    except ValueError:
        return datetime.fromisoformat(_SPACED_OFFSET.sub("", _ZULU.sub("+00:00", text)))
