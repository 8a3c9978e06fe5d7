"""What a name says of its surroundings: "the western countryside of Aleppo", "the road to Goma"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workers.enrich.fold import APOSTROPHES, DASHES
from workers.enrich.gazetteer import Spot
from workers.enrich.parse import Parsed, Word
from workers.enrich.references import QUARTERS
from workers.enrich.tables import Tables
from workers.models import Place

_SIDES = frozenset({
    "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern",
    "southeastern", "southwestern", "north", "south", "east", "west", "northeast", "northwest",
    "southeast", "southwest", "outer", "far",
})  # fmt: skip
_COUNTRY = frozenset({"countryside", "hinterland"})
_RURAL = frozenset({"rural", "suburban"})
_OUTSIDE = _COUNTRY | {"outskirts", "suburb", "suburbs", "environs", "periphery"}
_SETTLED = frozenset({
    "village", "villages", "town", "towns", "area", "areas", "hills", "farmland", "farms", "land", "fields"
})  # fmt: skip
_REGIONS = frozenset({
    "province", "provinces", "governorate", "governorates", "region", "regions", "oblast", "district"
})  # fmt: skip
_ROADS = frozenset({"road", "roads", "highway", "highways", "motorway", "route"})
_AROUND = frozenset({"around", "surrounding"})
_TOWARDS = frozenset({"to", "between", "from", "linking", "connecting", "towards", "toward", "into"})
_LEADING = frozenset({"the", "of", "city", "town", "port", "capital"}) | _SIDES | _AROUND | _TOWARDS
_FARTHEST = 6


@dataclass(frozen=True, slots=True)
class _Span:
    """Words ``first`` to ``last``; ``noun`` is the word that makes them an area, empty where none does."""

    first: int
    last: int
    noun: str = ""


def widened(places: Sequence[Place], parsed: Sequence[Parsed], tables: Tables) -> list[Place]:
    """The places, those of a city's surroundings no longer the city: its province or ``<city>#countryside``.

    "Near X" and "outside X" stay the city, as most news means it by them.
    """
    found: list[Place] = []
    for sentence in parsed:
        own = [place for place in places if _within(place, sentence)]
        found += _in_sentence(own, sentence, tables) if own else []
    return found


def _within(place: Place, parsed: Parsed) -> bool:
    sentence = parsed.sentence
    return place.field == sentence.field and sentence.start <= place.start < sentence.end


def _in_sentence(places: Sequence[Place], parsed: Parsed, tables: Tables) -> Iterator[Place]:
    words = parsed.words
    spans = [_span(place, words) for place in places]
    areas = [
        _around(words, span.first, span.last) if place.kind == "city" else None
        for place, span in zip(places, spans, strict=True)
    ]
    _part(areas)
    _share(areas, places, spans, parsed)
    for i, (place, area) in enumerate(zip(places, areas, strict=True)):
        if area is None:
            if not _is_quartered(words, spans[i : i + 2], places[i : i + 2]):
                yield place
        elif not _names_its_town(words, area, spans[i + 1 : i + 2]):
            yield _area(place, area, words, tables)


def _part(areas: list[_Span | None]) -> None:
    """Keeps the town of "the Damascus suburb of Douma": the noun there is said of Damascus alone."""
    for i in range(1, len(areas)):
        before, area = areas[i - 1], areas[i]
        if before and area and area.first <= before.last:
            areas[i] = None


def _span(place: Place, words: Sequence[Word]) -> _Span:
    inside = [i for i, word in enumerate(words) if place.start <= word.start < place.end]
    return _Span(inside[0], inside[-1])


def _around(words: Sequence[Word], first: int, last: int) -> _Span | None:
    return _behind(words, first, last) or _before(words, first, last)


def _behind(words: Sequence[Word], first: int, last: int) -> _Span | None:
    """The area of "Aleppo's western countryside", "Hama province", "the Homs road"."""
    at, rural = last + 1, False
    while _runs_on(words, at) and words[at].key in _SIDES | _RURAL:
        rural, at = rural or words[at].key in _RURAL, at + 1
    start = _leftmost(words, first)
    rural = rural or any(word.key in _RURAL for word in words[start:first])
    noun = words[at].key if _runs_on(words, at) else ""
    if noun == "district" and _key(words, at + 1) == "of":
        return None  # A part of the city.
    if noun in _OUTSIDE | _REGIONS | _ROADS or (rural and noun in _SETTLED):
        return _Span(start, at, "countryside" if rural else noun)
    return _Span(start, last, "countryside") if start < first and rural else None


def _before(words: Sequence[Word], first: int, last: int) -> _Span | None:
    """The area of "the outskirts of the Syrian city of Homs", "villages around Hama", "the road to Goma"."""
    for at in range(first - 1, max(first - 1 - _FARTHEST, -1), -1):
        if not _runs_on(words, at + 1):
            return None
        if words[at + 1].key in _links(words, at):
            start = _leftmost(words, at)
            rural = any(word.key in _RURAL for word in words[start:at])
            return _Span(start, last, "countryside" if rural else words[at].key)
        if words[at].key not in _LEADING and words[at].token.pos != "ADJ":
            return None
    return None


def _links(words: Sequence[Word], at: int) -> frozenset[str]:
    """The words that tie a noun to the city that it lies around."""
    noun = words[at].key
    if noun in _OUTSIDE or (noun in _SETTLED and at and words[at - 1].key in _RURAL):
        return _AROUND | _SIDES | {"of", "near", "outside"}
    if noun in _SETTLED:
        return _AROUND
    if noun in _REGIONS - {"district"}:
        return frozenset({"of"})
    return _TOWARDS if noun in _ROADS else frozenset()


def _leftmost(words: Sequence[Word], at: int) -> int:
    while at and _runs_on(words, at) and words[at - 1].key in _SIDES | _RURAL:
        at -= 1
    return at


def _runs_on(words: Sequence[Word], at: int) -> bool:
    """Whether only a blank stands before the word."""
    return 0 < at < len(words) and words[at].gap.lstrip(APOSTROPHES).isspace()


def _key(words: Sequence[Word], at: int) -> str:
    return words[at].key if at < len(words) else ""


def _share(
    areas: list[_Span | None], places: Sequence[Place], spans: Sequence[_Span], parsed: Parsed
) -> None:
    """Lets coordinated cities share the area: "outskirts of Homs and Hama", "Aleppo and Idlib provinces"."""
    words = parsed.words
    for i in range(1, len(areas)):
        area = areas[i - 1]
        other = places[i].kind == "city" and places[i].id != places[i - 1].id
        if area and areas[i] is None and other and _follows(area, spans[i], parsed):
            areas[i] = replace(spans[i], noun=area.noun)
    for i in range(len(areas) - 1, 0, -1):
        area = areas[i]
        if area and areas[i - 1] is None and places[i - 1].kind == "city":
            between = words[spans[i - 1].last + 1 : spans[i].first]
            dashed = not between and words[spans[i].first].gap in tuple(DASHES) and area.noun in _ROADS
            listed = [word.key for word in between] == ["and"] and area.last > spans[i].last
            if dashed or (listed and area.noun in _REGIONS and area.noun.endswith("s")):
                areas[i - 1] = replace(spans[i - 1], noun=area.noun)


def _follows(area: _Span, span: _Span, parsed: Parsed) -> bool:
    between = [word.key for word in parsed.words[area.last + 1 : span.first]]
    if between in (["to"], ["with"]):
        return area.noun in _ROADS
    token, before = parsed.words[span.last].token, parsed.words[area.last].token
    return between == ["and"] and token.dep == "conj" and token.head == before.i


def _names_its_town(words: Sequence[Word], area: _Span, following: Sequence[_Span]) -> bool:
    """Whether the area is only said of a town named behind it: "the Damascus suburb of Douma"."""
    return any(span.first == area.last + 2 and words[area.last + 1].key == "of" for span in following) and (
        area.noun in _OUTSIDE
    )


def _is_quartered(words: Sequence[Word], spans: Sequence[_Span], places: Sequence[Place]) -> bool:
    """Whether only a part of a city is meant, named behind it: "the Homs district of Baba Amro".

    A city of the gazetteer is the whole, so that "the Sukkari quarter of Aleppo" stays the quarter.
    """
    if not places[0].id.startswith("geonames:"):
        return False
    between = [word.key for word in words[spans[0].last + 1 : spans[1].first]] if len(spans) > 1 else []
    return len(between) == 2 and between[0] in QUARTERS and between[1] == "of"  # noqa: PLR2004 - noun and "of"


def _area(place: Place, area: _Span, words: Sequence[Word], tables: Tables) -> Place:
    start, end = words[area.first].start, max(words[area.last].end, place.end)
    if area.noun in _REGIONS:
        region = _province(place, tables)
        return replace(
            place,
            id=region.id,
            name=region.name,
            kind="region",
            lat=region.lat,
            lon=region.lon,
            start=start,
            end=end,
        )
    name = f"{place.name} countryside" if area.noun in _COUNTRY else f"area around {place.name}"
    return replace(place, id=f"{place.id}#countryside", name=name, kind="area", start=start, end=end)


def _province(place: Place, tables: Tables) -> Spot:
    """The province that regions.yaml names after the city, else one of its own at the city's coordinates."""
    name = f"{place.name} region"
    own = Spot(f"{place.id}#region", name, place.country, "region", place.lat, place.lon, "listed")
    return tables.provinces.get(place.id, own)
