"""Where the demo plays: the worker as a child process, and a witness that sees what becomes of each article."""

import asyncio
import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from workers import tether
from workers.cli import kafka
from workers.cli.dead_letters import INPUTS, DeadLetter
from workers.demo import DemoArticle
from workers.errors import TocsinError
from workers.local import free_port
from workers.models import Alert, from_json
from workers.progress import BrokerView
from workers.publish import Seen
from workers.settings import PREFIX, Settings
from workers.topics import ARTICLES_ENRICHED, ARTICLES_RAW, ESCALATION_ALERTS, ESCALATION_SIGNALS

HOST = "127.0.0.1"
READY_SECONDS = 120.0
STOP_SECONDS = 40.0
ARTICLE_SECONDS = 90.0
POLL_SECONDS = 0.1
LOG_TAIL_LINES = 20
STEPS = (ARTICLES_RAW, ARTICLES_ENRICHED, ESCALATION_SIGNALS)
"""Input topics in the order of the flow: once each is committed to its end, in this order, all is in Kafka."""


class StageError(TocsinError):
    """The worker died, or an article was not accounted for in time."""


class Stage:
    """A worker on a broker, as a child process that does not outlive us.

    Args:
        bootstrap: of the broker.
    """

    def __init__(self, bootstrap: str) -> None:
        self.bootstrap = bootstrap
        self._port = free_port()
        self._folder = tempfile.TemporaryDirectory(prefix="tocsin-demo-")
        self._log = Path(self._folder.name) / "worker.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def metrics_url(self) -> str:
        """Where the worker serves its metrics."""
        return f"http://{HOST}:{self._port}/metrics"

    def __enter__(self) -> Self:
        command = [sys.executable, "-I", "-S", tether.__file__, str(os.getpid())]
        command += [sys.executable, "-m", "workers.cli", "worker"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment(),
                start_new_session=True,  # Ctrl-C is for us; we stop the worker when we are done with it.
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._folder.cleanup()

    def wait_ready(self) -> None:
        """Wait until the worker has its partitions and its model.

        Raises:
            StageError: it died, or took too long.
        """
        deadline = time.monotonic() + READY_SECONDS
        while not self._ready():
            self.check()
            if time.monotonic() > deadline:
                raise StageError(f"The worker was not ready within {READY_SECONDS:.0f} s.\n{self._tail()}")
            time.sleep(POLL_SECONDS)

    def check(self) -> None:
        """Raise StageError if the worker has ended."""
        if self._process and self._process.poll() is not None:
            raise StageError(f"The worker ended with {self._process.returncode}.\n{self._tail()}")

    def wait(self) -> None:
        """Wait until Ctrl-C, or until the worker ends."""
        if self._process:
            try:
                self._process.wait()
            except KeyboardInterrupt:
                return

    def stop(self) -> int:
        """End the worker, by SIGTERM and then by SIGKILL; its exit code."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _ready(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()

    def _environment(self) -> dict[str, str]:
        own = {"BROKER_URL": self.bootstrap, "WEB_HOST": HOST, "WEB_PORT": str(self._port)}
        own |= {"COMMIT_INTERVAL_SECONDS": "0.1", "LOG_FORMAT": "text"}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        return inherited | {PREFIX + name: value for name, value in own.items()}

    def _tail(self) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-LOG_TAIL_LINES:])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one article caused."""

    alerts: tuple[Alert, ...]
    letters: tuple[DeadLetter, ...]


class Witness:
    """Sends articles one by one and sees, from outside the worker, what becomes of each.

    Attributes:
        letters: every dead letter so far.
    """

    def __init__(self, bootstrap: str) -> None:
        self.letters: list[DeadLetter] = []
        self._bootstrap = bootstrap
        self._seen = Seen()
        self._resources = AsyncExitStack()

    async def __aenter__(self) -> Self:
        open_ = self._resources.enter_async_context
        self._view = BrokerView(self._bootstrap, Settings().group_id)
        self._resources.push_async_callback(self._view.stop)
        self._producer = await open_(kafka.sending(self._bootstrap))
        self._alerts = await open_(kafka.reading(self._bootstrap, [ESCALATION_ALERTS]))
        self._dead = await open_(kafka.reading(self._bootstrap, list(INPUTS)))
        self._inputs = await open_(kafka.reading(self._bootstrap, STEPS))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._resources.aclose()

    async def send(self, article: DemoArticle, stage: Stage) -> Outcome:
        """Send an article and wait until it is wholly accounted for.

        Raises:
            StageError: the worker died, or took too long.
        """
        key = article.name.encode()
        await kafka.confirmed(
            await self._producer.send(ARTICLES_RAW, article.value, key=key, headers=list(article.headers))
        )
        deadline = time.monotonic() + ARTICLE_SECONDS
        while not await self._settled():
            stage.check()
            if time.monotonic() > deadline:
                raise StageError(f"{article.name} was not accounted for within {ARTICLE_SECONDS:.0f} s.")
            await asyncio.sleep(POLL_SECONDS)
        return await self._outcome()

    async def _settled(self) -> bool:
        for topic in STEPS:
            positions = await self._view.positions(self._inputs.places(topic))
            if any(position.lag for position in positions.values()):
                return False
        return True

    async def _outcome(self) -> Outcome:
        records = kafka.in_order([record async for record in self._alerts.to_end()])
        alerts = [from_json(Alert, record.value) for record in records]
        letters = [DeadLetter.of(record) async for record in self._dead.to_end()]
        self.letters += letters
        return Outcome(tuple(a for a in alerts if not self._seen.repeats(a.id)), tuple(letters))
