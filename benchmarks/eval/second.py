"""How far two readers agree: the second, blind reading in tests/gold/second against the first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from benchmarks.eval import figures, kinds, mentions
from benchmarks.eval.gold import GoldError, absent
from benchmarks.eval.labels import GoldArticle
from benchmarks.eval.match import match
from benchmarks.eval.mentions import Mention
from benchmarks.eval.names import same_voice
from benchmarks.eval.rows import Fault, Row, f1_row, kappa_row, macro_row, share_row
from benchmarks.eval.scored import Scored
from workers.models import Status, TimeRole

_SCALES: dict[str, tuple[tuple[str, ...], Callable[[Mention], str]]] = {
    "status": (get_args(Status), lambda m: m.status),
    "time role": (get_args(TimeRole), lambda m: m.time),
}


def rows(first: Sequence[Scored], second: Sequence[GoldArticle]) -> Iterator[Row]:
    """Agreement on types, values, status, time role and origin; nothing where no article was read twice.

    Raises:
        GoldError: a phrase of the second reading stands not once in its article.
    """
    by_id = {scored.article.id: scored for scored in first}
    articles = [_beside(by_id[twice.id], twice) for twice in second if twice.id in by_id]
    if not articles:
        return
    yield _types(articles)
    values = [figures.values(a) for a in articles]
    yield f1_row("second", "counts: value and metric", values, None, figures.faults(articles))
    for name, (scale, of) in _SCALES.items():
        yield share_row(
            "second", f"{name}: same", [_same(a, of) for a in articles], None, _differ(articles, of)
        )
        yield kappa_row("second", f"{name}: Cohen's kappa", [_confusion(a, scale, of) for a in articles])
    yield share_row("second", "origin: same", [_same_origin(a) for a in articles])


def _beside(first: Scored, second: GoldArticle) -> Scored:
    """The second reading in the place of the program."""
    for line, reason in absent(second, first.reading.headline, first.reading.body):
        raise GoldError(second.path, line, f"{second.id}: {reason}")
    labels = mentions.of_labels(second, second.labels, first.reading)
    wanted = tuple(replace(m, optional=False) for m in first.wanted)
    found = tuple(m for m in labels if m.type != "none")
    return replace(first, wanted=wanted, found=found, matching=match(wanted, found))


def _types(articles: Sequence[Scored]) -> Row:
    table = [tuple(n for name in kinds.NAMES for n in kinds.counted(a, name)) for a in articles]
    faults = [fault for a in articles for name in kinds.NAMES for fault in kinds.faults(a, name)]
    return macro_row("second", "types: macro F1", table, None, faults)


def _same(article: Scored, of: Callable[[Mention], str]) -> tuple[int, int]:
    pairs = article.matching.pairs
    return sum(of(pair.wanted) == of(pair.found) for pair in pairs), len(pairs)


def _differ(articles: Sequence[Scored], of: Callable[[Mention], str]) -> list[Fault]:
    return [
        article.fault(pair.wanted, pair.wanted, pair.found)
        for article in articles
        for pair in article.matching.pairs
        if of(pair.wanted) != of(pair.found)
    ]


def _confusion(article: Scored, scale: Sequence[str], of: Callable[[Mention], str]) -> tuple[int, ...]:
    pairs = [(of(pair.wanted), of(pair.found)) for pair in article.matching.pairs]
    return tuple(pairs.count((one, other)) for one in scale for other in scale)


def _same_origin(article: Scored) -> tuple[int, int]:
    pairs = article.matching.pairs
    return sum(same_voice(pair.wanted.origin, pair.found.origin) for pair in pairs), len(pairs)
