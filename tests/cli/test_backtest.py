"""The demo's story through ``tocsin backtest``: all stages, no Kafka."""

import orjson
import pytest
from click.testing import CliRunner

from workers.cli import main
from workers.demo import shortfalls, story
from workers.models import Alert, from_plain
from workers.publish import publish

pytestmark = pytest.mark.model

STORY = {article.name: article for article in story()}
LETTERS = [name for name, article in STORY.items() if article.expected.dead_letter]


def line(article):
    """An article as one line, a broken one as it is."""
    try:
        return orjson.dumps(orjson.loads(article.value))
    except orjson.JSONDecodeError:
        return article.value


@pytest.fixture(scope="module")
def told():
    """What backtest makes of the whole story, once."""
    lines = b"\n".join(line(article) for article in STORY.values())
    return CliRunner().invoke(main, ["backtest", "--jsonl"], input=lines)


@pytest.fixture(scope="module")
def alerts(told):
    """Its alerts in order."""
    return [from_plain(Alert, orjson.loads(row)["alert"]) for row in told.stdout_bytes.splitlines()]


def uri_of(article):
    plain = orjson.loads(article.value)
    return plain.get("uri") or plain.get("id") or plain["@id"]


def version_of(article):
    return orjson.loads(article.value).get("versionCreated")


def caused_by(alerts, article):
    """The alerts of one version of an article: by its uri and, where it has versions, its time."""
    created = version_of(article)
    return [
        a
        for a in alerts
        if a.cause == uri_of(article) and (created is None or f"{a.time:%Y-%m-%dT%H:%M:%SZ}" == created)
    ]


@pytest.mark.parametrize("name", [name for name in STORY if name not in LETTERS])
def test_article_causes_what_its_story_says(alerts, name):
    """Each article shows what it is there for, offline as in the demo."""
    article = STORY[name]

    assert shortfalls(article.expected, caused_by(alerts, article), None) == []


def test_unreadable_line_is_counted_on_standard_error(told):
    """The one broken article; the exit code stays 0, as alerts are what was asked for."""
    assert told.exit_code == 0
    assert told.stderr.startswith("1 lines could not be read; the first: json.invalid at $: ")


def test_toll_and_displacement_are_one_thread_each(alerts):
    """Every rise is an Update of the thread that the first figure opened."""
    cumulative = [
        a for a in alerts if a.count and a.count.kind == "cumulative" and a.count.victims == "people"
    ]
    threads = {
        metric: {a.thread for a in cumulative if a.count.metric == metric} for metric in ("dead", "displaced")
    }

    assert {metric: len(found) for metric, found in threads.items()} == {"dead": 1, "displaced": 1}


def test_alert_is_a_test_and_has_the_bytes_of_publish(told, alerts):
    """A backtest is never Actual, and its alert is what Kafka would have got."""
    assert {a.status for a in alerts} == {"Test"}
    rows = told.stdout_bytes.splitlines()
    assert [row for row, a in zip(rows, alerts, strict=True) if publish(a).value not in row] == []
    assert [orjson.loads(row)["cause"] for row in rows] == [a.cause for a in alerts]


def test_summary_counts_threads_tolls_and_silences(tmp_path):
    """What an editor looks at first; filters leave only what was asked for, of a state that knows all."""
    file = tmp_path / "story.jsonl"
    file.write_bytes(b"\n".join(line(article) for article in STORY.values()))
    result = CliRunner().invoke(main, ["backtest", str(file), "--summary", "--type", "displacement.rising"])

    assert result.exit_code == 0
    assert "Alerts: 1; threads: 1." in result.stdout
    assert "at least 14,000 → at least 48,500" in result.stdout
    assert "nothing changed since the thread was last told" in result.stdout
