"""All names of places, countries and actors in one table, so that the longest name wins over all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workers.enrich import actors, gazetteer, rows
from workers.enrich.actors import Actor, Role
from workers.enrich.fold import key
from workers.enrich.gazetteer import Spot
from workers.enrich.names import NameTable


@dataclass(frozen=True, slots=True)
class Nation:
    """A country by its name, or by its adjective ("Syrian"), which is evidence but no place."""

    iso: str
    name: str
    adjective: bool


_PROVINCES = frozenset({"province", "governorate", "oblast", "region"})

Meaning = Spot | Nation | Role


@dataclass(frozen=True, slots=True)
class Tables:
    """What enrich knows by name.

    Attributes:
        cautious: keys of city names that need the country beside them.
        capitals: id of a capital city -> ISO country; ``seats`` the other way round.
        provinces: id of a city -> the region named after it.
        sites: words for installations -> (kind, whether it may stand alone).
    """

    names: NameTable[Meaning]
    sites: NameTable[tuple[str, bool]]
    cautious: frozenset[str]
    governments: Mapping[str, Actor]
    seats: Mapping[str, Spot]
    capitals: Mapping[str, str]
    nations: Mapping[str, Nation]
    provinces: Mapping[str, Spot]


def load(folder: Path = rows.DATA) -> Tables:
    """The tables of a data folder.

    Raises:
        DataFileError: with the line of the first wrong value.
    """
    data = rows.load(folder)
    names: NameTable[Meaning] = NameTable()
    seats: dict[str, Spot] = {}
    capitals = gazetteer.capitals()
    for name, spot in gazetteer.spots(data, folder):
        names.add(name, spot)
        larger = spot.country not in seats or seats[spot.country].population < spot.population
        if spot.kind == "city" and larger and (key(name), spot.country) in capitals:
            seats[spot.country] = spot
    nations = {iso: Nation(iso, row.names[0], adjective=False) for iso, row in data.countries.items()}
    for iso, row in data.countries.items():
        for name in row.names:
            names.add(name, nations[iso])
        for name in row.adjectives:
            names.add(name, Nation(iso, row.names[0], adjective=True))
    for name, role in actors.roles(data):
        names.add(name, role)
    return Tables(
        names=names,
        sites=_sites(data),
        cautious=frozenset(map(key, data.stopnames.cautious)),
        governments=actors.governments(data),
        seats=seats,
        capitals={spot.id: iso for iso, spot in seats.items()},
        nations=nations,
        provinces=_provinces(names, data),
    )


def _provinces(names: NameTable[Meaning], data: rows.Rows) -> Mapping[str, Spot]:
    """Id of a city -> the region of regions.yaml that is named after it ("Hama province")."""
    found: dict[str, Spot] = {}
    for row in data.regions:
        for name in row.names:
            town, _, noun = name.rpartition(" ")
            cities = names.meanings(town) if noun in _PROVINCES else ()
            for spot in cities:
                if isinstance(spot, Spot) and spot.kind == "city" and spot.country == row.country:
                    region = Spot(row.id, row.names[0], row.country, "region", row.lat, row.lon, "listed")
                    found.setdefault(spot.id, region)
    return found


def _sites(data: rows.Rows) -> NameTable[tuple[str, bool]]:
    table: NameTable[tuple[str, bool]] = NameTable()
    for kind, row in data.installations.items():
        for words in row.words:
            table.add(words, (kind, row.alone))
    return table
