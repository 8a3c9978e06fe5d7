"""A worker that is told to stop finishes what it holds, and the next one goes on where it stopped."""

import pytest

from tests.broker import stories
from tests.broker.harness import make_topics, publish, read, running, sizes, wait_until
from workers import topics

pytestmark = [pytest.mark.broker, pytest.mark.model, pytest.mark.timeout(400)]

ARTICLES = 120


def test_stop_under_load_finishes_what_it_holds(fresh_kafka, tmp_path):
    """SIGTERM in the middle: exit 0, and after a restart each record has passed exactly once."""
    bootstrap = fresh_kafka.bootstrap
    make_topics(bootstrap)
    letters = topics.dead_letters_of(topics.ARTICLES_RAW)

    def passed():
        return sum(sizes(bootstrap, [topics.ARTICLES_ENRICHED, letters]).values())

    with running(bootstrap, tmp_path, instance_id="w1") as worker:
        publish(bootstrap, topics.ARTICLES_RAW, stories.stream(ARTICLES))
        wait_until(lambda: passed() >= 20, worker, "some have passed")
        code = worker.stop()
        held = passed()
    with running(bootstrap, tmp_path, instance_id="w1") as worker:
        wait_until(lambda: passed() >= ARTICLES, worker, "the rest has passed")
        again = worker.stop()

    assert (code, again) == (0, 0)
    assert 20 <= held < ARTICLES
    assert passed() == ARTICLES
    assert len(read(bootstrap, letters)) == sum(r[2][0][0] == "number" for r in stories.stream(ARTICLES))


def test_worker_refuses_to_start_without_its_topics(fresh_kafka, tmp_path):
    """Absent topics are named, with the command that creates them, and the exit code is that of a wrong set-up."""
    with running(fresh_kafka.bootstrap, tmp_path) as worker:
        code = worker.process.wait(60)
    said = worker.log.read_text()

    assert code == 78
    assert "Topic articles-raw is absent. To create it: tocsin topics" in said
    assert "Traceback" not in said
