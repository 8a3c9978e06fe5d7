"""Nothing is lost and nothing invented when the worker is killed (DESIGN section 6)."""

import orjson
import pytest

from tests.broker import stories
from tests.broker.harness import WorkerProcess, make_topics, publish, read, sizes, wait_until
from workers import topics
from workers.backtest import fold
from workers.models import Report, from_json
from workers.track import TrackSettings

pytestmark = [pytest.mark.broker, pytest.mark.model, pytest.mark.timeout(900)]

ARTICLES = 2000
KILLS = 5


def distinct(records):
    """Record values by alert id; fails where one id has two values."""
    by_id = {}
    for record in records:
        name = dict(record.headers)["ce_id"].decode()
        assert by_id.setdefault(name, record.value) == record.value
    return by_id


def finished(bootstrap):
    """Records that enrich has passed on or dead-lettered so far, repeats included."""
    found = sizes(bootstrap, [topics.ARTICLES_ENRICHED, topics.dead_letters_of(topics.ARTICLES_RAW)])
    return sum(found.values())


def test_sigkill_loses_nothing_and_invents_nothing(fresh_kafka, tmp_path):
    """Five SIGKILLs while 2,000 articles pass: every record is accounted for and alerts equal the offline fold."""
    bootstrap = fresh_kafka.bootstrap
    make_topics(bootstrap)
    sent = stories.stream(ARTICLES)
    worker = WorkerProcess(bootstrap, tmp_path, instance_id="w1", commit_interval_seconds=0.1).start()
    survivors = []
    try:
        places = publish(bootstrap, topics.ARTICLES_RAW, sent)
        for kill in range(1, KILLS + 1):
            wait_until(
                lambda goal=kill * ARTICLES // (KILLS + 1): finished(bootstrap) >= goal,
                worker,
                f"kill {kill}",
            )
            survivors += worker.kill()
            worker.start()
        quiet = [0, None]

        def settled():
            lag = [
                line
                for line in worker.page("/metrics")[1].splitlines()
                if line.startswith("tocsin_consumer_lag")
            ]
            now = (
                len(lag),
                sum(float(line.split()[-1]) for line in lag),
                sizes(bootstrap, [topics.ESCALATION_ALERTS]),
            )
            quiet[0] = quiet[0] + 1 if now == quiet[1] and now[0] >= 12 and now[1] == 0 else 0
            quiet[1] = now
            return quiet[0] >= 10

        wait_until(settled, worker, "all lag is gone")
        assert worker.stop() == 0
    finally:
        if worker.process.poll() is None:
            worker.kill()

    assert survivors == []
    check_accounted(bootstrap, sent, places)
    check_alerts(bootstrap)
    check_state(bootstrap)


def check_accounted(bootstrap, sent, places):
    """Every good uri is in articles-enriched, every bad record is a dead letter with its code."""
    letters = {}
    for record in read(bootstrap, topics.dead_letters_of(topics.ARTICLES_RAW)):
        headers = dict(record.headers)
        letters[int(headers["dlq-partition"]), int(headers["dlq-offset"])] = headers["dlq-code"].decode()
    bad = {
        (place.partition, place.offset): next(code for value, code in stories.BAD if value == record[1])
        for record, place in zip(sent, places, strict=True)
        if record[2][0][0] == "number"
    }
    wanted = {orjson.loads(record[1])["id"] for record in sent if record[2][0][0] != "number"}
    enriched = {record.key.decode() for record in read(bootstrap, topics.ARTICLES_ENRICHED)}

    assert letters == bad
    assert enriched == wanted
    for topic in (topics.ARTICLES_ENRICHED, topics.ESCALATION_SIGNALS):
        assert read(bootstrap, topics.dead_letters_of(topic)) == []


def check_alerts(bootstrap):
    """The alerts topic, repeats dropped by id, is what folding the recorded reports gives, byte for byte."""
    from workers.publish import publish as render

    told = distinct(read(bootstrap, topics.ESCALATION_ALERTS))
    reports = [from_json(Report, record.value) for record in read(bootstrap, topics.ESCALATION_SIGNALS)]
    expected = {alert.id: render(alert).value for alert in fold(reports, TrackSettings())}

    assert len(expected) > 100
    assert told == expected


def check_state(bootstrap):
    """Each state record lies in its theatre's partition, each article's in its uri's."""
    theatre = {r.key.decode(): r.partition for r in read(bootstrap, topics.ESCALATION_SIGNALS)}
    uri = {r.key.decode(): r.partition for r in read(bootstrap, topics.ARTICLES_ENRICHED)}
    rows = read(bootstrap, topics.THEATRES_STATE)
    articles = read(bootstrap, topics.ARTICLES_STATE)

    assert {(r.key.decode().split("/")[0], r.partition) for r in rows} <= set(theatre.items())
    assert len(rows) > 100
    assert {(r.key.decode(), r.partition) for r in articles} <= set(uri.items())
