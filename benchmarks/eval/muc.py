"""Casualty counts of the MUC-3/4 messages, as the assessors noted them beside each incident.

A count is wanted if it is of two or more and not optional. ``also_right`` holds other values that the assessors took
("6" or "8"). It is found if any count of the message, of that metric, has one of its bounds at one of those values:
assessors noted numbers, not qualifiers. A value that several incidents of a message share is wanted once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.eval.mentions import of_signal
from benchmarks.eval.reading import Reading
from benchmarks.eval.rows import Fault, Row, Target, share_row

_WORDS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_LEAST = 2

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A count that a message tells: any of ``values`` is right."""

    metric: str
    values: frozenset[int]
    who: str


def with_counts(messages: Sequence[Item]) -> list[Item]:
    """Messages that have a count to find."""
    return [message for message in messages if wanted(message)]


def wanted(message: Item) -> list[Wanted]:
    """The counts of a message."""
    found: dict[tuple[str, frozenset[int]], Wanted] = {}
    for incident in message["labels"]["incidents"]:
        for count in incident["casualties"]:
            if not (incident["optional"] or count["optional"]) and (count["n"] or 0) >= _LEAST:
                values = frozenset({count["n"], *(other["n"] for other in count["also_right"])} - {None})
                found.setdefault((count["kind"], values), Wanted(count["kind"], values, count["who"]))
    return list(found.values())


def rows(messages: Sequence[Item], readings: Sequence[Reading]) -> Iterator[Row]:
    """All counts, then the dead and the injured apart."""
    both = [(message, reading, wanted(message)) for message, reading in zip(messages, readings, strict=True)]
    faults = [
        _fault(message, reading, count)
        for message, reading, counts in both
        for count in counts
        if not is_found(count, reading)
    ]
    name = "MUC counts of 2 or more found"
    yield share_row("real", name, _table(both, {"dead", "injured"}), Target(at_least=0.75), faults)
    for metric in ("dead", "injured"):
        yield share_row("real", f"{name}: {metric}", _table(both, {metric}))


def is_found(count: Wanted, reading: Reading) -> bool:
    """Whether a signal has the metric and one of the values."""
    return any(
        told.metric == count.metric and {told.low, told.best, told.high} & count.values
        for told in (signal.count for signal in reading.signals)
        if told
    )


def _table(both: Sequence[tuple[Item, Reading, list[Wanted]]], metrics: set[str]) -> list[tuple[int, int]]:
    own = [(reading, [c for c in counts if c.metric in metrics]) for _, reading, counts in both]
    return [(sum(is_found(c, reading) for c in counts), len(counts)) for reading, counts in own]


def _fault(message: Item, reading: Reading, count: Wanted) -> Fault:
    figures = "|".join(form for n in count.values for form in _written(n))
    telling = [s for s in reading.sentences if re.search(rf"(?<!\w)({figures})(?!\w)", s.text, re.IGNORECASE)]
    starts = {(s.field, s.start) for s in telling}
    there = [s for s in reading.signals if (s.evidence.field, s.evidence.start) in starts]
    return Fault(
        article=message["id"],
        sentence=" / ".join(" ".join(s.text.split()) for s in telling[:3]) or "(no sentence has the figure)",
        wanted=f"{count.metric} {' or '.join(map(str, sorted(count.values)))}: {count.who}",
        found="; ".join(str(of_signal(s, reading)) for s in there) or "nothing fired",
        reasons=tuple(dict.fromkeys(code for s in there for code in s.reasons)),
        weight=bool(telling) + 1 / (1 + len(telling)),
    )


def _written(n: int) -> list[str]:
    return [str(n), f"{n:,}", *_WORDS[n : n + 1]]
