"""Where an act happened: its place, from the parse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workers.detect.kinds import INSTALLATIONS
from workers.detect.mentions import Mentions
from workers.detect.roles import Roles
from workers.detect.tree import Tree
from workers.models import Place, SignalPlace

_AT = ("in", "on", "at", "near", "around", "outside", "inside", "into", "to", "of", "over", "across", "from",
       "against", "towards", "toward", "through", "between", "for")  # fmt: skip
_LOCATIVE = frozenset(
    {"in", "on", "at", "near", "around", "outside", "inside", "across", "throughout", "over"}
)
_PARTS = frozenset(
    {"east", "west", "north", "south", "northeast", "northwest", "southeast", "southwest", "part", "half", "centre",
     "center", "city", "town", "province", "region", "state", "capital", "territory", "area", "border", "rest"}
)  # fmt: skip
_INSTALLATION_NOUNS: Mapping[str, str] = {
    "airport": "airport", "airfield": "airport", "airstrip": "airport", "base": "base", "airbase": "base",
    "barracks": "base", "dam": "dam", "crossing": "crossing", "bridge": "bridge", "plant": "plant",
    "refinery": "plant", "headquarters": "headquarters", "headquarter": "headquarters",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A place and the code of the rule that found it."""

    place: SignalPlace | None
    reason: str


def signal_place(place: Place) -> SignalPlace:
    """A mention's place without its offsets."""
    return SignalPlace(
        id=place.id, name=place.name, country=place.country, kind=place.kind, lat=place.lat, lon=place.lon
    )


def place_of(tree: Tree, anchor: int, roles: Roles, mentions: Mentions, before: SignalPlace | None) -> Found:
    """The nearest place argument: object, then prepositions, then clause, then sentence, then what was before."""
    for reason, tokens in (
        ("place.argument", _arguments(tree, anchor, roles, mentions)),
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
        if named and named.kind in INSTALLATIONS:
            return signal_place(named)
        if kind is None:
            continue
        own = _nearest(tree.subtree(i), i, mentions)
        base = signal_place(own) if own else near
        if base and base.kind not in {"country", *INSTALLATIONS}:
            return SignalPlace(
                id=f"{base.id}#{kind}", name=f"{base.name} {tree.lemma(i)}", country=base.country, kind=kind,
                lat=base.lat, lon=base.lon,
            )  # fmt: skip
    return None


def _arguments(tree: Tree, anchor: int, roles: Roles, mentions: Mentions) -> list[int]:
    heads = [*roles.patient, *(i for word in _AT for i in roles.preps.get(word, ()))]
    inside = [i for head in heads for i in _without_clauses(tree, head)]
    before = [i for i in roles.modifiers if _no_country(mentions, i)]  # "A US drone attack" is nowhere yet.
    return [i for i in (*heads, *_located(tree, inside, mentions, sites=True), *before) if i != anchor]


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


def _located(tree: Tree, tokens: Iterable[int], mentions: Mentions, *, sites: bool = False) -> list[int]:
    """Places where something is said to be.

    A country elsewhere is an actor more often than a place. An airport counts among ``sites`` alone: as an object.
    """
    found = []
    for i in tokens:
        place = mentions.places.get(i)
        head = tree.tokens[tree.tokens[i].head]
        if place is None or (place.kind in INSTALLATIONS and not sites):
            continue
        dep = tree.tokens[i].dep
        within = head.lemma in _LOCATIVE or (head.lemma == "of" and tree.lemma(head.head) in _PARTS)
        if place.kind != "country" or dep in {"appos", "npadvmod"} or (dep == "pobj" and within):
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
