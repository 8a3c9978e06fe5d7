"""Installations: "the airport in Goma", "its airport", "Wadi Khalid base"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from workers.enrich.fold import DASHES, fold
from workers.enrich.gazetteer import Spot
from workers.enrich.names import Match
from workers.enrich.parse import Word
from workers.enrich.references import TOWNS
from workers.enrich.scene import BACK, Scene, place_at
from workers.models import Place

_OWN = frozenset({"its", "their"})
_PLACING = frozenset({"in", "of", "at", "near", "outside"})
_SIMPLE_GAP = re.compile(rf"[{DASHES}\s]{{1,2}}")
_LONGEST_NAME = 3


def site_word(scene: Scene, at: int) -> Match[tuple[str, bool]] | None:
    """The words for an installation that begin here."""
    if at >= len(scene.words):
        return None
    match = next(scene.tables.sites.at(scene.words, at), None)
    if match and scene.words[at + match.count - 1].token.pos in {"NOUN", "PROPN"}:
        return match
    return None


def unnamed_site(scene: Scene, at: int, site: Match[tuple[str, bool]]) -> Place | None:
    """The installation that a word means: of the town behind it, of its owner, by its own name, or named before."""
    kind, alone = site.values[0][1]
    words, memory = scene.words, scene.memory
    town = _town_behind(scene, at + site.count)
    if town:
        return site_of(scene, town, site, words[at].start)
    owner = _owner(words, at, alone=alone)
    topic = memory.city(scene.parsed.sentence.index)
    if owner is not None and topic:
        return site_of(scene, topic, site, words[owner].start)
    name = _proper_name(scene, at)
    if name is not None and kind != "headquarters":
        return _own_site(scene, name, at, site)
    if at and words[at - 1].key in BACK:
        if kind in memory.sites:
            return replace(
                memory.sites[kind], field=scene.parsed.sentence.field, start=words[at].start, end=site.end
            )
        if alone and topic:
            return site_of(scene, topic, site, words[at].start)
    return None


def _owner(words: Sequence[Word], at: int, *, alone: bool) -> int | None:
    """The first word of "the city's" (or "its", which may be a force's own headquarters) before a site."""
    if at and alone and words[at - 1].key in _OWN:
        return at - 1
    owned = at > 1 and words[at - 1].key in {*TOWNS, "capital"} and words[at - 1].text[-1:] == "s"
    return at - 2 if owned and words[at - 2].key in BACK else None


def _town_behind(scene: Scene, at: int) -> Spot | None:
    hit = scene.hits.get(at + 1)
    if (
        hit
        and scene.words[at].key in _PLACING
        and isinstance(hit.meaning, Spot)
        and hit.meaning.kind == "city"
    ):
        return hit.meaning
    return None


def _proper_name(scene: Scene, at: int) -> int | None:
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


def _own_site(scene: Scene, name: int, at: int, site: Match[tuple[str, bool]]) -> Place | None:
    kind = site.values[0][1][0]
    if not scene.spoken_of:
        return None
    country = scene.spoken_of.most_common(1)[0][0]
    shown = " ".join(word.text for word in scene.words[name:at])
    slug = re.sub(r"[^a-z0-9]+", "-", fold(shown)).strip("-")
    spot = Spot(f"place:{slug}#{kind}", f"{shown} {kind}", country, kind, None, None, "listed")
    return _remember(scene, place_at(scene, spot, scene.words[name].start, site.end))


def site_of(scene: Scene, town: Spot, site: Match[tuple[str, bool]], start: int) -> Place:
    """An installation of a town."""
    kind = site.values[0][1][0]
    spot = Spot(f"{town.id}#{kind}", f"{town.name} {kind}", town.country, kind, town.lat, town.lon, "listed")
    return _remember(scene, place_at(scene, spot, start, site.end))


def _remember(scene: Scene, place: Place) -> Place:
    scene.memory.sites[place.kind] = place
    return place
