"""Who does it to whom: the actors of an act, from its arguments."""

from collections.abc import Iterable
from typing import Literal

from workers.detect.mentions import Mentions
from workers.detect.roles import Roles
from workers.detect.tree import Tree
from workers.models import ActorMention, SignalActor

Role = Literal["agent", "target", "party"]
_AGAINST = ("on", "against", "with", "from", "between", "to", "for", "of")
_JOINT = frozenset({"ceasefire", "coalition"})

_WITNESSES = frozenset({"monitor", "media"})
"""They tell of acts; a parse that makes them part of one is wrong more often than it is right."""


def participants(
    tree: Tree, roles: Roles, family: str, mentions: Mentions, subject: tuple[ActorMention, ...]
) -> list[tuple[ActorMention, Role]]:
    """The actors named as arguments, each once, with their role; a pronoun stands for the subject before it."""
    found: list[tuple[ActorMention, Role]] = []
    joint = family in _JOINT
    for i in (*roles.agent, *roles.modifiers):
        found.extend((m, "party" if joint else "agent") for m in _named(tree, i, mentions, subject))
    for i in (*roles.patient, *(c for word in _AGAINST for c in roles.preps.get(word, ()))):
        found.extend((m, "party" if joint else "target") for m in _named(tree, i, mentions, ()))
    first: dict[str, tuple[ActorMention, Role]] = {}
    for mention, role in found:
        if mention.kind not in _WITNESSES:
            first.setdefault(mention.id, (mention, role))
    return list(first.values())


def signal_actors(found: Iterable[tuple[ActorMention, Role]], theatre: str) -> tuple[SignalActor, ...]:
    """The actors as a signal carries them, with the side that they are on in its theatre."""
    return tuple(
        SignalActor(id=m.id, name=m.name, side=m.sides.get(theatre, m.sides.get("*")), role=role)
        for m, role in found
    )


def _named(tree: Tree, i: int, mentions: Mentions, subject: tuple[ActorMention, ...]) -> list[ActorMention]:
    if tree.tokens[i].tag in {"PRP", "WP", "WDT"}:
        before = tree.subject_before(i)
        return list(subject) if before is None else _named(tree, before, mentions, ())
    near = [i, *reversed(tree.core(i)), *tree.children(i, "appos", "poss")]
    named = [mentions.actors[c] for c in near if c in mentions.actors]
    specific = [m for m in named if not m.id.startswith("generic:")]
    return (specific or named)[:1]


def subject_actors(tree: Tree, mentions: Mentions) -> tuple[ActorMention, ...]:
    """The actors that are the subject of the sentence: what "they" in the next one stands for."""
    return tuple(m for i in subject_heads(tree) for m in _named(tree, i, mentions, ()))


def subject_heads(tree: Tree) -> list[int]:
    """The heads of the subject of the sentence, of what is said where somebody says it."""
    heads = [c for root in tree.roots for c in tree.children(root, "nsubj", "nsubjpass")]
    return [c for head in heads for c in tree.conjuncts(head)]
