"""One signal of one report, as evidence inside a thread."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workers.models import Origin, Report, Signal
from workers.track.origins import publisher_family

CLAIMING = frozenset({"asserted", "claimed"})
SPEAKING = CLAIMING | {"denied"}

Order = tuple[datetime, str, str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one sentence says in a thread; a denial is a claim too.

    Attributes:
        head: the report that this one is a near copy of; itself otherwise. Independence and unattributed words
            go to the head's publisher.
        origin: who says so; where nobody is cited, the publisher of the head.
        publisher: family of the publisher that the words come from.
        order: by event time, then by uri, place in the article and among its signals: no two are equal, and it is the same in every process.
    """

    report: Report
    signal: Signal
    head: Report
    origin: Origin
    publisher: str
    order: Order

    @property
    def denies(self) -> bool:
        """True for a denial."""
        return self.signal.status == "denied"

    @property
    def copied(self) -> bool:
        """True for a near copy of an earlier article of the thread."""
        return self.head.uri != self.report.uri

    def copied_from(self, head: Report) -> "Claim":
        """The claim as a near copy of another report."""
        return self if head.uri == self.head.uri else claim(self.report, self.order[-1], head)


def claim(report: Report, position: int, head: Report | None = None) -> Claim:
    """The signal at this position of a report as a claim; a near copy of ``head`` where one is given."""
    head = head or report
    signal = report.signals[position]
    said = signal.evidence
    return Claim(
        report=report,
        signal=signal,
        head=head,
        origin=_publisher_as_origin(head) if signal.origin.kind == "publisher" else signal.origin,
        publisher=publisher_family(head.publisher),
        order=(event_time(report), report.uri, said.field, said.start, position),
    )


def _publisher_as_origin(report: Report) -> Origin:
    name = report.publisher
    return Origin(id=name, name=name, kind="publisher", family=publisher_family(name))


def event_time(report: Report) -> datetime:
    """Publication time, or arrival where there is none."""
    return report.published or report.arrived


def is_late(report: Report, late_hours: int) -> bool:
    """True where the article arrived so long after its publication that it is no news."""
    return report.published is not None and report.arrived - report.published > timedelta(hours=late_hours)
