"""How likely a sentence is about armed conflict, by its words alone: a linear model, fitted by benchmarks/train_relevance.py.

It knows neither time nor status, nor who did what: trials, old graves and robberies score high. Rules know those; the score
only says whether a weak sign may count.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workers.detect.kinds import DATA
from workers.errors import DataFileError

BIAS = "(bias)"
SCALE = 100
"""The file holds whole hundredths."""

_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Relevance:
    """TF-IDF and logistic regression.

    Attributes:
        words: lower-case word -> (its rarity, ln((1 + N) / (1 + n)) + 1 of the N items of which n hold it; its weight).
        bias: the log odds of a sentence of which no word is known.
    """

    words: Mapping[str, tuple[float, float]]
    bias: float

    def score(self, tokens: Iterable[str], least: int = 0) -> float:
        """The probability, 0 to 1, that lower-case tokens are about armed conflict, were half of all news so.

        A word that stands n times counts 1 + ln n times; the sentence has length one. Fewer known words than ``least`` are as none.
        """
        known = Counter(token for token in tokens if token in self.words)
        total = square = 0.0
        for word, times in known.items() if len(known) >= least else ():
            rarity, weight = self.words[word]
            value = rarity * (1 + math.log(times))
            total += value * weight
            square += value * value
        return 1 / (1 + math.exp(-self.bias - (total / math.sqrt(square) if square else 0.0)))


def load_relevance(path: Path = DATA / "relevance.tsv") -> Relevance:
    """The model of relevance.tsv: lines of word, rarity and weight, in the order of the words; the bias first.

    Raises:
        DataFileError: naming the line that is wrong.
    """
    words: dict[str, tuple[float, float]] = {}
    before = ""
    for line, word, rarity, weight in _rows(path):
        if word <= before:
            raise DataFileError(path, line, f"{word!r} stands twice or out of order")
        if rarity < SCALE:
            raise DataFileError(path, line, f"rarity is {SCALE} or more, not {rarity}")
        words[word] = (rarity / SCALE, weight / SCALE)
        before = word
    bias = words.pop(BIAS, None)
    if bias is None or not words:
        raise DataFileError(path, None, f"it needs a line {BIAS} and lines of words")
    return Relevance(words, bias[1])


def _rows(path: Path) -> Iterator[tuple[int, str, int, int]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(path, None, f"cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != _COLUMNS or cells[0] != cells[0].lower():
            raise DataFileError(
                path, number, "a line is a lower-case word, its rarity and its weight, with tabs between"
            )
        try:
            yield number, cells[0], int(cells[1]), int(cells[2])
        except ValueError as error:
            raise DataFileError(path, number, "rarity and weight are whole hundredths") from error
