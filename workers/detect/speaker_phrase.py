"""The words of a phrase that names a speaker, and for whom that speaker speaks."""

import re
import unicodedata
from dataclasses import dataclass

from workers.detect.mentions import Mentions
from workers.detect.speaker_words import SpeakerWords
from workers.detect.tree import Tree
from workers.detect.voice import Voice
from workers.models import ActorMention

FIGHTERS = frozenset({"military", "rebel", "militia"})
_BODIES = frozenset({"monitor", "igo", "ngo", "media"})
_COMMANDED = frozenset({"force", "fighter", "man", "troop", "soldier", "army", "militia", "unit"})
_BACKED = frozenset({"installed", "backed", "appointed"})
OF_NAMES = frozenset({"al", "bin", "ibn", "de", "la", "el", "del", "van", "von", "abu", "-", "'", "\u2019"})
"""What joins the words of a name."""
_BEFORE = frozenset({"DT", "CD", "RB", "PRP$", "PDT", "''", "``", "CC"})


def folded(name: str) -> str:
    """Lower case, without diacritics and punctuation, words joined by "-".

    >>> folded("Agência  Brasil!")
    'agencia-brasil'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "-".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with the sentence that it stands in."""

    tree: Tree
    mentions: Mentions
    words: SpeakerWords
    voice: Voice

    def lemma(self, i: int) -> str:
        """The lemma of a word, also where it is written with a capital."""
        token = self.tree.tokens[i]
        if token.pos != "PROPN":
            return token.lemma
        # "OFFICIALS" in a headline is its own lemma.
        return (
            token.text.lower().removesuffix("s")
            if token.tag == "NNPS" or token.text.isupper()
            else token.text.lower()
        )

    def text(self, tokens: list[int]) -> str:
        """The words of the text from the first of some tokens to the last."""
        sentence = self.tree.sentence
        first, last = self.tree.tokens[tokens[0]], self.tree.tokens[tokens[-1]]
        return sentence.text[first.start - sentence.start : last.end - sentence.start]

    def at_head(self) -> ActorMention | None:
        """The actor at the head, unless its mention only ends there: "STRIKE IN YEMEN - OFFICIALS"."""
        actor, first = self.mentions.actors.get(self.voice.head), self.voice.members[0]
        return None if actor and first and self.mentions.actors.get(first - 1) is actor else actor

    def about(self) -> ActorMention | None:
        """The actor that stands in the phrase and is known by name."""
        named = [self.mentions.actors[i] for i in self.voice.members if i in self.mentions.actors]
        return next((m for m in named if not m.id.startswith("generic:")), None)

    def core(self) -> list[int]:
        """The phrase up to its head, without article, number and adverb."""
        core = [self.voice.head]
        for i in reversed([i for i in self.voice.members if i < self.voice.head]):
            if i != core[0] - 1 or self.tree.tokens[i].text in {",", '"', "\u201c", "\u201d"}:
                break
            core.insert(0, i)
        while len(core) > 1 and self.tree.tokens[core[0]].tag in _BEFORE:
            core.pop(0)
        return core

    def whole(self) -> list[int]:
        """The phrase with what follows its head: "spokesman for the army"."""
        core = self.core()
        return [i for i in self.voice.members if i >= core[0] and self.tree.tokens[i].text != ","]

    def run(self) -> list[int]:
        """The name that ends at the head: capitalised words and what joins them."""
        run = [self.voice.head]
        for i in reversed([i for i in self.voice.members if i < self.voice.head]):
            token = self.tree.tokens[i]
            known = (
                token.pos == "PROPN" or token.text.lower() in OF_NAMES or self.lemma(i) in self.words.titles
            )
            if i != run[0] - 1 or not known or token.tag == "POS":
                break
            run.insert(0, i)
        while len(run) > 1 and self.tree.tokens[run[0]].text in {"-", "'", "\u2019"}:
            run.pop(0)
        return run

    def side(self, name: list[int]) -> tuple[str, str | None]:
        """For whom a person speaks: the kind of that body, and the family of an actor that is named with the person."""
        actors = self._actors_beside(name)
        specific = next((a for a in actors if not a.id.startswith("generic:")), None)
        tokens = [self.tree.tokens[i] for i in self.voice.members if i not in name]
        about = {word for t in tokens for word in (t.lemma, t.text.lower())}
        if about & _BACKED:
            return "state", None
        kind = self._kind_beside(about, actors, specific)
        if kind is None:
            leads = any(self._named_by(specific, i) for i in name)
            kind = "state" if leads else "militia" if self._commands() else "person"
        return kind, (specific.family or specific.id) if specific else None

    def _actors_beside(self, name: list[int]) -> list[ActorMention]:
        """The actors that stand by a name, and those that are known by the name of their leader."""
        known = self.mentions.actors
        beside = [known[i] for i in self.voice.members if i in known and i != self.voice.head]
        return beside + [known[i] for i in name if i in known and not known[i].id.startswith("generic:")]

    def _kind_beside(
        self, about: set[str], actors: list[ActorMention], specific: ActorMention | None
    ) -> str | None:
        """The kind that titles and actors beside a name give, from the surest to the weakest."""
        words, kind = self.words, specific.kind if specific else None
        generic = (a.kind for a in actors if a.kind in FIGHTERS and a.id not in words.no_parties)
        found = [
            "person" if about & words.civil_titles or kind in _BODIES else None,
            kind if kind in {*FIGHTERS, "alliance"} else None,
            "rebel" if about & words.fighters else None,
            next(generic, None),
            "military" if about & words.military_titles else None,
            "state" if about & words.state_titles else None,
        ]
        return next((one for one in found if one), None)

    def _commands(self) -> bool:
        """True where the sentence speaks of "his fighters", "her forces"."""
        tokens = self.tree.tokens
        own = (t.i for t in tokens if t.tag == "PRP$" and t.lemma in {"his", "her", "my", "our"})
        return any(t.lemma in _COMMANDED for i in own for t in tokens[i + 1 : i + 3])

    def _named_by(self, actor: ActorMention | None, i: int) -> bool:
        return actor is not None and self.mentions.actors.get(i) is actor
