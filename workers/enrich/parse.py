"""Sentences and tokens out of spaCy's documents, with offsets in the article's own text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span
from spacy.tokens import Token as SpacyToken

from workers.enrich.fold import APOSTROPHES, key
from workers.enrich.repair import Lexicon, Repaired, repair
from workers.enrich.split import Piece, pieces
from workers.models import Article, Entity, FieldName, Sentence, Token

LONGEST_SENTENCE = 400
"""Tokens. What is longer is no sentence (a table, a list of numbers): it is kept without a parse."""

_STAND_INS = {
    "retake": "invade",
    "retakes": "invades",
    "retook": "seized",
    "retaken": "invaded",
    "retaking": "invading",
    "overrun": "invaded",
}
"""Verbs that the small model takes for nouns ("the army retook Aleppo", "had overrun Goma"): it reads a word of the same length in their place."""

_STAND_IN = re.compile(rf"\b(?:{'|'.join(_STAND_INS)})\b", re.IGNORECASE)
_STRAIGHT = str.maketrans(dict.fromkeys("’‘ʼ", "'"))  # noqa: RUF001 - what feeds print, and the model parses worse
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a field, repaired, as it goes to the parser."""

    field: FieldName
    piece: Piece
    repaired: Repaired


@dataclass(frozen=True, slots=True)
class Word:
    """A word that names may be made of: letters and digits, apostrophes inside.

    Attributes:
        text: as the repaired text has it.
        key: folded, see ``fold.key``.
        gap: what stands between the word before and this one, in the same sentence.
        start: offset in the field's plain text; ``end`` is one past the last.
        token: the token of the sentence that it begins in.
    """

    text: str
    key: str
    gap: str
    start: int
    end: int
    token: Token


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its words (none where there are no tokens) and spaCy's entities in it."""

    sentence: Sentence
    words: tuple[Word, ...]
    entities: tuple[Entity, ...]


def parts(article: Article, known: Lexicon) -> list[Part]:
    """What of the article is to be parsed, headline first."""
    fields: tuple[tuple[FieldName, str], ...] = (("headline", article.headline), ("body", article.body))
    return [Part(name, piece, repair(piece.text, known)) for name, text in fields for piece in pieces(text)]


def for_model(text: str) -> str:
    """The text as the model reads it best, of the same length.

    >>> for_model("The army retook Hama")
    'The army seized Hama'
    """
    return _STAND_IN.sub(lambda match: _STAND_INS[match[0].lower()], text.translate(_STRAIGHT))


def sentences(parsed: Iterable[tuple[Part, Doc]]) -> list[Parsed]:
    """The sentences of one article, numbered; as plain records that outlive spaCy's memory zone."""
    found: list[Parsed] = []
    for part, doc in parsed:
        for span in doc.sents:
            if not span.text.isspace():
                found.append(_sentence(part, span, len(found)))
    return found


def _sentence(part: Part, span: Span, index: int) -> Parsed:
    tokens = [token for token in span if not token.is_space]
    start, _ = _original(part, tokens[0])
    _, end = _original(part, tokens[-1])
    begin = part.piece.start
    kept = _tokens(part, tokens) if len(tokens) <= LONGEST_SENTENCE else ()
    sentence = Sentence(
        field=part.field,
        index=index,
        paragraph=part.piece.paragraph,
        start=start,
        end=end,
        text=part.piece.text[start - begin : end - begin],
        tokens=kept,
    )
    if not kept:
        return Parsed(sentence, (), ())
    return Parsed(sentence, tuple(_words(part, tokens, kept)), tuple(_entities(part, span)))


def _original(part: Part, token: SpacyToken) -> tuple[int, int]:
    start, end = part.repaired.span(token.idx, token.idx + len(token))
    return part.piece.start + start, part.piece.start + end


def _tokens(part: Part, tokens: list[SpacyToken]) -> tuple[Token, ...]:
    place = {token.i: i for i, token in enumerate(tokens)}
    return tuple(_token(part, token, i, place) for i, token in enumerate(tokens))


def _token(part: Part, token: SpacyToken, i: int, place: dict[int, int]) -> Token:
    start, end = _original(part, token)
    text = part.repaired.text[token.idx : token.idx + len(token)]
    return Token(
        i=i,
        text=text,
        lemma=_lemma(text) or token.lemma_.lower(),
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=_head(token, place),
        start=start,
        end=end,
    )


def _lemma(text: str) -> str | None:
    """The lemma of a word that the model did not see."""
    if text.lower() not in _STAND_INS:
        return None
    return "overrun" if text.lower() == "overrun" else "retake"


def _head(token: SpacyToken, place: dict[int, int]) -> int:
    """The head's place among the tokens kept; blanks, which are not kept, pass their dependants on to their head."""
    head = token.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return place.get(head.i, place[token.i])


def _words(part: Part, tokens: list[SpacyToken], kept: tuple[Token, ...]) -> Iterator[Word]:
    text, first = part.repaired.text, tokens[0].idx
    last, at = first, 0
    for match in WORD.finditer(text, first, tokens[-1].idx + len(tokens[-1])):
        while at + 1 < len(tokens) and tokens[at + 1].idx <= match.start():
            at += 1
        start, end = part.repaired.span(match.start(), match.end())
        begin = part.piece.start
        yield Word(match[0], key(match[0]), text[last : match.start()], begin + start, begin + end, kept[at])
        last = match.end()


def _entities(part: Part, span: Span) -> Iterator[Entity]:
    for ent in span.ents:
        text = part.repaired.text[ent.start_char : ent.end_char].strip()
        if not text:
            continue
        at = part.repaired.text.index(text, ent.start_char)
        start, end = part.repaired.span(at, at + len(text))
        yield Entity(
            text=part.piece.text[start:end],
            label=ent.label_,
            field=part.field,
            start=part.piece.start + start,
            end=part.piece.start + end,
        )
