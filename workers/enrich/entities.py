"""Named entities: our tables' names first, then what spaCy's recogniser adds around them."""

from collections.abc import Iterable, Sequence

from workers.enrich.actors import Role
from workers.enrich.gazetteer import Spot
from workers.enrich.mentions import Hit
from workers.enrich.parse import Parsed
from workers.enrich.rows import SITE_KINDS
from workers.enrich.tables import Meaning, Nation
from workers.models import Article, Entity, Place


def entities(
    article: Article, parsed: Sequence[Parsed], hits: Iterable[Hit], places: Iterable[Place]
) -> list[Entity]:
    """The article's entities in the order of the text, none overlapping another.

    A name of our tables has its label and id from there; the longest wins. spaCy's entities stand where no table
    has a word. Generic actors and references such as "the city" are no names.
    """
    ours = [
        _sited(article, place) for place in places if place.kind in SITE_KINDS and _is_named(article, place)
    ]
    ours += [_named(article, parsed[hit.sentence], hit) for hit in hits if not _is_generic(hit.meaning)]
    taken: dict[str, set[int]] = {"headline": set(), "body": set()}
    kept: list[Entity] = []
    theirs = [entity for sentence in parsed for entity in sentence.entities]
    for group in (ours, theirs):
        for entity in sorted(group, key=lambda e: (e.start - e.end, e.start)):
            span = range(entity.start, entity.end)
            if taken[entity.field].isdisjoint(span):
                taken[entity.field].update(span)
                kept.append(entity)
    return sorted(kept, key=lambda e: (e.field != "headline", e.start))


def _is_generic(meaning: Meaning) -> bool:
    return isinstance(meaning, Role) and meaning.actor.generic


def _is_named(article: Article, place: Place) -> bool:
    return _text(article, place)[:1].isupper()


def _sited(article: Article, place: Place) -> Entity:
    return Entity(
        text=_text(article, place),
        label="FAC",
        field=place.field,
        start=place.start,
        end=place.end,
        id=place.id,
    )


def _text(article: Article, place: Place) -> str:
    return (article.headline if place.field == "headline" else article.body)[place.start : place.end]


def _named(article: Article, parsed: Parsed, hit: Hit) -> Entity:
    name = parsed.sentence.field
    label, link = _label(hit.meaning)
    text = article.headline if name == "headline" else article.body
    return Entity(
        text=text[hit.start : hit.end], label=label, field=name, start=hit.start, end=hit.end, id=link
    )


def _label(meaning: Meaning) -> tuple[str, str]:
    if isinstance(meaning, Role):
        return "PERSON" if meaning.person else "ORG", meaning.actor.id
    if isinstance(meaning, Nation):
        return "NORP" if meaning.adjective else "GPE", f"iso:{meaning.iso}"
    if isinstance(meaning, Spot) and meaning.kind in SITE_KINDS:
        return "FAC", meaning.id
    return "LOC" if meaning.kind == "region" else "GPE", meaning.id
