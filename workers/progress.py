"""What the broker says of our place in each topic: lag for the metrics, and whether the worker stands still."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition

from workers.continuity import Expected

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Position:
    """A partition: what the group has committed (0 before its first commit) and where the topic ends."""

    committed: int
    end: int

    @property
    def lag(self) -> int:
        """Records not yet committed."""
        return max(0, self.end - self.committed)


class BrokerView:
    """Asks the broker; reconnects after trouble.

    Args:
        bootstrap: Kafka's bootstrap servers.
        group: the consumer group whose commits are asked for.
    """

    def __init__(self, bootstrap: str, group: str) -> None:
        self._bootstrap = bootstrap
        self._group = group
        self._consumer: AIOKafkaConsumer | None = None

    async def expected(self, topic: str, partition: int) -> Expected:
        """What must come first from a partition after an assignment.

        Raises:
            KafkaError: the broker is in trouble.
        """
        part = TopicPartition(topic, partition)
        try:
            consumer = await self._connected()
            committed = await consumer.committed(part)
            oldest = (await consumer.beginning_offsets([part]))[part]
        except BaseException:
            await self.stop()
            raise
        return Expected(committed, oldest)

    async def positions(self, places: Iterable[Place]) -> dict[Place, Position]:
        """Where the group stands in each of these partitions.

        Raises:
            KafkaError: the broker is in trouble.
        """
        parts = [TopicPartition(*place) for place in places]
        try:
            consumer = await self._connected()
            ends = await consumer.end_offsets(parts)
            committed = {part: await consumer.committed(part) for part in parts}
        except BaseException:
            await self.stop()
            raise
        return {(p.topic, p.partition): Position(committed[p] or 0, ends[p]) for p in parts}

    async def stop(self) -> None:
        """Close the connection, if there is one."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await consumer.stop()

    async def _connected(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            consumer = AIOKafkaConsumer(
                bootstrap_servers=self._bootstrap, group_id=self._group, enable_auto_commit=False
            )
            await consumer.start()
            self._consumer = consumer
        return self._consumer


class StandstillWatch:
    """Tells a worker that stands still from a broker that is silent: only the first is worth a restart.

    Args:
        limit: seconds of standstill, with the broker answering and lag left, that are too many.
    """

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._since: float | None = None
        self._committed: dict[Place, int] = {}

    def silent(self) -> None:
        """The broker did not answer; whatever stood still may be its doing."""
        self._since = None

    def stuck(self, now: float, positions: Mapping[Place, Position]) -> bool:
        """Whether no offset has moved for longer than the limit although there was work.

        Args:
            now: monotonic seconds.
            positions: of the partitions assigned to this worker.
        """
        committed = {place: p.committed for place, p in positions.items()}
        moved = committed != self._committed
        self._committed = committed
        if moved or not any(p.lag for p in positions.values()):
            self._since = None
            return False
        self._since = now if self._since is None else self._since
        return now - self._since > self._limit
