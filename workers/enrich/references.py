"""What "the city", "the village", "the district" and "the region" refer back to."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from workers.enrich.gazetteer import Spot
from workers.models import Place

TOWNS = frozenset({"city", "town", "port"})
VILLAGES = frozenset({"village", "hamlet", "settlement"})
QUARTERS = frozenset({"district", "quarter", "neighbourhood", "neighborhood", "suburb", "camp"})
REGIONS = frozenset({"region", "province", "governorate", "oblast", "peninsula", "enclave", "department"})
NOUNS = TOWNS | VILLAGES | QUARTERS | REGIONS
_LARGEST_TOWN = 300_000
_REGION_REACH = 3
_IN_HEADLINE = 3


@dataclass(frozen=True, slots=True)
class _Named:
    spot: Spot
    noun: str
    sentence: int
    passing: bool


@dataclass(slots=True)
class Memory:
    """What the text has named so far.

    Attributes:
        country: the last country, or that of the last place.
        sites: kind of installation -> the last one named.
    """

    country: str | None = None
    sites: dict[str, Place] = field(default_factory=dict)
    _named: list[_Named] = field(default_factory=list)
    _often: Counter[str] = field(default_factory=Counter)

    def note(self, spot: Spot, noun: str, sentence: int, *, headline: bool, passing: bool) -> None:
        """A place is named.

        Args:
            spot: the place, no installation.
            noun: what the text calls it ("the village of X"), or nothing.
            sentence: its number.
            headline: what a headline names is what the article is about.
            passing: named as a direction or distance only ("fled to X", "near X").
        """
        self.country = spot.country
        self._named.append(_Named(spot, noun, sentence, passing))
        self._often[spot.id] += _IN_HEADLINE if headline else 1

    def city(self, sentence: int, noun: str = "city") -> Spot | None:
        """The town that a noun means: the last one named, unless that is long ago or in passing and another is the topic."""
        fitting = [n for n in self._named if _is_town(n) and self._may_be(n.spot, noun)]
        if not fitting:
            return None
        last = fitting[-1]
        if sentence - last.sentence <= 1 and not last.passing and last.spot.lat is not None:
            return last.spot
        topic = max(
            fitting, key=lambda n: (self._often[n.spot.id], n.spot.lat is not None, not n.passing, n.sentence)
        ).spot
        rival = self._often[last.spot.id] + (noun != "city")
        return topic if self._often[topic.id] >= rival else last.spot

    def _may_be(self, spot: Spot, noun: str) -> bool:
        return noun != "town" or spot.population <= _LARGEST_TOWN or self._often[spot.id] >= _IN_HEADLINE

    def meant(self, noun: str, sentence: int) -> Spot | None:
        """The place that "the <noun>" means in a sentence, if one was named that it may mean."""
        if noun in TOWNS:
            return self.city(sentence, noun)
        if noun in VILLAGES:
            return self._last(lambda n: n.noun in VILLAGES) or self._last(
                lambda n: _is_town(n) and not n.spot.population
            )
        if noun in QUARTERS:
            return self._last(lambda n: n.noun in QUARTERS)
        return self._last(lambda n: n.spot.kind == "region" and sentence - n.sentence < _REGION_REACH)

    def _last(self, fits: Callable[[_Named], bool]) -> Spot | None:
        return next((n.spot for n in reversed(self._named) if fits(n)), None)


def _is_town(named: _Named) -> bool:
    return named.spot.kind == "city" and named.noun not in VILLAGES | QUARTERS
