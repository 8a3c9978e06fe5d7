"""What ties a figure to a metric: ``count_verbs.yaml``, loaded and checked."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from workers import datafile
from workers.models import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbRow:
    """A verb that counts.

    Attributes:
        patient: whom it counts: its object (and passive subject) or its subject.
        open: any noun that is no thing is counted, not only the nouns of ``victims.yaml``.
        violent: the act is armed violence by itself (True) or never is (False).
    """

    metric: Metric
    patient: Literal["object", "subject"]
    open: bool = False
    violent: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRow:
    """Verbs that count only beside certain words.

    Attributes:
        patient: as of ``VerbRow``; the object is also the passive subject.
        near: phrases of which one must stand behind the verb; none needed where empty.
        whom: classes of victims that may be counted; all where empty. "men" stands for a bare "men" or "of its men".
        wide: the phrase may stand anywhere in the sentence.
        armed: who does it must be an armed side.
        passive: only as a passive.
    """

    verbs: frozenset[str]
    metric: Metric
    patient: Literal["object", "subject"]
    near: frozenset[str]
    whom: frozenset[str] = frozenset()
    wide: bool = False
    armed: bool = False
    passive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRows:
    """``count_verbs.yaml``: see the comments there."""

    signs: frozenset[str]
    verbs: dict[str, VerbRow]
    frames: tuple[FrameRow, ...]
    freed: frozenset[str]
    prisoners: frozenset[str]
    states: dict[str, Metric]
    nouns: dict[str, Metric]
    of_only: frozenset[str]
    lives: frozenset[str]
    losses: frozenset[str]
    men: frozenset[str]
    between: frozenset[str]
    toll_links: frozenset[str]
    totals: frozenset[str]
    put: dict[str, Metric]
    incidents: frozenset[str]
    parts: frozenset[str]
    wholes: frozenset[str]
    violent: frozenset[str]
    accident: frozenset[str]
    accident_verbs: frozenset[str]
    accident_phrases: frozenset[str]
    fire_of_arms: frozenset[str]
    cumulative: frozenset[str]
    conflicts: frozenset[str]
    campaigns: frozenset[str]
    shares: frozenset[str]
    spans: frozenset[str]
    span_units: frozenset[str]
    span_phrases: frozenset[str]
    week_phrases: frozenset[str]


@cache
def rows() -> CountRows:
    """The words that count.

    Raises:
        DataFileError: naming the wrong line of ``count_verbs.yaml``.
    """
    return datafile.load(Path(__file__).parent / "data" / "count_verbs.yaml", CountRows)
