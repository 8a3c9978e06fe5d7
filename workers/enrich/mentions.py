"""Which place, country or actor each name in an article means."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workers.enrich import actors
from workers.enrich.actors import Role
from workers.enrich.dateline import Dateline
from workers.enrich.evidence import LARGE, is_cautious, named
from workers.enrich.fold import APOSTROPHES, DASHES, plain
from workers.enrich.gazetteer import Spot
from workers.enrich.names import Match, Scan, is_english_in_capitals, shouted
from workers.enrich.parse import Parsed, Word
from workers.enrich.tables import Meaning, Nation, Tables

_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "X"})
_PLACING = frozenset({
    "in", "at", "near", "from", "to", "into", "of", "outside", "around", "towards", "toward", "for",
    "between", "inside", "across", "over", "north", "south", "east", "west", "northeast", "northwest",
    "southeast", "southwest", "through", "on", "against", "via", "and",
})  # fmt: skip
_AREAS = frozenset({"countryside", "outskirts", "suburbs", "province", "governorate", "region", "oblast"})
_HUGE = 1_000_000
_SHARE_FOR_ALTERNATES = 0.15
_LISTED = 6.5
_ANY_EVIDENCE = 1.0
_ALL_EVIDENCE = 2.0
_BESIDE = 5.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a sentence and what it means there. Words count in ``Parsed.words``, offsets in the field."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    meaning: Meaning


@dataclass(slots=True)
class _Reading:
    """What is known of the article while its names are resolved."""

    tables: Tables
    spoken_of: Counter[str]
    year: int | None
    named: set[str]
    dateline: Dateline | None


def find(
    parsed: Sequence[Parsed],
    scans: Sequence[Scan[Meaning]],
    tables: Tables,
    spoken_of: Counter[str],
    year: int | None,
    dateline: Dateline | None,
) -> list[Hit]:
    """The names in an article, resolved, in the order of the text.

    Args:
        parsed: its sentences.
        scans: the names in each of them.
        tables: what may be meant.
        spoken_of: the countries that it speaks of.
        year: of publication, which decides between actors of one name.
        dateline: names in it are places whatever the tagger says.
    """
    reading = _Reading(tables, spoken_of, year, named(scans), dateline)
    pairs = enumerate(zip(parsed, scans, strict=True))
    return [hit for i, (sentence, scan) in pairs for hit in _in_sentence(i, sentence, scan, reading)]


def _in_sentence(index: int, parsed: Parsed, scan: Scan[Meaning], reading: _Reading) -> Iterator[Hit]:
    words, at = parsed.words, 0
    loud = shouted(words)
    while at < len(words):
        step = 1
        for match in scan[at]:
            if loud and is_english_in_capitals(words[at : at + match.count]):
                continue
            meaning = _meaning(match, parsed, reading)
            if meaning:
                last = at + match.count - 1
                yield Hit(index, at, last, words[at].start, match.end, meaning)
                step = match.count
                break
        at += step


def _meaning(match: Match[Meaning], parsed: Parsed, reading: _Reading) -> Meaning | None:
    roles = [meaning for _, meaning in match.values if isinstance(meaning, Role)]
    role = actors.fitting(roles, reading.spoken_of, reading.named, reading.year)
    if role and _is_noun(match, parsed, role):
        return role
    if _inside_person(match, parsed):
        return None
    return _nation(match, parsed) or _spot(match, parsed, reading)


def _nation(match: Match[Meaning], parsed: Parsed) -> Nation | None:
    """The country; "US" is its adjective before a noun and its name elsewhere."""
    nations = [meaning for _, meaning in match.values if isinstance(meaning, Nation)]
    word = parsed.words[match.first + match.count - 1]
    before_noun = word.token.dep in {"amod", "compound", "nmod"}
    return next((n for n in nations if n.adjective == before_noun), nations[0] if nations else None)


def _is_noun(match: Match[Meaning], parsed: Parsed, role: Role) -> bool:
    if not role.actor.generic:
        return True
    words = parsed.words
    word = words[match.first + match.count - 1]
    after = words[match.first + match.count].gap if match.first + match.count < len(words) else ""
    if after.startswith(tuple(DASHES)) or words[match.first].gap.endswith(tuple(DASHES)):
        return False
    return word.token.pos in {"NOUN", "PROPN"} and not _modifies(word, parsed)


def _modifies(word: Word, parsed: Parsed) -> bool:
    token = word.token
    if token.dep not in {"compound", "amod", "nmod"}:
        return False
    return parsed.sentence.tokens[token.head].lemma not in _DEEDS


_DEEDS = frozenset({
    "attack", "offensive", "strike", "airstrike", "shelling", "bombardment", "bombing", "raid",
    "assault", "advance", "counterattack", "counteroffensive", "counter-offensive", "operation", "fire",
    "ambush", "barrage", "push", "incursion", "onslaught", "takeover", "control", "spokesman",
    "spokesperson", "source", "say",
})  # fmt: skip
"""Deeds of which a noun before them names the doer ("rebel offensive"), unlike "police station"."""


def _inside_person(match: Match[Meaning], parsed: Parsed) -> bool:
    start = parsed.words[match.first].start
    return any(
        entity.label == "PERSON"
        and entity.start <= start
        and match.end <= entity.end
        and len(_bare(entity.text)) > match.end - start
        for entity in parsed.entities
    )


def _bare(name: str) -> str:
    return name.rstrip("s").rstrip(APOSTROPHES) if name[-2:-1] in tuple(APOSTROPHES) else name


def _spot(match: Match[Meaning], parsed: Parsed, reading: _Reading) -> Spot | None:
    beside = _country_behind(match, parsed.words, reading.tables)
    found = [
        (_score(meaning, beside, reading.spoken_of), meaning)
        for name, meaning in match.values
        if isinstance(meaning, Spot)
        if _believable(name, meaning, match, parsed, reading, beside)
    ]
    best = max(found, key=lambda pair: (pair[0], pair[1].id), default=(0.0, None))[1]
    return replace(best, name=_shown(best, match, parsed.words)) if best else None


def _shown(spot: Spot, match: Match[Meaning], words: Sequence[Word]) -> str:
    """The name as the text spells it, plainly; of one in capitals as the table does."""
    span = words[match.first : match.first + match.count]
    if all(word.text.isupper() for word in span):
        spelt = next((name for name, meaning in match.values if meaning is spot), spot.name)
        return plain(spelt).replace("'", "")
    text = span[0].text + "".join(f"{word.gap}{word.text}" for word in span[1:])
    return plain(text.removesuffix("s") if match.clipped else text)


def _country_behind(match: Match[Meaning], words: Sequence[Word], tables: Tables) -> str | None:
    """The country in "Tripoli, Lebanon"."""
    behind = match.first + match.count
    if behind >= len(words) or words[behind].gap.strip() not in {",", "(", "in"}:
        return None
    for following in tables.names.at(words, behind):
        for _, meaning in following.values:
            if isinstance(meaning, Nation) and not meaning.adjective:
                return meaning.iso
            if isinstance(meaning, Spot) and meaning.kind == "region":
                return meaning.country
    return None


def _score(spot: Spot, beside: str | None, evidence: Counter[str]) -> float:
    """Orders the places of one name: the country beside it, then what the article speaks of, then size (log10)."""
    size = math.log10(max(spot.population, 1)) if spot.level != "listed" else _LISTED
    share = evidence[spot.country] / max(evidence.total(), 1)
    told = _ANY_EVIDENCE * bool(share) + _ALL_EVIDENCE * share
    return size + told + _BESIDE * (beside == spot.country) - (spot.level == "alternate")


def _believable(  # noqa: PLR0911 - one answer a line reads best
    name: str, spot: Spot, match: Match[Meaning], parsed: Parsed, reading: _Reading, beside: str | None
) -> bool:
    evidence = reading.spoken_of
    known = beside == spot.country or evidence[spot.country] > 0
    if match.clipped and not known:
        return False
    if spot.needs:
        tempting = is_cautious(name, reading.tables) and not _placed(match, parsed.words)
        return not tempting and any(evidence[iso] for iso in spot.needs)
    if spot.level == "listed" or _in_dateline(match, parsed, reading):
        return True
    placed = _placed(match, parsed.words)
    if is_cautious(name, reading.tables):
        return beside == spot.country or (known and placed)
    if not _tagged_as_name(match, parsed, known=known):
        return False
    if known:
        return spot.level == "primary" or evidence[spot.country] >= _SHARE_FOR_ALTERNATES * evidence.total()
    return spot.population >= _HUGE or (placed and spot.level == "primary" and spot.population >= LARGE)


def _tagged_as_name(match: Match[Meaning], parsed: Parsed, *, known: bool) -> bool:
    """Whether the tagger allows a name here; a capital that begins the sentence says little by itself."""
    tag = parsed.words[match.first].token.pos
    if match.count > 1 or shouted(parsed.words):
        return True
    return tag == "PROPN" or (tag in _NAMING and (known or match.first > 0))


def _in_dateline(match: Match[Meaning], parsed: Parsed, reading: _Reading) -> bool:
    line, start = reading.dateline, parsed.words[match.first].start
    return line is not None and parsed.sentence.field == "body" and line.start <= start < line.end


def _placed(match: Match[Meaning], words: Sequence[Word]) -> bool:
    behind = match.first + match.count
    of_area = behind < len(words) and words[behind].key in _AREAS and words[behind].gap == " "
    return of_area or (match.first > 0 and words[match.first - 1].key in _PLACING)
