"""Finds names of many words in text: exact, folded, case-aware, on word boundaries, longest first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from workers.enrich.fold import APOSTROPHES, DASHES, key
from workers.enrich.parse import WORD, Word

T = TypeVar("T")

_GAP = re.compile(rf"[{DASHES}{APOSTROPHES}\s.(&/]{{1,3}}")
_SHORTEST_CLIPPED = 5
ENGLISH_IN_CAPITALS = frozenset({
    "aid", "aids", "au", "car", "eta", "hur", "is", "let", "mend", "omc", "pa", "saba", "sana", "us",
    "who",
})  # fmt: skip
"""Abbreviations that are English words once a whole headline is in capitals."""

_PARTICLES = frozenset({
    "ad", "al", "an", "ar", "as", "ash", "at", "az", "da", "de", "del", "du", "e", "el", "ez", "i",
    "la", "of", "the", "ul", "wa", "wal",
})  # fmt: skip
"""Words inside names that are written either way: "Al-Nusra", "al-Nusra"."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A name found at ``words[first:first + count]``.

    Attributes:
        clipped: the text has an "s" more, as in "Syrias army" from feeds that drop apostrophes.
        values: the name as the table spells it, and what it means.
    """

    first: int
    count: int
    end: int
    clipped: bool
    values: tuple[tuple[str, T], ...]


Scan = tuple[tuple[Match[T], ...], ...]
"""What ``NameTable.scan`` finds in a sentence, by word."""


@dataclass(slots=True)
class NameTable(Generic[T]):
    """Names and what they may mean."""

    _entries: dict[str, list[tuple[str, str, T]]] = field(default_factory=dict)
    _longest: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, value: T) -> None:
        """Let ``name`` mean ``value``, besides what it means already.

        A word of the name that begins with a capital must do so in the text; one all in capitals must be so
        there; one in lower case may be written in any case.

        Raises:
            ValueError: the name has no letter or digit.
        """
        for spelling in dict.fromkeys((name, name.replace("'s ", "s "))):  # Feeds drop apostrophes.
            self._add(spelling, value)

    def _add(self, name: str, value: T) -> None:
        words = WORD.findall(name)
        if not words:
            raise ValueError(f"{name!r} is no name")
        keys = [key(word) for word in words]
        shapes = "".join(map(_shape, words))
        if len(words) > 1:
            shapes = "".join("l" if k in _PARTICLES else shape for k, shape in zip(keys, shapes, strict=True))
        entry = (name, shapes, value)
        self._entries.setdefault(" ".join(keys), []).append(entry)
        self._longest[keys[0]] = max(len(keys), self._longest.get(keys[0], 0))

    def __contains__(self, name: str) -> bool:
        """Whether the name is known, in any case."""
        return " ".join(key(word) for word in WORD.findall(name)) in self._entries

    def meanings(self, name: str) -> Iterator[T]:
        """What a name may mean, whatever the case it is written in."""
        found = self._entries.get(" ".join(key(word) for word in WORD.findall(name)), ())
        return (value for _, _, value in found)

    def scan(self, words: Sequence[Word]) -> Scan[T]:
        """At each word the names that begin there, longest first."""
        return tuple(tuple(self.at(words, first)) for first in range(len(words)))

    def at(self, words: Sequence[Word], first: int) -> Iterator[Match[T]]:
        """The names that begin at a word, longest first."""
        for count in range(self._reach(words, first), 0, -1):
            span = words[first : first + count]
            values = self._values(span, clip=False)
            clipped = () if values else self._values(span, clip=True)
            if values or clipped:
                yield Match(first, count, span[-1].end - bool(clipped), bool(clipped), values or clipped)

    def _reach(self, words: Sequence[Word], first: int) -> int:
        start = words[first].key
        longest = self._longest.get(start) or int(start.removesuffix("s") in self._longest)
        reach = min(longest, len(words) - first)
        for i in range(1, reach):
            if not _GAP.fullmatch(words[first + i].gap):
                return i
        return reach

    def _values(self, span: Sequence[Word], *, clip: bool) -> tuple[tuple[str, T], ...]:
        last = span[-1]
        if clip and not (
            last.text.endswith("s") and len(last.key) > _SHORTEST_CLIPPED and last.text[0].isupper()
        ):
            return ()
        joined = " ".join(word.key for word in span)
        entries = self._entries.get(joined[:-1] if clip else joined, ())
        texts = [word.text for word in span]
        return tuple((name, value) for name, shapes, value in entries if _fits(texts, shapes))


def shouted(words: Sequence[Word]) -> bool:
    """Whether a sentence is written in capitals, so that case says nothing."""
    cased = [word for word in words if word.text.upper() != word.text.lower()]
    return len(cased) > 1 and all(word.text.isupper() for word in cased)


def is_english_in_capitals(span: Sequence[Word]) -> bool:
    """Whether an abbreviation could as well be a common word, were the sentence in capitals."""
    return len(span) == 1 and span[0].key in ENGLISH_IN_CAPITALS


def _shape(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return "U"
    return "C" if word[0].isupper() or word[0].isdigit() else "l"


def _fits(texts: Sequence[str], shapes: str) -> bool:
    for text, shape in zip(texts, shapes, strict=True):
        if shape == "C" and not (text[0].isupper() or text[0].isdigit()):
            return False
        if shape == "U" and not text.removesuffix("s").rstrip(APOSTROPHES).isupper():
            return False
    return True
