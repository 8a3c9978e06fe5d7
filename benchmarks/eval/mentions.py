"""Labels and signals as one kind of thing, so that they can be compared: a mention in a sentence of an article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from benchmarks.eval.gold import GoldError, locate
from benchmarks.eval.labels import Figure, GoldArticle, Label
from benchmarks.eval.names import Voice, voice_of_label
from benchmarks.eval.reading import Reading
from workers.models import Count, Signal

FACTS, FRESH = frozenset({"asserted", "claimed"}), frozenset({"new", "update"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One act or count of one sentence.

    Attributes:
        sentence: its number in the reading, headline first.
        spans: where its words may stand in the field; a label stands in one place, a signal's words may in several.
        optional: not missed if it is not found: a count of the headline that the body gives again
            (``workers.detect.signals.without_repeats`` leaves it to the body).
        alerts, reasons, confidence: of a signal.
    """

    type: str
    sentence: int
    status: str
    time: str
    origin: Voice
    place: str | None
    figure: Figure | None
    spans: tuple[tuple[int, int], ...] = ()
    optional: bool = False
    alerts: bool = False
    reasons: tuple[str, ...] = ()
    confidence: float = 0.0

    @property
    def may_alert(self) -> bool:
        """Status and time role of what may alert."""
        return self.status in FACTS and self.time in FRESH

    def __str__(self) -> str:
        what = _figure_in_words(self.figure) if self.figure else self.type
        return f"{what}, {self.status}, {self.time}, by {self.origin}" + (
            f", at {self.place}" if self.place else ""
        )


def of_labels(article: GoldArticle, labels: Iterable[Label], reading: Reading) -> tuple[Mention, ...]:
    """Labels as mentions of the sentences that the program cut.

    Raises:
        GoldError: a phrase stands in no sentence, or not once.
    """
    found = tuple(_of_label(article, label, reading) for label in labels)
    told = {m.figure.value for m in found if m.figure and reading.sentences[m.sentence].field == "body"}
    return tuple(
        replace(m, optional=True)
        if m.figure and m.figure.value in told and reading.sentences[m.sentence].field == "headline"
        else m
        for m in found
    )


def _of_label(article: GoldArticle, label: Label, reading: Reading) -> Mention:
    spans = locate(label.on, reading.headline if label.field == "headline" else reading.body)
    sentence = sentence_at(reading, label.field, spans[0][0]) if len(spans) == 1 else None
    if sentence is None:
        raise GoldError(
            article.path, label.line, f"{label.on!r} stands in no one sentence of {article.id} as decoded"
        )
    return Mention(
        type=label.type,
        sentence=sentence,
        status=label.status,
        time=label.time,
        origin=voice_of_label(label.origin),
        place=label.place,
        figure=label.figure,
        spans=tuple(spans),
    )


def of_signals(reading: Reading) -> tuple[Mention, ...]:
    """The signals of a reading."""
    return tuple(of_signal(signal, reading) for signal in reading.signals)


def of_signal(signal: Signal, reading: Reading) -> Mention:
    """One signal.

    Raises:
        ValueError: its evidence is no sentence of the reading.
    """
    where, count = signal.evidence, signal.count
    sentence = sentence_at(reading, where.field, where.start)
    if sentence is None:
        raise ValueError(f"a signal's evidence is no sentence: {where.sentence!r}")
    words = re.escape(count.verbatim) if count else "(?!)"
    return Mention(
        type=signal.type,
        sentence=sentence,
        status=signal.status,
        time=signal.time_role,
        origin=Voice(name=signal.origin.name, kind=signal.origin.kind, id=signal.origin.id),
        place=signal.place.name if signal.place else None,
        figure=_figure(count) if count else None,
        spans=tuple(
            (where.start + m.start(), where.start + m.end()) for m in re.finditer(words, where.sentence)
        ),
        alerts=signal.alerts,
        reasons=signal.reasons,
        confidence=signal.confidence,
    )


def sentence_at(reading: Reading, field: str, start: int) -> int | None:
    """The number of the sentence that holds an offset."""
    return next(
        (i for i, s in enumerate(reading.sentences) if s.field == field and s.start <= start < s.end), None
    )


def _figure(count: Count) -> Figure:
    return Figure(
        metric=count.metric,
        low=count.low,
        best=count.best,
        high=count.high,
        qualifier=count.qualifier,
        kind=count.kind,
        victims=count.victims,
        subset=count.subset,
    )


def _figure_in_words(figure: Figure) -> str:
    ends = "/".join("-" if n is None else f"{n:,}" for n in (figure.low, figure.best, figure.high))
    part = ", a subset" if figure.subset else ""
    return f"{figure.metric} {ends} ({figure.qualifier}, {figure.kind}, {figure.victims}{part})"
