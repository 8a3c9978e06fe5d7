"""The contracts in schemas/: what each topic holds, and the AsyncAPI document made from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from workers import datafile

DAY_MILLISECONDS = 86_400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The contract of a topic.

    Attributes:
        schema: file of the JSON Schema of its values; None where they are not ours to describe, or nobody else's.
        key: what the key is, in words.
        headers: name -> meaning.
        retention_days: set when the topic is created, and the operator's from then on; None in compacted topics.
        partitions: of a topic that is created; another number in one that exists is right too.
        partitioned_as: the topic whose number of partitions this one must have.
        replication: of a topic that is created; fewer where the cluster has fewer brokers.
    """

    name: str
    description: str
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    schema: str | None
    key: str
    cleanup_policy: Literal["delete", "compact"]
    retention_days: int | None
    partitions: int
    replication: int
    max_message_bytes: int
    timestamp_type: Literal["CreateTime", "LogAppendTime"]
    partitioned_as: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.cleanup_policy == "compact") != (self.retention_days is None):
            raise ValueError("retention_days belongs to cleanup_policy delete, and only to it")

    def checked_config(self, replicas: int) -> dict[str, str]:
        """What must hold on the broker, in Kafka's names, for a topic with so many replicas."""
        return {
            "cleanup.policy": self.cleanup_policy,
            "max.message.bytes": str(self.max_message_bytes),
            "message.timestamp.type": self.timestamp_type,
            # With acks=all and one replica in sync, a confirmed record could still be lost with its broker.
            "min.insync.replicas": "2" if replicas > 2 else "1",  # noqa: PLR2004 - of two, neither could ever be down
        }

    def creation_config(self, replicas: int) -> dict[str, str]:
        """What the topic is created with."""
        if self.retention_days is None:
            return self.checked_config(replicas)
        return self.checked_config(replicas) | {"retention.ms": str(self.retention_days * DAY_MILLISECONDS)}


def schemas_folder() -> Path:
    """The contracts: inside the package where it is installed, beside it in a source tree."""
    here = Path(__file__).parent
    installed = here / "schemas"
    return installed if installed.is_dir() else here.parent / "schemas"


def load_topics() -> tuple[Topic, ...]:
    """Every topic, sorted by name.

    Raises:
        DataFileError: with the line of the first wrong value.
    """
    files = sorted((schemas_folder() / "topics").glob("*.yaml"), key=lambda path: path.stem)
    return tuple(datafile.load(path, Topic) for path in files)


CONTRACTS_VERSION = "1.0.0"
"""Of all contracts together: a major step breaks a reader, a minor one adds."""

AGENTS = {"enrich", "revise", "track"}
"""Whose side the AsyncAPI document takes; a newsroom that sends and a desk that reads are at its other end."""


def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3 document of all topics, as seen from the worker."""
    topics = load_topics()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Tocsin",
            "version": CONTRACTS_VERSION,
            "description": "Reads raw news articles from Kafka and raises explained alerts when an armed conflict escalates."
            " Made from schemas/topics by `python -m workers.contracts`; do not edit.",
        },
        "defaultContentType": "application/json",
        "channels": {topic.name: _channel(topic) for topic in topics},
        "operations": {name: operation for topic in topics for name, operation in _operations(topic)},
        "components": {"messages": {topic.name: _message(topic) for topic in topics}},
    }


def asyncapi_text() -> str:
    """The document as schemas/asyncapi.yaml holds it."""
    return yaml.safe_dump(asyncapi(), sort_keys=False, allow_unicode=True, width=110)


def _channel(topic: Topic) -> dict[str, Any]:
    config: dict[str, Any] = {
        "cleanup.policy": [topic.cleanup_policy],
        "max.message.bytes": topic.max_message_bytes,
    }
    if topic.retention_days is not None:
        config["retention.ms"] = topic.retention_days * DAY_MILLISECONDS
    return {
        "address": topic.name,
        "description": topic.description,
        "messages": {topic.name: {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "replicas": topic.replication,
                "topicConfiguration": config,
                "bindingVersion": "0.5.0",
            }
        },
    }


def _operations(topic: Topic) -> list[tuple[str, dict[str, Any]]]:
    channel = {"$ref": f"#/channels/{topic.name}"}
    sends = [
        (f"{a}-sends-{topic.name}", {"action": "send", "channel": channel})
        for a in topic.producers
        if a in AGENTS
    ]
    return sends + [
        (f"{a}-receives-{topic.name}", {"action": "receive", "channel": channel})
        for a in topic.consumers
        if a in AGENTS
    ]


def _message(topic: Topic) -> dict[str, Any]:
    message: dict[str, Any] = {
        "name": topic.name,
        "bindings": {
            "kafka": {"key": {"type": "string", "description": topic.key}, "bindingVersion": "0.5.0"}
        },
    }
    if topic.headers:
        properties = {name: {"type": "string", "description": about} for name, about in topic.headers.items()}
        message["headers"] = {"type": "object", "properties": properties}
    if topic.schema:
        message["payload"] = {"$ref": topic.schema}
    return message


if __name__ == "__main__":
    (schemas_folder() / "asyncapi.yaml").write_text(asyncapi_text(), encoding="utf-8")
