# ruff: noqa: RUF001, RUF002 - typographic quotes and dashes are what this module reads
"""The place in a dateline: "ALEPPO, Syria (AP) —", "GOMA, Nov 30 -", "Kyiv, 3 Dec –"."""

import re
from dataclasses import dataclass

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\.?"
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{2,4}})?"
_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_][\w'’.\-]*(?:[ /][^\W\d_][\w'’.\-]*){0,3})"
    r"(?P<region>,\s*(?!" + _MONTH + r"\s+\d)[^\W\d_][\w'’.]*(?:\s[^\W\d_][\w'’.]*){0,3})?"
    rf"(?P<date>,?\s*{_DATE})?"
    r"(?P<agency>\s*\([^()\n]{2,40}\))?"
    rf"(?P<late>,?\s*{_DATE})?"
    r"\s*(?:—|–|--|(?<=\s)-)\s*(?=\S)"
)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a dateline stands: its place in ``start:place_end``, all of it in ``start:end``."""

    start: int
    place_end: int
    end: int


def find(body: str) -> Dateline | None:
    """The dateline at the head of a body, if it has one.

    A date, an agency in brackets or a place in capitals makes it one; "Aleppo - the country's second city - fell"
    has none of them.
    """
    match = _DATELINE.match(body, 0, _LONGEST)
    if not match:
        return None
    place = re.split(r"/", match["place"])[0]
    if not (match["date"] or match["agency"] or match["late"] or place.isupper()):
        return None
    return Dateline(match.start("place"), match.start("place") + len(place), match.end())
