"""The topics: their names, and a cluster held to their contracts."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaConnectionError, for_code

from workers.contracts import Topic, load_topics
from workers.errors import BrokerUnreachableError, TopicMismatchError

__all__ = ["Topic", "dead_letters_of", "ensure", "load_topics"]

ARTICLES_RAW = "articles-raw"
ARTICLES_ENRICHED = "articles-enriched"
ESCALATION_SIGNALS = "escalation-signals"
ESCALATION_ALERTS = "escalation-alerts"
ARTICLES_STATE = "articles-state"
THEATRES_STATE = "theatres-state"

DEAD_LETTER_ROOM = 64 * 1024
"""Bytes by which a dead-letter topic takes larger records than its input: room for our headers."""

UNKNOWN_TOPIC, TOPIC_ALREADY_EXISTS = 3, 36
"""Error codes of the Kafka protocol."""


def dead_letters_of(topic: str) -> str:
    """Name of the dead-letter topic of an input."""
    return f"{topic}-dlq"


async def ensure(
    bootstrap: str,
    *,
    create: bool,
    replication: int | None = None,
    partitions: int | None = None,
    deadline_seconds: float = 30.0,
) -> list[str]:
    """Holds a cluster's topics to their contracts; gives one line a topic that says what was created or is right.

    Nothing that exists is ever changed.

    Args:
        bootstrap: host:port, separated by commas.
        create: create what is absent.
        replication: of what is created; None for the contract's, or as many as there are brokers.
        partitions: of what is created; None for the contract's.
        deadline_seconds: how long the cluster may take for all of it.

    Raises:
        TopicMismatchError: each topic that is absent or differs, with what is wanted, found, and to do.
        BrokerUnreachableError: no broker answered in time.
        KafkaError: the cluster refuses to answer, for lack of rights for instance.
    """
    try:
        async with asyncio.timeout(deadline_seconds):
            admin = await _connect(bootstrap)
            try:
                return await _ensure(admin, bootstrap, create, replication, partitions)
            finally:
                await admin.close()
    except (TimeoutError, KafkaConnectionError, OSError) as error:
        why = f": {error}" if str(error) else ""
        raise BrokerUnreachableError(
            f"No Kafka broker at {bootstrap} answered within {deadline_seconds:g} s{why}. Is it up, is TOCSIN_BROKER_URL"
            " right, and can this machine reach the address that the broker advertises?"
        ) from error


async def _connect(bootstrap: str) -> AIOKafkaAdminClient:
    await _wait_for_port(bootstrap)
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
    except BaseException:
        await admin.close()
        raise
    return admin


async def _wait_for_port(bootstrap: str) -> None:
    """Until one of the servers takes a connection: Kafka's client gives up at the first refusal, and logs each."""
    while True:
        for server in bootstrap.split(","):
            host, _, port = server.strip().rpartition(":")
            with suppress(OSError):
                _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
                writer.close()
                return
        await asyncio.sleep(0.2)


@dataclass(frozen=True, slots=True)
class _Found:
    """A topic on the cluster."""

    partitions: int
    replicas: int
    config: Mapping[str, str]


async def _ensure(
    admin: AIOKafkaAdminClient, bootstrap: str, create: bool, replication: int | None, partitions: int | None
) -> list[str]:
    topics = load_topics()
    found = await _describe(admin, topics)
    absent = [t for t in topics if t.name not in found]
    if absent and create:
        brokers = len((await admin.describe_cluster())["brokers"])
        await _create(
            admin,
            (
                _new(
                    topic,
                    _count(topic, topics, found, partitions),
                    replication or min(topic.replication, brokers),
                )
                for topic in absent
            ),
        )
        while any(t.name not in found for t in topics):
            await asyncio.sleep(0.05)
            found = await _describe(admin, topics)
    wrong = [line for topic in topics for line in _mismatches(topic, found, bootstrap)]
    if wrong:
        raise TopicMismatchError("\n".join(wrong))
    return [_line(topic, found[topic.name], created=topic in absent) for topic in topics]


async def _describe(admin: AIOKafkaAdminClient, topics: tuple[Topic, ...]) -> dict[str, _Found]:
    """Those of our topics that exist. Asks for all: on many clusters, to ask for an absent one creates it."""
    names = {topic.name for topic in topics}
    there = {
        t["topic"]: t["partitions"]
        for t in await admin.describe_topics()
        if t["topic"] in names and t["partitions"]
    }
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in there]
    answers = await admin.describe_configs(resources) if resources else []
    configs: dict[str, dict[str, str]] = {}
    for resource in (r for answer in answers for r in answer.to_object()["resources"]):
        if resource["error_code"] == 0:
            entries = resource["config_entries"]
            configs[resource["resource_name"]] = {e["config_names"]: e["config_value"] for e in entries}
        elif resource["error_code"] != UNKNOWN_TOPIC:  # Brokers hear of a new topic one after the other.
            raise for_code(resource["error_code"])(resource["error_message"])
    return {
        name: _Found(len(parts), len(parts[0]["replicas"]), configs[name])
        for name, parts in there.items()
        if name in configs
    }


def _count(topic: Topic, topics: Iterable[Topic], found: Mapping[str, _Found], partitions: int | None) -> int:
    """Partitions for a new topic: those of the one it must agree with, where that exists."""
    pairs = [{t.name, t.partitioned_as} for t in topics if t.partitioned_as]
    agreed = [found[n].partitions for pair in pairs if topic.name in pair for n in pair if n in found]
    return agreed[0] if agreed else partitions or topic.partitions


def _new(topic: Topic, partitions: int, replicas: int) -> NewTopic:
    return NewTopic(topic.name, partitions, replicas, topic_configs=topic.creation_config(replicas))


async def _create(admin: AIOKafkaAdminClient, new: Iterable[NewTopic]) -> None:
    answer = await admin.create_topics(list(new))
    for name, code, reason in answer.topic_errors:
        if code not in {0, TOPIC_ALREADY_EXISTS}:  # Another worker may be creating them too.
            raise TopicMismatchError(f"Topic {name} could not be created: {reason}")


def _mismatches(topic: Topic, found: Mapping[str, _Found], bootstrap: str) -> list[str]:
    if topic.name not in found:
        return [f"Topic {topic.name} is absent. To create it: tocsin topics --broker {bootstrap}"]
    have = found[topic.name]
    wrong = [
        f"Topic {topic.name} has {name}={have.config.get(name)}, wanted {wanted}. To set it:"
        f" kafka-configs.sh --bootstrap-server {bootstrap} --alter --entity-type topics --entity-name {topic.name}"
        f" --add-config {name}={wanted}"
        for name, wanted in topic.checked_config(have.replicas).items()
        if have.config.get(name) != wanted
    ]
    return wrong + _partition_mismatch(topic, found, bootstrap)


def _partition_mismatch(topic: Topic, found: Mapping[str, _Found], bootstrap: str) -> list[str]:
    partner = found.get(topic.partitioned_as) if topic.partitioned_as else None
    have = found[topic.name].partitions
    if partner is None or partner.partitions == have:
        return []
    sentence = (
        f"Topic {topic.name} has {have} partitions, wanted {partner.partitions} as in {topic.partitioned_as}: a row is"
        " kept in the partition of the records that it comes from. To mend it, stop every worker, then:"
        f" kafka-topics.sh --bootstrap-server {bootstrap} --delete --topic {topic.name}"
        f" && tocsin topics --broker {bootstrap} (what its rows remember is lost: what was told may be told again)"
    )
    return [sentence]


def _line(topic: Topic, found: _Found, *, created: bool) -> str:
    parts = f"{found.partitions} partition{'s' * (found.partitions != 1)}"
    copies = f"{found.replicas} replica{'s' * (found.replicas != 1)}"
    return f"{topic.name}: {'created' if created else 'is right'}, {parts}, {copies}, {topic.cleanup_policy}"
