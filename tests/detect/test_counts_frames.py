"""Verbs that count only beside certain words."""

import pytest

from tests.detect.counting import exact, figures, read
from tests.detect.parse import sentence
from workers.detect.counts import bound_counts
from workers.detect.tree import Tree

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 4,000 were driven from their homes by the clashes.", ("displaced", exact(4000), "people")),
        ("Shelling forced 5,000 villagers from their homes.", ("displaced", exact(5000), "civilians")),
        ("The advance drove thousands from the valley.", ("displaced", (1000, None, None), "people")),
        ("At least 18,000 people have left their homes.", ("displaced", (18_000, None, None), "people")),
        ("More than 900 people sought shelter at a base.", ("displaced", (900, None, None), "people")),
        ("Hundreds took refuge in a church.", ("displaced", (100, None, None), "people")),
        ("The shelling sent 2,000 people fleeing.", ("displaced", exact(2000), "people")),
        (
            "Some 30,000 people streamed out of Wad Madani to escape the fighting.",
            ("displaced", exact(30_000), "people"),
        ),
        (
            "The number of people who crossed the river to escape has risen to 900.",
            ("displaced", exact(900), "people"),
        ),
        ("Militiamen carried off 80 schoolgirls.", ("captured", exact(80), "children")),
        ("Rebels marched 12 farmers into the jungle.", ("captured", exact(12), "civilians")),
        ("Nine policemen were taken prisoner.", ("captured", exact(9), "police")),
        ("Troops took 40 prisoners.", ("captured", exact(40), "people")),
        ("The group holds 14 hostages.", ("captured", exact(14), "people")),
        ("Nearly 200 soldiers laid down their arms.", ("captured", exact(200), "soldiers")),
        ("Twenty fighters surrendered to the army.", ("captured", exact(20), "rebels")),
        ("The army detained 30 men in the village.", ("captured", exact(30), "people")),
        ("Sixteen soldiers fell in an ambush near Miran.", ("dead", exact(16), "soldiers")),
        ("Fourteen sailors were lost in the battle.", ("dead", exact(14), "soldiers")),
        ("The army admitted the loss of 23 soldiers.", ("dead", exact(23), "soldiers")),
        ("He spoke of 5,000 fallen soldiers.", ("dead", exact(5000), "soldiers")),
        ("Eleven soldiers had bullet wounds.", ("injured", exact(11), "soldiers")),
        ("Doctors treated 15 people for gunshot wounds.", ("injured", exact(15), "people")),
    ],
)
def test_frame_counts_beside_its_words(text, expected):
    """Homes left, refuge taken, prisoners made, soldiers fallen."""
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Twenty members left the party.",
        "The company drove 12 customers to the station.",
        "Thousands of fans crossed the bridge.",
        "A hundred people sought a job.",
        "Prices fell and 30 soldiers fell ill.",
        "Police arrested 12 men in a drugs raid.",
        "The group freed 12 hostages on Sunday.",
        "Twelve schoolgirls abducted in May have been freed.",
        "Rebels released 25 captured soldiers.",
        "About 200 soldiers fled the town.",
        "The army forced 300 rebels out of the valley.",
        "A bomb hit a theatre where hundreds of people had taken shelter.",
        "The party lost 20 of its members to a rival.",
        "Australia lost two men to injury.",
        "Four thousand families were uprooted.",
        "Two climbers fell in their raid on the summit.",
        "A third of the town's 200,000 people fled.",
    ],
)
def test_same_verb_beside_other_words_counts_nobody(text):
    """Parties left, fighters driven off, hostages freed, players lost, families, and shares of a figure."""
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "A rocket hit the village, killing a shepherd, a medic said.",
        "A rocket killed a shepherd, a nurse at the hospital told reporters.",
        "A rocket killed a shepherd, according to a doctor.",
    ],
)
def test_who_tells_of_victims_is_none(text):
    """An indefinite noun that speaks is no victim."""
    assert figures(text) == [("dead", exact(1), "civilians")]


def test_nobody_killed_is_a_count_of_none():
    """As in "not a single" and "not one" are written denials."""
    assert figures("Not a single civilian had been killed.") == [("dead", exact(0), "civilians")]
    assert figures("Not one soldier was wounded.") == [("injured", exact(0), "soldiers")]


def test_several_and_a_few_are_vague():
    """Three or more, by convention."""
    for text in ("Several soldiers were killed.", "A few soldiers were killed."):
        (bound,) = read(text)
        assert (bound.count.low, bound.count.best, bound.count.high) == (3, None, None)
        assert (bound.count.qualifier, bound.count.vague) == ("many", True)


def test_every_sentence_of_a_frame_passes_the_quick_look():
    """Each frame's own words are among those for which a sentence is read at all."""
    parsed = sentence("They have had 12 wounds and sought refuge, all 40 of them.")
    assert bound_counts(Tree(parsed), None) == ()
    assert figures("Twelve people sought sanctuary.") == [("displaced", exact(12), "people")]
