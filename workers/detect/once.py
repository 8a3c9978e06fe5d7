"""One act, one finding: what two rules say of the same act is told by the one that says more."""

from collections.abc import Sequence

from workers.detect.signals import Finding
from workers.detect.tree import Tree

_KILLING = frozenset(
    {"kill", "slay", "murder", "wound", "injure", "execute", "behead", "slaughter", "butcher", "hack", "burn"}
)
_ACTS_OF_ARMS = ("attack.", "offensive.", "counterattack.")
_GOALS = ("territory.", "installation.", "counterattack.")
_VOWS = frozenset({"vow", "swear", "pledge", "promise"})
_CONTENT = ("xcomp", "ccomp", "dobj", "prep")


def told_once(tree: Tree, findings: Sequence[Finding]) -> list[Finding]:
    """Without the findings that only repeat another of the sentence.

    Killing gives a count, and is an act by itself only where nothing else says how; fleeing with a figure is a
    count; what is threatened is the threat's content, but "vowed to retake" is a plan to retake.
    """
    return [f for f in findings if not any(_repeats(tree, f, other) for other in findings if other is not f)]


def _repeats(tree: Tree, finding: Finding, other: Finding) -> bool:
    if finding.count is not None:
        return False
    counted = other.count is not None and other.anchor == finding.anchor
    if finding.type == "displacement.reported":
        return counted
    if finding.type.startswith("attack.") and tree.lemma(finding.anchor) in _KILLING:
        says_how = other.count is None and tree.lemma(other.anchor) not in _KILLING
        return (counted and finding.type == "attack.ground") or (
            says_how and other.type.startswith(_ACTS_OF_ARMS)
        )
    if finding.type == "threat.issued":
        return _is_vow(tree, finding) and _is_goal(tree, finding, other)
    return other.type == "threat.issued" and _is_content(tree, finding, other)


def _is_vow(tree: Tree, threat: Finding) -> bool:
    return tree.lemma(threat.anchor) in _VOWS


def _is_goal(tree: Tree, threat: Finding, act: Finding) -> bool:
    return act.count is None and act.type.startswith(_GOALS) and _inside(tree, threat.anchor, act.anchor)


def _is_content(tree: Tree, act: Finding, threat: Finding) -> bool:
    if _is_vow(tree, threat) and act.type.startswith(_GOALS):
        return False
    return act.type.startswith((*_ACTS_OF_ARMS, *_GOALS)) and _inside(tree, threat.anchor, act.anchor)


def _inside(tree: Tree, verb: int, anchor: int) -> bool:
    """Whether an act is what a verb says, not what stands beside it ("unless", "after")."""
    return any(anchor in tree.subtree(c) for c in tree.children(verb, *_CONTENT))
