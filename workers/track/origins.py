"""Who is independent of whom, and whose figure counts first."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

from workers import datafile
from workers.errors import DataFileError

DATA = Path(__file__).parent / "data"


def load_publishers(path: Path = DATA / "publishers.yaml") -> Mapping[str, str]:
    """Folded name of a publisher -> its family.

    Raises:
        DataFileError: with the line that is wrong.
    """
    families = datafile.load(path, dict[str, list[str]])
    found: dict[str, str] = {}
    for family, names in families.items():
        for name in names:
            if name != _folded(name):
                raise DataFileError(path, None, f"{name!r} never matches: write {_folded(name)!r}")
            if name in found:
                raise DataFileError(path, None, f"{name!r} is of {found[name]!r} and of {family!r}")
            found[name] = family
    return found


def load_tiers(path: Path = DATA / "origins.yaml") -> Mapping[str, int]:
    """Kind of origin -> its tier, 0 the highest.

    Raises:
        DataFileError: with the line that is wrong.
    """
    tiers = datafile.load(path, list[list[str]])
    return {kind: rank for rank, kinds in enumerate(tiers) for kind in kinds}


def _folded(publisher: str) -> str:
    return publisher.strip().lower().removeprefix("www.")


FAMILIES = load_publishers()
TIERS = load_tiers()


@cache
def publisher_family(publisher: str) -> str:
    """The family of a publisher: its own folded name where the data file does not know it.

    >>> publisher_family("www.APnews.com"), publisher_family("example.org")
    ('ap', 'example.org')
    """
    name = _folded(publisher)
    return FAMILIES.get(name, name)


def tier(kind: str) -> int:
    """How early an origin of this kind is believed; an unknown kind comes last."""
    return TIERS.get(kind, len(TIERS))


def independent(sources: Iterable[tuple[str, str]]) -> bool:
    """True where two (origin family, publisher family) pairs share neither.

    One observatory in ten outlets is one origin, and so is one outlet that cites two.
    """
    return any(a[0] != b[0] and a[1] != b[1] for a, b in combinations(sorted(set(sources)), 2))
