"""Whom a noun counts: civilians, soldiers, rebels, police, children, women, journalists, ... or people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workers import datafile
from workers.models import Token

PEOPLE = "people"
_NAMED = frozenset({"NNPS", "NNP", "NNS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimRows:
    """``victims.yaml``: see the comments there."""

    classes: dict[str, frozenset[str]]
    general: frozenset[str]
    modifiers: dict[str, str]
    of_police: frozenset[str]
    bodies: dict[str, str]
    things: frozenset[str]

    def __post_init__(self) -> None:
        both = self.things & {noun for nouns in self.classes.values() for noun in nouns}
        if both:
            raise ValueError(f"both a victim and a thing: {', '.join(sorted(both))}")


@cache
def rows() -> VictimRows:
    """The nouns of victims.

    Raises:
        DataFileError: naming the wrong line of ``victims.yaml``.
    """
    return datafile.load(Path(__file__).parent / "data" / "victims.yaml", VictimRows)


@cache
def _class_of() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, nouns in rows().classes.items():
        for noun in nouns:
            found.setdefault(noun, name)
    return MappingProxyType(found)


def victim_class(tokens: tuple[Token, ...], noun: int) -> str | None:
    """The class of the noun at token ``noun``; None where it names no people that we know.

    A capitalised plural is a people or a movement's men ("Palestinians", "Houthis").
    """
    token = tokens[noun]
    known = _known(token)
    before = tokens[noun - 1] if noun else None
    if known and before and before.text.lower() in rows().modifiers and _is_general(token):
        return rows().modifiers[before.text.lower()]
    if known is None and _is_people_name(token):
        return PEOPLE
    return known


def is_thing(token: Token) -> bool:
    """Whether a noun never names people."""
    return bool(_forms(token) & rows().things)


def _known(token: Token) -> str | None:
    return next((_class_of()[form] for form in _ordered(token) if form in _class_of()), None)


def _is_general(token: Token) -> bool:
    return bool(_forms(token) & rows().general)


def _is_people_name(token: Token) -> bool:
    return (
        token.tag in _NAMED and token.text[0].isupper() and token.text.endswith("s") and not is_thing(token)
    )


def _ordered(token: Token) -> tuple[str, ...]:
    text = token.text.lower()
    return text, token.lemma, text.removesuffix("s")


def _forms(token: Token) -> frozenset[str]:
    return frozenset(_ordered(token))
