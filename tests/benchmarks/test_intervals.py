"""Statistics and their intervals."""

import math

import numpy as np
import pytest

from benchmarks.eval import intervals


def test_share_of_nothing_is_undefined():
    """No items: no value, and no interval either."""
    assert intervals.point([(0, 0)], intervals.share) is None
    assert intervals.interval([(0, 0)], intervals.share) is None
    assert intervals.interval([], intervals.share) is None


def test_f1_is_the_harmonic_mean():
    """3 right of 4 found and 6 wanted: precision .75, recall .5, F1 .6."""
    table = [(2, 3, 2), (1, 1, 4)]

    assert intervals.point(table, intervals.precision) == 0.75
    assert intervals.point(table, intervals.recall) == 0.5
    assert intervals.point(table, intervals.f1) == pytest.approx(0.6)


def test_macro_gives_each_class_one_vote_and_unwanted_classes_none():
    """Classes of F1 1, 0 and, wanted nowhere, one with a false alarm."""
    table = [(90, 90, 90, 0, 0, 1, 0, 5, 0)]

    assert intervals.point(table, intervals.macro(intervals.f1)) == 0.5


def test_macro_takes_a_class_that_is_never_found_for_zero():
    """Its precision is undefined, but it was wanted."""
    assert intervals.point([(0, 0, 3)], intervals.macro(intervals.precision)) == 0


def test_kappa_agrees_with_a_worked_example():
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .7, chance .5, kappa .4."""
    assert intervals.point([(20, 5, 10, 15)], intervals.kappa) == pytest.approx(0.4)


def test_interval_is_the_same_in_every_run():
    """The seed is fixed."""
    table = [(i % 3 == 0, 1) for i in range(60)]

    first = intervals.interval(table, intervals.share)
    intervals._weights.cache_clear()

    assert intervals.interval(table, intervals.share) == first


def test_interval_of_a_share_is_near_the_normal_one():
    """Of 400 independent items with a share of one half, 1.96 standard errors are .049."""
    low, high = intervals.interval([(i % 2, 1) for i in range(400)], intervals.share)

    assert low == pytest.approx(0.5 - 0.049, abs=0.006)
    assert high == pytest.approx(0.5 + 0.049, abs=0.006)


def test_interval_resamples_articles_not_mentions():
    """Mentions that are wrong together in one article of ten make a wide interval, scattered ones a narrow one."""
    together = [(0, 40)] + [(40, 40)] * 9
    scattered = [(36, 40)] * 10

    low, high = intervals.interval(together, intervals.share)

    assert intervals.interval(scattered, intervals.share) == (0.9, 0.9)
    assert low < 0.75
    assert high == 1.0


def test_interval_leaves_out_resamples_without_a_value():
    """Two articles, one of them without mentions: some resamples have nothing to divide by."""
    assert intervals.interval([(0, 0), (1, 1)], intervals.share) == (1.0, 1.0)


def test_statistics_work_on_many_sums_at_once():
    """A matrix of sums gives a value a row, as one by one."""
    sums = np.array([[1.0, 2.0, 4.0], [3.0, 3.0, 3.0], [0.0, 0.0, 0.0]])

    together = intervals.f1(sums)

    assert [float(v) for v in together[:2]] == [float(intervals.f1(row)) for row in sums[:2]]
    assert math.isnan(together[2])
