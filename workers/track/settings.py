"""What an operator may change about tracking."""

from dataclasses import dataclass
from datetime import timedelta

from workers.track.figures import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackSettings:
    """The settings of ``workers.settings`` that tracking needs, by the same names."""

    horizon_days: int = 60
    late_hours: int = 48
    rise_minimum: int = 5
    rise_ratio: float = 0.1

    @property
    def horizon(self) -> timedelta:
        """Event time that state reaches back."""
        return timedelta(days=self.horizon_days)

    @property
    def threshold(self) -> Threshold:
        """The smallest move of a band that is told."""
        return Threshold(self.rise_minimum, self.rise_ratio)
