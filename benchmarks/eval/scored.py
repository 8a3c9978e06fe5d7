"""A gold article beside its reading, matched; what every measure on gold starts from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson

from benchmarks.eval import mentions
from benchmarks.eval.gold import GoldError
from benchmarks.eval.labels import GoldArticle
from benchmarks.eval.match import Matching, match
from benchmarks.eval.mentions import Mention
from benchmarks.eval.reading import Reading
from benchmarks.eval.rows import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One article.

    Attributes:
        wanted: its labels, without those of type ``none``.
        tempting: the labels of type ``none``.
        found: its signals.
    """

    article: GoldArticle
    reading: Reading
    wanted: tuple[Mention, ...]
    tempting: tuple[Mention, ...]
    found: tuple[Mention, ...]
    matching: Matching

    def sentence(self, mention: Mention) -> str:
        """The words of a mention's sentence, on one line."""
        return " ".join(self.reading.sentences[mention.sentence].text.split())

    def wanted_of(self, found: Mention) -> Mention | None:
        """The label that a signal was taken for."""
        return next((pair.wanted for pair in self.matching.pairs if pair.found is found), None)

    def fault(
        self, at: Mention, wanted: object, found: Mention | None = None, weight: float | None = None
    ) -> Fault:
        """An error in the sentence of a mention; without a signal to blame, all that fired there is told.

        Figures of more people, and signals that alert and are surer, are worse.
        """
        there = [found] if found else [m for m in self.found if m.sentence == at.sentence]
        figure = at.figure.size if at.figure else 0
        return Fault(
            article=self.article.id,
            sentence=self.sentence(at),
            wanted=str(wanted),
            found="; ".join(map(str, there)) or "nothing fired",
            reasons=tuple(dict.fromkeys(code for m in there for code in m.reasons)),
            weight=weight if weight is not None else min(figure, 999) / 1000 + _alarm(found),
        )


def _alarm(found: Mention | None) -> float:
    return found.confidence + found.alerts if found else 0.0


def raw(article: GoldArticle) -> bytes:
    """The article as a newsroom would send it."""
    return orjson.dumps(
        {
            "id": article.id,
            "title": article.headline,
            "text": article.text,
            "published_at": article.published,
            "source": article.source,
            "language": "en",
        }
    )


def score(articles: Sequence[GoldArticle], readings: Sequence[Reading]) -> list[Scored]:
    """Every article, matched.

    Raises:
        GoldError: an article could not be read; a label stands in no sentence of the decoded text.
    """
    return [_score(article, reading) for article, reading in zip(articles, readings, strict=True)]


def _score(article: GoldArticle, reading: Reading) -> Scored:
    if reading.failure:
        raise GoldError(article.path, 1, f"{article.id} could not be read: {reading.failure}")
    labels = mentions.of_labels(article, article.labels, reading)
    wanted = _without("none", labels)
    found = mentions.of_signals(reading)
    return Scored(
        article=article,
        reading=reading,
        wanted=wanted,
        tempting=tuple(m for m in labels if m.type == "none"),
        found=found,
        matching=match(wanted, found),
    )


def _without(name: str, labels: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(m for m in labels if m.type != name)
