"""Article JSON lines in, results out, in order: in this process or in several, with bounded memory."""

import asyncio
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Any, Literal

import orjson

from workers.errors import PoisonTaskError, RejectedError
from workers.extract import Extractor, Raw
from workers.models import EnrichedArticle, to_json, to_plain
from workers.pool import CpuPool, TaskFailedError

BATCH_LINES = 32
BATCH_BYTES = 1_000_000
BATCH_SECONDS = 600.0
"""Longest that a batch may take in a child process before its lines are tried one by one."""

Read = Callable[[list[bytes]], list[bytes]]
Batches = Iterator[list[bytes]]


def batches(stream: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Lines without their ends, in batches bounded by number and by size."""
    batch: list[bytes] = []
    size = 0
    for line in stream:
        batch.append(line.rstrip(b"\r\n"))
        size += len(line)
        if len(batch) == BATCH_LINES or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def extract(extractor: Extractor, lines: list[bytes]) -> list[EnrichedArticle | RejectedError]:
    """What each line says. A stage that raises costs its own line only (``internal.<Type>``), as in the worker."""
    try:
        return extractor.extract_batch([Raw(value=line) for line in lines])
    except Exception as error:  # noqa: BLE001 - whatever a stage raises is this line's result
        if len(lines) == 1:
            return [RejectedError(f"internal.{type(error).__name__}", "$", f"A stage failed: {error}")]
        return [result for line in lines for result in extract(extractor, [line])]


def load() -> Read:
    """The work of a child process: lines of articles to lines of results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return reader(Extractor())


def reader(extractor: Extractor) -> Read:
    """The same in this process."""
    return lambda lines: [result_line(result) for result in extract(extractor, lines)]


def result_line(result: EnrichedArticle | RejectedError) -> bytes:
    """One line of ``tocsin explain --jsonl``: the record of articles-enriched, or why there is none."""
    if isinstance(result, EnrichedArticle):
        return orjson.dumps(to_plain(result) | {"error": None}, option=orjson.OPT_SORT_KEYS)
    error = {"code": result.code, "path": result.path, "reason": result.reason}
    return to_json({"uri": result.uri, "entities": [], "signals": [], "error": error})


class Readers:
    """Several processes that read batches; results come back in the order of the batches."""

    def __init__(self, processes: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._window = 2 * processes
        self._pool = CpuPool(load, processes=processes, timeout=BATCH_SECONDS, observer=self)
        # The loop has a thread of its own so that Ctrl-C reaches a main thread that waits for input.
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def pool(self, event: Literal["rebuilt", "killed", "timeout"]) -> None:
        """The pool tells what broke; the lines' own errors say it to the reader of the output."""

    def map(self, batches: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
        """The results of each batch; at most two batches a process are in memory."""
        pending: deque[Future[list[bytes]]] = deque()
        for batch in batches:
            pending.append(asyncio.run_coroutine_threadsafe(self._read(batch), self._loop))
            if len(pending) == self._window:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()

    def stop(self) -> None:
        """End the processes."""
        self._pool.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _read(self, batch: list[bytes]) -> list[bytes]:
        try:
            return await self._pool.run(batch)  # type: ignore[no-any-return] # the pool runs any work; ours is Read
        except (PoisonTaskError, TaskFailedError) as error:
            if len(batch) == 1:
                return [result_line(_poisoned(error))]
            return [line for one in batch for line in await self._read([one])]


def _poisoned(error: Any) -> RejectedError:  # noqa: ANN401 - one of two errors that share no attribute
    code = error.code if isinstance(error, PoisonTaskError) else f"internal.{error.name}"
    return RejectedError(code, "$", str(error))
