"""Whether two names mean the same speaker or place: exact folded match in the table of actors, else by their words."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workers.enrich import actors, rows
from workers.enrich.fold import fold

NOBODY = frozenset({"publisher", "unnamed"})
_BODIES = frozenset({"igo", "ngo", "monitor", "media"})
_EMPTY = frozenset({"the", "of", "a", "s", "and", "for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says so. A gold label gives a name only (``publisher`` and ``unnamed`` are kinds); a signal gives all three."""

    name: str
    kind: str = "named"
    id: str = ""

    def __str__(self) -> str:
        return self.kind if self.kind in NOBODY else self.name


def voice_of_label(origin: str) -> Voice:
    """The origin of a label."""
    return Voice(name=origin, kind=origin if origin in NOBODY else "named")


def same_voice(wanted: Voice, found: Voice) -> bool:
    """Whether the origin found is the one wanted.

    A generic actor ("the rebels said") is unnamed by section 7 of the guide, and may also be labelled by its words. A
    part of a body ("the U.N. mission") is the body, and a leader by any form of the name is what he leads.
    """
    if wanted.kind in NOBODY and wanted.kind == found.kind:
        return True
    if wanted.kind == "unnamed":
        return found.id.startswith("generic:")
    if wanted.kind == "publisher" or found.kind in NOBODY:
        return False
    same = found.id in _ids().get(_key(wanted.name), ()) or same_name(wanted.name, found.name)
    return same or any(words <= _words(wanted.name) for words in _bodies().get(found.id, ()))


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names have the same words, or one has all the words of the other; folded.

    >>> same_name("the Observatory", "Syrian Observatory for Human Rights"), same_name("Homs", "Hama")
    (True, False)
    """
    first, second = _words(one or ""), _words(other or "")
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(name).replace("'s", ""))) - _EMPTY


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name).removeprefix("the ")))


@cache
def _bodies() -> Mapping[str, list[frozenset[str]]]:
    table = defaultdict(list)
    for name, role in actors.roles(rows.load(rows.DATA)):
        if role.person or role.actor.kind in _BODIES:
            table[role.actor.id].append(_words(name))
    return table


@cache
def _ids() -> Mapping[str, set[str]]:
    table = defaultdict(set)
    for name, role in actors.roles(rows.load(rows.DATA)):
        table[_key(name)].add(role.actor.id)
    return table
