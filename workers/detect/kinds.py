"""What the words of a sentence name: armed side, state, place, weapon, people. The argument types of triggers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workers import datafile
from workers.detect.tree import Tree
from workers.models import ActorMention, Document, Entity, Place, Sentence

DATA = Path(__file__).parent / "data"

_ACTOR_KINDS = {
    "state": ("state",),
    "military": ("armed",),
    "rebel": ("armed",),
    "militia": ("armed",),
    "alliance": ("state", "alliance"),
    "igo": ("body",),
    "monitor": ("body",),
    "ngo": ("body",),
    "media": ("media",),
    "official": ("official", "state"),
}
_ENTITY_KINDS = {"PERSON": "person", "ORG": "org", "GPE": "named_place", "LOC": "named_place", "FAC": "site"}
INSTALLATIONS = frozenset({"airport", "base", "dam", "crossing", "bridge", "plant", "headquarters"})
_SAYS_NOTHING = frozenset({"group", "org"})
_HANDED_UP = frozenset({"armed", "counter", "truce", "truce_noun"})
FROM_MENTIONS = frozenset(
    {kind for kinds in _ACTOR_KINDS.values() for kind in kinds}
    | set(_ENTITY_KINDS.values())
    | {"named_place", "city", "country", "installation", "nationality", "number", "pronoun", "name"}
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of kinds.yaml.

    Attributes:
        lemmas: lemma -> kinds.
        forms: lower-case form -> kinds.
        pairs: (word before, lemma) -> kinds.
        names: every kind that a trigger may ask for.
    """

    lemmas: Mapping[str, frozenset[str]]
    forms: Mapping[str, frozenset[str]]
    pairs: Mapping[tuple[str, str], frozenset[str]]
    names: frozenset[str]


def load_lexicon(path: Path = DATA / "kinds.yaml") -> Lexicon:
    """The lexicon of kinds.

    Raises:
        DataFileError: with the line that is wrong.
    """
    rows = datafile.load(path, dict[str, list[str]])
    lemmas: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    pairs: dict[tuple[str, str], set[str]] = {}
    for kind, words in rows.items():
        for word in words:
            first, _, last = word.rpartition(" ")
            if word.startswith("="):
                forms.setdefault(word[1:], set()).add(kind)
            elif first:
                pairs.setdefault((first.rpartition(" ")[2], last), set()).add(kind)
            else:
                lemmas.setdefault(word, set()).add(kind)
    return Lexicon(
        {word: frozenset(kinds) for word, kinds in lemmas.items()},
        {word: frozenset(kinds) for word, kinds in forms.items()},
        {word: frozenset(kinds) for word, kinds in pairs.items()},
        FROM_MENTIONS | rows.keys(),
    )


@dataclass(frozen=True, slots=True)
class Mentions:
    """What enrich named in one sentence, by the tokens that it covers."""

    actors: Mapping[int, ActorMention]
    places: Mapping[int, Place]
    entities: Mapping[int, Entity]


def mentions_in(document: Document, sentence: Sentence) -> Mentions:
    """The mentions of a document that lie in a sentence."""
    return Mentions(
        {i: m for m in document.actors for i in _covered(sentence, m)},
        {i: m for m in document.places for i in _covered(sentence, m) if not _only_based(sentence, i)},
        {i: m for m in document.entities for i in _covered(sentence, m)},
    )


def _only_based(sentence: Sentence, i: int) -> bool:
    """True of "UK-based", "Iran-backed": no place where anything happens."""
    after = sentence.tokens[i + 1 : i + 3]
    return [t.text for t in after[:1]] == ["-"] and any(t.tag in {"VBN", "VBD"} for t in after[1:])


def _covered(sentence: Sentence, mention: ActorMention | Place | Entity) -> list[int]:
    if mention.field != sentence.field or mention.start >= sentence.end or mention.end <= sentence.start:
        return []
    return [t.i for t in sentence.tokens if t.start < mention.end and t.end > mention.start]


class Kinds:
    """The kinds of the nouns and verbs of one sentence."""

    def __init__(self, tree: Tree, mentions: Mentions, lexicon: Lexicon, subject: frozenset[str]) -> None:
        self._tree = tree
        self._mentions = mentions
        self._lexicon = lexicon
        self._subject = subject
        self._known: dict[int, frozenset[str]] = {}

    def of(self, i: int) -> frozenset[str]:
        """The kinds of a token as the head of its phrase; a pronoun has those of the subject before it."""
        found = self._known.get(i)
        if found is None:
            found = self._known[i] = self._look(i)
        return found

    def anywhere(self, wanted: frozenset[str]) -> bool:
        """True where some token of the sentence has one of the kinds."""
        return any(self.of(t.i) & wanted for t in self._tree.tokens)

    def figurative(self, i: int) -> bool:
        """True of "a charm offensive", "a heart attack"."""
        near = self._tree.children(i, "compound", "amod", "nmod")
        return any("figurative" in self._lexicon.lemmas.get(self._tree.lemma(c), frozenset()) for c in near)

    def beside(self, wanted: frozenset[str]) -> bool:
        """True where a noun, adjective or participle of the sentence has one of the kinds, or a verb of mishap stands in it."""
        tokens = self._tree.tokens
        if "mishap" in wanted and any("mishap" in self._lexical(t.i) for t in tokens):
            return True
        named = (
            t.i for t in tokens if t.pos in {"NOUN", "PROPN", "ADJ"} or t.dep == "amod" or t.tag == "VBG"
        )
        return any(self.of(i) & wanted for i in named)

    def _look(self, i: int) -> frozenset[str]:
        token = self._tree.tokens[i]
        if self.figurative(i):
            return frozenset({"figurative"})
        if token.tag in {"PRP", "WP", "WDT"} and not token.lemma.endswith(("self", "selves")):
            before = self._tree.subject_before(i)
            return (self._subject if before is None else self.of(before)) | {"pronoun"}
        kinds = self._lexical(i) | self._named(i)
        if kinds <= _SAYS_NOTHING or token.dep in {"compound", "amod", "nmod"}:
            kinds |= self._beside(i)
        if token.tag == "CD":
            kinds |= {"number"}
        if token.pos == "PROPN" and kinds <= {"org", "person"}:
            kinds |= {"name"}
        return kinds

    def _lexical(self, i: int) -> frozenset[str]:
        token, lexicon = self._tree.tokens[i], self._lexicon
        form = token.text.lower()
        found = lexicon.lemmas.get(token.lemma, frozenset()) | lexicon.forms.get(form, frozenset())
        if token.tag == "NNPS":  # "Rebels" at the head of a sentence is its own lemma.
            found |= lexicon.lemmas.get(form.removesuffix("s"), frozenset())
        before = self._tree.before(i)
        if before is not None:
            for word in {before.text.lower(), before.lemma}:
                found |= lexicon.pairs.get((word, token.lemma), frozenset())
        return found

    def _named(self, i: int) -> frozenset[str]:
        actor, place = self._mentions.actors.get(i), self._mentions.places.get(i)
        kinds: set[str] = set()
        if actor and not actor.id.startswith("generic:"):  # Of "the army" the lexicon knows more.
            kinds.update(_ACTOR_KINDS.get(actor.kind, ()))
        if place:
            kinds.update(place_kinds(place))
        entity = self._mentions.entities.get(i)
        if entity and not kinds:
            label = _ENTITY_KINDS.get(entity.label)
            kinds.update([label] if label else [])
            kinds.update(["nationality"] if entity.label == "NORP" else [])
        return frozenset(kinds)

    def _beside(self, i: int) -> frozenset[str]:
        """Of a head that says nothing ("group"), what its own name or the noun before it says."""
        near = self._tree.children(i, "compound", "appos")
        named = {kind for c in near if c in self._mentions.actors for kind in self._named(c)}
        return frozenset(named | {kind for c in near for kind in self._lexical(c) & _HANDED_UP})


def place_kinds(place: Place) -> tuple[str, ...]:
    """The kinds that a named place has as an argument."""
    if place.kind in INSTALLATIONS:
        return ("installation",)
    if place.kind == "country":
        return ("country", "state")
    return ("named_place", "city") if place.kind == "city" else ("named_place",)
