"""Counts written in any style are read back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detect.parse import words
from workers.detect.numbers import quantities

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["?", "?", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number, joiner):
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            small = f" {joiner} " if 0 < rest < 100 and joiner else " "
            tail = f"{small}{spell(rest, joiner)}" if rest else ""
            return f"{spell(number // scale, joiner)} {name}{tail}"
    if number >= 100:
        tail = f" {joiner} {spell(number % 100, joiner)}".replace("  ", " ") if number % 100 else ""
        return f"{UNITS[number // 100]} hundred{tail}"
    if number >= 20:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    return UNITS[number]


RENDERINGS = (
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{n:,}".replace(",", "\u202f"),
    lambda n: f"{n:,}".replace(",", "."),
    lambda n: spell(n, "and"),
    lambda n: spell(n, ""),
)


QUALIFIERS = {
    "": ("exact", True, True, True),
    "about ": ("about", True, True, True),
    "at least ": ("at_least", True, False, False),
    "more than ": ("more_than", True, False, False),
    "as many as ": ("up_to", False, False, True),
    "fewer than ": ("fewer_than", False, False, True),
}


@settings(max_examples=10_000, deadline=None)
@given(
    st.one_of(st.integers(1, 3000), st.integers(1, 10**9)),
    st.sampled_from(RENDERINGS),
    st.sampled_from(sorted(QUALIFIERS)),
)
def test_rendered_count_reads_back(number, render, words_before):
    """Writing a count and reading it is the identity, whatever the style and the qualifier."""
    qualifier, *given_bounds = QUALIFIERS[words_before]
    bounds = [number if is_given else None for is_given in given_bounds]
    found = quantities(words(f"There {words_before}{render(number)} people fled."))
    assert [(q.qualifier, [q.low, q.best, q.high]) for q in found] == [(qualifier, bounds)]
