"""What of a thread's claims stands, what is denied, and how well it is supported."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from workers.models import AlertEvidence, Certainty, Verification
from workers.track.claims import Claim, Order
from workers.track.origins import independent

MOST = 10
"""Evidence items in an alert (DESIGN section 5)."""
DISPUTED_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Weighed:
    """A thread's claims, sorted by ``Claim.order``.

    Attributes:
        standing: claims that nobody took back.
        retracted: claims that their own origin denied later.
        retractions: the denials by which they did.
        disputes: denials of what others still say.
    """

    standing: tuple[Claim, ...]
    retracted: tuple[Claim, ...]
    retractions: tuple[Claim, ...]
    disputes: tuple[Claim, ...]


def weigh(claims: Iterable[Claim]) -> Weighed:
    """Each origin's last word counts, type by type: a denial takes back what its origin said before, in other articles."""
    ordered = sorted(claims, key=lambda claim: claim.order)
    last_denial = {_voice(claim): claim for claim in ordered if claim.denies}
    standing: list[Claim] = []
    retracted: list[Claim] = []
    for claim in ordered:
        if not claim.denies:
            denial = last_denial.get(_voice(claim))
            (retracted if denial and _takes_back(denial, claim) else standing).append(claim)
    voices = {_voice(claim) for claim in standing}
    types = {claim.signal.type for claim in standing}
    disputes = [
        denial for voice, denial in last_denial.items() if voice not in voices and denial.signal.type in types
    ]
    taken_back = {_voice(claim) for claim in retracted}
    retractions = [denial for voice, denial in last_denial.items() if voice in taken_back]
    return Weighed(tuple(standing), tuple(retracted), tuple(retractions), tuple(disputes))


def verification(weighed: Weighed) -> Verification:
    """Disputed where another party denies it; corroborated where two independent origins stand by it."""
    if weighed.disputes:
        return "disputed"
    return "corroborated" if _corroborated(weighed) else "single_origin"


def certainty(weighed: Weighed) -> Certainty:
    """CAP's words: Observed only with two independent origins, Possible for one party's claim or a disputed one."""
    if weighed.disputes:
        return "Possible"
    if _corroborated(weighed):
        return "Observed"
    return "Likely" if any(claim.signal.status == "asserted" for claim in weighed.standing) else "Possible"


def confidence(weighed: Weighed) -> float:
    """Of the best claim; with the best independent second by noisy-or; halved where disputed. Two decimals."""
    ranked = sorted(weighed.standing, key=lambda claim: (-claim.signal.confidence, claim.order))
    best = ranked[0]
    second = next((claim for claim in ranked if independent((_source(best), _source(claim)))), None)
    value = best.signal.confidence
    if second:
        value = 1 - (1 - value) * (1 - second.signal.confidence)
    return round(value * (DISPUTED_WEIGHT if weighed.disputes else 1), 2)


def listed(weighed: Weighed, leading: str, current: AbstractSet[str]) -> tuple[AlertEvidence, ...]:
    """At most ten sentences: the best of each origin, then denials, then the rest; near copies last.

    Args:
        weighed: what stands and what disputes it.
        leading: the type that names the thread; its sentences are better than others.
        current: uris of the articles whose figures make the leading band.
    """
    ranked = sorted(weighed.standing, key=lambda claim: _worth(claim, leading, current))
    firsts = {claim.origin.family: claim for claim in reversed(ranked) if not claim.copied}
    best = [claim for claim in ranked if firsts.get(claim.origin.family) is claim]
    rest = [claim for claim in ranked if firsts.get(claim.origin.family) is not claim]
    unique: dict[Order, Claim] = {}
    for claim in (*best, *weighed.disputes, *rest):
        unique.setdefault(_sentence(claim), claim)
    return tuple(_item(claim) for claim in islice(unique.values(), MOST))


def denials(weighed: Weighed) -> tuple[AlertEvidence, ...]:
    """The sentences by which origins took their own words back, at most ten."""
    return tuple(_item(claim) for claim in weighed.retractions)[:MOST]


def total(weighed: Weighed) -> int:
    """How many different sentences there are."""
    return len({_sentence(claim) for claim in (*weighed.standing, *weighed.disputes)})


def _worth(
    claim: Claim, leading: str, current: AbstractSet[str]
) -> tuple[bool, bool, bool, bool, float, Order]:
    signal = claim.signal
    stale = claim.report.uri not in current
    return claim.copied, signal.type != leading, stale, not signal.alerts, -signal.confidence, claim.order


def _sentence(claim: Claim) -> Order:
    return (*claim.order[:-1], 0)


def _item(claim: Claim) -> AlertEvidence:
    report, evidence = claim.report, claim.signal.evidence
    return AlertEvidence(
        sentence=evidence.sentence,
        field=evidence.field,
        start=evidence.start,
        end=evidence.end,
        uri=report.uri,
        version=report.version,
        url=report.url,
        publisher=report.publisher,
        origin=claim.origin,
        published=report.published,
    )


def _voice(claim: Claim) -> tuple[str, str]:
    return claim.origin.family, claim.signal.type


def _source(claim: Claim) -> tuple[str, str]:
    return claim.origin.family, claim.publisher


def _corroborated(weighed: Weighed) -> bool:
    """True where two independent origins say the same thing: one that counts children is no second for all the dead."""
    by_subject: dict[tuple[str, str] | None, set[tuple[str, str]]] = {}
    for claim in weighed.standing:
        by_subject.setdefault(_counted(claim), set()).add(_source(claim))
    return any(map(independent, by_subject.values()))


def _counted(claim: Claim) -> tuple[str, str] | None:
    count = claim.signal.count
    return (count.metric, count.victims) if count and count.kind == "cumulative" else None


def _takes_back(denial: Claim, claim: Claim) -> bool:
    return denial.report.uri != claim.report.uri and denial.order > claim.order
