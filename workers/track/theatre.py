"""A theatre: what is kept of it, and what one more report leads to."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from workers.models import Alert, Report, to_json
from workers.track import rows
from workers.track.claims import event_time, is_late
from workers.track.pictures import Picture, Withdrawn
from workers.track.rows import Told
from workers.track.settings import TrackSettings
from workers.track.shelf import Shelf
from workers.track.shifts import remembered
from workers.track.tell import tell
from workers.track.view import View

DELETIONS = 2
"""Expired rows that one report may delete: more than it can add of its own kind, so that state stays bounded."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one report leads to, in the order in which it has to be done.

    Attributes:
        alerts: sorted by thread; to be delivered, and confirmed, before any row is put.
        rows: key -> new value, None deletes: what was told, then the report, then what has expired.
        silenced: (reason, thread or uri) for each thing that was not told; reasons are in docs/reasons-track.md.
    """

    alerts: tuple[Alert, ...] = ()
    rows: tuple[tuple[str, bytes | None], ...] = ()
    silenced: tuple[tuple[str, str], ...] = ()


class Theatre:
    """The rows of one theatre, with caches that may be thrown away.

    Args:
        name: such as ``SY``.
        settings: thresholds and horizon.
    """

    def __init__(self, name: str, settings: TrackSettings) -> None:
        self.name = name
        self._settings = settings
        self._rows: dict[str, bytes] = {}
        self._shelves: dict[str, Shelf] = {}

    @classmethod
    def from_rows(cls, name: str, rows: Mapping[str, bytes], settings: TrackSettings) -> "Theatre":
        """The theatre that these rows hold.

        Raises:
            TocsinError: a row is of another format.
            RejectedError: a row cannot be read.
        """
        theatre = cls(name, settings)
        theatre.commit(Step(rows=tuple(rows.items())))
        return theatre

    def rows(self) -> Mapping[str, bytes]:
        """The rows as they are now."""
        return dict(self._rows)

    def threads(self) -> tuple[Picture, ...]:
        """The pictures of all threads for which something stands, sorted."""
        views = {feed: View(self._shelves[feed], None, self._settings) for feed in sorted(self._shelves)}
        pictures = (
            view.picture(thread) for feed, view in views.items() for thread in self._shelves[feed].threads()
        )
        return tuple(picture for picture in pictures if isinstance(picture, Picture))

    def derive(self, report: Report) -> Step:
        """What this report leads to. It changes nothing: ``commit`` does, once the step is done."""
        shelf = self._shelf(report.status)
        old = shelf.get(rows.report_key(report))
        view = View(shelf, report, self._settings)
        refused = _refusal(old, report, view.cutoff)
        if refused:
            return Step(silenced=((refused, report.uri),))
        told, silenced = self._tell(shelf, view, report, quiet=self._quiet(old, report))
        written = [(rows.told_key(self.name, row.alert.thread), to_json(row)) for _, row in told]
        written.append((rows.report_key(report), rows.write_report(report)))
        gone = self._expired(shelf, view.cutoff, {key for key, _ in written})
        return Step(tuple(alert for alert, _ in told), (*written, *gone), silenced)

    def commit(self, step: Step) -> None:
        """Take the rows of a step into the memory copy."""
        for key, value in step.rows:
            if value is None:
                self._rows.pop(key, None)
                self._forget(key)
            else:
                self._rows[key] = value
                self._remember(key, value)

    def _shelf(self, feed: str) -> Shelf:
        return self._shelves.get(feed.lower(), Shelf())

    def _quiet(self, old: Report | None, report: Report) -> bool:
        """A late article is no news, unless it corrects one that was."""
        hours = self._settings.late_hours
        return is_late(report, hours) and (old is None or is_late(old, hours))

    def _tell(
        self, shelf: Shelf, view: View, report: Report, *, quiet: bool
    ) -> tuple[list[tuple[Alert, Told]], tuple[tuple[str, str], ...]]:
        told: list[tuple[Alert, Told]] = []
        silenced: list[tuple[str, str]] = []
        for thread in view.touched():
            picture = view.picture(thread)
            last = shelf.told(thread)
            if last and last.alert.time < view.cutoff and not view.told_before(thread):
                last = None
            outcome = tell(picture, last, report, self._settings, quiet=quiet)
            if isinstance(outcome, Alert):
                told.append((outcome, self._row(outcome, report, picture, last)))
            elif outcome.reason:
                silenced.append((outcome.reason, thread))
        return told, tuple(silenced)

    def _row(self, alert: Alert, cause: Report, picture: Picture | Withdrawn, last: Told | None) -> Told:
        tallies = picture.tallies if isinstance(picture, Picture) else ()
        before = last.tallies if last and alert.msg_type == "Update" else ()
        return rows.told(alert, cause.order, remembered(before, tallies, self._settings.threshold))

    def _expired(self, shelf: Shelf, cutoff: datetime, written: AbstractSet[str]) -> list[tuple[str, None]]:
        old_told = (rows.told_key(self.name, thread) for thread in shelf.told_before(cutoff))
        expired = (key for key in chain(shelf.reports_before(cutoff), old_told) if key not in written)
        return [(key, None) for key in islice(expired, DELETIONS)]

    def _remember(self, key: str, value: bytes) -> None:
        if rows.thread_of(self.name, key) is None:
            report = rows.read_report(value)
            self._shelves.setdefault(report.status.lower(), Shelf()).put(report)
        else:
            row = rows.read_told(value)
            self._shelves.setdefault(row.alert.status.lower(), Shelf()).put_told(row)

    def _forget(self, key: str) -> None:
        thread = rows.thread_of(self.name, key)
        for shelf in self._shelves.values():
            if thread is None:
                shelf.drop(key)
            else:
                shelf.drop_told(thread)


def _refusal(old: Report | None, report: Report, cutoff: datetime) -> str:
    """Why a report changes nothing; empty where it may."""
    if event_time(report) < cutoff:
        return "track.too_late"
    if old is None:
        return ""
    if report.order < old.order:
        return "track.older_version"
    return "track.repeat" if report.order == old.order and not _precedes(report, old) else ""


def _precedes(report: Report, old: Report) -> bool:
    """Of two copies of one version the one that arrived first is kept, so that the order of arrival cannot matter."""
    return (report.arrived, rows.write_report(report)) < (old.arrived, rows.write_report(old))
