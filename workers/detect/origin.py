"""Who says so: the speaker of a sentence, as an origin of what it reports."""

from dataclasses import dataclass
from pathlib import Path

from workers import datafile
from workers.detect.context import Memory
from workers.detect.kinds import DATA
from workers.detect.mentions import Mentions
from workers.detect.naming import Naming
from workers.detect.roles import subjects
from workers.detect.speaker_phrase import folded
from workers.detect.speaker_words import SpeakerWords
from workers.detect.tree import Tree
from workers.detect.voice import Voice, phrase
from workers.detect.voices import main_voices, voices
from workers.models import Origin

__all__ = ["Said", "Speakers", "folded", "load_speakers", "publisher_origin"]

_PRONOUNS = frozenset({"he", "she", "it", "they"})
_QUOTES = ('"', "\u201c", "\u201d")


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


class Speakers:
    """Finds the origin of an act in its sentence."""

    def __init__(self, words: SpeakerWords) -> None:
        self.words = words

    def of(self, tree: Tree, anchor: int, mentions: Mentions, memory: Memory) -> Said | None:
        """Who says it; None where the sentence names nobody and does not go on with what was said before."""
        pronoun: Voice | None = None
        for voice in voices(tree, anchor, self.words):
            if tree.lemma(voice.head) in _PRONOUNS:
                pronoun = pronoun or voice
                continue
            found = self._named(tree, voice, mentions, memory)
            if found:
                return found
        if pronoun:
            return self._meant(tree, pronoun, mentions, memory)
        if memory.origin is not None and _quoted(tree):
            return Said(memory.origin, "origin.carried")
        return None

    def heard(self, tree: Tree, mentions: Mentions, memory: Memory) -> Origin | None:
        """Whom "he said" in the next sentence stands for: who speaks in this one, or is named as its subject."""
        for voice in main_voices(tree, self.words):
            said = self._named(tree, voice, mentions, memory)
            if said:
                return said.origin
        return None

    def is_party(self, origin: Origin, sides: dict[str, dict[str, str]], theatre: str) -> bool:
        """True where the origin fights in the theatre, so that what it says is a claim."""
        if origin.id in self.words.no_parties:
            return False
        if origin.kind in self.words.parties or origin.id in self.words.party_bodies:
            return True
        if origin.kind == "media" and not origin.family.startswith("gov:"):
            return sides.get(origin.id, {}).get(theatre) == "opposition"
        if origin.kind not in self.words.parties_with_side:
            return False
        of = sides.get(origin.id, sides.get(origin.family))
        if of is None:  # A minister or a ministry with no country named is one of the country at war.
            return origin.kind == "state"
        # "*: foreign" only says that a state may fight anywhere.
        return of.get(theatre, "neutral") != "neutral" or of.get("*") == "government"

    def _named(self, tree: Tree, voice: Voice, mentions: Mentions, memory: Memory) -> Said | None:
        if tree.lemma(voice.head) in self.words.words:
            return self._issued(tree, voice, mentions, memory)
        if tree.lemma(voice.head) in _PRONOUNS:
            return self._meant(tree, voice, mentions, memory)
        if memory.cited and _means(tree, voice, memory.cited):
            return Said(memory.cited, "origin.carried")
        found = Naming(tree, mentions, self.words, voice).origin()
        if found is None:
            return None
        cited = memory.cited
        if cited and found.kind in {"person", "organisation"} and cited.id.endswith(f"-{found.id}"):
            return Said(cited, voice.reason)
        return Said(found, voice.reason)

    def _meant(self, tree: Tree, voice: Voice, mentions: Mentions, memory: Memory) -> Said | None:
        """Whom a pronoun stands for: a person who is a subject before it, else who was last cited."""
        if tree.lemma(voice.head) in {"he", "she"}:
            before = [t.i for t in tree.tokens[: voice.head] if t.dep == "nsubj" and t.pos == "PROPN"]
            for i in before:
                found = Naming(tree, mentions, self.words, phrase(tree, i, voice.reason)).origin()
                if found and mentions.entities.get(i) and mentions.entities[i].label == "PERSON":
                    return Said(found, voice.reason)
        return Said(memory.cited, "origin.carried") if memory.cited else None

    def _issued(self, tree: Tree, voice: Voice, mentions: Mentions, memory: Memory) -> Said | None:
        """Whose statement it is: "a statement by X", "X's letter", "the four issued a statement calling for ..."."""
        head = voice.head
        owners = [
            *tree.children(head, "poss"),
            *(o for c in tree.children(head, "prep", "agent") if tree.lemma(c) in {"of", "by", "from"} for o in tree.children(c, "pobj")),
            *(o for o in subjects(tree, tree.tokens[head].head) if o not in voice.members),
            *tree.children(head, "compound", "amod", "nmod"),
        ]  # fmt: skip
        for owner in owners:
            if tree.tokens[owner].pos in {"NOUN", "PROPN", "PRON"} or owner in mentions.actors:
                return self._named(tree, phrase(tree, owner, voice.reason), mentions, memory)
        if memory.cited:
            return Said(memory.cited, "origin.carried")
        return Said(
            Origin(id="unnamed", name=tree.tokens[head].text, kind="unnamed", family="unnamed"), voice.reason
        )


def _quoted(tree: Tree) -> bool:
    """True of a sentence that begins a quotation, or ends one that began before it."""
    text = tree.sentence.text.strip()
    return text.startswith(_QUOTES) or (
        text.rstrip(".").endswith(_QUOTES) and sum(map(text.count, _QUOTES)) == 1
    )


def _means(tree: Tree, voice: Voice, cited: Origin) -> bool:
    """True of "the monitor", "the ministry" after such a one was cited by its name."""
    words = [tree.tokens[i] for i in voice.members]
    if [t.text.lower() for t in words[:-1]] not in (["the"], ["The"]) or words[-1].tag != "NN":
        return False
    return words[-1].lemma in folded(cited.name).split("-") or words[-1].lemma == cited.kind
