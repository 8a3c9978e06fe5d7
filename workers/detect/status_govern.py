"""What one governing word does to the status of an act."""

from workers.detect.cues import (
    Cue,
    adverbs,
    belied,
    called_false,
    conditional,
    fell_through,
    none_of,
    owns_up,
    to_do,
)
from workers.detect.status_walk import Walk

_FAILURES = frozenset(
    {"fail", "push", "drive", "beat", "repel", "repulse", "rebuff", "force", "retreat", "withdraw", "flee", "thwart",
     "foil", "stop", "falter", "stall", "collapse", "lose", "block"}
)  # fmt: skip
_OWNED = frozenset(
    {"attack", "bombing", "assault", "killing", "strike", "raid", "ambush", "blast", "shooting"}
)
"""Whoever claims one of these says that it was theirs, not that it happened."""
_BLAME = frozenset({"responsibility", "involvement", "role", "complicity", "hand", "part", "credit"})
_TAKE = frozenset({"claim", "take", "accept", "assume", "admit"})
_BY_ITSELF = frozenset({"pass", "deny", "plan", "suppose", "call"})


def govern(walk: Walk, child: int, governor: int, cue: Cue) -> None:
    """Apply the cue that governs an act, and what stands by it: "no plans", "false reports", "tried in vain"."""
    if any(
        rule(walk, child, governor, cue)
        for rule in (_in_set_phrase, _called_false, _guilt, _wanted, _not_claimed)
    ):
        return
    walk.apply(cue.effect, cue.code)
    _turn(walk, child, governor, cue)
    tree = walk.tree
    # "X fell; Y was not there": beside each other, not one inside the other.
    beside = cue.effect == "pass" and tree.tokens[child].dep in {"ccomp", "nsubj"}
    if tree.tokens[governor].tag.startswith("VB") and cue.effect in _BY_ITSELF and not beside:
        walk.own(governor)


def occurs(walk: Walk, child: int, governor: int, cue: Cue | None) -> bool:
    """Of "the offensive would go on", "their bid to take X failed": the act is the subject of what becomes of it."""
    tree = walk.tree
    if walk.reality == "planned" and tree.lemma(governor) in _FAILURES:
        walk.apply("fend", "failure")
    elif tree.lemma(governor) in {"be", "mark"} and conditional(tree, governor):
        walk.apply("suppose", "condition")
    elif _one_that_may_come(walk, child, governor):
        walk.apply("suppose", "modal")
    elif cue is not None and cue.code == "occurs":
        walk.own(governor)
    else:
        return False
    return True


def _one_that_may_come(walk: Walk, child: int, governor: int) -> bool:
    """True of "an offensive might drive out thousands", not of "the offensive might"."""
    tree = walk.tree
    modal = any(tree.lemma(c) in {"may", "might", "could", "would"} for c in tree.children(governor, "aux"))
    one = any(tree.lemma(c) in {"a", "another"} for c in tree.children(child, "det"))
    return walk.reality == "real" and modal and one and not tree.children(child, "relcl", "acl")


def grows_for(walk: Walk, prep: int) -> None:
    """Of "calls grew for airstrikes": what is grown is called for."""
    tree = walk.tree
    verb = tree.tokens[prep].head
    cue = walk.cues.of(tree, verb)
    if tree.lemma(prep) not in {"for", "of", "to"} or cue is None or cue.code != "occurs":
        return
    for noun in tree.children(verb, "nsubj"):
        above = walk.cues.of(tree, noun)
        if above and above.effect in {"call", "suppose", "plan"}:
            walk.apply(above.effect, above.code)


def _turn(walk: Walk, child: int, governor: int, cue: Cue) -> None:
    tree, lemma = walk.tree, walk.tree.lemma(governor)
    if lemma == "want" and tree.children(child, "nsubj"):
        walk.apply("call", "call")
    adjectives = [walk.cues.adjectives.get(tree.lemma(c)) for c in tree.children(governor, "amod")]
    false = any(a is not None and a.effect == "deny" for a in adjectives)
    if false and not any(called_false(tree, i) or _denies(walk, i) for i in tree.above(governor)):
        walk.apply("deny", "denial")
    if cue.effect == "plan" and fell_through(tree, governor, _FAILURES):
        walk.apply("fend", "failure")
    if not tree.tokens[governor].tag.startswith("VB") and none_of(tree, governor):
        walk.apply("deny", "none")
    if lemma in {"tell", "be"} and to_do(tree, child):
        walk.apply("plan", "infinitive")


def _denies(walk: Walk, i: int) -> bool:
    """True of "rejected" in "rejected as false reports that ...": "false" only says so once more."""
    cue = walk.cues.of(walk.tree, i)
    return cue is not None and cue.code == "denial"


def _wanted(walk: Walk, child: int, governor: int, _cue: Cue) -> bool:
    """True of "insisted that they leave": a subjunctive says what somebody wants."""
    tree = walk.tree
    if tree.lemma(governor) != "insist" or tree.tokens[child].tag not in {"VB", "VBP"}:
        return False
    if tree.children(child, "aux", "auxpass") or tree.lemma(child) in {"be", "have"}:
        return False
    walk.apply("call", "call")
    return True


def _in_set_phrase(walk: Walk, child: int, governor: int, cue: Cue) -> bool:
    """Of "rule out", "call off", and of "call" with an object, which calls for nothing."""
    tree, lemma = walk.tree, walk.tree.lemma(governor)
    particles = adverbs(tree, governor)
    if lemma == "rule" and "out" not in particles:
        return True
    if lemma in {"rule", "exclude"} and tree.children(governor, "neg"):
        walk.apply("suppose", "suppose")
        return True
    if lemma == "call" and "off" in particles:
        walk.apply("deny", "prevented")
        return True
    calls = cue.effect == "call" and lemma == "call" and not called_false(tree, governor)
    return calls and tree.tokens[child].dep in {"dobj", "ccomp"}


def _called_false(walk: Walk, _child: int, governor: int, _cue: Cue) -> bool:
    if called_false(walk.tree, governor) or belied(walk.tree, governor):
        walk.apply("deny", "denial")
        return True
    return False


def _guilt(walk: Walk, child: int, governor: int, cue: Cue) -> bool:
    """Who denies a role in an act, or claims it, does not speak of whether it happened."""
    tree, lemma = walk.tree, walk.tree.lemma(governor)
    if cue.effect == "deny" and tree.lemma(child) in _BLAME:
        return True
    return lemma in _BLAME and tree.lemma(tree.tokens[governor].head) in _TAKE


def _not_claimed(walk: Walk, child: int, governor: int, cue: Cue) -> bool:
    tree = walk.tree
    if cue.effect != "claim":
        return False
    owned = tree.tokens[child].dep == "dobj" and tree.lemma(child) in _OWNED
    return owned or bool(tree.children(governor, "neg")) or owns_up(tree, governor)
