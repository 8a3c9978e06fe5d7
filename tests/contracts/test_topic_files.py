"""The topic files and what they must agree on."""

import re

import pytest

from workers import datafile, topics
from workers.contracts import AGENTS, Topic, load_topics, schemas_folder
from workers.errors import DataFileError

TOPICS = {topic.name: topic for topic in load_topics()}
INPUTS = (topics.ARTICLES_RAW, topics.ARTICLES_ENRICHED, topics.ESCALATION_SIGNALS)
STATES = {topics.ARTICLES_STATE: topics.ARTICLES_ENRICHED, topics.THEATRES_STATE: topics.ESCALATION_SIGNALS}


def test_topics_are_those_that_the_code_names():
    """A file without a constant, or a constant without a file, is a mistake."""
    constants = {value for name, value in vars(topics).items() if name.isupper() and isinstance(value, str)}
    assert set(TOPICS) == constants | {topics.dead_letters_of(name) for name in INPUTS}


@pytest.mark.parametrize("path", sorted((schemas_folder() / "topics").iterdir()), ids=lambda p: p.name)
def test_topic_file_is_named_as_its_topic(path):
    """One file a topic, and names that Kafka's metrics do not confuse: small letters, digits and hyphens."""
    assert path.suffix == ".yaml"
    assert path.stem in TOPICS
    assert re.fullmatch("[a-z][a-z0-9-]*", path.stem)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda t: t.name)
def test_topic_says_what_a_reader_needs(topic):
    """What is in it, what the key and each header mean, who writes it and who reads it, and a file that describes it."""
    assert len(topic.description) > 60
    assert topic.key.endswith(".")
    assert all(about.endswith(".") for about in topic.headers.values())
    assert topic.producers
    assert topic.consumers
    assert topic.schema is None or (schemas_folder() / topic.schema).is_file()


@pytest.mark.parametrize("name", INPUTS)
def test_dead_letter_topic_takes_whatever_its_input_took(name):
    """Its size is the input's and the room for headers, and only the agent that reads the input writes it."""
    source, letters = TOPICS[name], TOPICS[topics.dead_letters_of(name)]
    assert letters.max_message_bytes == source.max_message_bytes + topics.DEAD_LETTER_ROOM
    assert set(letters.producers) == set(source.consumers) & AGENTS
    assert letters.schema is None


@pytest.mark.parametrize(("state", "source"), STATES.items())
def test_state_topic_is_compacted_and_partitioned_as_its_input(state, source):
    """The worker that reads an input's partition finds the rows that belong to it in the state's."""
    assert TOPICS[state].partitioned_as == source
    assert TOPICS[state].partitions == TOPICS[source].partitions
    assert TOPICS[state].cleanup_policy == "compact"
    assert TOPICS[state].producers == TOPICS[state].consumers == TOPICS[source].consumers


def test_only_state_topics_are_compacted_or_tied():
    """A topic that others read keeps every record until it is old."""
    assert {t.name for t in TOPICS.values() if t.cleanup_policy == "compact" or t.partitioned_as} == set(
        STATES
    )


def test_arrival_is_the_broker_s_time():
    """Only in articles-raw does the broker stamp the records: there its time is the time of arrival."""
    assert {t.name for t in TOPICS.values() if t.timestamp_type == "LogAppendTime"} == {topics.ARTICLES_RAW}


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("cleanup_policy: delete", "cleanup_policy: forget", 14, "forget"),
        ("partitions: 4", "partitions: four", 16, "expected int"),
        ("key:", "keys:", 1, "missing"),
        ("retention_days: 7", "retention_days: null", 1, "value|retention_days"),
    ],
)
def test_wrong_line_is_refused_by_its_number(tmp_path, old, new, line, reason):
    """A topic file that a person got wrong stops the start with file, line and reason."""
    text = (schemas_folder() / "topics" / "articles-raw.yaml").read_text()
    broken = tmp_path / "articles-raw.yaml"
    broken.write_text(text.replace(old, new, 1))
    with pytest.raises(DataFileError, match=reason) as caught:
        datafile.load(broken, Topic)
    assert caught.value.line == line
