"""The types of signals, as ``types.yaml`` beside this module defines them; shared by the stages that need them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from workers import datafile
from workers.errors import DataFileError
from workers.models import Severity

PATH = Path(__file__).with_suffix(".yaml")

Family = Literal[
    "offensive",
    "strike",
    "ground",
    "territory",
    "installation",
    "counterattack",
    "forces",
    "toll",
    "displacement",
    "ceasefire",
    "coalition",
    "threat",
    "call",
    "warrant",
    "siege",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalType:
    """What one type of signal means.

    Attributes:
        name: such as ``territory.captured``.
        family: threads are told per family.
        severity: what an alert of this type starts with.
        escalates: False for acts that calm or only speak; they never alert by themselves.
        incident: True where it happens on a day, False for a condition that lasts. ``casualties.reported`` is an
            incident unless its count is cumulative.
        definition: one sentence.
        phrase: short noun phrase for headlines.
        acled: the nearest ACLED sub-event, a name only.
        plover: the nearest PLOVER type, a name only.
    """

    name: str
    family: Family
    severity: Severity
    escalates: bool
    incident: bool
    definition: str
    phrase: str
    acled: str
    plover: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][^.]*(\([^)]*\))?\.", self.definition):
            raise ValueError(f"a definition is one sentence: {self.definition!r}")


def load(path: Path = PATH) -> Mapping[str, SignalType]:
    """Every type by name.

    Raises:
        DataFileError: with the line that is wrong.
    """
    rows = datafile.load(path, list[SignalType])
    types = {row.name: row for row in rows}
    if len(types) < len(rows):
        twice = next(row.name for row in rows if types[row.name] is not row)
        lines = path.read_text(encoding="utf-8").splitlines()
        raise DataFileError(
            path, len(lines) - lines[::-1].index(f"- name: {twice}"), f"{twice!r} stands here twice"
        )
    return MappingProxyType(types)


TYPES: Mapping[str, SignalType] = load()
