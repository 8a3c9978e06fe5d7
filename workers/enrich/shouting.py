"""Headlines in capitals as the parser reads them best: "M23 CAPTURES TOWN OF BUNAGANA" becomes "M23 captures town of Bunagana"."""

import re
from typing import Protocol

from workers.enrich.actors import Role
from workers.enrich.evidence import LARGE, is_cautious
from workers.enrich.gazetteer import Spot
from workers.enrich.names import ENGLISH_IN_CAPITALS
from workers.enrich.tables import Meaning, Nation, Tables

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # noqa: RUF001 - apostrophes as feeds print them
_MOST = 0.8
_FEWEST = 3
_LONGEST_ABBREVIATION = 4
_YOUNG = frozenset(
    {
        "ceasefire",
        "ceasefires",
        "airstrike",
        "airstrikes",
        "airbase",
        "counteroffensive",
        "jihadist",
        "jihadists",
    }
)
"""Common words that WordNet has not."""


class Lexicon(Protocol):
    """What English has as words, all lower case."""

    def common(self, word: str) -> bool:
        """Whether the word is a dictionary word or a regular inflection of one."""


def calm(text: str, known: Lexicon, tables: Tables) -> str:
    """A text that is nearly all in capitals in ordinary case, of the same length; any other text as it is.

    Args:
        text: a piece of a field.
        known: words of it are written small.
        tables: names in it keep their capital, abbreviations all of theirs.
    """
    words = [match[0] for match in _LETTERS.finditer(text) if len(match[0]) > 1]
    loud = sum(word.isupper() for word in words)
    if loud < _FEWEST or loud < _MOST * len(words):
        return text
    quiet = _LETTERS.sub(lambda match: _word(match[0], known, tables), text)
    return quiet[:1].upper() + quiet[1:] if len(quiet) == len(text) else text


def _word(word: str, known: Lexicon, tables: Tables) -> str:
    if not word.isupper() or len(word) == 1:
        return word.lower() if word == "A" else word
    lower = word.lower()
    spellings = {_spelling(meaning, lower, tables) for meaning in tables.names.meanings(word)} - {""}
    if lower not in ENGLISH_IN_CAPITALS - {"us"} and spellings:
        return word if "upper" in spellings else word.capitalize()
    if known.common(lower) or lower in _YOUNG or lower.rpartition("'")[2] in {"s", "t", "re", "ve", "ll"}:
        return lower if lower in _YOUNG or known.common(lower.partition("'")[0]) else word.capitalize()
    return word if len(word) <= _LONGEST_ABBREVIATION else word.capitalize()


def _spelling(meaning: Meaning, lower: str, tables: Tables) -> str:
    """How a name is written that a word may be: "upper", "title", or not at all as a name."""
    if isinstance(meaning, Role):
        return "" if meaning.actor.generic else "upper" if len(lower) <= _LONGEST_ABBREVIATION else "title"
    if isinstance(meaning, Nation):
        return "upper" if lower in {"us", "uk", "uae", "usa", "drc", "car"} else "title"
    large = (meaning.level == "listed" and not meaning.needs) or meaning.population >= LARGE
    return "title" if isinstance(meaning, Spot) and large and not is_cautious(lower, tables) else ""
