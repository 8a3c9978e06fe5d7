"""Finds set phrases of several words."""

from collections.abc import Iterator, Sequence
from functools import cache


@cache
def _by_first(phrases: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found


def find(lower: Sequence[str], phrases: frozenset[str]) -> Iterator[int]:
    """The places at which one of the phrases starts. Phrases are lower case, one space between words."""
    starts = _by_first(phrases)
    for i, word in enumerate(lower):
        for words in starts.get(word, ()):
            if tuple(lower[i : i + len(words)]) == words:
                yield i
                break
