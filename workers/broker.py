"""One broker of the local Kafka: its folder, and its process while it runs."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient

from workers import tether
from workers.jars import LocalKafkaError

STOP_SECONDS = 20.0
LOG_TAIL_LINES = 25

_SPAWNER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="local-kafka")
"""Starts all brokers: the kernel ties a child to the *thread* that started it, and this one lives as long as we do."""

_LOGGING = """\
rootLogger.level = WARN
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %m (%c)%n%throwable
"""

log = logging.getLogger(__name__)


class Broker:
    """A broker and the controller in one process.

    Args:
        number: its id in the cluster, from 1.
        port: for clients, on 127.0.0.1.
        controller_port: for the other controllers.
        folder: for its data, its configuration and its log.
        java: the command up to the name of a class.
    """

    def __init__(self, number: int, port: int, controller_port: int, folder: Path, java: list[str]) -> None:
        self.number = number
        self.port = port
        self.controller_port = controller_port
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self._java = [
            *java,
            f"-Djava.io.tmpdir={folder}",  # Where the compression libraries unpack themselves.
            f"-Dlog4j2.configurationFile={folder / 'log4j2.properties'}",
        ]

    @property
    def properties_file(self) -> Path:
        """Its configuration."""
        return self.folder / "server.properties"

    @property
    def log_file(self) -> Path:
        """What it and its tools print: warnings and errors."""
        return self.folder / "broker.log"

    def write(self, properties: Mapping[str, str]) -> None:
        """Makes the folder and the configuration; ``properties`` override what is the broker's own."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")
        client = f"PLAINTEXT://127.0.0.1:{self.port}"
        own = {
            "node.id": str(self.number),
            "listeners": f"{client},CONTROLLER://127.0.0.1:{self.controller_port}",
            "advertised.listeners": client,
            "log.dirs": str(self.folder / "data"),
        }
        lines = (f"{name}={value}\n" for name, value in (own | dict(properties)).items())
        self.properties_file.write_text("".join(lines), encoding="utf-8")

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        """Starts a class of Kafka with its arguments; it dies with this process."""
        with self.log_file.open("ab") as output:
            return _SPAWNER.submit(_spawn, [*self._java, *command], output.fileno()).result()

    def runs(self) -> bool:
        """Whether its process is there; a paused one is."""
        return self.process is not None and self.process.poll() is None

    def spawn(self) -> None:
        """Starts it, without waiting."""
        self.process = self.run("kafka.Kafka", str(self.properties_file))

    def wait_ready(self, brokers: int, deadline: float) -> None:
        """Waits until it lists so many brokers to a client.

        Raises:
            LocalKafkaError: it ended, or ``deadline`` (of ``time.monotonic``) has passed; with the end of its log.
        """
        while self.runs():
            if _brokers_listed(self.port) >= brokers:
                return
            if time.monotonic() > deadline:
                raise LocalKafkaError(f"Broker {self.number} did not get ready in time. {self.log_tail()}")
            time.sleep(0.05)
        raise LocalKafkaError(f"Broker {self.number} stopped while it started. {self.log_tail()}")

    def log_tail(self) -> str:
        """The end of its log, for an error message."""
        lines = self.log_file.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_TAIL_LINES:]
        return "\n  ".join([f"The end of {self.log_file}:", *lines])

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal.

        Raises:
            LocalKafkaError: it does not run.
        """
        if self.process is None or not self.runs():
            raise LocalKafkaError(f"Broker {self.number} does not run.")
        self.process.send_signal(number)

    def kill(self) -> None:
        """Ends it by SIGKILL and waits for that."""
        self.signal(signal.SIGKILL)
        self.wait_stopped()

    def ask_to_stop(self) -> None:
        """Sends SIGTERM where it runs."""
        if self.process:
            self.process.terminate()
            self.process.send_signal(signal.SIGCONT)  # A paused one would not hear the other.

    def wait_stopped(self) -> None:
        """Waits for its end, and makes one by SIGKILL when that takes too long."""
        if self.process:
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                log.warning("Broker %d did not stop when asked; killing it.", self.number)
                self.process.kill()
                self.process.wait()
            self.process = None


def _spawn(command: list[str], output: int) -> subprocess.Popen[bytes]:
    inherited = {k: v for k, v in os.environ.items() if not k.endswith("JAVA_OPTIONS")}
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=inherited,
        start_new_session=True,  # Ctrl-C is for us; we stop the brokers when we are done with them.
    )


def _brokers_listed(port: int) -> int:
    """How many brokers the one at ``port`` tells a client of; 0 while it does not answer."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        with ThreadPoolExecutor(max_workers=1) as apart:  # The caller may be inside an event loop of its own.
            return apart.submit(asyncio.run, _ask_for_brokers(port)).result()
    except Exception:  # noqa: BLE001 - whatever a client meets on a broker that starts means: not yet
        return 0


async def _ask_for_brokers(port: int) -> int:
    client = AIOKafkaAdminClient(bootstrap_servers=f"127.0.0.1:{port}", request_timeout_ms=5000)
    try:
        await client.start()
        return len((await client.describe_cluster())["brokers"])
    finally:
        await client.close()
