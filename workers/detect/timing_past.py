"""Signs beyond the verb that an act is one of the past: a film, a memorial, a court, an era, a war that is over."""

from datetime import date

from workers.detect.phrases import find
from workers.detect.timex_kind import Timex
from workers.detect.timing_clause import clause_of, looks_back
from workers.detect.timing_data import rows
from workers.detect.timing_role import is_old
from workers.detect.tree import Tree


def is_work(tree: Tree, anchor: int) -> bool:
    """As in "her memoir tells how they shelled it", "the monument to the students whom they killed"."""
    above = list(tree.above(anchor))
    if any(tree.lemma(i) in rows().memorials and i < anchor for i in above):
        return True
    works = rows().works
    told = any(subject_is(tree, i, works) for i in above)
    clause = clause_of(tree, anchor)
    inside = (n for p in tree.children(clause, "prep") if p < clause for n in tree.children(p, "pobj"))
    return told or any(tree.lemma(n) in works and tree.lemma(tree.tokens[n].head) == "in" for n in inside)


def is_behind(tree: Tree, anchor: int) -> bool:
    """As in "back then they shelled it", "in the war that followed": in the clause of the act or one above."""
    lower = [t.text.lower() for t in tree.tokens]
    near = {clause_of(tree, anchor), anchor, *tree.above(anchor)}
    if any(
        near & {at, *tree.above(at)} and _is_near(tree, at, anchor) for at in find(lower, rows().past_phrases)
    ):
        return True
    joined = (i for i in (anchor, *tree.above(anchor)) if i in near and i <= anchor)
    during = (p for i in joined for p in tree.children(i, "prep") if tree.lemma(p) in {"during", "under"})
    return any(tree.lemma(n) in rows().eras for p in during for n in tree.children(p, "pobj")) and looks_back(
        tree, anchor
    )


def is_tried(tree: Tree, anchor: int) -> bool:
    """As in "was jailed for the attack", "the suspect is accused of having led them"."""
    above = [i for i in tree.above(anchor) if i < anchor]
    if any(tree.lemma(i) in rows().trials for i in above):
        return True
    accused = (i for i in above if tree.lemma(i) == "accuse" and tree.children(i, "auxpass"))
    return any(subject_is(tree, i, rows().suspects) for i in accused)


def is_restored(tree: Tree, anchor: int) -> bool:
    """As in "rebuilt after it was destroyed by airstrikes"."""
    return any(tree.lemma(i) in rows().restorers for i in tree.above(anchor))


def before_old(tree: Tree, anchor: int, found: tuple[Timex, ...], today: date) -> bool:
    """As in "killed hundreds before it fled the town in 2020": what comes before an old event is older."""
    clause = clause_of(tree, anchor)
    inner = [
        c
        for c in tree.children(clause, "advcl")
        if any(tree.tokens[m].text.lower() in {"before", "until"} for m in tree.children(c, "mark"))
    ]
    return any(is_old(t, today) and not t.since and t.first in tree.subtree(c) for c in inner for t in found)


def in_past_war(tree: Tree, anchor: int) -> bool:
    """As in "the bridge, bombed during the Kosovo war, was reopened on Monday": what explains a noun."""
    clause = clause_of(tree, anchor)
    if tree.tokens[clause].dep not in {"acl", "relcl"}:
        return False
    if is_behind(tree, anchor) or _of_past_war(tree, clause):
        return True
    during = (p for p in tree.children(clause, "prep") if tree.lemma(p) in {"during", "in"})
    nouns = (n for p in during for n in tree.children(p, "pobj"))
    return any(tree.lemma(n) == "war" and tree.children(n, "det") for n in nouns)


def _is_near(tree: Tree, at: int, anchor: int) -> bool:
    """Before the act, or behind it in its own clause."""
    return at < anchor or clause_of(tree, at) == clause_of(tree, anchor)


def _of_past_war(tree: Tree, clause: int) -> bool:
    """As in "the war with Israel, in which 1,200 Lebanese died", not "in which 1,200 have died"."""
    token = tree.tokens[clause]
    return token.dep == "relcl" and tree.lemma(token.head) in rows().past_wars and token.tag == "VBD"


def subject_is(tree: Tree, verb: int, nouns: frozenset[str]) -> bool:
    """Whether the subject of a verb is one of these nouns."""
    return any(tree.lemma(c) in nouns for c in tree.children(verb, "nsubj", "nsubjpass"))
