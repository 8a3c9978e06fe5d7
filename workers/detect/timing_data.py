"""Words of time: ``timing.yaml``, loaded and checked."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workers import datafile


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingRows:
    """``timing.yaml``: see the comments there."""

    weekdays: dict[str, int]
    months: dict[str, int]
    days: dict[str, int]
    units: dict[str, int]
    day_parts: frozenset[str]
    names_before: frozenset[str]
    since_fillers: frozenset[str]
    month_before: frozenset[str]
    year_before: frozenset[str]
    undated_nouns: frozenset[str]
    dating_preps: frozenset[str]
    reporting: frozenset[str]
    comparisons: frozenset[str]
    since_verbs: frozenset[str]
    habitual: frozenset[str]
    habitual_phrases: frozenset[str]
    long_units: frozenset[str]
    continuing: frozenset[str]
    changes: frozenset[str]
    once: frozenset[str]
    beginnings: frozenset[str]
    long_events: frozenset[str]
    price_nouns: frozenset[str]
    pointing: frozenset[str]
    inquiries: frozenset[str]
    findings: frozenset[str]
    states: frozenset[str]
    change_words: frozenset[str]
    same: frozenset[str]
    explainer_headline: frozenset[str]
    explainer_start: frozenset[str]
    explainer_lead: frozenset[str]
    feature_start: frozenset[str]
    feature_news: frozenset[str]
    feature_headline: frozenset[str]
    past_phrases: frozenset[str]
    eras: frozenset[str]
    trials: frozenset[str]
    suspects: frozenset[str]
    restorers: frozenset[str]
    past_wars: frozenset[str]
    works: frozenset[str]
    memorials: frozenset[str]
    anniversary_verbs: frozenset[str]
    anniversary_news: frozenset[str]


@cache
def rows() -> TimingRows:
    """The words of time.

    Raises:
        DataFileError: naming the wrong line of ``timing.yaml``.
    """
    return datafile.load(Path(__file__).parent / "data" / "timing.yaml", TimingRows)
