"""The commands that talk to Kafka, without a worker in between."""

import asyncio

import orjson
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from click.testing import CliRunner

from tests.alerts import alert
from workers import topics
from workers.cli import kafka, main
from workers.local import LocalKafka
from workers.publish import publish

pytestmark = pytest.mark.broker

LETTER = [
    ("traceparent", b"00-1"),
    ("dlq-topic", b"articles-raw"),
    ("dlq-partition", b"0"),
    ("dlq-offset", b"7"),
    ("dlq-code", b"internal.KeyError"),
    ("dlq-path", b"$"),
    ("dlq-reason", b"A stage failed."),
]


@pytest.fixture(scope="module")
def broker():
    """A broker with our topics; each test looks for its own keys only."""
    with LocalKafka() as cluster:
        asyncio.run(topics.ensure(cluster.bootstrap, create=True, replication=1, partitions=2))
        yield cluster.bootstrap


def run(*arguments, stdin=None):
    """Runs a command in this process."""
    return CliRunner().invoke(main, list(arguments), input=stdin)


def send(bootstrap, topic, *records):
    """Writes (key, value, headers) triples."""

    async def work():
        async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
            for key, value, headers in records:
                await producer.send_and_wait(topic, value, key=key, headers=headers)

    asyncio.run(work())


def content(bootstrap, topic, *keys):
    """Every (key, value, headers) of a topic with one of these keys, by key."""

    async def work():
        parts = [TopicPartition(topic, p) for p in range(2)]
        async with AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
            consumer.assign(parts)
            ends = await consumer.end_offsets(parts)
            found = []
            while any([await consumer.position(p) < end for p, end in ends.items()]):
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    found += [(r.key, r.value, list(r.headers)) for r in records if r.key in keys]
            return sorted(found)

    return asyncio.run(asyncio.wait_for(work(), 30))


def test_bare_cluster_is_told_what_to_do_and_set_up_by_topics(fresh_kafka):
    """Without topics, other commands name the one that creates them; a check fails with 78 until it has run."""
    at = ["--broker", fresh_kafka.bootstrap]
    alerts = run("alerts", *at)
    before, create, after = run("topics", "--check", *at), run("topics", *at), run("topics", "--check", *at)

    assert [r.exit_code for r in (alerts, before, create, after)] == [64, 78, 0, 0]
    assert "Topic escalation-alerts does not exist; `tocsin topics` creates" in alerts.stderr
    assert "Topic articles-raw is absent. To create it: tocsin topics" in before.stderr
    assert len(create.stdout.splitlines()) == len(after.stdout.splitlines()) == 9


def test_publish_sends_bytes_and_key_and_counts_what_it_could_not(broker):
    """The good neighbours of a bad line are confirmed; the exit code says that not all went."""
    lines = b'{"id": "a",  "text": "x"}\nnot json\n{"id":"b"}\n'
    result = run("publish", "-", "--status", "Test", "--broker", broker, stdin=lines)

    assert result.exit_code == 65
    assert "Line 2 is no JSON object.\n2 sent, 1 not sent.\n" in result.stderr
    status = [("tocsin-status", b"Test")]
    assert content(broker, "articles-raw", b"a", b"b") == [
        (b"a", b'{"id": "a",  "text": "x"}', status),
        (b"b", b'{"id":"b"}', status),
    ]


def test_publish_of_good_input_ends_with_0(broker, tmp_path):
    """A JSON document in a file."""
    file = tmp_path / "article.json"
    file.write_bytes(b'{\n"uri": "c"\n}')
    result = run("publish", str(file), "--broker", broker)

    assert (result.exit_code, result.stderr) == (0, "1 sent, 0 not sent.\n")
    assert content(broker, "articles-raw", b"c") == [(b"c", b'{\n"uri": "c"\n}', [])]


def test_publish_without_a_broker_says_so():
    """One sentence, 69, no traceback."""
    result = run("publish", "-", "--broker", "127.0.0.1:1", stdin=b'{"id":"a"}\n')

    assert result.exit_code == 69
    assert "tocsin: No Kafka broker answers at 127.0.0.1:1.\n" in result.stderr


def test_alerts_shows_each_once_and_passes_json_through(broker):
    """Repeats are dropped by id; --json gives the bytes of Kafka."""
    first, second = (publish(alert(id=id_, headline=id_ * 3)) for id_ in ("a", "b"))
    records = [(r.key, r.value, list(r.headers)) for r in (first, second, first)]
    send(broker, "escalation-alerts", *records)
    story, as_json = run("alerts", "--broker", broker), run("alerts", "--json", "--broker", broker)

    assert (story.exit_code, as_json.exit_code) == (0, 0)
    assert (story.stdout.count("aaa"), story.stdout.count("bbb")) == (1, 1)
    assert as_json.stdout_bytes.splitlines() == [first.value, second.value]


def test_dead_letters_are_listed_and_replayed_as_they_were(broker):
    """Replay gives the input topic the original key, bytes and headers, and only of the asked code."""
    other = [(n, b"field.missing" if n == "dlq-code" else v) for n, v in LETTER]
    send(broker, "articles-raw-dlq", (b"k", b"\xff{", LETTER), (b"o", b"{}", other))
    at = ["--broker", broker]
    listed = run("dead-letters", "list", "--json", "--code", "internal", *at)
    dry = run("dead-letters", "replay", "--code", "internal", "--dry-run", *at)
    nothing_yet = content(broker, "articles-raw", b"k", b"o")
    replayed = run("dead-letters", "replay", "--code", "internal", *at)

    assert listed.exit_code == 0, listed.output
    assert orjson.loads(listed.stdout) == {
        "topic": "articles-raw",
        "partition": "0",
        "offset": "7",
        "code": "internal.KeyError",
        "path": "$",
        "reason": "A stage failed.",
    }
    assert (dry.stdout, nothing_yet) == ("articles-raw-0@7 internal.KeyError\n1 would be sent.\n", [])
    assert (replayed.exit_code, replayed.stdout) == (0, "1 sent.\n")
    assert content(broker, "articles-raw", b"k", b"o") == [(b"k", b"\xff{", [("traceparent", b"00-1")])]


def test_reader_leaves_what_comes_later_for_the_next_reading(broker):
    """Between the backlog and following, no record is skipped and none is read twice."""

    async def work():
        async with kafka.reading(broker, ["escalation-signals"]) as reader, kafka.sending(broker) as producer:
            seen = []
            for number in range(5):
                await kafka.confirmed(await producer.send("escalation-signals", b"%d" % number, partition=0))
                if number == 1:
                    backlog = reader.to_end()
                    seen.append((await anext(backlog)).value)
                if number == 3:
                    seen += [record.value async for record in backlog]
            while len(seen) < 5:
                seen += [record.value for record in await reader.poll()]
            return seen

    assert asyncio.run(work()) == [b"0", b"1", b"2", b"3", b"4"]
