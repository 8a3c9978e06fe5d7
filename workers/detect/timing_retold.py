"""Signs that an event without a date is retold to explain, not told as news."""

from datetime import date

from workers.detect.timex_kind import Timex
from workers.detect.timing_clause import clause_of, perfect_past
from workers.detect.timing_data import rows
from workers.detect.timing_past import is_behind, is_restored, is_tried, is_work, subject_is
from workers.detect.timing_role import Timing, is_old
from workers.detect.tree import Tree

_GAP = 2
"""Tokens between an old date and the relative clause that goes on from it: "in 2013, which left"."""


def retold(tree: Tree, anchor: int, found: tuple[Timex, ...], today: date, *, early: bool) -> Timing | None:
    """The time role by the first sign that an event is retold; None where there is none.

    ``early``: the sentence stands early in the article, where a relative clause may tell the news itself.
    """
    clause = clause_of(tree, anchor)
    above = (clause, *tree.above(clause))
    if _is_state(tree, clause):
        return Timing("ongoing", None, ("time.state",))
    if _is_price_news(tree, anchor):
        return Timing("ongoing", None, ("time.reason",))
    if _is_followed(tree, anchor):
        return Timing("ongoing", None, ("time.followed",))
    signs = {
        "time.once": _is_once(tree, (anchor, *above)),
        "time.beginning": any(_begins_war(tree, i) for i in above),
        "time.relative": _on_name(tree, clause, early=early) or _behind_date(tree, clause, found, today),
        "time.inquiry": _is_found(tree, anchor),
        "time.work": is_work(tree, anchor),
        "time.behind": is_behind(tree, anchor),
        "time.trial": is_tried(tree, anchor),
        "time.restored": is_restored(tree, anchor),
        "time.pluperfect": _is_alone(tree, above) and perfect_past(tree, anchor),
    }
    code = next((code for code, holds in signs.items() if holds), None)
    return Timing("background", None, (code,)) if code else None


def _is_state(tree: Tree, clause: int) -> bool:
    """As in "controls the north", "is held by rebels", "is under their control": unless it is so only now."""
    token = tree.tokens[clause]
    if tree.sentence.field == "headline" or tree.children(clause, "mark"):
        return False
    under = token.lemma == "be" and any(tree.lemma(c) == "under" for c in tree.children(clause, "prep"))
    if token.lemma not in rows().states and not under:
        return False
    be = {tree.tokens[c].text.lower() for c in tree.children(clause, "auxpass")}
    if token.tag not in {"VBZ", "VBP"} and not {"is", "are"} & be:
        return False
    return not any(
        tree.tokens[c].text.lower() in rows().change_words for c in tree.children(clause, "advmod")
    )


def _is_price_news(tree: Tree, anchor: int) -> bool:
    """As in "the oil price rose after clashes": the event is only the reason."""
    noun = tree.tokens[anchor].tag.startswith("NN")
    return noun and any(subject_is(tree, i, rows().price_nouns) for i in tree.above(anchor))


def _is_followed(tree: Tree, anchor: int) -> bool:
    """As in "the offensive followed weeks of violence, including attacks": what came before the news."""
    verbs = (i for i in tree.above(anchor) if i < anchor and tree.lemma(i) == "follow")
    return tree.tokens[anchor].tag.startswith("NN") and any(tree.children(i, "nsubj") for i in verbs)


def _is_once(tree: Tree, near: tuple[int, ...]) -> bool:
    children = (c for i in near for c in tree.children(i, "advmod", "amod"))
    return any(tree.tokens[c].text.lower() in rows().once for c in children)


def _begins_war(tree: Tree, verb: int) -> bool:
    return tree.lemma(verb) in rows().beginnings and subject_is(tree, verb, rows().long_events)


def is_long_after(tree: Tree, anchor: int) -> bool:
    """As in "shelled the town on Saturday, a year after it was captured": no date above is that of the capture."""
    clause = clause_of(tree, anchor)
    marks = [c for c in tree.children(clause, "mark") if tree.lemma(c) == "after"]
    before = {tree.lemma(k) for c in marks for k in range(max(0, c - 1), c)}
    day = any(tree.lemma(c - 1) == "day" and tree.lemma(c - 4) in rows().long_units for c in marks if c > 4)  # noqa: PLR2004 - "years to the day after"
    return day or bool(before & rows().long_units)


def _on_name(tree: Tree, clause: int, *, early: bool) -> bool:
    """As in "Burundi, which has sent battalions": what explains a name."""
    token = tree.tokens[clause]
    if token.dep != "relcl" or not tree.tokens[token.head].tag.startswith("NNP"):
        return False
    opened = min(tree.subtree(clause))
    perfect = any(tree.lemma(c) == "have" for c in tree.children(clause, "aux"))
    comma = tree.tokens[opened].tag in {"WDT", "WP"} and tree.tokens[opened - 1].text == ","
    return comma and (perfect or not early)


def _behind_date(tree: Tree, clause: int, found: tuple[Timex, ...], today: date) -> bool:
    """As in "attacks in 2013 which left hundreds dead", "the town that they overran in 2021, killing dozens"."""
    token = tree.tokens[clause]
    if token.dep != "relcl" and not (token.dep == "advcl" and token.tag == "VBG"):
        return False
    opened = min(tree.subtree(clause))
    return any(is_old(t, today) and 0 < opened - t.last <= _GAP for t in found if not t.since)


def _is_found(tree: Tree, anchor: int) -> bool:
    """As in "an inquiry found that they had shot 131 people", "the finding that it massacred 131"."""
    above = list(tree.above(anchor))
    if any(tree.lemma(i) == "finding" for i in above):
        return True
    return any(tree.lemma(i) in rows().findings and subject_is(tree, i, rows().inquiries) for i in above)


def _is_alone(tree: Tree, above: tuple[int, ...]) -> bool:
    return not any(tree.tokens[i].dep == "ccomp" for i in above)
