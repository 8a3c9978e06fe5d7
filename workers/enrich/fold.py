# ruff: noqa: RUF001, RUF002 - typographic quotes and dashes are what this module reads
"""One spelling for many: lower case, no diacritics, one kind of apostrophe."""

import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻʿʾ`´\u02b9\u02bd"
DASHES = "-–‑"

_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h",
    **dict.fromkeys(APOSTROPHES, "'"),
})  # fmt: skip


def fold(text: str) -> str:
    """The text in lower case without diacritics; apostrophes are straight. The length may change.

    >>> fold("Şırnak’s Dūmā")
    "sirnak's duma"
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    lower = text.lower().translate(_LETTERS)
    if lower.isascii():
        return lower
    plain = unicodedata.normalize("NFKD", lower)
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


_PLAIN = str.maketrans({
    "ı": "i", "İ": "I", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
    "œ": "oe", "Œ": "Oe", "ə": "a", "Ə": "A", "–": "-", "‑": "-", **dict.fromkeys(APOSTROPHES, "'"),
})  # fmt: skip


def plain(name: str) -> str:
    """A name as an English newspaper prints it: no diacritics, no apostrophe in front, no possessive ending.

    >>> plain("‘Afrīn"), plain("Cúcuta"), plain("Goma’s")
    ('Afrin', 'Cucuta', 'Goma')
    """
    folded = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(c for c in folded if not unicodedata.combining(c)).removesuffix("'s").strip("'")


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """What a word is looked up by: folded, without possessive ending and apostrophes.

    >>> key("Sana’a’s"), key("rebels’"), key("Ma'rib")
    ('sanaa', 'rebels', 'marib')
    """
    return fold(word).removesuffix("'s").replace("'", "")
