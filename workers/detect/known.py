"""Mentions that take an event as known, and so report nothing new: "displaced by the fighting", "since the offensive began"."""

from workers.detect.tree import Tree

_CONTINUING = frozenset(
    {
        "fighting",
        "violence",
        "clash",
        "hostility",
        "combat",
        "battle",
        "war",
        "conflict",
        "offensive",
        "assault",
        "shelling",
    }
)
_SPANS = frozenset({"hour", "day", "night", "week", "month", "year", "decade"})
_LONG = frozenset({"month", "year", "decade", "century", "generation", "anniversary"})
_TELLS = ("acl", "relcl", "amod")
_TELLING_PREPS = frozenset({"for", "between", "against", "with"})


def known_event(tree: Tree, anchor: int) -> str | None:
    """The code of the reason why the event whose verb or noun is ``anchor`` is taken as known; None where it is told.

    A definite noun of fighting that nothing describes ("the fighting"), a span of it ("two days of fighting"), or
    what only says since when ("since the offensive began"): presupposed, in the sense of Karttunen (1974), not said.
    """
    if _in_since_clause(tree, anchor):
        return "time.since_clause"
    if _long_before(tree, anchor):
        return "time.long_before"
    if tree.tokens[anchor].dep == "amod":
        return "time.attribute"
    if not tree.tokens[anchor].tag.startswith("NN") or tree.lemma(anchor) not in _CONTINUING:
        return None
    if _is_span(tree, anchor):
        return "time.span_of_fighting"
    return "time.definite" if _is_definite(tree, anchor) else None


def _in_since_clause(tree: Tree, anchor: int) -> bool:
    for i in (anchor, *tree.above(anchor)):
        head = tree.tokens[tree.tokens[i].head]
        marks = (tree.tokens[c].text.lower() for c in tree.children(i, "mark"))
        if "since" in marks or (head.text.lower() == "since" and head.i != i):
            return True
    return False


def _long_before(tree: Tree, anchor: int) -> bool:
    """As in "one year after the bombings", "a decade after the siege": only what is told beside it is new."""
    for i in (anchor, *tree.above(anchor)):
        prep = tree.tokens[i].head
        if tree.lemma(prep) != "after" or prep == i:
            continue
        spans = [c for c in (*tree.children(prep, "npadvmod", "quantmod", "nmod"), prep - 1) if c >= 0]
        if any(tree.lemma(c) in _LONG for c in spans):
            return True
    return False


def _is_span(tree: Tree, anchor: int) -> bool:
    of = tree.tokens[tree.tokens[anchor].head]
    return of.text.lower() == "of" and tree.lemma(of.head) in _SPANS


def _is_definite(tree: Tree, anchor: int) -> bool:
    articles = {tree.tokens[c].text.lower() for c in tree.children(anchor, "det")}
    told = {tree.lemma(c) for c in tree.children(anchor, "prep")} & _TELLING_PREPS
    return bool({"the", "this"} & articles) and not told and not tree.children(anchor, *_TELLS)
