"""Date phrases as calendar days, anchored to the day of publication."""

from datetime import date

import pytest

from tests.detect.parse import sentence
from workers.detect.timex import timexes

pytestmark = pytest.mark.model

SUNDAY = date(2024, 12, 1)


def read(text, published=SUNDAY):
    return [(t.start.isoformat(), t.end.isoformat(), t.since) for t in timexes(sentence(text), published)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rebels attacked on Wednesday.", "2024-11-27"),
        ("Rebels attacked last Wednesday.", "2024-11-27"),
        ("Rebels attacked on Sunday.", "2024-12-01"),
        ("Rebels attacked last Sunday.", "2024-11-24"),
        ("Rebels attacked on Wednesday 27 November.", "2024-11-27"),
        ("Rebels attacked on Wednesday, Nov. 27, 2024.", "2024-11-27"),
        ("Rebels attacked on the 27th of November.", "2024-11-27"),
        ("Rebels attacked on November 27.", "2024-11-27"),
        ("Rebels attacked on 5 March.", "2024-03-05"),
        ("Rebels attacked on 5 March 2019.", "2019-03-05"),
        ("Rebels attacked on 2024-11-27.", "2024-11-27"),
        ("Rebels attacked on 27.11.2024.", "2024-11-27"),
        ("Rebels attacked on 11/27/2024.", "2024-11-27"),
        ("Rebels attacked on 27/11/2024.", "2024-11-27"),
        ("Rebels attacked on 11/11/2024.", "2024-11-11"),
        ("Rebels attacked today.", "2024-12-01"),
        ("Rebels attacked yesterday.", "2024-11-30"),
        ("Rebels attacked overnight.", "2024-12-01"),
        ("Rebels attacked last night.", "2024-11-30"),
        ("Rebels attacked this morning.", "2024-12-01"),
        ("Rebels attacked two days ago.", "2024-11-29"),
        ("Rebels attacked a few hours ago, 3 days ago.", "2024-11-28"),
        ("Rebels attacked on Monday morning.", "2024-11-25"),
        ("They meet on 10 December.", "2024-12-10"),
        ("They meet next Wednesday.", "2024-12-04"),
    ],
)
def test_day_is_found(text, day):
    """A weekday is the most recent one not after publication; a day without year the nearest."""
    assert (day, day, False) in read(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It fell in November 2023.", "2023-11-01", "2023-11-30"),
        ("It fell in November.", "2024-11-01", "2024-11-30"),
        ("It fell in late December.", "2023-12-01", "2023-12-31"),
        ("It fell in 2016.", "2016-01-01", "2016-12-31"),
        ("The 2016 fighting ended.", "2016-01-01", "2016-12-31"),
        ("The 2011 protests ended.", "2011-01-01", "2011-12-31"),
        ("It fell in the 1990s.", "1990-01-01", "1999-12-31"),
        ("It fell last week.", "2024-11-18", "2024-11-24"),
        ("It fell earlier this week.", "2024-11-25", "2024-12-01"),
        ("It fell this weekend.", "2024-11-30", "2024-12-01"),
        ("It fell last month.", "2024-11-01", "2024-11-30"),
        ("It fell last year.", "2023-01-01", "2023-12-31"),
        ("It fell in recent days.", "2024-11-28", "2024-12-01"),
        ("It fell in the past 24 hours.", "2024-11-30", "2024-12-01"),
    ],
)
def test_span_is_found(text, start, end):
    """Months, years, weeks and spans give first and last day."""
    assert read(text) == [(start, end, False)]


def test_years_ago_lie_in_the_past():
    """As in "A decade ago" names its year, "years ago" only a past."""
    (decade,) = timexes(sentence("A decade ago rebels took the city."), SUNDAY)
    (years,) = timexes(sentence("Years ago rebels took the city."), SUNDAY)
    assert (decade.value.value, decade.granularity) == ("2014", "year")
    assert years.value is None
    assert years.end < date(2022, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels march on Hama.",
        "March on the capital begins.",
        "Twelve people may have died.",
        "May they rest in peace.",
        "Some 2000 soldiers left.",
        "Bloody Sunday is remembered.",
        "It is the first in ten years.",
        "Sun shines and the second may march.",
        "The 1,998 men left.",
        "Rebels attacked on 03/04/2024.",
        "Rebels attacked on 31/31/2024.",
    ],
)
def test_phrase_without_date_gives_none(text):
    """Verbs that look like months, counts, names and durations are no dates."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The first time since 2016.",
        "Fighting has raged since Wednesday.",
        "Fighting has raged since late 2016.",
        "Fighting has raged since at least last March.",
    ],
)
def test_since_is_marked(text):
    """As in "since" makes a date the start of something, or a comparison."""
    assert [since for _, _, since in read(text)] == [True]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on Saturday.", "2024-11-30"),
        ("It fell in May 2015.", "2015-05"),
        ("It fell in 2016.", "2016"),
    ],
)
def test_value_is_cut_to_its_granularity(text, value):
    """The event date says no more than the text."""
    (timex,) = timexes(sentence(text), SUNDAY)
    assert timex.value.value == value


def test_impossible_dates_are_no_dates():
    """30 February and month 13 are read as nothing, and far counts do not overflow."""
    assert read("It fell on 30 February 2020.") in ([], [("2020-02-01", "2020-02-29", False)])
    assert read("It fell on 2020-13-45.") == []
    assert read("It fell 90000 years ago.")[0][0].startswith("0001")


def test_weekday_turns_with_publication():
    """The same words mean another day in another week."""
    assert read("It fell on Friday.", date(2012, 2, 29)) == [("2012-02-24", "2012-02-24", False)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rebels attacked on Monday.", "2024-12-02"),
        ("Rebels attacked on Tuesday.", "2024-11-26"),
        ("Rebels attacked on Sunday.", "2024-12-01"),
        ("Rebels attacked last Monday.", "2024-11-25"),
        ("Fighting has raged since Monday.", "2024-11-25"),
        ("Rebels attacked on Monday, 25 November.", "2024-11-25"),
    ],
)
def test_weekday_after_an_evening_is_the_next_day(text, day):
    """Late in the UTC day the next has begun farther east, unless "last", "since" or a date says otherwise."""
    assert [t.start.isoformat() for t in timexes(sentence(text), SUNDAY, evening=True)] == [day]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The troops will leave by November.", "2026-11-01"),
        ("Some 60 of them had died by November.", "2025-11-01"),
        ("They fled on 28 December.", "2025-12-28"),
        ("They fled on 20 February.", "2025-02-20"),
        ("They meet on 20 February.", "2026-02-20"),
        ("They fled earlier this month.", "2026-01-01"),
        ("In 2016 rebels fled.", "2016-01-01"),
        ("2016: rebels flee.", "2016-01-01"),
    ],
)
def test_date_without_year_goes_by_tense(text, start):
    """What is told in the past tense lies behind, what is planned or to come ahead."""
    assert [t[0] for t in read(text, date(2026, 1, 5))] == [start]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 5 March 2019 troops came, and the same day rebels fled.", ["2019-03-05", "2019-03-05"]),
        ("On 5 March 2019 troops came; rebels had fled a day earlier.", ["2019-03-05", "2019-03-04"]),
        ("Rebels fled that August.", ["2024-11-03"]),
        ("Rebels fled within hours.", ["2024-12-01"]),
        ("Rebels fled the next day.", ["2024-12-01"]),
        ("Rebels fled four years ago on Tuesday.", ["2020-01-01"]),
    ],
)
def test_day_counts_from_another(text, days):
    """It is near the date before it, or near publication, or as far back as months and years say."""
    assert [t[0] for t in read(text)] == days


def test_day_counts_from_the_text_before():
    """A sentence without a date counts from the past that is told."""
    (timex,) = timexes(sentence("Hours later rebels fled."), SUNDAY, told=date(2016, 5, 3))
    assert timex.end == date(2016, 5, 3)
