"""Counts of people killed, injured, missing, captured or displaced, each bound to the act that it counts."""

from dataclasses import dataclass, replace
from datetime import datetime

from workers.detect import victims
from workers.detect.counts_bind import bond
from workers.detect.counts_bond import Bond, counts_people
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Mention, Scene, mentions, scene_of
from workers.detect.counts_scope import kind_of, violence_of
from workers.detect.timing_scope import scope_start
from workers.models import Count, Metric, Sentence

_PARENT_MAX = 40
_NEAR = 6
_OTHERS = frozenset({"other", "others", "another", "more"})


@dataclass(frozen=True, slots=True)
class BoundCount:
    """A count and the act that it counts.

    Attributes:
        count: its kind may be refined by the caller.
        anchor: token of the act's verb or noun: killed, deaths, toll, fled.
        first: first token of the figure.
        last: last token of the phrase: the figure or the noun that it counts.
        violent: True for armed violence, False for accident, disaster, disease; None: not said in this sentence.
        subset: part of another count of the sentence ("among them three children"), never to be added.
        reasons: codes of the forms that were found.
    """

    count: Count
    anchor: int
    first: int
    last: int
    violent: bool | None
    subset: bool
    reasons: tuple[str, ...]


def bound_counts(sentence: Sentence, published: datetime | None) -> tuple[BoundCount, ...]:
    """The counts of a sentence in the order of the text; ``published`` anchors "since Wednesday"."""
    if not any(_may_count(t.text.lower(), t.lemma) for t in sentence.tokens):
        return ()
    scene = scene_of(sentence)
    found: dict[Mention, tuple[Bond, bool]] = {}
    pending: list[Mention] = []
    parts: list[Mention] = []
    for mention in mentions(scene):
        if among := _among(scene, mention):
            found[mention] = (among, True)
            continue
        part = _is_part(scene, mention) or any(_next_in_row(scene, mention, other) for other in parts)
        if part:
            parts.append(mention)
        own = None if part else bond(scene, mention)
        if own and not _mixed(scene, own):
            found[mention] = (own, False)
        elif own is None:
            pending.append(mention)
    for mention in pending:
        derived = _part_of(scene, mention, found) if mention in parts else _inherited(scene, mention, found)
        if derived:
            found[mention] = derived
    counts: list[BoundCount] = []
    for mention in sorted(found, key=lambda m: m.first):
        bound = _bound(scene, mention, *found[mention], published)
        counts.append(_over_the_same(bound, counts[-1]) if counts and _goes_on(scene, mention) else bound)
    return tuple(counts)


def _goes_on(scene: Scene, mention: Mention) -> bool:
    """As in "and 162 others have been wounded", "30 more were hurt": beside the count before."""
    return bool(_OTHERS & set(scene.lower[mention.first : mention.end + 2]))


def _over_the_same(bound: BoundCount, before: BoundCount) -> BoundCount:
    """The count over the span of the one before, where it says no span itself."""
    if bound.count.kind != "incident" or before.count.kind == "incident":
        return bound
    count = replace(bound.count, kind=before.count.kind, scope_start=before.count.scope_start)
    same = [code for code in before.reasons if code.startswith(f"count.{before.count.kind}")]
    return replace(bound, count=count, reasons=(*(c for c in bound.reasons if c != "count.incident"), *same))


def _may_count(word: str, lemma: str) -> bool:
    """A quick look before the work: most sentences name no act that counts."""
    data = rows()
    return (
        lemma in data.verbs
        or word in data.states
        or lemma in data.nouns
        or word in {"toll", "lives", "life", "lost"}
        or lemma in {"shoot", "gun", "mow", "burn", "lose", "force", "drive"}
    )


def _is_part(scene: Scene, mention: Mention) -> bool:
    """As in "including 12 children", "among them three women", "five of whom", "two of the dead"."""
    if mention.whole is not None and scene.word(mention.whole) not in {"them", "those", "these"}:
        return True
    if mention.whole is not None and mention.noun is not None:
        return True
    before = [scene.word(mention.first - k) for k in (2, 1)]
    if before[1] in {"were", "was", "are"} and scene.word(0) == "among" and mention.first <= _NEAR:
        return True
    return before[1] in rows().parts - {"them"} or " ".join(before) in rows().parts


def _among(scene: Scene, mention: Mention) -> Bond | None:
    """As in "two policemen were among those killed": a part of a whole without a figure."""
    behind = scene.lower[mention.end + 1 : mention.end + 5]
    if behind[1:2] != ("among",) or behind[2:3] not in {("the",), ("those",)}:
        return None
    metric = rows().states.get(scene.word(mention.end + 4))
    return Bond(mention.end + 4, metric, "count.subset") if metric else None


def _mixed(scene: Scene, own: Bond) -> bool:
    """As in "killed or wounded": one figure over two metrics says neither."""
    for conj, act in ((own.anchor + 1, own.anchor + 2), (own.anchor - 1, own.anchor - 2)):
        if scene.word(conj) in {"or", "and", "/"} and 0 <= act < len(scene.tokens):
            metric = _metric_of(scene, act)
            if metric and metric != own.metric:
                return True
    return False


def _metric_of(scene: Scene, i: int) -> Metric | None:
    verb = rows().verbs.get(scene.tokens[i].lemma)
    return rows().states.get(scene.word(i)) or (verb.metric if verb else None)


def _inherited(
    scene: Scene, mention: Mention, found: dict[Mention, tuple[Bond, bool]]
) -> tuple[Bond, bool] | None:
    """What a figure takes from another to which it is joined: "12 soldiers and 7 rebels"."""
    above = set(_up_the_list(scene, mention.node))
    for other, (own, subset) in found.items():
        joined = above & {other.node, other.noun} or _next_in_row(scene, mention, other)
        if joined and other.first < mention.first and _like(scene, mention, other, own):
            return replace(own, reason="count.list"), subset
    return None


def _next_in_row(scene: Scene, mention: Mention, other: Mention) -> bool:
    """As in "12 soldiers, 7 rebels and 3 civilians": nothing but a comma or "and" between, both of known victims."""
    between = scene.lower[other.end + 1 : mention.first]
    known = all(m.noun is not None and victims.victim_class(scene.tokens, m.noun) for m in (other, mention))
    return known and between in {(",",), ("and",), (",", "and"), ("&",)}


def _up_the_list(scene: Scene, node: int) -> list[int]:
    found = []
    while scene.tokens[node].dep == "conj" and scene.tokens[node].head != node:
        node = scene.tokens[node].head
        found.append(node)
    return found


def _like(scene: Scene, mention: Mention, other: Mention, own: Bond) -> bool:
    """Whether the act counts this one too; a bare figure may follow only a bare figure."""
    if mention.noun is None:
        return other.noun is None
    return counts_people(scene, mention, opened=own.open)


def _part_of(
    scene: Scene, mention: Mention, found: dict[Mention, tuple[Bond, bool]]
) -> tuple[Bond, bool] | None:
    if mention.noun is not None and victims.victim_class(scene.tokens, mention.noun) is None:
        return None
    if mention.whole is not None and (of_state := _part_of_state(scene, mention)):
        return of_state
    before = [o for o in found if o.first < mention.first and mention.first - o.end < _PARENT_MAX]
    wholes = [o for o in before if not found[o][1]]
    if wholes:
        own = found[max(wholes, key=lambda o: o.first)][0]
        return replace(own, reason="count.subset", toll=False), True
    return _part_of_state(scene, mention)


def _part_of_state(scene: Scene, mention: Mention) -> tuple[Bond, bool] | None:
    """As in "Among the dead were three children", "two of the wounded": the whole has no figure here."""
    nearby = (
        [mention.whole]
        if mention.whole is not None
        else range(mention.first - 1, max(-1, mention.first - _NEAR), -1)
    )
    for i in nearby:
        metric = _metric_of(scene, i)
        if metric:
            return Bond(i, metric, "count.subset"), True
    return None


def _bound(scene: Scene, mention: Mention, own: Bond, subset: bool, published: datetime | None) -> BoundCount:
    kind, why = kind_of(scene, own)
    quantity = mention.quantity
    count = Count(
        metric=own.metric,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        qualifier=quantity.qualifier,
        verbatim=quantity.verbatim,
        kind=kind,
        vague=quantity.vague,
        scope_start=scope_start(scene.sentence, published) if kind == "cumulative" else None,
        victims=_victims(scene, mention, own, subset=subset),
    )
    joined = ["count.subset"] if subset and own.reason != "count.subset" else []
    reasons = (own.reason, *joined, why, *(["count.indefinite"] if mention.indefinite else []))
    return BoundCount(count, own.anchor, mention.first, mention.end, violence_of(scene, own), subset, reasons)


def _victims(scene: Scene, mention: Mention, own: Bond, *, subset: bool) -> str:
    nouns = [own.whom, *(_described(scene, mention) if subset else []), mention.noun]
    known = (victims.victim_class(scene.tokens, noun) for noun in nouns if noun is not None)
    return next((name for name in known if name), victims.PEOPLE)


def _described(scene: Scene, mention: Mention) -> list[int]:
    """As in "twelve of the dead were children": who they were."""
    node = scene.tokens[mention.node]
    if node.dep != "nsubj" or scene.tokens[node.head].lemma != "be":
        return []
    return scene.tree.children(node.head, "attr")
