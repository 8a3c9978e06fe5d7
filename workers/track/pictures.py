"""The picture of a thread: all that its reports together say, whatever the order in which they came."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workers.models import (
    AlertEvidence,
    Certainty,
    EventDate,
    Origin,
    Severity,
    SignalActor,
    SignalPlace,
    Verification,
)
from workers.track import evidence
from workers.track.bands import Standing, Tally, tallies
from workers.track.calm import calmed
from workers.track.claims import Claim, is_late
from workers.track.evidence import Weighed, weigh
from workers.track.settings import TrackSettings
from workers.track.severity import SCALE, SEVERITIES, severity
from workers.track.threads import spot_of
from workers.track.tolls import Toll, tolls
from workers.types import TYPES

ROLES = ("agent", "target", "party")
GENERIC = "generic:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A thread as its reports give it.

    Attributes:
        signal: the type that names the thread.
        news: something in it may alert: alertable by itself, and not from a late article.
        embargoed_until: None where it rests on public evidence.
        tallies: bands, the leading one first.
        speakers: origins of the leading type, best evidence first.
        reasons: codes, sorted.
    """

    thread: str
    theatre: str
    signal: str
    news: bool
    place: SignalPlace | None
    actors: tuple[SignalActor, ...]
    severity: Severity
    certainty: Certainty
    confidence: float
    verification: Verification
    event_date: EventDate | None
    embargoed_until: datetime | None
    tallies: tuple[Tally, ...]
    evidence: tuple[AlertEvidence, ...]
    evidence_total: int
    speakers: tuple[Origin, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A thread for which nothing stands any more.

    Attributes:
        denials: by which origins took their own words back; empty where articles were killed or corrected.
    """

    thread: str
    denials: tuple[AlertEvidence, ...]


def picture(
    thread: str, claims: Sequence[Claim], calming: Sequence[Claim], settings: TrackSettings
) -> Picture | Withdrawn:
    """What these claims together say.

    Embargoed evidence is left out while anything public stands; of several embargoes only the earliest counts. An
    embargo is over once any report of the thread arrived after it.
    """
    now = max((claim.report.arrived for claim in claims), default=None)
    limits: list[datetime | None] = sorted({_embargo(claim, now) for claim in claims}, key=_first_public)
    denials: tuple[AlertEvidence, ...] = ()
    for limit in limits:
        weighed = weigh(claim for claim in claims if _visible(claim, now, limit))
        if weighed.standing:
            return _paint(
                thread, weighed, [act for act in calming if _visible(act, now, limit)], limit, settings
            )
        denials = denials or evidence.denials(weighed)
    return Withdrawn(thread, denials)


def _paint(
    thread: str, weighed: Weighed, calming: Sequence[Claim], embargo: datetime | None, settings: TrackSettings
) -> Picture:
    found = tolls(weighed.standing)
    weighed = _without_held(weighed, found)
    standing = weighed.standing
    bands = tallies(found)
    calm = calmed(standing, calming)
    leading = _leading(thread, standing)
    current = frozenset(one.uri for band in bands[:1] for one in band.band.origins)
    items = evidence.listed(weighed, leading, current)
    return Picture(
        thread=thread,
        theatre=standing[0].report.theatre,
        signal=leading,
        news=any(
            claim.signal.alerts and not is_late(claim.report, settings.late_hours) for claim in standing
        ),
        place=next((claim.signal.place for claim in standing if claim.signal.place), None),
        actors=_actors(standing),
        severity=severity(_grave(thread, standing, leading, bands, settings), bands, calmed=calm),
        certainty=evidence.certainty(weighed),
        confidence=evidence.confidence(weighed),
        verification=evidence.verification(weighed),
        event_date=next((claim.signal.event_date for claim in standing if claim.signal.event_date), None),
        embargoed_until=embargo,
        tallies=bands,
        evidence=items,
        evidence_total=evidence.total(weighed),
        speakers=_speakers(standing, items),
        reasons=_reasons(weighed, found, calm=calm),
    )


def _without_held(weighed: Weighed, found: Iterable[Toll]) -> Weighed:
    """A figure that waits for a second origin supports nothing until then."""
    held = {observation.claim.order for toll in found for observation in toll.held}
    return replace(weighed, standing=tuple(claim for claim in weighed.standing if claim.order not in held))


def _embargo(claim: Claim, now: datetime | None) -> datetime | None:
    until = claim.report.embargoed_until
    return until if until and now and until > now else None


def _first_public(limit: datetime | None) -> float:
    return limit.timestamp() if limit else float("-inf")


def _visible(claim: Claim, now: datetime | None, limit: datetime | None) -> bool:
    until = _embargo(claim, now)
    return until is None or (limit is not None and until <= limit)


def _leading(thread: str, standing: Sequence[Claim]) -> str:
    """The newest type in families that turn; in all others the gravest, the first told on a tie."""
    if spot_of(thread).family in SEVERITIES.turns:
        newest = [claim for claim in standing if claim.signal.alerts] or standing
        return newest[-1].signal.type
    return max((claim.signal.type for claim in standing), key=lambda name: SCALE.index(TYPES[name].severity))


def _grave(
    thread: str, standing: Sequence[Claim], leading: str, bands: Sequence[Tally], settings: TrackSettings
) -> list[str]:
    """The types that make the thread as severe as it is; a toll that has risen is one of its own."""
    if spot_of(thread).family in SEVERITIES.turns:
        return [leading]
    rising = any(_rising(standing, settings) for band in bands[:1] for standing in band.standings)
    risen = "displacement.rising" if bands and bands[0].key.metric == "displaced" else "toll.rising"
    return [claim.signal.type for claim in standing] + ([risen] if rising else [])


def _rising(standing: Standing, settings: TrackSettings) -> bool:
    return standing.movement == "rises" and settings.threshold.passed(
        standing.previous, standing.figure.floor
    )


def _actors(standing: Iterable[Claim]) -> tuple[SignalActor, ...]:
    """Each named actor once a role; "the rebels" only where no agent, target or party is named better."""
    named = Counter((actor.role, actor.id) for claim in standing for actor in claim.signal.actors)
    first = {(actor.role, actor.id): actor for claim in standing for actor in claim.signal.actors}
    specific = {role for role, id_ in named if not id_.startswith(GENERIC)}
    kept = [key for key in named if key[0] not in specific or not key[1].startswith(GENERIC)]
    kept.sort(key=lambda key: (ROLES.index(key[0]), -named[key], key[1]))
    return tuple(first[key] for key in kept)


def _speakers(standing: Iterable[Claim], items: Iterable[AlertEvidence]) -> tuple[Origin, ...]:
    saying = {claim.origin for claim in standing}
    return tuple(dict.fromkeys(item.origin for item in items if item.origin in saying))


def _reasons(weighed: Weighed, found: Iterable[Toll], *, calm: bool) -> tuple[str, ...]:
    own = {
        "track.copies_joined": any(claim.copied for claim in weighed.standing),
        "track.denied_by_origin": bool(weighed.retracted),
        "track.denied_by_other": bool(weighed.disputes),
        "track.deescalated": calm,
        "toll.implausible": any(toll.held for toll in found),
    }
    signals = {reason for claim in weighed.standing for reason in claim.signal.reasons}
    return tuple(sorted(signals.union(reason for reason, holds in own.items() if holds)))
