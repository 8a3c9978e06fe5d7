"""Areas around cities, and names that only say where somebody sits."""

import pytest

from workers.enrich import tables

pytestmark = pytest.mark.model

ALEPPO, HOMS, HAMA, DAMASCUS = "geonames:170063", "geonames:169577", "geonames:170017", "geonames:170654"
DOUMA, GOMA = "geonames:170592", "geonames:216281"


def places(document):
    """Places by words, id and kind."""
    text = document.article.body
    return [(text[p.start : p.end], p.id, p.kind) for p in document.places]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A Britain-based monitor counted nine dead in Homs.", [("Homs", HOMS, "city")]),
        ("A London-headquartered charity left.", []),
        ("The Aleppo-born commander was buried.", []),
        ("Iran-backed gunmen shelled Hama.", [("Hama", HAMA, "city")]),
        ("Gunmen based their claim on maps of Aleppo.", [("Aleppo", ALEPPO, "city")]),
        ("Guns shelled Aleppo - based on maps.", [("Aleppo", ALEPPO, "city")]),
    ],
)
def test_seat_of_a_group_is_no_place(read, body, expected):
    """Nothing happens where an organisation sits or a man was born."""
    assert places(read(body)) == expected


def test_seat_of_a_group_stays_an_entity(read):
    """The name is still a name."""
    document = read("A Britain-based monitor counted the dead.")
    assert [(entity.text, entity.id) for entity in document.entities] == [("Britain", "iso:GB")]


@pytest.mark.parametrize(
    ("body", "words", "city", "name"),
    [
        ("They took hamlets in the western countryside of Aleppo.", "western countryside of Aleppo", ALEPPO, "Aleppo countryside"),
        ("They left the northern Aleppo countryside.", "northern Aleppo countryside", ALEPPO, "Aleppo countryside"),
        ("They left Aleppo's southern countryside.", "Aleppo's southern countryside", ALEPPO, "Aleppo countryside"),
        ("They hold the countryside west of Aleppo.", "countryside west of Aleppo", ALEPPO, "Aleppo countryside"),
        ("Jets bombed rural Damascus.", "rural Damascus", DAMASCUS, "Damascus countryside"),
        ("Jets bombed the outskirts of the Syrian city of Homs.", "outskirts of the Syrian city of Homs", HOMS, "area around Homs"),
        ("Tanks entered the suburbs of Aleppo.", "suburbs of Aleppo", ALEPPO, "area around Aleppo"),
        ("They took villages around Hama.", "villages around Hama", HAMA, "area around Hama"),
        ("They blocked the road to Goma.", "road to Goma", GOMA, "area around Goma"),
        ("They hold hamlets in the Homs countryside.", "Homs countryside", HOMS, "Homs countryside"),
    ],
)  # fmt: skip
def test_surroundings_are_not_the_city(read, body, words, city, name):
    """One id for all around one city, with the city's country and coordinates, at the words of the phrase."""
    (place,) = read(body).places
    assert (body[place.start : place.end], place.id, place.kind) == (words, f"{city}#countryside", "area")
    (whole,) = read(
        f"A shell fell in {name.split()[-1] if name.startswith('area') else name.split()[0]}."
    ).places
    assert (place.name, whole.id) == (name, city)
    assert (place.country, place.lat, place.lon) == (whole.country, whole.lat, whole.lon)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("They entered Aleppo province.", [("iso:SY-HL", "Aleppo province")]),
        ("They entered the Aleppo region.", [("iso:SY-HL", "Aleppo province")]),
        ("They entered the province of Aleppo.", [("iso:SY-HL", "Aleppo province")]),
        ("They entered Hama and Homs provinces.", [("iso:SY-HM", "Hama province"), ("iso:SY-HI", "Homs province")]),
        ("They entered the Goma region.", [(f"{GOMA}#region", "Goma region")]),
    ],
)  # fmt: skip
def test_province_is_not_its_city(read, body, expected):
    """As regions.yaml has it, else one of its own."""
    found = read(body).places
    assert [(place.id, place.name) for place in found] == expected
    assert {place.kind for place in found} == {"region"}


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("They cut the road between Aleppo and Damascus.", [f"{ALEPPO}#countryside", f"{DAMASCUS}#countryside"]),
        ("They cut the Aleppo-Damascus highway.", [f"{ALEPPO}#countryside", f"{DAMASCUS}#countryside"]),
        ("Jets bombed the outskirts of Homs and Hama.", [f"{HOMS}#countryside", f"{HAMA}#countryside"]),
        ("They left rural areas of Aleppo and Aleppo itself.", [f"{ALEPPO}#countryside", ALEPPO]),
        ("Jets bombed the Damascus suburb of Douma.", [DOUMA]),
        ("They took the Aleppo district of Salaheddine.", ["place:salaheddine"]),
        ("They took the eastern district of Aleppo.", [ALEPPO]),
        ("They fought near Goma and outside Aleppo.", [GOMA, ALEPPO]),
        ("They marched from Hama to Aleppo.", [HAMA, ALEPPO]),
        ("They took Aleppo, west of Raqqa.", [ALEPPO, "geonames:172955"]),
        ("They took a base near Aleppo.", [f"{ALEPPO}#base", ALEPPO]),
        ("They took Aleppo. Shells hit the outskirts of the city. The city is calm.",
         [ALEPPO, f"{ALEPPO}#countryside", ALEPPO]),
    ],
)  # fmt: skip
def test_only_the_phrase_is_an_area(read, body, ids):
    """Coordinated cities share it; parts of a city, neighbours, sites and the city elsewhere stay what they are."""
    assert [place.id for place in read(body).places] == ids


@pytest.mark.parametrize(
    "name",
    ["Anjara", "Saraqib", "Urem al-Kubra", "Khan al-Asal", "Darat Izza", "Maarat al-Numan", "Nubl", "Tal Rifaat",
     "Qalaat al-Madiq", "Morek", "Khan Shaykhun", "Atarib", "Jisr al-Shughur"],
)  # fmt: skip
def test_small_syrian_town_is_found_alone(read, name):
    """Without any other word of Syria, as object and as subject, and never as a person or a group."""
    for body in (f"The rebels stormed {name} on Friday.", f"{name} fell on Friday."):
        document = read(body)
        assert [(body[p.start : p.end], p.country, p.kind) for p in document.places] == [(name, "SY", "city")]
        assert [e.label for e in document.entities if e.text == name] == ["GPE"]


def test_zahraa_is_a_town_beside_syria_and_else_a_name(read):
    """It is a woman's name first."""
    assert [p.id for p in read("They besieged Nubl and Zahraa.").places] == ["place:nubl", "place:zahraa"]
    assert read("Zahraa won the prize.").places == ()


def test_names_meanings_ignore_case():
    """What a name may mean is found however it is written."""
    found = {getattr(meaning, "id", None) for meaning in tables.load().names.meanings("ALEPPO Province")}
    assert found == {"iso:SY-HL"}
