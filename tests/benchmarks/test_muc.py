"""What counts as a casualty count of a MUC message, and as found."""

import pytest

from benchmarks.eval import muc
from benchmarks.eval.muc import Wanted
from benchmarks.eval.reading import Reading, Span
from workers.models import Count, Evidence, Origin, Signal


def casualty(n, **changes):
    plain = {"n": n, "kind": "dead", "optional": False, "also_right": [], "who": "PEOPLE"}
    return plain | changes


def message(*casualties, optional=False):
    return {"id": "m", "labels": {"incidents": [{"optional": optional, "casualties": list(casualties)}]}}


def signal(metric, low, best, high):
    count = Count(
        metric=metric, low=low, best=best, high=high, qualifier="exact", verbatim="6", kind="incident"
    )
    origin = Origin(id="p", name="p", kind="publisher", family="p")
    return Signal(
        type="casualties.reported", status="asserted", time_role="new", alerts=True, actors=(), place=None,
        theatre="SV", event_date=None, count=count, origin=origin, reasons=("count.state",), confidence=0.5,
        evidence=Evidence(sentence="6 died.", field="body", start=0, end=7),
    )  # fmt: skip


def reading(*signals):
    return Reading(
        body="6 died.",
        sentences=(Span(field="body", start=0, end=7, text="6 died."),),
        signals=signals,
    )


def test_muc_counts_of_one_optional_or_unknown_are_not_wanted():
    """What is left: two and more, certain, with a number; the same twice is one."""
    told = message(
        casualty(1),
        casualty(None),
        casualty(6),
        casualty(6),
        casualty(8, optional=True),
        casualty(6, kind="injured"),
    )

    assert [(w.metric, set(w.values)) for w in muc.wanted(told)] == [("dead", {6}), ("injured", {6})]
    assert muc.wanted(message(casualty(6), optional=True)) == []


def test_muc_takes_the_other_values_of_the_assessors():
    """Where they took "6" or "8", either is right."""
    (count,) = muc.wanted(message(casualty(6, also_right=[{"n": 8}, {"n": None}])))

    assert count.values == {6, 8}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (signal("dead", 6, 6, 6), True),
        (signal("dead", 6, None, None), True),
        (signal("dead", None, None, 6), True),
        (signal("dead", 5, None, 7), False),
        (signal("injured", 6, 6, 6), False),
    ],
)
def test_muc_count_is_found_by_metric_and_any_bound(told, found):
    """Assessors noted numbers, not qualifiers."""
    assert muc.is_found(Wanted("dead", frozenset({6}), "PEOPLE"), reading(told)) is found


def test_muc_row_counts_by_message_and_shows_what_was_missed():
    """Two counts wanted, one found; the fault quotes the sentence that has the figure."""
    messages = [message(casualty(6), casualty(6, kind="injured"))]

    all_, dead, injured = muc.rows(messages, [reading(signal("dead", 6, 6, 6))])

    assert (all_.n, all_.value, dead.value, injured.value) == (2, 0.5, 1.0, 0.0)
    assert [(f.sentence, f.wanted) for f in all_.faults] == [("6 died.", "injured 6: PEOPLE")]
