"""Where an act happened: its place from the parse, and the theatre that the place, or else the actors, lie in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workers import datafile
from workers.detect.kinds import DATA, Kinds, Mentions
from workers.detect.origin import folded
from workers.detect.roles import Roles
from workers.detect.tree import Tree
from workers.models import ActorMention, Place, SignalPlace

UNKNOWN = "ZZ"
_AT = ("in", "on", "at", "near", "around", "outside", "inside", "into", "to", "of", "over", "across", "from",
       "against", "towards", "toward", "through", "between", "for")  # fmt: skip
_ARMED = frozenset({"armed", "weapon", "war_weapon", "state", "official"})
_LOCATIVE = frozenset(
    {"in", "on", "at", "near", "around", "outside", "inside", "across", "throughout", "over"}
)
_INSTALLATION_NOUNS: Mapping[str, str] = {
    "airport": "airport", "airfield": "airport", "airstrip": "airport", "base": "base", "airbase": "base",
    "barracks": "base", "dam": "dam", "crossing": "crossing", "bridge": "bridge", "plant": "plant",
    "refinery": "plant", "headquarters": "headquarters", "headquarter": "headquarters",
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Found:
    """A place and the code of the rule that found it."""

    place: SignalPlace | None
    reason: str


def _within(years: list[int] | None, year: int) -> bool:
    return years is not None and years[0] <= year <= (years[1] if len(years) > 1 else year)


def load_theatres(path: Path = DATA / "theatres.yaml") -> Theatres:
    """The theatres that are not their place's country.

    Raises:
        DataFileError: with the line that is wrong.
    """
    return datafile.load(path, Theatres)


def signal_place(place: Place) -> SignalPlace:
    """A mention's place without its offsets."""
    return SignalPlace(
        id=place.id, name=place.name, country=place.country, kind=place.kind, lat=place.lat, lon=place.lon
    )


def place_of(tree: Tree, anchor: int, roles: Roles, mentions: Mentions, before: SignalPlace | None) -> Found:
    """The nearest place argument: object, then prepositions, then clause, then sentence, then what was before."""
    for reason, tokens in (
        ("place.argument", _arguments(tree, anchor, roles)),
        ("place.subject", [i for i in roles.agent if _no_country(mentions, i)]),
        ("place.clause", _clause(tree, anchor, mentions)),
        ("place.sentence", _located(tree, range(len(tree.tokens)), mentions)),
    ):
        found = _nearest(tokens, anchor, mentions)
        if found:
            return Found(signal_place(found), reason)
    return Found(before, "place.carried") if before else Found(None, "place.none")


def installation_of(
    tree: Tree, roles: Roles, mentions: Mentions, near: SignalPlace | None
) -> SignalPlace | None:
    """The installation among the arguments: named, or of the place near it ("the city's airport")."""
    for i in (*roles.patient, *(c for found in roles.preps.values() for c in found), *roles.agent):
        kind = _INSTALLATION_NOUNS.get(tree.lemma(i))
        named = mentions.places.get(i)
        if named and "#" in named.id:
            return signal_place(named)
        if kind is None:
            continue
        own = _nearest(tree.subtree(i), i, mentions)
        base = signal_place(own) if own else near
        if base and "#" not in base.id and base.kind != "country":
            return SignalPlace(
                id=f"{base.id}#{kind}", name=f"{base.name} {tree.lemma(i)}", country=base.country, kind=kind,
                lat=base.lat, lon=base.lon,
            )  # fmt: skip
    return None


def theatre_of(
    place: SignalPlace | None, actors: Iterable[ActorMention], nation: str | None, dateline: Place | None,
    theatres: Theatres,
) -> tuple[str, str]:  # fmt: skip
    """The theatre and the code of the rule: place, else actors, else nationality, else dateline, else ``ZZ``."""
    if place:
        return place_theatre(place, theatres), "theatre.place"
    for actor in actors:
        if actor.theatre:
            return actor.theatre, "theatre.actors"
    if nation:
        return theatres.countries.get(nation, nation), "theatre.nationality"
    if dateline:
        return place_theatre(signal_place(dateline), theatres), "theatre.dateline"
    return UNKNOWN, "theatre.unknown"


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


def _arguments(tree: Tree, anchor: int, roles: Roles) -> list[int]:
    heads = list(roles.patient)
    for word in _AT:
        heads.extend(roles.preps.get(word, ()))
    heads.extend(roles.modifiers)
    inside = [i for head in heads for i in _without_clauses(tree, head)]
    return [i for i in inside if i != anchor]


def _without_clauses(tree: Tree, top: int) -> list[int]:
    found, stack = [], [top]
    while stack:
        found.append(node := stack.pop())
        stack.extend(
            c for c in tree.children(node) if tree.tokens[c].dep not in {"relcl", "acl", "advcl", "conj"}
        )
    return sorted(found)


def _clause(tree: Tree, anchor: int, mentions: Mentions) -> list[int]:
    top = anchor
    for i in tree.above(anchor):
        if tree.tokens[top].tag.startswith("VB") or tree.tokens[top].dep == "relcl":
            break
        top = i
    return _located(tree, _without_clauses(tree, top), mentions)


def _located(tree: Tree, tokens: Iterable[int], mentions: Mentions) -> list[int]:
    """Places that are said to be where something is; a country elsewhere is an actor more often than a place."""
    found = []
    for i in tokens:
        place = mentions.places.get(i)
        head = tree.tokens[tree.tokens[i].head]
        if place is None or "#" in place.id:  # An airport is where something is only as its object.
            continue
        if place.kind != "country" or (tree.tokens[i].dep == "pobj" and head.lemma in _LOCATIVE):
            found.append(i)
    return found


def _no_country(mentions: Mentions, i: int) -> bool:
    place = mentions.places.get(i)
    return place is not None and place.kind != "country"


def _nearest(tokens: Iterable[int], anchor: int, mentions: Mentions) -> Place | None:
    found = [(_rank(mentions.places[i]), abs(i - anchor), i) for i in tokens if _is_place(mentions, i)]
    return mentions.places[min(found)[2]] if found else None


def _rank(place: Place) -> int:
    return {"country": 2, "region": 1}.get(place.kind, 0)


def _is_place(mentions: Mentions, i: int) -> bool:
    """True for a token of a place that is no part of an actor's name ("the Aleppo Media Centre")."""
    place, actor = mentions.places.get(i), mentions.actors.get(i)
    return place is not None and (
        actor is None or actor.kind == "state" or (actor.start >= place.start and actor.end <= place.end)
    )
