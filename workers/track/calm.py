"""De-escalation across threads: a ceasefire makes the offensive at its place less severe."""

from collections.abc import Iterable

from workers.models import Report, Signal
from workers.track.claims import CLAIMING, Claim
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
        Claim(report, signal, report)
        for report in reports
        for signal in report.signals
        if spot in _spots(report, signal) or spot._replace(where=ANYWHERE) in _spots(report, signal)
    )


def calmed(claims: Iterable[Claim], calming: Iterable[Claim]) -> bool:
    """True where the newest word on the thread is one that calms."""
    claims = list(claims)
    escalating = [claim.order for claim in claims if TYPES[claim.signal.type].escalates]
    soothing = [claim.order for claim in claims if not TYPES[claim.signal.type].escalates]
    soothing += [claim.order for claim in calming]
    return bool(escalating and soothing) and max(soothing) > max(escalating)


def _spots(report: Report, signal: Signal) -> tuple[Spot, ...]:
    families = SEVERITIES.lowers.get(signal.type, ()) if signal.status in CLAIMING else ()
    named = signal.place and signal.place.kind != "country"
    where = signal.place.id if signal.place and named else ANYWHERE
    return tuple(Spot(report.status.lower(), family, where) for family in families)
