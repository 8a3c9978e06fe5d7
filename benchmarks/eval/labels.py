"""What a person says of an article: labels, as docs/annotation.md, section 9, writes them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workers.types import TYPES

TRACKED = ("toll.rising", "toll.revised", "displacement.rising")
"""Types that only tracking gives; no sentence holds one."""
CASUALTIES, DISPLACEMENT = "casualties.reported", "displacement.reported"
ACT_TYPES = ("none", *(name for name in TYPES if name not in {*TRACKED, CASUALTIES}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The count of a label or of a signal; attributes as in ``workers.models.Count``."""

    metric: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str
    kind: str
    victims: str
    subset: bool

    @property
    def value(self) -> tuple[str, int | None, int | None, int | None]:
        """What has to be exactly right: metric, low, best, high."""
        return self.metric, self.low, self.best, self.high

    @property
    def size(self) -> int:
        """The number that a reader would remember."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An act or, with a ``figure``, a count. ``on`` stands once in its field."""

    on: str
    field: str
    type: str
    status: str
    time: str
    origin: str
    place: str | None
    figure: Figure | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article with its labels; a second reading has no text of its own (None)."""

    id: str
    path: Path
    acts: tuple[Label, ...]
    counts: tuple[Label, ...]
    published: datetime | None = None
    source: str = ""
    headline: str = ""
    text: str | None = None

    @property
    def labels(self) -> tuple[Label, ...]:
        """Acts and counts together."""
        return self.acts + self.counts
