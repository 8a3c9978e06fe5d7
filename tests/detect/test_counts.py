"""Counts bound to the acts that they count, on sentences written for this."""

import pytest

from tests.detect.counting import PUBLISHED, exact, figures, read
from tests.detect.parse import sentence
from workers.detect.counts import bound_counts
from workers.detect.tree import Tree

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 12 soldiers.", [("dead", exact(12), "soldiers")]),
        ("Nine police officers were killed by a mine.", [("dead", exact(9), "police")]),
        ("The deaths of 23 civilians were confirmed.", [("dead", exact(23), "civilians")]),
        (
            "The shelling killed a soldier and wounded three.",
            [("dead", exact(1), "soldiers"), ("injured", exact(3), "people")],
        ),
        ("The blast left 14 people dead.", [("dead", exact(14), "people")]),
        ("The raid claimed 17 lives.", [("dead", exact(17), "people")]),
        ("Eleven people lost their lives in the raid.", [("dead", exact(11), "people")]),
        (
            "The strike killed 9 people, bringing the toll to 267.",
            [("dead", exact(9), "people"), ("dead", exact(267), "people")],
        ),
        (
            "The toll stands at 31, with 12 hurt.",
            [("dead", exact(31), "people"), ("injured", exact(12), "people")],
        ),
        ("The brigade lost 12 of its men.", [("dead", exact(12), "soldiers")]),
        (
            "The raid left 14 people dead and 30 wounded.",
            [("dead", exact(14), "people"), ("injured", exact(30), "people")],
        ),
        (
            "6 people dead and 4 wounded in market bombing",
            [("dead", exact(6), "people"), ("injured", exact(4), "people")],
        ),
        (
            "Eight were killed and 20 injured.",
            [("dead", exact(8), "people"), ("injured", exact(20), "people")],
        ),
        (
            "12 soldiers and 7 rebels were killed.",
            [("dead", exact(12), "soldiers"), ("dead", exact(7), "rebels")],
        ),
        ("At least 40 killed in strike on Idlib", [("dead", (40, None, None), "people")]),
        ("Death toll rises to 95", [("dead", exact(95), "people")]),
        ("The toll rose from 30 to 95.", [("dead", exact(95), "people")]),
        (
            "The clashes resulted in 15 deaths and 40 injuries.",
            [("dead", exact(15), "people"), ("injured", exact(40), "people")],
        ),
        ("Gunmen shot dead five officers.", [("dead", exact(5), "people")]),
        ("Five farmers were shot dead.", [("dead", exact(5), "civilians")]),
        ("Three farmers have been shot to death by rebels.", [("dead", exact(3), "civilians")]),
        ("More than 14,000 people have been displaced.", [("displaced", (14_000, None, None), "people")]),
        ("The advance forced 20,000 people to flee.", [("displaced", exact(20_000), "people")]),
        ("Tens of thousands of people have fled.", [("displaced", (10_000, None, None), "people")]),
        ("Up to 60 sailors are missing.", [("missing", (None, None, 60), "soldiers")]),
        ("Some 20 to 30 fighters were captured.", [("captured", (20, None, 30), "rebels")]),
        ("Rebels captured two villages and 30 soldiers.", [("captured", exact(30), "soldiers")]),
        ("They killed the mayor and two maids.", [("dead", exact(2), "people")]),
        ("He was killed along with two of his bodyguards.", [("dead", exact(2), "people")]),
        ("12 journalists who were abducted are alive.", [("captured", exact(12), "journalists")]),
        ("The bodies of 12 men were found.", [("dead", exact(12), "people")]),
        ("No civilians were killed.", [("dead", exact(0), "civilians")]),
        ("No one was hurt.", [("injured", exact(0), "people")]),
        ("A peacekeeper was wounded.", [("injured", exact(1), "peacekeepers")]),
        ("A bomb attack in the port kills at least 45.", [("dead", (45, None, None), "people")]),
        (
            "The killing by the army of at least 300 people was condemned.",
            [("dead", (300, None, None), "people")],
        ),
    ],
)
def test_count_is_bound_to_its_act(text, expected):
    """Active, passive, nominal, headline and list forms each give their metric, figure and victims."""
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He was killed in 1998.",
        "Rebels captured 12 villages.",
        "The army lost two seats.",
        "They killed 300 cattle.",
        "Two bombs killed the mayor.",
        "Hundreds of people were killed or wounded.",
        "The attack lasted 12 hours and killed trade.",
        "Three brigades attacked the base.",
        "He died aged 84.",
        "The search for a missing military satellite goes on.",
    ],
)
def test_figure_without_victims_is_no_count(text):
    """Years, villages, cattle, agents, ages and figures over two metrics at once give nothing."""
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "metric", "number"),
    [
        ("Two hostages kidnapped on Friday were killed.", "dead", 2),
        ("The two soldiers captured in May have been executed.", "dead", 2),
        ("Two hostages kidnapped on Friday are alive.", "captured", 2),
        ("The gunmen gunned down nine drivers.", "dead", 9),
        ("Militants beheaded 12 men.", "dead", 12),
        ("The group executed 40 prisoners.", "dead", 40),
        ("Six men were burnt alive.", "dead", 6),
        ("Rebels burned eight men alive.", "dead", 8),
        ("Troops recovered nine bodies.", "dead", 9),
        ("20 bodies were found in a grave.", "dead", 20),
    ],
)
def test_last_act_upon_a_victim_counts(text, metric, number):
    """The finite verb beats what had been done before; bodies are dead, as ACLED counts them."""
    assert [f[:2] for f in figures(text)] == [(metric, exact(number))]


def test_burning_of_things_counts_nobody():
    """Who burns houses with people near has not killed them."""
    assert read("Rebels burned eight houses and 12 men watched.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed 12 people and wounded 30 others.",
        "12 were killed and 30 more were wounded.",
        "The raid killed 12 people; 30 others were hurt.",
    ],
)
def test_others_have_an_act_of_their_own(text):
    """The others are wounded, not killed."""
    assert [f[:2] for f in figures(text)] == [("dead", exact(12)), ("injured", exact(30))]


def test_saved_lives_are_not_lost():
    """Only lives that are claimed, taken or lost are deaths."""
    assert read("Medics saved the lives of 100 men.") == ()
    assert figures("The raid took the lives of 100 men.") == [("dead", exact(100), "people")]


def test_agents_are_not_counted():
    """Who kills is not who is killed."""
    assert figures("12 gunmen killed three policemen.") == [("dead", exact(3), "police")]


@pytest.mark.parametrize(
    ("text", "violent"),
    [
        ("12 people were killed in shelling.", True),
        ("Gunmen opened fire and killed 12 people.", True),
        ("Five people were shot dead.", True),
        ("Rebels stormed the port and killed nine people.", True),
        ("A bomb on a ferry killed nine people.", True),
        ("12 people were killed when a ferry capsized.", False),
        ("An earthquake struck the coast, killing 12 people.", False),
        ("12 people were killed in a fire.", False),
        ("A lightning strike killed 12 people.", False),
        ("Cholera has killed 12 people.", False),
        ("A crash killed 12 soldiers.", False),
        ("12 people were killed on Monday.", None),
    ],
)
def test_violence_is_said_denied_or_open(text, violent):
    """Armed violence, accident or disease, or nothing said."""
    assert [b.violent for b in read(text)] == [violent]


def test_anchor_is_the_act():
    """The anchor is the token of the verb or noun that counts, and the span is that of the figure's phrase."""
    parsed = sentence("Officials said that at least 12 soldiers had been killed.")
    (count,) = bound_counts(Tree(parsed), PUBLISHED)
    assert parsed.tokens[count.anchor].text == "killed"
    assert [t.text for t in parsed.tokens[count.first : count.last + 1]] == ["at", "least", "12", "soldiers"]
    assert (count.count.verbatim, count.count.qualifier) == ("at least 12", "at_least")


def test_figures_of_one_sentence_keep_their_order():
    """Counts come in the order of the text, whatever found them."""
    found = figures("The raid killed 3 women, wounded 8 people and displaced 200 families and 900 people.")
    assert found == [
        ("dead", exact(3), "women"),
        ("injured", exact(8), "people"),
        ("displaced", exact(900), "people"),
    ]


def test_absurd_sentence_is_bounded():
    """Hundreds of figures in one sentence are read without harm."""
    text = "They killed " + ", ".join(f"{n} soldiers" for n in range(3, 153)) + "."
    assert len(read(text)) > 50
