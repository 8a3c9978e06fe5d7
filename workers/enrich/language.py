"""Whether a text is one that our English rules may read."""

import re

from workers.models import Article

_SAMPLE = 5_000
_FEWEST_WORDS = 20
_SHARE_OF_FUNCTION_WORDS = 0.08
_SHARE_OF_LATIN = 0.6
_LETTERS = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset({
    "the", "of", "and", "to", "in", "that", "said", "was", "for", "with", "is", "on", "by", "from",
    "were", "it", "at", "he", "have", "has", "had", "are", "be", "been", "an", "not", "they", "which",
    "this", "who", "their",
})  # fmt: skip
"""English words of grammar. Running English news has 30 to 40 % of them; French, Spanish, German, Italian under 5 %."""


def readable(article: Article) -> bool:
    """Whether the article is English: declared so or undeclared (``und``), and not plainly something else."""
    declared = article.language.lower().replace("_", "-").split("-")[0]
    return declared in {"en", "eng", "und", ""} and looks_english(f"{article.headline}\n{article.body}")


def looks_english(text: str) -> bool:
    """Whether the first 5,000 code points may be English; fewer than 20 words are given the benefit of the doubt."""
    words = [word.lower() for word in _LETTERS.findall(text[:_SAMPLE])]
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if word < "\u0250")
    if letters > _FEWEST_WORDS and latin < _SHARE_OF_LATIN * letters:
        return False
    known = sum(word in _FUNCTION_WORDS for word in words)
    return len(words) < _FEWEST_WORDS or known >= _SHARE_OF_FUNCTION_WORDS * len(words)
