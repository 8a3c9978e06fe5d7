"""One figure against another: what is a rise, a fall, a restatement, or too much to believe."""

from dataclasses import dataclass
from typing import Literal

from workers.models import Count

IMPLAUSIBLE_RATIO = 10
IMPLAUSIBLE_RISE = 1000
"""A figure over ten times and over a thousand above what is known waits for a second origin (DESIGN section 4)."""

ROUNDING = 0.1
"""How far "about N" may lie from an exact figure and still only restate it."""

Relation = Literal["same", "rises", "falls", "sharper"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The smallest difference that is told: the greater of ``minimum`` and ``ratio`` of the old figure."""

    minimum: int
    ratio: float

    def passed(self, old: int, new: int) -> bool:
        """True where the figure has moved far enough, up or down."""
        return abs(new - old) >= max(self.minimum, self.ratio * old)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was given; -1 stands for an open end.

    Attributes:
        vague: "dozens"; compares with nothing.
        rounded: "about 250".
    """

    low: int
    best: int
    high: int
    vague: bool = False
    rounded: bool = False

    @classmethod
    def of(cls, count: Count) -> "Figure":
        """The figure of a count."""
        low, best, high = (-1 if end is None else end for end in (count.low, count.best, count.high))
        return cls(low, best, high, vague=count.vague, rounded=count.qualifier == "about")

    @property
    def floor(self) -> int:
        """What is at least claimed; -1 where nothing is."""
        return self.low if self.low >= 0 else self.best

    @property
    def ceiling(self) -> int:
        """What is at most claimed; -1 where nothing is."""
        return self.high if self.high >= 0 else self.best

    @property
    def main(self) -> int:
        """The one number that stands for it."""
        return next((end for end in (self.best, self.low, self.high) if end >= 0), -1)

    def then(self, new: "Figure") -> Relation:
        """What a later figure of the same series is to this one.

        A vague figure neither rises nor falls, and one that only bounds says nothing new while the old one fits it.
        """
        if new.vague or self._restated_by(new):
            return "same"
        if self.vague:
            return "sharper"
        if new.floor > (max(self.best, self.low) if self.floor >= 0 else self.high):
            return "rises"
        if 0 <= new.ceiling < (self.best if self.best >= 0 else self.floor):
            return "falls"
        return "sharper" if new.best >= 0 and self.best < 0 else "same"

    def _restated_by(self, new: "Figure") -> bool:
        if new.rounded and not self.vague:
            return abs(new.main - self.main) <= ROUNDING * self.main
        return (new.low, new.best, new.high) == (self.low, self.best, self.high)

    def dwarfs(self, known: int) -> bool:
        """True where it is too much to believe beside what is known."""
        return self.main > IMPLAUSIBLE_RATIO * known and self.main > known + IMPLAUSIBLE_RISE
