"""The three addresses, asked over HTTP."""

import json
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from workers.errors import SettingsError
from workers.health import HealthServer
from workers.metrics import Metrics


@dataclass
class FixedClock:
    """A clock that a test sets."""

    ticks: float = 100.0

    def now(self):
        """As set."""
        return datetime(2024, 11, 30, tzinfo=UTC)

    def monotonic(self):
        """As set."""
        return self.ticks


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def metrics(clock):
    return Metrics(clock)


@pytest.fixture
def server(metrics):
    server = HealthServer("127.0.0.1", 0, metrics)
    server.start()
    yield server
    server.stop()


def ask(server, path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read()


def test_metrics_are_prometheus_text(server, metrics):
    """What was counted is on the page."""
    metrics.received("enrich")
    status, content_type, body = ask(server, "/metrics")

    assert status == 200
    assert content_type.startswith("text/plain")
    assert b'\ntocsin_records_received_total{step="enrich"} 1.0\n' in body


def test_metrics_are_openmetrics_for_who_asks(server):
    """Prometheus may ask for OpenMetrics, and it ends as that demands."""
    _, content_type, body = ask(server, "/metrics", Accept="application/openmetrics-text; version=1.0.0")

    assert content_type.startswith("application/openmetrics-text")
    assert body.endswith(b"# EOF\n")


@pytest.mark.parametrize(("silent", "status"), [(0.0, 200), (30.0, 200), (30.5, 503)])
def test_liveness_follows_the_heartbeat(server, clock, silent, status):
    """An event loop that has not turned for over 30 s is dead."""
    server.beat()
    clock.ticks += silent
    code, _, body = ask(server, "/livez")

    assert code == status
    assert json.loads(body) == {"alive": status == 200, "heartbeat_age_seconds": silent}


def test_liveness_comes_back_with_a_beat(server, clock):
    """One turn of the loop is enough to live again."""
    clock.ticks += 60
    server.beat()

    assert ask(server, "/livez")[0] == 200


def test_readiness_says_why_not(server, metrics):
    """A new worker is not ready, and each answer has its reason."""
    starting = ask(server, "/readyz")
    metrics.ready(is_ready=True, why="All partitions are assigned.")
    ready = ask(server, "/readyz")

    assert starting[0] == 503
    assert json.loads(starting[2]) == {"ready": False, "reason": "The worker is starting."}
    assert ready[0] == 200
    assert json.loads(ready[2]) == {"ready": True, "reason": "All partitions are assigned."}


def test_unknown_path_is_not_found(server):
    """Another path is answered with those that exist."""
    status, _, body = ask(server, "/admin")

    assert status == 404
    assert json.loads(body) == {"paths": ["/metrics", "/livez", "/readyz"]}


def test_silent_client_does_not_block_others(server):
    """One that connects and says nothing takes nobody's turn."""
    with socket.create_connection(("127.0.0.1", server.port)):
        assert ask(server, "/livez")[0] == 200


def test_taken_port_is_a_wrong_setting(server, metrics):
    """A port that is in use stops the start with the names of the settings."""
    with pytest.raises(
        SettingsError, match=f"TOCSIN_WEB_PORT={server.port}: cannot listen there: Address already"
    ):
        HealthServer("127.0.0.1", server.port, metrics)


def test_stop_gives_the_port_back(metrics):
    """After stop nobody listens."""
    server = HealthServer("127.0.0.1", 0, metrics)
    server.start()
    server.stop()

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=5)
