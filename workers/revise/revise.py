"""An article's new version against what its older ones spoke of."""

from collections.abc import Iterable
from dataclasses import dataclass

from workers.models import ArticleState, EnrichedArticle, Report, Signal

UNTOLD_ROLES = frozenset({"background"})
UNTOLD_STATUSES = frozenset({"hypothetical"})


@dataclass(frozen=True, slots=True)
class Revision:
    """What a version of an article leads to.

    Attributes:
        state: to be kept for the uri; None where there is nothing to keep.
        reports: one for each theatre that the article speaks of or ever spoke of, sorted by theatre.
    """

    state: ArticleState | None
    reports: tuple[Report, ...]


def revise(state: ArticleState | None, article: EnrichedArticle) -> Revision:
    """Fold one version of an article into what is kept of its uri.

    An older version changes nothing; the same version gives the same reports again. A version that is not usable
    empties every theatre's report, and is remembered so that it also wins over an article that it overtook.
    """
    if state is not None and article.order < state.order:
        return Revision(state, ())
    spoken = {signal.theatre for signal in _told(article)}
    theatres = tuple(sorted(spoken.union(state.theatres if state else ())))
    kept = _state(article, theatres) if state or theatres or _worth_keeping(article) else None
    return Revision(kept, tuple(_report(article, theatre) for theatre in theatres))


def _told(article: EnrichedArticle) -> Iterable[Signal]:
    if article.pub_status != "usable":
        return ()
    return (
        signal
        for signal in article.signals
        if signal.time_role not in UNTOLD_ROLES and signal.status not in UNTOLD_STATUSES
    )


def _worth_keeping(article: EnrichedArticle) -> bool:
    return bool(article.signals) or article.order[0] > 1 or article.pub_status != "usable"


def _state(article: EnrichedArticle, theatres: tuple[str, ...]) -> ArticleState:
    return ArticleState(
        uri=article.uri,
        order=article.order,
        published=article.published or article.arrived,
        theatres=theatres,
    )


def _report(article: EnrichedArticle, theatre: str) -> Report:
    return Report(
        uri=article.uri,
        version=article.version,
        order=article.order,
        theatre=theatre,
        published=article.published,
        arrived=article.arrived,
        publisher=article.publisher,
        url=article.url,
        status=article.status,
        embargoed_until=article.embargoed_until,
        fingerprint=article.fingerprint,
        signals=tuple(signal for signal in _told(article) if signal.theatre == theatre),
    )
