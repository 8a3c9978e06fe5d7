"""What commands share to talk to Kafka: reading without a group, and sends that are confirmed."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import click
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError

from workers import settings
from workers.errors import BrokerUnreachableError, UsageError

POLL_MILLISECONDS = 500
SEND_SECONDS = 30.0
LARGEST_RECORD = 33 * 1024 * 1024
"""A client-side bound only; the broker's own limit a topic decides."""

broker_option: Callable[[Any], Any] = click.option(
    "--broker", help="Kafka bootstrap servers. [default: TOCSIN_BROKER_URL, else localhost:9092]"
)


def bootstrap(option: str | None) -> str:
    """The broker to talk to: the option, else the setting."""
    return option or settings.load(os.environ).broker_url


def run(work: Coroutine[Any, Any, Any], broker: str) -> Any:  # noqa: ANN401 - whatever the work gives
    """Run a command's asynchronous part.

    Raises:
        BrokerUnreachableError: Kafka failed it.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # What matters comes as an exception.
    try:
        return asyncio.run(work)
    except KafkaConnectionError as error:
        raise BrokerUnreachableError(f"No Kafka broker answers at {broker}.") from error
    except KafkaError as error:
        raise BrokerUnreachableError(f"Kafka at {broker} refused: {error}.") from error


@asynccontextmanager
async def reading(
    broker: str, topics: Sequence[str], since: datetime | None = None
) -> AsyncIterator["Reader"]:
    """All partitions of topics, from their beginning or from a broker time on; no group, nothing committed.

    Raises:
        UsageError: a topic does not exist.
        KafkaError: the broker is in trouble.
    """
    parts = await _partitions(broker, topics)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=broker, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    try:
        await consumer.start()
        reader = Reader(consumer)
        await reader.assign(parts, since)
        yield reader
    finally:
        await consumer.stop()


async def _partitions(broker: str, topics: Sequence[str]) -> list[TopicPartition]:
    """Asks for all topics: on many clusters, to ask for an absent one creates it."""
    admin = AIOKafkaAdminClient(bootstrap_servers=broker)
    try:
        await admin.start()
        there = {t["topic"]: [p["partition"] for p in t["partitions"]] for t in await admin.describe_topics()}
    finally:
        await admin.close()
    if absent := sorted(set(topics) - set(there)):
        raise UsageError(f"Topic {absent[0]} does not exist; `tocsin topics` creates what Tocsin needs.")
    return [TopicPartition(topic, part) for topic in topics for part in there[topic]]


class Reader:
    """A consumer at work; made by ``reading``."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer

    async def assign(self, parts: Sequence[TopicPartition], since: datetime | None) -> None:
        """Take these partitions and go to where reading starts."""
        self._consumer.assign(parts)
        if since is None:
            await self._consumer.seek_to_beginning(*parts)
            return
        found = await self._consumer.offsets_for_times(dict.fromkeys(parts, int(since.timestamp() * 1000)))
        for part, at in found.items():
            if at is None:
                await self._consumer.seek_to_end(part)
            else:
                self._consumer.seek(part, at.offset)

    def places(self, topic: str) -> list[tuple[str, int]]:
        """The partitions of one of its topics."""
        return [(p.topic, p.partition) for p in self._consumer.assignment() if p.topic == topic]

    async def to_end(self) -> AsyncIterator[Any]:
        """Every record up to the present end of each partition; what comes later is left for the next reading."""
        ends = await self._consumer.end_offsets(self._consumer.assignment())
        while True:
            left = [part for part, end in ends.items() if await self._consumer.position(part) < end]
            if not left:
                break
            for part, records in (await self._consumer.getmany(*left, timeout_ms=POLL_MILLISECONDS)).items():
                for record in records:
                    if record.offset < ends[part]:
                        yield record
        for part, end in ends.items():
            self._consumer.seek(part, end)

    async def poll(self) -> list[Any]:
        """What has come since, after at most half a second."""
        batches = await self._consumer.getmany(timeout_ms=POLL_MILLISECONDS)
        return [record for records in batches.values() for record in records]


@asynccontextmanager
async def sending(broker: str) -> AsyncIterator[AIOKafkaProducer]:
    """A producer whose sends are confirmed by all replicas in sync, without repeats of its own."""
    producer = AIOKafkaProducer(
        bootstrap_servers=broker, acks="all", enable_idempotence=True, max_request_size=LARGEST_RECORD
    )
    try:
        await producer.start()
        yield producer
    finally:
        await producer.stop()


async def confirmed(send: Awaitable[Any]) -> Any:  # noqa: ANN401 - aiokafka's metadata
    """The broker's confirmation of one send.

    Raises:
        KafkaError: the broker refused it.
        TimeoutError: no answer in time.
    """
    return await asyncio.wait_for(send, SEND_SECONDS)


def in_order(records: Iterable[Any]) -> list[Any]:
    """Records of several partitions in the order in which the broker took them."""
    return sorted(records, key=lambda r: (r.timestamp, r.topic, r.partition, r.offset))
