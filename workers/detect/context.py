"""What is known of the article while it is read: what a sentence takes over from those before it."""

from dataclasses import dataclass, field

from workers.detect.kinds import Kinds, Mentions
from workers.detect.tree import Tree
from workers.models import ActorMention, EventDate, Origin, SignalPlace

_WAR = frozenset({"armed", "war_weapon"})
_REACH = 3


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
        date: the event date found one sentence back.
        war: numbers of the sentences that name an armed side or a weapon of war.
        acts: numbers of the sentences with an armed act.
    """

    paragraph: tuple[str, int] = ("", -1)
    place: SignalPlace | None = None
    cited: Origin | None = None
    origin: Origin | None = None
    subject: tuple[ActorMention, ...] = ()
    subject_kinds: frozenset[str] = frozenset()
    date: EventDate | None = None
    war: list[int] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)

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


def _near(numbers: list[int], index: int, here: str, before: str) -> str | None:
    if index in numbers:
        return here
    if any(index - _REACH <= n < index or n == 0 for n in numbers):
        return before
    return None
