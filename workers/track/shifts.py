"""What the tolls of a thread did since they were last told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from workers.models import Band, Change, Metric
from workers.track.bands import Standing, Tally, main, moved, top, words
from workers.track.figures import Figure, Threshold
from workers.track.origins import independent
from workers.track.rows import ToldTally
from workers.track.tolls import same_scope

Step = Literal["first", "rising", "revised"]


@dataclass(frozen=True, slots=True)
class Shift:
    """One toll that is not as it was told.

    Attributes:
        was: None where it was not told before.
        now: None where nothing of it stands.
        step: ``first`` also where a band only moved, without a rise or a fall of anyone's own.
    """

    was: Band | None
    now: Band | None
    step: Step

    @property
    def metric(self) -> Metric:
        """What is counted."""
        return self._band.metric

    @property
    def change(self) -> Change:
        """As the alert prints it."""
        band = self._band
        people = () if band.victims == "people" else (band.victims,)
        return Change(
            field=".".join(("count", band.metric, *people)), previous=_ends(self.was), current=_ends(self.now)
        )

    @property
    def _band(self) -> Band:
        band = self.now or self.was
        if band is None:
            raise ValueError("a shift is of a band, before or after")
        return band


def shifts(told: Sequence[ToldTally], tallies: Sequence[Tally], threshold: Threshold) -> tuple[Shift, ...]:
    """Each toll that moved, the leading one first. One that was not told before counts only if it leads."""
    found: list[Shift] = []
    left = list(told)
    for tally in tallies:
        old = _match(tally, left)
        if old:
            left.remove(old)
            found.extend(_compare(old, tally, threshold))
        elif not found and tally is tallies[0]:
            found.append(Shift(None, tally.band, "first"))
    gone = [Shift(old.band, None, "revised") for old in left[:1] if not tallies or old is told[0]]
    return (*found, *gone)


def remembered(
    told: Sequence[ToldTally], tallies: Sequence[Tally], threshold: Threshold
) -> tuple[ToldTally, ...]:
    """What the told row keeps of these tolls, after what was told before them."""
    kept = []
    for tally in tallies:
        old = _match(tally, told)
        moves = [move.step for move in _compare(old, tally, threshold)] if old else []
        high = old.high if old and moves in ([], ["first"]) else top(tally)
        kept.append(ToldTally(band=tally.band, standings=tally.standings, high=high))
    return tuple(kept)


def _match(tally: Tally, told: Iterable[ToldTally]) -> ToldTally | None:
    alike = [old for old in told if _same_toll(old.band, tally.band)]
    exact = (old for old in alike if old.band.scope_start == tally.band.scope_start)
    return next(exact, alike[0] if alike else None)


def _same_toll(old: Band, new: Band) -> bool:
    same = (old.metric, old.victims, old.kind) == (new.metric, new.victims, new.kind)
    return same and same_scope(old.scope_start or "", new.scope_start or "")


def _compare(old: ToldTally, tally: Tally, threshold: Threshold) -> Iterable[Shift]:
    fallen = _fallen(old.standings, tally.standings)
    risen = _rose(old, tally.standings, threshold)
    if fallen and not (risen and main(tally.band) > main(old.band)):
        yield Shift(_was(old.band, tally.band, fallen), tally.band, "revised")
    elif risen:
        yield Shift(old.band, tally.band, "rising")
    elif moved(old.band, tally.band, threshold):
        yield Shift(old.band, tally.band, "first")


def _fallen(old: Iterable[Standing], new: Iterable[Standing]) -> Sequence[Standing]:
    """Origins whose figure is lower than they were told to give, or that have gone down since."""
    before = {standing.family: standing for standing in old}
    return [standing for standing in new if _fell(before.get(standing.family), standing)]


def _fell(old: Standing | None, new: Standing) -> bool:
    went_down = new.movement == "falls" and (
        old is None or (old.figure, old.previous) != (new.figure, new.previous)
    )
    return went_down or (old is not None and old.figure.then(new.figure) == "falls")


def _rose(old: ToldTally, new: Iterable[Standing], threshold: Threshold) -> bool:
    """One origin's own figure rose far enough, or two independent ones are as far above the old band."""
    before: Mapping[str, Standing] = {standing.family: standing for standing in old.standings}
    new = list(new)
    own = any(
        standing.family in before and _rises(before[standing.family].figure, standing, threshold)
        for standing in new
    )
    above = [s for s in new if s.figure.floor > old.high and threshold.passed(old.high, s.figure.floor)]
    return own or independent((standing.family, standing.publisher) for standing in above)


def _rises(old: Figure, new: Standing, threshold: Threshold) -> bool:
    return old.then(new.figure) == "rises" and threshold.passed(old.main, new.figure.floor)


def _was(old: Band, new: Band, fallen: Sequence[Standing]) -> Band:
    """The band as told; the origin's own earlier figure where the band as a whole has not changed."""
    earlier = fallen[0].previous
    if words(old) != words(new) or earlier < 0:
        return old
    return replace(old, low=earlier, best=earlier, high=earlier)


def _ends(band: Band | None) -> dict[str, Any] | None:
    return {"low": band.low, "best": band.best, "high": band.high} if band else None
