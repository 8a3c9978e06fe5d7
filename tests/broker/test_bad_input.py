"""Whatever a newsroom's system emits ends as documented, and its neighbours pass."""

import orjson
import psutil
import pytest

from tests.broker import stories
from tests.broker.harness import make_topics, publish, read, running, sizes, wait_until
from workers import topics
from workers.models import EnrichedArticle, from_json

pytestmark = [pytest.mark.broker, pytest.mark.model, pytest.mark.timeout(600)]

WAR = "Rebels seized the town of Saraqib on Friday, residents said. At least 20 people were killed."
FAULTY = ["-m", "tests.broker.faulty_worker"]
GIGABYTE = 2**30


def flat(**fields):
    """A flat article as bytes, with some fields changed or, with ``...``, left out."""
    record = {
        "id": "urn:bad",
        "title": "T",
        "text": WAR,
        "published_at": "2024-11-29T10:00:00Z",
        "source": "W",
        **fields,
    }
    return orjson.dumps({k: v for k, v in record.items() if v is not ...})


REJECTED = {
    "not JSON": (b"Rebels seized Saraqib.", "json.invalid", "$"),
    "empty": (b"", "bytes.empty", "$"),
    "null": (None, "bytes.empty", "$"),
    "JSON null": (b"null", "json.not_object", "$"),
    "truncated": (flat()[:60], "json.invalid", "$"),
    "invalid UTF-8": (b'{"id":"x","text":"caf\xe9 \xff"}', "utf8.invalid", "$"),
    "raw NUL bytes": (b'{"id":"x\x00","text":"a"}', "json.invalid", "$"),
    "100,000 deep": (b'{"id":"x","text":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "json.too_deep", "$"),
    "a 20 MB body": (flat(text="Rebels seized Saraqib. " * 900_000), "text.too_long", "$"),
    "missing uri": (flat(id=...), "field.missing", "$.id"),
    "uri of a wrong type": (flat(id=[1]), "field.type", "$.id"),
    "text of a wrong type": (flat(text=12), "field.type", "$.text"),
    "no text": (flat(title="", text=""), "text.missing", "$.text"),
    "a one-million-character word": (flat(text="a" * 1_000_000), "text.too_long", "$.text"),
    "a stage that raises": (flat(text="please raise"), "internal.ZeroDivisionError", "$"),
    "a child that dies": (flat(text="please die"), "pool.killed", "$"),
    "a child that hangs": (flat(text="please hang"), "pool.timeout", "$"),
}
ACCEPTED = {
    "escaped NUL bytes": flat(text="Rebels seized\u0000Saraqib."),
    "no publication time": flat(published_at=...),
    "the year 3024": flat(published_at="3024-11-29T10:00:00Z"),
    "duplicate keys": b'{"id":"first","text":"a","id":"urn:last","text":"Rebels seized Saraqib.","published":"2024-11-29"}',
    "HTML with scripts": flat(text="<p>Rebels seized <b>Saraqib</b>.</p><script>alert(1)</script>"),
    "another language": flat(
        text="Les rebelles ont pris la ville de Saraqib vendredi, selon des habitants.", language="fr"
    ),
    "right to left and emoji": flat(text="المتمردون سيطروا على سراقب 🚀🔥 \u202eabc"),
    "a 150,000-character word": flat(text="a" * 150_000),
    "5,000 numbers in a row": flat(text=" ".join(str(n) for n in range(5000))),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """Everything above through one worker, each between good neighbours: (dead letters, enriched, metrics, peak memory)."""
    from workers.local import LocalKafka

    bad = [value for value, _, _ in REJECTED.values()] + list(ACCEPTED.values())
    records = [stories.record(stories.article(0))]
    for number, value in enumerate(bad, start=1):
        headers = [
            ("case", b"%d" % (number - 1)),
            ("tocsin-status", b"Test"),
            ("tocsin-arrived", b"2024-11-29T11:00:00Z"),
        ]
        records += [(None, value, headers), stories.record(stories.article(number))]
    records = [(b"same partition", value, headers) for _, value, headers in records]
    with LocalKafka() as kafka:
        make_topics(kafka.bootstrap)
        folder = tmp_path_factory.mktemp("bad")
        with running(kafka.bootstrap, folder, script=FAULTY, pool_task_timeout_seconds=10) as worker:
            publish(kafka.bootstrap, topics.ARTICLES_RAW, records)
            letters = topics.dead_letters_of(topics.ARTICLES_RAW)
            peak = [0]

            def done():
                peak[0] = max(peak[0], memory(worker))
                return sum(sizes(kafka.bootstrap, [topics.ARTICLES_ENRICHED, letters]).values()) >= len(
                    records
                )

            wait_until(done, worker, "all are accounted for")
            metrics = worker.page("/metrics")[1]
            code = worker.stop()
        dead = {int(dict(r.headers)["case"]): r for r in read(kafka.bootstrap, letters)}
        enriched = [
            from_json(EnrichedArticle, r.value) for r in read(kafka.bootstrap, topics.ARTICLES_ENRICHED)
        ]
    return {"dead": dead, "enriched": enriched, "metrics": metrics, "peak": peak[0], "code": code, "bad": bad}


def memory(worker):
    """Resident bytes of the worker's family."""
    total = 0
    for process in worker.family():
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


@pytest.mark.parametrize("name", REJECTED)
def test_bad_record_becomes_a_dead_letter_with_its_field(outcome, name):
    """Code, path, and the original bytes."""
    value, code, path = REJECTED[name]
    record = outcome["dead"][list(REJECTED).index(name)]
    headers = dict(record.headers)

    assert (headers["dlq-code"].decode(), headers["dlq-path"].decode()) == (code, path)
    assert record.value == value
    assert headers["dlq-reason"]


@pytest.mark.parametrize("name", ACCEPTED)
def test_odd_record_is_accepted_as_documented(outcome, name):
    """It is read, and is no dead letter."""
    number = len(REJECTED) + list(ACCEPTED).index(name)
    uri = "urn:last" if name == "duplicate keys" else "urn:bad"

    assert number not in outcome["dead"]
    assert uri in {article.uri for article in outcome["enriched"]}


def test_nothing_is_new_without_a_time_that_can_be(outcome):
    """No signal of an article without a publication time, or from the future, may alert."""
    undated = [
        a
        for a in outcome["enriched"]
        if a.uri == "urn:bad" and (a.published is None or a.published.year == 3024)
    ]

    assert len(undated) == 2
    assert [s.type for a in undated for s in a.signals if s.alerts] == []
    assert any(a.signals for a in undated)


def test_every_neighbour_comes_out(outcome):
    """All good articles are enriched, once each, with their signals."""
    count = len(REJECTED) + len(ACCEPTED) + 1
    good = {a.uri: a for a in outcome["enriched"] if a.uri.startswith("urn:story:")}

    assert set(good) == {f"urn:story:{n}" for n in range(count)}
    assert all(article.signals for article in good.values())
    assert len(outcome["enriched"]) == count + len(ACCEPTED)
    assert outcome["code"] == 0


def test_memory_stays_bounded(outcome):
    """The worker and its children stay below three gigabytes together."""
    assert outcome["peak"] < 3 * GIGABYTE


def test_received_is_finished_and_none_in_progress(outcome):
    """The metrics account for every record."""
    values = {
        line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1])
        for line in outcome["metrics"].splitlines()
        if line and not line.startswith("#")
    }
    count = 2 * (len(REJECTED) + len(ACCEPTED)) + 1

    assert values['tocsin_records_received_total{step="enrich"}'] == count
    assert values['tocsin_step_duration_seconds_count{step="enrich"}'] == count
    assert values['tocsin_records_in_progress{step="enrich"}'] == 0
    assert sum(v for k, v in values.items() if k.startswith("tocsin_dead_letters_total")) == len(REJECTED)
