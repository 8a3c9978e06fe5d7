"""The way up from an act through what governs it, and what is said of the act so far."""

from collections.abc import Mapping
from typing import Literal

from workers.detect.cues import Cues, Effect, by_verb
from workers.detect.tree import Tree

Reality = Literal["real", "denied", "planned", "called_for", "hypothetical"]

_CHANGE: Mapping[str, Mapping[Reality, Reality]] = {
    "deny": {"real": "denied", "denied": "real", "planned": "denied", "called_for": "hypothetical"},
    "plan": {"real": "planned"},
    "fend": {"planned": "denied"},
    "suppose": dict.fromkeys(("real", "denied", "planned", "called_for"), "hypothetical"),
    "call": {"real": "called_for", "planned": "called_for", "denied": "hypothetical"},
}


_ATTACKS = frozenset({"storm", "attack", "assault", "raid", "ambush", "shell", "bomb", "infiltrate"})
"""Of an attempt at one of these that was beaten back, the attack took place."""


class Walk:
    """The way up from an anchor."""

    def __init__(self, tree: Tree, anchor: int, cues: Cues) -> None:
        self.tree = tree
        self.cues = cues
        self.attack = tree.lemma(anchor) in _ATTACKS
        self.reality: Reality = "real"
        self.claimed = False
        self.behind = False
        self.aftermath = False
        self.reasons: list[str] = []

    def apply(self, effect: Effect, code: str) -> None:
        """Change what is said of the act, unless it lies behind and only speakers matter."""
        if effect == "fend" and self.attack and self.reality == "planned":
            self.reality = "real"
        elif effect == "aftermath":
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
