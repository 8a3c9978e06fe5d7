"""Reads a document and says which signals it holds: DESIGN section 3."""

from dataclasses import dataclass

from workers import __version__
from workers.detect.reading import Reading
from workers.detect.rules import Rules
from workers.detect.signals import without_repeats
from workers.models import Document, EnrichedArticle, Signal

EXTRACTOR = f"tocsin/{__version__}"


@dataclass(frozen=True, slots=True)
class Detector:
    """The detect stage. Calling it is pure."""

    rules: Rules

    def __call__(self, document: Document) -> EnrichedArticle:
        """The record of articles-enriched: what enrich found, and the signals."""
        signals, remarks = self._read(document)
        article = document.article
        return EnrichedArticle(
            uri=article.uri,
            version=article.version,
            order=article.order,
            published=article.published,
            arrived=article.arrived,
            publisher=article.publisher,
            language=article.language,
            pub_status=article.pub_status,
            embargoed_until=article.embargoed_until,
            status=article.status,
            url=article.url,
            headline=article.headline,
            entities=document.entities,
            places=document.places,
            actors=document.actors,
            signals=tuple(signals),
            fingerprint=document.fingerprint,
            extractor=EXTRACTOR,
            remarks=tuple(dict.fromkeys((*article.remarks, *remarks))),
            extra=article.extra,
        )

    def _read(self, document: Document) -> tuple[list[Signal], list[str]]:
        if document.article.pub_status != "usable":
            return [], ["article.not_usable"]
        if document.article.body and not document.sentences:
            return [], ["language.unsupported"]
        reading = Reading(self.rules, document)
        signals = [signal for sentence in document.sentences for signal in reading.read(sentence)]
        return without_repeats(signals), ["article.explainer"] if reading.explainer else []
