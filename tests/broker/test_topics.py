"""A cluster held to the contracts of its topics."""

import socket

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import MessageSizeTooLargeError

from workers import topics
from workers.contracts import load_topics
from workers.errors import TopicMismatchError
from workers.local import LocalKafka

pytestmark = pytest.mark.broker

CONTRACTS = {topic.name: topic for topic in load_topics()}


@pytest.fixture(scope="module")
def cluster():
    """One broker for this file: each test leaves it without topics."""
    with LocalKafka() as local:
        yield local


@pytest.fixture
async def admin(cluster):
    """A client on a cluster without topics."""
    client = AIOKafkaAdminClient(bootstrap_servers=cluster.bootstrap)
    await client.start()
    await client.delete_topics(list(CONTRACTS))
    while await client.list_topics():
        """The broker answers before it is done."""
    yield client
    await client.close()


async def make(admin, name, partitions=4, **config):
    """A topic as its contract says, but for what is given."""
    changes = {key.replace("_", "."): value for key, value in config.items()}
    await admin.create_topics(
        [NewTopic(name, partitions, 1, topic_configs=CONTRACTS[name].creation_config(1) | changes)]
    )
    while name not in await admin.list_topics():
        """The broker answers before everybody sees it."""


async def test_ensure_creates_what_is_absent(cluster, admin):
    """Every topic is made with its policy, sizes, retention and timestamp type, and said so."""
    lines = await topics.ensure(cluster.bootstrap, create=True, replication=None, partitions=None)

    assert "articles-raw: created, 4 partitions, 1 replica, delete" in lines
    assert "articles-state: created, 4 partitions, 1 replica, compact" in lines
    assert len(lines) == len(CONTRACTS) == 9
    for name, topic in CONTRACTS.items():
        (answer,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
        entries = answer.to_object()["resources"][0]["config_entries"]
        found = {e["config_names"]: e["config_value"] for e in entries}
        wanted = topic.creation_config(1)
        assert {key: found[key] for key in wanted} == wanted


@pytest.mark.usefixtures("admin")
async def test_ensure_again_changes_nothing(cluster):
    """A second run, with or without leave to create, finds everything right."""
    await topics.ensure(cluster.bootstrap, create=True, replication=1, partitions=2)

    again = await topics.ensure(cluster.bootstrap, create=True, replication=1, partitions=5)
    checked = await topics.ensure(cluster.bootstrap, create=False, replication=None, partitions=None)

    assert again == checked
    assert checked[0] == "articles-enriched: is right, 2 partitions, 1 replica, delete"
    assert all(": is right, 2 partitions" in line for line in checked)


async def test_absent_topic_is_refused_when_nothing_may_be_created(cluster, admin):
    """A check names each absent topic and the command that creates it, and creates none."""
    with pytest.raises(TopicMismatchError) as caught:
        await topics.ensure(cluster.bootstrap, create=False, replication=None, partitions=None)

    lines = str(caught.value).splitlines()
    assert len(lines) == 9
    assert (
        lines[1]
        == f"Topic articles-enriched-dlq is absent. To create it: tocsin topics --broker {cluster.bootstrap}"
    )
    assert await admin.list_topics() == []


@pytest.mark.parametrize(
    ("topic", "setting", "found", "wanted"),
    [
        ("theatres-state", "cleanup.policy", "delete", "compact"),
        ("articles-raw", "max.message.bytes", "1048588", "33554432"),
        ("articles-raw-dlq", "max.message.bytes", "33554432", "33619968"),
        ("articles-raw", "message.timestamp.type", "CreateTime", "LogAppendTime"),
        ("escalation-alerts", "min.insync.replicas", "2", "1"),
    ],
)
async def test_wrong_setting_is_refused(cluster, admin, topic, setting, found, wanted):
    """Topic, setting, wanted and found value, and the command that mends it stand in the message; nothing is changed."""
    await make(admin, topic, **{setting: found})

    with pytest.raises(TopicMismatchError) as caught:
        await topics.ensure(cluster.bootstrap, create=True, replication=None, partitions=None)

    assert str(caught.value) == (
        f"Topic {topic} has {setting}={found}, wanted {wanted}. To set it:"
        f" kafka-configs.sh --bootstrap-server {cluster.bootstrap} --alter --entity-type topics"
        f" --entity-name {topic} --add-config {setting}={wanted}"
    )


async def test_every_mismatch_is_named_at_once(cluster, admin):
    """Two wrong topics are two lines, so that nobody has to run the check again for each."""
    await make(admin, "articles-raw", max_message_bytes="1000000")
    await make(admin, "articles-state", cleanup_policy="delete")

    with pytest.raises(TopicMismatchError) as caught:
        await topics.ensure(cluster.bootstrap, create=True, replication=None, partitions=None)

    assert [line.split()[1] for line in str(caught.value).splitlines()] == ["articles-raw", "articles-state"]


@pytest.mark.parametrize(
    ("state", "source"), [("articles-state", "articles-enriched"), ("theatres-state", "escalation-signals")]
)
async def test_state_topic_of_another_partition_count_is_refused(cluster, admin, state, source):
    """Rows must lie in the partition of their records, so both counts are named and what mending costs is said."""
    await make(admin, state, partitions=4)
    await make(admin, source, partitions=6)

    with pytest.raises(TopicMismatchError) as caught:
        await topics.ensure(cluster.bootstrap, create=True, replication=None, partitions=None)

    message = str(caught.value)
    assert message.startswith(f"Topic {state} has 4 partitions, wanted 6 as in {source}: ")
    assert f"--delete --topic {state}" in message
    assert "told again" in message


@pytest.mark.parametrize(("there", "partner"), [("articles-enriched", 0), ("articles-state", 1)])
async def test_new_topic_takes_its_partner_s_partitions(cluster, admin, there, partner):
    """Whichever of input and state exists already, the other is created with as many partitions, whatever was asked."""
    await make(admin, there, partitions=6)

    lines = await topics.ensure(cluster.bootstrap, create=True, replication=None, partitions=3)

    assert (
        "articles-enriched: {}, 6 partitions, 1 replica, delete".format(["is right", "created"][partner])
        in lines
    )
    assert (
        "articles-state: {}, 6 partitions, 1 replica, compact".format(["created", "is right"][partner])
        in lines
    )
    assert "articles-raw: created, 3 partitions, 1 replica, delete" in lines


@pytest.mark.usefixtures("admin")
async def test_impossible_replication_is_refused_in_the_broker_s_words(cluster):
    """Three copies on one broker cannot be, and the broker says why."""
    with pytest.raises(
        TopicMismatchError, match=r"Topic articles-enriched could not be created: .* only 1 broker"
    ):
        await topics.ensure(cluster.bootstrap, create=True, replication=3, partitions=None)


async def test_three_brokers_get_three_replicas_two_in_sync():
    """On a cluster the contract's replication holds, and a confirmed record is on two brokers."""
    with LocalKafka(3) as cluster:
        lines = await topics.ensure(cluster.bootstrap, create=True, replication=None, partitions=None)
        assert "articles-raw: created, 4 partitions, 3 replicas, delete" in lines


async def test_broker_that_hangs_is_reported_after_the_deadline(fresh_kafka):
    """A broker that takes connections and answers nothing does not hang the command."""
    fresh_kafka.pause(0)
    with pytest.raises(topics.BrokerUnreachableError, match="answered within 1 s"):
        await topics.ensure(fresh_kafka.bootstrap, create=True, deadline_seconds=1)


@pytest.mark.usefixtures("admin")
async def test_largest_article_passes_and_so_does_its_dead_letter(cluster):
    """What articles-raw just takes, its dead-letter topic takes with 60 KB of headers; one byte more is refused at once."""
    await topics.ensure(cluster.bootstrap, create=True)
    limit = CONTRACTS["articles-raw"].max_message_bytes
    body = bytes(limit - 100)
    async with AIOKafkaProducer(bootstrap_servers=cluster.bootstrap, max_request_size=2 * limit) as producer:
        for _ in range(3):
            await producer.send_and_wait("articles-raw", body)
        await producer.send_and_wait("articles-raw-dlq", body, headers=[("dlq-reason", b"x" * 60_000)])
        with pytest.raises(MessageSizeTooLargeError):
            await producer.send_and_wait("articles-raw", body + bytes(100))


async def test_absent_broker_is_reported_after_the_deadline():
    """Nobody listens: the address is named, and what to look at."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        server = f"127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(
            topics.BrokerUnreachableError, match=f"No Kafka broker at {server} answered within 0.5 s"
        ):
            await topics.ensure(server, create=True, deadline_seconds=0.5)
