"""Tolls and totals."""

import pytest

from tests.detect.counting import exact, figures, read

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "metric", "number", "victims"),
    [
        ("The number of dead stands at 40.", "dead", 40, "people"),
        ("The number of wounded has reached 300, medics said.", "injured", 300, "people"),
        ("The number of people displaced by the shelling climbed to 12,000.", "displaced", 12_000, "people"),
        ("The number of people missing rose to 31.", "missing", 31, "people"),
        ("The number of deaths rose from 30 to 95.", "dead", 95, "people"),
        ("The number of civilians killed has become 95.", "dead", 95, "civilians"),
        ("The death toll rose by 12 to 95.", "dead", 95, "people"),
        ("Officials put the number of dead at 40.", "dead", 40, "people"),
        ("The count of those killed reached 90.", "dead", 90, "people"),
        ("The number of children killed by mines has doubled to 40.", "dead", 40, "children"),
        ("The civilian death toll rose to 95.", "dead", 95, "civilians"),
        ("Port stormed as toll of the battle reaches 255", "dead", 255, "people"),
        ("40 soldiers are now known to have died.", "dead", 40, "soldiers"),
    ],
)
def test_number_of_people_is_a_running_total(text, metric, number, victims):
    """A number, count or tally of the dead is counted as a toll is, whatever it does: stands, passes, climbs."""
    assert figures(text) == [(metric, exact(number), victims)]
    assert [b.count.kind for b in read(text)] == ["cumulative"]


@pytest.mark.parametrize(
    ("text", "metric", "number"),
    [
        ("Number of displaced in Darfur passes 48,500", "displaced", 48_500),
        ("The number of those who have fled has passed 100,000.", "displaced", 100_000),
        ("The group's tally of the dead now exceeds 500.", "dead", 500),
        ("The number of dead climbed past 140.", "dead", 140),
        ("Toll passes 140 in Sanaa", "dead", 140),
    ],
)
def test_total_that_passes_a_figure_is_more(text, metric, number):
    """The verb says "more than"."""
    (bound,) = read(text)
    count = bound.count
    assert (count.metric, count.qualifier) == (metric, "more_than")
    assert (count.low, count.best, count.high) == (number, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A rights group put the deaths at 63.", [("dead", exact(63), "people")]),
        ("It put its own dead at one.", [("dead", exact(1), "people")]),
        ("The dead numbered 79.", [("dead", exact(79), "people")]),
        (
            "The ministry put the number of dead at 40 and of wounded at 120.",
            [("dead", exact(40), "people"), ("injured", exact(120), "people")],
        ),
    ],
)
def test_deaths_are_put_at_a_figure(text, expected):
    """Deaths, the dead and losses are put at a figure as a toll is."""
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The number of rebels in the province has risen to 400.",
        "The number of attacks that killed civilians rose to 40.",
        "The number of refugees rose to 20,000.",
        "The number of killed and wounded has reached 200.",
        "The number of casualties reached 200.",
        "The number of dead is not known, but calls for help rose to 40.",
        "The number of people killed on the road at 6 is not known.",
    ],
)
def test_number_of_something_else_is_no_toll(text):
    """Rebels, attacks, two metrics at once and figures of another clause count nobody."""
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The shelling killed or wounded 40 people.",
        "40 killed or wounded in market bombing",
        "At least 20 people were killed and wounded.",
        "The blast left 40 dead or wounded.",
        "The attack caused 40 casualties.",
        "Rebels suffered 40 casualties.",
        "40 casualties were reported.",
    ],
)
def test_total_over_two_metrics_is_no_count(text):
    """One figure of dead and wounded together is neither."""
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The toll reached 3 in addition to 8 injured people.",
        "The number of dead rose to 3 in addition to 8 injured.",
    ],
)
def test_wounded_beside_a_toll_are_no_toll(text):
    """A figure added to a toll is of its own metric."""
    assert [f[:2] for f in figures(text)] == [("dead", exact(3)), ("injured", exact(8))]
