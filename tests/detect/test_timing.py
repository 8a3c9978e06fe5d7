"""The time role of events, on sentences written for this; published on Sunday, 1 December 2024."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.detect.parse import sentence
from workers.detect.timing import TimeContext, dates_of, past_told, time_of
from workers.detect.timing_article import is_explainer
from workers.detect.timing_count import timing_of_count
from workers.detect.timing_frame import Past
from workers.detect.timing_reasons import REASONS
from workers.detect.timing_role import Timing
from workers.detect.timing_scope import scope_start
from workers.detect.tree import Tree
from workers.models import Count, EventDate

PUBLISHED = datetime(2024, 12, 1, 18, tzinfo=UTC)


def timing(
    text, word, position=0.1, published=PUBLISHED, previous=None, *, explainer=False, arrived=PUBLISHED
):
    parsed = sentence(text)
    anchor = next(t.i for t in parsed.tokens if t.text == word)
    found = dates_of(parsed, published, previous)
    return time_of(
        Tree(parsed), anchor, TimeContext(published, arrived, explainer, position, previous, found)
    )


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
@pytest.mark.parametrize(
    "text",
    [
        "Rebels seized the town.",
        "The army denied that rebels had seized the town.",
        "He said his troops had seized the town.",
        "The rebels have seized the town, residents said.",
        "The gunmen, who seized the town, fled.",
        "On Sunday rebels reached the coast, where they seized the town.",
    ],
)
def test_undated_event_is_new_wherever_it_stands(text):
    """Nothing marks it as retold, and position decides nothing by itself."""
    found = timing(text, "seized", position=0.9)
    assert (found.role, found.reasons) == ("new", ("time.late",))
    assert timing("Rebels seized the town.", "seized", position=0.2).reasons == ("time.early",)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "role", "reason"),
    [
        ("The militants had previously attacked the base.", "attacked", "background", "time.once"),
        ("The war began when troops fired on a crowd.", "fired", "background", "time.beginning"),
        (
            "The army shelled the town, a year after it was captured.",
            "captured",
            "background",
            "time.long_after",
        ),
        ("Burundi, which has sent battalions, is silent.", "sent", "background", "time.relative"),
        ("It saw two attacks in 2013 which left hundreds dead.", "left", "background", "time.carried"),
        ("An inquiry found that they had killed 131 people.", "killed", "background", "time.inquiry"),
        ("M23 rejects a finding that it massacred 131 people.", "massacred", "background", "time.inquiry"),
        ("Troops had captured the hill by nightfall.", "captured", "background", "time.pluperfect"),
        ("The rebels control the north of the country.", "control", "ongoing", "time.state"),
        ("The village is held by rebels.", "held", "ongoing", "time.state"),
        ("Oil prices rose after clashes in Libya.", "clashes", "ongoing", "time.reason"),
        ("The offensive followed several attacks on the town.", "attacks", "ongoing", "time.followed"),
    ],
)
def test_sign_of_retelling_makes_an_undated_event_old(text, word, role, reason):
    """What explains, orders before or only describes is not the news."""
    found = timing(text, word, position=0.7)
    assert (found.role, found.reasons) == (role, (reason,))


@pytest.mark.model
def test_habit_is_of_its_own_clause():
    """What a relative clause says of every night leaves the main clause as it is."""
    text = "Families fled the town, where shells fall every night."
    assert timing(text, "fled", position=0.7).role == "new"
    assert timing(text, "fall", position=0.7).reasons == ("time.habitual",)


@pytest.mark.model
def test_change_under_way_is_new_wherever_it_stands():
    """A state in the progressive goes on; a movement is told as news."""
    assert timing("Troops are massing near the town.", "massing", position=0.9).role == "new"
    assert timing("Troops are shelling the town.", "shelling", position=0.1).role == "ongoing"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The rebels now control the town.", "control"),
        ("The army shelled the town, a year after it was captured.", "shelled"),
        ("The attack came hours after gunmen killed 12 people.", "killed"),
    ],
)
def test_news_beside_a_sign_of_retelling_stays_new(text, word):
    """A state that is new, a main clause, and what lies hours back are news."""
    assert timing(text, word, position=0.7).role == "new"


@pytest.mark.model
def test_background_carries_to_the_next_sentence():
    """A sentence in the past tense goes on from an old date; one that names a fresh day does not."""
    old = Past(date(2016, 12, 31), 0)
    assert timing("Thousands fled the city.", "fled", previous=old).reasons == ("time.carried",)
    assert timing("Rebels had held the city.", "held", previous=old).reasons == ("time.past_perfect",)
    assert timing("On Friday thousands fled the city.", "fled", previous=old).role == "new"
    assert timing("Thousands have fled the city.", "fled", previous=old).role == "new"
    assert timing("Thousands fled the city, he said.", "fled", previous=old).role == "new"


def told(*texts):
    """What the text is telling of behind each of these sentences of one paragraph."""
    past, days = None, []
    for text in texts:
        parsed = sentence(text)
        past = past_told(Tree(parsed), PUBLISHED, dates_of(parsed, PUBLISHED, past), past)
        days.append(past and past.day.year)
    return days


@pytest.mark.model
def test_history_is_told_in_runs():
    """A run lasts until somebody is cited, a fresh day is named or the tense changes."""
    first = "In 2016 rebels lost the city."
    assert told(first, "Troops shelled it for weeks.", "Thousands fled.") == [2016, 2016, 2016]
    assert told(first, "On Friday rebels returned.", "Thousands fled.") == [2016, None, None]
    assert told(first, "The army said it was ready.") == [2016, None]
    assert told("Rebels retook the base, which was captured in 2016.") == [None]


@pytest.mark.model
def test_run_of_history_ends_with_its_paragraph_unless_pointed_back_to():
    """A new paragraph goes on only with "that", "then", a pronoun or the past perfect."""
    past = Past(date(2016, 12, 31), 5)
    assert timing("Thousands fled the city.", "fled", position=0.7, previous=past).role == "new"
    assert timing("They fled the city.", "fled", position=0.7, previous=past).role == "background"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "role", "reason"),
    [
        ("Hours later, three rockets landed in the town.", "landed", "new", "time.anaphor"),
        ("Three people were killed a day earlier.", "killed", "new", "time.anaphor"),
        ("Two years later troops stormed the airport.", "stormed", "background", "time.earlier"),
        ("On Friday rebels came; the next day they stormed the airport.", "stormed", "new", "time.anaphor"),
        (
            "In 2016 rebels came; days later they stormed the airport.",
            "stormed",
            "background",
            "time.earlier",
        ),
        ("A truce announced in April 2020 broke down within days.", "broke", "background", "time.earlier"),
        ("Rebels seized the town four years ago on Tuesday.", "seized", "background", "time.ago_old"),
        (
            "The ministry said in February that it had lost 46,000 dead.",
            "lost",
            "background",
            "time.reported_old",
        ),
        (
            "They joined forces to found the alliance in December 2023.",
            "joined",
            "background",
            "time.month_old",
        ),
        ("1998 - rebels capture Bukavu.", "capture", "background", "time.year_old"),
        ("Rebels seized the town on 30 December.", "seized", "background", "time.date_old"),
    ],
)
def test_date_is_told_by_another_date(text, word, role, reason):
    """What counts from another day is as old as that day; without one it counts from publication."""
    found = timing(text, word, position=0.7)
    assert (found.role, found.reasons) == (role, (reason,))


@pytest.mark.model
def test_same_day_is_that_of_the_text_before():
    """Behind history "the same day" is history."""
    text = "The same day, troops stormed the airport."
    assert timing(text, "stormed", position=0.7).role == "new"
    assert timing(text, "stormed", position=0.7, previous=Past(date(2016, 5, 3), 0)).role == "background"


@pytest.mark.model
@pytest.mark.parametrize(
    ("published", "role"),
    [("2024-12-02", "new"), ("2024-12-05", "new"), ("2024-12-06", "ongoing"), ("2024-12-01", "ongoing")],
)
def test_last_week_is_news_while_most_of_it_is(published, role):
    """From Monday to Thursday most days of the week before lie within seven days."""
    day = datetime.fromisoformat(f"{published}T12:00:00Z")
    assert timing("Rebels seized the town last week.", "seized", published=day, arrived=day).role == role


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "position", "role"),
    [
        ("The fighting has killed 5,120 people since March.", 0.9, "update"),
        ("About 700 people have been killed since the assault began.", 0.9, "update"),
        ("The war has killed 220,000 people since 1958.", 0.9, "ongoing"),
        ("The war has killed 220,000 people since 1958.", 0.1, "update"),
        ("The UN said on Friday that 13,100 civilians had been killed since 2022.", 0.9, "update"),
        ("It is the capital of a land at war, which has killed 900 since March.", 0.9, "ongoing"),
        ("It saw the worst of a war that has killed 9,000 people since the 1960s.", 0.9, "ongoing"),
        ("The war has cost 9,000 lives since troops were first sent in 2006.", 0.9, "ongoing"),
    ],
)
def test_toll_since_is_an_update_unless_it_is_stock(text, position, role):
    """A toll of more than a year that nobody gives anew, or that a relative clause repeats, is only repeated."""
    word = next(w for w in ("killed", "cost") if w in text)
    assert timing(text, word, position=position).role == role


def figure(number, kind="incident", metric="dead"):
    return Count(
        metric=metric,
        verbatim=str(number),
        low=number,
        best=number,
        high=number,
        qualifier="exact",
        kind=kind,
    )


@pytest.mark.parametrize(
    ("number", "kind", "codes", "role"),
    [
        (40, "incident", ("time.late",), "new"),
        (160_000, "incident", ("time.late",), "ongoing"),
        (160_000, "incident", ("time.early",), "new"),
        (59, "cumulative", ("time.late",), "update"),
        (59, "cumulative", ("time.early",), "new"),
        (59, "period", ("time.wide", "time.late"), "update"),
        (59, "cumulative", ("time.since",), "new"),
    ],
)
def test_figure_tells_its_own_time(number, kind, codes, role):
    """A total is brought up to date; a figure of ten thousands without a day is the toll of a war."""
    assert timing_of_count(Timing("new", None, codes), figure(number, kind), ()).role == role


def test_toll_of_a_conflict_told_late_is_stock():
    """Whatever its size."""
    found = timing_of_count(Timing("new", None, ("time.late",)), figure(900), ("count.cumulative.conflict",))
    assert (found.role, found.reasons) == ("ongoing", ("time.late", "time.war_toll"))


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
        ("Who is the rebel leader?", ""),
        ("The war, four years on", "Here is how the war went."),
        ("A town waits", "Troops entered the country four years ago on Tuesday."),
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
        ("Syrian uprising (2011-present): rebels seize the town", "Rebels seize the town."),
        ("Worst fighting in years on Friday", "Dozens died."),
        ("Rebel who is wanted for murder seizes town", "The capture marks the first success."),
        ("Two years after the truce, rebels seize the town", "Two years after the truce it fell."),
        ("Troops fire on crowd", "Troops fire on protesters marking the anniversary of the war."),
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
    assert scope_start(Tree(sentence(text)), PUBLISHED) == start


@pytest.mark.model
def test_scope_start_needs_publication():
    """Nothing but publication anchors a weekday."""
    assert scope_start(Tree(sentence("255 people have died since Wednesday.")), None) is None


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
