"""The theatre of an act: that of its place, or else of its actors, its nationality, the dateline."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from workers import datafile
from workers.detect.kinds import DATA, Kinds
from workers.detect.mentions import Mentions
from workers.detect.origin import folded
from workers.detect.tree import Tree
from workers.detect.where import signal_place
from workers.models import ActorMention, Document, Place, SignalPlace

UNKNOWN = "ZZ"
_ARMED = frozenset({"armed", "weapon", "war_weapon", "state", "official"})


@dataclass(frozen=True, slots=True)
class Theatres:
    """theatres.yaml, which explains its keys."""

    countries: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    wars: dict[str, list[int]] = field(default_factory=dict)
    conflicts: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes = [
            *self.countries,
            *self.countries.values(),
            *self.places.values(),
            *self.wars,
            *self.conflicts,
        ]
        wrong = [code for code in codes if not (len(code) == 2 and code.isupper())]  # noqa: PLR2004 - ISO 3166-1 alpha-2
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no country code")

    def at_war(self, theatre: str, year: int) -> bool:
        """True where an open war goes on in that year."""
        return _within(self.wars.get(theatre), year)

    def in_conflict(self, theatre: str, year: int) -> bool:
        """True where at least a lesser conflict goes on in that year."""
        return self.at_war(theatre, year) or _within(self.conflicts.get(theatre), year)


def _within(years: list[int] | None, year: int) -> bool:
    return years is not None and years[0] <= year <= (years[1] if len(years) > 1 else year)


def load_theatres(path: Path = DATA / "theatres.yaml") -> Theatres:
    """The theatres that are not their place's country.

    Raises:
        DataFileError: with the line that is wrong.
    """
    return datafile.load(path, Theatres)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the article as a whole says of where it plays.

    Attributes:
        main: the theatre at war that most of its places lie in.
    """

    year: int
    main: str | None
    dateline: Place | None


def setting_of(document: Document, theatres: Theatres) -> Setting:
    """The setting of an article."""
    year = (document.article.published or document.article.arrived).year
    spoken = Counter(place_theatre(signal_place(p), theatres) for p in document.places)
    fought = [theatre for theatre, _ in spoken.most_common() if theatres.in_conflict(theatre, year)]
    return Setting(year, fought[0] if fought else None, document.dateline)


def theatre_of(
    place: SignalPlace | None,
    actors: Iterable[ActorMention],
    nation: str | None,
    setting: Setting,
    theatres: Theatres,
) -> tuple[str, str]:
    """The theatre and the code of the rule: place, actors, the article's main theatre, nationality, dateline, ``ZZ``."""
    if place:
        return place_theatre(place, theatres), "theatre.place"
    for actor in actors:
        if actor.theatre:
            return actor.theatre, "theatre.actors"
    if setting.main:
        return setting.main, "theatre.article"
    if nation and theatres.in_conflict(nation, setting.year):
        return theatres.countries.get(nation, nation), "theatre.nationality"
    if setting.dateline:
        return place_theatre(signal_place(setting.dateline), theatres), "theatre.dateline"
    return UNKNOWN, "theatre.unknown"


def country_at_war(mentions: Mentions, setting: Setting, theatres: Theatres) -> SignalPlace | None:
    """Of "Syria air strikes kill 32" the country: a country at war that is named is where it happens."""
    for place in mentions.places.values():
        if place.kind == "country" and theatres.at_war(
            place_theatre(signal_place(place), theatres), setting.year
        ):
            return signal_place(place)
    return None


def nation_of(tree: Tree, mentions: Mentions, kinds: Kinds) -> str | None:
    """The country of the first adjective of nationality that is not that of an armed side, which may act abroad."""
    for i, entity in sorted(mentions.entities.items()):
        armed = kinds.of(tree.tokens[i].head) & _ARMED
        if entity.label == "NORP" and (entity.id or "").startswith("iso:") and not armed:
            return (entity.id or "").removeprefix("iso:")
    return None


def place_theatre(place: SignalPlace, theatres: Theatres) -> str:
    """The theatre of a place."""
    named = theatres.places.get(folded(place.name).replace("-", " ")) or theatres.places.get(
        folded(place.name)
    )
    return named or theatres.countries.get(place.country, place.country)
