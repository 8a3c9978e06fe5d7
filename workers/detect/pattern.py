"""One row of triggers.yaml, and an act that it found."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from workers.detect.kinds import Kinds
from workers.detect.roles import Roles
from workers.types import TYPES

Role = Literal["agent", "patient", "preps", "modifier", "complement", "content", "under"]
_PERCENT = 100
_SURE = frozenset(
    {
        "armed",
        "state",
        "weapon",
        "munition",
        "war_air",
        "air_arm",
        "suicide",
        "alliance",
        "place",
        "named_place",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One row of triggers.yaml, whose head explains every field."""

    type: str
    code: str
    about: str
    weight: int
    verbs: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    agent: list[str] = field(default_factory=list)
    patient: list[str] = field(default_factory=list)
    modifier: list[str] = field(default_factory=list)
    complement: list[str] = field(default_factory=list)
    preps: dict[str, list[str]] = field(default_factory=dict)
    needs: list[Role] = field(default_factory=list)
    particles: list[str] = field(default_factory=list)
    not_particles: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    under: list[str] = field(default_factory=list)
    not_under: list[str] = field(default_factory=list)
    not_after: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    not_beside: list[str] = field(default_factory=list)
    free: bool = False
    weak: bool = False
    passive: bool = False
    bare: bool = False

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.type!r} is no type of types.yaml")
        if bool(self.verbs) == bool(self.nouns):
            raise ValueError("a pattern has verbs or nouns, one of the two")
        if not 0 < self.weight <= _PERCENT:
            raise ValueError(f"weight is 1 to 100, not {self.weight}")

    def kinds(self) -> Iterator[str]:
        """Every kind that it asks for."""
        for kinds in (
            self.agent,
            self.patient,
            self.modifier,
            self.complement,
            self.beside,
            self.not_beside,
            *self.preps.values(),
        ):
            yield from kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A pattern that matched.

    Attributes:
        anchor: the token index of the verb or noun.
        roles: its arguments.
    """

    pattern: Pattern
    anchor: int
    roles: Roles

    def weak(self, kinds: Kinds) -> bool:
        """True where other signs of a conflict must stand by it: of the pattern, or of an agent that may be anybody."""
        agents = [kinds.of(i) for i in self.roles.agent]
        sure = not agents or any(kind & _SURE for kind in agents)
        return self.pattern.weak or not (sure or "agent" not in self.pattern.needs)
