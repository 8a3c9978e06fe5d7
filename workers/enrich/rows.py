"""The data files of enrich, as typed rows; a wrong line is refused with its number."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from workers import datafile
from workers.errors import DataFileError

DATA = Path(__file__).parent / "data"
ACTOR_KINDS = frozenset(
    {"state", "military", "rebel", "militia", "alliance", "igo", "monitor", "ngo", "media", "official"}
)
SIDES = frozenset({"government", "opposition", "foreign", "neutral", "local"})
SITE_KINDS = frozenset({"airport", "base", "dam", "crossing", "bridge", "plant", "headquarters"})

T = TypeVar("T")

_ISO = re.compile(r"[A-Z]{2}")
_ACTOR_ID = re.compile(r"(gov:|mil:)?[a-z0-9][a-z0-9-]*")
_PLACE_ID = re.compile(r"(place:|region:|iso:|geonames:)[A-Za-z0-9-]+(#[a-z]+)?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """A line of actors.yaml; the file's head explains the fields."""

    id: str
    names: tuple[str, ...]
    kind: str
    sides: dict[str, str] = field(default_factory=dict)
    theatre: str | None = None
    family: str | None = None
    years: tuple[int, ...] = ()
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leaders: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuses what the file's head does not allow (ValueError)."""
        _check(bool(_ACTOR_ID.fullmatch(self.id)), f"{self.id!r} is no id: lower case, digits and hyphens")
        _check_names(self.names)
        _check(self.kind in ACTOR_KINDS, f"kind {self.kind!r} is none of {', '.join(sorted(ACTOR_KINDS))}")
        _check_sides(self.sides)
        _check(
            self.theatre is None or bool(_ISO.fullmatch(self.theatre)),
            f"theatre {self.theatre!r} is no ISO code",
        )
        _check_years(self.years)
        for name, countries in self.needs.items():
            _check(name in self.names, f"needs speaks of {name!r}, which is none of the names")
            _check_countries(countries)


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericRow:
    """A value of generic.yaml: an actor that the text does not name."""

    names: tuple[str, ...]
    kind: str
    sides: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses an unknown kind or side (ValueError)."""
        _check_names(self.names)
        _check(self.kind in ACTOR_KINDS, f"kind {self.kind!r} is none of {', '.join(sorted(ACTOR_KINDS))}")
        _check_sides(self.sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRow:
    """A value of countries.yaml."""

    names: tuple[str, ...]
    adjectives: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuses a country without name or adjective (ValueError)."""
        _check_names(self.names)
        _check_names(self.adjectives)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """A line of regions.yaml."""

    id: str
    names: tuple[str, ...]
    country: str
    lat: float
    lon: float
    needs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuses impossible coordinates and malformed codes (ValueError)."""
        _check(bool(_PLACE_ID.fullmatch(self.id)), f"{self.id!r} is no place id")
        _check_names(self.names)
        _check_countries((self.country, *self.needs))
        _check_coordinates(self.lat, self.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A line of places.yaml: further names of a city (``geonames``), a town, or a site (``kind``)."""

    names: tuple[str, ...]
    geonames: int | None = None
    id: str | None = None
    near: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str = "city"
    needs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuses a line that names its place in no way or in two, or lacks what that way needs (ValueError)."""
        _check_names(self.names)
        ways = [way for way in (self.geonames, self.id, self.near) if way is not None]
        _check(len(ways) == 1, "one of geonames, id and near names the place")
        _check(self.kind == "city" or self.kind in SITE_KINDS, f"kind {self.kind!r} is no city and no site")
        _check(self.near is None or self.kind != "city", "near is for sites")
        for place in (self.id, self.near):
            _check(place is None or bool(_PLACE_ID.fullmatch(place)), f"{place!r} is no place id")
        if self.geonames is None:
            _check(None not in (self.country, self.lat, self.lon), "country, lat and lon are needed")
            _check_countries((self.country or "", *self.needs))
            _check_coordinates(self.lat or 0.0, self.lon or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationRow:
    """A value of installations.yaml."""

    words: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNames:
    """stopnames.yaml."""

    never: tuple[str, ...]
    cautious: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """All data files of enrich, checked one by one and against each other."""

    actors: tuple[ActorRow, ...]
    generic: Mapping[str, GenericRow]
    countries: Mapping[str, CountryRow]
    regions: tuple[RegionRow, ...]
    places: tuple[PlaceRow, ...]
    installations: Mapping[str, InstallationRow]
    stopnames: StopNames


def load(folder: Path = DATA) -> Rows:
    """Every data file of the folder.

    Raises:
        DataFileError: with the line of the first wrong value.
    """
    countries = datafile.load(folder / "countries.yaml", dict[str, CountryRow])
    _each_known(folder / "countries.yaml", countries, lambda iso: bool(_ISO.fullmatch(iso)), "is no ISO code")
    actors = datafile.load(folder / "actors.yaml", tuple[ActorRow, ...])
    _once(folder / "actors.yaml", [row.id for row in actors])
    used = {iso for row in actors for iso in _countries_of(row)}
    _each_known(
        folder / "actors.yaml", sorted(used), countries.__contains__, "is no country of countries.yaml"
    )
    regions = datafile.load(folder / "regions.yaml", tuple[RegionRow, ...])
    _once(folder / "regions.yaml", [row.id for row in regions])
    installations = datafile.load(folder / "installations.yaml", dict[str, InstallationRow])
    _each_known(folder / "installations.yaml", installations, SITE_KINDS.__contains__, "is no kind of site")
    return Rows(
        actors,
        datafile.load(folder / "generic.yaml", dict[str, GenericRow]),
        countries,
        regions,
        datafile.load(folder / "places.yaml", tuple[PlaceRow, ...]),
        installations,
        datafile.load(folder / "stopnames.yaml", StopNames),
    )


def _countries_of(row: ActorRow) -> set[str]:
    named = {row.theatre} if row.theatre else set()
    return named | (set(row.sides) - {"*"}) | {iso for isos in row.needs.values() for iso in isos}


def _once(path: Path, ids: list[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise DataFileError(path, _line(path, name, last=True), f"the id {name!r} stands here twice")
        seen.add(name)


def _each_known(
    path: Path, names: "Mapping[str, object] | list[str]", known: Callable[[str], bool], what: str
) -> None:
    for name in names:
        if not known(name):
            raise DataFileError(path, _line(path, name), f"{name!r} {what}")


def _line(path: Path, word: str, *, last: bool = False) -> int | None:
    """The line, from 1, of the first (or last) use of a word outside comments."""
    pattern = re.compile(rf"(?<![\w:-]){re.escape(word)}(?![\w-]|:\w)")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [i for i, line in enumerate(lines, 1) if not line.startswith("#") and pattern.search(line)]
    return found[-1 if last else 0] if found else None


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def _check_names(names: tuple[str, ...]) -> None:
    _check(bool(names), "at least one name is needed")
    _check(all(re.search(r"\w", name) for name in names), "a name needs a letter")


def _check_sides(sides: Mapping[str, str]) -> None:
    for country, side in sides.items():
        _check(country == "*" or bool(_ISO.fullmatch(country)), f"{country!r} is no ISO code")
        _check(side in SIDES, f"side {side!r} is none of {', '.join(sorted(SIDES))}")


def _check_years(years: tuple[int, ...]) -> None:
    _check(len(years) <= 2, "years are [first] or [first, last]")  # noqa: PLR2004 - first and last
    _check(list(years) == sorted(years), "the first year comes first")
    _check(all(_FIRST_YEAR <= year <= _LAST_YEAR for year in years), "a year has four digits")


def _check_countries(countries: tuple[str, ...]) -> None:
    for country in countries:
        _check(bool(_ISO.fullmatch(country)), f"{country!r} is no ISO code")


def _check_coordinates(lat: float, lon: float) -> None:
    _check(-90 <= lat <= 90 and -180 <= lon <= 180, f"{lat}, {lon} is nowhere on earth")  # noqa: PLR2004 - degrees
