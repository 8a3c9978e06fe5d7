"""One object a process that counts and logs what happens: one call does both. docs/instrumentation.md lists all."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from prometheus_client import CollectorRegistry, ProcessCollector

from workers.clock import Clock
from workers.instruments import CODES, INPUTS, OTHER, REASONS, TROUBLES, Flow, Machine, Product
from workers.types import TYPES

STEP_OF = {topic: step for step, topic in INPUTS.items()}
POOL_SENTENCES = {
    "rebuilt": "The CPU pool was rebuilt.",
    "killed": "A process of the CPU pool died at its work.",
    "timeout": "A task in the CPU pool took too long.",
}


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the worker takes records, and one sentence on why."""

    is_ready: bool
    why: str


class Metrics:
    """What the worker tells about itself.

    Args:
        clock: for timestamps and the heartbeat.
        logger: ``tocsin`` where none is given.

    Attributes:
        clock: as given.
        registry: its own, so that two in one process do not meet.
        readiness: as last said; a new worker is not ready.
    """

    def __init__(self, clock: Clock, logger: logging.Logger | None = None) -> None:
        self.clock = clock
        self.registry = CollectorRegistry()
        self.readiness = Readiness(is_ready=False, why="The worker is starting.")
        self._log = logger or logging.getLogger("tocsin")
        self._flow = Flow(self.registry)
        self._product = Product(self.registry)
        self._machine = Machine(self.registry)
        self._flow.start(clock.now().timestamp())
        ProcessCollector(registry=self.registry)

    def received(self, step: str) -> None:
        """A step begins to handle a record."""
        self._flow.received.labels(step).inc()
        self._flow.in_progress.labels(step).inc()

    def finished(self, step: str, seconds: float) -> None:
        """A step is done with a record that it received ``seconds`` ago, whatever became of it."""
        self._flow.in_progress.labels(step).dec()
        self._flow.duration.labels(step).observe(seconds)
        self._flow.last.labels(step).set(self.clock.now().timestamp())

    def sent(self, step: str, topic: str) -> None:
        """The broker has confirmed a record; dead letters are not counted here."""
        self._flow.sent.labels(step, topic).inc()

    def discarded(self, step: str, reason: str, /, **fields: object) -> None:
        """An output was left out on purpose."""
        self._flow.discards.labels(step, _known(reason, REASONS)).inc()
        self._tell(
            logging.DEBUG,
            "An output was left out on purpose.",
            {"step": step, "reason": reason, **fields},
        )

    def dead_lettered(self, step: str, code: str, /, **fields: object) -> None:
        """A record was moved to the dead letters, and the broker has confirmed it."""
        family = "internal" if code.startswith("internal.") else code
        self._flow.dead.labels(step, _known(family, CODES)).inc()
        self._tell(
            logging.ERROR,
            "A record was moved to the dead letters.",
            {"step": step, "code": code, **fields},
        )

    def trouble(self, step: str, error: str, /, **fields: object) -> None:
        """Something failed that is tried again, or was noticed: nothing is lost."""
        self._flow.troubles.labels(step, _known(error, TROUBLES)).inc()
        self._tell(
            logging.WARNING, "Trouble, but nothing is lost.", {"step": step, "trouble": error, **fields}
        )

    def signal(self, type: str, status: str, time_role: str) -> None:  # noqa: A002 - a signal's field is called so
        """A signal was found in an article."""
        self._product.signals.labels(_known(type, TYPES), status, time_role).inc()

    def alert(
        self,
        signal: str,
        severity: str,
        msg_type: str,
        *,
        since_published: float | None,
        since_arrived: float | None,
    ) -> None:
        """The broker has confirmed an alert.

        Args:
            signal: its type.
            severity: CAP's word.
            msg_type: Alert, Update or Cancel.
            since_published: seconds since the article was published; None where that is unknown or says nothing,
                as for a replay.
            since_arrived: seconds since it arrived in articles-raw; None likewise.
        """
        self._product.alerts.labels(_known(signal, TYPES), severity, msg_type).inc()
        if since_published is not None:
            self._product.from_publication.observe(since_published)
        if since_arrived is not None:
            self._product.from_arrival.observe(since_arrived)
        self._tell(
            logging.INFO,
            "An alert was sent.",
            {"signal": signal, "severity": severity, "msg_type": msg_type},
        )

    def lag(self, topic: str, partition: int, records: int) -> None:
        """So many records lie behind the committed offset, says the broker."""
        self._machine.lag.labels(STEP_OF.get(topic, OTHER), topic, partition).set(records)

    def forget(self, topic: str, partition: int) -> None:
        """The partition was revoked: its lag is another worker's to tell."""
        self._machine.lag.remove_by_labels({"topic": topic, "partition": str(partition)})

    def state(self, topic: str, rows: int, size_bytes: int) -> None:
        """What the state kept in a topic amounts to in memory."""
        self._machine.rows.labels(topic).set(rows)
        self._machine.size.labels(topic).set(size_bytes)

    def ready(self, is_ready: bool, why: str) -> None:
        """The worker takes records now, or does not; logged when that or its reason changes."""
        now = Readiness(is_ready, why)
        self._machine.ready.set(is_ready)
        if now == self.readiness:
            return
        self.readiness = now
        if is_ready:
            self._tell(logging.INFO, "The worker is ready.", {"reason": why})
        else:
            self._tell(logging.WARNING, "The worker is not ready.", {"reason": why})

    def pool(self, event: Literal["rebuilt", "killed", "timeout"]) -> None:
        """Something befell the CPU pool."""
        self._machine.pool.labels(event).inc()
        self._tell(logging.WARNING, POOL_SENTENCES[event], {})

    def event(self, sentence: str, /, **fields: object) -> None:
        """A plain line for the log: a sentence that docs/instrumentation.md lists, and fields."""
        self._tell(logging.INFO, sentence, fields)

    def fatal(self, sentence: str, /, **fields: object) -> None:
        """The last line of a process that ends itself at once."""
        self._tell(logging.CRITICAL, sentence, fields)

    def _tell(self, level: int, sentence: str, fields: dict[str, object]) -> None:
        self._log.log(level, sentence, extra={"fields": fields})


def _known(value: str, values: Collection[str]) -> str:
    return value if value in values else OTHER
