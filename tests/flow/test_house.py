"""Rules that hold over the whole source tree."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKERS = ROOT / "workers"
SOURCES = sorted(WORKERS.rglob("*.py"))
STAGES = ("decode", "enrich", "detect", "revise", "track", "publish")
SHARED = {"models", "errors", "clock", "datafile", "types", "identity", ""}
NOT_IN_STAGES = {"faust", "aiokafka", "prometheus_client", "asyncio", "random", "uuid"}
FORBIDDEN = {
    "exactly_once": r"exactly_once",
    "a sink": r"\bsink=",
    "take": r"\.(noack_)?take(_events)?\(",
    "concurrency": r"\bconcurrency\s*=",
    "publishing on commit": r"stream_publish_on_commit",
    "a threaded producer": r"producer_threaded",
    "tables": r"\.(Table|GlobalTable|SetTable)\(",
    "group_by": r"\.group_by\(",
}


def imports(path):
    """Every module that a file imports, in full."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(path):
    """(name, lines) of every function of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("stage", STAGES)
def test_stage_knows_neither_kafka_nor_another_stage(stage):
    """A stage imports what is shared, its own modules, and no machinery."""
    foreign = set()
    for path in (WORKERS / stage).rglob("*.py"):
        for name in imports(path):
            parts = name.split(".")
            ours = parts[0] == "workers"
            if (ours and len(parts) > 1 and parts[1] not in {stage, "__version__"} | SHARED) or parts[
                0
            ] in NOT_IN_STAGES:
                foreign.add(f"{path.name}: {name}")

    assert foreign == set()


@pytest.mark.parametrize("stage", STAGES)
def test_stage_reads_no_wall_clock(stage):
    """Same bytes in, same records out: no stage asks what time it is."""
    calls = re.compile(r"\b(now|utcnow|today|time|monotonic)\(\s*(UTC|timezone\.utc)?\s*\)")
    guilty = [
        str(p)
        for p in (WORKERS / stage).rglob("*.py")
        if re.search(r"datetime\." + calls.pattern, p.read_text())
    ]

    assert guilty == []


@pytest.mark.parametrize("name", FORBIDDEN)
def test_worker_uses_nothing_that_loses_records(name):
    """What was measured to lose or repeat records is not used anywhere (docs/decisions, DESIGN section 6)."""
    guilty = [str(p.relative_to(ROOT)) for p in SOURCES if re.search(FORBIDDEN[name], p.read_text())]

    assert guilty == []


def test_worker_sends_only_through_delivery():
    """A bare send only queues; in the worker, delivery alone may call it, as it awaits the broker's answer."""
    worker = [p for p in SOURCES if "cli" not in p.parts and "demo" not in p.parts]
    guilty = [p.name for p in worker if re.search(r"\.send(_and_wait|_soon)?\(", p.read_text())]

    assert guilty == ["delivery.py"]


def test_modules_stay_short():
    """No module is over 250 lines, but for the catalogue of records."""
    long = {str(p.relative_to(ROOT)): n for p in SOURCES if (n := len(p.read_text().splitlines())) > 250}

    assert set(long) <= {"workers/models.py"}


def test_functions_stay_short():
    """The median function is at most 10 lines, and none is over 60."""
    sizes = dict(size for path in SOURCES for size in functions(path))

    assert median(sizes.values()) <= 10
    assert {name: n for name, n in sizes.items() if n > 60} == {}
