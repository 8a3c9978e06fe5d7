"""Mentions of places, installations included, with the simple references back: "the city", "its airport"."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workers.enrich.fold import APOSTROPHES, DASHES, fold
from workers.enrich.gazetteer import Spot
from workers.enrich.mentions import Hit
from workers.enrich.names import Match
from workers.enrich.parse import Parsed, Word
from workers.enrich.tables import Nation, Tables
from workers.models import Place

_TOWNS = frozenset({"city", "town"})
_BACK = frozenset({"the", "this", "that"})
_OWN = frozenset({"its", "their"})
_PLACING = frozenset({"in", "of", "at", "near", "outside"})
_SIMPLE_GAP = re.compile(rf"[{DASHES}\s]{{1,2}}")
_LONGEST_NAME = 3
_LARGEST_TOWN = 300_000


@dataclass(slots=True)
class _Memory:
    """What the text has named so far."""

    city: Spot | None = None
    country: str | None = None
    sites: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence while its places are read."""

    parsed: Parsed
    hits: Mapping[int, Hit]
    tables: Tables
    spoken_of: Counter[str]
    memory: _Memory

    @property
    def words(self) -> Sequence[Word]:
        return self.parsed.words


def places(
    parsed: Sequence[Parsed], hits: Sequence[Hit], tables: Tables, spoken_of: Counter[str]
) -> list[Place]:
    """Every mention of a place, in the order of the text.

    Args:
        parsed: the article's sentences.
        hits: its names; those of the dateline left out, so that "the city" is never where the reporter sits.
        tables: names.
        spoken_of: the countries that the article speaks of; the first one holds sites without a known town.
    """
    memory, found = _Memory(), list[Place]()
    by_sentence: list[dict[int, Hit]] = [{} for _ in parsed]
    for hit in hits:
        by_sentence[hit.sentence][hit.first] = hit
    for sentence, own in zip(parsed, by_sentence, strict=True):
        found += _in_sentence(_Scene(sentence, own, tables, spoken_of, memory))
    return found


def _in_sentence(scene: _Scene) -> Iterator[Place]:
    at = 0
    while at < len(scene.words):
        place, step = _at(scene, at)
        if place:
            yield place
        at += step


def _at(scene: _Scene, at: int) -> tuple[Place | None, int]:
    hit = scene.hits.get(at)
    if hit:
        return _named(scene, hit)
    site = _site_word(scene, at)
    if site:
        return _unnamed_site(scene, at, site), site.count
    return _reference(scene, at), 1


def _named(scene: _Scene, hit: Hit) -> tuple[Place | None, int]:
    count = hit.last - hit.first + 1
    if isinstance(hit.meaning, Nation):
        return _nation(scene, hit, hit.meaning), count
    if not isinstance(hit.meaning, Spot):
        return None, count
    spot, memory = hit.meaning, scene.memory
    memory.country = spot.country
    if spot.kind == "city":
        memory.city = spot
    elif spot.kind != "region":
        memory.sites[spot.kind] = _place(scene, spot, hit.start, hit.end)
    site = _site_word(scene, hit.last + 1) if spot.kind == "city" else None
    if site and _SIMPLE_GAP.fullmatch(scene.words[hit.last + 1].gap.lstrip(APOSTROPHES)):
        return _site_of(scene, spot, site, hit.start), count + site.count
    return _place(scene, spot, hit.start, hit.end), count


def _nation(scene: _Scene, hit: Hit, nation: Nation) -> Place | None:
    scene.memory.country = nation.iso
    if not nation.adjective:
        return _country(scene, nation.iso, hit.start, hit.end)
    return None


def _site_word(scene: _Scene, at: int) -> Match[tuple[str, bool]] | None:
    if at >= len(scene.words):
        return None
    match = next(scene.tables.sites.at(scene.words, at), None)
    if match and scene.words[at + match.count - 1].token.pos in {"NOUN", "PROPN"}:
        return match
    return None


def _unnamed_site(scene: _Scene, at: int, site: Match[tuple[str, bool]]) -> Place | None:
    kind, alone = site.values[0][1]
    words, memory = scene.words, scene.memory
    town = _town_behind(scene, at + site.count)
    if town:
        return _site_of(scene, town, site, words[at].start)
    owner = _owner(words, at, alone=alone)
    if owner is not None and memory.city:
        return _site_of(scene, memory.city, site, words[owner].start)
    name = _proper_name(scene, at)
    if name is not None and kind != "headquarters":
        return _own_site(scene, name, at, site)
    if at and words[at - 1].key in _BACK:
        if kind in memory.sites:
            return replace(
                memory.sites[kind], field=scene.parsed.sentence.field, start=words[at].start, end=site.end
            )
        if alone and memory.city:
            return _site_of(scene, memory.city, site, words[at].start)
    return None


def _owner(words: Sequence[Word], at: int, *, alone: bool) -> int | None:
    """The first word of "the city's" (or "its", which may be a force's own headquarters) before a site."""
    if at and alone and words[at - 1].key in _OWN:
        return at - 1
    owned = at > 1 and words[at - 1].key in {*_TOWNS, "capital"} and words[at - 1].text[-1:] == "s"
    return at - 2 if owned and words[at - 2].key in _BACK else None


def _town_behind(scene: _Scene, at: int) -> Spot | None:
    hit = scene.hits.get(at + 1)
    if (
        hit
        and scene.words[at].key in _PLACING
        and isinstance(hit.meaning, Spot)
        and hit.meaning.kind == "city"
    ):
        return hit.meaning
    return None


def _proper_name(scene: _Scene, at: int) -> int | None:
    """The first word of a name that no table knows, right before a site: "Wadi Barada base"."""
    taken = {i for hit in scene.hits.values() for i in range(hit.first, hit.last + 1)}
    first = at
    while first and at - first < _LONGEST_NAME and first - 1 not in taken:
        word = scene.words[first - 1]
        joined = _SIMPLE_GAP.fullmatch(scene.words[first].gap)
        if not (joined and word.text[0].isupper() and word.token.pos == "PROPN"):
            break
        first -= 1
    return first if first < at and first > 0 else None


def _own_site(scene: _Scene, name: int, at: int, site: Match[tuple[str, bool]]) -> Place | None:
    kind = site.values[0][1][0]
    if not scene.spoken_of:
        return None
    country = scene.spoken_of.most_common(1)[0][0]
    shown = " ".join(word.text for word in scene.words[name:at])
    slug = re.sub(r"[^a-z0-9]+", "-", fold(shown)).strip("-")
    spot = Spot(f"place:{slug}#{kind}", f"{shown} {kind}", country, kind, None, None, "listed")
    return _remember(scene, _place(scene, spot, scene.words[name].start, site.end))


def _site_of(scene: _Scene, town: Spot, site: Match[tuple[str, bool]], start: int) -> Place:
    kind = site.values[0][1][0]
    spot = Spot(f"{town.id}#{kind}", f"{town.name} {kind}", town.country, kind, town.lat, town.lon, "listed")
    return _remember(scene, _place(scene, spot, start, site.end))


def _remember(scene: _Scene, place: Place) -> Place:
    scene.memory.sites[place.kind] = place
    return place


def _reference(scene: _Scene, at: int) -> Place | None:
    """What "the city", "the country" or "the capital" refers to: what was named last."""
    word, memory = scene.words[at], scene.memory
    pointed = bool(at) and scene.words[at - 1].key in _BACK
    if _is_named_after(scene, at) or _owns_a_site(scene, at):
        return None
    if word.key == "capital" and (pointed or _adjective_before(scene, at)):
        seat = scene.tables.seats.get(memory.country or "")
        return _place(scene, seat, word.start, word.end) if seat else None
    if pointed and word.key == "country" and memory.country:
        return _country(scene, memory.country, word.start, word.end)
    if pointed and word.key in _TOWNS and memory.city:
        large = word.key == "town" and memory.city.population > _LARGEST_TOWN
        return None if large else _place(scene, memory.city, word.start, word.end)
    return None


def _is_named_after(scene: _Scene, at: int) -> bool:
    """Whether the name follows: "the city of Aleppo"."""
    return at + 1 < len(scene.words) and scene.words[at + 1].key == "of" and at + 2 in scene.hits


def _adjective_before(scene: _Scene, at: int) -> bool:
    return any(
        hit.last == at - 1 and isinstance(hit.meaning, Nation) and hit.meaning.adjective
        for hit in scene.hits.values()
    )


def _owns_a_site(scene: _Scene, at: int) -> bool:
    return scene.words[at].text[-1:] == "s" and _site_word(scene, at + 1) is not None


def _country(scene: _Scene, iso: str, start: int, end: int) -> Place:
    nation = scene.tables.nations[iso]
    spot = Spot(f"iso:{iso}", nation.name, iso, "country", None, None, "listed")
    return _place(scene, spot, start, end)


def _place(scene: _Scene, spot: Spot, start: int, end: int) -> Place:
    return Place(
        id=spot.id,
        name=spot.name,
        country=spot.country,
        kind=spot.kind,
        lat=spot.lat,
        lon=spot.lon,
        field=scene.parsed.sentence.field,
        start=start,
        end=end,
    )
