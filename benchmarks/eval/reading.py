"""Reads articles in two processes: decode, enrich, detect, with the sentences kept."""

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from workers import detect, enrich
from workers.decode import decode
from workers.enrich import Enricher
from workers.errors import DataFileError
from workers.models import Article, Sentence, Signal
from workers.pool import BLAS_THREADS

BATCH = 16
PROCESSES = 2
_LATEST = datetime.max.replace(tzinfo=UTC)
_LONGEST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One sentence as the program cut it."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the program makes of one article; offsets count in these texts.

    Attributes:
        failure: what a stage raised on it, if it could not be read at all; nothing is found in it then.
    """

    headline: str = ""
    body: str = ""
    sentences: tuple[Span, ...] = ()
    signals: tuple[Signal, ...] = ()
    failure: str = ""

    @property
    def alerts(self) -> list[Signal]:
        """The signals that may alert by themselves, the surest first."""
        return sorted((s for s in self.signals if s.alerts), key=lambda s: -s.confidence)


def read(values: Sequence[bytes]) -> list[Reading]:
    """Readings of raw articles, in order. Batches are cut alike in every run, so the results are the same.

    Raises:
        DataFileError: a data file of a stage has a wrong line.
    """
    for name in BLAS_THREADS:
        os.environ.setdefault(name, "1")
    batches = [values[start : start + BATCH] for start in range(0, len(values), BATCH)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        return [reading for batch in _watched(pool.map(_read, batches), len(batches)) for reading in batch]


def _watched(results: Iterator[list[Reading]], total: int) -> Iterator[list[Reading]]:
    for number, result in enumerate(results, 1):
        if sys.stderr.isatty():
            print(f"\r{number} of {total} batches read ", end="", file=sys.stderr, flush=True)
        yield result
    if sys.stderr.isatty():
        print(file=sys.stderr)


@cache
def _stages() -> tuple[Enricher, detect.Detector]:
    return enrich.load(), detect.load()


def _read(values: Sequence[bytes]) -> list[Reading]:
    """A batch; if a stage breaks on it, each article alone, so that one breaks alone."""
    stages = _stages()
    try:
        return _read_batch(values, *stages)
    except DataFileError:
        raise
    except Exception as error:  # noqa: BLE001 - a crash of a stage is a finding
        if len(values) == 1:
            return [Reading(failure=f"{type(error).__name__}: {error}")]
    return [reading for value in values for reading in _read([value])]


def _read_batch(values: Sequence[bytes], enricher: Enricher, detector: detect.Detector) -> list[Reading]:
    return [
        Reading(
            headline=document.article.headline,
            body=document.article.body,
            sentences=tuple(map(_span, document.sentences)),
            signals=detector(document).signals,
        )
        for document in enricher([_article(value) for value in values])
    ]


def _article(value: bytes) -> Article:
    article = decode(value, arrived=_LATEST, headers={}, max_characters=_LONGEST)
    return replace(article, arrived=article.published or article.arrived)


def _span(sentence: Sentence) -> Span:
    return Span(field=sentence.field, start=sentence.start, end=sentence.end, text=sentence.text)
