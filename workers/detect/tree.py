"""A sentence's parse as a tree, and the roles that its verbs and event nouns give to their arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from workers.models import Sentence, Token

_CORE = frozenset({"compound", "amod", "nmod", "nummod", "npadvmod", "det", "predet"})
_SUBJECT = frozenset({"nsubj", "csubj"})
_SUBJECT_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PARTITIVE = frozenset(
    {"most", "much", "part", "half", "some", "all", "several", "number", "dozen", "score", "hundred", "thousand",
     "swathe", "swath", "majority", "third", "quarter", "series", "many", "one", "two", "three", "four", "bulk",
     "rest", "area", "percent", "%", "center", "centre", "outskirt", "edge", "parts", "scores", "dozens"}
)  # fmt: skip
_CLIMB_MAX = 8


class Tree:
    """The parse of one sentence. Numbers are token indices within the sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        self._below = below

    def children(self, i: int, *deps: str) -> list[int]:
        """The children of a token, all of them or those with one of ``deps``."""
        if not deps:
            return self._below[i]
        return [c for c in self._below[i] if self.tokens[c].dep in deps]

    def subtree(self, i: int) -> list[int]:
        """A token and everything below it, in the order of the text."""
        found, stack = [], [i]
        while stack:
            found.append(node := stack.pop())
            stack.extend(self._below[node])
        return sorted(found)

    def above(self, i: int) -> Iterator[int]:
        """The tokens from a token's head up to the root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def core(self, i: int) -> list[int]:
        """A noun with its modifiers on the left, in the order of the text: "the Syrian armed forces"."""
        found, stack = [i], [i]
        while stack:
            inner = [c for c in self._below[stack.pop()] if self.tokens[c].dep in _CORE and c < i]
            found.extend(inner)
            stack.extend(inner)
        return sorted(found)

    def conjuncts(self, i: int) -> list[int]:
        """A token and those joined to it by "and", "or" or a comma."""
        found = [i]
        for node in found:
            found.extend(self.children(node, "conj", "appos"))
        return found

    def lemma(self, i: int) -> str:
        """The lemma of a token."""
        return self.tokens[i].lemma

    def before(self, i: int) -> Token | None:
        """The word before a token; of "de-escalation", which is three tokens, "de"."""
        i -= 2 if i > 1 and self.tokens[i - 1].text == "-" else 1
        return self.tokens[i] if i >= 0 else None

    def subject_before(self, i: int) -> int | None:
        """The last subject before a pronoun that is no pronoun itself, in the same sentence."""
        for token in reversed(self.tokens[:i]):
            if token.dep in {"nsubj", "nsubjpass"} and token.tag not in {"PRP", "WP", "WDT"}:
                return token.i
        return None

    def is_heading(self) -> bool:
        """True for a line of the body that names and says nothing: no verb, no full stop."""
        if self.sentence.field == "headline" or not self.tokens or self.tokens[-1].text in {".", "!", "?", "\u201d", '"'}:
            return False
        return not any(t.tag.startswith(("VB", "MD")) for t in self.tokens)

    @cached_property
    def roots(self) -> list[int]:
        """The tokens that head themselves."""
        return [t.i for t in self.tokens if t.head == t.i]


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
    objects = _whole(tree, _joined(tree, tree.children(verb, "dobj", "dative", "attr", "oprd")))
    preps = _preps(tree, verb)
    for noun in objects:
        _merge(preps, _preps(tree, noun))
    if _passive(tree, verb, by, objects):
        subject = _joined(tree, tree.children(verb, "nsubjpass", "csubjpass") or subjects(tree, verb))
        agent, patient = by, _whole(tree, subject) + objects
    else:
        agent, patient = _joined(tree, subjects(tree, verb)), objects or _fronted(tree, verb)
    return Roles(
        tuple(agent),
        tuple(patient),
        {word: tuple(found) for word, found in preps.items()},
        tuple(_joined(tree, tree.children(verb, "xcomp", "ccomp"))),
        tuple(tree.lemma(c) for c in tree.children(verb, "prt", "advmod")),
    )


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
        tuple(tree.children(noun, "acl")),
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
        if token.dep == "acl":
            return [token.head]
        if token.dep == "relcl" or token.head == verb:
            return []
        taken = tree.children(token.head, "dobj") if token.dep == "xcomp" else []
        if taken and taken[0] < verb:
            return taken
        verb = token.head
    return []


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
    found = []
    for c in tree.children(verb, "agent", "prep"):
        if tree.lemma(c) == "by":
            found.extend(_joined(tree, tree.children(c, "pobj")))
    return found


def _fronted(tree: Tree, verb: int) -> list[int]:
    token = tree.tokens[verb]
    if token.dep == "relcl" and any(
        tree.lemma(c) in _RELATIVE and tree.tokens[c].dep == "dobj" for c in tree.children(verb)
    ):
        return [token.head]
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
        own = _joined(tree, tree.children(c, "pobj", "pcomp"))
        if own:
            found.setdefault(tree.lemma(c), []).extend(own)
        if depth == 0:
            _merge(found, _preps(tree, c, 1))
    return found
