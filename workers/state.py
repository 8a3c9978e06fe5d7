"""The state of one stateful agent: a compacted topic of rows, partitioned as the agent's input.

Rows are read whole on the first record after an assignment, and a write is in memory only when the broker has it.
"""

from collections.abc import Awaitable, Callable

from aiokafka import AIOKafkaConsumer, TopicPartition

POLL_MILLISECONDS = 500
STALLED_POLLS = 60

Put = Callable[[str, int, bytes, bytes | None], Awaitable[None]]


class State:
    """Rows by partition.

    Args:
        topic: the state topic.
        bootstrap: Kafka's bootstrap servers.
        put: sends (topic, partition, key, value) and returns when the broker has confirmed it.
    """

    def __init__(self, topic: str, *, bootstrap: str, put: Put) -> None:
        self.topic = topic
        self._bootstrap = bootstrap
        self._put = put
        self._parts: dict[int, dict[str, bytes]] = {}

    async def rows(self, partition: int) -> dict[str, bytes]:
        """All rows of a partition; read from the broker on the first call after an assignment.

        Raises:
            KafkaError: the broker is in trouble; ask again.
            TimeoutError: the topic stood still before its end.
        """
        # ``drop`` replaces it: what was read for an old assignment is not kept for the next.
        parts = self._parts
        if partition not in parts:
            parts[partition] = await read_rows(self._bootstrap, self.topic, partition)
        return parts[partition]

    async def put(self, partition: int, key: str, value: bytes | None) -> None:
        """Write a row, or delete it with None; only then does memory have it."""
        rows = self._parts.get(partition, {})
        await self._put(self.topic, partition, key.encode(), value)
        if value is None:
            rows.pop(key, None)
        else:
            rows[key] = value

    def drop(self) -> None:
        """Forget all rows: partitions were revoked or assigned."""
        self._parts = {}

    def size(self) -> tuple[int, int]:
        """Rows and their bytes in memory, over all partitions."""
        parts = list(self._parts.values())
        return sum(map(len, parts)), sum(len(v) for rows in parts for v in rows.values())


async def read_rows(bootstrap: str, topic: str, partition: int) -> dict[str, bytes]:
    """The newest value of each key in a partition of a compacted topic."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        return await _read_to_end(consumer, TopicPartition(topic, partition))
    finally:
        await consumer.stop()


async def _read_to_end(consumer: AIOKafkaConsumer, part: TopicPartition) -> dict[str, bytes]:
    consumer.assign([part])
    await consumer.seek_to_beginning(part)
    end = (await consumer.end_offsets([part]))[part]
    rows: dict[str, bytes] = {}
    idle = 0
    while await consumer.position(part) < end:
        records = (await consumer.getmany(part, timeout_ms=POLL_MILLISECONDS)).get(part, [])
        idle = 0 if records else idle + 1
        if idle > STALLED_POLLS:
            raise TimeoutError(f"{part.topic}-{part.partition} stands still before its end at {end}")
        for record in records:
            if record.value is None:
                rows.pop(record.key.decode(), None)
            else:
                rows[record.key.decode()] = record.value
    return rows
