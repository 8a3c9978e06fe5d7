"""A guard against records that were swallowed between the broker and an agent (DESIGN section 6, rule 6).

Where only we produce, offsets have no holes. A hole there means that the client library skipped a record that it will
later commit past, so the worker leaves before it can. Where newsrooms produce, transactions leave holes: counted only.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "retention", "hole"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the broker says of a partition: the group's committed offset, None before the first commit, and the oldest kept."""

    committed: int | None
    oldest: int


class Continuity:
    """Follows the offsets of each assigned partition.

    Args:
        ask: gives what the broker expects of (topic, partition).
    """

    def __init__(self, ask: Callable[[str, int], Awaitable[Expected]]) -> None:
        self._ask = ask
        self._last: dict[tuple[str, int], int] = {}

    def forget(self) -> None:
        """Partitions were assigned or revoked: the next record of each is its first."""
        self._last.clear()

    async def follow(self, topic: str, partition: int, offset: int) -> Verdict:
        """Whether this offset is the one that had to come next."""
        place = topic, partition
        last = self._last.get(place)
        self._last[place] = offset
        if last is not None:
            return "right" if offset <= last + 1 else "hole"
        return first_record(offset, await self._ask(topic, partition))


def first_record(offset: int, expected: Expected) -> Verdict:
    """The verdict on the first record after an assignment.

    >>> first_record(7, Expected(committed=7, oldest=0)), first_record(9, Expected(committed=7, oldest=9))
    ('right', 'retention')
    >>> first_record(9, Expected(committed=7, oldest=0))
    'hole'
    """
    start = expected.oldest if expected.committed is None else expected.committed
    if offset <= start:
        return "right"
    return "retention" if offset == expected.oldest else "hole"
