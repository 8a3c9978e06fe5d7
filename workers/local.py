"""A real Apache Kafka on this machine, without Docker, an installed Java or root: for the demo, tests and benchmarks.

Each broker is a child process in KRaft mode, broker and controller in one, that listens on 127.0.0.1 only. It dies with
this process, even by SIGKILL (``workers.tether``). Linux only.
"""

import contextlib
import signal
import socket
import tempfile
import time
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from workers.broker import Broker
from workers.jars import LocalKafkaError, ensure_jars, java

__all__ = ["LocalKafka", "LocalKafkaError", "free_port"]

START_SECONDS = 90.0
"""A start takes 3 to 4 s on a free core, half of it to prepare an empty folder; on a busy machine it may take many times that."""

JAVA_OPTIONS = (
    "-Xmx320m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # Halves the CPU of a start; a broker of ours is never busy for long.
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",  # Otherwise a SIGKILL leaves a file in /tmp.
    "-Djava.net.preferIPv4Stack=true",
)


class LocalKafka:
    """A cluster of 1 or 3 brokers, as a context manager or between ``start()`` and ``stop()``.

    Topics are not created by accident: use ``workers.topics.ensure``.

    Args:
        brokers: 1, or 3 with replication 3 and two replicas in sync for a write.
        folder: where data is kept, and found again by a later cluster; None for a temporary folder.
        properties: settings of every broker that override ours, as in Kafka's server.properties.

    Raises:
        LocalKafkaError: another number of brokers, or a folder made by one.
    """

    def __init__(
        self, brokers: int = 1, folder: Path | None = None, properties: Mapping[str, str] = {}
    ) -> None:
        if brokers not in {1, 3}:
            raise LocalKafkaError(f"A local Kafka has 1 or 3 brokers, not {brokers}.")
        self._count = brokers
        self._folder = folder
        self._properties = dict(properties)
        self._resources = contextlib.ExitStack()
        self._brokers: tuple[Broker, ...] = ()

    @property
    def bootstrap(self) -> str:
        """``127.0.0.1:port``, separated by commas; the same over ``kill`` and ``restart``."""
        return ",".join(f"127.0.0.1:{node.port}" for node in self._brokers)

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the brokers that run."""
        return tuple(node.process.pid for node in self._brokers if node.process and node.runs())

    def start(self) -> Self:
        """Starts every broker and waits until each lists the whole cluster to a client.

        Raises:
            LocalKafkaError: with the end of the broker's log, when one stops or is not ready in time.
        """
        if self._brokers:
            raise LocalKafkaError("This local Kafka has been started already.")
        try:
            self._brokers = self._make_brokers()
            for node in self._brokers:
                node.spawn()
            deadline = time.monotonic() + START_SECONDS
            for node in self._brokers:
                node.wait_ready(self._count, deadline)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stops what runs, by SIGKILL where SIGTERM is not enough; a temporary folder goes with it."""
        for node in self._brokers:
            node.ask_to_stop()
        for node in self._brokers:
            node.wait_stopped()
        self._brokers = ()
        self._resources.close()

    def kill(self, index: int) -> None:
        """Ends a broker by SIGKILL."""
        self._brokers[index].kill()

    def pause(self, index: int) -> None:
        """Makes a broker hang (SIGSTOP): it keeps its connections and answers nothing."""
        self._brokers[index].signal(signal.SIGSTOP)

    def resume(self, index: int) -> None:
        """Lets a paused broker go on (SIGCONT)."""
        self._brokers[index].signal(signal.SIGCONT)

    def restart(self, index: int) -> None:
        """Starts a broker again on its data and port, after stopping it if it runs; waits until it is ready."""
        node = self._brokers[index]
        node.ask_to_stop()
        node.wait_stopped()
        node.spawn()
        node.wait_ready(len(self.pids), time.monotonic() + START_SECONDS)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _make_brokers(self) -> tuple[Broker, ...]:
        command = [str(java()), *JAVA_OPTIONS, "-cp", ":".join(map(str, ensure_jars()))]
        folder = (
            self._folder.resolve()
            if self._folder
            else Path(self._resources.enter_context(_temporary_folder()))
        )
        folder.mkdir(parents=True, exist_ok=True)
        made_with = len(list(folder.glob("broker-*/data/meta.properties")))
        if made_with not in {0, self._count}:
            raise LocalKafkaError(f"{folder} holds a cluster of {made_with} brokers, not of {self._count}.")
        ports = [self._resources.enter_context(_reserved_port()) for _ in range(2 * self._count)]
        voters = ",".join(f"{i + 1}@127.0.0.1:{port}" for i, port in enumerate(ports[self._count :]))
        shared = _cluster_properties(self._count) | {"controller.quorum.voters": voters}
        nodes = tuple(
            Broker(i + 1, ports[i], ports[self._count + i], folder / f"broker-{i + 1}", command)
            for i in range(self._count)
        )
        for node in nodes:
            node.write(shared | self._properties)
        _format(nodes)
        return nodes


def _cluster_properties(brokers: int) -> dict[str, str]:
    replicas, in_sync = str(brokers), "2" if brokers > 1 else "1"
    return {
        "process.roles": "broker,controller",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "auto.create.topics.enable": "false",
        "group.initial.rebalance.delay.ms": "0",
        # Halves of Kafka's: a killed broker is missed, and taken back, sooner.
        "broker.session.timeout.ms": "4500",
        "broker.heartbeat.interval.ms": "1000",
        "default.replication.factor": replicas,
        "min.insync.replicas": in_sync,
        "offsets.topic.replication.factor": replicas,
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.replication.factor": replicas,
        "transaction.state.log.min.isr": in_sync,
        "transaction.state.log.num.partitions": "4",
        "log.cleaner.dedupe.buffer.size": "8388608",  # The default of 128 MB would take 40 % of the heap.
    }


def _format(nodes: tuple[Broker, ...]) -> None:
    """Prepares folders that were never used, all at once."""
    cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    fresh = [node for node in nodes if not (node.folder / "data" / "meta.properties").exists()]
    # With "=", as an id may begin with a dash.
    command = ("kafka.tools.StorageTool", "format", f"--cluster-id={cluster}", "--config")
    running = [(node, node.run(*command, str(node.properties_file))) for node in fresh]
    for node, process in running:
        if process.wait() != 0:
            raise LocalKafkaError(f"Broker {node.number}'s folder could not be prepared. {node.log_tail()}")


@contextlib.contextmanager
def _temporary_folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="tocsin-kafka-", ignore_cleanup_errors=True) as folder:
        yield folder


@contextlib.contextmanager
def _reserved_port() -> Iterator[int]:
    """A free port that nobody else is given while the context is open.

    The socket is bound and never listens. Java sets SO_REUSEADDR too, so it may bind and listen beside it.
    """
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def free_port() -> int:
    """A port of this machine that was free just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
