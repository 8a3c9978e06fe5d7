"""The three stages that read an article, in their order: decode, enrich, detect. No Kafka here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from workers import detect, enrich
from workers.decode import decode
from workers.errors import RejectedError
from workers.models import Article, EnrichedArticle, to_json

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Arrival of an article that came from no broker and has no publication time; nothing in it is new anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One record of articles-raw.

    Attributes:
        arrived: the broker's time of the record; None outside Kafka: the publication time then counts as arrival.
    """

    value: bytes | None
    arrived: datetime | None = None
    headers: Mapping[str, bytes] = field(default_factory=dict)


class Extractor:
    """Reads raw articles; holds the model and the data files, and no state between calls."""

    def __init__(self, max_characters: int = 200_000) -> None:
        """Load the model and the data files.

        Args:
            max_characters: longer articles are refused as ``text.too_long``.

        Raises:
            DataFileError: a data file has a wrong line.
        """
        self._max_characters = max_characters
        self._enrich = enrich.load()
        self._detect = detect.load()

    def extract(self, raw: Raw) -> EnrichedArticle:
        """What one raw article says.

        Raises:
            RejectedError: it breaks its contract.
        """
        (result,) = self.extract_batch([raw])
        if isinstance(result, RejectedError):
            raise result
        return result

    def extract_batch(self, raws: Sequence[Raw]) -> list[EnrichedArticle | RejectedError]:
        """The same for many at once, in order; the model reads faster in batches."""
        decoded = [self._decode(raw) for raw in raws]
        documents = iter(self._enrich([a for a in decoded if isinstance(a, Article)]))
        return [a if isinstance(a, RejectedError) else self._detect(next(documents)) for a in decoded]

    def _decode(self, raw: Raw) -> Article | RejectedError:
        limit = self._max_characters
        try:
            if raw.arrived is not None:
                return decode(raw.value, arrived=raw.arrived, headers=raw.headers, max_characters=limit)
            article = decode(
                raw.value, arrived=datetime.max.replace(tzinfo=UTC), headers=raw.headers, max_characters=limit
            )
            return replace(article, arrived=article.published or NEVER)
        except RejectedError as error:
            return error


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a process of the pool sends back for one record: an enriched article, or why there is none.

    Attributes:
        signals: (type, status, time role) of each signal, for the metrics.
        rejected: (code, path, reason).
    """

    uri: str = ""
    value: bytes = b""
    signals: tuple[tuple[str, str, str], ...] = ()
    rejected: tuple[str, str, str] | None = None


class Reader:
    """The pool's work: plain values in, a plain ``Reading`` out."""

    def __init__(self, max_characters: int) -> None:
        """Load everything once a process; see ``Extractor``."""
        self._extractor = Extractor(max_characters)

    def __call__(self, value: bytes | None, arrived_ms: int, headers: Mapping[str, bytes]) -> Reading:
        """Read one record of articles-raw that arrived at ``arrived_ms`` (Unix time in milliseconds)."""
        arrived = NEVER + timedelta(milliseconds=arrived_ms)
        try:
            article = self._extractor.extract(Raw(value=value, arrived=arrived, headers=headers))
        except RejectedError as error:
            return Reading(uri=error.uri or "", rejected=(error.code, error.path, error.reason))
        kinds = tuple((s.type, s.status, s.time_role) for s in article.signals)
        return Reading(uri=article.uri, value=to_json(article), signals=kinds)
