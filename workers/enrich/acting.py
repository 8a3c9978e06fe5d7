"""Mentions of actors: named ones, generic ones, and countries and capitals that act ("Russia launched", "Kyiv said")."""

from collections.abc import Iterator, Sequence

from workers.enrich.actors import Actor, Role
from workers.enrich.gazetteer import Spot
from workers.enrich.mentions import Hit
from workers.enrich.parse import Parsed
from workers.enrich.seats import coordinated, is_metonym
from workers.enrich.tables import Nation, Tables
from workers.models import ActorMention

_PASSIVE = frozenset({
    "be", "become", "see", "have", "remain", "suffer", "witness", "face", "mark", "descend", "plunge",
    "need", "border", "lie", "slide", "fall",
})  # fmt: skip
_HELP = frozenset({
    "support", "backing", "help", "aid", "assistance", "pressure", "mediation", "strike", "attack",
    "airstrike",
})  # fmt: skip
_HELPERS = frozenset({"from", "by", "between", "with"})


def mentions(parsed: Sequence[Parsed], hits: Sequence[Hit], tables: Tables) -> list[ActorMention]:
    """Every mention of an actor, in the order of the text."""
    return [
        _mention(actor, hit, parsed[hit.sentence])
        for hit in hits
        for actor in _actors(hit, parsed[hit.sentence], tables)
    ]


def _actors(hit: Hit, parsed: Parsed, tables: Tables) -> Iterator[Actor]:
    meaning = hit.meaning
    if isinstance(meaning, Role):
        yield meaning.actor
    elif isinstance(meaning, Nation):
        if not meaning.adjective and _acts(hit, parsed):
            yield tables.governments[meaning.iso]
    elif isinstance(meaning, Spot) and is_metonym(hit, parsed, tables):
        yield tables.governments[tables.capitals[meaning.id]]


def _acts(hit: Hit, parsed: Parsed) -> bool:
    token, head = coordinated(hit, parsed)
    if token.dep == "nsubj":
        return head.lemma not in _PASSIVE
    if token.dep == "pobj" and head.lemma in _HELPERS:
        return head.dep == "agent" or parsed.sentence.tokens[head.head].lemma in _HELP
    return False


def _mention(actor: Actor, hit: Hit, parsed: Parsed) -> ActorMention:
    return ActorMention(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        field=parsed.sentence.field,
        start=hit.start,
        end=hit.end,
        sides=dict(actor.sides),
        theatre=actor.theatre,
        family=actor.family or actor.id,
    )
