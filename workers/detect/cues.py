"""The words that change the status of an act: status_cues.yaml, and what stands by a verb itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from workers import datafile
from workers.detect.kinds import DATA
from workers.detect.tree import Tree

Effect = Literal["deny", "plan", "suppose", "call", "claim", "report", "pass", "aftermath", "fend"]

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
_IF = frozenset({"if", "unless", "whether", "lest", "once", "until"})
_TAKEN = frozenset({"responsibility", "credit", "life", "victim"})
_FALSE = frozenset(
    {"false", "untrue", "baseless", "unfounded", "fake", "lie", "fabrication", "nonsense", "propaganda"}
)
_NAMES = frozenset({"call", "describe", "brand", "label"})
_NO = frozenset({"no", "neither"})
_ALLEGED = frozenset({"allegedly", "purportedly", "supposedly"})
_ALMOST = frozenset({"nearly", "almost", "possibly", "perhaps", "potentially"})


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

    def of(self, tree: Tree, i: int) -> Cue | None:
        """The cue that a word is; of "is likely" the adjective is it."""
        token = tree.tokens[i]
        if token.tag.startswith("VB") or token.pos in {"VERB", "AUX"}:
            predicate = [c for c in tree.children(i, "acomp", "attr") if tree.lemma(c) in self.adjectives]
            return self.adjectives[tree.lemma(predicate[0])] if predicate else self.verbs.get(token.lemma)
        if token.pos == "ADJ":
            return self.adjectives.get(token.lemma)
        return self.nouns.get(token.lemma)


def load_cues(path: Path = DATA / "status_cues.yaml") -> Cues:
    """The cues; of a word that stands in two rows the first row counts.

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


def by_verb(tree: Tree, verb: int) -> Iterator[tuple[Effect, str]]:
    """What negation, modals, conjunctions and adverbs by a verb do, with the code of the rule."""
    negated = bool(tree.children(verb, "neg")) or yet_to(tree, verb)
    for c in tree.children(verb, "aux"):
        effect = _MODALS.get(tree.tokens[c].text.lower())
        if effect == "call" and _inverted(tree, verb, c):
            effect = "suppose"
        if effect == "plan" and conditional(tree, verb):
            effect = "suppose"
        if effect and not (negated and effect == "suppose"):  # "could not take" is a plain negation.
            yield effect, "modal"
    if negated:
        yield "deny", "negation"
    if any(tree.lemma(c) in _IF for c in tree.children(verb, "mark", "advmod")):
        yield "suppose", "condition"
    if tree.lemma(verb) == "go" and tree.tokens[verb].tag == "VBG" and tree.children(verb, "xcomp"):
        yield "plan", "modal"
    if _ALLEGED & adverbs(tree, verb):
        yield "claim", "claim"
    if _ALMOST & adverbs(tree, verb):
        yield "suppose", "suppose"


def _inverted(tree: Tree, verb: int, modal: int) -> bool:
    """True of "should they advance": a condition without "if"."""
    question = tree.tokens[-1].text == "?"
    return not question and any(c > modal for c in tree.children(verb, "nsubj", "nsubjpass"))


def conditional(tree: Tree, verb: int) -> bool:
    """True of "would attack if ...", and of "if Y falls, aid agencies say, X would flee" with the condition further up."""
    near = [verb, tree.tokens[verb].head]
    clauses = (c for i in near for c in tree.children(i, "advcl"))
    return any(tree.lemma(c) in {"if", "unless"} for clause in clauses for c in tree.children(clause, "mark"))


def owns_up(tree: Tree, verb: int) -> bool:
    """True of "claims responsibility", "claimed 12 lives": the act beside it is no mere claim."""
    return any(tree.lemma(c) in _TAKEN for c in tree.children(verb, "dobj"))


def called_false(tree: Tree, verb: int) -> bool:
    """True of "called reports that X had fallen a lie", "described as false reports that ..."."""
    if tree.lemma(verb) not in _NAMES or any(
        tree.lemma(c) in {"for", "on"} for c in tree.children(verb, "prep")
    ):
        return False
    return any(t.lemma in _FALSE for t in tree.tokens[verb:])


def belied(tree: Tree, verb: int) -> bool:
    """True of "claims" in "rebel claims to have taken X are false", which the parser reads as a verb."""
    return tree.lemma(verb) == "claim" and any(
        tree.lemma(i) == "be" and _is_of_all(tree, i, verb)
        for t in tree.tokens[verb + 1 :]
        if t.lemma in _FALSE and t.dep in {"acomp", "attr"}
        for i in [t.head]
    )


def _is_of_all(tree: Tree, be: int, verb: int) -> bool:
    """True where a verb has no subject but what the parser took from the clause before it."""
    if tree.children(be, "mark") or tree.children(verb, "cc"):
        return False
    return all(tree.tokens[i - 1].tag.startswith("VB") and i - 1 > verb for i in tree.children(be, "nsubj"))


def adverbs(tree: Tree, i: int) -> set[str]:
    """The adverbs and particles of a verb, lower case."""
    return {tree.tokens[c].text.lower() for c in tree.children(i, "advmod", "prt")}


def yet_to(tree: Tree, verb: int) -> bool:
    """True of "has yet to take"."""
    to = [c for c in tree.children(verb, "aux") if tree.lemma(c) == "to"]
    return bool(to) and to[0] > 0 and tree.tokens[to[0] - 1].text.lower() == "yet"


def none_of(tree: Tree, anchor: int) -> bool:
    """True of "no attack", "no civilians were killed", "nobody was killed"."""
    for i in (anchor, *tree.children(anchor, "nsubj", "nsubjpass", "dobj")):
        if tree.lemma(i) in {"none", "neither", "nobody", "no-one"}:
            return True
        if any(tree.tokens[c].text.lower() in _NO for c in tree.children(i, "det", "neg", "preconj")):
            return True
        if _not_one(tree, i):
            return True
    return False


def _not_one(tree: Tree, noun: int) -> bool:
    """True of "not one civilian", "not a single shell"."""
    words = [t.text.lower() for t in tree.tokens[max(noun - 3, 0) : noun]]
    return words[-2:] == ["not", "one"] or words == ["not", "a", "single"]


def any_of(tree: Tree, anchor: int) -> bool:
    """True of "any attack": one that nobody says has happened."""
    return any(tree.tokens[c].text.lower() == "any" for c in tree.children(anchor, "det"))


def fell_through(tree: Tree, i: int, failures: frozenset[str]) -> bool:
    """True of "tried to ... but were pushed back", "tried in vain to", "their failed bid to"."""
    if adverbs(tree, i) & {"unsuccessfully", "vainly"} or any(
        tree.lemma(o) == "vain"
        for c in tree.children(i, "prep")
        for o in tree.children(c, "pobj", "amod", "acomp")
    ):
        return True
    if any(
        tree.lemma(c) in {"failed", "fail", "unsuccessful", "abortive", "botched"}
        for c in tree.children(i, "amod")
    ):
        return True
    but = any(tree.lemma(c) == "but" for c in tree.children(i, "cc"))
    return but and any(tree.lemma(c) in failures for c in tree.children(i, "conj"))


def to_do(tree: Tree, verb: int) -> bool:
    """True of "told them to attack", "is to leave"."""
    return tree.tokens[verb].dep == "xcomp" and any(tree.lemma(c) == "to" for c in tree.children(verb, "aux"))


def infinitive_alone(tree: Tree, verb: int, cues: Cues) -> bool:
    """An infinitive of purpose, of a noun ("a push to take X") or of a headline ("Army to take X")."""
    token = tree.tokens[verb]
    if not any(tree.lemma(c) == "to" for c in tree.children(verb, "aux")):
        return False
    if token.dep != "xcomp":
        return not yet_to(tree, verb)
    return cues.of(tree, token.head) is None
