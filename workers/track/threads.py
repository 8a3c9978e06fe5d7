"""Which thread a signal belongs to: a function of its report alone."""

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from workers.models import Report, Signal
from workers.track.claims import CLAIMING, SPEAKING, Claim, claim, event_time
from workers.types import TYPES

COUNTED = frozenset({"toll", "displacement"})
"""Families whose signal is a number; without a place it is the theatre's as a whole."""
CARRIERS = frozenset({"strike", "ground"})
"""Families whose thread takes in the casualties that the same report gives for the same deed."""
REHEARSALS = frozenset({"exercise", "test"})
LONGEST = 96
UNSAFE = re.compile(r"[^A-Za-z0-9._~:-]+")


def threads_of(report: Report) -> Mapping[str, tuple[Claim, ...]]:
    """What the report says, by thread id; plans, calls on others and parts of a count belong to none.

    An id reads ``SY/territory/geonames:170063``, ``SY/strike/geonames:170063/2024-11-30`` or, for a feed that is
    not Actual, ``SY/exercise/territory/geonames:170063``: rehearsals never share a thread with the real thing.
    """
    found: dict[str, tuple[Claim, ...]] = {}
    for position, signal in enumerate(report.signals):
        part = signal.count is not None and signal.count.subset
        if signal.status in SPEAKING and signal.time_role != "background" and not part:
            thread = thread_id(report, _carrier(report, signal) or signal)
            found[thread] = (*found.get(thread, ()), claim(report, position))
    return found


def thread_id(report: Report, signal: Signal) -> str:
    """Theatre, family, place (else sorted actors, else uri), and for an incident its day."""
    kind = TYPES[signal.type]
    feed = () if report.status == "Actual" else (report.status.lower(),)
    day = (_day(report, signal),) if _is_incident(signal) else ()
    return "/".join((_safe(report.theatre), *feed, kind.family, _safe(_where(report, signal)), *day))


class Spot(NamedTuple):
    """What the threads of one story over many days, or of one state of things, have in common."""

    feed: str
    family: str
    where: str


def spot_of(thread: str) -> Spot:
    """The parts of a thread id, without theatre and day.

    >>> spot_of("SY/test/strike/geonames:170063/2024-11-30")
    Spot(feed='test', family='strike', where='geonames:170063')
    """
    parts = thread.split("/")[1:]
    feed = parts.pop(0) if parts[0] in REHEARSALS else "actual"
    return Spot(feed, parts[0], parts[1])


def _is_incident(signal: Signal) -> bool:
    if signal.type == "casualties.reported":
        return signal.count is None or signal.count.kind != "cumulative"
    return TYPES[signal.type].incident


def _where(report: Report, signal: Signal) -> str:
    if signal.place:
        return signal.place.id
    if TYPES[signal.type].family in COUNTED and not _is_incident(signal):
        return f"iso:{report.theatre}"
    return "~".join(sorted({actor.id for actor in signal.actors})) or report.uri


def _day(report: Report, signal: Signal) -> str:
    return signal.event_date.value if signal.event_date else event_time(report).date().isoformat()


def _carrier(report: Report, signal: Signal) -> Signal | None:
    """The strike or clash whose victims are counted: of the same sentence first, else of the same place and day."""
    if signal.type != "casualties.reported" or not _is_incident(signal):
        return None
    deeds = [
        deed for deed in report.signals if TYPES[deed.type].family in CARRIERS and deed.status in CLAIMING
    ]
    said = (signal.evidence.field, signal.evidence.start)
    same_sentence = (deed for deed in deeds if (deed.evidence.field, deed.evidence.start) == said)
    same_spot = (deed for deed in deeds if signal.place and _spot(report, deed) == _spot(report, signal))
    return next(same_sentence, None) or next(same_spot, None)


def _spot(report: Report, signal: Signal) -> tuple[str | None, str]:
    return signal.place.id if signal.place else None, _day(report, signal)


def _safe(name: str) -> str:
    """The name as one part of a URL's path; hashed where it is long or where making it safe could clash."""
    plain = name.replace("#", ".")
    if len(plain) <= LONGEST and not UNSAFE.search(plain):
        return plain
    readable = UNSAFE.sub("-", plain)[: LONGEST // 2].strip("-")
    return f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
