"""A shelf as it is, or as it will be with one more report on it, as far back as the horizon reaches."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime

from workers.models import Report
from workers.track.calm import ANYWHERE, acts, calmed_spots
from workers.track.claims import Claim, event_time
from workers.track.copies import heads
from workers.track.pictures import Picture, Withdrawn, picture
from workers.track.rows import report_key
from workers.track.settings import TrackSettings
from workers.track.shelf import Shelf
from workers.track.threads import spot_of, threads_of

EVER = datetime.min.replace(tzinfo=UTC)


class View:
    """What pictures are made from. It changes nothing on the shelf.

    Args:
        shelf: the reports kept.
        report: one to be seen in place of its uri's older version.
        settings: of which the horizon counts here.

    Attributes:
        cutoff: before this everything is forgotten: the horizon, back from the newest publication of the theatre.
    """

    def __init__(self, shelf: Shelf, report: Report | None, settings: TrackSettings) -> None:
        self._shelf = shelf
        self._report = report
        self._key = report_key(report) if report else ""
        self._settings = settings
        self._said: Mapping[str, tuple[Claim, ...]] = threads_of(report) if report else {}
        self._alike = shelf.copies.alike(report.fingerprint) if report else set()
        newest = [shelf.newest(but=self._key), report.published if report else None]
        self.cutoff = max((moment - settings.horizon for moment in newest if moment), default=EVER)

    def touched(self) -> list[str]:
        """Threads whose picture the report may change, sorted: those it speaks in, spoke in, calms or calmed."""
        versions = [version for version in (self._shelf.get(self._key), self._report) if version]
        spoken = {thread for version in versions for thread in threads_of(version)}
        spots = {spot for version in versions for spot in calmed_spots(version)}
        return sorted(spoken.union(*(self._shelf.at(spot) for spot in spots)))

    def told_before(self, thread: str) -> bool:
        """True where the shelf holds a report of the thread inside the horizon."""
        return any(event_time(report) >= self.cutoff for _, report in self._shelf.members(thread))

    def picture(self, thread: str) -> Picture | Withdrawn:
        """The thread's picture."""
        said = [
            claim
            for key, _ in self._others(self._shelf.members(thread))
            for claim in self._shelf.said(key, thread)
        ]
        said.extend(self._said.get(thread, ()))
        head = heads({claim.report.uri: claim.report for claim in said}.values(), self._near)
        claims = [claim.copied_from(head[claim.report.uri]) for claim in said]
        return picture(thread, claims, self._calming(thread), self._settings)

    def _others(self, members: Iterable[tuple[str, Report]]) -> Iterable[tuple[str, Report]]:
        return (
            (key, report) for key, report in members if key != self._key and event_time(report) >= self.cutoff
        )

    def _near(self, uri: str) -> AbstractSet[str]:
        if self._report is None:
            return self._shelf.copies.of(uri)
        if uri == self._report.uri:
            return self._alike
        here = {self._report.uri}
        return (self._shelf.copies.of(uri) - here) | (here if uri in self._alike else set())

    def _calming(self, thread: str) -> tuple[Claim, ...]:
        spot = spot_of(thread)
        anywhere = spot._replace(where=ANYWHERE)
        kept = {**dict(self._shelf.calming(spot)), **dict(self._shelf.calming(anywhere))}
        reports: list[Report] = [report for _, report in self._others(kept.items())]
        if self._report:
            reports.append(self._report)
        return acts(reports, spot)
