"""Statistics over tables of one row an article, and their bootstrap intervals.

Each statistic takes sums of the columns in its last axis and gives one value for each, so that 1,000 resamples cost
one matrix product. An undefined value (nothing to divide by) is NaN.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Sums = NDArray[np.float64]
Statistic = Callable[[Sums], Sums]

SEED = 20241127
RESAMPLES = 1000


def share(sums: Sums) -> Sums:
    """Columns (hits, all): hits of all."""
    return _ratio(sums[..., 0], sums[..., 1])


def precision(sums: Sums) -> Sums:
    """Columns (right, found, wanted): right of found."""
    return _ratio(sums[..., 0], sums[..., 1])


def recall(sums: Sums) -> Sums:
    """Columns (right, found, wanted): right of wanted."""
    return _ratio(sums[..., 0], sums[..., 2])


def f1(sums: Sums) -> Sums:
    """Columns (right, found, wanted): the harmonic mean of precision and recall."""
    return _ratio(2 * sums[..., 0], sums[..., 1] + sums[..., 2])


def macro(statistic: Statistic) -> Statistic:
    """The mean of a statistic of (right, found, wanted) over classes, three columns each; only classes that are wanted."""

    def mean(sums: Sums) -> Sums:
        classes = sums.reshape(*sums.shape[:-1], -1, 3)
        wanted = classes[..., 2] > 0
        values = np.where(wanted, np.nan_to_num(statistic(classes)), 0)
        return _ratio(values.sum(-1), wanted.sum(-1))

    return mean


def kappa(sums: Sums) -> Sums:
    """Cohen's kappa of a square confusion matrix, row by row in the columns.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960.
    """
    size = round(sums.shape[-1] ** 0.5)
    table = sums.reshape(*sums.shape[:-1], size, size)
    total = table.sum((-1, -2))
    agreed = _ratio(np.trace(table, axis1=-2, axis2=-1), total)
    chance = _ratio((table.sum(-1) * table.sum(-2)).sum(-1), total**2)
    return _ratio(agreed - chance, 1 - chance)


def interval(table: ArrayLike, statistic: Statistic) -> tuple[float, float] | None:
    """The 95 % percentile interval over resampled rows; None where the statistic is never defined.

    Source: B. Efron and R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
    """
    rows = np.asarray(table, dtype=np.float64)
    if not len(rows):
        return None
    values = statistic(_weights(len(rows)) @ rows)
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def point(table: ArrayLike, statistic: Statistic) -> float | None:
    """The statistic of all rows; None where it is not defined."""
    rows = np.asarray(table, dtype=np.float64)
    value = float(statistic(rows.sum(0))) if len(rows) else np.nan
    return None if np.isnan(value) else value


@cache
def _weights(rows: int) -> Sums:
    """How often each row is drawn in each resample; the same in every run."""
    drawn = np.random.default_rng(SEED).multinomial(rows, np.full(rows, 1 / rows), size=RESAMPLES)
    return drawn.astype(np.float64)


def _ratio(part: ArrayLike, whole: ArrayLike) -> Sums:
    part, whole = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    return np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole != 0)
