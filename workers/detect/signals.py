"""Puts a signal together: the alert rule, the confidence, and one signal for what one sentence says twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from workers.detect.where import Found
from workers.detect.who import Role
from workers.models import ActorMention, Count, Origin, Signal, SignalPlace, Status, TimeRole
from workers.types import TYPES

_FACTS = frozenset({"asserted", "claimed"})
_FRESH = frozenset({"new", "update"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An act or a count bound to one, before its sentence has been asked for status, time and origin.

    Attributes:
        anchor: token index of its verb or noun.
        weight: confidence in percent that the match alone gives.
        reasons: why it counts.
    """

    type: str
    anchor: int
    weight: int
    place: SignalPlace | None
    participants: tuple[tuple[ActorMention, Role], ...]
    theatre: str
    count: Count | None
    reasons: tuple[str, ...]


def alert_rule(
    type_name: str, status: Status, time_role: TimeRole, count: Count | None = None
) -> tuple[bool, str]:
    """Whether a signal is alertable by itself, and the code of the rule: DESIGN section 3."""
    if not TYPES[type_name].escalates:
        return False, "type.does_not_escalate"
    if count and count.subset:
        return False, "alert.not_subset"
    if status not in _FACTS:
        return False, f"alert.not_{status}"
    if time_role not in _FRESH:
        return False, f"alert.not_{time_role}"
    return True, "alert.new_fact"


def confidence(finding: Finding, status: Status, origin: Origin, reasons: Iterable[str]) -> float:
    """0 to 1: the weight of the match; less for every part that was not said outright.

    Minus .10 where the place was carried over or is unknown, .10 where only the article says that it is a war,
    .05 for a claim, .05 for an unnamed origin, .05 where no actor is known; plus .05 for two actors, for a
    count with an origin that is named.
    """
    codes = set(reasons)
    value = finding.weight / 100
    value -= 0.10 * bool(codes & {"place.carried", "place.none"})
    value -= 0.10 * bool(codes & {"context.before", "context.theatre", "context.act_before"})
    value -= 0.05 * (status == "claimed") + 0.05 * (origin.kind == "unnamed")
    value += 0.05 * min(len(finding.participants), 2) - 0.05
    value += 0.05 * (finding.count is not None and origin.kind not in {"unnamed", "publisher"})
    return round(min(max(value, 0.05), 0.99), 2)


def installation_or(found: SignalPlace | None, place: Found) -> Found:
    """The place of an act against an installation."""
    return Found(found, "place.installation") if found else place


def chosen(signals: Iterable[Signal]) -> list[Signal]:
    """Of what one sentence says of one type and place, the first that alerts, else the first; counts all stay."""
    best: dict[tuple[object, ...], Signal] = {}
    for signal in signals:
        count = signal.count
        key = (
            signal.type,
            signal.place and signal.place.id,
            count and (count.metric, count.verbatim, count.victims),
        )
        if key not in best or (signal.alerts and not best[key].alerts):
            best[key] = signal
    return list(best.values())


def without_repeats(signals: list[Signal]) -> list[Signal]:
    """Without the counts of the headline that the body gives again, with more of the words that place and date them."""
    told = {_figure(s) for s in signals if s.count and s.evidence.field == "body"}
    return [s for s in signals if not (s.count and s.evidence.field == "headline" and _figure(s) in told)]


def _figure(signal: Signal) -> tuple[str, str, int | None] | None:
    if signal.count is None:
        return None
    ends = (signal.count.best, signal.count.low, signal.count.high)
    return signal.type, signal.count.metric, next((end for end in ends if end is not None), None)
