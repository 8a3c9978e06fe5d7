"""How severe a thread is: from its types, raised by its toll, lowered by what calms it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workers import datafile
from workers.errors import DataFileError
from workers.models import Metric, Severity
from workers.track.bands import Tally
from workers.types import TYPES

PATH = Path(__file__).parent / "data" / "severities.yaml"

SCALE: tuple[Severity, ...] = ("Unknown", "Minor", "Moderate", "Severe", "Extreme")


@dataclass(frozen=True, slots=True)
class Rung:
    """A toll of at least ``at`` is at least ``severity``."""

    at: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Severities:
    """What the file says; its head explains each part."""

    raised: dict[Metric, list[Rung]]
    lowers: dict[str, list[str]]
    turns: list[str]


def load(path: Path = PATH) -> Severities:
    """The content of severities.yaml.

    Raises:
        DataFileError: with the line that is wrong.
    """
    severities = datafile.load(path, Severities)
    families = {kind.family for kind in TYPES.values()}
    named = set(severities.turns).union(*severities.lowers.values())
    unknown = sorted((set(severities.lowers) - set(TYPES)) | (named - families))
    if unknown:
        raise DataFileError(path, None, f"types.yaml knows no {unknown[0]!r}")
    return severities


SEVERITIES = load()


def severity(types: Iterable[str], tallies: Iterable[Tally], *, calmed: bool) -> Severity:
    """The severity of a thread.

    Args:
        types: of its standing claims.
        tallies: of its tolls; each may raise it.
        calmed: a de-escalation is the newest word: one step down, never below Minor.
    """
    rank = max(SCALE.index(TYPES[name].severity) for name in types)
    rank = max([rank, *(SCALE.index(_raised(tally)) for tally in tallies)])
    return SCALE[max(1, rank - 1) if calmed else rank]


def _raised(tally: Tally) -> Severity:
    figure = tally.band.best if tally.band.best is not None else tally.band.low
    reached = [
        rung.severity for rung in SEVERITIES.raised.get(tally.key.metric, ()) if (figure or 0) >= rung.at
    ]
    return max(reached, key=SCALE.index, default="Unknown")
