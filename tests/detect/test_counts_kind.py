"""Over what span a count runs."""

import pytest

from tests.detect.counting import read

pytestmark = pytest.mark.model


def test_others_are_counted_over_the_same_span():
    """Who counts the dead since Wednesday counts the others since then too."""
    dead, hurt = read(
        "At least 44 men have been killed in the north since Wednesday, medics said on Sunday, "
        "and 162 others have been wounded."
    )
    assert (dead.count.low, dead.count.scope_start) == (44, "2024-11-27")
    assert (hurt.count.kind, hurt.count.scope_start) == ("cumulative", "2024-11-27")


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
        ("Fighting since Wednesday has killed 40 people.", "cumulative"),
        ("Officials said this week that 40 people had been killed.", "incident"),
        ("Shells have fallen since Friday, and a raid on Monday killed two people.", "incident"),
        (
            "They put losses over the past day at 42 killed or wounded, and said 60 men had died in a raid.",
            "incident",
        ),
        ("Some 60,000 people have fled the camps.", "cumulative"),
        ("Some 600 people fled the camps.", "incident"),
        ("Up to 3,000 people may have been killed.", "incident"),
        ("The army has lost 46,000 dead.", "cumulative"),
        ("More than 800 people were killed during the revolt.", "cumulative"),
        ("At least 413 civilians were killed in that offensive.", "cumulative"),
        ("Two soldiers were killed in the offensive on Monday.", "incident"),
        ("Attacks have claimed the lives of 59 officers this year.", "cumulative"),
        ("More than 400 soldiers had been killed between Sept. 6 and Sept. 10.", "period"),
        ("Seventeen people were killed in the city on Sunday and Monday.", "period"),
        ("Hundreds of men were killed in the city in February alone.", "period"),
        ("In July clashes in Sweida claimed 1,000 lives.", "period"),
        ("Armed groups murdered 215 people in 2022.", "period"),
        ("A raid killed 12 people in 2022.", "incident"),
        ("The reprisals that followed in the hills over four days killed 140 people.", "period"),
        ("More than 50 dead in two days of fighting", "period"),
        ("The fighters came after four days of clashes that left 200 dead.", "period"),
        ("Prosecutors put the toll at 14.", "incident"),
        ("The UN puts the toll of the uprising at more than 7,500.", "cumulative"),
        ("Coalition denies bombing funeral as toll passes 140", "incident"),
        ("It put its losses at 431 dead and 1,200 wounded since mid-May.", "cumulative"),
        ("It counted 41 dead and 190 injured in the past seven days.", "period"),
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
