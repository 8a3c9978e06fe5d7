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

PARTITIONS = 3 * 4
QUIET_POLLS = 20


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


def idle(workers):
    """True where the workers hold all partitions and the broker says that none has lag."""
    lines = [line for worker in workers for line in worker.page("/metrics")[1].splitlines()]
    lags = [float(line.split()[-1]) for line in lines if line.startswith("tocsin_consumer_lag_records{")]
    return len(lags) == PARTITIONS and not any(lags)


def settle(bootstrap, workers, count):
    """Wait until every record has passed, no lag is left, and nothing has moved for a while."""
    names = [topic.name for topic in topics.load_topics()]
    seen = []

    def quiet():
        done = finished(bootstrap) >= count and idle(workers)
        seen.append((done, sizes(bootstrap, names)))
        return len(seen) > QUIET_POLLS and all(now == seen[-1] and now[0] for now in seen[-QUIET_POLLS:])

    wait_until(quiet, workers[0], "nothing moves any more")
    assert [worker.stop() for worker in workers] == [0] * len(workers)


def rampage(bootstrap, workers, sent, kills):
    """Publish, kill the workers in turn as records pass, wait for quiet; where records went, and who survived a kill."""
    survivors = []
    try:
        places = publish(bootstrap, topics.ARTICLES_RAW, sent)
        for kill in range(kills):
            goal = (kill + 1) * len(sent) // (kills + 1)
            worker = workers[kill % len(workers)]
            wait_until(lambda goal=goal: finished(bootstrap) >= goal, worker, f"{goal} records")
            survivors += worker.kill()
            worker.start()
        settle(bootstrap, workers, len(sent))
    finally:
        for worker in workers:
            if worker.process.poll() is None:
                worker.kill()
    return places, survivors


def test_sigkill_loses_nothing_and_invents_nothing(fresh_kafka, tmp_path):
    """Five SIGKILLs while 2,000 articles pass: every record is accounted for and alerts equal the offline fold."""
    bootstrap = fresh_kafka.bootstrap
    make_topics(bootstrap)
    sent = stories.stream(2000)
    worker = WorkerProcess(bootstrap, tmp_path, instance_id="w1", commit_interval_seconds=0.1).start()
    places, survivors = rampage(bootstrap, [worker], sent, kills=5)

    assert survivors == []
    check_accounted(bootstrap, sent, places)
    assert check_alerts(bootstrap) > 100
    check_state(bootstrap)


def test_two_workers_share_the_work_and_survive_each_other(fresh_kafka, tmp_path):
    """Two workers without stable ids, one killed, then the other: partitions move, and the same holds."""
    bootstrap = fresh_kafka.bootstrap
    make_topics(bootstrap)
    sent = stories.stream(300)
    options = {"pool_processes": 1, "session_timeout_seconds": 9, "commit_interval_seconds": 0.1}
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    workers = [WorkerProcess(bootstrap, folder, **options).start() for folder in folders]
    places, survivors = rampage(bootstrap, workers, sent, kills=2)

    assert survivors == []
    check_accounted(bootstrap, sent, places)
    assert check_alerts(bootstrap) > 50
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
    """The alerts topic, repeats dropped by id, is what folding the recorded reports gives, byte for byte; how many."""
    from workers.publish import publish as render

    told = distinct(read(bootstrap, topics.ESCALATION_ALERTS))
    reports = [from_json(Report, record.value) for record in read(bootstrap, topics.ESCALATION_SIGNALS)]
    expected = {alert.id: render(alert).value for alert in fold(reports, TrackSettings())}

    assert told == expected
    return len(told)


def check_state(bootstrap):
    """Each state record lies in its theatre's partition, each article's in its uri's."""
    theatre = {r.key.decode(): r.partition for r in read(bootstrap, topics.ESCALATION_SIGNALS)}
    uri = {r.key.decode(): r.partition for r in read(bootstrap, topics.ARTICLES_ENRICHED)}
    rows = read(bootstrap, topics.THEATRES_STATE)
    articles = read(bootstrap, topics.ARTICLES_STATE)

    assert {(r.key.decode().split("/")[0], r.partition) for r in rows} <= set(theatre.items())
    assert rows
    assert {(r.key.decode(), r.partition) for r in articles} <= set(uri.items())
