# ruff: noqa: RUF001 - typographic quotes are what is tested
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.enrich.repair import repair

WORDS = frozenset({
    "that", "they", "counterattack", "acknowledging", "where", "taking", "the", "airport", "and", "government",
    "syria", "city", "rebel", "island", "snow", "mayor", "national", "taken", "from", "their", "troops",
})  # fmt: skip


class SmallLexicon:
    """A lexicon of a few words."""

    def seen(self, word: str) -> bool:
        """Some names too."""
        return word in WORDS or word in {"hezbollah", "thereof"}

    def common(self, word: str) -> bool:
        """Dictionary words only."""
        return word in WORDS


LEXICON = SmallLexicon()


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("in Syria”where 255 died", "in Syria” where 255 died"),
        ("on Saturdaytaking control", "on Saturday taking control"),
        ("said thatthey had left", "said that they had left"),
        ("a counterattackacknowledging losses", "a counterattack acknowledging losses"),
        ("the government.The army", "the government. The army"),
        ("the airport,and more", "the airport, and more"),
        ('the "war"where many', 'the "war" where many'),
        ("he said:They left", "he said: They left"),
        ("(AFP)where it", "(AFP) where it"),
        ("Who left?They did", "Who left? They did"),
        ("he said“we are ready", "he said “we are ready"),
        ("in Decembersnow fell", "in December snow fell"),
        ("on X.He denied it", "on X. He denied it"),
        ("to the U.S.They left", "to the U.S. They left"),
        ("in 2016.The army", "in 2016. The army"),
    ],
)
def test_repair_opens_damaged_joins(damaged, mended):
    """A blank goes where a feed lost one."""
    assert repair(damaged, LEXICON).text == mended


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah and Kaltenbrunn",
        "hezbollah",
        "e.g. the U.S. and the U.S.S.R. and the U.S.A.",
        "J.P. Morgan and J.P.Morgan and A.I. at No.1 and St.Louis",
        "https://example.org/a?b=The.Army,and",
        "www.example.com",
        "someone@example.org",
        "a government-held area, pro-Assad",
        "1,000 of 2.5 million at 10:30",
        "person(s) and rebel's troops’",
        "Mondays and Fridayish",
        "the mayor of counterinsurgency",
        "Node.js and v2.Beta",
        "zxqwvyhj and thereof",
        'he said "they left" to them',
    ],
)
def test_repair_leaves_sound_text_alone(text):
    """Names, addresses, abbreviations, hyphenations and unknown words stay whole."""
    assert repair(text, LEXICON).text == text


@given(st.text(alphabet='abtheyTMond.,!?"”“’:;() -\n1é', max_size=120))
def test_repair_only_inserts_blanks(text):
    """Without the inserted blanks the text is the original, and every offset points to the same character."""
    repaired = repair(text, LEXICON)
    inserted = set(repaired.inserted)
    assert "".join(c for i, c in enumerate(repaired.text) if i not in inserted) == text
    assert all(repaired.text[i] == " " for i in inserted)
    assert all(text[repaired.origin(i)] == c for i, c in enumerate(repaired.text) if i not in inserted)


def test_repair_maps_spans_back():
    """The span of a word behind a repair is the word's own place in the original."""
    text = "seized Aleppo on Saturdaytaking the airport"
    repaired = repair(text, LEXICON)
    at = repaired.text.index("taking")
    start, end = repaired.span(at, at + len("taking"))
    assert text[start:end] == "taking"


def test_repair_blanks_overlong_words():
    """A run of over 200 code points is blank for the parser, and everything behind it keeps its offset."""
    text = "before " + "x" * 201 + " after"
    assert repair(text, LEXICON).text == "before " + " " * 201 + " after"


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "12345 " * 5_000, "that.The" * 125_000, "thatthey " * 20_000]
)
def test_repair_is_bounded_on_absurd_text(text):
    """A million-character word and thousands of numbers take no more than seconds."""
    begin = time.process_time()
    repair(text, LEXICON)
    assert time.process_time() - begin < 10
