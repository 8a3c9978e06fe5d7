# ruff: noqa: RUF001 - typographic quotes and dashes are what this module reads
"""Cuts a field into pieces that no sentence crosses: paragraphs, and parts of absurdly long ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_PIECE = 10_000
"""Code points that are parsed at once; bounds the parser's memory on a text without paragraphs."""

_WRAPPED_LINE = 100
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LINE = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]?\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.!?:][\"'”’)\]]?\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a field: ``text`` stands at ``start``; ``paragraph`` counts from 0."""

    start: int
    paragraph: int
    text: str


def pieces(text: str) -> list[Piece]:
    """The pieces of a field's text, in order, without those that are blank.

    A blank line always ends a paragraph. A single line break does too, unless the text looks hard-wrapped
    (no line over 100 code points, and most lines end inside a sentence).
    """
    breaks = _BLANK_LINE if _hard_wrapped(text) else _LINE
    found = [
        Piece(start, number, text[start:end])
        for number, (start, end) in enumerate(_between(breaks, text))
        for start, end in _bounded(text, start, end)
    ]
    return [piece for piece in found if not piece.text.isspace()]


def _hard_wrapped(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 3 or max(map(len, lines)) > _WRAPPED_LINE:  # noqa: PLR2004 - two lines show no habit
        return False
    return sum(bool(_ENDS_SENTENCE.search(line[-8:])) for line in lines) < len(lines) / 2


def _between(breaks: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in breaks.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_PIECE:
        cut = _cut(text, start, start + LONGEST_PIECE)
        yield start, cut
        start = cut
    yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", start, limit)
    return blank + 1 if blank > start else limit
