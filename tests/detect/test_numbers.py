"""The number grammar. Most cases need words only; those that need tags load the model."""

import pytest

from tests.detect.parse import sentence, words
from workers.detect.numbers import quantities


def read(text):
    return [(q.low, q.best, q.high, q.qualifier, q.verbatim) for q in quantities(words(text))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("14,000", 14_000),
        ("14 000", 14_000),
        ("14\u00a0000", 14_000),
        ("14.000", 14_000),
        ("1,250,000", 1_250_000),
        ("1,50,000", 150_000),
        ("1.2 million", 1_200_000),
        ("1.2m", 1_200_000),
        ("10k", 10_000),
        ("2 lakh", 200_000),
        ("5 dozen", 60),
        ("two dozen", 24),
        ("a dozen", 12),
        ("a couple of", 2),
        ("a hundred and five", 105),
        ("twenty-five", 25),
        ("twenty five", 25),
        ("two hundred and fifty-five", 255),
        ("three hundred thousand", 300_000),
        ("two million four hundred thousand and one", 2_400_001),
        ("half a million", 500_000),
        ("half-million", 500_000),
        ("a quarter of a million", 250_000),
        ("one and a half million", 1_500_000),
        ("zero", 0),
        ("0", 0),
    ],
)
def test_figure_is_read_whole(text, number):
    """Every way of writing a figure gives its number, exact."""
    written = text.removesuffix(" of")
    assert read(f"Then {text} people fled.")[0] == (number, number, number, "exact", written)


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "qualifier"),
    [
        ("at least 12", 12, None, None, "at_least"),
        ("no fewer than 12", 12, None, None, "at_least"),
        ("12 or more", 12, None, None, "at_least"),
        ("200+", 200, None, None, "at_least"),
        ("more than 14,000", 14_000, None, None, "more_than"),
        ("more than another 30", 30, None, None, "more_than"),
        ("over 30", 30, None, None, "more_than"),
        ("up to 60", None, None, 60, "up_to"),
        ("as many as 300", None, None, 300, "up_to"),
        ("no more than 9", None, None, 9, "up_to"),
        ("fewer than 10", None, None, 10, "fewer_than"),
        ("about 40", 40, 40, 40, "about"),
        ("some 40", 40, 40, 40, "about"),
        ("nearly two hundred", 200, 200, 200, "about"),
        ("an estimated 7,000", 7000, 7000, 7000, "about"),
        ("40 or so", 40, 40, 40, "about"),
        ("50-odd", 50, 50, 50, "about"),
        ("20 to 30", 20, None, 30, "about"),
        ("20-30", 20, None, 30, "about"),
        ("20–30", 20, None, 30, "about"),  # noqa: RUF001 - as printed
        ("between 20 and 30", 20, None, 30, "about"),
        ("two or three", 2, None, 3, "about"),
        ("20 to 30 thousand", 20_000, None, 30_000, "about"),
        ("between 20 and 30 thousand", 20_000, None, 30_000, "about"),
        ("two to three dozen", 24, None, 36, "about"),
    ],
)
def test_qualifier_sets_only_the_bound_that_it_gives(text, low, best, high, qualifier):
    """A bound is a bound: "at least" has no high, "up to" has no low, a range has no best."""
    assert read(f"Then {text} men fled.") == [(low, best, high, qualifier, text)]


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("dozens", 12),
        ("scores", 20),
        ("tens", 10),
        ("hundreds", 100),
        ("thousands", 1000),
        ("tens of thousands", 10_000),
        ("hundreds of thousands", 100_000),
        ("several hundred", 100),
        ("several dozen", 12),
        ("several", 3),
        ("a few", 3),
        ("a few thousand", 1000),
        ("many hundreds", 100),
    ],
)
def test_vague_word_is_a_floor(text, floor):
    """Vague words have a low by convention and nothing else."""
    found = quantities(words(f"Then {text} of people fled."))
    assert [(q.low, q.best, q.high, q.qualifier, q.vague, q.verbatim) for q in found] == [
        (floor, None, None, "many", True, text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt.",
        "Nobody was hurt.",
        "None were hurt.",
        "Zero were hurt.",
        "Not a single man was hurt.",
    ],
)
def test_nobody_is_zero(text):
    """Words for nobody count zero."""
    assert [q.best for q in quantities(words(text))] == [0]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Support fell by 12 percent and then 3%.",
        "A boy aged 12 and a 14-year-old girl spoke.",
        "Maria Lopez, 34, was there.",
        "The war began in 1998 and the 2016 fighting ended it.",
        "The 2011 protests were large.",
        "It began at 10:30 and at 1430 GMT, not at 5 p.m.",
        "A 122mm gun and a 155 mm shell were found.",
        "It lies 40 km east and 12 miles north.",
        "The 4th Division and the M23 met an F-16 and an AK-47.",
        "The Group of Seven met.",
        "It cost $5 million and €12.",
        "It happened on 27 November and on November 28.",
        "It lasted two weeks and three days.",
        "They won 3-2 after a 12-man brawl.",
        "Article 5 and Resolution 2254 apply.",
        "This one helped one another.",
        "One in five agreed.",
        "The rate is 3.5.",
        "Between 2011 and 2014 nothing changed.",
    ],
)
def test_figure_that_counts_nobody_is_left_out(text):
    """Percentages, ages, years, times, calibres, distances, money, scores and names are no counts."""
    assert quantities(sentence(text)) == ()


@pytest.mark.model
def test_year_of_a_dateline_is_no_count():
    """A year behind month and day is one, whatever follows."""
    assert [q.verbatim for q in quantities(sentence("Tue Oct 7 2014 Hundreds fled."))] == ["Hundreds"]


@pytest.mark.model
def test_year_like_number_before_a_plural_is_a_count():
    """Four digits before people count them."""
    assert [q.best for q in quantities(sentence("Some 2000 soldiers arrived."))] == [2000]


@pytest.mark.model
def test_number_behind_a_month_counts_when_the_month_is_whole():
    """As in "In November 12 people died" counts twelve; "on November 12" counts nobody."""
    assert [q.best for q in quantities(sentence("In November 12 people died."))] == [12]
    assert quantities(sentence("On November 12 people died.")) == ()


def test_rise_is_no_range():
    """As in "From 30 to 95" at the end of a clause names two figures."""
    assert [q.best for q in quantities(sentence("The toll rose from 30 to 95."))] == [30, 95]


def test_quantity_spans_its_words():
    """First and last are token indices with the qualifier inside."""
    found = quantities(words("Officials say at least another 30 died."))[0]
    assert (found.first, found.last, found.verbatim) == (2, 5, "at least another 30")


@pytest.mark.model
def test_number_behind_a_whole_date_counts():
    """Of "23 September 28 bodies" the day is told before, so 28 is none."""
    (found,) = quantities(sentence("On 23 September 28 bodies were found."))
    assert found.best == 28


@pytest.mark.model
def test_one_behind_a_conjunction_counts():
    """As in "reported that one civilian" is no "that one"."""
    (found,) = quantities(sentence("They reported that one civilian was killed."))
    assert found.best == 1


def test_long_row_of_numbers_is_bounded():
    """Five thousand numbers in a row are read one by one."""
    assert len(quantities(words("7 " * 5000))) == 5000
