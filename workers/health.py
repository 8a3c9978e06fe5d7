"""``/metrics``, ``/livez`` and ``/readyz`` from a thread of their own; nothing here waits for Kafka or the event loop."""

import socketserver
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
from prometheus_client.exposition import choose_encoder

from workers.errors import SettingsError
from workers.metrics import Metrics

HEARTBEAT_LIMIT_SECONDS = 30.0
REQUEST_TIMEOUT_SECONDS = 5.0
JSON = "application/json"


class HealthServer:
    """Serves what ``metrics`` knows.

    Args:
        host: address to listen on.
        port: 0 takes a free one.
        metrics: whose clock also times the heartbeat.

    Raises:
        SettingsError: when the address cannot be listened on.
    """

    def __init__(self, host: str, port: int, metrics: Metrics) -> None:
        self._metrics = metrics
        self._beaten = metrics.clock.monotonic()
        try:
            self._server = _Server((host, port), _handler(self))
        except OSError as error:
            raise SettingsError(
                f"TOCSIN_WEB_HOST={host!r} and TOCSIN_WEB_PORT={port}: cannot listen there: {error.strerror}."
            ) from error
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Answer from now on; the time to the first heartbeat counts from here."""
        self.beat()
        self._thread.start()

    def stop(self) -> None:
        """Answer no more, and give the port back."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def beat(self) -> None:
        """The event loop has turned; to be called from it each second."""
        self._beaten = self._metrics.clock.monotonic()

    def answer(self, path: str, accept: str) -> tuple[HTTPStatus, str, bytes]:
        """Status, content type and body for a path; ``accept`` chooses the form of the metrics."""
        match path.partition("?")[0]:
            case "/metrics":
                encode, content_type = choose_encoder(accept)
                return HTTPStatus.OK, content_type, encode(self._metrics.registry)
            case "/livez":
                return self._alive()
            case "/readyz":
                return self._ready()
            case _:
                return HTTPStatus.NOT_FOUND, JSON, orjson.dumps({"paths": ["/metrics", "/livez", "/readyz"]})

    def _alive(self) -> tuple[HTTPStatus, str, bytes]:
        age = self._metrics.clock.monotonic() - self._beaten
        alive = age <= HEARTBEAT_LIMIT_SECONDS
        body = orjson.dumps({"alive": alive, "heartbeat_age_seconds": round(age, 1)})
        return _status(alive), JSON, body

    def _ready(self) -> tuple[HTTPStatus, str, bytes]:
        readiness = self._metrics.readiness
        body = orjson.dumps({"ready": readiness.is_ready, "reason": readiness.why})
        return _status(readiness.is_ready), JSON, body


class _Server(ThreadingHTTPServer):
    def server_bind(self) -> None:
        """Bind without http.server's look-up of the host's name, which can wait for a name server."""
        socketserver.TCPServer.server_bind(self)


def _status(good: bool) -> HTTPStatus:
    return HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE


def _handler(health: HealthServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = REQUEST_TIMEOUT_SECONDS

        def do_GET(self) -> None:
            status, content_type, body = health.answer(self.path, self.headers.get("Accept", ""))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A line for each scrape would hide what matters."""

    return Handler
