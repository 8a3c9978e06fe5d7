"""Near copies of one text, found by their MinHash fingerprints."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from operator import eq

from workers.models import Report
from workers.track.claims import event_time

VALUES = 64
EQUAL = 52
"""Values that must be equal: an estimated Jaccard similarity of at least .8 (Broder 1997)."""
BANDS = tuple((start, min(start + 5, VALUES)) for start in range(0, VALUES, 5))
"""Thirteen bands for at most twelve unequal values: of two copies at least one band is equal, so none is missed."""

Fingerprint = tuple[int, ...]


class Copies:
    """Which articles of a theatre are near copies of each other."""

    def __init__(self) -> None:
        self._prints: dict[str, Fingerprint] = {}
        self._bands: defaultdict[tuple[int, Fingerprint], set[str]] = defaultdict(set)
        self._alike: dict[str, set[str]] = {}

    def add(self, uri: str, fingerprint: Fingerprint) -> None:
        """Take up an article; one without a fingerprint resembles nothing."""
        if len(fingerprint) != VALUES:
            return
        alike = self.alike(fingerprint) - {uri}
        for band in _bands(fingerprint):
            self._bands[band].add(uri)
        for other in alike:
            self._alike[other].add(uri)
        self._prints[uri] = fingerprint
        self._alike[uri] = alike

    def remove(self, uri: str) -> None:
        """Forget an article."""
        fingerprint = self._prints.pop(uri, None)
        if fingerprint is None:
            return
        for band in _bands(fingerprint):
            self._bands[band].discard(uri)
            if not self._bands[band]:
                del self._bands[band]
        for other in self._alike.pop(uri):
            self._alike[other].discard(uri)

    def alike(self, fingerprint: Fingerprint) -> set[str]:
        """The articles that this text is a near copy of."""
        if len(fingerprint) != VALUES:
            return set()
        near = {uri for band in _bands(fingerprint) for uri in self._bands.get(band, ())}
        return {uri for uri in near if sum(map(eq, fingerprint, self._prints[uri])) >= EQUAL}

    def of(self, uri: str) -> AbstractSet[str]:
        """The near copies of an article taken up before."""
        return self._alike.get(uri, frozenset())


def heads(reports: Iterable[Report], near: Callable[[str], AbstractSet[str]]) -> Mapping[str, Report]:
    """For each uri the report that it copies.

    In order of (event time, uri) each joins the earliest head that it is ``near``; one near none is a head.
    """
    found: dict[str, Report] = {}
    rank: dict[str, int] = {}
    for report in sorted(reports, key=lambda report: (event_time(report), report.uri)):
        earlier = [uri for uri in near(report.uri) if uri in rank]
        if earlier:
            found[report.uri] = found[min(earlier, key=rank.__getitem__)]
        else:
            found[report.uri] = report
            rank[report.uri] = len(rank)
    return found


def _bands(fingerprint: Fingerprint) -> Iterable[tuple[int, Fingerprint]]:
    return ((start, fingerprint[start:end]) for start, end in BANDS)
