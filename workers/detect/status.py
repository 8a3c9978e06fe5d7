"""The status of an act: what governs it, from its anchor up to the root of the sentence.

The method of De Facto (Saurí & Pustejovsky 2012): each governing predicate may change what is said of the act.
"""

from dataclasses import dataclass

from workers.detect.cues import Cue, Cues, any_of, infinitive_alone, none_of
from workers.detect.status_govern import govern, grows_for, occurs
from workers.detect.status_walk import Walk
from workers.detect.tree import Tree
from workers.models import Status

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


def status_of(tree: Tree, anchor: int, cues: Cues) -> Standing:
    """The status of the act that a verb or noun names."""
    walk = Walk(tree, anchor, cues)
    if tree.tokens[anchor].tag.startswith("VB"):
        walk.own(anchor)
        if infinitive_alone(tree, anchor, cues):
            walk.apply("plan", "infinitive")
    if none_of(tree, anchor):
        walk.apply("deny", "none")
    child = skipped = anchor
    for governor in tree.above(anchor):
        if _apart(tree, child, governor):
            break
        if tree.tokens[child].dep == "conj" and _speaks_on(tree, cues, child, governor):
            skipped = tree.tokens[governor].head
        elif governor != skipped:
            _step(walk, child, governor)
        child = governor
    if walk.reality == "real" and any_of(tree, anchor):
        walk.behind = False
        walk.apply("suppose", "any")
    status: Status = "asserted" if walk.reality == "real" else walk.reality
    if status == "asserted" and walk.claimed:
        status = "claimed"
    return Standing(status, tuple(dict.fromkeys(walk.reasons)), walk.aftermath)


def _apart(tree: Tree, child: int, governor: int) -> bool:
    """True where a semicolon stands between them: two sentences, whatever the parser says."""
    return any(t.text == ";" for t in tree.tokens[min(child, governor) + 1 : max(child, governor)])


def _speaks_on(tree: Tree, cues: Cues, verb: int, joined: int) -> bool:
    """Of "denied that X fell and said that Y rose" the parser may join "said" to "fell": it is beside "denied"."""
    cue, above = cues.of(tree, verb), cues.of(tree, tree.tokens[joined].head)
    within = (
        tree.tokens[joined].dep == "ccomp"
        and above is not None
        and above.effect in {"deny", "report", "claim"}
    )
    return within and cue is not None and cue.effect == "report" and bool(tree.children(verb, "ccomp"))


def _step(walk: Walk, child: int, governor: int) -> None:
    tree, dep = walk.tree, walk.tree.tokens[child].dep
    cue = walk.cues.of(tree, governor)
    if dep in {"conj", "appos"}:
        if tree.tokens[child].tag == tree.tokens[governor].tag == "VB":
            walk.own(governor)
        return
    if tree.tokens[governor].pos in {"ADP", "SCONJ"} or tree.tokens[governor].dep == "prep":
        _through(walk, governor, child)
        return
    if dep in {"nsubj", "nsubjpass"} and occurs(walk, child, governor, cue):
        return
    if dep in {"acomp", "attr"} and tree.tokens[governor].tag.startswith("VB"):
        walk.own(governor)
        return
    if cue is None or (dep not in _COMPLEMENT and not _predicate(tree, child, governor, cue)):
        _past(walk, child, governor)
        return
    if dep == "relcl" and cue.effect != "report":
        walk.behind = True
        return
    govern(walk, child, governor, cue)


def _past(walk: Walk, child: int, governor: int) -> None:
    """A governor that is no cue: of what it says only the speakers above still matter."""
    tree, token = walk.tree, walk.tree.tokens[child]
    if token.dep == "xcomp" and tree.tokens[governor].tag.startswith("VB"):
        walk.own(governor)
        return
    if token.dep in {"compound", "amod", "nmod", "poss"} and tree.tokens[governor].pos in {"NOUN", "PROPN"}:
        return
    walk.behind = True


def _through(walk: Walk, prep: int, child: int) -> None:
    grows_for(walk, prep)
    word = walk.tree.lemma(prep)
    if word in _INSTEAD and walk.tree.tokens[child].dep in {"pcomp", "pobj"}:
        walk.apply("deny", "without")
        walk.behind = True
    if word in _BEHIND and word not in _OVER:
        walk.behind = True


def _predicate(tree: Tree, child: int, governor: int, cue: Cue) -> bool:
    """True of "an attack is likely": the act is the subject of an adjective."""
    return tree.tokens[child].dep == "nsubj" and any(
        tree.lemma(c) in cue.adjectives for c in tree.children(governor, "acomp", "attr")
    )
