"""Parts of counts, which nobody may add to the whole."""

import pytest

from tests.detect.counting import exact, figures, read

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "whole", "part", "victims"),
    [
        ("Twenty people were killed, among them three children.", 20, 3, "children"),
        ("Dozens of people, including 15 women, died in the raids.", 12, 15, "women"),
        ("12 people, 5 of them children, were killed.", 12, 5, "children"),
        ("The raid killed 40 people, including nine soldiers.", 40, 9, "soldiers"),
    ],
)
def test_part_of_a_count_stays_a_part(text, whole, part, victims):
    """A subset is marked, so that nobody adds it or takes it for the count."""
    outer, inner = read(text)
    assert (outer.count.low, outer.count.subset) == (whole, False)
    assert (inner.count.low, inner.count.subset, inner.count.victims) == (part, True, victims)


@pytest.mark.parametrize(
    "text",
    [
        "15 civilians, including a woman and two children, had been killed.",
        "At least 15 civilians including a woman and two children had been killed.",
        "The raid killed 15 civilians, among them a woman and two children.",
    ],
)
def test_every_part_of_a_list_is_a_part(text):
    """Those joined to a part are parts too, and say so among the reasons, which is all that later stages see."""
    whole, *parts = read(text)
    assert (whole.count.low, whole.count.subset) == (15, False)
    assert [(p.count.best, p.count.victims, p.count.subset) for p in parts] == [
        (1, "women", True),
        (2, "children", True),
    ]
    assert all("count.subset" in p.reasons for p in parts)


def test_part_whose_whole_has_no_figure_is_still_a_part():
    """As in "Among the dead" names no figure, yet three is not the toll."""
    (count,) = read("Among the dead were three children.")
    assert (count.count.metric, count.count.best, count.count.subset) == ("dead", 3, True)


def test_victims_among_the_dead_are_a_part():
    """As in "were among those killed" tells of a part too."""
    (count,) = read("Two policemen were among those killed.")
    assert (count.count.metric, count.count.best, count.count.subset) == ("dead", 2, True)


@pytest.mark.parametrize(
    ("text", "part", "victims"),
    [
        ("They said that 102 of the dead were fighters.", 102, "rebels"),
        ("Twelve of those killed were children.", 12, "children"),
        ("Twelve of those who were killed came from Homs.", 12, "people"),
        ("Nine of the soldiers killed were conscripts.", 9, "soldiers"),
        ("The dead included 12 women.", 12, "women"),
    ],
)
def test_some_of_the_dead_are_a_part(text, part, victims):
    """A figure out of the dead is never a toll of its own."""
    (count,) = read(text)
    assert (count.count.metric, count.count.best) == ("dead", part)
    assert (count.count.victims, count.count.subset) == (victims, True)


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("Fifty-three others were wounded, four of them critically.", 53, [4]),
        ("The raid killed three members of a family, a baby among them.", 3, [1]),
        ("It reported 53 deaths in the first night, five of them of children.", 53, [5]),
        ("It counted 18 deaths: nine rebels, seven soldiers and two civilians.", 18, [9, 7, 2]),
        ("Of the 45 killed, 30 were civilians.", 45, [30]),
        ("The killing of six members, including the rector and two women, went on.", 6, [2]),
    ],
)
def test_part_is_told_in_many_ways(text, whole, parts):
    """Of them, among them, after a colon, after "of the N", joined to a part."""
    outer, *inner = read(text)
    assert (outer.count.low, outer.count.subset) == (whole, False)
    assert [(p.count.low, p.count.subset) for p in inner] == [(low, True) for low in parts]


@pytest.mark.parametrize(
    "text",
    [
        "A cadet from Ecuador was among those killed.",
        "It counted 12 children among the victims.",
    ],
)
def test_victims_among_a_whole_without_figure_are_a_part(text):
    """Words may stand between the victims and "among"."""
    assert [(b.count.metric, b.count.subset) for b in read(text)] == [("dead", True)]


def test_named_victim_among_a_whole_is_no_count():
    """Who is named after "one of them" is not counted."""
    (count,) = read("The missile killed 36 troops, one of them the commander Munir al-Yafei.")
    assert count.count.best == 36


def test_first_of_a_row_takes_the_act_of_the_last():
    """The state behind a list is that of all in it, and none is a part."""
    found = read("The raid left 5 policemen, 3 soldiers and 11 militants dead.")
    assert [(b.count.best, b.count.victims, b.count.subset) for b in found] == [
        (5, "police", False),
        (3, "soldiers", False),
        (11, "rebels", False),
    ]


def test_one_of_twelve_counts_the_twelve():
    """One of a number that is told is no count of its own."""
    (count,) = read("He was one of 12 people killed by a mortar round.")
    assert count.count.best == 12


@pytest.mark.parametrize("text", ["Three of them were killed.", "Three of those attacked were killed."])
def test_dead_among_the_attacked_are_a_count(text):
    """Out of the living, those who were killed are all the dead there are."""
    (count,) = read(text)
    assert (count.count.best, count.count.subset) == (3, False)


def test_half_of_the_victims_is_no_figure():
    """A share leaves the whole alone."""
    assert figures("40 people were killed, half of them women.") == [("dead", exact(40), "people")]


def test_description_of_victims_is_no_second_count():
    """As in "mostly activists" leaves the victims people and the count one."""
    (count,) = read("255 people, mostly activists, have died since last Wednesday.")
    assert (count.count.best, count.count.victims, count.count.kind) == (255, "people", "cumulative")
    assert count.count.scope_start == "2024-11-27"
