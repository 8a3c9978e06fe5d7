"""What enrich named in one sentence: its actors, places and entities, by token."""

from collections.abc import Mapping
from dataclasses import dataclass

from workers.models import ActorMention, Document, Entity, Place, Sentence


@dataclass(frozen=True, slots=True)
class Mentions:
    """What enrich named in one sentence, by the tokens that it covers."""

    actors: Mapping[int, ActorMention]
    places: Mapping[int, Place]
    entities: Mapping[int, Entity]


def mentions_in(document: Document, sentence: Sentence) -> Mentions:
    """The mentions of a document that lie in a sentence."""
    return Mentions(
        {i: m for m in document.actors for i in _covered(sentence, m)},
        {i: m for m in document.places for i in _covered(sentence, m) if not _only_based(sentence, i)},
        {i: m for m in document.entities for i in _covered(sentence, m)},
    )


def _only_based(sentence: Sentence, i: int) -> bool:
    """True of "UK-based", "Iran-backed": no place where anything happens."""
    after = sentence.tokens[i + 1 : i + 3]
    return [t.text for t in after[:1]] == ["-"] and any(t.tag in {"VBN", "VBD"} for t in after[1:])


def _covered(sentence: Sentence, mention: ActorMention | Place | Entity) -> list[int]:
    if mention.field != sentence.field or mention.start >= sentence.end or mention.end <= sentence.start:
        return []
    return [t.i for t in sentence.tokens if t.start < mention.end and t.end > mention.start]
