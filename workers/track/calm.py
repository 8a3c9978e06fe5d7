"""De-escalation across threads: a ceasefire makes the offensive at its place less severe."""

from collections.abc import Iterable, Sequence

from workers.models import Report, Signal
from workers.track.claims import CLAIMING, Claim, claim
from workers.track.severity import SEVERITIES
from workers.track.threads import Spot
from workers.types import TYPES

ANYWHERE = "*"


def calmed_spots(report: Report) -> frozenset[Spot]:
    """The spots that acts in this report calm; ``ANYWHERE`` for one that names no place below the country."""
    return frozenset(spot for signal in report.signals for spot in _spots(report, signal))


def acts(reports: Iterable[Report], spot: Spot) -> tuple[Claim, ...]:
    """The acts in these reports that calm a spot."""
    return tuple(
        claim(report, position)
        for report in reports
        for position, signal in enumerate(report.signals)
        if spot in _spots(report, signal) or spot._replace(where=ANYWHERE) in _spots(report, signal)
    )


def calmed(claims: Sequence[Claim], calming: Iterable[Claim]) -> bool:
    """True where the newest word on the thread is one that calms."""
    escalating = [one.order for one in claims if TYPES[one.signal.type].escalates]
    soothing = [one.order for one in claims if not TYPES[one.signal.type].escalates]
    soothing += [one.order for one in calming]
    return bool(escalating and soothing) and max(soothing) > max(escalating)


def _spots(report: Report, signal: Signal) -> tuple[Spot, ...]:
    families = SEVERITIES.lowers.get(signal.type, ()) if signal.status in CLAIMING else ()
    named = signal.place and signal.place.kind != "country"
    where = signal.place.id if signal.place and named else ANYWHERE
    return tuple(Spot(report.status.lower(), family, where) for family in families)
