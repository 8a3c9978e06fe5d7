"""Parts of a count ("12 dead, among them three children") and lists ("12 soldiers and 7 rebels")."""

from collections.abc import Mapping
from dataclasses import replace

from workers.detect import victims
from workers.detect.counts_bond import Bond, Tie, counts_people
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Mention, Scene
from workers.models import Metric

_PARENT_MAX = 40
_NEAR = 6
_AMONG_MAX = 12
_WHOLE_MAX = 7
_OPENERS = frozenset({":", "(", "--", "–", "—", ";", "-"})  # noqa: RUF001 - as printed
_PLAIN = frozenset({"CD", "NN", "NNS", "NNP", "NNPS", "JJ", "IN", "DT", "CC", ",", "POS", "VBD", "VBP"})
_PRONOUNS = frozenset({"them", "those", "these"})
_UNTIED = frozenset({"soldiers", "rebels", "police", "peacekeepers"})
"""Whoever bears arms leaves a place; displaced are only those who do not."""


def flees_armed(scene: Scene, mention: Mention, bond: Bond) -> bool:
    """True of "200 soldiers fled": they withdrew."""
    if bond.metric != "displaced" or mention.noun is None:
        return False
    return victims.victim_class(scene.tokens, mention.noun) in _UNTIED


def is_part(scene: Scene, mention: Mention) -> bool:
    """As in "including 12 children", "among them three women", "five of whom", "two of the dead"."""
    if mention.whole is not None and (scene.word(mention.whole) not in _PRONOUNS or mention.noun is not None):
        return True
    if scene.word(mention.end + 1) in {"among", "amongst"} and scene.word(mention.end + 2) in _PRONOUNS | {
        "whom"
    }:
        return True
    if _among_listed(scene, mention.node):
        return True
    if (
        scene.word(0) == "of"
        and scene.word(mention.first - 1) == ","
        and _told_of_whole(scene, mention.first)
    ):
        return True
    before = [scene.word(mention.first - k) for k in (2, 1)]
    if before[1] in {"were", "was", "are"} and scene.word(0) == "among" and mention.first <= _NEAR:
        return True
    return before[1] in rows().parts - {"them"} or " ".join(before) in rows().parts


def _told_of_whole(scene: Scene, end: int) -> bool:
    """As in "Of the 45 killed, 30 were civilians"."""
    return any(scene.word(i) in rows().states for i in range(end))


def _among_listed(scene: Scene, node: int) -> bool:
    """As in "including the rector and two women": joined to what is a part."""
    above = _up_the_list(scene, node)
    return bool(above) and scene.word(scene.tokens[above[-1]].head) in {"including", "include"}


def among(scene: Scene, mention: Mention) -> Bond | None:
    """As in "two policemen were among those killed", "60 civilians among the more than 250 killed"."""
    for i in range(mention.end + 1, min(mention.end + _AMONG_MAX, len(scene.tokens))):
        if scene.word(i) == "among" and scene.word(i + 1) in {"the", "those"}:
            return _state_in(scene, i + 2)
        if scene.tokens[i].tag not in _PLAIN or (
            scene.tokens[i].tag.startswith("VB") and scene.tokens[i].lemma != "be"
        ):
            return None
    return None


def _state_in(scene: Scene, start: int) -> Bond | None:
    for i in range(start, min(start + _WHOLE_MAX, len(scene.tokens))):
        metric = rows().states.get(scene.word(i)) or ("dead" if scene.word(i) == "victims" else None)
        if metric:
            return Bond(i, metric, "count.subset")
        if scene.tokens[i].tag.startswith("VB") or scene.word(i) in {",", ";"}:
            return None
    return None


def breaks_down(scene: Scene, mention: Mention, found: Mapping[Mention, Tie]) -> bool:
    """As in "826 deaths: 420 rebels, 295 soldiers", "13 bodies; eight guerrillas", "eight people (three soldiers)"."""
    if scene.word(mention.first - 1) not in _OPENERS or mention.noun is None:
        return False
    known = victims.victim_class(scene.tokens, mention.noun)
    amount = mention.quantity.low
    return known is not None and any(
        o.first < mention.first and not tie.subset and amount is not None and amount < (o.quantity.low or 0)
        for o, tie in found.items()
    )


def next_in_row(scene: Scene, mention: Mention, other: Mention) -> bool:
    """As in "12 soldiers, 7 rebels and 3 civilians": nothing but a comma or "and" between, both of known victims."""
    between = scene.lower[other.end + 1 : mention.first]
    known = all(m.noun is not None and victims.victim_class(scene.tokens, m.noun) for m in (other, mention))
    return known and between in {(",",), ("and",), (",", "and"), ("&",)}


def inherited(scene: Scene, mention: Mention, found: Mapping[Mention, Tie]) -> Tie | None:
    """What a figure takes from another to which it is joined: "12 soldiers and 7 rebels"."""
    above = set(_up_the_list(scene, mention.node))
    for other, tie in found.items():
        joined = above & {other.node, other.noun} or next_in_row(scene, mention, other)
        if joined and other.first < mention.first and _like(scene, mention, other, tie.bond):
            return replace(tie, bond=replace(tie.bond, reason="count.list", whom=None))
    return None


def ahead(scene: Scene, mention: Mention, found: Mapping[Mention, Tie]) -> Tie | None:
    """What a figure takes from the next in its row: "left five policemen, three soldiers and nine militants dead"."""
    for other, tie in found.items():
        if other.first > mention.first and not tie.subset and next_in_row(scene, other, mention):
            return replace(tie, bond=replace(tie.bond, reason="count.list", whom=None))
    return None


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


def part_of(scene: Scene, mention: Mention, found: Mapping[Mention, Tie]) -> Tie | None:
    """The count of which a mention is a part, or the state of a whole that has no figure."""
    if mention.noun is not None and victims.victim_class(scene.tokens, mention.noun) is None:
        return None
    if _is_named(scene, mention):
        return None
    if mention.whole is not None and (of_state := _part_of_state(scene, mention)):
        return of_state
    before = [o for o in found if o.first < mention.first and mention.first - o.end < _PARENT_MAX]
    wholes = [o for o in before if not found[o].subset]
    if wholes:
        whole = max(wholes, key=lambda o: o.first)
        bond = replace(found[whole].bond, reason="count.subset", toll=False, whom=None)
        return Tie(bond, subset=True, whole=whole)
    return _part_of_state(scene, mention)


def _is_named(scene: Scene, mention: Mention) -> bool:
    """As in "36 troops, one of them the commander X": who is named is not counted."""
    one = mention.quantity.best == 1 and mention.whole is not None
    return one and (
        scene.word(mention.end + 1) == "the"
        or scene.tokens[min(mention.end + 1, len(scene.tokens) - 1)].tag == "NNP"
    )


def _part_of_state(scene: Scene, mention: Mention) -> Tie | None:
    """As in "Among the dead were three children", "two of the wounded": the whole has no figure here."""
    nearby = (
        [mention.whole]
        if mention.whole is not None
        else range(mention.first - 1, max(-1, mention.first - _NEAR), -1)
    )
    for i in nearby:
        metric = metric_of(scene, i)
        if metric:
            return Tie(Bond(i, metric, "count.subset"), subset=True)
    return None


def metric_of(scene: Scene, i: int) -> Metric | None:
    """What a word says has become of somebody."""
    verb = rows().verbs.get(scene.tokens[i].lemma)
    return rows().states.get(scene.word(i)) or (verb.metric if verb else None)
