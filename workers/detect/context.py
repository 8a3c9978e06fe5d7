"""What is known of the article while it is read: what a sentence takes over from those before it."""

from dataclasses import dataclass, field

from workers.detect.kinds import Kinds
from workers.detect.mentions import Mentions
from workers.detect.topics import ARMS, HOSTILE, SIDES, Lead
from workers.detect.tree import Tree
from workers.models import ActorMention, Origin, SignalPlace

_CALAMITY = frozenset({"disaster", "mishap"})
_WAR = frozenset({"armed", "war_weapon"})
_REACH = 3
RELEVANT = 0.9
"""From here words alone tie a count to armed conflict: 0.5 % of ordinary items of 2013-2014 score so high, 53 % of those on conflict."""
LIKELY = 0.7
"""The same for a count whose own sentence speaks of a blast, a clash or gunfire."""
IRRELEVANT = 0.15
"""Below this words speak against armed conflict: a sentence of which no word is known scores 0.16."""
UNLIKELY = 0.25
"""A lead that scores less is of other news: there the country alone makes no act one of war."""
LEAST_KNOWN = 5
"""A lead of fewer known words ("Man killed in shooting") says too little to be judged by."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence as the rules see it."""

    tree: Tree
    mentions: Mentions
    kinds: Kinds


@dataclass(slots=True)
class Memory:
    """What sentences hand on.

    Attributes:
        place: where the last act happened, or the last place named, one sentence back.
        cited: who was last cited: what "it said" stands for.
        origin: the same inside the paragraph: what a sentence that only goes on takes over.
        subject: the actors that were the last subject.
        subject_kinds: its kinds.
        war: numbers of the sentences that name an armed side or a weapon of war.
        acts: numbers of the sentences with an armed act.
        lead: the score, 0 to 1, of headline and first sentence together as to armed conflict.
        judged: True where the lead has words enough to be judged by.
        relevance: number of a sentence -> its own score.
        calamity: True where headline or first sentence tell of a disaster or an accident, and of no armed act.
        topic: what headline and first sentence have said of the article's topic.
    """

    paragraph: tuple[str, int] = ("", -1)
    place: SignalPlace | None = None
    cited: Origin | None = None
    origin: Origin | None = None
    subject: tuple[ActorMention, ...] = ()
    subject_kinds: frozenset[str] = frozenset()
    war: list[int] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)
    lead: float = 0.0
    judged: bool = False
    relevance: dict[int, float] = field(default_factory=dict)
    calamity: bool = False
    topic: Lead = field(default_factory=lambda: Lead(frozenset(), frozenset()))

    def enter(self, index: int, paragraph: tuple[str, int], kinds: Kinds) -> None:
        """Begin a sentence: a new paragraph no longer goes on with who was cited."""
        if paragraph != self.paragraph:
            self.paragraph, self.origin = paragraph, None
        if kinds.anywhere(_WAR):
            self.war.append(index)

    def cite(self, origin: Origin) -> None:
        """Somebody is cited."""
        self.cited = self.origin = origin

    def war_near(self, index: int) -> str | None:
        """The code of the rule that finds a war in the sentence or just before it; None where there is none."""
        return _near(self.war, index, "context.sentence", "context.before")

    def act_near(self, index: int) -> str | None:
        """The same of an armed act."""
        return _near(self.acts, index, "context.act_in_sentence", "context.act_before")

    def relevant(self, least: float = RELEVANT) -> str | None:
        """The code where the words of the lead are those of armed conflict; of one sentence ("Two were killed") any news may have them."""
        return "context.relevance" if self.lead >= least else None

    def begin(self, index: int, tree: Tree, kinds: Kinds) -> None:
        """Take in, from headline and first sentence, whether the article tells of a calamity, and its topic."""
        if index <= 1:
            self.topic.add(tree, kinds)
            self.calamity = (self.calamity or kinds.beside(_CALAMITY)) and not self.acts

    def is_of_other_news(self, kinds: Kinds) -> bool:
        """True of a sentence of an article on sport, a vote, a crime, an accident, that itself names none who fight."""
        # No one word may silence a lead on a war.
        crime = self.topic.is_of_animals() or (self.lead < RELEVANT and self.topic.is_crime())
        crime = crime and not kinds.anywhere(SIDES)
        accident = self.topic.is_mishap() and not kinds.anywhere(HOSTILE)
        return crime or accident or (self.topic.is_ordinary(self.lead) and not kinds.anywhere(ARMS))

    def unlikely(self, tie: str) -> bool:
        """True where only the country or an earlier sentence ties an act to a war, and the lead is of other news."""
        other = self.judged and self.lead < UNLIKELY
        return tie != "context.sentence" and (self.calamity or other)

    def irrelevant(self, index: int) -> bool:
        """True where the words of the lead, of the sentence, and of all that reach it, are those of other news."""
        near = (score for n, score in self.relevance.items() if n == index or _reaches(n, index))
        return max(self.lead, *near) < IRRELEVANT


def _near(numbers: list[int], index: int, here: str, before: str) -> str | None:
    if index in numbers:
        return here
    return before if any(_reaches(n, index) for n in numbers) else None


def _reaches(before: int, index: int) -> bool:
    """The headline reaches every sentence, and each sentence the next three."""
    return index - _REACH <= before < index or before == 0
