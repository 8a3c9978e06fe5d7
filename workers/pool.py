"""CPU work in child processes that may die, hang or outlive us, without taking an article or the worker with them.

A child that breaks takes every task in flight down with it, so the first break proves nothing: each of those tasks
runs once more, alone. What breaks a process alone is poison.
"""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Literal, Protocol

from workers.errors import PoisonTaskError, TocsinError

Work = Callable[..., Any]
Load = Callable[[], Work]
LONGEST_TEXT = 2000
LOAD_SECONDS = 300.0
"""Loading takes seconds; a machine that is busy or cold may need minutes."""
BLAS_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

_work: Work | None = None
_load_failure: "_Raised | None" = None


class Observer(Protocol):
    """Whoever wants to know how the pool fares."""

    def pool(self, event: Literal["rebuilt", "killed", "timeout"]) -> None:
        """One thing that happened."""


class TaskFailedError(TocsinError):
    """The work raised; ``name`` is the exception's type, as it cannot always be carried between processes."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name
        self.text = text


class LoadFailedError(TocsinError):
    """The children cannot load what they need: this installation can read nothing."""

    exit_code = 78


class _BrokenError(Exception):
    def __init__(self, code: Literal["killed", "timeout"]) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class _Raised:
    name: str
    text: str


class CpuPool:
    """``load()`` runs once in each child and gives the function that ``run(*task)`` calls there.

    Args:
        load: importable, as children are spawned.
        processes: how many children.
        timeout: seconds that one task may take.
        observer: is told of every break.
    """

    def __init__(self, load: Load, *, processes: int, timeout: float, observer: Observer) -> None:
        self._load = load
        self._processes = processes
        self._timeout = timeout
        self._observer = observer
        self._slots = asyncio.Semaphore(processes)
        self._alone = asyncio.Lock()
        for name in BLAS_THREADS:
            os.environ.setdefault(name, "1")
        self._executor = self._new_executor()
        self._cold = True

    async def warm(self) -> None:
        """Wait until every child has loaded.

        Raises:
            LoadFailedError: a child cannot load, with what it raised where it lived to say so.
        """
        try:
            await asyncio.gather(
                *(self._attempt(_meet, (0.1,), LOAD_SECONDS) for _ in range(self._processes))
            )
        except _BrokenError as error:
            raise LoadFailedError("A reading process died while loading.") from error
        except TaskFailedError as error:
            raise LoadFailedError(error.text) from error
        self._cold = False

    async def run(self, *task: Any) -> Any:  # noqa: ANN401 - whatever the work gives
        """The result of ``work(*task)``.

        Raises:
            TaskFailedError: the work raised.
            PoisonTaskError: the task broke its process, and broke it again when it ran alone.
        """
        try:
            if self._cold:
                async with self._nothing_else():
                    await self._recover()
            async with self._slots:
                return await self._attempt(_call, task, self._timeout)
        except _BrokenError:
            return await self.run_alone(*task)

    async def run_alone(self, *task: Any) -> Any:  # noqa: ANN401 - whatever the work gives
        """As ``run``, while nothing else runs."""
        async with self._nothing_else():
            await self._recover()
            try:
                return await self._attempt(_call, task, self._timeout)
            except _BrokenError as error:
                raise PoisonTaskError(f"pool.{error.code}", _REASONS[error.code]) from error

    def stop(self) -> None:
        """End the children."""
        self._end(self._executor)

    @asynccontextmanager
    async def _nothing_else(self) -> AsyncIterator[None]:
        async with self._alone:
            for _ in range(self._processes):
                await self._slots.acquire()
            try:
                yield
            finally:
                for _ in range(self._processes):
                    self._slots.release()

    async def _recover(self) -> None:
        """Wait until children load again, so that neither loading nor a machine short of memory is blamed on an article."""
        pause = 0.5
        while self._cold:
            try:
                await self._meet_all(0.1)
            except (_BrokenError, TaskFailedError):
                await asyncio.sleep(pause)
                pause = min(2 * pause, 30.0)
            else:
                self._cold = False

    async def _meet_all(self, seconds: float) -> None:
        meetings = [self._attempt(_meet, (seconds,), LOAD_SECONDS) for _ in range(self._processes)]
        results = await asyncio.gather(*meetings, return_exceptions=True)
        for failure in (r for r in results if isinstance(r, BaseException)):
            raise failure

    async def _attempt(self, function: Callable[..., Any], task: tuple[Any, ...], seconds: float) -> Any:  # noqa: ANN401 - as run
        executor = self._executor
        try:
            future = asyncio.wrap_future(executor.submit(function, *task))
            result = await asyncio.wait_for(future, seconds)
        except BrokenExecutor as error:
            self._rebuild(executor, "killed")
            raise _BrokenError("killed") from error
        except TimeoutError as error:
            self._rebuild(executor, "timeout")
            raise _BrokenError("timeout") from error
        if isinstance(result, _Raised):
            raise TaskFailedError(result.name, result.text)
        return result

    def _rebuild(self, broken: ProcessPoolExecutor, code: Literal["killed", "timeout"]) -> None:
        if broken is not self._executor:
            return
        self._observer.pool(code)
        self._executor = self._new_executor()
        self._cold = True
        self._observer.pool("rebuilt")
        self._end(broken)

    def _new_executor(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_initialise,
            initargs=(self._load,),
        )

    @staticmethod
    def _end(executor: ProcessPoolExecutor) -> None:
        # A hung child never reads its exit message, and the executor has no public way to kill one before 3.14.
        for child in list((executor._processes or {}).values()):  # noqa: SLF001
            child.kill()
        executor.shutdown(wait=False, cancel_futures=True)


_REASONS = {
    "killed": "Reading this record killed its process, twice, the second time alone.",
    "timeout": "Reading this record took longer than TOCSIN_POOL_TASK_TIMEOUT_SECONDS, twice, the second time alone.",
}


def _initialise(load: Load) -> None:
    global _work, _load_failure  # noqa: PLW0603 - an initialiser has no other way to keep what it made
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        _work = load()
    except Exception as error:  # noqa: BLE001 - an initialiser that raises breaks the pool without saying why
        _load_failure = _raised(error)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def _call(*task: Any) -> Any:  # noqa: ANN401 - whatever the work gives
    if _work is None:
        return _load_failure
    try:
        return _work(*task)
    except Exception as error:  # noqa: BLE001 - any exception of the work is a result to the parent
        return _raised(error)


def _meet(seconds: float) -> "_Raised | None":
    threading.Event().wait(seconds)
    return _load_failure


def _raised(error: Exception) -> _Raised:
    return _Raised(type(error).__name__, str(error)[:LONGEST_TEXT])
