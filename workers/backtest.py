"""The flow without Kafka: articles or reports in, alerts out, exactly as the agents would send them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from workers.models import Alert, EnrichedArticle, Report
from workers.revise import Articles
from workers.settings import Settings
from workers.track import Theatre, TrackSettings


def track_settings(settings: Settings) -> TrackSettings:
    """The part of the settings that tracking goes by."""
    return TrackSettings(
        horizon_days=settings.horizon_days,
        late_hours=settings.late_hours,
        rise_minimum=settings.rise_minimum,
        rise_ratio=settings.rise_ratio,
    )


class Flow:
    """Revise and track in one process; holds their state and nothing else.

    Attributes:
        theatres: by name, as tracked so far.
        silenced: reason -> how often track stayed silent for it.
    """

    def __init__(self, settings: TrackSettings) -> None:
        self._settings = settings
        self._articles = Articles(settings.horizon_days)
        self.theatres: dict[str, Theatre] = {}
        self.silenced: Counter[str] = Counter()

    def feed(self, article: EnrichedArticle) -> list[Alert]:
        """The alerts that one version of an article causes, in the order in which they would be sent."""
        step = self._articles.derive(article)
        self._articles.commit(step.rows)
        return [alert for report in step.reports for alert in self.track(report)]

    def track(self, report: Report) -> tuple[Alert, ...]:
        """The alerts that one report causes."""
        theatre = self.theatres.get(report.theatre)
        if theatre is None:
            theatre = self.theatres[report.theatre] = Theatre.from_rows(report.theatre, {}, self._settings)
        step = theatre.derive(report)
        theatre.commit(step)
        self.silenced.update(reason for reason, _subject in step.silenced)
        return tuple(step.alerts)


def fold(reports: Iterable[Report], settings: TrackSettings) -> Iterator[Alert]:
    """The alerts that reports cause in this order: what escalation-alerts must hold once repeats are dropped."""
    flow = Flow(settings)
    for report in reports:
        yield from flow.track(report)
