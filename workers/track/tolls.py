"""Toll series: the figures of one thread, folded origin by origin in order of the time they speak of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from workers.models import CountKind, Metric, Origin, TrendPoint
from workers.track.claims import Claim, event_time
from workers.track.figures import Figure

SCOPE_DAYS = 7
"""Starts within a week of each other ("since Wednesday", "in the past five days") are one scope."""

Movement = Literal["rises", "falls"]


class TollKey(NamedTuple):
    """What is counted. Counts of different kinds never add up or follow each other.

    Attributes:
        scope_start: ISO date, "" where none is known.
    """

    metric: Metric
    victims: str
    kind: CountKind
    scope_start: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One origin's figure at one time.

    Attributes:
        as_of: ISO date that it speaks of; publication day unless the text says otherwise.
    """

    claim: Claim
    figure: Figure
    as_of: str


@dataclass(slots=True)
class Series:
    """What one origin has said, oldest first.

    Attributes:
        steps: the figures that changed the series.
        newest: as_of of the newest figure, also where it only restates.
        movement: what the last change was; None for the first figure and for one that only got sharper.
    """

    origin: Origin
    steps: list[Observation] = field(default_factory=list)
    newest: str = ""
    movement: Movement | None = None

    @property
    def current(self) -> Observation:
        """The figure that stands."""
        return self.steps[-1]

    @property
    def previous(self) -> Figure | None:
        """The figure before the last rise or fall."""
        return self.steps[-2].figure if self.movement and len(self.steps) > 1 else None

    def add(self, observation: Observation) -> None:
        """Fold in a figure that is later than all before."""
        self.newest = max(self.newest, observation.as_of)
        if not self.steps:
            self.steps.append(observation)
            return
        match self.current.figure.then(observation.figure):
            case "rises" | "falls" as movement:
                self.movement = movement
                self.steps.append(observation)
            case "sharper":
                self.steps[-1] = observation

    def points(self) -> tuple[TrendPoint, ...]:
        """The last figure of each day on which the series changed."""
        days = {_published_day(step.claim): step.figure for step in self.steps}
        return tuple(
            TrendPoint(as_of=day, low=known(f.low), best=known(f.best), high=known(f.high))
            for day, f in sorted(days.items())
        )


@dataclass(frozen=True, slots=True)
class Toll:
    """All origins' series of one thing counted.

    Attributes:
        series: by origin family, sorted.
        held: figures too much to believe until a second origin says alike.
    """

    key: TollKey
    series: tuple[Series, ...]
    held: tuple[Observation, ...]
    size: int


def tolls(claims: Iterable[Claim]) -> tuple[Toll, ...]:
    """The tolls that a thread's standing claims give, sorted by key."""
    counted: defaultdict[tuple[Metric, str, CountKind], list[Claim]] = defaultdict(list)
    for claim in claims:
        count = claim.signal.count
        if count and Figure.of(count).main >= 0:
            counted[count.metric, count.victims, count.kind].append(claim)
    found = {
        TollKey(*what, scope): _fold(TollKey(*what, scope), group)
        for what, told in counted.items()
        for scope, group in _by_scope(told).items()
    }
    return tuple(found[key] for key in sorted(found))


def known(end: int) -> int | None:
    """An end of a figure as the models write it."""
    return end if end >= 0 else None


def same_scope(one: str, other: str) -> bool:
    """True where two starts, or a start and none, may be of one scope."""
    return not one or not other or abs(_days(one, other)) <= SCOPE_DAYS


def _by_scope(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Claims by the first day of their scope; a toll that names none continues the latest scope begun by then."""
    starts = sorted({_scope(claim) for claim in claims} - {""})
    first_of: dict[str, str] = {}
    for start in starts:
        first = max(first_of.values(), default="")
        first_of[start] = first if first and _days(first, start) <= SCOPE_DAYS else start
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        day = _published_day(claim)
        begun = max((start for start in starts if start <= day), default="")
        start = _scope(claim) or (begun if _is_cumulative(claim) else "")
        groups.setdefault(first_of.get(start, ""), []).append(claim)
    return groups


def _fold(key: TollKey, claims: Iterable[Claim]) -> Toll:
    observations = _observations(claims)
    series: dict[str, Series] = {}
    held: list[Observation] = []
    for observation in observations:
        if _incredible(observation, series):
            held = _hold(observation, held, series)
        else:
            _take(observation, series)
    return Toll(key, tuple(series[name] for name in sorted(series)), tuple(held), len(observations))


def _observations(claims: Iterable[Claim]) -> list[Observation]:
    """Figures by (date spoken of, publication); a copy that only repeats its head's figure adds none."""
    originals = [_observe(claim) for claim in claims]
    said = {(seen.claim.report.uri, seen.figure) for seen in originals}
    fresh = [
        seen for seen in originals if not (seen.claim.copied and (seen.claim.head.uri, seen.figure) in said)
    ]
    return sorted(fresh, key=lambda seen: (seen.as_of, seen.claim.order))


def _observe(claim: Claim) -> Observation:
    count = claim.signal.count
    if count is None:
        raise ValueError("only a claim with a count is an observation")
    return Observation(claim, Figure.of(count), _as_of(claim))


def _as_of(claim: Claim) -> str:
    day = _published_day(claim)
    said = claim.signal.event_date
    dated = said is not None and said.granularity == "day" and _scope(claim) < said.value < day
    return said.value if said and dated and _is_cumulative(claim) else day


def _incredible(observation: Observation, series: dict[str, Series]) -> bool:
    own = series.get(observation.claim.origin.family)
    standing = [own] if own else list(series.values())
    figures = [one.current.figure.main for one in standing if not one.current.figure.vague]
    return bool(figures) and observation.figure.dwarfs(max(figures))


def _hold(observation: Observation, held: list[Observation], series: dict[str, Series]) -> list[Observation]:
    """Hold a figure back, or believe it with those like it once a second origin and publisher have it."""
    alike = [other for other in held if _alike(observation, other)]
    if not alike:
        return [*held, observation]
    for believed in (*alike, observation):
        _take(believed, series)
    return [other for other in held if other not in alike]


def _alike(one: Observation, other: Observation) -> bool:
    low, high = sorted((one.figure.main, other.figure.main))
    apart = one.claim.origin.family != other.claim.origin.family
    return apart and one.claim.publisher != other.claim.publisher and high <= 2 * low


def _take(observation: Observation, series: dict[str, Series]) -> None:
    origin = observation.claim.origin
    series.setdefault(origin.family, Series(origin)).add(observation)


def _is_cumulative(claim: Claim) -> bool:
    return claim.signal.count is not None and claim.signal.count.kind == "cumulative"


def _scope(claim: Claim) -> str:
    return (claim.signal.count and claim.signal.count.scope_start) or ""


def _published_day(claim: Claim) -> str:
    return event_time(claim.report).date().isoformat()


def _days(first: str, last: str) -> int:
    return (first_day(last) - first_day(first)).days


def first_day(text: str) -> date:
    """The first day of a date that may be cut to its month or year."""
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
