"""The status of an act: what governs it, from its anchor up to the root of the sentence.

The method of De Facto (Saurí & Pustejovsky 2012): each governing predicate may change what is said of the act.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from workers import datafile
from workers.detect.kinds import DATA
from workers.detect.tree import Tree
from workers.models import Status

Effect = Literal["deny", "plan", "suppose", "call", "claim", "report", "pass", "aftermath"]
Reality = Literal["real", "denied", "planned", "called_for", "hypothetical"]

_CHANGE: Mapping[str, Mapping[Reality, Reality]] = {
    "deny": {"real": "denied", "denied": "real", "planned": "denied", "called_for": "hypothetical"},
    "plan": {"real": "planned"},
    "suppose": {r: "hypothetical" for r in ("real", "denied", "planned", "called_for")},
    "call": {"real": "called_for", "planned": "called_for", "denied": "hypothetical"},
}
_MODALS: Mapping[str, Effect] = {
    "will": "plan",
    "'ll": "plan",
    "wo": "plan",
    "shall": "plan",
    "would": "plan",
    "'d": "plan",
    "may": "suppose",
    "might": "suppose",
    "could": "suppose",
    "can": "suppose",
    "ca": "suppose",
    "should": "call",
    "must": "call",
    "ought": "call",
}
_IF = frozenset({"if", "unless", "whether", "lest", "once", "should", "until"})
_INSTEAD = frozenset({"without", "instead"})
_BEHIND = frozenset(
    {"after", "before", "during", "since", "in", "at", "by", "amid", "following", "despite", "while", "as",
     "because", "when", "where", "until", "under", "near", "between", "like", "than", "through", "with"}
)  # fmt: skip
_COMPLEMENT = frozenset(
    {"ccomp", "xcomp", "dobj", "pcomp", "pobj", "prep", "acl", "nsubjpass", "csubjpass", "csubj", "attr", "oprd",
     "dative", "agent", "compound", "amod", "relcl", "nmod", "appos", "parataxis"}
)  # fmt: skip
_OVER = frozenset({"in", "over", "for", "with", "of", "to", "about", "on", "into", "from", "against", "by", "as"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One row of status_cues.yaml, whose head explains every field."""

    code: str
    effect: Effect
    about: str
    verbs: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues by word class and lemma."""

    rows: tuple[Cue, ...]
    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the sentence says of an act.

    Attributes:
        status: claimed here means by a word like "claims"; who says it may make it so too.
        reporters: the verbs above the act that it is a complement of, nearest first.
        aftermath: True where a trial, an inquiry or a memory speaks of it.
    """

    status: Status
    reasons: tuple[str, ...]
    reporters: tuple[int, ...]
    aftermath: bool


def load_cues(path: Path = DATA / "status_cues.yaml") -> Cues:
    """The cues.

    Raises:
        DataFileError: with the line that is wrong.
    """
    rows = datafile.load(path, list[Cue])
    return Cues(
        tuple(rows),
        {word: row for row in reversed(rows) for word in row.verbs},
        {word: row for row in reversed(rows) for word in row.nouns},
        {word: row for row in reversed(rows) for word in row.adjectives},
    )


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
        self.reporters: list[int] = []

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
        for effect, code in _by_verb(self.tree, i):
            self.apply(effect, code)


def status_of(tree: Tree, anchor: int, cues: Cues) -> Standing:
    """The status of the act that a verb or noun names."""
    walk = _Walk(tree, cues)
    if tree.tokens[anchor].tag.startswith("VB"):
        walk.own(anchor)
        if _infinitive_alone(tree, anchor, cues):
            walk.apply("plan", "infinitive")
    if _none_of(tree, anchor):
        walk.apply("deny", "none")
    child = anchor
    for governor in tree.above(anchor):
        _step(walk, child, governor)
        child = governor
    status: Status = "asserted" if walk.reality == "real" else walk.reality
    if status == "asserted" and walk.claimed:
        status = "claimed"
    return Standing(status, tuple(dict.fromkeys(walk.reasons)), tuple(walk.reporters), walk.aftermath)


def _step(walk: _Walk, child: int, governor: int) -> None:
    tree, dep = walk.tree, walk.tree.tokens[child].dep
    cue = _cue(walk.cues, tree, governor)
    if dep in {"conj", "appos"}:
        if tree.tokens[child].tag == tree.tokens[governor].tag == "VB":
            walk.own(governor)
        return
    if tree.tokens[governor].pos in {"ADP", "SCONJ"} or tree.tokens[governor].dep == "prep":
        _through(walk, tree.lemma(governor), child)
        return
    if cue is None or dep not in _COMPLEMENT and not _predicate(tree, child, governor, cue):
        _past(walk, child, governor)
        return
    if dep == "relcl" and cue.effect != "report":
        walk.behind = True
        return
    if tree.tokens[governor].tag.startswith("VB") and not (cue.effect == "report" and _says_not(tree, governor)):
        walk.reporters.append(governor)
    _govern(walk, child, governor, cue)


def _govern(walk: _Walk, child: int, governor: int, cue: Cue) -> None:
    tree = walk.tree
    if cue.code == "failure" and tree.lemma(governor) == "rule" and "out" not in _words(tree, governor):
        return
    if cue.effect == "claim" and _says_not(tree, governor):
        return
    walk.apply(cue.effect, cue.code)
    verb = tree.tokens[governor].tag.startswith("VB")
    beside = cue.effect == "pass" and tree.tokens[child].dep in {"ccomp", "nsubj"}  # "X fell; Y was not there".
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


def _cue(cues: Cues, tree: Tree, i: int) -> Cue | None:
    token = tree.tokens[i]
    if token.tag.startswith("VB") or token.pos in {"VERB", "AUX"}:
        found = cues.verbs.get(token.lemma)
        predicate = [c for c in tree.children(i, "acomp", "attr") if tree.lemma(c) in cues.adjectives]
        return cues.adjectives[tree.lemma(predicate[0])] if predicate else found
    if token.pos == "ADJ":
        return cues.adjectives.get(token.lemma)
    return cues.nouns.get(token.lemma)


def _predicate(tree: Tree, child: int, governor: int, cue: Cue) -> bool:
    """ "An attack is likely": the act as the subject of an adjective."""
    return tree.tokens[child].dep == "nsubj" and any(
        tree.lemma(c) in cue.adjectives for c in tree.children(governor, "acomp", "attr")
    )


def _by_verb(tree: Tree, verb: int) -> Iterator[tuple[Effect, str]]:
    negated = bool(tree.children(verb, "neg")) or _yet_to(tree, verb)
    for c in tree.children(verb, "aux"):
        effect = _MODALS.get(tree.tokens[c].text.lower())
        if effect and not (negated and effect == "suppose"):
            yield effect, "modal"
    if negated:
        yield "deny", "negation"
    if any(tree.lemma(c) in _IF for c in tree.children(verb, "mark", "advmod")):
        yield "suppose", "condition"
    if tree.lemma(verb) == "go" and tree.tokens[verb].tag == "VBG" and tree.children(verb, "xcomp"):
        yield "plan", "modal"
    if {"allegedly", "purportedly", "supposedly"} & _words(tree, verb):
        yield "claim", "claim"
    if {"nearly", "almost", "possibly", "perhaps", "potentially"} & _words(tree, verb):
        yield "suppose", "suppose"


def _words(tree: Tree, i: int) -> set[str]:
    return {tree.tokens[c].text.lower() for c in tree.children(i, "advmod", "prt")}


def _yet_to(tree: Tree, verb: int) -> bool:
    to = [c for c in tree.children(verb, "aux") if tree.lemma(c) == "to"]
    return bool(to) and to[0] > 0 and tree.tokens[to[0] - 1].text.lower() == "yet"


def _says_not(tree: Tree, verb: int) -> bool:
    return bool(tree.children(verb, "neg"))


def _none_of(tree: Tree, anchor: int) -> bool:
    """ "No attack", "no civilians were killed", "nobody"."""
    for i in (anchor, *tree.children(anchor, "nsubj", "nsubjpass", "dobj")):
        if tree.lemma(i) in {"none", "nobody", "no-one"}:
            return True
        if any(tree.tokens[c].text.lower() == "no" for c in tree.children(i, "det", "neg")):
            return True
    return False


def _infinitive_alone(tree: Tree, verb: int, cues: Cues) -> bool:
    """An infinitive of purpose, of a noun ("a push to take X") or of a headline ("Army to take X")."""
    token = tree.tokens[verb]
    if not any(tree.lemma(c) == "to" for c in tree.children(verb, "aux")):
        return False
    if token.dep != "xcomp":
        return not _yet_to(tree, verb)
    cue = _cue(cues, tree, token.head)
    return cue is None
