"""What a figure is tied to, and the questions that all forms ask."""

from dataclasses import dataclass

from workers.detect import victims
from workers.detect.counts_data import VerbRow, rows
from workers.detect.counts_mention import Mention, Scene
from workers.models import Metric, Token

_KILLING_PAIRS = frozenset({("shoot", "dead"), ("gun", "down"), ("mow", "down"), ("burn", "alive")})
_OTHER_LINKS = frozenset({"addition", "due", "according", "compared", "next", "thanks", "close"})
OBJECT_STARTS = frozenset({"DT", "CD", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "JJ"})


@dataclass(frozen=True, slots=True)
class Bond:
    """What a figure is tied to.

    Attributes:
        anchor: the token of the act.
        reason: code of the form that was found.
        violent: what the act itself says: see ``VerbRow``.
        toll: the figure is a running total.
        open: it counts any noun that is no thing: see ``VerbRow``.
        whom: token of the noun that says who they are, where it stands apart from the figure.
    """

    anchor: int
    metric: Metric
    reason: str
    violent: bool | None = None
    toll: bool = False
    open: bool = False
    whom: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A mention's act; ``whole`` is the mention of which it is a part, where that has a figure."""

    bond: Bond
    subset: bool = False
    whole: Mention | None = None


def row_of(token: Token) -> VerbRow | None:
    """The act that a verb names."""
    return rows().verbs.get(token.lemma) if token.tag.startswith("VB") or token.pos == "VERB" else None


def row_by_form(scene: Scene, i: int) -> VerbRow | None:
    """The act of a verb right before a figure, whatever its tag: the model takes "kills 12" for a noun at times."""
    word = scene.word(i)
    return row_of(scene.tokens[i]) or rows().verbs.get(word.removesuffix("s"))


def counts_people(scene: Scene, mention: Mention, *, opened: bool = False) -> bool:
    """Whether the noun of a mention names people; bare figures do."""
    if mention.noun is None:
        return scene.word(mention.end) != "of"
    if victims.victim_class(scene.tokens, mention.noun):
        return True
    token = scene.tokens[mention.noun]
    return opened and not victims.is_thing(token) and not mention.indefinite


def countable(scene: Scene, noun: int) -> bool:
    """Whether a toll may be of this noun: people, their state or their deaths."""
    known = victims.victim_class(scene.tokens, noun)
    return known is not None or scene.word(noun) in rows().states or scene.tokens[noun].lemma in rows().nouns


def toll_link(scene: Scene, mention: Mention, links: frozenset[str]) -> bool:
    """Whether a figure follows one of the words that lead from a toll to it; not "in addition to 8 injured"."""
    return scene.word(mention.first - 1) in links and scene.word(mention.first - 2) not in _OTHER_LINKS


def shot_dead(scene: Scene, i: int) -> VerbRow | None:
    """As in "shot dead", "gunned down", "burnt alive", "shot to death"; "stabbed to death" is no act of war."""
    lemma, second, third = scene.tokens[i].lemma, scene.word(i + 1), scene.word(i + 2)
    if (lemma, second) in _KILLING_PAIRS or (lemma, second, third) == (
        "shoot",
        "and",
        "killed",
    ):
        return VerbRow(metric="dead", patient="object", open=True, violent=True)
    if (second, third) == ("to", "death") and scene.tokens[i].tag.startswith("VB"):
        return VerbRow(metric="dead", patient="object", open=True, violent=lemma == "shoot" or None)
    return None


def has_object(scene: Scene, verb: int) -> bool:
    """Whether something is done to somebody else: "12 gunmen killed three policemen"."""
    nearby = scene.tree.children(verb, "dobj")
    return bool(nearby) or (
        verb + 1 < len(scene.tokens)
        and scene.tokens[verb + 1].tag in OBJECT_STARTS
        and scene.tokens[verb + 1].dep != "npadvmod"
        and scene.word(verb + 1) not in rows().states
    )


def governor(scene: Scene, node: int) -> int | None:
    """The nearest verb above a token."""
    for i in scene.tree.above(node):
        if scene.tokens[i].tag.startswith("VB"):
            return i
    return None
