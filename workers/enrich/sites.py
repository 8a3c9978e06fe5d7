"""Mentions of places, installations included, with the simple references back: "the city", "its airport"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from workers.enrich.fold import APOSTROPHES, DASHES
from workers.enrich.gazetteer import Spot
from workers.enrich.installations import site_of, site_word, unnamed_site
from workers.enrich.mentions import Hit
from workers.enrich.parse import Parsed, Word
from workers.enrich.references import NOUNS, QUARTERS, Memory
from workers.enrich.rows import SITE_KINDS
from workers.enrich.scene import BACK, Scene, country_at, place_at
from workers.enrich.seats import coordinated
from workers.enrich.tables import Nation, Tables
from workers.models import Place

_SIMPLE_GAP = re.compile(rf"[{DASHES}\s]{{1,2}}")
_EPITHETS = frozenset(
    {
        "besieged",
        "lakeside",
        "coastal",
        "strategic",
        "whole",
        "entire",
        "port",
        "shattered",
        "ruined",
        "embattled",
        "same",
    }
)
_PASSING = frozenset(
    {"to", "from", "near", "towards", "toward", "between", "via", "outside", "with", "than", "for", "beyond"}
)


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
    memory, found = Memory(), list[Place]()
    by_sentence: list[dict[int, Hit]] = [{} for _ in parsed]
    for hit in hits:
        by_sentence[hit.sentence][hit.first] = hit
    for sentence, own in zip(parsed, by_sentence, strict=True):
        found += _in_sentence(Scene(sentence, own, tables, spoken_of, memory))
    return found


def _in_sentence(scene: Scene) -> Iterator[Place]:
    at = 0
    while at < len(scene.words):
        place, step = _at(scene, at)
        if place:
            yield place
        at += step


def _at(scene: Scene, at: int) -> tuple[Place | None, int]:
    hit = scene.hits.get(at)
    if hit:
        return _named(scene, hit)
    site = site_word(scene, at)
    if site:
        return unnamed_site(scene, at, site), site.count
    return _reference(scene, at), 1


def _named(scene: Scene, hit: Hit) -> tuple[Place | None, int]:
    count = hit.last - hit.first + 1
    if isinstance(hit.meaning, Nation):
        return _nation(scene, hit, hit.meaning), count
    if not isinstance(hit.meaning, Spot):
        return None, count
    spot, memory = hit.meaning, scene.memory
    if spot.kind in SITE_KINDS:
        memory.country = spot.country
        memory.sites[spot.kind] = place_at(scene, spot, hit.start, hit.end)
    else:
        _note(scene, hit, spot)
    site = site_word(scene, hit.last + 1) if spot.kind == "city" else None
    if site and _SIMPLE_GAP.fullmatch(scene.words[hit.last + 1].gap.lstrip(APOSTROPHES)):
        return site_of(scene, spot, site, hit.start), count + site.count
    return place_at(scene, spot, hit.start, hit.end), count


def _note(scene: Scene, hit: Hit, spot: Spot) -> None:
    sentence = scene.parsed.sentence
    token, head = coordinated(hit, scene.parsed)
    passing = (token.dep == "pobj" and head.lemma in _PASSING) or token.dep in {"compound", "nmod", "poss"}
    scene.memory.note(
        spot,
        _called(scene, hit, spot),
        sentence.index,
        headline=sentence.field == "headline",
        passing=passing,
    )


def _called(scene: Scene, hit: Hit, spot: Spot) -> str:
    """What the text calls a place: "the village of X", "the X district"; a city of the gazetteer is no part of one."""
    words = scene.words
    before = words[hit.first - 2].key if hit.first > 1 and words[hit.first - 1].key == "of" else ""
    after = words[hit.last + 1].key if hit.last + 1 < len(words) and words[hit.last + 1].gap.isspace() else ""
    nouns = NOUNS - QUARTERS if spot.id.startswith("geonames:") else NOUNS
    return next((noun for noun in (before, after) if noun in nouns), "")


def _nation(scene: Scene, hit: Hit, nation: Nation) -> Place | None:
    if nation.adjective:
        return None
    scene.memory.country = nation.iso
    return country_at(scene, nation.iso, hit.start, hit.end)


def _reference(scene: Scene, at: int) -> Place | None:
    """What "the city", "the country" or "the capital" refers to."""
    word, memory = scene.words[at], scene.memory
    pointed = _points_back(scene.words, at)
    if _is_named_after(scene, at) or _owns_a_site(scene, at):
        return None
    if word.key == "capital":
        iso = _adjective_before(scene, at) or (memory.country if pointed else None)
        seat = scene.tables.seats.get(iso or "")
        return place_at(scene, seat, word.start, word.end) if seat else None
    if pointed and word.key == "country" and memory.country:
        return country_at(scene, memory.country, word.start, word.end)
    meant = memory.meant(word.key, scene.parsed.sentence.index) if pointed and word.key in NOUNS else None
    return place_at(scene, meant, word.start, word.end) if meant else None


def _points_back(words: Sequence[Word], at: int) -> bool:
    first = at - 1 if at and words[at - 1].key in _EPITHETS else at
    return first > 0 and words[first - 1].key in BACK


def _is_named_after(scene: Scene, at: int) -> bool:
    """Whether the name follows: "the city of Aleppo"."""
    return at + 1 < len(scene.words) and scene.words[at + 1].key == "of" and at + 2 in scene.hits


def _adjective_before(scene: Scene, at: int) -> str | None:
    """The country of "the Syrian capital"."""
    before = (hit.meaning for hit in scene.hits.values() if hit.last == at - 1)
    return next((m.iso for m in before if isinstance(m, Nation) and m.adjective), None)


def _owns_a_site(scene: Scene, at: int) -> bool:
    return scene.words[at].text[-1:] == "s" and site_word(scene, at + 1) is not None
