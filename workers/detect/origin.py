"""Who says so: the speaker of a sentence, as an origin of what it reports."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from workers import datafile
from workers.detect.context import Memory
from workers.detect.cues import owns_up
from workers.detect.kinds import DATA, Mentions
from workers.detect.roles import is_passive, subjects
from workers.detect.tree import Tree
from workers.models import ActorMention, Entity, Origin

_NAMED = {"PERSON": "person", "ORG": "organisation"}
_ASIDE = frozenset({"relcl", "advcl"})
_LATER = frozenset({"after", "before", "during", "following", "amid", "since", "despite"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerWords:
    """The word lists of origins.yaml, which explains them."""

    says: list[str]
    cites: list[str]
    according: list[str]
    words: list[str]
    unnamed: list[str]
    continues: list[str]
    parties: list[str]
    parties_with_side: list[str]
    no_parties: list[str]


@dataclass(frozen=True, slots=True)
class Said:
    """An origin and the code of the rule that found it."""

    origin: Origin
    reason: str


def load_speakers(path: Path = DATA / "origins.yaml") -> SpeakerWords:
    """The word lists.

    Raises:
        DataFileError: with the line that is wrong.
    """
    return datafile.load(path, SpeakerWords)


def publisher_origin(publisher: str) -> Origin:
    """The origin of what an outlet says on its own account."""
    key = folded(publisher) or "publisher"
    return Origin(id=key, name=publisher, kind="publisher", family=key)


def folded(name: str) -> str:
    """Lower case, without diacritics and punctuation, words joined by "-".

    >>> folded("Agência  Brasil!")
    'agencia-brasil'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "-".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


class Speakers:
    """Finds the origin of an act in its sentence."""

    def __init__(self, words: SpeakerWords) -> None:
        self.words = words
        self._says = frozenset(words.says)
        self._unnamed = frozenset(words.unnamed)

    def of(self, tree: Tree, anchor: int, mentions: Mentions, memory: Memory) -> Said | None:
        """Who says it; None where the sentence names nobody and does not go on with what was said before."""
        for phrase, reason in self._phrases(tree, anchor):
            if tree.lemma(phrase) in _PRONOUNS and memory.cited is not None:
                return Said(memory.cited, "origin.carried")
            found = self._named(tree, phrase, mentions)
            if found:
                return Said(found, reason)
        if memory.origin is not None and self._continues(tree):
            return Said(memory.origin, "origin.carried")
        return None

    def is_party(self, origin: Origin, sides: dict[str, dict[str, str]], theatre: str) -> bool:
        """True where the origin fights in the theatre, so that what it says is a claim."""
        if origin.id in self.words.no_parties:
            return False
        if origin.kind in self.words.parties:
            return True
        return origin.kind in self.words.parties_with_side and theatre in sides.get(origin.id, {})

    def _phrases(self, tree: Tree, anchor: int) -> list[tuple[int, str]]:
        """The heads of the phrases that may name the speaker: whom the speaker cites, then the nearest to the act."""
        found = [(*pair, t.i) for t in tree.tokens for pair in self._cited(tree, t.i)]
        for verb in self._verbs(tree, anchor):
            reason = "origin.own_act" if verb == anchor else "origin.said"
            found.extend((phrase, reason, verb) for phrase in self._saying(tree, verb))
        found.sort(key=lambda item: (item[1] != "origin.cited", abs(item[2] - anchor)))
        return [(phrase, reason) for phrase, reason, _ in found]

    def _cited(self, tree: Tree, i: int) -> list[tuple[int, str]]:
        token = tree.tokens[i]
        if token.text.lower() == "according":
            objects = [o for c in tree.children(i, "prep") for o in tree.children(c, "pobj")]
            return [(o, "origin.according_to") for o in objects]
        if token.lemma in self.words.cites and token.tag == "VBG":
            return [(o, "origin.cited") for o in tree.children(i, "dobj")]
        return []

    def _verbs(self, tree: Tree, anchor: int) -> list[int]:
        """The reporting verbs above the act, and those that stand beside its clause ("..., X said")."""
        above, child = [anchor], anchor
        for i in tree.above(anchor):
            # "X called for talks in Y, where rebels advanced after a truce": X speaks of the talks alone.
            if tree.tokens[child].dep not in _ASIDE and tree.lemma(child) not in _LATER:
                above.append(i)
            child = i
        beside = [c for i in above for c in tree.children(i, "parataxis", "ccomp", "advcl")]
        verbs = dict.fromkeys([*above, *(i for i in beside if not _below(tree, i, anchor))])
        return [i for i in verbs if self._reports(tree, i)]

    def _reports(self, tree: Tree, i: int) -> bool:
        said = tree.lemma(i) in self._says and tree.tokens[i].tag.startswith("VB")
        return said and not owns_up(tree, i)

    def _saying(self, tree: Tree, verb: int) -> list[int]:
        if is_passive(tree, verb):
            return [
                o
                for c in tree.children(verb, "agent", "prep")
                if tree.lemma(c) == "by"
                for o in tree.children(c)
            ]
        found = [self._behind(tree, o) for o in subjects(tree, verb)[:1]]
        # "..., Doctors Without Borders said": what stands right before a verb without a subject is its subject.
        return found or [i for i in (verb - 1,) if i >= 0 and tree.tokens[i].pos in {"NOUN", "PROPN"}]

    def _behind(self, tree: Tree, phrase: int) -> int:
        """Of "the four issued a statement calling for ...", the four."""
        head = tree.tokens[phrase].head
        if tree.lemma(phrase) not in self.words.words or not tree.tokens[head].tag.startswith("VB"):
            return phrase
        return next((o for o in subjects(tree, head) if o != phrase), phrase)

    def _named(self, tree: Tree, phrase: int, mentions: Mentions) -> Origin | None:
        inside = [i for i in tree.subtree(phrase) if not _in_relative(tree, i, phrase)]
        actor = _best(phrase, inside, mentions)
        if actor:
            return Origin(id=actor.id, name=actor.name, kind=actor.kind, family=actor.family or actor.id)
        entity = next((mentions.entities[i] for i in inside if _is_named(mentions.entities.get(i))), None)
        if entity:
            key = folded(entity.text)
            return Origin(id=key, name=entity.text, kind=_NAMED[entity.label], family=key)
        return self._described(tree, phrase)

    def _described(self, tree: Tree, phrase: int) -> Origin | None:
        """A speaker that no table knows: "the Idlib health directorate" by its name, "officials" as nobody's."""
        words = [tree.tokens[i] for i in tree.core(phrase) if tree.tokens[i].dep not in {"det", "nummod"}]
        name = " ".join(t.text for t in words)
        if tree.lemma(phrase) in self._unnamed:
            return Origin(id="unnamed", name=name, kind="unnamed", family="unnamed")
        if len(words) > 1 and any(t.pos == "PROPN" for t in words):
            return Origin(id=folded(name), name=name, kind="organisation", family=folded(name))
        return None

    def _continues(self, tree: Tree) -> bool:
        first = next((t for t in tree.tokens if t.pos not in {"PUNCT", "SPACE"}), None)
        return first is not None and first.text.lower() in self.words.continues


def _best(phrase: int, inside: list[int], mentions: Mentions) -> ActorMention | None:
    """The actor at the head of the phrase; else the first body, force or official in it; else the first."""
    at_head = mentions.actors.get(phrase)
    named = [mentions.actors[i] for i in inside if i in mentions.actors]
    if at_head and not at_head.id.startswith("generic:"):
        return at_head
    weight = {
        "monitor": 0,
        "igo": 0,
        "ngo": 0,
        "media": 0,
        "official": 1,
        "military": 1,
        "rebel": 1,
        "militia": 1,
    }
    specific = sorted(
        (m for m in named if not m.id.startswith("generic:")), key=lambda m: weight.get(m.kind, 2)
    )
    return specific[0] if specific else at_head or (named[0] if named else None)


def _is_named(entity: Entity | None) -> bool:
    return entity is not None and entity.label in _NAMED


def _below(tree: Tree, top: int, i: int) -> bool:
    return top in tree.above(i)


def _in_relative(tree: Tree, i: int, top: int) -> bool:
    while i != top and tree.tokens[i].head != i:
        if tree.tokens[i].dep in {"relcl", "acl"}:
            return True
        i = tree.tokens[i].head
    return False
