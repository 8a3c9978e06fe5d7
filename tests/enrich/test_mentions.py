# ruff: noqa: RUF001 - datelines have dashes
"""Who and where, in text written for the purpose."""

from itertools import pairwise

import pytest

pytestmark = pytest.mark.model


def text_of(document, mention):
    """The words that a mention points to."""
    return getattr(document.article, mention.field)[mention.start : mention.end]


def places(document):
    """Places by words and id."""
    return [(text_of(document, place), place.id) for place in document.places]


def actors(document):
    """Actors by words and id."""
    return [(text_of(document, actor), actor.id) for actor in document.actors]


ALEPPO, HOMS, GOMA = "geonames:170063", "geonames:169577", "geonames:216281"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Shells fell on Homs and Ḩamāh in Syria.", [HOMS, "geonames:170017", "iso:SY"]),
        ("Fighting spread to Tripoli, Lebanon, on Friday.", ["geonames:266826", "iso:LB"]),
        ("Libyan forces left Tripoli on Friday.", ["geonames:2210247"]),
        ("He lived in Paris, Texas.", ["geonames:4717560", "iso:US-TX"]),
        ("Syrian troops left Idlib province.", ["iso:SY-ID"]),
        ("Ukrainian troops held Donbas and Avdeevka.", ["region:donbas", "geonames:713122"]),
        ("Sudanese soldiers left El Fasher, in North Darfur.", ["place:al-fashir", "iso:SD-DN"]),
        ("Along with Police, Reading most of it was Nice in March.", []),
        ("Michael Jordan met Chad Smith.", []),
        ("The Syrian, Turkish and Russian envoys met.", []),
    ],
)
def test_places_are_found_and_told_apart(read, body, expected):
    """Names mean the place that the article's countries make likely; common words and persons mean none."""
    assert [place.id for place in read(body).places] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Rebels took Aleppo airport.", ("Aleppo airport", f"{ALEPPO}#airport")),
        ("Rebels entered Aleppo and took the city’s airport.", ("the city’s airport", f"{ALEPPO}#airport")),
        ("Rebels entered Aleppo. They took its airport.", ("its airport", f"{ALEPPO}#airport")),
        ("M23 rebels took the airport in Goma.", ("airport", f"{GOMA}#airport")),
        ("Jets hit a bridge near Homs in Syria.", ("bridge", f"{HOMS}#bridge")),
        ("Rebels in Syria took Menagh air base.", ("Menagh air base", "place:menagh#base")),
        ("Rebels in Syria took the Wadi Khalid base.", ("Wadi Khalid base", "place:wadi-khalid#base")),
        ("Shells hit the Kakhovka dam.", ("Kakhovka dam", "place:kakhovka#dam")),
    ],
)
def test_installations_belong_to_their_town(read, body, expected):
    """By name, by the town around them, and by reference to the town before."""
    document = read(body)
    sites = [place for place in document.places if "#" in place.id]
    assert [(text_of(document, site), site.id) for site in sites] == [expected]
    assert sites[0].kind == expected[1].partition("#")[2]


def test_references_mean_what_was_named_last(read):
    """The city, the country, the capital; in the order of the text, headline first."""
    document = read(
        "The city was calm. Refugees left the country for Beirut. The Syrian capital was quiet.",
        "Homs, Syria",
    )
    assert places(document) == [
        ("Homs", HOMS),
        ("Syria", "iso:SY"),
        ("city", HOMS),
        ("country", "iso:SY"),
        ("Beirut", "geonames:276781"),
        ("capital", "geonames:170654"),
    ]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("ALEPPO, Syria (AP) — Rebels entered the city.", "Aleppo"),
        ("GOMA, Nov 30 - Rebels shelled a camp.", "Goma"),
        ("Kyiv, 3 Dec – Drones hit a depot.", "Kyiv"),
        ("BEIRUT/AMMAN (Reuters) - Jets struck at dawn.", "Beirut"),
        ("Aleppo - the country's second city - fell.", None),
        ("Rebels entered Aleppo (AFP) on Monday - again.", None),
    ],
)
def test_dateline_is_where_the_reporter_sits(read, body, place):
    """It is known apart, and no place of the story."""
    document = read(body)
    assert (document.dateline.name if document.dateline else None) == place
    if place:
        assert all(p.name != place for p in document.places)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The RSF shelled a camp in Sudan.", [("RSF", "rsf")]),
        ("The RSF called for the release of the reporters in Peru.", [("RSF", "reporters-without-borders")]),
        ("In Syria the SDF left.", [("SDF", "sdf")]),
        ("The SDF closed its annual fair.", []),
        ("Hay’at Tahrir al-Sham left.", [("Hay’at Tahrir al-Sham", "hts")]),
        ("Assad’s forces fled.", [("Assad’s forces", "mil:sy")]),
        ("Al-Assad's government fell.", [("Al-Assad's government", "gov:sy")]),
        ("Sudan's army shelled the market.", [("Sudan's army", "mil:sd")]),
        ("Gunmen fled.", [("Gunmen", "generic:gunmen")]),
        ("A rebel-held town fell.", []),
        ("The police station burned.", []),
        ("Kinshasa accused Rwanda.", [("Kinshasa", "gov:cd")]),
        ("Russia launched missiles.", [("Russia", "gov:ru")]),
    ],
)
def test_actors_are_found_and_told_apart(read, body, expected):
    """Ambiguous abbreviations need their country; a word inside another is nobody."""
    assert actors(read(body)) == expected


def test_capital_that_speaks_is_no_place(read):
    """Where a capital stands for its government nothing happens there."""
    assert read("Kinshasa accused its neighbour.").places == ()


def test_entities_are_corrected_and_do_not_overlap(read):
    """Our tables decide over the model, and every entity has its own words."""
    document = read(
        "M23 rebels near Goma fought SOHR said. Aleppo burned, Abdul Karim said on Monday, in Syria."
    )
    labels = {entity.text: (entity.label, entity.id) for entity in document.entities}
    assert labels["Goma"] == ("GPE", GOMA)
    assert labels["Aleppo"] == ("GPE", ALEPPO)
    assert labels["SOHR"] == ("ORG", "sohr")
    assert labels["M23 rebels"] == ("ORG", "m23")
    spans = [(e.start, e.end) for e in document.entities]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text_of(document, entity) == entity.text for entity in document.entities)
