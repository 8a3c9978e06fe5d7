"""The roles that verbs and event nouns give to their arguments: who does it, to whom, where, with what."""

from collections.abc import Mapping
from dataclasses import dataclass

from workers.detect.tree import Tree

_SUBJECT = frozenset({"nsubj", "csubj"})
_SUBJECT_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PARTITIVE = frozenset(
    {"most", "much", "part", "half", "some", "all", "several", "number", "dozen", "score", "hundred", "thousand",
     "swathe", "swath", "majority", "third", "quarter", "series", "many", "one", "two", "three", "four", "bulk",
     "rest", "area", "percent", "%", "center", "centre", "outskirt", "edge", "parts", "scores", "dozens", "hundreds",
     "thousands", "whole", "entirety", "remainder", "any", "each", "both", "group", "column", "band",
     "control"}
)  # fmt: skip
_CLIMB_MAX = 8
_HEADED = frozenset({("acl", False), ("relcl", True)})
"""Of "the town taken" and "the last town to fall" the town is the subject."""
_PATHS = frozenset({"through", "across", "along", "from"})
_GOALS = frozenset({"toward", "towards", "into", "to"})
"""Of "raced across the desert towards Gao" the parser hangs the goal on the desert."""
_TIMES = frozenset(
    {"nightfall", "night", "dawn", "dusk", "noon", "midday", "midnight", "morning", "afternoon", "evening", "day",
     "week", "month", "year", "end", "time", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
     "sunday", "late", "early", "then", "mid"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roles:
    """The arguments of a verb or event noun, as indices of their head tokens.

    Attributes:
        agent: who or what does it.
        patient: to whom or what.
        preps: preposition -> its objects.
        complement: verbs of its infinitive or that-clause.
        particles: "out", "back", "up".
        modifiers: of a noun: what stands before it.
    """

    agent: tuple[int, ...]
    patient: tuple[int, ...]
    preps: Mapping[str, tuple[int, ...]]
    complement: tuple[int, ...] = ()
    particles: tuple[str, ...] = ()
    modifiers: tuple[int, ...] = ()


def verb_roles(tree: Tree, verb: int) -> Roles:
    """Who does what to whom, whatever the voice: of "X seized by rebels" the rebels are the agent."""
    by = _by(tree, verb)
    objects = _whole(tree, _joined(tree, _objects(tree, verb)))
    preps = _preps(tree, verb)
    for noun in objects:
        _merge(preps, _preps(tree, noun))
    for noun in [n for word in _PATHS & preps.keys() for n in preps[word]]:
        _merge(preps, {word: found for word, found in _preps(tree, noun).items() if word in _GOALS})
    if _passive(tree, verb, by, objects):
        own = _antecedent(tree, verb, tree.children(verb, "nsubjpass", "csubjpass"))
        subject = _joined(tree, own or subjects(tree, verb))
        agent, patient = by, _whole(tree, subject) + objects
    else:
        agent, patient = (
            _whole(tree, _joined(tree, subjects(tree, verb))),
            objects or _fronted(tree, verb) or _shared(tree, verb),
        )
    return Roles(
        tuple(agent),
        tuple(patient),
        {word: tuple(found) for word, found in preps.items()},
        tuple(_joined(tree, tree.children(verb, "xcomp", "ccomp"))),
        tuple(tree.lemma(c) for c in tree.children(verb, "prt", "advmod")),
    )


def _objects(tree: Tree, verb: int) -> list[int]:
    found = _antecedent(tree, verb, tree.children(verb, "dobj", "dative", "attr", "oprd"))
    # "Rebels shelled Aleppo on Saturday": the parser may take the name for an adverbial.
    beside = [c for c in tree.children(verb, "npadvmod") if tree.tokens[c].pos == "PROPN" and c == verb + 1]
    return found or beside


def _antecedent(tree: Tree, verb: int, found: list[int]) -> list[int]:
    """Of "the truce that they declared", for "that" the truce."""
    token = tree.tokens[verb]
    return [token.head if token.dep == "relcl" and tree.lemma(i) in _RELATIVE else i for i in found]


def noun_roles(tree: Tree, noun: int) -> Roles:
    """The arguments of an event noun: "the army's capture of X", "an airstrike on X by Y", "rebel attack"."""
    preps = _preps(tree, noun)
    head = tree.tokens[noun].head
    if tree.tokens[noun].dep in {"nsubj", "nsubjpass", "dobj"} and head != noun:
        for word, found in _preps(tree, head).items():
            preps.setdefault(word, found)
    agent = [*_joined(tree, tree.children(noun, "poss")), *preps.get("by", ())]
    left = [c for c in tree.core(noun) if c != noun and tree.tokens[c].dep in {"compound", "amod", "nmod"}]
    return Roles(
        tuple(agent),
        tuple(preps.get("of", ())),
        {word: tuple(found) for word, found in preps.items()},
        tuple(
            c
            for c in tree.children(noun, "acl", "relcl")
            if tree.tokens[c].dep == "acl" or _infinitive(tree, c)
        ),
        modifiers=tuple(left),
    )


def subjects(tree: Tree, verb: int) -> list[int]:
    """The subject of a verb, its own or the one that it takes over from the clause that governs it."""
    for _ in range(_CLIMB_MAX):
        own = tree.children(verb, *_SUBJECT, *_SUBJECT_PASSIVE) or _misread_subject(tree, verb)
        token = tree.tokens[verb]
        if own and token.dep == "relcl" and tree.lemma(own[0]) in _RELATIVE:
            return [token.head]
        if own:
            return own
        if (token.dep, _infinitive(tree, verb)) in _HEADED:
            return [token.head]
        if token.dep == "relcl" or token.head == verb:
            return []
        taken = tree.children(token.head, "dobj") if token.dep == "xcomp" else _accused(tree, verb)
        if taken and taken[0] < verb:
            return taken
        verb = token.head
    return []


def _accused(tree: Tree, verb: int) -> list[int]:
    """Of "accuse X of attacking", "stop X from attacking": X; of "accuse each other" who accuses."""
    prep = tree.tokens[verb].head
    if tree.tokens[verb].dep != "pcomp" or tree.lemma(prep) not in {"of", "from", "for"}:
        return []
    accuse = tree.tokens[prep].head
    accused = tree.children(accuse, "dobj")
    return subjects(tree, accuse) if any(tree.lemma(i) == "other" for i in accused) else accused


def _infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.lemma(c) == "to" for c in tree.children(verb, "aux"))


def _misread_subject(tree: Tree, verb: int) -> list[int]:
    """In headline style the parser takes a subject for a compound: "A roadside bomb explodes"."""
    left = tree.children(verb, "compound", "nmod", "dep")
    return [c for c in left if c == verb - 1 and tree.tokens[c].pos in {"NOUN", "PROPN"}]


def is_passive(tree: Tree, verb: int) -> bool:
    """True where the verb's subject is what it is done to."""
    return _passive(tree, verb, _by(tree, verb), tree.children(verb, "dobj"))


def _passive(tree: Tree, verb: int, by: list[int], objects: list[int]) -> bool:
    token = tree.tokens[verb]
    if tree.children(verb, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if token.dep in {"acl", "amod"} or (token.dep == "conj" and not tree.children(verb, *_SUBJECT)):
        bare = token.tag == "VBN" and not tree.children(verb, "aux", *_SUBJECT)
        if token.dep == "conj" and bare:
            return is_passive(tree, token.head) if token.head != verb else bare
        return bare
    return bool(by) and not objects and token.tag in {"VBN", "VBD"}


def _by(tree: Tree, verb: int) -> list[int]:
    found: list[int] = []
    for c in tree.children(verb, "agent", "prep"):
        if tree.lemma(c) == "by":
            found.extend(i for i in _joined(tree, tree.children(c, "pobj")) if tree.lemma(i) not in _TIMES)
    return found


def _fronted(tree: Tree, verb: int) -> list[int]:
    token = tree.tokens[verb]
    if token.dep == "relcl" and any(
        tree.lemma(c) in _RELATIVE and tree.tokens[c].dep == "dobj" for c in tree.children(verb)
    ):
        return [token.head]
    return []


def _shared(tree: Tree, verb: int) -> list[int]:
    """The object of the verb joined to it: "attack and seize two ships"."""
    for other in tree.children(verb, "conj"):
        if tree.tokens[other].tag.startswith("VB") and not tree.children(other, *_SUBJECT, *_SUBJECT_PASSIVE):
            return _joined(tree, tree.children(other, "dobj"))
    return []


def _joined(tree: Tree, heads: list[int]) -> list[int]:
    return [c for head in heads for c in tree.conjuncts(head)]


def _whole(tree: Tree, heads: list[int]) -> list[int]:
    """Of "most of Aleppo", Aleppo too."""
    parts = [i for i in heads if tree.lemma(i) in _PARTITIVE]
    wholes = [o for i in parts for c in tree.children(i, "prep") for o in tree.children(c, "pobj")]
    return heads + _joined(tree, wholes)


def _merge(into: dict[str, list[int]], other: Mapping[str, list[int]]) -> None:
    for word, found in other.items():
        into.setdefault(word, []).extend(found)


def _preps(tree: Tree, head: int, depth: int = 0) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for c in tree.children(head, "prep", "agent", "dative", "advmod", "prt"):
        own = _whole(tree, _joined(tree, tree.children(c, "pobj", "pcomp")))
        inner = _preps(tree, c, 1) if depth == 0 else {}
        _merge(found, inner)
        if own := own or [
            i for words in inner.values() for i in words
        ]:  # Of "out of Gao", for "out" Gao too.
            found.setdefault(tree.lemma(c), []).extend(own)
    return found
