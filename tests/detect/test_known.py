import pytest

from tests.detect.parse import sentence
from workers.detect.known import known_event
from workers.detect.tree import Tree

pytestmark = pytest.mark.model


def code(text, word):
    """The verdict on the event whose word this is."""
    tree = Tree(sentence(text))
    (anchor,) = (t.i for t in tree.tokens if t.text == word)
    return known_event(tree, anchor)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("More than 9,000 people have been displaced by the fighting.", "fighting", "time.definite"),
        ("The fighting in Sudan has killed 80 people since Friday.", "fighting", "time.definite"),
        ("Three days of fighting in Goma have killed 60 people.", "fighting", "time.span_of_fighting"),
        (
            "Some 300 people have died since the rebel offensive began on Friday.",
            "offensive",
            "time.since_clause",
        ),
        (
            "Some 300 people have died since rebels launched an offensive on Friday.",
            "launched",
            "time.since_clause",
        ),
    ],
)
def test_known_event_is_no_news(text, word, expected):
    """What a sentence takes for granted is not what it reports."""
    assert code(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Fighting broke out in Goma on Monday.", "Fighting"),
        ("Twelve soldiers were killed in the battle for the base.", "battle"),
        ("Rebels launched an offensive near Hama on Friday.", "offensive"),
        ("Thousands fled after rebels launched an offensive on Friday.", "launched"),
        ("Heavy clashes in Khartoum killed 12 soldiers.", "clashes"),
        ("An airstrike on a market killed 12 people.", "airstrike"),
        ("The offensive launched on Friday has reached Hama.", "offensive"),
        ("Rebels have seized three towns since Friday.", "seized"),
    ],
)
def test_event_that_is_told_is_news(text, word):
    """A new event stays new, whatever dates stand beside it."""
    assert code(text, word) is None
