"""Places that no table has: "the hamlet of Filo Gringo", "near Teorama", "the Sukkari quarter"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from workers.enrich.evidence import LARGE
from workers.enrich.fold import DASHES, fold, plain
from workers.enrich.gazetteer import Spot
from workers.enrich.mentions import Hit
from workers.enrich.names import shouted
from workers.enrich.parse import Parsed, Word
from workers.enrich.references import QUARTERS, TOWNS, VILLAGES
from workers.enrich.tables import Nation, Tables

_LAND = frozenset(
    {"hill", "hills", "mountain", "mountains", "valley", "forest", "canyon", "island", "islands", "county"}
)
_VAGUE = frozenset(
    {"area", "camp", "site", "sector", "front", "axis", "countryside", "oilfield", "oilfields"}
)
_PARTS = (QUARTERS - {"camp"}) | _LAND | _VAGUE
_SETTLED = TOWNS | VILLAGES | {"locality", "township", "commune", "outpost"}
_NAMED_OF = _SETTLED | QUARTERS | _LAND | {"area"}
_CLOSE = frozenset({"near", "outside", "around"})
_INSIDE = frozenset({"in", "at"})
_WITHIN = _INSIDE | {"into", "towards", "toward", "from", "to", "on"}
_TAKEN = frozenset({
    "capture", "seize", "take", "retake", "recapture", "liberate", "overrun", "enter", "occupy", "bomb", "shell", "pound",
    "storm", "besiege", "encircle", "control", "attack", "hit", "strike", "fall", "reach", "leave", "abandon",
})  # fmt: skip
_NAMING = frozenset({"PROPN", "NOUN", "X"})
_PLACE = frozenset({"GPE", "LOC", "FAC"})
_NO_PLACE = frozenset({"DATE", "TIME", "LANGUAGE", "EVENT", "MONEY", "PERCENT", "QUANTITY"})
_BEGINNINGS = frozenset({
    "abu", "ain", "al", "as", "beit", "ben", "bir", "deir", "el", "fort", "jabal", "jebel", "kafr", "khan", "la", "las",
    "los", "mount", "nova", "novo", "port", "puerto", "rio", "saint", "san", "santa", "sidi", "staro", "tal", "tel",
    "tell", "umm", "velyka", "villa", "wadi",
})  # fmt: skip
_OF_PLACES = frozenset({
    "bomb", "shell", "pound", "overrun", "besiege", "encircle", "recapture", "retake", "liberate", "flee", "strafe",
})  # fmt: skip
_WAYS = frozenset({
    *((word, noun) for word in ("to", "towards", "toward") for noun in ("road", "highway", "route", "advance", "march")),
    *(("on", noun) for noun in ("push", "advance", "march", "offensive", "assault")),
    *(("on", verb) for verb in ("advance", "march", "close")),
    *(("for", noun) for noun in ("battle", "fight")),
})  # fmt: skip
_PARTICLES = frozenset({"al", "el", "as", "ad", "ar", "az", "de", "del", "da", "do", "dos", "ez", "es", "en"})
_JOINED = re.compile(rf"\s|[{DASHES}]")
_LONGEST = 4
_TITLED = 0.8


class Lexicon(Protocol):
    """What English has as words, all lower case."""

    def common(self, word: str) -> bool:
        """Whether the word is a dictionary word or a regular inflection of one."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of no table at ``words[first:last + 1]``; ``label`` is spaCy's, empty where it has none."""

    parsed: Parsed
    first: int
    last: int
    label: str

    @property
    def words(self) -> Sequence[Word]:
        return self.parsed.words

    @property
    def before(self) -> str:
        joined = self.words[self.first].gap.isspace()
        return self.words[self.first - 1].key if joined else ""

    @property
    def after(self) -> str:
        behind = self.words[self.last + 1 : self.last + 2]
        return next((word.key for word in behind if word.gap.isspace() and word.text.islower()), "")

    @property
    def text(self) -> str:
        inner = (f"{word.gap}{word.text}" for word in self.words[self.first + 1 : self.last + 1])
        return self.words[self.first].text + "".join(inner)


def find(
    parsed: Sequence[Parsed], hits: Sequence[Hit], tables: Tables, spoken_of: Counter[str], known: Lexicon
) -> list[Hit]:
    """Names that stand where only a place can stand, each a place without coordinates.

    Its country is that of a place named in the same sentence, else that of most places of the article, else the
    country that the article speaks of most; in an article that speaks of none there are none.
    """
    main = Counter(hit.meaning.country for hit in hits if isinstance(hit.meaning, Spot)) or spoken_of
    if not main:
        return []
    country = main.most_common(1)[0][0]
    by_sentence: list[list[Hit]] = [[] for _ in parsed]
    for hit in hits:
        by_sentence[hit.sentence].append(hit)
    return [
        _hit(i, name, _beside(name, own) or country)
        for i, (sentence, own) in enumerate(zip(parsed, by_sentence, strict=True))
        if not _is_titled(sentence.words)
        for name in _names(sentence, own)
        if _is_place(name, tables, known)
    ]


def _is_titled(words: Sequence[Word]) -> bool:
    """Whether capitals say nothing, as in most headlines of American papers."""
    long = [word.text[0].isupper() for word in words if len(word.text) > 3]  # noqa: PLR2004 - "of" and "the" stay small
    return shouted(words) or sum(long) > _TITLED * len(long)


def _names(parsed: Parsed, own: Sequence[Hit]) -> Iterator[_Name]:
    taken = {i for hit in own for i in range(hit.first, hit.last + 1)}
    words, at = parsed.words, 1
    while at < len(words):
        last = _end(words, at, taken)
        if last >= at:
            yield _Name(parsed, at, last, _label(parsed, words[last]))
        at = max(at, last) + 1


def _end(words: Sequence[Word], first: int, taken: set[int]) -> int:
    """The last word of a name that begins here; before ``first`` where none does."""
    last, at = first - 1, first
    while at < len(words) and at not in taken and at - first < _LONGEST:
        if at > first and not _JOINED.fullmatch(words[at].gap):
            break
        if words[at].text[0].isupper() and words[at].token.pos in _NAMING:
            last = at
        elif words[at].key not in _PARTICLES:
            break
        at += 1
    return last


def _label(parsed: Parsed, word: Word) -> str:
    return next((e.label for e in parsed.entities if e.start <= word.start < e.end), "")


def _is_place(name: _Name, tables: Tables, known: Lexicon) -> bool:
    if name.words[name.last].text[-2:] in {"'s", "’s"} or name.text.isupper():  # noqa: RUF001 - as feeds print it
        return False
    if _is_called_so(name):
        return True
    ordinary = name.first == name.last and known.common(name.text.lower())
    if ordinary or any(
        not isinstance(m, Spot) or m.population >= LARGE for m in tables.names.meanings(name.text)
    ):
        return False
    return _is_part(name) or _is_near(name) or _is_reached(name) or _is_taken(name)


def _is_called_so(name: _Name) -> bool:
    """Of "the hamlet of Filo Gringo", "the village Solhan"."""
    if name.before == "of":
        return name.first > 1 and name.words[name.first - 2].text in _NAMED_OF
    return (
        name.before in _SETTLED | QUARTERS
        and name.label != "PERSON"
        and name.words[name.first - 1].text.islower()
    )


def _is_part(name: _Name) -> bool:
    """Of "the Sukkari quarter", "the Kassara hills"."""
    return name.after in _PARTS and not (name.after in _VAGUE and name.label in {"ORG", "PERSON"})


def _is_near(name: _Name) -> bool:
    """Of "near Teorama", "in Karish"; the model takes many such towns for persons or firms."""
    if name.before in _CLOSE:
        return name.label in _PLACE or (_is_single(name) and name.label not in _NO_PLACE)
    if name.before not in _WITHIN or name.words[name.last].token.dep != "pobj":
        return False
    return name.label in _PLACE or (
        _is_single(name) and name.before in _INSIDE and name.label not in _NO_PLACE
    )


def _is_reached(name: _Name) -> bool:
    """Of "the road to El Nula", "a push on Dhalea"."""
    if not _is_single(name) or name.label in _NO_PLACE or name.words[name.last].token.dep != "pobj":
        return False
    tokens = name.parsed.sentence.tokens
    preposition = tokens[name.words[name.last].token.head]
    return (preposition.lemma, tokens[preposition.head].lemma) in _WAYS


def _is_taken(name: _Name) -> bool:
    """Of "seized Karish", "Houta fell", "shelled Tongo"."""
    token = name.words[name.last].token
    if token.dep not in {"dobj", "nsubj", "nsubjpass"} or name.label in _NO_PLACE:
        return False
    verb = name.parsed.sentence.tokens[token.head].lemma
    if name.label in _PLACE:
        return verb in _TAKEN | _OF_PLACES
    return verb in _OF_PLACES and token.dep != "nsubj" and _is_single(name)


def _is_single(name: _Name) -> bool:
    """One word, or one behind an article or another beginning of place names ("La Esperanza", "al-Anad")."""
    return name.first == name.last or name.words[name.first].key in _BEGINNINGS


def _beside(name: _Name, own: Sequence[Hit]) -> str | None:
    """The country of the place in the sentence that stands nearest; a country right behind the name comes first."""
    for hit in own:
        if isinstance(hit.meaning, Nation) and not hit.meaning.adjective and 0 < hit.first - name.last <= 2:  # noqa: PLR2004 - "X, in Mali"
            return hit.meaning.iso
    near = [
        (abs(hit.first - name.first), hit.meaning.country) for hit in own if isinstance(hit.meaning, Spot)
    ]
    return min(near)[1] if near else None


def _hit(sentence: int, name: _Name, country: str) -> Hit:
    words = name.words
    shown = plain(name.text)
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name.text)).strip("-")
    kind = "area" if name.after in _PARTS or name.words[name.first - 2].text in _PARTS else "city"
    spot = Spot(f"place:{country.lower()}-{slug}", shown, country, kind, None, None, "listed")
    return Hit(sentence, name.first, name.last, words[name.first].start, words[name.last].end, spot)
