"""Status, time role, origin and the right to alert, on gold."""

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from benchmarks.eval.mentions import FRESH, Mention
from benchmarks.eval.names import same_voice
from benchmarks.eval.rows import Fault, Row, Target, f1_row, macro_row, share_row
from benchmarks.eval.scored import Scored
from workers.models import Status
from workers.types import TYPES

STATUSES: tuple[str, ...] = get_args(Status)
_RECALLED = ("denied", "called_for")


def rows(part: str, articles: Sequence[Scored]) -> Iterator[Row]:
    """All of them, over the acts and counts that were found."""
    yield from _status_rows(part, articles)
    yield from _time_rows(part, articles)
    yield _tempted(part, articles)
    yield _alert_precision(part, articles)
    yield share_row(
        part,
        "origin of acts and counts found",
        [_agreed(a, _same_origin) for a in articles],
        Target(at_least=0.88),
        _faults(articles, _same_origin),
    )


def _status_rows(part: str, articles: Sequence[Scored]) -> Iterator[Row]:
    tables = {name: [_status(a, name) for a in articles] for name in STATUSES}
    joined = [tuple(n for name in STATUSES for n in tables[name][i]) for i in range(len(articles))]
    yield macro_row(
        part,
        "status: macro, of those found",
        joined,
        Target(at_least=0.85),
        _faults(articles, _same_status),
    )
    for name in STATUSES:
        yield f1_row(part, f"status: {name}", tables[name])
    for name in _RECALLED:
        found, all_ = [_recalled(a, name) for a in articles], [_of_all(a, name) for a in articles]
        faults = [f for a in articles for f in _not_recalled(a, name)]
        yield share_row(part, f"status: {name}, recall of those found", found, Target(at_least=0.95), faults)
        yield share_row(part, f"status: {name}, recall of all", all_)


def _time_rows(part: str, articles: Sequence[Scored]) -> Iterator[Row]:
    yield f1_row(
        part,
        "time: new or update, of those found",
        [_fresh(a) for a in articles],
        faults=_faults(articles, _same_freshness),
    )
    yield share_row(
        part,
        "background mentions that alert",
        [_background(a) for a in articles],
        Target(at_most=0.02),
        [f for a in articles for f in _background_faults(a)],
    )


def _tempted(part: str, articles: Sequence[Scored]) -> Row:
    """Sentences whose only labels are ``none``."""
    table, faults = [], []
    for article in articles:
        tempting = {m.sentence: m for m in article.tempting}
        only = set(tempting) - {m.sentence for m in article.wanted}
        alerting = {m.sentence: m for m in article.found if m.alerts and m.sentence in only}
        table.append((len(alerting), len(only)))
        faults += [article.fault(m, "nothing", m) for m in alerting.values()]
    return share_row(part, "sentences labelled only none that alert", table, None, faults)


def _alert_precision(part: str, articles: Sequence[Scored]) -> Row:
    """An alert is right if a label of its type, for a count of its value, is a fact, is news and escalates."""
    table, faults = [], []
    for article in articles:
        right = {id(pair.found) for pair in article.matching.pairs if _right_alert(pair.wanted, pair.exact)}
        alerts = [m for m in article.found if m.alerts]
        wrong = [m for m in alerts if id(m) not in right]
        table.append((len(alerts) - len(wrong), len(alerts)))
        faults += [article.fault(m, article.wanted_of(m) or "no alert of this", m) for m in wrong]
    return share_row(part, "alerts that are right, by gold", table, Target(at_least=0.90), faults)


def _right_alert(wanted: Mention, exact: bool) -> bool:
    return wanted.may_alert and TYPES[wanted.type].escalates and (exact or wanted.figure is None)


def _same_status(one: Mention, other: Mention) -> bool:
    return one.status == other.status


def _same_freshness(one: Mention, other: Mention) -> bool:
    return (one.time in FRESH) == (other.time in FRESH)


def _same_origin(one: Mention, other: Mention) -> bool:
    return same_voice(one.origin, other.origin)


Agree = Callable[[Mention, Mention], bool]


def _agreed(article: Scored, agree: Agree) -> tuple[int, int]:
    pairs = article.matching.pairs
    return sum(agree(pair.wanted, pair.found) for pair in pairs), len(pairs)


def _faults(articles: Sequence[Scored], agree: Agree) -> list[Fault]:
    return [
        article.fault(pair.wanted, pair.wanted, pair.found)
        for article in articles
        for pair in article.matching.pairs
        if not agree(pair.wanted, pair.found)
    ]


def _status(article: Scored, name: str) -> tuple[int, int, int]:
    pairs = [(pair.wanted.status == name, pair.found.status == name) for pair in article.matching.pairs]
    return sum(a and b for a, b in pairs), sum(b for _, b in pairs), sum(a for a, _ in pairs)


def _fresh(article: Scored) -> tuple[int, int, int]:
    pairs = [(pair.wanted.time in FRESH, pair.found.time in FRESH) for pair in article.matching.pairs]
    return sum(a and b for a, b in pairs), sum(b for _, b in pairs), sum(a for a, _ in pairs)


def _recalled(article: Scored, name: str) -> tuple[int, int]:
    pairs = [pair for pair in article.matching.pairs if pair.wanted.status == name]
    return sum(pair.found.status == name for pair in pairs), len(pairs)


def _of_all(article: Scored, name: str) -> tuple[int, int]:
    missed = [m for m in article.matching.missed if m.status == name and not m.optional]
    right, found = _recalled(article, name)
    return right, found + len(missed)


def _not_recalled(article: Scored, name: str) -> Iterator[Fault]:
    for pair in article.matching.pairs:
        if pair.wanted.status == name != pair.found.status:
            yield article.fault(pair.wanted, pair.wanted, pair.found)


def _background(article: Scored) -> tuple[int, int]:
    wanted = [m for m in article.wanted if m.time == "background"]
    alerting = [p for p in article.matching.pairs if p.wanted.time == "background" and p.found.alerts]
    return len(alerting), len(wanted)


def _background_faults(article: Scored) -> Iterator[Fault]:
    for pair in article.matching.pairs:
        if pair.wanted.time == "background" and pair.found.alerts:
            yield article.fault(pair.wanted, pair.wanted, pair.found)
