"""Every name that may mean an actor: named ones, governments and armies of all countries, and generic words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workers.enrich.rows import ActorRow, CountryRow, Rows

_GOVERNMENT = (
    "government", "authorities", "regime", "officials", "cabinet", "president", "prime minister", "foreign ministry",
    "foreign minister", "interior ministry", "defence minister", "defense minister", "leadership",
)  # fmt: skip
_MILITARY = (
    "army", "military", "armed forces", "forces", "troops", "soldiers", "air force", "navy", "warplanes", "jets",
    "fighter jets", "aircraft", "helicopters", "drones", "artillery", "tanks", "commandos", "special forces", "marines",
    "security forces", "security services", "border guards", "border troops", "government forces", "government troops",
    "government army", "regime forces", "regime troops", "regime army", "military forces", "army forces",
    "army troops", "army soldiers", "army units", "government soldiers", "government warplanes", "federal forces",
    "defence ministry", "defense ministry", "ministry of defence", "ministry of defense", "paratroopers",
)  # fmt: skip
_LED_FORCES = (
    "forces",
    "army",
    "troops",
    "soldiers",
    "military",
    "loyalists",
    "warplanes",
    "fighters",
    "supporters",
)
_LED_GOVERNMENT = ("government", "regime", "administration", "rule")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as mentions carry it.

    Attributes:
        years: first and last, as in actors.yaml.
        generic: not named by the text ("the rebels").
    """

    id: str
    name: str
    kind: str
    sides: Mapping[str, str] = field(default_factory=dict)
    theatre: str | None = None
    family: str | None = None
    years: tuple[int, ...] = ()
    generic: bool = False

    def active(self, year: int | None) -> bool:
        """Whether the actor existed in a year; where the year or the actor's years are unknown, yes."""
        if year is None or not self.years:
            return True
        return self.years[0] <= year <= self.years[-1] or (len(self.years) == 1 and self.years[0] <= year)


@dataclass(frozen=True, slots=True)
class Role:
    """What a name says of an actor: who it is, under which condition, and whether the name is a person's.

    Attributes:
        needs: countries of which the article must speak, one at least, unless it names the actor otherwise.
    """

    actor: Actor
    needs: tuple[str, ...] = ()
    person: bool = False


def roles(rows: Rows) -> Iterator[tuple[str, Role]]:
    """Names and actors. Countries' governments and armies come from countries.yaml, with what actors.yaml adds."""
    listed = {row.id: row for row in rows.actors}
    states = _states(rows.countries, listed)
    for row in rows.actors:
        actor = states.get(row.id) or _listed(row)
        for name in row.names:
            yield name, Role(actor, row.needs.get(name, ()))
        yield from _led(row, actor, states)
    for iso, country in rows.countries.items():
        yield from _of_state(country, states[f"gov:{iso.lower()}"], states[f"mil:{iso.lower()}"])
    for name, generic in rows.generic.items():
        actor = Actor(f"generic:{name}", generic.names[0], generic.kind, generic.sides, generic=True)
        for word in generic.names:
            yield word, Role(actor)


def governments(rows: Rows) -> Mapping[str, Actor]:
    """ISO country -> its government, for countries and capitals that act."""
    states = _states(rows.countries, {row.id: row for row in rows.actors})
    return {iso: states[f"gov:{iso.lower()}"] for iso in rows.countries}


def fitting(
    candidates: Iterable[Role], spoken_of: Counter[str], named: set[str], year: int | None
) -> Role | None:
    """The actor that a name means in this article, if any.

    One whose condition holds comes before one without condition, one active in the year of publication before
    others, and then the one whose countries the article speaks of most.
    """
    possible = [role for role in candidates if _holds(role, spoken_of, named)]
    return max(
        possible,
        key=lambda role: (
            role.actor.id in named,
            role.actor.active(year),
            bool(role.needs),
            sum(spoken_of[iso] for iso in role.needs),
        ),
        default=None,
    )


def _holds(role: Role, spoken_of: Counter[str], named: set[str]) -> bool:
    return not role.needs or role.actor.id in named or any(spoken_of[iso] for iso in role.needs)


def _listed(row: ActorRow) -> Actor:
    family = row.family or row.id
    return Actor(row.id, row.names[0], row.kind, row.sides, row.theatre, family, row.years)


def _states(countries: Mapping[str, CountryRow], listed: Mapping[str, ActorRow]) -> dict[str, Actor]:
    fought_over = {row.theatre for row in listed.values() if row.kind in {"rebel", "militia"}}
    found: dict[str, Actor] = {}
    for iso, country in countries.items():
        for prefix, noun, kind in (("gov", "government", "state"), ("mil", "armed forces", "military")):
            name = f"{prefix}:{iso.lower()}"
            row = listed.get(name)
            sides = {iso: "government"} | (row.sides if row else {})
            theatre = row.theatre if row else (iso if iso in fought_over else None)
            shown = row.names[0] if row else f"{country.adjectives[0]} {noun}"
            found[name] = Actor(name, shown, kind, sides, theatre, f"gov:{iso.lower()}")
    return found


def _of_state(country: CountryRow, government: Actor, military: Actor) -> Iterator[tuple[str, Role]]:
    for name in dict.fromkeys((*country.adjectives, *country.names[1:], f"{country.names[0]}'s")):
        yield from ((f"{name} {noun}", Role(government)) for noun in _GOVERNMENT)
        yield from ((f"{name} {noun}", Role(military)) for noun in _MILITARY)
    for name in country.names:
        yield f"government of {name}", Role(government)
        yield f"armed forces of {name}", Role(military)


def _led(row: ActorRow, actor: Actor, states: Mapping[str, Actor]) -> Iterator[tuple[str, Role]]:
    forces = states.get(row.id.replace("gov:", "mil:"), actor)
    for leader in row.leaders:
        yield leader, Role(actor, person=True)
        yield f"President {leader}", Role(actor, person=True)
        yield from ((f"{leader} {noun}", Role(forces)) for noun in _LED_FORCES)
        yield from ((f"{leader} {noun}", Role(actor)) for noun in _LED_GOVERNMENT)
        yield from (
            (f"{noun} loyal to {leader}", Role(forces)) for noun in ("forces", "troops", "army", "soldiers")
        )
        yield from ((f"{noun} of {leader}", Role(actor)) for noun in _LED_GOVERNMENT)
