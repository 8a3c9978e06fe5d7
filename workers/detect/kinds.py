"""What the words of a sentence name: armed side, state, place, weapon, people. The argument types of triggers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workers import datafile
from workers.detect.mentions import Mentions
from workers.detect.tree import Tree
from workers.models import Place

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
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT"})
_SPEAKER = frozenset({"we", "i", "our", "my", "us"})
_UNITS = frozenset({"unit", "column", "convoy", "detachment"})
_HOSTS = frozenset({"army", "legion", "battalion"})
_SAYS_NOTHING = frozenset({"group", "org", "gunman", "alliance", "retinue"})
_HANDED_UP = frozenset({"armed", "counter", "truce", "truce_noun"})
FROM_MENTIONS = frozenset(
    {kind for kinds in _ACTOR_KINDS.values() for kind in kinds}
    | set(_ENTITY_KINDS.values())
    | {
        "named_place",
        "city",
        "country",
        "installation",
        "nationality",
        "number",
        "pronoun",
        "name",
        "unknown_place",
    }
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


class Kinds:
    """The kinds of the nouns and verbs of one sentence."""

    def __init__(self, tree: Tree, mentions: Mentions, lexicon: Lexicon, subject: frozenset[str]) -> None:
        self._tree = tree
        self._mentions = mentions
        self._lexicon = lexicon
        self._subject = subject
        self._known: dict[int, frozenset[str]] = {}
        self._listed: dict[int, frozenset[str]] = {}

    def of(self, i: int) -> frozenset[str]:
        """The kinds of a token as the head of its phrase; a pronoun has those of the subject before it."""
        found = self._known.get(i)
        if found is None:
            self._known[i] = frozenset()  # "Our men" may lead back to itself.
            found = self._known[i] = self._look(i)
        return found

    def anywhere(self, wanted: frozenset[str]) -> bool:
        """True where some token of the sentence has one of the kinds."""
        return any(self.of(t.i) & wanted for t in self._tree.tokens)

    def figurative(self, i: int) -> bool:
        """True of "a charm offensive", "a heart attack", "an army of volunteers"."""
        if self._tree.lemma(i) in _HOSTS and any(self._peaceful(c) for c in self._tree.children(i, "prep")):
            return True
        near = self._tree.children(i, "compound", "amod", "nmod")
        return any("figurative" in self._lexicon.lemmas.get(self._tree.lemma(c), frozenset()) for c in near)

    def _peaceful(self, of: int) -> bool:
        """True of what an army of figures of speech is made of: people without arms or a nation."""
        members = self._tree.children(of, "pobj") if self._tree.lemma(of) == "of" else []
        return any(
            self._tree.tokens[m].pos == "NOUN" and not self._lexical(m) & {"armed", "gunman"} for m in members
        )

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
        if token.tag in _PRONOUNS and not token.lemma.endswith(("self", "selves")):
            return self._meant(i) | {"pronoun"}
        named = self._named(i)
        kinds = self._lexical(i) | named
        if "armed" in named:  # "Islamic State" is no state.
            kinds -= {"place", "nation"}
        if kinds <= _SAYS_NOTHING or token.dep in {"compound", "amod", "nmod"}:
            kinds |= self._beside(i)
        if token.tag == "CD":
            kinds |= {"number"}
        if token.pos == "PROPN" and kinds <= {"org", "person"}:
            kinds |= {"name"} if self._is_person(i) else {"name", "unknown_place"}
            kinds |= self._titled(i)
        if "installation" in kinds and "named_place" not in kinds:
            kinds -= {"place"}
        if "retinue" in kinds and self._follows_arms(i):
            kinds |= {"armed"}
        return kinds

    def _meant(self, pronoun: int) -> frozenset[str]:
        """The kinds of the subject before a pronoun; of "we" those of who speaks."""
        before = self._tree.subject_before(pronoun)
        if self._tree.lemma(pronoun) in _SPEAKER:
            roots = (c for root in self._tree.roots for c in self._tree.children(root, "nsubj"))
            before = next((c for c in roots if self._tree.tokens[c].lemma not in _SPEAKER), None)
        return self._subject if before is None or before == pronoun else self.of(before)

    def _is_person(self, i: int) -> bool:
        """A name with a title, or one of two words that the model takes for a person's: towns of one word are taken so too."""
        entity = self._mentions.entities.get(i)
        titled = any(self._tree.tokens[c].pos == "NOUN" for c in self._tree.children(i, "compound", "appos"))
        return titled or (entity is not None and entity.label == "PERSON" and " " in entity.text)

    def _titled(self, i: int) -> frozenset[str]:
        """Of "rebel leader X", "army spokesman X", "X, a minister", the side that the title names."""
        near = list(self._tree.children(i, "compound", "amod", "nmod", "appos"))
        near += [c for n in near for c in self._tree.children(n, "compound", "amod", "nmod")]
        return frozenset(kind for c in near for kind in self._lexical(c) & {"armed", "state"})

    def _follows_arms(self, i: int) -> bool:
        """True of "its men", "the cartel's men", "Russian units": a following whose leader is armed."""
        near = self._tree.children(i, "poss", "compound", "nmod", "amod")
        entities = self._mentions.entities
        nation = self._tree.lemma(i) in _UNITS and any(
            c in entities and entities[c].label in {"NORP", "GPE"} for c in near
        )
        return nation or any("armed" in self.of(c) for c in near)

    def _lexical(self, i: int) -> frozenset[str]:
        found = self._listed.get(i)
        if found is None:
            found = self._listed[i] = self._list(i)
        return found

    def _list(self, i: int) -> frozenset[str]:
        token, lexicon = self._tree.tokens[i], self._lexicon
        form = token.text.lower()
        found = lexicon.lemmas.get(token.lemma, frozenset()) | lexicon.forms.get(form, frozenset())
        if token.pos == "PROPN" or token.tag in {"NNP", "NNPS"}:  # "Rebels" in a headline is its own lemma.
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
        near = self._tree.children(i, "compound", "appos", "amod")
        named = {kind for c in near if c in self._mentions.actors for kind in self._named(c)}
        return frozenset(named | {kind for c in near for kind in self._lexical(c) & _HANDED_UP})


def place_kinds(place: Place) -> tuple[str, ...]:
    """The kinds that a named place has as an argument."""
    if place.kind in INSTALLATIONS:
        return ("installation",)
    if place.kind == "country":
        return ("country", "state")
    return ("named_place", "city") if place.kind == "city" else ("named_place",)
