"""Codes and records in words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from workers import datafile
from workers.models import Count, Origin, Signal
from workers.types import TYPES

REASONS = Path(__file__).parents[1] / "reasons.yaml"


@cache
def reasons(path: Path = REASONS) -> Mapping[str, str]:
    """Reason code -> its words.

    Raises:
        DataFileError: with the line that is wrong.
    """
    return datafile.load(path, dict[str, str])


def reason(code: str) -> str:
    """A reason in words; where only its family has words, with the rest of the code in brackets."""
    family, rest = code, ""
    while family:
        if family in reasons():
            return f"{reasons()[family]} ({rest})" if rest else reasons()[family]
        family = family.rpartition(".")[0]
        rest = code[len(family) + 1 :]
    return code


def moment(value: datetime | None) -> str:
    """Such as ``30 Nov 2024 14:10 UTC``."""
    return value.astimezone(UTC).strftime("%-d %b %Y %H:%M UTC") if value else "no publication time"


def silence(signal: Signal) -> str:
    """Why a signal does not alert, in words."""
    if not TYPES[signal.type].escalates:
        return "it does not escalate"
    if signal.status not in {"asserted", "claimed"}:
        return f"it is {signal.status.replace('_', ' ')}"
    if signal.time_role not in {"new", "update"}:
        return f"it is {signal.time_role}"
    return "see the reasons"


def count(value: Count) -> str:
    """Such as ``dead 255, exact, cumulative, since 2024-11-27 (“255 people”)``."""
    number = value.best if value.best is not None else value.low if value.low is not None else value.high
    parts = [f"{value.metric} {number:,}" if number is not None else value.metric]
    parts += [value.qualifier.replace("_", " "), value.kind]
    parts += [value.victims] if value.victims != "people" else []
    parts += [f"since {value.scope_start}"] if value.scope_start else []
    return f"{', '.join(parts)} (“{value.verbatim}”)"


def origin(value: Origin) -> str:
    """Who says so, and what that is."""
    return value.name if value.kind == "publisher" else f"{value.name} ({value.kind})"
