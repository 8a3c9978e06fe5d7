"""The article rows of one partition: each uri's state, and what may be deleted by now."""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from workers.models import ArticleState, EnrichedArticle, Report, from_json, to_json
from workers.revise.revise import revise

DELETIONS = 2
"""Expired rows that one record may delete: more than one record can add, so the rows stay bounded."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one article causes: reports to send, then rows to write (None deletes), in this order."""

    reports: tuple[Report, ...]
    rows: tuple[tuple[str, bytes | None], ...]


class Articles:
    """A memory copy of ``articles-state`` rows that may be thrown away and made again with ``from_rows``.

    Args:
        horizon_days: event time that rows are kept for, counted back from the newest publication seen.
    """

    def __init__(self, horizon_days: int) -> None:
        self._horizon = timedelta(days=horizon_days)
        self._states: dict[str, ArticleState] = {}
        self._by_age: list[tuple[datetime, str]] = []
        self._newest: datetime | None = None

    @classmethod
    def from_rows(cls, rows: Mapping[str, bytes], horizon_days: int) -> "Articles":
        """The copy that these rows hold."""
        articles = cls(horizon_days)
        articles.commit(rows.items())
        return articles

    def derive(self, article: EnrichedArticle) -> Step:
        """What this version of an article causes; changes nothing."""
        before = self._states.get(article.uri)
        revision = revise(before, article)
        changed = revision.state is not None and revision.state != before
        kept = ((article.uri, to_json(revision.state)),) if changed else ()
        return Step(revision.reports, (*kept, *((uri, None) for uri in self._expired(but=article.uri))))

    def commit(self, rows: Iterable[tuple[str, bytes | None]]) -> None:
        """Take over rows that the broker has confirmed."""
        for uri, value in rows:
            if value is None:
                self._states.pop(uri, None)
            else:
                self._keep(from_json(ArticleState, value))

    def _keep(self, state: ArticleState) -> None:
        self._states[state.uri] = state
        heapq.heappush(self._by_age, (state.published, state.uri))
        self._newest = max(self._newest or state.published, state.published)

    def _expired(self, *, but: str) -> list[str]:
        """Up to ``DELETIONS`` uris beyond the horizon; they stay in the heap until their deletion is committed."""
        seen: list[tuple[datetime, str]] = []
        expired: list[str] = []
        while self._by_age and self._newest and len(expired) < DELETIONS:
            published, uri = self._by_age[0]
            if published >= self._newest - self._horizon:
                break
            heapq.heappop(self._by_age)
            state = self._states.get(uri)
            if state is not None and state.published == published:
                seen.append((published, uri))
                if uri != but and uri not in expired:
                    expired.append(uri)
        for entry in seen:
            heapq.heappush(self._by_age, entry)
        return expired
