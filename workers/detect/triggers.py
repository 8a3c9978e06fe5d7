"""Finds the acts in a sentence: the patterns of triggers.yaml over its parse."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workers import datafile
from workers.detect.kinds import DATA, Kinds, Lexicon
from workers.detect.pattern import Act, Pattern
from workers.detect.roles import Roles, is_passive, noun_roles, verb_roles
from workers.detect.tree import Tree
from workers.errors import DataFileError

_SAME_ACT = {"attack.ground": frozenset({"attack.strike", "offensive.launched"})}
"""One anchor is one act: what names a strike or an offensive is no attack on the ground too."""
_ATTACKS = frozenset(
    {
        "offensive.launched",
        "attack.strike",
        "attack.ground",
        "counterattack.launched",
        "counterattack.prepared",
    }
)
_WHEN = frozenset(
    {"in", "on", "at", "after", "before", "during", "within", "without", "since", "despite", "amid"}
)
_CONTENT = ("patient", "preps", "complement", "modifier")


class Triggers:
    """All patterns, by the lemma that anchors them."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self.verbs = _index((word, p) for p in patterns for word in p.verbs)
        self.nouns = _index((word, p) for p in patterns for word in p.nouns)

    def acts(self, tree: Tree, kinds: Kinds) -> list[Act]:
        """The acts of a sentence in the order of the text; of one type at one anchor, the first pattern's."""
        found: list[Act] = []
        heading = tree.is_heading()
        for token in tree.tokens:
            if (named := self._gerund(tree, token.i)) and not heading:
                found.extend(_matches(named, tree, token.i, kinds))
            elif token.pos in {"VERB", "AUX"} or token.tag.startswith("VB"):
                found.extend(_matches(self.verbs.get(token.lemma, ()), tree, token.i, kinds))
            elif token.pos in {"NOUN", "PROPN"} and token.dep != "compound" and not heading:
                found.extend(_matches(self.nouns.get(_key(tree, token.i), ()), tree, token.i, kinds))
        return _without_objects(found)

    def _gerund(self, tree: Tree, i: int) -> tuple[Pattern, ...]:
        """The patterns of "shelling" where the parser takes it for a verb, though it has neither subject nor object."""
        token = tree.tokens[i]
        if token.tag != "VBG" or tree.children(i, "dobj", "nsubj", "aux"):
            return ()
        return self.nouns.get(token.text.lower(), ())


def _without_objects(acts: list[Act]) -> list[Act]:
    """Without the nouns of attack that a verb of attack has as its object: "launched an assault" is one act."""
    taken = {
        i for act in acts if act.pattern.verbs and act.pattern.type in _ATTACKS for i in act.roles.patient
    }
    return [a for a in acts if a.pattern.verbs or a.anchor not in taken or a.pattern.type not in _ATTACKS]


def _key(tree: Tree, i: int) -> str:
    """The lemma; of "counter-offensive", which is three tokens, the whole word."""
    before = tree.before(i)
    hyphened = before is not None and before.i == i - 2
    return (
        f"{before.lemma}-{tree.lemma(i)}"
        if before and hyphened and before.lemma == "counter"
        else tree.lemma(i)
    )


def load_triggers(lexicon: Lexicon, path: Path = DATA / "triggers.yaml") -> Triggers:
    """The patterns, held against the kinds that they ask for.

    Raises:
        DataFileError: with the line that is wrong.
    """
    patterns = datafile.load(path, list[Pattern])
    seen: set[str] = set()
    for pattern in patterns:
        unknown = sorted(set(pattern.kinds()) - lexicon.names)
        if unknown:
            raise DataFileError(path, _line(path, pattern.code), f"{unknown[0]!r} is no kind of kinds.yaml")
        if pattern.code in seen:
            raise DataFileError(path, _line(path, pattern.code), f"the code {pattern.code!r} stands twice")
        seen.add(pattern.code)
    return Triggers(patterns)


def _line(path: Path, code: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [n for n, line in enumerate(lines, 1) if line.strip() == f"code: {code}"]
    return found[-1] if found else None


def _index(pairs: Iterator[tuple[str, Pattern]]) -> Mapping[str, tuple[Pattern, ...]]:
    index: dict[str, tuple[Pattern, ...]] = {}
    for word, pattern in pairs:
        index[word] = (*index.get(word, ()), pattern)
    return index


def _matches(patterns: Sequence[Pattern], tree: Tree, anchor: int, kinds: Kinds) -> Iterator[Act]:
    if not patterns:
        return
    roles = verb_roles(tree, anchor) if patterns[0].verbs else noun_roles(tree, anchor)
    types: set[str] = set()
    for pattern in patterns:
        if types.isdisjoint({pattern.type, *_SAME_ACT.get(pattern.type, ())}) and _matches_one(
            pattern, tree, anchor, roles, kinds
        ):
            types.add(pattern.type)
            yield Act(pattern=pattern, anchor=anchor, roles=roles)


def _matches_one(pattern: Pattern, tree: Tree, anchor: int, roles: Roles, kinds: Kinds) -> bool:
    if not _words_fit(pattern, tree, anchor, roles) or kinds.figurative(anchor):
        return False
    if pattern.beside and not kinds.anywhere(frozenset(pattern.beside)):
        return False
    if pattern.not_beside and kinds.beside(frozenset(pattern.not_beside)):
        return False
    if pattern.free:
        return True
    fits = _fits(pattern, roles, kinds)
    if fits is None:
        return False
    if pattern.under:
        fits.add("under")
    if fits & set(_CONTENT):
        fits.add("content")
    return set(pattern.needs) <= fits if pattern.needs else bool(fits)


def _words_fit(pattern: Pattern, tree: Tree, anchor: int, roles: Roles) -> bool:
    if pattern.passive and not is_passive(tree, anchor):
        return False
    if pattern.particles and not set(pattern.particles) & {*roles.particles, *roles.preps}:
        return False
    if set(pattern.not_particles) & {*roles.particles, *roles.preps}:
        return False
    if pattern.objects and not any(tree.lemma(i) in pattern.objects for i in roles.patient):
        return False
    if pattern.bare and (roles.patient or roles.preps.keys() - _WHEN or tree.children(anchor, "acomp")):
        return False
    return _stands_right(pattern, tree, anchor)


def _stands_right(pattern: Pattern, tree: Tree, anchor: int) -> bool:
    if tree.lemma(tree.tokens[anchor].head) in pattern.not_after:
        return False
    above = {tree.lemma(i) for i in tree.above(anchor)} if pattern.under or pattern.not_under else set()
    return (not pattern.under or bool(above & set(pattern.under))) and not above & set(pattern.not_under)


def _fits(pattern: Pattern, roles: Roles, kinds: Kinds) -> set[str] | None:
    """The roles that fit; None where an argument is there and is of no kind that the pattern allows."""
    fits: set[str] = set()
    for role, wanted, found in (
        ("agent", pattern.agent, roles.agent),
        ("patient", pattern.patient, roles.patient),
    ):
        if not wanted or not found or (pattern.objects and role == "patient"):
            continue
        if any(kinds.of(i) & set(wanted) for i in found):
            fits.add(role)
        elif not _may_differ(pattern, role, found, kinds):
            return None
        elif (
            role == "agent" and "retinue" in wanted
        ):  # "They" may be anybody: then other signs must stand by it.
            fits.add("agent")
    if any(kinds.of(i) & set(wanted) for w, wanted in pattern.preps.items() for i in roles.preps.get(w, ())):
        fits.add("preps")
    if any(kinds.of(i) & set(pattern.modifier) for i in roles.modifiers):
        fits.add("modifier")
    if any(kinds.of(i) & set(pattern.complement) for i in roles.complement):
        fits.add("complement")
    return fits


def _may_differ(pattern: Pattern, role: str, found: Sequence[int], kinds: Kinds) -> bool:
    """An agent that is a mere pronoun may be anybody; a patient may be beside the point of prepositions."""
    if role == "agent":
        return all("pronoun" in kinds.of(i) for i in found)
    return bool(pattern.preps or pattern.complement)
