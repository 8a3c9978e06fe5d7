"""Reads one figure at a place in a text: digits, words to 10⁹, "half a million", "tens of thousands".

Words only, no parse: figures in headlines parse badly. Integers throughout; halves and decimals are kept as
``Decimal`` until the scale is known, since 1.2 million is 1,200,000.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workers.detect.numbers_data import rows
from workers.models import Token

_DIGITS = re.compile(r"\d+|\d{1,3}(?:,\d{2,3})+|\d{1,3}(?:\.\d{3})+|\d+\.\d+|\d{1,3}(?:,\d{3})+\.\d+")
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SUFFIXED = re.compile(r"(\d+(?:\.\d+)?)(k|m|mn|bn)")
_HALF = Decimal("0.5")
_QUARTER = Decimal("0.25")
_DIGITS_MAX = 13
_GROUP = 3
_HUNDRED, _THOUSAND, _TEN, _TWENTY = 100, 1000, 10, 20


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as read.

    Attributes:
        amount: what it comes to; for a vague word its floor.
        end: the token after it.
        scale: the multiplier written as a word ("thousand"), which a range may share; 1 without.
        plain: digits without separator or scale, as years are written.
    """

    amount: Decimal
    end: int
    scale: int = 1
    vague: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a sentence with their lower-case forms."""

    tokens: Sequence[Token]
    lower: Sequence[str]

    def at(self, i: int) -> str:
        """The word at a place; empty outside the sentence."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def joined(self, i: int) -> bool:
        """Whether a token is written against the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i].start == self.tokens[i - 1].end


def words_of(tokens: Sequence[Token]) -> Words:
    """The tokens with their lower-case forms."""
    return Words(tokens, [t.text.lower() for t in tokens])


def value_at(words: Words, i: int) -> Value | None:
    """The figure that starts at token ``i``, the longest reading; None where none does."""
    word = words.at(i)
    if word[:1].isdigit():
        return _digits(words, i)
    if word in rows().words:
        return _spelled(words, i)
    return _article(words, i) or _vague(words, i) or _several(words, i) or _part(words, i) or _few(words, i)


def _digits(words: Words, i: int) -> Value | None:
    text = words.at(i)
    if suffixed := _SUFFIXED.fullmatch(text):
        return Value(Decimal(suffixed[1]) * rows().suffixes[suffixed[2]], i + 1, rows().suffixes[suffixed[2]])
    if not _DIGITS.fullmatch(text) or len(text) > _DIGITS_MAX or (text[0] == "0" and text.isdigit()):
        return Value(Decimal(0), i + 1) if text == "0" else None
    text, end = _spaced(words, text, i + 1)
    scaled = words.at(end) in rows().scales
    grouped = _POINT_GROUPS.fullmatch(text) and not scaled
    amount = Decimal(text.replace(",", "").replace(".", "" if grouped else "."))
    if words.at(end) in rows().suffixes and words.joined(end):
        scale = rows().suffixes[words.at(end)]
        return Value(amount * scale, end + 1, scale)
    return _multiplied(words, amount, end, plain=text.isdigit() and end == i + 1)


def _spaced(words: Words, text: str, end: int) -> tuple[str, int]:
    """Digits written in groups with spaces: 14 000."""
    if not text.isdigit() or len(text) > _GROUP:
        return text, end
    while _is_group(words, end) and len(text) < _DIGITS_MAX:
        text, end = text + words.at(end), end + 1
    return text, end


def _is_group(words: Words, i: int) -> bool:
    text = words.at(i)
    return text.isdigit() and len(text) == _GROUP and words.tokens[i].start == words.tokens[i - 1].end + 1


def _multiplied(words: Words, amount: Decimal, end: int, *, plain: bool = False) -> Value:
    if [words.at(end + k) for k in range(3)] == ["and", "a", "half"] and words.at(end + 3) in rows().scales:
        amount, end = amount + _HALF, end + 3
    scale = 1
    while words.at(end) in rows().scales:
        scale *= rows().scales[words.at(end)]
        end += 1
    return Value(amount * scale, end, scale, plain=plain and scale == 1)


def _article(words: Words, i: int) -> Value | None:
    """As in "a dozen", "a hundred and twenty", "a million", "a couple of", "a few hundred"."""
    if words.at(i) not in {"a", "an"}:
        return None
    following = words.at(i + 1)
    if following == "couple" and words.at(i + 2) == "of":
        return Value(Decimal(2), i + 2)
    if following in rows().scales:
        return _composed(words, i + 1, 1)
    return (_several(words, i + 1) if following == "few" else None) or _part(words, i + 1)


def _vague(words: Words, i: int) -> Value | None:
    """As in "dozens", "tens of thousands"."""
    floors = rows().vague
    if words.at(i) not in floors or words.tokens[i].tag == "VBZ":
        return None
    amount, end = floors[words.at(i)], i + 1
    while words.at(end) == "of" and words.at(end + 1) in floors:
        amount, end = amount * floors[words.at(end + 1)], end + 2
    return Value(Decimal(amount), end, vague=True)


def _several(words: Words, i: int) -> Value | None:
    """As in "several hundred", "few dozen": no more exact than "hundreds" and "dozens"."""
    if words.at(i) not in rows().vague_before or not _is_scale(words.at(i + 1)):
        return None
    amount, end = 1, i + 1
    while _is_scale(words.at(end)):
        amount, end = amount * (rows().scales.get(words.at(end)) or rows().vague[words.at(end)]), end + 1
    return Value(Decimal(amount), end, vague=True)


def _few(words: Words, i: int) -> Value | None:
    """As in "several soldiers", "a few were killed"."""
    for phrase, floor in rows().few.items():
        end = i + len(phrase.split())
        if " ".join(words.lower[i:end]) == phrase:
            return Value(Decimal(floor), end, vague=True)
    return None


def _is_scale(word: str) -> bool:
    return word in rows().scales or word in rows().vague


def _part(words: Words, i: int) -> Value | None:
    """As in "half a million", "half-million", "quarter of a million"."""
    part = {"half": _HALF, "quarter": _QUARTER}.get(words.at(i))
    if part is None:
        return None
    end = i + 1
    while words.at(end) in {"of", "a", "-"}:
        end += 1
    scale = rows().scales.get(words.at(end))
    return Value(part * scale, end + 1, scale) if scale else None


def _spelled(words: Words, i: int) -> Value:
    first = rows().words[words.at(i)]
    following = [words.at(i + k) for k in range(1, 4)]
    if following == ["and", "a", "half"]:
        return _multiplied(words, Decimal(first), i + 1)
    return _composed(words, i + 1, first)


def _composed(words: Words, end: int, current: int) -> Value:
    """Number words from left to right: units join tens, a hundred takes both, a thousand closes a group."""
    total, scale, last = 0, 1, 0
    while True:
        scaled = rows().scales.get(words.at(end), 0)
        if scaled and _may_scale(scaled, current, last):
            scale = scaled
            if scaled == _HUNDRED:
                current *= scaled
            else:
                total, current, last = total + current * scaled, 0, scaled
            end += 1
            continue
        step = _next_unit(words, end, current)
        if step is None:
            return Value(Decimal(total + current), end, scale)
        current, end, scale = current + step[0], step[1], 1


def _may_scale(scaled: int, current: int, last: int) -> bool:
    if not current or (last and scaled >= last):
        return False
    return current < _HUNDRED if scaled == _HUNDRED else current < _THOUSAND


def _next_unit(words: Words, end: int, current: int) -> tuple[int, int] | None:
    """The next unit or tens word that still fits, and the token after it."""
    skip = end + 1 if words.at(end) in {"-", "and"} else end
    number = rows().words.get(words.at(skip), 0)
    if not number or (words.at(end) == "and" and not _after_and(words, end, skip)):
        return None
    if words.at(end) == "-" and not words.joined(skip):
        return None
    after_tens = current % _HUNDRED >= _TWENTY and current % _TEN == 0 and number < _TEN
    after_scale = current % _HUNDRED == 0 and words.at(end - 1) in rows().scales
    return (number, skip + 1) if after_tens or after_scale else None


def _after_and(words: Words, end: int, skip: int) -> bool:
    """As in "two hundred and five" and "and five thousand" are one figure, "two hundred and five hundred" are two."""
    before, behind = rows().scales.get(words.at(end - 1), 0), rows().scales.get(words.at(skip + 1), 0)
    return bool(before) and (not behind or behind > before)
