"""The types of signals, as ``types.yaml`` beside this module defines them; shared by the stages that need them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from workers import datafile
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
        family: threads are told per family.
        severity: what an alert of this type starts with.
        escalates: False for acts that calm or only speak; they never alert by themselves.
        incident: True where it happens on a day, False for a condition that lasts. ``casualties.reported`` is an
            incident unless its count is cumulative.
        definition: one sentence.
        phrase: short noun phrase for headlines.
        acled: the nearest ACLED sub-event, a name only.
        plover: the nearest PLOVER type, a name only.
        name: such as ``territory.captured``; the key of its row.
    """

    family: Family
    severity: Severity
    escalates: bool
    incident: bool
    definition: str
    phrase: str
    acled: str
    plover: str
    name: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][^.]*(\([^)]*\))?\.", self.definition):
            raise ValueError(f"a definition is one sentence: {self.definition!r}")


def load(path: Path = PATH) -> Mapping[str, SignalType]:
    """Every type by name.

    Raises:
        DataFileError: with the line that is wrong.
    """
    rows = datafile.load(path, dict[str, SignalType])
    return MappingProxyType({name: replace(row, name=name) for name, row in rows.items()})


TYPES: Mapping[str, SignalType] = load()
