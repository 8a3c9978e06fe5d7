"""One signal of one report, as evidence inside a thread."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workers.models import Origin, Report, Signal
from workers.track.origins import publisher_family

CLAIMING = frozenset({"asserted", "claimed"})
SPEAKING = CLAIMING | {"denied"}

Order = tuple[datetime, str, str, int, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says in a thread; a denial is a claim too.

    Attributes:
        head: the report that this one is a near copy of; itself otherwise. Independence and unattributed words
            go to the head's publisher.
    """

    report: Report
    signal: Signal
    head: Report

    @property
    def denies(self) -> bool:
        """True for a denial."""
        return self.signal.status == "denied"

    @property
    def copied(self) -> bool:
        """True for a near copy of an earlier article of the thread."""
        return self.head.uri != self.report.uri

    @property
    def publisher(self) -> str:
        """Family of the publisher that the words come from."""
        return publisher_family(self.head.publisher)

    @property
    def origin(self) -> Origin:
        """Who says so; where nobody is cited, the publisher of the head."""
        cited = self.signal.origin
        if cited.kind != "publisher":
            return cited
        return Origin(
            id=self.head.publisher, name=self.head.publisher, kind="publisher", family=self.publisher
        )

    @property
    def order(self) -> Order:
        """By event time, then by uri and place in the article: total, and the same in every process."""
        evidence = self.signal.evidence
        return event_time(self.report), self.report.uri, evidence.field, evidence.start, self.signal.type


def event_time(report: Report) -> datetime:
    """Publication time, or arrival where there is none."""
    return report.published or report.arrived


def is_late(report: Report, late_hours: int) -> bool:
    """True where the article arrived so long after its publication that it is no news."""
    return report.published is not None and report.arrived - report.published > timedelta(hours=late_hours)
