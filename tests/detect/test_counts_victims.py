"""Who is counted."""

import pytest

from tests.detect.counting import PUBLISHED, figures
from tests.detect.parse import sentence
from workers.detect.counts import bound_counts
from workers.detect.counts_victims import ranks
from workers.detect.tree import Tree
from workers.models import ActorMention

pytestmark = pytest.mark.model


def actor(kind):
    return ActorMention(id="x", name="X", kind=kind, field="body", start=0, end=1)


def classes(text, sides=None):
    found = bound_counts(Tree(sentence(text)), PUBLISHED, sides or {})
    return [b.count.victims for b in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid killed 28 rebels and wounded nine.", ["rebels", "rebels"]),
        ("Twelve of his fighters had been killed and more than 20 wounded.", ["rebels", "rebels"]),
        ("The ambush killed two soldiers and wounded five.", ["soldiers", "soldiers"]),
        ("The blast killed six civilians and wounded 71 others.", ["civilians", "people"]),
        ("The shelling killed a soldier and wounded three.", ["soldiers", "people"]),
        ("The raid killed nine women and wounded 12.", ["women", "people"]),
        ("They killed 27 soldiers and took 60 prisoner.", ["soldiers", "soldiers"]),
        ("The army lost 14 of its men.", ["soldiers"]),
        ("The army put its losses at 10 dead and 34 wounded.", ["soldiers", "soldiers"]),
        ("The rebels put their losses at 40.", ["rebels"]),
        ("A car bomb at a police station killed six officers.", ["police"]),
        ("Gunmen killed six officers.", ["people"]),
        ("As many as 500 civilians and soldiers died.", ["people"]),
        ("Twelve former fighters were killed.", ["people"]),
        ("Gunmen killed three members of a family.", ["civilians"]),
        ("Eleven judges were murdered.", ["civilians"]),
        ("Thousands of Rohingya have fled.", ["people"]),
    ],
)
def test_class_is_said_by_noun_by_side_or_by_the_count_before(text, expected):
    """The nearest word that says who they are; a bare figure goes on with fighters and civilians only."""
    assert classes(text) == expected


def test_part_has_the_class_of_its_whole():
    """Nine South Africans among 13 peacekeepers are peacekeepers."""
    assert figures("Thirteen peacekeepers died, among them nine South Africans.") == [
        ("dead", (13, 13, 13), "peacekeepers"),
        ("dead", (9, 9, 9), "peacekeepers"),
    ]


def test_men_of_a_named_side_have_its_class():
    """Only a side that bears arms gives its men a class."""
    text = "Seven STC men were killed."
    assert classes(text, {1: "rebels"}) == ["rebels"]
    assert classes(text) == ["people"]


def test_pronoun_stands_for_the_side_before():
    """As in "its men" where the sentence before spoke of rebels."""
    assert classes("It said 17 of its men had been killed.", {-1: "rebels"}) == ["rebels"]


def test_ranks_are_those_of_armed_sides():
    """Rebels, militias and armies have fighters; governments and monitors have none."""
    actors = {0: actor("rebel"), 3: actor("monitor"), 5: actor("military"), 7: actor("state")}
    assert ranks(actors, ()) == {0: "rebels", 5: "soldiers"}
    assert ranks({}, (actor("state"), actor("militia"))) == {-1: "rebels"}
