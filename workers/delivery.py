"""Never lose, never invent: confirmed sends, ordered acknowledgements, dead letters, and a guard against holes.

The rules and the measurements behind them are DESIGN section 6. Three kinds of trouble, three answers: what a record
can never get past is poison and becomes a dead letter; what the broker may get over is tried again in place, which is
the backpressure; what our own delivery cannot do ends the process without an acknowledgement.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

from aiokafka import errors as kafka

from workers import __version__
from workers.clock import Clock
from workers.errors import PoisonTaskError, RejectedError, UndeliverableError
from workers.exits import EXIT_DELIVERY, EXIT_INTERNAL, leave
from workers.metrics import Metrics
from workers.pool import TaskFailedError
from workers.readiness import Readiness
from workers.topics import dead_letters_of

T = TypeVar("T")
Headers = Sequence[tuple[str, bytes]]
Work = Callable[[int], Awaitable[None]]
"""Does all that one record causes; called with the attempt, 1 or 2; done only when all of it is confirmed."""

PERMANENT: dict[type[Exception], str] = {
    kafka.MessageSizeTooLargeError: "output.too_large",
    kafka.RecordListTooLargeError: "output.too_large",
    kafka.RecordTooLargeError: "output.too_large",
    kafka.CorruptRecordException: "output.invalid",
    kafka.InvalidTimestampError: "output.invalid",
    kafka.UnsupportedForMessageFormatError: "output.invalid",
}
"""What a broker answers when it will never take a record, and the code of it."""

LONGEST_REASON = 1000
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0


class Message(Protocol):
    """The part of a faust message that we use. ``headers`` are pairs, a mapping or None; ``timestamp`` is in seconds."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Any
    timestamp: float


class Event(Protocol):
    """The part of a faust event that we use."""

    message: Message

    def ack(self) -> bool:
        """Acknowledge the record."""


class Channel(Protocol):
    """The part of a faust topic that sends."""

    async def send(self, **record: Any) -> Awaitable[Any]:  # noqa: ANN401 - faust has no types
        """Queue a record; awaiting the answer gives the broker's confirmation."""


class Delivery:
    """Sends records and settles what caused them.

    Args:
        channels: faust topics by name.
        send_timeout: seconds after which an unconfirmed send is tried again.
        internal_limit: unexpected errors in a row on one partition that end the process.
    """

    def __init__(
        self,
        channels: dict[str, Channel],
        *,
        metrics: Metrics,
        clock: Clock,
        readiness: Readiness,
        send_timeout: float,
        internal_limit: int,
    ) -> None:
        self._channels = channels
        self.metrics = metrics
        self.clock = clock
        self._readiness = readiness
        self._send_timeout = send_timeout
        self._internal_limit = internal_limit
        self._internal: defaultdict[tuple[str, int], int] = defaultdict(int)

    async def deliver(
        self,
        step: str,
        topic: str,
        *,
        key: bytes | None,
        value: bytes | None,
        headers: Headers = (),
        partition: int | None = None,
    ) -> None:
        """Send one record and return when the broker has confirmed it; broker trouble is waited out.

        Raises:
            UndeliverableError: the broker will never take it.
        """

        async def send() -> None:
            confirmation = await self._channels[topic].send(
                key=key, value=value, headers=list(headers), partition=partition
            )
            await asyncio.wait_for(confirmation, self._send_timeout)

        await self.persist(step, f"send to {topic}", send)
        self.metrics.sent(step, topic)

    async def persist(self, step: str, what: str, action: Callable[[], Awaitable[T]]) -> T:
        """The result of a broker action, tried again with back-off for as long as the broker is in trouble.

        Raises:
            UndeliverableError: the broker's refusal is final.
        """
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                result = await action()
            except tuple(PERMANENT) as error:
                raise UndeliverableError(_permanent_code(error), f"{what}: {error}") from error
            except (kafka.KafkaError, TimeoutError, OSError) as error:
                self.metrics.trouble(
                    step, "broker", what=what, error=f"{type(error).__name__}: {error}"[:LONGEST_REASON]
                )
                self._readiness.block("broker")
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            else:
                self._readiness.clear("broker")
                return result

    async def settle(self, step: str, event: Event, work: Work) -> None:
        """Do a record's work, dead-letter it where that cannot be done, and only then acknowledge it.

        Never raises: what is left after that ends the process without an acknowledgement.
        """
        started = self.clock.monotonic()
        message = event.message
        try:
            await self._attempts(step, message, work)
        except Exception as error:  # noqa: BLE001 - the one boundary: our own delivery failed
            leave(EXIT_DELIVERY, self.metrics, f"Delivery of {_where(message)} failed.", error=repr(error))
        event.ack()
        self.metrics.finished(step, self.clock.monotonic() - started)

    async def _attempts(self, step: str, message: Message, work: Work) -> None:
        for attempt in (1, 2):
            try:
                await work(attempt)
            except RejectedError as error:
                return await self._dead_letter(step, message, error.code, error.path, error.reason, attempt)
            except (UndeliverableError, PoisonTaskError) as error:
                return await self._dead_letter(step, message, error.code, "$", error.reason, attempt)
            except Exception as error:  # noqa: BLE001 - a bug in a stage must not stop the newsroom
                code, reason = _internal(error)
                self.metrics.trouble(
                    step, "internal", code=code, error=reason, at=_where(message), attempt=attempt
                )
            else:
                self._internal[message.topic, message.partition] = 0
                return None
        self._count_internal(message, code)
        return await self._dead_letter(step, message, code, "$", reason, attempt)

    def _count_internal(self, message: Message, code: str) -> None:
        place = message.topic, message.partition
        self._internal[place] += 1
        if self._internal[place] >= self._internal_limit:
            leave(
                EXIT_INTERNAL,
                self.metrics,
                f"{self._internal[place]} records in a row failed inside Tocsin; a bad deploy must not drain a topic.",
                at=_where(message),
                code=code,
            )

    async def _dead_letter(
        self,
        step: str,
        message: Message,
        code: str,
        path: str,
        reason: str,
        attempts: int,
    ) -> None:
        reason = reason[:LONGEST_REASON]
        letter = {
            "topic": message.topic,
            "partition": str(message.partition),
            "offset": str(message.offset),
            "timestamp": str(timestamp_ms(message)),
            "code": code,
            "path": path[:LONGEST_REASON],
            "reason": reason,
            "attempts": str(attempts),
            "version": __version__,
        }
        headers = [
            *headers_of(message),
            *((f"dlq-{k}", v.encode("utf-8", "replace")) for k, v in letter.items()),
        ]
        await self.deliver(
            step, dead_letters_of(message.topic), key=message.key, value=message.value, headers=headers
        )
        self.metrics.dead_lettered(step, code, at=_where(message), path=path, reason=reason)


def headers_of(message: Message) -> list[tuple[str, bytes]]:
    """A message's headers as pairs, repeats kept; faust gives pairs, a mapping or nothing."""
    headers = message.headers or []
    pairs = headers.items() if isinstance(headers, dict) else headers
    return [(name, value) for name, value in pairs if value is not None]


def timestamp_ms(message: Message) -> int:
    """The broker's time of a record in whole milliseconds; faust gives seconds as a float."""
    milliseconds: int = round(message.timestamp * 1000)
    return milliseconds


def _internal(error: Exception) -> tuple[str, str]:
    if isinstance(error, TaskFailedError):
        return f"internal.{error.name}", error.text
    return f"internal.{type(error).__name__}", str(error)


def _permanent_code(error: Exception) -> str:
    return next(code for kind, code in PERMANENT.items() if isinstance(error, kind))


def _where(message: Message) -> str:
    return f"{message.topic}-{message.partition}@{message.offset}"
