import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from workers.errors import DataFileError, PoisonTaskError
from workers.pool import CpuPool, LoadFailedError, TaskFailedError


class Recorder:
    def __init__(self):
        self.events = []

    def pool(self, event):
        self.events.append(event)


def work(kind, argument=None):
    """What the children do in these tests."""
    if kind == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "hang":
        time.sleep(3600)
    if kind == "raise":
        raise ValueError("no such thing")
    if kind == "die once" and not Path(argument).exists():
        Path(argument).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return kind.upper()


def load():
    return work


def load_wrongly():
    raise DataFileError(Path("actors.yaml"), 7, "no such kind")


def load_never():
    os._exit(3)


@pytest.fixture
async def pool():
    made = []

    def make(processes=2, timeout=20.0, load=load):
        observer = Recorder()
        made.append(CpuPool(load, processes=processes, timeout=timeout, observer=observer))
        return made[-1], observer

    yield make
    for one in made:
        one.stop()


async def test_pool_gives_results_of_its_work(pool):
    """A task's result comes back."""
    cpu, observer = pool()

    assert await asyncio.gather(cpu.run("a"), cpu.run("b")) == ["A", "B"]
    assert observer.events == []


async def test_pool_reports_an_exception_by_name(pool):
    """An exception in the work is named, and breaks nothing."""
    cpu, observer = pool()

    with pytest.raises(TaskFailedError, match="ValueError: no such thing"):
        await cpu.run("raise")
    assert observer.events == []


async def test_pool_calls_a_killer_poison_and_saves_its_neighbours(pool):
    """What kills its process twice is poison; tasks that ran beside it succeed."""
    cpu, observer = pool()

    results = await asyncio.gather(*(cpu.run(k) for k in ("a", "die", "b", "c")), return_exceptions=True)

    assert [r for r in results if isinstance(r, str)] == ["A", "B", "C"]
    assert isinstance(results[1], PoisonTaskError)
    assert results[1].code == "pool.killed"
    assert observer.events.count("killed") == observer.events.count("rebuilt") == 2


async def test_pool_forgives_a_single_death(pool, tmp_path):
    """A task whose process died once, by whatever hand, gets its result."""
    cpu, _ = pool()

    assert await cpu.run("die once", str(tmp_path / "died")) == "DIE ONCE"


async def test_pool_ends_what_hangs(pool):
    """A task that never returns is poison after its timeout; the next one runs."""
    cpu, _ = pool(processes=1, timeout=1.5)

    with pytest.raises(PoisonTaskError) as caught:
        await cpu.run("hang")

    assert caught.value.code == "pool.timeout"
    assert await cpu.run("a") == "A"


async def test_pool_refuses_to_warm_up_when_children_cannot_load(pool):
    """Children that die while loading are the installation's fault, and said at start."""
    cpu, _ = pool(load=load_never)

    with pytest.raises(LoadFailedError, match="died while loading"):
        await cpu.warm()


async def test_pool_says_why_children_cannot_load(pool):
    """A wrong data file is named with its line, and the worker ends as for wrong configuration."""
    cpu, _ = pool(load=load_wrongly)

    with pytest.raises(LoadFailedError, match=r"actors\.yaml:7: no such kind") as caught:
        await cpu.warm()

    assert caught.value.exit_code == 78


def test_pool_children_die_with_a_killed_parent():
    """No child outlives a parent that was killed with SIGKILL."""
    script = (
        "import asyncio, sys; sys.path.insert(0, sys.argv[1]); import test_pool as t\n"
        "async def main():\n"
        "    cpu = t.CpuPool(t.load, processes=2, timeout=20, observer=t.Recorder())\n"
        "    await cpu.warm(); print('ready', flush=True); await asyncio.sleep(60)\n"
        "if __name__ == '__main__': asyncio.run(main())\n"
    )
    folder = Path(__file__).parent
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True, cwd=folder.parent
    ) as parent:
        assert parent.stdout.readline() == "ready\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()

    gone, alive = psutil.wait_procs(children, timeout=10)

    assert len(gone) >= 2
    assert alive == []
