"""Records whose work has begun, kept in the order they came."""

import asyncio
from collections.abc import Awaitable, Callable

from workers.delivery import Event, Work


class Window:
    """Records whose work has begun, in the order they came; only the head is settled and acknowledged.

    Args:
        size: how many may be in it; ``admit`` waits for room.
        settle: is given each record with its work, one after the other.
    """

    def __init__(self, size: int, settle: Callable[[Event, Work], Awaitable[None]]) -> None:
        self._waiting: asyncio.Queue[tuple[Event, Work]] = asyncio.Queue()
        self._room = asyncio.Semaphore(size)
        self._settle = settle
        self._drainer: asyncio.Task[None] | None = None

    async def admit(self, event: Event, begin: Callable[[], Work]) -> None:
        """Wait for room, begin the record's work, and queue it for settling."""
        await self._room.acquire()
        self._waiting.put_nowait((event, begin()))
        if self._drainer is None:
            self._drainer = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        while True:
            event, work = await self._waiting.get()
            await self._settle(event, work)
            self._room.release()
