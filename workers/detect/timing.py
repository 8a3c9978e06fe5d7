"""The time role of an event: new, update, ongoing or background, anchored to the publication time alone.

The first rule that applies decides (research: a decision list; an explicit date in the event's own clause beats
tense, and tense beats position). A year beside "since" is a comparison or the start of a count, never the event's
date. What nothing marks as old or retold is news, wherever it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workers.detect.phrases import find
from workers.detect.timex import is_evening, timexes
from workers.detect.timex_kind import Timex
from workers.detect.timing_clause import (
    Dated,
    clause_of,
    dated,
    looks_back,
    perfect_past,
    progressive,
    reported,
    since_clause,
)
from workers.detect.timing_data import rows
from workers.detect.timing_frame import Past, goes_on, is_dated_entry, past_after, past_of
from workers.detect.timing_past import before_old, in_past_war
from workers.detect.timing_retold import is_long_after, retold
from workers.detect.timing_role import Timing, is_ahead, is_old, role_of
from workers.detect.tree import Tree
from workers.models import Sentence

_FUTURE = timedelta(hours=1)
_EARLY = 0.4
_WIDE = timedelta(days=10)
_STOCK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What surrounds a sentence in time.

    Attributes:
        explainer: headline or lead frame the whole article as a look back.
        position: place of the sentence in the article, 0 to 1.
        previous: the past time that the text before is telling of, if it is.
        found: the date phrases of the sentence, as ``dates_of`` gives them.
    """

    published: datetime | None
    arrived: datetime
    explainer: bool
    position: float
    previous: Past | None
    found: tuple[Timex, ...]


def time_of(tree: Tree, anchor: int, context: TimeContext) -> Timing:
    """The time role of the event whose verb or noun is token ``anchor``."""
    if context.published is None:
        return Timing("ongoing", None, ("time.no_publication",))
    if context.published > context.arrived + _FUTURE:
        return Timing("ongoing", None, ("time.future_date",))
    if context.explainer:
        return Timing("background", None, ("time.explainer",))
    return next(t for t in _decisions(tree, anchor, context, context.published.date()) if t)


def past_told(
    tree: Tree, published: datetime | None, found: tuple[Timex, ...], before: Past | None
) -> Past | None:
    """The past time that the sentence after this one may go on telling of; ``before``: what this one may."""
    return past_after(tree, found, published.date(), before) if published else None


def dates_of(sentence: Sentence, published: datetime | None, before: Past | None) -> tuple[Timex, ...]:
    """The date phrases of a sentence; none where nothing anchors them. ``before``: the past that it may go on telling of."""
    if published is None:
        return ()
    told = before.day if before else None
    return timexes(sentence, published.date(), evening=is_evening(published), told=told)


def _decisions(tree: Tree, anchor: int, context: TimeContext, today: date) -> Iterator[Timing | None]:
    found = context.found
    if is_long_after(tree, anchor):
        yield Timing("background", None, ("time.long_after",))
    if in_past_war(tree, anchor):
        yield Timing("background", None, ("time.past_war",))
    if before_old(tree, anchor, found, today):
        yield Timing("background", None, ("time.before_old",))
    own = dated(tree, anchor, found)
    yield _by_date(own, today)
    yield _by_since(tree, anchor, context, today)
    yield _by_habit(tree, anchor)
    yield _by_past(tree, anchor, context, today)
    yield _by_report(tree, anchor, found, today)
    yield _by_progress(tree, anchor)
    yield retold(tree, anchor, found, today, early=context.position <= _EARLY)
    wide = next((d.timex.value for d in own if not d.timex.since), None)
    codes = ["time.wide"] if wide else []
    if any(d.timex.since for d in own):
        codes.append("time.comparison")
    yield Timing("new", wide, (*codes, "time.early" if context.position <= _EARLY else "time.late"))


def _by_date(own: tuple[Dated, ...], today: date) -> Timing | None:
    """Dates of the event's own clause: a day of the window beats an older date beside it."""
    told = [d.timex for d in own if not d.timex.since and not (d.by_noun and is_ahead(d.timex, today))]
    timings = [t for timex in told if (t := role_of(timex, today))]
    order = {"new": 0, "background": 1, "ongoing": 2}
    return min(timings, key=lambda t: order[t.role], default=None)


def _by_since(tree: Tree, anchor: int, context: TimeContext, today: date) -> Timing | None:
    """As in "since Wednesday", "since the war began": a count or an act that runs until now, or only a comparison."""
    found = context.found
    direct = next((d.timex for d in dated(tree, anchor, found) if d.timex.since), None)
    clause, inner = (True, direct) if direct else since_clause(tree, anchor, found)
    if not clause:
        return None
    if inner and today - inner.start <= _WIDE:
        return Timing("new", None, ("time.since",))
    if _only_compares(tree, anchor):
        return None
    fresh = context.position <= _EARLY or bool(_fresh_reports(tree, anchor, found, today))
    stock = _is_stock(tree, anchor, inner, today) and not fresh
    return Timing("ongoing" if stock else "update", None, ("time.since_old",))


def _only_compares(tree: Tree, anchor: int) -> bool:
    """As in "the worst since 2016"; of "the worst of a war that has killed 40,000 since 2016" the toll runs since."""
    clause = tree.tokens[clause_of(tree, anchor)]
    if clause.dep == "relcl" and tree.lemma(clause.head) in rows().long_events:
        return False
    lower = [t.text.lower() for t in tree.tokens]
    return bool(rows().comparisons & set(lower[: lower.index("since") if "since" in lower else len(lower)]))


def _is_stock(tree: Tree, anchor: int, start: Timex | None, today: date) -> bool:
    """A toll that every report on a war repeats: in a relative clause, or of over a year."""
    if tree.tokens[clause_of(tree, anchor)].dep == "relcl":
        return True
    return start is not None and today - start.start > _STOCK


def _by_habit(tree: Tree, anchor: int) -> Timing | None:
    lower = [t.text.lower() for t in tree.tokens]
    near = {anchor, *tree.above(anchor)}
    adverb = any(lower[c] in rows().habitual for i in near for c in tree.children(i, "advmod", "amod"))
    phrases = find(lower, rows().habitual_phrases)
    if adverb or any(not _is_beside(tree, anchor, at) for at in phrases) or _weeks_of(tree, anchor):
        return Timing("ongoing", None, ("time.habitual",))
    return None


def _is_beside(tree: Tree, anchor: int, at: int) -> bool:
    """Of "fled the town, where shells fall every night" the phrase is of the relative clause alone."""
    other = clause_of(tree, at)
    return tree.tokens[other].dep in {"relcl", "advcl"} and other not in {anchor, *tree.above(anchor)}


def _weeks_of(tree: Tree, anchor: int) -> bool:
    """As in "weeks of intermittent violence, including attacks"."""
    return any(
        tree.lemma(i) in rows().long_units and tree.tokens[i].tag == "NNS" and i < anchor
        for i in tree.above(anchor)
    )


def _by_past(tree: Tree, anchor: int, context: TimeContext, today: date) -> Timing | None:
    """Sentences that tell of an older date, and those that go on from one."""
    found = context.found
    if is_dated_entry(tree, found, today):
        return Timing("background", None, ("time.carried",))
    before = context.previous
    carried = before is not None and goes_on(tree, before)
    older = carried or any(is_old(t, today) and not t.since for t in found)
    if perfect_past(tree, anchor) and older:
        return Timing("background", None, ("time.past_perfect",))
    fresh = any(not is_old(t, today) for t in found)
    told = carried or past_of(tree, found, today) is not None
    if told and not fresh and looks_back(tree, anchor):
        return Timing("background", None, ("time.carried",))
    return None


def _fresh_reports(tree: Tree, anchor: int, found: tuple[Timex, ...], today: date) -> list[Dated]:
    return [
        d
        for d in reported(tree, anchor, found)
        if not is_old(d.timex, today) and not is_ahead(d.timex, today)
    ]


def _by_report(tree: Tree, anchor: int, found: tuple[Timex, ...], today: date) -> Timing | None:
    """What was said within the window is news, what was said before it is not."""
    said = reported(tree, anchor, found)
    if _fresh_reports(tree, anchor, found, today):
        return Timing("new", None, ("time.reported",))
    if said and all(is_old(d.timex, today) for d in said):
        return Timing("background", None, ("time.reported_old",))
    return None


def _by_progress(tree: Tree, anchor: int) -> Timing | None:
    code = progressive(tree, anchor)
    return Timing("ongoing", None, (code,)) if code else None
