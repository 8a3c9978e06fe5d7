"""Pairs what was wanted with what was found, one to one, within one article."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.eval.mentions import Mention
from benchmarks.eval.names import same_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A label and the signal taken for it; ``exact`` if both are counts of the same metric and value."""

    wanted: Mention
    found: Mention
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """The pairs of an article, and what is left over on either side."""

    pairs: tuple[Pair, ...]
    missed: tuple[Mention, ...]
    spurious: tuple[Mention, ...]


def match(wanted: Sequence[Mention], found: Sequence[Mention]) -> Matching:
    """Mentions of one sentence and type, in three rounds: counts of equal value, of equal metric, then acts.

    Where a sentence has several of one type, those whose words overlap go together, then those of one place, then
    counts of the same victims, then in the order of the text.
    """
    left, right = list(wanted), list(found)
    pairs: list[Pair] = []
    for agree in (_same_value, _same_metric, _same_act):
        for one, other in _round(left, right, agree):
            pairs.append(Pair(wanted=one, found=other, exact=agree is _same_value))
            left = [m for m in left if m is not one]
            right = [m for m in right if m is not other]
    return Matching(pairs=tuple(pairs), missed=tuple(left), spurious=tuple(right))


def _round(
    left: Sequence[Mention], right: Sequence[Mention], agree: Callable[[Mention, Mention], bool]
) -> list[tuple[Mention, Mention]]:
    candidates = sorted(
        (-_affinity(one, other), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if one.sentence == other.sentence and one.type == other.type and agree(one, other)
    )
    taken_left, taken_right, chosen = set[int](), set[int](), list[tuple[Mention, Mention]]()
    for _, i, j in candidates:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            chosen.append((left[i], right[j]))
    return chosen


def _same_value(one: Mention, other: Mention) -> bool:
    return bool(one.figure and other.figure) and one.figure.value == other.figure.value


def _same_metric(one: Mention, other: Mention) -> bool:
    return bool(one.figure and other.figure) and one.figure.metric == other.figure.metric


def _same_act(one: Mention, other: Mention) -> bool:
    """Acts; and a displacement that only one of the two gives a figure for."""
    return one.figure is None or other.figure is None


def _affinity(one: Mention, other: Mention) -> int:
    overlap = any(a < d and c < b for a, b in one.spans for c, d in other.spans)
    victims = bool(one.figure and other.figure) and one.figure.victims == other.figure.victims
    return 4 * overlap + 2 * same_name(one.place, other.place) + victims
