"""The reports of a theatre with what is found by looking them up often; all of it can be made again from the rows."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import takewhile
from typing import TypeVar

from workers.models import Report
from workers.track.calm import ANYWHERE, calmed_spots
from workers.track.claims import Claim, event_time
from workers.track.copies import Copies
from workers.track.rows import Told, report_key
from workers.track.threads import Spot, spot_of, threads_of

K = TypeVar("K", str, Spot)


class Shelf:
    """Reports by key, by thread, by age and by likeness, for one feed of one theatre."""

    def __init__(self) -> None:
        self.copies = Copies()
        self._reports: dict[str, Report] = {}
        self._threads: dict[str, Mapping[str, tuple[Claim, ...]]] = {}
        self._members: defaultdict[str, set[str]] = defaultdict(set)
        self._spots: defaultdict[Spot, set[str]] = defaultdict(set)
        self._calming: defaultdict[Spot, set[str]] = defaultdict(set)
        self._ages: list[tuple[datetime, str]] = []
        self._told: dict[str, Told] = {}
        self._told_ages: list[tuple[datetime, str]] = []

    def put(self, report: Report) -> None:
        """Take up a report in place of its uri's older one."""
        key = report_key(report)
        self.drop(key)
        self._reports[key] = report
        self._threads[key] = threads_of(report)
        for thread in self._threads[key]:
            self._members[thread].add(key)
            for spot in _spots(thread):
                self._spots[spot].add(thread)
        for spot in calmed_spots(report):
            self._calming[spot].add(key)
        insort(self._ages, (event_time(report), key))
        self.copies.add(report.uri, report.fingerprint)

    def drop(self, key: str) -> None:
        """Forget a report; a key that is not there is no error."""
        report = self._reports.pop(key, None)
        if report is None:
            return
        for thread in self._threads.pop(key):
            _discard(self._members, thread, key)
            if thread not in self._members:
                for spot in _spots(thread):
                    _discard(self._spots, spot, thread)
        for spot in calmed_spots(report):
            _discard(self._calming, spot, key)
        self._ages.pop(bisect_left(self._ages, (event_time(report), key)))
        self.copies.remove(report.uri)

    def get(self, key: str) -> Report | None:
        """The kept report of a key."""
        return self._reports.get(key)

    def threads(self) -> Iterable[str]:
        """All threads that some report speaks in, sorted."""
        return sorted(self._members)

    def at(self, spot: Spot) -> Iterable[str]:
        """The threads of a spot; of a family where it is ``ANYWHERE``."""
        return self._spots.get(spot, ())

    def said(self, key: str, thread: str) -> tuple[Claim, ...]:
        """What a kept report says in a thread."""
        return self._threads[key].get(thread, ())

    def members(self, thread: str) -> Iterator[tuple[str, Report]]:
        """Keys and reports that speak in a thread."""
        return ((key, self._reports[key]) for key in self._members.get(thread, ()))

    def calming(self, spot: Spot) -> Iterator[tuple[str, Report]]:
        """Keys and reports with an act that calms a spot."""
        return ((key, self._reports[key]) for key in self._calming.get(spot, ()))

    def newest(self, *, but: str = "") -> datetime | None:
        """The newest publication time, of all reports except one."""
        return next(
            (
                published
                for _, key in reversed(self._ages)
                if key != but and (published := self._reports[key].published)
            ),
            None,
        )

    def reports_before(self, limit: datetime) -> Iterator[str]:
        """Keys of reports before a time, oldest first."""
        return (key for _, key in takewhile(lambda aged: aged[0] < limit, self._ages))

    def told(self, thread: str) -> Told | None:
        """What was last told of a thread."""
        return self._told.get(thread)

    def put_told(self, row: Told) -> None:
        """Remember what was told in place of what was told before."""
        thread = row.alert.thread
        self.drop_told(thread)
        self._told[thread] = row
        insort(self._told_ages, (row.alert.time, thread))

    def drop_told(self, thread: str) -> None:
        """Forget what was told; a thread that is not there is no error."""
        row = self._told.pop(thread, None)
        if row:
            self._told_ages.pop(bisect_left(self._told_ages, (row.alert.time, thread)))

    def told_before(self, limit: datetime) -> Iterator[str]:
        """Threads last told before a time of which no report is newer, oldest first."""
        for _, thread in takewhile(lambda aged: aged[0] < limit, self._told_ages):
            if all(event_time(report) < limit for _, report in self.members(thread)):
                yield thread


def _spots(thread: str) -> tuple[Spot, Spot]:
    spot = spot_of(thread)
    return spot, spot._replace(where=ANYWHERE)


def _discard(index: defaultdict[K, set[str]], key: K, value: str) -> None:
    index[key].discard(value)
    if not index[key]:
        del index[key]
