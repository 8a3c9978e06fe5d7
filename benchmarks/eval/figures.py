"""Counts on gold: value and metric, and what is told with a value that is right."""

from collections.abc import Callable, Iterator, Sequence

from benchmarks.eval.mentions import Mention
from benchmarks.eval.names import same_voice
from benchmarks.eval.rows import Fault, Row, Target, f1_row, share_row
from benchmarks.eval.scored import Scored

Agree = Callable[[Mention, Mention], bool]

_ASPECTS: tuple[tuple[str, Agree, Target | None], ...] = (
    ("qualifier", lambda a, b: a.figure.qualifier == b.figure.qualifier, Target(at_least=0.95)),
    ("origin", lambda a, b: same_voice(a.origin, b.origin), Target(at_least=0.88)),
    ("kind", lambda a, b: a.figure.kind == b.figure.kind, Target(at_least=0.90)),
    ("victims", lambda a, b: a.figure.victims == b.figure.victims, None),
    ("subset", lambda a, b: a.figure.subset == b.figure.subset, None),
    ("status", lambda a, b: a.status == b.status, None),
)


def rows(part: str, articles: Sequence[Scored]) -> Iterator[Row]:
    """Value and metric exact; then each aspect of the counts whose value was right."""
    yield f1_row(
        part,
        "counts: value and metric exact",
        [values(a) for a in articles],
        Target(at_least=0.90),
        faults(articles),
    )
    for name, agree, target in _ASPECTS:
        table = [_agreed(a, agree) for a in articles]
        wrong = [fault for a in articles for fault in _aspect_faults(a, agree)]
        yield share_row(part, f"counts: {name} of those", table, target, wrong)


def missed(article: Scored) -> list[Mention]:
    """Counts whose value was not found."""
    exact = {id(pair.wanted) for pair in article.matching.pairs if pair.exact}
    return [m for m in article.wanted if m.figure and id(m) not in exact and not m.optional]


def spurious(article: Scored) -> list[Mention]:
    """Signals with a count of a value that was not wanted."""
    exact = {id(pair.found) for pair in article.matching.pairs if pair.exact}
    return [m for m in article.found if m.figure and id(m) not in exact]


def values(article: Scored) -> tuple[int, int, int]:
    """(right, found, wanted): counts by value and metric."""
    right = sum(pair.exact for pair in article.matching.pairs)
    return right, right + len(spurious(article)), right + len(missed(article))


def faults(articles: Sequence[Scored]) -> list[Fault]:
    """Values missed and, in other sentences, values that are none."""
    return [fault for article in articles for fault in _value_faults(article)]


def _value_faults(article: Scored) -> Iterator[Fault]:
    yield from (article.fault(m, m) for m in missed(article))
    blamed = {m.sentence for m in missed(article)}
    for m in spurious(article):
        if m.sentence not in blamed:
            yield article.fault(m, article.wanted_of(m) or "no such count", m)


def _agreed(article: Scored, agree: Agree) -> tuple[int, int]:
    exact = [pair for pair in article.matching.pairs if pair.exact]
    return sum(agree(pair.wanted, pair.found) for pair in exact), len(exact)


def _aspect_faults(article: Scored, agree: Agree) -> Iterator[Fault]:
    for pair in article.matching.pairs:
        if pair.exact and not agree(pair.wanted, pair.found):
            yield article.fault(pair.wanted, pair.wanted, pair.found)
