"""What the tests on a real Kafka share: a worker process, and plain ways to write and read topics."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from workers import topics
from workers.local import free_port

DEADLINE_SECONDS = 240


class WorkerProcess:
    """A worker as operators run it, with its log in a file."""

    def __init__(self, bootstrap, folder, *, script=None, **settings):
        self.port = free_port()
        self.log = Path(folder) / "worker.log"
        self.command = [sys.executable, *(script or ["-m", "workers.cli", "worker"])]
        mine = {"broker_url": bootstrap, "web_port": self.port, "commit_interval_seconds": 0.5, **settings}
        self.environment = {
            **os.environ,
            **{f"TOCSIN_{name.upper()}": str(value) for name, value in mine.items()},
        }
        self.process = None

    def start(self):
        """Start it; returns at once."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
            )
        return self

    def family(self):
        """The worker and every process that it has started."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def kill(self):
        """SIGKILL; returns those of its family that were still there ten seconds later."""
        family = self.family()
        self.process.kill()
        self.process.wait()
        return psutil.wait_procs(family, timeout=10)[1]

    def stop(self):
        """SIGTERM; returns the exit code."""
        self.process.terminate()
        return self.process.wait(60)

    def tail(self, lines=40):
        """The end of its log, for a failing test's message."""
        return "\n".join(self.log.read_text().splitlines()[-lines:])

    def page(self, path):
        """(status, text) of one of its pages; status 0 where nothing answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""


@contextmanager
def running(bootstrap, folder, **settings):
    """A started worker that is gone afterwards, whatever happened."""
    worker = WorkerProcess(bootstrap, folder, **settings).start()
    try:
        yield worker
    finally:
        if worker.process.poll() is None:
            worker.kill()


def make_topics(bootstrap, partitions=4):
    """Create all topics."""
    asyncio.run(topics.ensure(bootstrap, create=True, replication=1, partitions=partitions))


def publish(bootstrap, topic, records):
    """Send (key, value, headers) triples, all confirmed."""

    async def send():
        size = 64 * 1024 * 1024
        async with AIOKafkaProducer(
            bootstrap_servers=bootstrap, max_request_size=size, request_timeout_ms=60_000
        ) as producer:
            sent = [
                await producer.send(topic, key=key, value=value, headers=headers)
                for key, value, headers in records
            ]
            return [await one for one in sent]

    return asyncio.run(send())


def read(bootstrap, topic):
    """Every record of a topic, partition by partition, in order."""

    async def receive():
        async with AIOKafkaConsumer(
            bootstrap_servers=bootstrap,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=64 * 1024 * 1024,
        ) as consumer:
            await consumer._client.force_metadata_update()
            parts = [
                TopicPartition(topic, p)
                for p in sorted(
                    consumer._client.cluster.partitions_for_topic(topic) or await _wait_for(consumer, topic)
                )
            ]
            consumer.assign(parts)
            await consumer.seek_to_beginning(*parts)
            ends = await consumer.end_offsets(parts)
            records = []
            while any([await consumer.position(p) < end for p, end in ends.items()]):
                for batch in (await consumer.getmany(timeout_ms=500)).values():
                    records.extend(batch)
            return sorted(records, key=lambda r: (r.partition, r.offset))

    return asyncio.run(asyncio.wait_for(receive(), 60))


async def _wait_for(consumer, topic):
    for _ in range(50):
        await consumer._client.add_topic(topic)
        found = consumer._client.cluster.partitions_for_topic(topic)
        if found:
            return found
        await asyncio.sleep(0.1)
    raise LookupError(topic)


def sizes(bootstrap, names):
    """How many records were ever written to each topic (offsets, not what compaction left)."""

    async def ask():
        async with AIOKafkaConsumer(bootstrap_servers=bootstrap) as consumer:
            result = {}
            for name in names:
                parts = [TopicPartition(name, p) for p in await _wait_for(consumer, name)]
                result[name] = sum((await consumer.end_offsets(parts)).values())
            return result

    return asyncio.run(ask())


def wait_until(condition, worker, what, seconds=DEADLINE_SECONDS):
    """Poll until the condition holds; fail with the worker's log when it does not, or when the worker left."""
    end = time.monotonic() + seconds
    while not condition():
        if worker.process.poll() is not None:
            raise AssertionError(
                f"The worker left with {worker.process.returncode} before {what}.\n{worker.tail()}"
            )
        if time.monotonic() > end:
            raise AssertionError(f"Not within {seconds} s: {what}.\n{worker.tail()}")
        time.sleep(0.2)
