"""The time role of events, on sentences written for this; published on Sunday, 1 December 2024."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.detect.parse import sentence
from workers.detect.timing import TimeContext, is_explainer, time_of
from workers.detect.timing_reasons import REASONS
from workers.detect.timing_scope import scope_start
from workers.models import EventDate

PUBLISHED = datetime(2024, 12, 1, 18, tzinfo=UTC)


def timing(
    text, word, position=0.1, published=PUBLISHED, previous=None, *, explainer=False, arrived=PUBLISHED
):
    parsed = sentence(text)
    anchor = next(t.i for t in parsed.tokens if t.text == word)
    return time_of(parsed, anchor, TimeContext(published, arrived, explainer, position, previous))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "role", "day", "reason"),
    [
        ("Rebels seized the town on Saturday.", "seized", "new", "2024-11-30", "time.weekday"),
        ("Rebels seized the town last Wednesday.", "seized", "new", "2024-11-27", "time.weekday"),
        ("On Wednesday 27 November rebels seized the town.", "seized", "new", "2024-11-27", "time.date"),
        (
            "Rebels seized the town on Saturday, taking its airport.",
            "taking",
            "new",
            "2024-11-30",
            "time.weekday",
        ),
        ("Rebels seized the town overnight.", "seized", "new", "2024-12-01", "time.today"),
        ("The offensive this weekend reignited the war.", "offensive", "new", None, "time.this_weekend"),
        (
            "The army said on Saturday that it had redeployed troops.",
            "redeployed",
            "new",
            None,
            "time.reported",
        ),
        ("People have been displaced in recent days.", "displaced", "new", None, "time.recent"),
        ("255 people have died since last Wednesday.", "died", "new", None, "time.since"),
        ("Rebels seized the town.", "seized", "new", None, "time.early"),
        ("Rebels marched on Hama and may have died.", "died", "new", None, "time.early"),
        ("The army is preparing a counterattack.", "preparing", "new", None, "time.early"),
        ("Troops broke the 2014 ceasefire on Friday.", "broke", "new", "2024-11-29", "time.weekday"),
        ("Rebels seized the town in 2016.", "seized", "background", "2016", "time.year_old"),
        ("In November 2023 a court issued a warrant.", "issued", "background", "2023-11", "time.month_old"),
        ("Rebels seized the town on 5 March.", "seized", "background", "2024-03-05", "time.date_old"),
        ("A decade ago rebels seized the town.", "seized", "background", "2014", "time.ago_old"),
        ("Rebels seized the town last month.", "seized", "background", "2024-11", "time.last_month"),
        ("The 2016 fighting marked a turning point.", "fighting", "background", "2016", "time.year_old"),
        ("War broke out after the 2011 protests.", "protests", "background", "2011", "time.year_old"),
        ("Dozens were killed in the 2013 attack.", "killed", "background", "2013", "time.year_old"),
        (
            "He was jailed over the 1998 bombing that killed 29.",
            "killed",
            "background",
            "1998",
            "time.year_old",
        ),
        (
            "Rebels left the base, which was captured in 2016.",
            "captured",
            "background",
            "2016",
            "time.year_old",
        ),
        ("The rebels had seized the base in 2015.", "seized", "background", "2015", "time.year_old"),
        ("Rebels seized the town last week.", "seized", "ongoing", None, "time.last_week"),
        ("Forces are shelling the town.", "shelling", "ongoing", None, "time.progressive"),
        ("Rebels continue to shell the town.", "shell", "ongoing", None, "time.continuing"),
        ("The army regularly shells the town.", "shells", "ongoing", None, "time.habitual"),
        ("It followed weeks of intermittent violence.", "violence", "ongoing", None, "time.habitual"),
        ("40,000 have been killed since October 2023.", "killed", "update", None, "time.since_old"),
        ("40,000 have been killed since the war began.", "killed", "update", None, "time.since_old"),
    ],
)
def test_role_follows_from_the_clause(text, word, role, day, reason):
    """A date in the event's own clause decides, then since, habit, report, tense and place in the article."""
    found = timing(text, word)
    assert (found.role, found.event_date.value if found.event_date else None) == (role, day)
    assert reason in found.reasons


@pytest.mark.model
def test_year_behind_since_leaves_the_main_clause_new():
    """As in "The first time since 2016" compares: the capture is new, the campaign of 2016 is not."""
    text = (
        "It is the first time that rebels have occupied Aleppo since 2016, when forces waged a long campaign."
    )
    assert timing(text, "occupied").role == "new"
    assert "time.comparison" in timing(text, "occupied").reasons
    assert timing(text, "waged").role == "background"


@pytest.mark.model
def test_date_of_a_relative_clause_stays_there():
    """The main verb does not take the date of the clause below it."""
    assert timing("Rebels retook the base, which was captured in 2016.", "retook").role == "new"


@pytest.mark.model
def test_old_date_under_a_fresh_report_is_background():
    """That it was said on Sunday does not make 2015 new."""
    text = "The ministry said on Sunday that 40 soldiers had been killed in 2015."
    assert timing(text, "killed").role == "background"


@pytest.mark.model
def test_undated_event_is_new_early_and_ongoing_late():
    """Position decides only where nothing else does."""
    assert timing("Rebels seized the town.", "seized", position=0.2).role == "new"
    assert timing("Rebels seized the town.", "seized", position=0.8).reasons == ("time.late",)
    assert timing("Rebels seized the town on Friday.", "seized", position=0.9).role == "new"
    assert timing("Meanwhile, rebels seized the town.", "seized", position=0.9).reasons == ("time.turning",)


@pytest.mark.model
def test_background_carries_to_the_next_sentence():
    """A sentence in the past tense goes on from an old date; one that names a fresh day does not."""
    old = EventDate(value="2016", granularity="year")
    assert timing("Thousands fled the city.", "fled", previous=old).reasons == ("time.carried",)
    assert timing("Rebels had held the city.", "held", previous=old).reasons == ("time.past_perfect",)
    assert timing("On Friday thousands fled the city.", "fled", previous=old).role == "new"
    recent = EventDate(value="2024-11-30", granularity="day")
    assert timing("Thousands fled the city.", "fled", previous=recent).role == "new"


@pytest.mark.model
def test_nothing_is_new_without_a_publication_time_to_trust():
    """No time, or one that lies over an hour after arrival, makes everything ongoing."""
    text = "Rebels seized the town today."
    assert timing(text, "seized", published=None).reasons == ("time.no_publication",)
    late = PUBLISHED + timedelta(hours=2)
    assert timing(text, "seized", published=late).reasons == ("time.future_date",)
    assert timing(text, "seized", published=PUBLISHED + timedelta(minutes=50)).role == "new"


@pytest.mark.model
def test_explainer_is_background_throughout():
    """The frame beats even a fresh weekday."""
    found = timing("Rebels seized the town on Saturday.", "seized", explainer=True)
    assert (found.role, found.reasons) == ("background", ("time.explainer",))


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Ten years on, the siege still hurts", "People live on."),
        ("Timeline: the war in dates", ""),
        ("What you need to know about the rebels", ""),
        ("A town waits", "The town marked the tenth anniversary of the siege on Friday."),
        ("Explainer: who holds the north", ""),
    ],
)
def test_look_back_is_an_explainer(headline, lead):
    """Anniversaries, timelines and explainers are known by headline or lead."""
    assert is_explainer(headline, lead)


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Rebels seize the town", "Rebels seized the town on Saturday."),
        ("Bomb kills nine at parade", "A bomb killed nine people on the anniversary of the revolution."),
        ("Rebels open offensive after years of calm", "The offensive is the first in years."),
    ],
)
def test_news_is_no_explainer(headline, lead):
    """An attack on an anniversary is news."""
    assert not is_explainer(headline, lead)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("255 people have died since last Wednesday.", "2024-11-27"),
        ("255 people have died since Wednesday, 27 November.", "2024-11-27"),
        ("Thousands have died since 2011.", "2011-01-01"),
        ("Thousands have died since the war began in March 2011.", "2011-03-01"),
        ("Thousands have died in the war.", None),
        ("Thousands have died since then.", None),
    ],
)
def test_scope_start_is_the_first_day_of_since(text, start):
    """A cumulative count starts where "since" says."""
    assert scope_start(sentence(text), PUBLISHED) == start


@pytest.mark.model
def test_scope_start_needs_publication():
    """Nothing but publication anchors a weekday."""
    assert scope_start(sentence("255 people have died since Wednesday."), None) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("hour", "day", "reason"),
    [(18, "2024-12-02", "time.weekday_begun"), (17, "2024-11-25", "time.weekday")],
)
def test_evening_news_may_name_the_next_day(hour, day, reason):
    """From 18Z on tomorrow's weekday is told as news of tomorrow's date, before that as one of last week."""
    found = timing("Rebels seized the town on Monday.", "seized", published=PUBLISHED.replace(hour=hour))
    assert (found.role, found.event_date.value, found.reasons) == ("new", day, (reason,))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            (
                "The number of men killed in Sudan since the rebel offensive began on Wednesday has risen to 90, "
                "the Khartoum Monitor said on Sunday."
            ),
            "killed",
        ),
        ("The toll since the rebel offensive began on Wednesday has risen to 421.", "toll"),
    ],
)
def test_start_of_a_total_is_not_its_day(text, word):
    """What has been counted since the offensive began is news of now; the offensive itself has its day."""
    assert (timing(text, word).role, timing(text, word).event_date) == ("new", None)
    assert timing(text, "offensive").event_date == EventDate(value="2024-11-27", granularity="day")


def test_reason_is_told_in_one_sentence():
    """Each code has a sentence for docs/reasons.md."""
    assert all(code.startswith("time.") and text.endswith(".") for code, text in REASONS.items())


@pytest.mark.model
def test_reason_given_is_documented():
    """No decision leaves a code that is not listed."""
    for text in (
        "It fell this week.",
        "It fell last weekend.",
        "It fell in March.",
        "It fell this year.",
        "It fell last year.",
    ):
        assert set(timing(text, "fell").reasons) <= set(REASONS)
