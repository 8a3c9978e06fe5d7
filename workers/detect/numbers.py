"""The number grammar: every figure of a sentence that may count people or things, with its qualifier.

Percentages, ages, years, clock times, calibres, distances, money, scores and designations ("F-16", "Group of
Seven") are no counts and are left out. "More than" and "at least" set low only, "up to" high only, and vague
words a floor by convention (ACLED's: tens 10, dozens 12, hundreds 100).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from workers.detect.numbers_data import rows
from workers.detect.numbers_value import Value, Words, value_at, words_of
from workers.models import Qualifier, Sentence

_RANGE_TOKEN = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)[–—−](\d{1,3}(?:,\d{3})+|\d+)")  # noqa: RUF001 - as printed
_YEARS, _DAYS, _AGES = range(1900, 2100), range(1, 32), range(1, 111)
_JOINERS = frozenset({"-", "–", "—", "to", "or"})  # noqa: RUF001 - as printed
_DETERMINERS = frozenset({"the", "this", "that", "which", "every", "each", "any", "another", "some"})
_PHRASE_MAX, _FILLERS_MAX = 4, 2
_AMOUNT_MAX = 10**10
_SHARED_MAX = 1000


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what qualifies it.

    Attributes:
        low: None for "up to N".
        best: None where the text gives a bound, a range or a vague word.
        high: None for "at least N".
        vague: low is a floor by convention.
        verbatim: the words, qualifier included.
        first: index of its first token, qualifier included.
        last: index of its last token.
    """

    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    vague: bool
    verbatim: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Figure:
    """One value or a range, from token ``start`` to before ``end``."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    vague: bool = False
    plain: bool = False


def quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """The counts that a sentence may contain, in the order of the text."""
    words = words_of(sentence.tokens)
    found: list[Quantity] = []
    i = 0
    while i < len(words.lower):
        figure = _nobody(words, i) or _figure(words, i)
        if figure is None:
            i += 1
            continue
        if _is_count(words, figure):
            found.append(_quantity(sentence, words, figure))
        i = figure.end
    return tuple(found)


def _nobody(words: Words, i: int) -> _Figure | None:
    for length in (3, 2, 1):
        if " ".join(words.lower[i : i + length]) in rows().nobody and i + length <= len(words.lower):
            return _Figure(i, i + length, Decimal(0), Decimal(0))
    return None


def _figure(words: Words, i: int) -> _Figure | None:
    if pair := _RANGE_TOKEN.fullmatch(words.at(i)):
        low, high = (Decimal(side.replace(",", "")) for side in pair.groups())
        return _Figure(i, i + 1, low, high, plain="," not in words.at(i))
    value = value_at(words, i)
    if value is None:
        return None
    return _share(words, i) or _between(words, i, value) or _ranged(words, i, value) or _single(i, value)


def _single(i: int, value: Value) -> _Figure:
    return _Figure(i, value.end, value.amount, value.amount, value.vague, value.plain)


def _share(words: Words, i: int) -> _Figure | None:
    """As in "one in five": a share, no count; its bounds are crossed so that it is left out whole."""
    second = value_at(words, i + 2) if words.at(i) == "one" and words.at(i + 1) == "in" else None
    return _Figure(i, second.end, Decimal(1), Decimal(0)) if second else None


def _between(words: Words, i: int, first: Value) -> _Figure | None:
    if words.at(i - 1) != "between" or words.at(first.end) != "and":
        return None
    return _pair(i - 1, first, value_at(words, first.end + 1))


def _ranged(words: Words, i: int, first: Value) -> _Figure | None:
    """As in "20 to 30 thousand", "10-15", "two or three"; "from 30 to 95", "by 12 to 95" tell a rise."""
    if words.at(first.end) not in _JOINERS or first.vague:
        return None
    second = value_at(words, first.end + 1)
    if second is None:
        return None
    if words.at(i - 1) in {"from", "by"} and not _noun_follows(words, second.end):
        return None
    if words.at(first.end) == "or" and second.amount > 3 * first.amount:
        return None
    return _pair(i, first, second)


def _pair(start: int, first: Value, second: Value | None) -> _Figure | None:
    if second is None or first.vague or second.vague:
        return None
    low = first.amount
    if first.scale == 1 and second.scale > 1 and low < _SHARED_MAX and low < second.amount / second.scale:
        low *= second.scale
    return _Figure(start, second.end, low, second.amount, plain=first.plain)


def _is_count(words: Words, figure: _Figure) -> bool:
    whole = figure.low == int(figure.low) and figure.high == int(figure.high)
    if not whole or not figure.low <= figure.high <= _AMOUNT_MAX:
        return False
    refused = (_measures, _named, _is_year, _is_date, _is_age, _hyphenated, _is_pronoun)
    return not any(test(words, figure) for test in refused)


def _measures(words: Words, figure: _Figure) -> bool:
    """As in "12 percent", "10 km", "half past", "12 years old"."""
    following = words.at(figure.end)
    if following == "-" and words.joined(figure.end):
        following = words.at(figure.end + 1)
    return following in rows().units


def _named(words: Words, figure: _Figure) -> bool:
    """As in "$5", "aged 12", "No. 4", "Highway 5", "Group of Seven"."""
    before = words.at(figure.start - 1)
    if before in rows().money:
        return True
    if before == "of" and words.at(figure.start - 2) in rows().label_of:
        return not _noun_follows(words, figure.end)
    return before in rows().labels and not _noun_follows(words, figure.end)


def _noun_follows(words: Words, i: int) -> bool:
    """Whether a noun, or an adjective before one, stands at ``i``."""
    return 0 <= i < len(words.tokens) and words.tokens[i].tag in {"NNS", "NN", "JJ", "NNPS", "CD"}


def _is_year(words: Words, figure: _Figure) -> bool:
    """Four digits from 1900 to 2099, unless they stand before a plural as nothing but a number."""
    if not figure.plain or int(figure.low) not in _YEARS:
        return False
    plural = figure.end < len(words.tokens) and words.tokens[figure.end].tag in {"NNS", "NNPS"}
    before = words.at(figure.start - 1)
    month = words.at(figure.start - 2) if before.isdigit() else before
    return not plural or before in {"in", "since", "the", "of", "from", "until"} or month in rows().months


def _is_date(words: Words, figure: _Figure) -> bool:
    if not figure.plain or int(figure.low) not in _DAYS:
        return False
    following = words.tokens[figure.end] if figure.end < len(words.tokens) else None
    if following and following.text.lower() in rows().months and following.text[0].isupper():
        return True
    if words.at(figure.start - 1) not in rows().months or words.tokens[figure.start - 1].text[0].islower():
        return False
    dated = words.at(figure.start - 2) == "in" or words.at(figure.start - 2).isdigit()
    return not (dated and _noun_follows(words, figure.end))


def _is_age(words: Words, figure: _Figure) -> bool:
    """As in "Maria Lopez, 34, was killed"."""
    if not figure.plain or int(figure.low) not in _AGES or words.at(figure.start - 1) != ",":
        return False
    named = figure.start > 1 and words.tokens[figure.start - 2].tag in {"NNP", "NN"}
    return named and words.at(figure.end) in {",", ".", "and"}


def _hyphenated(words: Words, figure: _Figure) -> bool:
    """As in "12-man", "200-strong", "AK-47"; not "50-odd"."""
    if words.at(figure.start - 1) == "-" and words.joined(figure.start) and words.joined(figure.start - 1):
        return True
    hyphen = words.at(figure.end) == "-" and words.joined(figure.end) and words.joined(figure.end + 1)
    return hyphen and f"- {words.at(figure.end + 1)}" not in rows().qualifiers_after


def _is_pronoun(words: Words, figure: _Figure) -> bool:
    """As in "the one", "this one", "one another"."""
    if words.at(figure.start) != "one" or figure.end != figure.start + 1:
        return False
    before, after = words.at(figure.start - 1), words.at(figure.end)
    told = before == "that" and _noun_follows(words, figure.end)
    return (before in _DETERMINERS and not told) or after in {"another", "another's", "'s"}


def _quantity(sentence: Sentence, words: Words, figure: _Figure) -> Quantity:
    first, before = _qualifier_before(words, figure.start)
    end, after = _qualifier_after(words, figure.end)
    tokens = sentence.tokens
    verbatim = sentence.text[tokens[first].start - sentence.start : tokens[end - 1].end - sentence.start]
    low, high = int(figure.low), int(figure.high)
    bounds: tuple[int | None, int | None, int | None] = (low, None, None)
    qualifier: Qualifier = "many"
    if not figure.vague:
        qualifier = before or after or ("exact" if low == high else "about")
        bounds = _bounds(low, high, qualifier)
    return Quantity(*bounds, qualifier, figure.vague, verbatim, first, end - 1)


def _bounds(low: int, high: int, qualifier: Qualifier) -> tuple[int | None, int | None, int | None]:
    if qualifier in {"at_least", "more_than"}:
        return low, None, None
    if qualifier in {"up_to", "fewer_than"}:
        return None, None, high
    return low, low if low == high else None, high


def _qualifier_before(words: Words, start: int) -> tuple[int, Qualifier | None]:
    """Where the qualifier starts and what it says: "at least", "more than another", "an estimated"."""
    for end in range(start, start - _FILLERS_MAX - 1, -1):
        for length in range(min(_PHRASE_MAX, end), 0, -1):
            qualifier = rows().qualifiers.get(" ".join(words.lower[end - length : end]))
            if qualifier:
                return end - length, qualifier
        if words.at(end - 1) not in rows().fillers:
            break
    return start, None


def _qualifier_after(words: Words, end: int) -> tuple[int, Qualifier | None]:
    for length in (2, 1):
        phrase = " ".join(words.lower[end : end + length])
        if phrase in rows().qualifiers_after and end + length <= len(words.lower):
            return end + length, rows().qualifiers_after[phrase]
    return end, None
