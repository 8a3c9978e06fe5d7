"""A real Prometheus scrapes real metrics: every panel has data, and every rule speaks of series that exist."""

import json
import re
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress

import pytest
import yaml

from workers.clock import SystemClock
from workers.health import HealthServer
from workers.instruments import INPUTS, OUTPUTS, STATES
from workers.metrics import Metrics

DEADLINE_SECONDS = 60
GRAFANA = {
    "$__rate_interval": "8s",
    "$__interval": "2s",
    "$__range": "30s",
    "$job": "tocsin",
    "$instance": ".+",
}
EMPTY_ON_PURPOSE: dict[str, str] = {}
"""Panels that may be without data here, each with its reason."""


def happen(metrics):
    """One of everything that the worker counts."""
    for step, topic in INPUTS.items():
        metrics.received(step)
        metrics.sent(step, OUTPUTS[step])
        metrics.discarded(step, "track.unchanged")
        metrics.dead_lettered(step, "json.invalid")
        metrics.trouble(step, "broker")
        metrics.finished(step, 0.1)
        metrics.lag(topic, 0, 3)
    for topic in STATES:
        metrics.state(topic, 5, 500)
    for event in ("killed", "timeout", "rebuilt"):
        metrics.pool(event)
    metrics.signal("attack.strike", "asserted", "new")
    metrics.alert("attack.strike", "Moderate", "Alert", since_published=300.0, since_arrived=0.3)
    metrics.ready(is_ready=True, why="")


def ask(base, path, **parameters):
    url = f"{base}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
        return json.load(answer)["data"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(deadline, check):
    """The first answer of ``check`` that is not empty, or its last one when the time is up."""
    while True:
        found = None
        with suppress(urllib.error.URLError, ConnectionError):
            found = check()
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.25)


@pytest.fixture
def metrics():
    return Metrics(SystemClock())


@pytest.fixture
def worker(metrics):
    server = HealthServer("127.0.0.1", 0, metrics)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def prometheus(tool, deploy, worker, tmp_path):
    """The address of a Prometheus that scrapes the worker each second and has our rules."""
    binary, port = tool("prometheus", "prometheus"), free_port()
    config = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(deploy / "prometheus" / "rules.yaml")],
        "scrape_configs": [
            {"job_name": "tocsin", "static_configs": [{"targets": [f"127.0.0.1:{worker.port}"]}]}
        ],
    }
    (tmp_path / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    process = subprocess.Popen(
        [
            binary,
            f"--config.file={tmp_path / 'prometheus.yml'}",
            f"--storage.tsdb.path={tmp_path / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}",
        ],
        stdout=(tmp_path / "log").open("wb"),
        stderr=subprocess.STDOUT,
    )
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


def shown(deploy):
    """(panel, query as Grafana would ask it) of every panel."""
    board = json.loads((deploy / "grafana" / "dashboards" / "tocsin.json").read_text(encoding="utf-8"))
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            expr = target["expr"]
            for name, value in GRAFANA.items():
                expr = expr.replace(name, value)
            yield panel["title"], expr


def selectors(deploy):
    """(rule, selector) of every series that a rule speaks of."""
    text = (deploy / "prometheus" / "rules.yaml").read_text(encoding="utf-8")
    for rule in (rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]):
        for selector in re.findall(r"\w+\{[^}]*\}", rule["expr"]):
            yield rule["alert"], selector


def without_data(base, metrics, queries):
    """The queries that gave nothing before the deadline, while everything happens again and again."""
    deadline = time.monotonic() + DEADLINE_SECONDS

    def answered(expr):
        happen(metrics)
        return [r for r in ask(base, "query", query=expr)["result"] if r["value"][1] != "NaN"]

    return [(who, expr) for who, expr in queries if not until(deadline, lambda expr=expr: answered(expr))]


def test_panels_and_rules_speak_of_what_is_there(prometheus, deploy, metrics):
    """Every panel shows data and every rule's series exist, while the worker does all that it can do."""
    panels = [query for query in shown(deploy) if query[0] not in EMPTY_ON_PURPOSE]

    assert without_data(prometheus, metrics, panels) == []
    assert without_data(prometheus, metrics, selectors(deploy)) == []


def test_rules_are_evaluated_without_errors(prometheus, deploy, metrics):
    """Prometheus evaluates each rule and finds nothing wrong with it."""
    happen(metrics)
    deadline = time.monotonic() + DEADLINE_SECONDS

    def evaluated():
        rules = [rule for group in ask(prometheus, "rules")["groups"] for rule in group["rules"]]
        return [] if any(rule["health"] == "unknown" for rule in rules) else rules

    rules = until(deadline, evaluated)

    assert {rule["name"] for rule in rules} == {rule for rule, _ in selectors(deploy)}
    assert [(rule["name"], rule.get("lastError")) for rule in rules if rule["health"] != "ok"] == []
