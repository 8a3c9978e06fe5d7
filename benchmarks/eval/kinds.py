"""Types of signals on gold: F1 of each, and their mean with one vote for each type that is labelled at all."""

from collections.abc import Iterator, Sequence

from benchmarks.eval.labels import ACT_TYPES, CASUALTIES, DISPLACEMENT
from benchmarks.eval.mentions import Mention
from benchmarks.eval.rows import Fault, Row, Target, f1_row, macro_row
from benchmarks.eval.scored import Scored

NAMES = (CASUALTIES, *(name for name in ACT_TYPES if name != "none"))
_BY_SENTENCE = frozenset({CASUALTIES, DISPLACEMENT})
_TARGET = Target(at_least=0.85)
_HARD = frozenset({"offensive.launched", "territory.captured", "territory.recaptured"})


def rows(part: str, articles: Sequence[Scored]) -> Iterator[Row]:
    """The mean, then each type. Status and time role do not matter here: a denied capture is still a capture."""
    tables = {name: [counted(a, name) for a in articles] for name in NAMES}
    joined = [tuple(n for name in NAMES for n in tables[name][i]) for i in range(len(articles))]
    yield macro_row(part, "types: macro", joined, _TARGET)
    for name in NAMES:
        if any(wanted or found for _, found, wanted in tables[name]):
            target = _TARGET if name in _HARD else None
            wrong = [fault for a in articles for fault in faults(a, name)]
            yield f1_row(part, f"types: {name}", tables[name], target, wrong)


def counted(article: Scored, name: str) -> tuple[int, int, int]:
    """(right, found, wanted) of one type in one article."""
    if name in _BY_SENTENCE:
        wanted, optional, found = _sentences(article, name)
        return len((wanted | optional) & found), len(found), len(wanted | (optional & found))
    right = sum(pair.wanted.type == name for pair in article.matching.pairs)
    missed = sum(m.type == name for m in article.matching.missed)
    spurious = sum(m.type == name for m in article.matching.spurious)
    return right, right + spurious, right + missed


def _sentences(article: Scored, name: str) -> tuple[set[int], set[int], set[int]]:
    """Sentences that have to hold the type, that may, and that do: one mention a sentence, however many counts."""
    wanted = {m.sentence for m in article.wanted if m.type == name and not m.optional}
    optional = {m.sentence for m in article.wanted if m.type == name} - wanted
    return wanted, optional, {m.sentence for m in article.found if m.type == name}


def faults(article: Scored, name: str) -> Iterator[Fault]:
    """Mentions of a type that were missed, and signals of it that were not wanted."""
    missed, spurious = _wrong(article, name)
    yield from (article.fault(m, m) for m in missed)
    yield from (article.fault(m, f"no {name}", m) for m in spurious)


def _wrong(article: Scored, name: str) -> tuple[list[Mention], list[Mention]]:
    if name not in _BY_SENTENCE:
        missed = [m for m in article.matching.missed if m.type == name]
        return missed, [m for m in article.matching.spurious if m.type == name]
    wanted, optional, found = _sentences(article, name)
    return _firsts(article.wanted, name, wanted - found), _firsts(
        article.found, name, found - wanted - optional
    )


def _firsts(mentions: Sequence[Mention], name: str, sentences: set[int]) -> list[Mention]:
    first = {m.sentence: m for m in reversed(mentions) if m.type == name and m.sentence in sentences}
    return list(first.values())
