"""The status of an act: what governs it, from its anchor up to the root of the sentence.

The method of De Facto (Saurí & Pustejovsky 2012): each governing predicate may change what is said of the act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workers.detect.cues import Cue, Cues, Effect, adverbs, by_verb, infinitive_alone, none_of, owns_up
from workers.detect.tree import Tree
from workers.models import Status

Reality = Literal["real", "denied", "planned", "called_for", "hypothetical"]

_CHANGE: Mapping[str, Mapping[Reality, Reality]] = {
    "deny": {"real": "denied", "denied": "real", "planned": "denied", "called_for": "hypothetical"},
    "plan": {"real": "planned"},
    "suppose": dict.fromkeys(("real", "denied", "planned", "called_for"), "hypothetical"),
    "call": {"real": "called_for", "planned": "called_for", "denied": "hypothetical"},
}
_INSTEAD = frozenset({"without", "instead"})
_BEHIND = frozenset(
    {"after", "before", "during", "since", "in", "at", "by", "amid", "following", "despite", "while", "as",
     "because", "when", "where", "until", "under", "near", "between", "like", "than", "through", "with"}
)  # fmt: skip
_COMPLEMENT = frozenset(
    {"ccomp", "xcomp", "dobj", "pcomp", "pobj", "prep", "acl", "nsubjpass", "csubjpass", "csubj", "attr", "oprd",
     "dative", "agent", "compound", "amod", "relcl", "nmod", "appos", "parataxis"}
)  # fmt: skip
_OVER = frozenset(
    {"in", "over", "for", "with", "of", "to", "about", "on", "into", "from", "against", "by", "as"}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the sentence says of an act.

    Attributes:
        status: claimed here means by a word like "claims"; who says it may make it so too.
        aftermath: True where a trial, an inquiry or a memory speaks of it.
    """

    status: Status
    reasons: tuple[str, ...]
    aftermath: bool


class _Walk:
    """The way up from an anchor."""

    def __init__(self, tree: Tree, cues: Cues) -> None:
        self.tree = tree
        self.cues = cues
        self.reality: Reality = "real"
        self.claimed = False
        self.behind = False
        self.aftermath = False
        self.reasons: list[str] = []

    def apply(self, effect: Effect, code: str) -> None:
        """Change what is said of the act, unless it lies behind and only speakers matter."""
        if effect == "aftermath":
            self.aftermath = True
        elif effect == "claim":
            self.claimed = True
        elif effect in _CHANGE and not self.behind:
            self.reality = _CHANGE[effect].get(self.reality, self.reality)
        else:
            return
        self.reasons.append(f"status.{code}")

    def own(self, i: int) -> None:
        """Negation, modals and conjunctions that stand by a verb."""
        for effect, code in by_verb(self.tree, i):
            self.apply(effect, code)


def status_of(tree: Tree, anchor: int, cues: Cues) -> Standing:
    """The status of the act that a verb or noun names."""
    walk = _Walk(tree, cues)
    if tree.tokens[anchor].tag.startswith("VB"):
        walk.own(anchor)
        if infinitive_alone(tree, anchor, cues):
            walk.apply("plan", "infinitive")
    if none_of(tree, anchor):
        walk.apply("deny", "none")
    child = skipped = anchor
    for governor in tree.above(anchor):
        if tree.tokens[child].dep == "conj" and _speaks_on(tree, cues, child, governor):
            skipped = tree.tokens[governor].head
        elif governor != skipped:
            _step(walk, child, governor)
        child = governor
    status: Status = "asserted" if walk.reality == "real" else walk.reality
    if status == "asserted" and walk.claimed:
        status = "claimed"
    return Standing(status, tuple(dict.fromkeys(walk.reasons)), walk.aftermath)


def _speaks_on(tree: Tree, cues: Cues, verb: int, joined: int) -> bool:
    """Of "denied that X fell and said that Y rose" the parser may join "said" to "fell": it is beside "denied"."""
    cue, above = cues.of(tree, verb), cues.of(tree, tree.tokens[joined].head)
    within = (
        tree.tokens[joined].dep == "ccomp"
        and above is not None
        and above.effect in {"deny", "report", "claim"}
    )
    return within and cue is not None and cue.effect == "report" and bool(tree.children(verb, "ccomp"))


def _step(walk: _Walk, child: int, governor: int) -> None:
    tree, dep = walk.tree, walk.tree.tokens[child].dep
    cue = walk.cues.of(tree, governor)
    if dep in {"conj", "appos"}:
        if tree.tokens[child].tag == tree.tokens[governor].tag == "VB":
            walk.own(governor)
        return
    if tree.tokens[governor].pos in {"ADP", "SCONJ"} or tree.tokens[governor].dep == "prep":
        _through(walk, tree.lemma(governor), child)
        return
    if cue is None or (dep not in _COMPLEMENT and not _predicate(tree, child, governor, cue)):
        _past(walk, child, governor)
        return
    if dep == "relcl" and cue.effect != "report":
        walk.behind = True
        return
    _govern(walk, child, governor, cue)


def _govern(walk: _Walk, child: int, governor: int, cue: Cue) -> None:
    tree = walk.tree
    if cue.code == "failure" and tree.lemma(governor) == "rule" and "out" not in adverbs(tree, governor):
        return
    if cue.effect == "claim" and (_says_not(tree, governor) or owns_up(tree, governor)):
        return
    walk.apply(cue.effect, cue.code)
    verb = tree.tokens[governor].tag.startswith("VB")
    # "X fell; Y was not there": beside each other, not one inside the other.
    beside = cue.effect == "pass" and tree.tokens[child].dep in {"ccomp", "nsubj"}
    if verb and cue.effect in {"pass", "deny", "plan", "suppose", "call"} and not beside:
        walk.own(governor)


def _past(walk: _Walk, child: int, governor: int) -> None:
    """A governor that is no cue: of what it says only the speakers above still matter."""
    tree, token = walk.tree, walk.tree.tokens[child]
    if token.dep == "xcomp" and tree.tokens[governor].tag.startswith("VB"):
        walk.own(governor)
        return
    if token.dep in {"compound", "amod", "nmod", "poss"} and tree.tokens[governor].pos in {"NOUN", "PROPN"}:
        return
    walk.behind = True


def _through(walk: _Walk, word: str, child: int) -> None:
    if word in _INSTEAD and walk.tree.tokens[child].dep in {"pcomp", "pobj"}:
        walk.apply("deny", "without")
    if word in _BEHIND and word not in _OVER:
        walk.behind = True


def _predicate(tree: Tree, child: int, governor: int, cue: Cue) -> bool:
    """True of "an attack is likely": the act is the subject of an adjective."""
    return tree.tokens[child].dep == "nsubj" and any(
        tree.lemma(c) in cue.adjectives for c in tree.children(governor, "acomp", "attr")
    )


def _says_not(tree: Tree, verb: int) -> bool:
    return bool(tree.children(verb, "neg"))
