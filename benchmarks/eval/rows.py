"""One row of the table: a measure with its value, interval, target and errors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.eval import intervals
from benchmarks.eval.intervals import Statistic

SHOWN = 10
"""Errors that are printed under a measure; JSON holds them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What issue 4 wants of a measure."""

    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        """Whether a value is good enough."""
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One error.

    Attributes:
        reasons: codes of the rules that fired; empty where nothing did.
        weight: how bad it is among the errors of its measure.
    """

    article: str
    sentence: str
    wanted: str
    found: str
    reasons: tuple[str, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure.

    Attributes:
        part: where it was measured: dev, test, second or real.
        n: how many mentions, items or articles it rests on.
        value: the share, the F1 or the number per thousand that the target speaks of; None where n is 0.
        interval: 95 %, by resampling articles.
        faults: the worst first.
    """

    part: str
    name: str
    n: int
    value: float | None
    interval: tuple[float, float] | None
    precision: float | None = None
    recall: float | None = None
    target: Target | None = None
    faults: tuple[Fault, ...] = field(default=(), repr=False)

    @property
    def verdict(self) -> str:
        """``ok`` or ``short``; empty without target or value."""
        if self.target is None or self.value is None:
            return ""
        return "ok" if self.target.met(self.value) else "short"


Table = Sequence[tuple[float, ...]]
"""One row an article."""


def share_row(
    part: str,
    name: str,
    table: Table,
    target: Target | None = None,
    faults: Iterable[Fault] = (),
    per: int = 1,
) -> Row:
    """A share from columns (hits, all), times ``per``."""

    def scaled(sums: intervals.Sums) -> intervals.Sums:
        return per * intervals.share(sums)

    return _row(part, name, table, scaled, sum(int(all_) for _, all_ in table), target, faults)


def f1_row(
    part: str, name: str, table: Table, target: Target | None = None, faults: Iterable[Fault] = ()
) -> Row:
    """Precision, recall and F1 from columns (right, found, wanted)."""
    wanted = sum(int(row[2]) for row in table)
    ends = intervals.point(table, intervals.precision), intervals.point(table, intervals.recall)
    return _row(part, name, table, intervals.f1, wanted, target, faults, ends)


def macro_row(
    part: str, name: str, table: Table, target: Target | None = None, faults: Iterable[Fault] = ()
) -> Row:
    """The same over classes, three columns each, every class with one vote."""
    wanted = sum(int(sum(row[2::3])) for row in table)
    ends = (
        intervals.point(table, intervals.macro(intervals.precision)),
        intervals.point(table, intervals.macro(intervals.recall)),
    )
    return _row(part, name, table, intervals.macro(intervals.f1), wanted, target, faults, ends)


def kappa_row(part: str, name: str, table: Table) -> Row:
    """Cohen's kappa from confusion matrices."""
    return _row(part, name, table, intervals.kappa, sum(int(sum(row)) for row in table), None, ())


def _row(
    part: str,
    name: str,
    table: Table,
    statistic: Statistic,
    n: int,
    target: Target | None,
    faults: Iterable[Fault],
    ends: tuple[float | None, float | None] = (None, None),
) -> Row:
    return Row(
        part=part,
        name=name,
        n=n,
        value=intervals.point(table, statistic),
        interval=intervals.interval(table, statistic),
        precision=ends[0],
        recall=ends[1],
        target=target,
        faults=tuple(sorted(faults, key=lambda f: (-f.weight, f.article, f.sentence, f.wanted))),
    )
