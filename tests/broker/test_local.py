"""The local Kafka as its users see it."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from workers.local import LocalKafka, LocalKafkaError

pytestmark = pytest.mark.broker

ROOT = Path(__file__).resolve().parents[2]


async def create(bootstrap, topic, replication=1):
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, 1, replication)])
    finally:
        await admin.close()


async def produce(bootstrap, topic, *values):
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for value in values:
            await producer.send_and_wait(topic, value)


async def consume(bootstrap, topic, count):
    async with AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
        async with asyncio.timeout(30):
            return [(await anext(consumer)).value for _ in range(count)]


def alive(pids):
    return [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]


async def test_broker_passes_records(kafka):
    """What a client produces, another consumes, in order."""
    await create(kafka.bootstrap, "passes")
    await produce(kafka.bootstrap, "passes", b"one", b"two")
    assert await consume(kafka.bootstrap, "passes", 2) == [b"one", b"two"]


async def test_broker_listens_on_loopback_only(kafka):
    """Nobody on the network can reach it, neither the broker nor the controller."""
    listening = [c for c in psutil.Process(kafka.pids[0]).net_connections("inet") if c.status == "LISTEN"]
    assert {c.laddr.ip for c in listening} == {"127.0.0.1"}
    assert len(listening) == 2


async def test_broker_creates_no_topic_by_accident(kafka):
    """A topic is absent until it is created, whoever asks for it."""
    with pytest.raises(asyncio.TimeoutError):
        async with asyncio.timeout(1):
            await produce(kafka.bootstrap, "accident", b"lost")


async def test_restart_on_the_same_folder_keeps_data(tmp_path):
    """A later cluster finds what an earlier one kept, on other ports."""
    with LocalKafka(folder=tmp_path) as first:
        await create(first.bootstrap, "kept")
        await produce(first.bootstrap, "kept", b"still here")
        earlier = first.bootstrap
    with LocalKafka(folder=tmp_path) as second:
        assert second.bootstrap != earlier
        assert await consume(second.bootstrap, "kept", 1) == [b"still here"]


async def test_kill_and_restart_keep_data_and_port(fresh_kafka):
    """A broker that was killed comes back on its port with what was confirmed."""
    await create(fresh_kafka.bootstrap, "confirmed")
    await produce(fresh_kafka.bootstrap, "confirmed", b"safe")
    before, pids = fresh_kafka.bootstrap, fresh_kafka.pids
    fresh_kafka.kill(0)
    assert fresh_kafka.pids == ()
    fresh_kafka.restart(0)
    assert fresh_kafka.bootstrap == before
    assert fresh_kafka.pids != pids
    assert await consume(fresh_kafka.bootstrap, "confirmed", 1) == [b"safe"]


async def test_pause_silences_and_resume_wakes(fresh_kafka):
    """A paused broker answers nothing; a resumed one goes on."""
    await create(fresh_kafka.bootstrap, "paused")
    fresh_kafka.pause(0)
    with pytest.raises(asyncio.TimeoutError):
        async with asyncio.timeout(1):
            await produce(fresh_kafka.bootstrap, "paused", b"unheard")
    fresh_kafka.resume(0)
    await produce(fresh_kafka.bootstrap, "paused", b"heard")
    assert b"heard" in await consume(fresh_kafka.bootstrap, "paused", 1)


def test_stop_leaves_no_process_and_no_folder():
    """After stop, also of a paused broker, nothing runs and the temporary folder is gone."""
    cluster = LocalKafka().start()
    pids = cluster.pids
    folder = Path(psutil.Process(pids[0]).cmdline()[-1]).parents[1]
    assert folder.is_dir()
    cluster.pause(0)
    cluster.stop()
    assert alive(pids) == []
    assert not folder.exists()
    cluster.stop()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_death_of_the_parent_ends_the_broker(ending, tmp_path):
    """However the parent dies, its broker does not outlive it; the end of the thread that started it does no harm."""
    script = (
        "import threading, signal\n"
        "from workers.local import LocalKafka\n"
        "cluster = LocalKafka()\n"
        "thread = threading.Thread(target=cluster.start)\n"
        "thread.start(); thread.join()\n"
        "print(*cluster.pids, flush=True)\n"
        "signal.pause()\n"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}  # Nobody is left to remove the data.
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT, env=environment
    ) as parent:
        try:
            pids = [int(pid) for pid in parent.stdout.readline().split()]
            brokers = [psutil.Process(pid) for pid in pids]
            psutil.wait_procs(brokers, timeout=1)
            assert alive(pids) == pids != []
        finally:
            os.kill(parent.pid, ending)
    gone, left = psutil.wait_procs(brokers, timeout=10)
    assert (len(gone), left) == (1, [])


async def test_three_brokers_survive_the_kill_of_one():
    """With replication 3, what was confirmed is still read and more is taken after a SIGKILL, and one that returns takes part."""
    with LocalKafka(3) as cluster:
        assert len(cluster.pids) == 3
        await create(cluster.bootstrap, "replicated", replication=3)
        await produce(cluster.bootstrap, "replicated", b"before")
        cluster.kill(0)
        await produce(cluster.bootstrap, "replicated", b"after")
        assert await consume(cluster.bootstrap, "replicated", 2) == [b"before", b"after"]
        cluster.restart(0)
        cluster.kill(1)
        await produce(cluster.bootstrap, "replicated", b"again")
        assert (await consume(cluster.bootstrap, "replicated", 3))[2] == b"again"


def test_start_that_fails_shows_the_broker_s_own_words(tmp_path):
    """A refused setting ends the start at once, with the end of the broker's log, and leaves nothing running."""
    with pytest.raises(LocalKafkaError, match=r"(?s)Broker 1.*num\.io\.threads"):
        LocalKafka(folder=tmp_path, properties={"num.io.threads": "none"}).start()
    assert not [
        p for p in psutil.process_iter(["cmdline"]) if str(tmp_path) in " ".join(p.info["cmdline"] or [])
    ]


def test_folder_of_another_number_of_brokers_is_refused(tmp_path):
    """A folder that one broker filled is not opened by three."""
    (tmp_path / "broker-1" / "data").mkdir(parents=True)
    (tmp_path / "broker-1" / "data" / "meta.properties").touch()
    with pytest.raises(LocalKafkaError, match="holds a cluster of 1 brokers, not of 3"):
        LocalKafka(3, folder=tmp_path).start()


def test_two_brokers_are_refused():
    """Two brokers survive nothing that one does not."""
    with pytest.raises(LocalKafkaError, match="1 or 3 brokers, not 2"):
        LocalKafka(2)
