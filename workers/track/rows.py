"""The rows of ``theatres-state``: how they are named and written. A change here needs a new ``FORMAT`` and a migration."""

from dataclasses import dataclass, replace

from workers.errors import TocsinError
from workers.models import Alert, Band, Report, VersionOrder, from_json, to_json
from workers.track.bands import Standing

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The row of a report: the newest version of its article."""

    format: int
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTally:
    """A toll as it was last told.

    Attributes:
        high: the highest number of any origin when the toll was first told, last rose or was last revised. One origin above it only
            widens the band, two independent ones are a rise.
    """

    band: Band
    standings: tuple[Standing, ...]
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The row of a thread: the last alert, without evidence and trend, and the tolls it was made from.

    Attributes:
        order: of the version of the article that caused it; with the alert's ``cause`` it says which report that was.
    """

    format: int
    alert: Alert
    order: VersionOrder
    tallies: tuple[ToldTally, ...]

    @property
    def active(self) -> bool:
        """False once the thread was cancelled."""
        return self.alert.msg_type != "Cancel"


def told(alert: Alert, order: VersionOrder, tallies: tuple[ToldTally, ...]) -> Told:
    """The row that remembers this alert."""
    stripped = replace(alert, evidence=(), trend=(), changes=())
    return Told(format=FORMAT, alert=stripped, order=order, tallies=tallies)


def report_key(report: Report) -> str:
    """``SY/report/<uri>``; a feed that is not Actual has rows of its own, ``SY/report.test/<uri>``."""
    feed = "" if report.status == "Actual" else f".{report.status.lower()}"
    return f"{report.theatre}/report{feed}/{report.uri}"


def told_key(theatre: str, thread: str) -> str:
    """``SY/told/<thread>``."""
    return f"{theatre}/told/{thread}"


def thread_of(theatre: str, key: str) -> str | None:
    """The thread that a row was told of; None for the row of a report."""
    prefix = told_key(theatre, "")
    return key.removeprefix(prefix) if key.startswith(prefix) else None


def write_report(report: Report) -> bytes:
    """The value of a report's row."""
    return to_json(Kept(format=FORMAT, report=report))


def read_report(value: bytes) -> Report:
    """The report in a row.

    Raises:
        TocsinError: the row is of another format.
        RejectedError: the row cannot be read.
    """
    kept = from_json(Kept, value)
    _check(kept.format)
    return kept.report


def read_told(value: bytes) -> Told:
    """What a row remembers of a thread. Raises as ``read_report``."""
    row = from_json(Told, value)
    _check(row.format)
    return row


def _check(found: int) -> None:
    if found != FORMAT:
        raise TocsinError(
            f"theatres-state holds rows of format {found}, this version reads {FORMAT}: migrate them first."
        )
