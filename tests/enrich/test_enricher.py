# ruff: noqa: RUF001 - damaged text has typographic quotes
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "seed-article.txt"

FRENCH = (
    "Les rebelles sont entrés dans la ville samedi, selon des habitants. L'armée a dit qu'elle se retirait vers la"
    " côte après trois jours de combats et de bombardements."
)


def names(mentions):
    """The ids of mentions."""
    return {mention.id for mention in mentions}


def test_sentences_are_verbatim_and_in_paragraphs(read):
    """Each sentence stands at its offsets, none crosses a paragraph, headline first."""
    document = read("Rebels left. They fled north\n\nThe army came.", "A headline")
    assert [(s.field, s.index, s.paragraph, s.text) for s in document.sentences] == [
        ("headline", 0, 0, "A headline"),
        ("body", 1, 0, "Rebels left."),
        ("body", 2, 0, "They fled north"),
        ("body", 3, 1, "The army came."),
    ]


def test_tokens_point_into_the_damaged_text(read):
    """The parse sees repaired words; offsets are those of the text as sent."""
    body = "  Rebels entered Syria”where the army fled on Saturdaytaking its guns.The end."
    document = read(body)
    assert [s.text for s in document.sentences] == [
        "Rebels entered Syria”where the army fled on Saturdaytaking its guns.",
        "The end.",
    ]
    tokens = [token for sentence in document.sentences for token in sentence.tokens]
    assert {"where", "Saturday", "taking"} <= {token.text for token in tokens}
    assert all(body[token.start : token.end] == token.text for token in tokens)
    for sentence in document.sentences:
        assert [token.i for token in sentence.tokens] == list(range(len(sentence.tokens)))
        assert all(0 <= token.head < len(sentence.tokens) for token in sentence.tokens)
        assert body[sentence.start : sentence.end] == sentence.text


def test_kill_gives_an_empty_document(read):
    """A withdrawn article says nothing, not even by its fingerprint."""
    document = read("Rebels entered Aleppo.", pub_status="canceled")
    assert (document.sentences, document.entities, document.places, document.fingerprint) == ((), (), (), ())


@pytest.mark.parametrize(
    ("language", "body", "readable"),
    [
        ("en-GB", "Rebels entered the town.", True),
        ("und", "Rebels entered the town.", True),
        ("fr", "Rebels entered the town.", False),
        ("und", FRENCH, False),
        ("en", "دخل المتمردون المدينة يوم السبت بعد ثلاثة أيام من القتال", False),
    ],
)  # fmt: skip
def test_another_language_gives_no_sentences(read, language, body, readable):
    """Detect sees it: no sentence, though there is a body."""
    document = read(body, language=language)
    assert bool(document.sentences) is readable
    assert document.fingerprint


@pytest.mark.parametrize(
    "body",
    ["x" * 200_000, "12345 " * 33_000, "." * 200_000, "(" * 200_000, "\n" * 200_000, "The army left. " * 13_000,
     "a" + "\u0301" * 199_999, "🔥" * 200_000, "\u202eالجيش " * 20_000],
    ids=["word", "numbers", "points", "brackets", "breaks", "sentences", "accents", "emoji", "right-to-left"],
)  # fmt: skip
def test_absurd_text_is_bounded(read, body):
    """200,000 code points of anything end within a minute of processor time."""
    begin = time.process_time()
    document = read(body, "Army leaves")
    assert time.process_time() - begin < 60
    assert max((len(s.tokens) for s in document.sentences), default=0) <= 400


def test_endless_sentence_is_kept_without_tokens(read):
    """A table of numbers is evidence at most, never parsed."""
    document = read("Losses " + "12345 " * 900)
    assert document.sentences[0].text.startswith("Losses 12345")
    assert document.sentences[0].tokens == ()


def test_articles_do_not_touch_each_other(enricher, make):
    """The same article gives the same document alone, in company, and twice."""
    batch = [
        make("Rebels took Homs, Syria."),
        make("Jets hit Goma. M23 fled."),
        make("", "Only a headline in Kyiv"),
    ]
    assert enricher(batch) == [enricher([single])[0] for single in batch]
    assert enricher([]) == []


@pytest.mark.skipif(not SEED.exists(), reason="../shared/data is absent")
def test_seed_article_names_who_and_where(read):
    """Aleppo, its airport by reference, the observatory by its French letters, the four governments and the rest."""
    body = SEED.read_text(encoding="utf-8")
    document = read(body)
    airport = next(place for place in document.places if place.kind == "airport")
    assert (airport.id, airport.name, body[airport.start : airport.end]) == (
        "geonames:170063#airport",
        "Aleppo airport",
        "the city’s airport",
    )
    assert names(document.places) >= {"geonames:170063", "iso:SY"}
    expected = {
        "sohr",
        "ocha",
        "military-operations-command",
        "nato",
        "gov:us",
        "gov:de",
        "gov:fr",
        "gov:gb",
        "gov:sy",
    }
    assert names(document.actors) >= expected | {"mil:sy", "generic:rebels", "generic:insurgents"}
    assert "OSDH" in {body[a.start : a.end] for a in document.actors if a.id == "sohr"}
    labels = {entity.text: entity.label for entity in document.entities}
    assert (labels["Aleppo"], labels["OSDH"], labels["NATO"]) == ("GPE", "ORG", "ORG")
