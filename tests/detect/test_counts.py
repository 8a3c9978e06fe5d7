"""Counts bound to the acts that they count, on sentences written for this."""

from datetime import UTC, datetime

import pytest

from tests.detect.parse import sentence
from workers.detect.counts import bound_counts

pytestmark = pytest.mark.model

PUBLISHED = datetime(2024, 12, 1, 18, tzinfo=UTC)


def read(text):
    return bound_counts(sentence(text), PUBLISHED)


def figures(text):
    """Metric, (low, best, high) and victims of each count."""
    return [(b.count.metric, (b.count.low, b.count.best, b.count.high), b.count.victims) for b in read(text)]


def exact(number):
    return (number, number, number)


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
        ("The brigade lost 12 of its men.", [("dead", exact(12), "people")]),
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
    ("text", "metric", "number", "victims"),
    [
        ("The number of dead stands at 40.", "dead", 40, "people"),
        ("The number of wounded has reached 300, medics said.", "injured", 300, "people"),
        ("Number of displaced in Darfur passes 48,500", "displaced", 48_500, "people"),
        ("The number of people displaced by the shelling climbed to 12,000.", "displaced", 12_000, "people"),
        ("The number of those who have fled has passed 100,000.", "displaced", 100_000, "people"),
        ("The number of people missing rose to 31.", "missing", 31, "people"),
        ("The number of deaths rose from 30 to 95.", "dead", 95, "people"),
        ("The number of civilians killed has become 95.", "dead", 95, "civilians"),
        ("The death toll rose by 12 to 95.", "dead", 95, "people"),
        ("Officials put the number of dead at 40.", "dead", 40, "people"),
        ("The count of those killed reached 90.", "dead", 90, "people"),
        ("The group's tally of the dead now exceeds 500.", "dead", 500, "people"),
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


def test_others_are_counted_over_the_same_span():
    """Who counts the dead since Wednesday counts the others since then too."""
    dead, hurt = read(
        "At least 44 men have been killed in the north since Wednesday, medics said on Sunday, "
        "and 162 others have been wounded."
    )
    assert (dead.count.low, dead.count.scope_start) == (44, "2024-11-27")
    assert (hurt.count.kind, hurt.count.scope_start) == ("cumulative", "2024-11-27")


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


def test_saved_lives_are_not_lost():
    """Only lives that are claimed, taken or lost are deaths."""
    assert read("Medics saved the lives of 100 men.") == ()
    assert figures("The raid took the lives of 100 men.") == [("dead", exact(100), "people")]


def test_agents_are_not_counted():
    """Who kills is not who is killed."""
    assert figures("12 gunmen killed three policemen.") == [("dead", exact(3), "police")]


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
    assert (outer.count.low, outer.subset) == (whole, False)
    assert (inner.count.low, inner.subset, inner.count.victims) == (part, True, victims)


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
    assert (whole.count.low, whole.subset) == (15, False)
    assert [(p.count.best, p.count.victims, p.subset) for p in parts] == [
        (1, "women", True),
        (2, "children", True),
    ]
    assert all("count.subset" in p.reasons for p in parts)


def test_part_whose_whole_has_no_figure_is_still_a_part():
    """As in "Among the dead" names no figure, yet three is not the toll."""
    (count,) = read("Among the dead were three children.")
    assert (count.count.metric, count.count.best, count.subset) == ("dead", 3, True)


def test_victims_among_the_dead_are_a_part():
    """As in "were among those killed" tells of a part too."""
    (count,) = read("Two policemen were among those killed.")
    assert (count.count.metric, count.count.best, count.subset) == ("dead", 2, True)


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
    assert (count.count.victims, count.subset) == (victims, True)


@pytest.mark.parametrize("text", ["Three of them were killed.", "Three of those attacked were killed."])
def test_dead_among_the_attacked_are_a_count(text):
    """Out of the living, those who were killed are all the dead there are."""
    (count,) = read(text)
    assert (count.count.best, count.subset) == (3, False)


def test_half_of_the_victims_is_no_figure():
    """A share leaves the whole alone."""
    assert figures("40 people were killed, half of them women.") == [("dead", exact(40), "people")]


def test_description_of_victims_is_no_second_count():
    """As in "mostly activists" leaves the victims people and the count one."""
    (count,) = read("255 people, mostly activists, have died since last Wednesday.")
    assert (count.count.best, count.count.victims, count.count.kind) == (255, "people", "cumulative")
    assert count.count.scope_start == "2024-11-27"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("40 people have been killed since Wednesday.", "cumulative"),
        ("The toll rose to 40.", "cumulative"),
        ("So far 40 people have died.", "cumulative"),
        ("A total of 40 people died.", "cumulative"),
        ("Over 7,000 people have been killed in the conflict.", "cumulative"),
        ("40 people were killed in the past week.", "period"),
        ("4,000 people have been displaced in recent days.", "period"),
        ("40 people were killed in the strike.", "incident"),
        ("Two days of fighting in the north kill 182, envoy says", "period"),
        ("A week of clashes has killed 60 people.", "period"),
        ("Three weeks of shelling left 90 dead.", "period"),
        ("Dozens of soldiers died over four days of battles.", "period"),
        ("Four days of clashes in Goma leave 30 dead", "period"),
        ("Two days of fighting ended on Monday, and 12 people were killed in a raid.", "incident"),
        ("Rebel infighting kills 45 fighters in 2 days", "period"),
        ("Strikes killed 45 fighters in 24 hours.", "period"),
        ("40 people have been killed and 30 injured in three days of attacks.", "period"),
        ("A bombing killed 40 people, the second attack in two days.", "incident"),
        ("It was the deadliest attack in two years and killed 40 people.", "incident"),
        ("The fighting has killed 40 people.", "cumulative"),
        ("They fled a conflict that has killed 40 people.", "cumulative"),
        ("The war has killed 40 people.", "cumulative"),
        ("The fighting killed 40 people on Monday.", "incident"),
        ("The air strike has killed 40 people.", "incident"),
        ("40 people were killed on Monday after weeks of fighting.", "incident"),
        ("The death toll from Monday's attack has risen to 40.", "incident"),
        ("The number of people killed in the blast rose to 40.", "incident"),
        ("The number of people killed in attacks rose to 40.", "cumulative"),
        ("In its biggest raid since 1979 the army killed 11 militants.", "incident"),
        ("40 people died in clashes that have raged since May.", "incident"),
    ],
)
def test_kind_says_over_what_a_count_runs(text, kind):
    """Cumulative, period or incident, by words of the act's own clause."""
    assert {b.count.kind for b in read(text)} == {kind}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The number of people killed since the revolt began on Wednesday has risen to 421.", "2024-11-27"),
        ("The number of children killed since May reached 40.", "2024-05-01"),
        (
            "The number of villagers killed in Darfur since the militia assault started on Friday has reached 90, medics said.",
            "2024-11-29",
        ),
        ("The number of children killed since the talks in May has reached 40.", None),
        ("The death toll has risen to 421.", None),
    ],
)
def test_total_runs_from_the_day_that_is_named(text, start):
    """The start is the day on which what "since" names began; no other date of the sentence."""
    (count,) = read(text)
    assert (count.count.kind, count.count.scope_start) == ("cumulative", start)


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
    (count,) = bound_counts(parsed, PUBLISHED)
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
