"""The words of the number grammar: ``numbers.yaml``, loaded and checked."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workers import datafile
from workers.models import Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRows:
    """``numbers.yaml``: see the comments there."""

    words: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    vague: dict[str, int]
    vague_before: frozenset[str]
    few: dict[str, int]
    nobody: frozenset[str]
    qualifiers: dict[str, Qualifier]
    qualifiers_after: dict[str, Qualifier]
    fillers: frozenset[str]
    units: frozenset[str]
    money: frozenset[str]
    labels: frozenset[str]
    label_of: frozenset[str]
    months: frozenset[str]


@cache
def rows() -> NumberRows:
    """The words of the grammar.

    Raises:
        DataFileError: naming the wrong line of ``numbers.yaml``.
    """
    return datafile.load(Path(__file__).parent / "data" / "numbers.yaml", NumberRows)
