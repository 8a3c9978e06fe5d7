"""The AsyncAPI document is made from the topic files and never edited."""

from workers.contracts import asyncapi, asyncapi_text, load_topics, schemas_folder

DOCUMENT = schemas_folder() / "asyncapi.yaml"


def test_asyncapi_is_made_anew_with_the_same_bytes():
    """After a change of a topic file: python -m workers.contracts."""
    assert DOCUMENT.read_text(encoding="utf-8") == asyncapi_text()


def test_asyncapi_shows_each_agent_s_flow():
    """Each agent receives its input and sends its output, its dead letters and, where it has one, its state."""
    operations = asyncapi()["operations"]
    assert sorted(operations) == [
        "enrich-receives-articles-raw",
        "enrich-sends-articles-enriched",
        "enrich-sends-articles-raw-dlq",
        "revise-receives-articles-enriched",
        "revise-receives-articles-state",
        "revise-sends-articles-enriched-dlq",
        "revise-sends-articles-state",
        "revise-sends-escalation-signals",
        "track-receives-escalation-signals",
        "track-receives-theatres-state",
        "track-sends-escalation-alerts",
        "track-sends-escalation-signals-dlq",
        "track-sends-theatres-state",
    ]


def test_asyncapi_refers_only_to_what_is_there():
    """Every payload is a schema file beside the document; every topic has a channel."""
    document = asyncapi()
    payloads = [
        message["payload"]["$ref"]
        for message in document["components"]["messages"].values()
        if "payload" in message
    ]
    assert len(payloads) == 5
    assert all((schemas_folder() / name).is_file() for name in payloads)
    assert set(document["channels"]) == {topic.name for topic in load_topics()}
