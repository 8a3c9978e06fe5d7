"""The time role of an event: new, update, ongoing or background, anchored to the publication time alone.

The first rule that applies decides (research: a decision list; an explicit date in the event's own clause beats
tense, tense beats position). A year beside "since" is a comparison or the start of a count, never the event's date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workers.detect.phrases import find
from workers.detect.timex import WINDOW, is_evening, timexes
from workers.detect.timex_kind import Timex
from workers.detect.timing_clause import (
    Dated,
    dated,
    looks_back,
    perfect_past,
    progressive,
    reported,
    since_clause,
)
from workers.detect.timing_data import rows
from workers.detect.tree import Tree
from workers.models import EventDate, Sentence, TimeRole

_PUNCTUATION = re.compile(r"[,.:;!?\"()]")
_FUTURE = timedelta(hours=1)
_EARLY = 0.4
_WIDE = timedelta(days=10)


_NEWS = frozenset(
    {"weekday", "weekday_begun", "date", "today", "ago", "this_week", "this_weekend", "last_weekend"}
)
_OLD = {
    "date": "date_old",
    "month": "month_old",
    "year": "year_old",
    "ago": "ago_old",
    "weekday": "date_old",
    "last_month": "last_month",
    "this_month": "last_month",
    "last_year": "last_year",
    "last_decade": "last_year",
    "this_year": "last_year",
    "recent": "recent_long",
    "earlier": "earlier",
    "this_decade": "year_old",
}


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What surrounds a sentence in time.

    Attributes:
        explainer: headline or lead frame the whole article as a look back.
        position: place of the sentence in the article, 0 to 1.
        previous: event date of the sentence before.
    """

    published: datetime | None
    arrived: datetime
    explainer: bool
    position: float
    previous: EventDate | None


@dataclass(frozen=True, slots=True)
class Timing:
    """The time role of an event with its date, where one is said, and the codes of why."""

    role: TimeRole
    event_date: EventDate | None
    reasons: tuple[str, ...]


def time_of(sentence: Sentence, anchor: int, context: TimeContext) -> Timing:
    """The time role of the event whose verb or noun is token ``anchor``."""
    if context.published is None:
        return Timing("ongoing", None, ("time.no_publication",))
    if context.published > context.arrived + _FUTURE:
        return Timing("ongoing", None, ("time.future_date",))
    if context.explainer:
        return Timing("background", None, ("time.explainer",))
    today = context.published.date()
    found = timexes(sentence, today, evening=is_evening(context.published))
    tree = Tree(sentence)
    return next(t for t in _decisions(tree, anchor, found, context, today) if t)


def _decisions(
    tree: Tree, anchor: int, found: tuple[Timex, ...], context: TimeContext, today: date
) -> Iterator[Timing | None]:
    own = dated(tree, anchor, found)
    yield _by_date(own, today)
    yield _by_since(tree, anchor, found, context, today)
    yield _by_habit(tree, anchor)
    yield _by_past(tree, anchor, found, context, today)
    yield _by_report(tree, anchor, found, today)
    yield _by_progress(tree, anchor, context)
    role: TimeRole = "new" if context.position <= _EARLY else "ongoing"
    if context.position > _EARLY and tree.tokens[0].text.lower() in rows().turning:
        yield Timing("new", None, ("time.turning",))
    wide = next((d.timex.value for d in own if not d.timex.since), None)
    codes = ["time.wide"] if wide else []
    if any(d.timex.since for d in own):
        codes.append("time.comparison")
    yield Timing(role, wide, (*codes, "time.early" if role == "new" else "time.late"))


def _by_date(own: tuple[Dated, ...], today: date) -> Timing | None:
    """Dates of the event's own clause: a day of the window beats an older date beside it."""
    told = [d.timex for d in own if not d.timex.since and not (d.by_noun and _is_ahead(d.timex, today))]
    timings = [t for timex in told if (t := _role_of(timex, today))]
    order = {"new": 0, "background": 1, "ongoing": 2}
    return min(timings, key=lambda t: order[t.role], default=None)


def _role_of(timex: Timex, today: date) -> Timing | None:
    if _is_ahead(timex, today):
        return Timing("new", timex.value, ("time.future",))
    if is_old(timex, today) or timex.code in {"last_month", "last_year", "last_decade", "earlier"}:
        code = _OLD.get(timex.code, "date_old")
        role: TimeRole = "background" if timex.end < today else "ongoing"
        return Timing(role, timex.value, (f"time.{code}",))
    if timex.code in _NEWS:
        return Timing("new", timex.value, (f"time.{timex.code}",))
    if timex.code == "recent":
        short = today - timex.start <= WINDOW
        return Timing("new" if short else "ongoing", None, ("time.recent" if short else "time.recent_long",))
    if timex.code == "last_week":
        return Timing("ongoing", None, ("time.last_week",))
    return None


def _is_ahead(timex: Timex, today: date) -> bool:
    return timex.start > today and timex.code != "weekday_begun"


def is_old(timex: Timex, today: date) -> bool:
    """Whether all days that a date phrase may mean lie before the window."""
    return timex.end < today - WINDOW


def _by_since(
    tree: Tree, anchor: int, found: tuple[Timex, ...], context: TimeContext, today: date
) -> Timing | None:
    """As in "since Wednesday", "since the war began": a count or an act that runs until now, or only a comparison."""
    direct = next((d.timex for d in dated(tree, anchor, found) if d.timex.since), None)
    clause, inner = (True, direct) if direct else since_clause(tree, anchor, found)
    if not clause:
        return None
    if inner and today - inner.start <= _WIDE:
        return Timing("new", None, ("time.since",))
    if any(
        t.text.lower() in rows().comparisons
        for t in tree.tokens[: inner.first if inner else len(tree.tokens)]
    ):
        return None
    role: TimeRole = "update" if context.position <= _EARLY else "ongoing"
    return Timing(role, None, ("time.since_old",))


def _by_habit(tree: Tree, anchor: int) -> Timing | None:
    lower = [t.text.lower() for t in tree.tokens]
    near = {anchor, *tree.above(anchor)}
    adverb = any(lower[c] in rows().habitual for i in near for c in tree.children(i, "advmod", "amod"))
    phrase = next(find(lower, rows().habitual_phrases), None) is not None
    if adverb or phrase or _weeks_of(tree, anchor):
        return Timing("ongoing", None, ("time.habitual",))
    return None


def _weeks_of(tree: Tree, anchor: int) -> bool:
    """As in "weeks of intermittent violence, including attacks"."""
    return any(
        tree.lemma(i) in rows().long_units and tree.tokens[i].tag == "NNS" and i < anchor
        for i in tree.above(anchor)
    )


def _by_past(
    tree: Tree, anchor: int, found: tuple[Timex, ...], context: TimeContext, today: date
) -> Timing | None:
    """The past perfect beside an older date, and sentences that go on from one."""
    carried = context.previous is not None and _is_past(context.previous, today)
    older = carried or any(is_old(t, today) and not t.since for t in found)
    if perfect_past(tree, anchor) and older:
        return Timing("background", None, ("time.past_perfect",))
    fresh = any(not is_old(t, today) for t in found)
    if carried and not fresh and looks_back(tree, anchor):
        return Timing("background", None, ("time.carried",))
    return None


def _is_past(day: EventDate, today: date) -> bool:
    """Whether a date, cut to its granularity, lies before the window."""
    cut = today - WINDOW
    return day.value < cut.isoformat()[: len(day.value)]


def _by_report(tree: Tree, anchor: int, found: tuple[Timex, ...], today: date) -> Timing | None:
    fresh = [
        d
        for d in reported(tree, anchor, found)
        if not is_old(d.timex, today) and not _is_ahead(d.timex, today)
    ]
    return Timing("new", None, ("time.reported",)) if fresh else None


def _by_progress(tree: Tree, anchor: int, context: TimeContext) -> Timing | None:
    code = progressive(tree, anchor, early=context.position <= _EARLY)
    return Timing("ongoing", None, (code,)) if code else None


def is_explainer(headline: str, lead: str) -> bool:
    """Whether headline or lead frame the article as a look back: an anniversary, a timeline, questions and answers."""
    data = rows()
    head = _padded(headline)
    if any(f" {phrase} " in head for phrase in data.explainer_headline):
        return True
    text = _padded(lead)
    if "anniversary" in text:
        return any(f" {verb} " in text for verb in data.anniversary_verbs)
    return any(f" {phrase} " in text for phrase in data.explainer_lead)


def _padded(text: str) -> str:
    return f" {' '.join(_PUNCTUATION.sub(' ', text.lower()).split())} "
