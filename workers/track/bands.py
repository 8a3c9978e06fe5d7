"""A toll as a band: the lowest and highest that live origins stand by, and the best supported figure between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workers.models import Band, OriginCount, TrendPoint
from workers.track.figures import Figure, Threshold
from workers.track.origins import tier
from workers.track.tolls import Movement, Series, Toll, TollKey, first_day, known

LIVE_DAYS = 14
"""An origin that has been silent this much longer than the newest one no longer shapes the band."""

METRICS = ("dead", "displaced", "injured", "missing", "captured")
KINDS = ("cumulative", "incident", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one origin stands by, as the next alert will compare it.

    Attributes:
        family: the origin's.
        publisher: family of the publisher that its figure was read from.
        previous: its main figure before the last rise or fall, -1 where there was none.
    """

    family: str
    publisher: str
    figure: Figure
    movement: Movement | None
    previous: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One toll of a picture.

    Attributes:
        band: as the alert prints it.
        standings: each live origin's, in the order of ``band.origins``.
        trend: dated points of the origin that has moved most often.
        size: figures that it rests on.
    """

    key: TollKey
    band: Band
    standings: tuple[Standing, ...]
    trend: tuple[TrendPoint, ...]
    size: int


def tallies(found: Iterable[Toll]) -> tuple[Tally, ...]:
    """The bands of a thread, the leading one first.

    Deaths lead; among them people as a whole before a class of victims, then what most origins and most reports
    speak of, then what began last.
    """
    return tuple(sorted((_tally(toll) for toll in found if toll.series), key=_rank))


def moved(old: Band, new: Band, threshold: Threshold) -> bool:
    """True where an end that both bands have, or the number that stands for them, has moved far enough."""
    ends = ((old.low, new.low), (old.best, new.best), (old.high, new.high), (main(old), main(new)))
    return any(
        threshold.passed(before, after) for before, after in ends if before is not None and after is not None
    )


def main(band: Band) -> int:
    """The one number that stands for a band, -1 where it has none."""
    return next((end for end in (band.best, band.low, band.high) if end is not None), -1)


def top(tally: Tally) -> int:
    """The highest number that any live origin gives, also where the band is open above."""
    return max(max(one.figure.floor, one.figure.ceiling) for one in tally.standings)


def words(band: Band) -> str:
    """A band in words.

    >>> words(Band(metric="dead", kind="incident", victims="people", scope_start=None, low=1200, best=None, high=None, origins=()))
    'at least 1,200'
    """
    low, high = band.low, band.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        more = bool(band.origins) and all(one.qualifier == "more_than" for one in band.origins)
        return f"{'more than' if more else 'at least'} {low:,}"
    return f"up to {high:,}" if high is not None else f"{band.best:,}"


def _rank(tally: Tally) -> tuple[int, bool, int, int, int, int, TollKey]:
    key = tally.key
    began = first_day(key.scope_start).toordinal() if key.scope_start else 0
    return (
        METRICS.index(key.metric),
        key.victims != "people",
        KINDS.index(key.kind),
        -len(tally.standings),
        -tally.size,
        -began,
        key,
    )


def _tally(toll: Toll) -> Tally:
    live = _live(toll.series)
    trend = max(live, key=lambda one: (len(one.steps), one.newest, one.origin.family))
    return Tally(
        key=toll.key,
        band=_band(toll.key, live),
        standings=tuple(_standing(one) for one in live),
        trend=trend.points(),
        size=toll.size,
    )


def _live(series: Sequence[Series]) -> tuple[Series, ...]:
    """Origins heard of lately, best tier first; vague ones only where nobody gives a number."""
    limit = date.fromisoformat(max(one.newest for one in series)) - timedelta(days=LIVE_DAYS)
    heard = [one for one in series if date.fromisoformat(one.newest) >= limit]
    exact = [one for one in heard if not one.current.figure.vague]
    return tuple(sorted(exact or heard, key=lambda one: (tier(one.origin.kind), one.origin.family)))


def _band(key: TollKey, live: Sequence[Series]) -> Band:
    figures = [one.current.figure for one in live]
    low = min((figure.floor for figure in figures if figure.floor >= 0), default=-1)
    top = max(figure.ceiling for figure in figures)
    open_ended = any(figure.floor > top for figure in figures)
    return Band(
        metric=key.metric,
        kind=key.kind,
        victims=key.victims,
        scope_start=key.scope_start or None,
        low=known(low),
        best=known(_best(live)),
        high=None if open_ended else known(top),
        origins=tuple(_origin_count(one) for one in live),
    )


def _best(live: Sequence[Series]) -> int:
    """The lowest best figure of the highest tier that gives one."""
    given = [(tier(one.origin.kind), one.current.figure.best) for one in live if one.current.figure.best >= 0]
    return min(given)[1] if given else -1


def _origin_count(series: Series) -> OriginCount:
    count = series.current.claim.signal.count
    figure = series.current.figure
    return OriginCount(
        origin=series.origin,
        low=known(figure.low),
        best=known(figure.best),
        high=known(figure.high),
        qualifier=count.qualifier if count else "exact",
        as_of=series.current.as_of,
        uri=series.current.claim.report.uri,
    )


def _standing(series: Series) -> Standing:
    previous = series.previous
    return Standing(
        family=series.origin.family,
        publisher=series.current.claim.publisher,
        figure=series.current.figure,
        movement=series.movement,
        previous=previous.main if previous else -1,
    )
