"""What other news than war an article is of, by its headline and first sentence: sport, works of art, crime, trials, accidents.

A topic takes nothing away from what a sentence says of armed sides or their weapons: bombs go off at games and weddings too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workers import datafile
from workers.detect.kinds import DATA, Kinds
from workers.detect.tree import Tree
from workers.models import Sentence

HOSTILE = frozenset({"gunman", "suicide", "militant", "assault"})
ARMS = frozenset({"armed", "gunman", "suicide", "war_weapon", "weapon", "explosive"})
SIDES = frozenset({"armed", "war_weapon"})
_DEADLY = frozenset(
    {"kill", "killed", "die", "dead", "wound", "wounded", "shoot", "displace", "displaced", "flee", "refugee"}
)
_ENOUGH = 2
_TOPICAL_BELOW = 0.6
"""Leads on sport, elections and markets score less as to armed conflict; of leads on attacks 5 % do."""
_MAIN = ("nsubj", "nsubjpass", "dobj")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """topics.yaml, whose head explains every field."""

    ordinary: Mapping[str, list[str]]
    mishaps: list[str]
    animals: list[str]
    crimes: list[str]
    works: list[str]
    trials: list[str]


@cache
def load_topics(path: Path = DATA / "topics.yaml") -> Topics:
    """The topics.

    Raises:
        DataFileError: with the line that is wrong.
    """
    return datafile.load(path, Topics)


def lead_of(sentences: Sequence[Sentence]) -> "Lead":
    """The lead of an article, from its first three sentences, the headline among them."""
    first, opening = sentences[:3], sentences[:2]
    return Lead(
        frozenset(w for s in first for w in _words(s)), frozenset(w for s in opening for w in _words(s))
    )


@dataclass(slots=True)
class Lead:
    """What headline and first sentence have said so far.

    Attributes:
        words: the lemmas of these and of the next sentence, and each two words that stand together.
        opening: the same without the next sentence.
        armed: True where an armed side, a gunman or a weapon is named.
        sided: True where an armed side or a weapon of war is.
        hostile: True where somebody attacks.
        work: True where a work of art is their subject or object.
        animals: True where animals are.
    """

    words: frozenset[str]
    opening: frozenset[str]
    armed: bool = False
    sided: bool = False
    hostile: bool = False
    work: bool = False
    animals: bool = False

    def add(self, tree: Tree, kinds: Kinds) -> None:
        """Take in the headline or the first sentence."""
        self.armed = self.armed or kinds.anywhere(ARMS)
        self.sided = self.sided or kinds.anywhere(SIDES)
        self.hostile = self.hostile or kinds.anywhere(HOSTILE)
        subjects = {tree.tokens[i].lemma.lower() for i in _subjects(tree)}
        self.work = self.work or not subjects.isdisjoint(load_topics().works)
        self.animals = self.animals or not subjects.isdisjoint(load_topics().animals)

    def is_ordinary(self, relevance: float) -> bool:
        """True of sport, elections, markets and the like, with no arms in sight and nobody killed."""
        if self.armed or relevance >= _TOPICAL_BELOW or self.opening & _DEADLY:
            return False
        return any(self._holds(words, _ENOUGH) for words in load_topics().ordinary.values())

    def is_mishap(self) -> bool:
        """True of an accident."""
        return not self.hostile and self._holds(load_topics().mishaps)

    def is_of_animals(self) -> bool:
        """True where animals attack."""
        return not self.sided and self.animals

    def is_crime(self) -> bool:
        """True of a robbery, a spree, a feud."""
        return not self.sided and self._holds(load_topics().crimes)

    def is_retold(self) -> bool:
        """True of a work of art, and of a trial: what they tell is no news."""
        return self.work or len(self.opening.intersection(load_topics().trials)) >= _ENOUGH

    def _holds(self, words: Iterable[str], least: int = 1) -> bool:
        return len(self.words.intersection(words)) >= least


def _words(sentence: Sentence) -> Iterator[str]:
    before = ""
    for token in sentence.tokens:
        text = token.text.lower()
        yield from (token.lemma.lower(), f"{before} {text}", f"{before} {token.lemma.lower()}")
        before = text


def _subjects(tree: Tree) -> Iterator[int]:
    """The subjects and objects of the main clause, what they are made of ("a herd of X"), and a headline's head."""
    for root in tree.roots:
        for i in (root, *tree.children(root, *_MAIN)):
            yield i
            yield from (
                o for c in tree.children(i, "prep") if tree.lemma(c) == "of" for o in tree.children(c, "pobj")
            )
