"""Counts of people killed, injured, missing, captured or displaced, each bound to the act that it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from types import MappingProxyType

from workers.detect import counts_frames, counts_victims, victims
from workers.detect.counts_bind import bond
from workers.detect.counts_bond import Bond, Tie
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Mention, Scene, mentions, scene_of
from workers.detect.counts_parts import (
    ahead,
    among,
    breaks_down,
    flees_armed,
    inherited,
    is_part,
    metric_of,
    next_in_row,
    part_of,
)
from workers.detect.counts_scope import kind_of
from workers.detect.counts_violence import violence_of
from workers.detect.timing_scope import scope_start
from workers.detect.tree import Tree
from workers.models import Count, Qualifier

_OTHERS = frozenset({"other", "others", "another", "more"})
_JOINING = frozenset(
    {
        ",",
        "and",
        "with",
        "while",
        "also",
        "another",
        "a",
        "further",
        "some",
        "have",
        "has",
        "had",
        "been",
        "were",
        "was",
    }
)
_NOBODY: Mapping[int, str] = MappingProxyType({})
_BREATH = 6
_PASSED: Mapping[str, Qualifier] = MappingProxyType(
    {
        **dict.fromkeys(
            ("pass", "past", "beyond", "exceed", "surpass", "top", "cross", "above"), "more_than"
        ),
        **dict.fromkeys(("near", "approach"), "about"),
    }
)


@dataclass(frozen=True, slots=True)
class BoundCount:
    """A count and the act that it counts.

    Attributes:
        anchor: token of the act's verb or noun: killed, deaths, toll, fled.
        first: first token of the figure.
        last: last token of the phrase: the figure or the noun that it counts.
        violent: True for armed violence, False for accident, disaster, disease; None: not said in this sentence.
        reasons: codes of the forms that were found.
    """

    count: Count
    anchor: int
    first: int
    last: int
    violent: bool | None
    reasons: tuple[str, ...]


def bound_counts(
    tree: Tree, published: datetime | None, ranks: Mapping[int, str] = _NOBODY
) -> tuple[BoundCount, ...]:
    """The counts of a sentence in the order of the text.

    Args:
        tree: the parse of the sentence.
        published: anchors "since Wednesday".
        ranks: token -> class of the fighters of the side that it names: see ``counts_victims.ranks``.
    """
    if not any(_may_count(t.text.lower(), t.lemma) for t in tree.tokens):
        return ()
    scene = scene_of(tree, ranks)
    ties = _ties(scene)
    known: dict[Mention, str] = {}
    before: str | None = None
    counts: list[tuple[Mention, BoundCount]] = []
    for mention in sorted(ties, key=lambda m: m.first):
        tie = ties[mention]
        whole = known.get(tie.whole, victims.PEOPLE) if tie.whole else None
        known[mention] = counts_victims.class_of(scene, mention, tie, before, whole)
        alone = mention.indefinite or tie.subset or tie.bond.metric == "displaced"
        before = None if alone else known[mention]
        counts.append((mention, _bound(scene, mention, tie, known[mention], published)))
    return _in_one_breath(scene, counts)


@cache
def _words_that_count() -> frozenset[str]:
    data = rows()
    return counts_frames.signs() | data.verbs.keys() | data.states.keys() | data.nouns.keys() | data.signs


def _may_count(word: str, lemma: str) -> bool:
    """A quick look before the work: most sentences name no act that counts."""
    return lemma in _words_that_count() or word in _words_that_count()


def _ties(scene: Scene) -> dict[Mention, Tie]:
    """The mentions that count somebody: first those with an act of their own, then lists and parts."""
    found: dict[Mention, Tie] = {}
    pending: list[Mention] = []
    parts: list[Mention] = []
    for mention in mentions(scene):
        if state := among(scene, mention):
            found[mention] = Tie(state, subset=True, whole=None)
            continue
        part = is_part(scene, mention) or any(next_in_row(scene, mention, other) for other in parts)
        own = None if part else bond(scene, mention)
        if own is None and not part:
            part = breaks_down(scene, mention, found) or mention.whole is not None
        if part:
            parts.append(mention)
        if own is None:
            pending.append(mention)
        elif not _mixed(scene, own):
            found[mention] = Tie(own)
    for mention in pending:
        tie = part_of(scene, mention, found) if mention in parts else inherited(scene, mention, found)
        if tie and not flees_armed(scene, mention, tie.bond):
            found[mention] = tie
    _back_along_rows(scene, [m for m in pending if m not in found and m not in parts], found)
    return found


def _back_along_rows(scene: Scene, pending: Sequence[Mention], found: dict[Mention, Tie]) -> None:
    """Gives the first of a row the act of the last: "five policemen and nine militants dead"."""
    for mention in reversed(pending):
        tie = ahead(scene, mention, found)
        if tie and not flees_armed(scene, mention, tie.bond):
            found[mention] = tie


def _mixed(scene: Scene, own: Bond) -> bool:
    """As in "killed or wounded": one figure over two metrics says neither."""
    for conj, act in ((own.anchor + 1, own.anchor + 2), (own.anchor - 1, own.anchor - 2)):
        if scene.word(conj) in {"or", "and", "/"} and 0 <= act < len(scene.tokens):
            metric = metric_of(scene, act)
            if metric and metric != own.metric:
                return True
    return False


def _bound(scene: Scene, mention: Mention, tie: Tie, whom: str, published: datetime | None) -> BoundCount:
    own = tie.bond
    kind, why = kind_of(scene, own, mention.quantity)
    low, best, high, qualifier = _amount(scene, mention, own)
    count = Count(
        metric=own.metric,
        low=low,
        best=best,
        high=high,
        qualifier=qualifier,
        verbatim=mention.quantity.verbatim,
        kind=kind,
        vague=mention.quantity.vague,
        scope_start=scope_start(scene.tree, published) if kind == "cumulative" else None,
        victims=whom,
        subset=tie.subset,
    )
    joined = ["count.subset"] if tie.subset and own.reason != "count.subset" else []
    reasons = (own.reason, *joined, why, *(["count.indefinite"] if mention.indefinite else []))
    return BoundCount(count, own.anchor, mention.first, mention.end, violence_of(scene, own), reasons)


def _amount(
    scene: Scene, mention: Mention, own: Bond
) -> tuple[int | None, int | None, int | None, Qualifier]:
    """The bounds of a figure; of "the toll passes 140" it is the verb that says "more than"."""
    quantity = mention.quantity
    before = scene.tokens[mention.first - 1] if mention.first else None
    passed = before and own.toll and (_PASSED.get(before.lemma) or _PASSED.get(before.text.lower()))
    if passed == "more_than" and quantity.qualifier in {"exact", "about"}:
        return quantity.low, None, None, passed
    if passed and quantity.qualifier == "exact":
        return quantity.low, quantity.best, quantity.high, passed
    return quantity.low, quantity.best, quantity.high, quantity.qualifier


def _in_one_breath(scene: Scene, counts: Sequence[tuple[Mention, BoundCount]]) -> tuple[BoundCount, ...]:
    """Counts told in one breath run over one span: "431 dead and 1,200 wounded since mid-May"."""
    found = [bound for _, bound in counts]
    for k in (*range(1, len(found)), *range(len(found) - 1, 0, -1)):
        if _joined(scene, counts[k - 1], counts[k]):
            found[k] = _over_the_same(found[k], found[k - 1])
            found[k - 1] = _over_the_same(found[k - 1], found[k])
        elif found[k].count.subset or _OTHERS & set(scene.lower[counts[k][0].first : counts[k][0].end + 2]):
            found[k] = _over_the_same(found[k], found[k - 1])
    return tuple(found)


def _joined(scene: Scene, one: tuple[Mention, BoundCount], other: tuple[Mention, BoundCount]) -> bool:
    """Whether nothing but "and", a comma and the acts themselves stands between two counts."""
    acts = {one[1].anchor, other[1].anchor}
    between = range(one[0].end + 1, other[0].first)
    if len(between) > _BREATH or any(scene.word(i) == "of" for i in between):
        return False
    return all(i in acts or scene.word(i) in _JOINING for i in between)


def _over_the_same(bound: BoundCount, other: BoundCount) -> BoundCount:
    """A count over the span of another, where it says no span itself."""
    if bound.count.kind != "incident" or other.count.kind == "incident":
        return bound
    count = replace(bound.count, kind=other.count.kind, scope_start=other.count.scope_start)
    same = [code for code in other.reasons if code.startswith(f"count.{other.count.kind}")]
    return replace(bound, count=count, reasons=(*(c for c in bound.reasons if c != "count.incident"), *same))
