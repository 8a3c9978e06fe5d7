"""What an article as a whole speaks of, before its single names are resolved."""

from collections import Counter
from collections.abc import Iterator, Sequence

from workers.enrich.actors import Role
from workers.enrich.gazetteer import Spot
from workers.enrich.names import Match, Scan
from workers.enrich.tables import Meaning, Nation, Tables

LARGE = 100_000
"""Population from which the only city of a name is evidence for its country."""


def countries(scans: Sequence[Scan[Meaning]], tables: Tables) -> Counter[str]:
    """How much the article speaks of each country: names, adjectives and regions count 2, actors and cities 1."""
    found: Counter[str] = Counter()
    for scan in scans:
        for match in _longest(scan):
            for country, weight in _weights(match, tables):
                found[country] += weight
    return found


def _weights(match: Match[Meaning], tables: Tables) -> Iterator[tuple[str, int]]:
    for name, meaning in match.values:
        if isinstance(meaning, Nation):
            yield meaning.iso, 2
        elif isinstance(meaning, Role):
            own = meaning.actor.theatre or _home(meaning)
            if own and not meaning.needs and not meaning.actor.generic:
                yield own, 1
        elif meaning.level == "listed" and not meaning.needs and not _rivalled(meaning, match):
            yield meaning.country, 2
        elif len(match.values) == 1 and meaning.population >= LARGE and not is_cautious(name, tables):
            yield meaning.country, 1


def _home(role: Role) -> str | None:
    """The country of a state that fights in no other; where others fight, the war is there."""
    sides = role.actor.sides
    own = next((iso for iso, side in sides.items() if side == "government"), None)
    return own if role.actor.kind in {"state", "military"} and len(sides) == 1 else None


def _rivalled(spot: Spot, match: Match[Meaning]) -> bool:
    """Whether a large city of another country has the same name ("Valencia")."""
    spots = (
        meaning for _, meaning in match.values if isinstance(meaning, Spot) and meaning.level != "alternate"
    )
    return any(other.country != spot.country and other.population >= LARGE for other in spots)


def named(scans: Sequence[Scan[Meaning]]) -> set[str]:
    """Actors that the article names without ambiguity."""
    found: set[str] = set()
    for scan in scans:
        for match in _longest(scan):
            roles = [meaning for _, meaning in match.values if isinstance(meaning, Role)]
            if len({role.actor.id for role in roles}) == 1:
                found |= {role.actor.id for role in roles if not role.needs}
    return found


def _longest(scan: Scan[Meaning]) -> Iterator[Match[Meaning]]:
    at = 0
    while at < len(scan):
        if scan[at]:
            yield scan[at][0]
        at += scan[at][0].count if scan[at] else 1


def is_cautious(name: str, tables: Tables) -> bool:
    """Whether a city of this name needs its country beside it."""
    return name.lower() in tables.cautious
