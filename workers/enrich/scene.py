"""One sentence while its places are read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workers.enrich.gazetteer import Spot
from workers.enrich.mentions import Hit
from workers.enrich.parse import Parsed, Word
from workers.enrich.references import Memory
from workers.enrich.tables import Tables
from workers.models import Place

BACK = frozenset({"the", "this", "that"})
"""What points back to a place named before."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The sentence, its names by their first word, and what is known of the article so far."""

    parsed: Parsed
    hits: Mapping[int, Hit]
    tables: Tables
    spoken_of: Counter[str]
    memory: Memory

    @property
    def words(self) -> Sequence[Word]:
        """The sentence's words."""
        return self.parsed.words


def country_at(scene: Scene, iso: str, start: int, end: int) -> Place:
    """The country as a place at these offsets."""
    nation = scene.tables.nations[iso]
    spot = Spot(f"iso:{iso}", nation.name, iso, "country", None, None, "listed")
    return place_at(scene, spot, start, end)


def place_at(scene: Scene, spot: Spot, start: int, end: int) -> Place:
    """The place at these offsets."""
    return Place(
        id=spot.id,
        name=spot.name,
        country=spot.country,
        kind=spot.kind,
        lat=spot.lat,
        lon=spot.lon,
        field=scene.parsed.sentence.field,
        start=start,
        end=end,
    )
