"""``tocsin explain`` on the real stages."""

import orjson
import pytest
from click.testing import CliRunner

from workers.cli import main
from workers.demo import story

pytestmark = pytest.mark.model

GOOD = b'{"id": "a", "title": null, "text": "Rebels captured Aleppo on Friday.", "published_at": "2024-11-29T20:00:00Z"}'
UNDATED = (
    b'{"id": "u", "title": "", "text": "The council met.", "published_at": null, "source": "Levant Wire"}'
)
LINES = [GOOD, b"", b'{"title": "x", "text": "y"}', b"{", UNDATED, b'{"id": "b", "text": ["\xff"]}', GOOD]


def explain(*arguments, stdin):
    return CliRunner().invoke(main, ["explain", *arguments], input=stdin)


@pytest.fixture(scope="module")
def explained():
    """What comes of LINES, line by line."""
    result = explain("--jsonl", stdin=b"\n".join(LINES) + b"\n")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes.splitlines()


def test_every_line_gives_a_line_in_its_place(explained):
    """A blank line and a broken one too; what can be named is named."""
    records = [orjson.loads(line) for line in explained]

    assert [r["uri"] for r in records] == ["a", None, None, None, "u", None, "a"]
    assert [r["error"] and r["error"]["code"] for r in records] == [
        None,
        "bytes.empty",
        "field.missing",
        "json.invalid",
        None,
        "utf8.invalid",
        None,
    ]


def test_good_line_is_the_record_of_articles_enriched(explained):
    """With signals, the publication time as arrival, and a null error; the same article gives the same bytes."""
    record = orjson.loads(explained[0])

    assert record["arrived"] == record["published"] == "2024-11-29T20:00:00Z"
    assert [s["type"] for s in record["signals"] if s["alerts"]] == ["territory.captured"]
    assert record["error"] is None
    assert explained[0] == explained[-1]


def test_line_without_publication_time_arrives_in_1970(explained):
    """As nothing in it is new, no other time would say more."""
    record = orjson.loads(explained[4])

    assert (record["arrived"], record["published"]) == ("1970-01-01T00:00:00Z", None)


def test_rejected_line_says_code_path_and_reason(explained):
    """Enough for the person who mends the feed."""
    record = orjson.loads(explained[2])

    assert record == {"uri": None, "entities": [], "signals": [], "error": record["error"]}
    assert set(record["error"]) == {"code", "path", "reason"}


@pytest.mark.timeout(300)
def test_two_processes_give_the_same_bytes(explained):
    """More processes change nothing but the time."""
    result = explain("--jsonl", "--processes", "2", stdin=b"\n".join(LINES * 10))

    assert result.stdout_bytes.splitlines() == explained * 10


def test_text_is_shown_with_what_was_found_and_why(tmp_path):
    """A plain text needs only its date."""
    file = tmp_path / "article.txt"
    file.write_text("Rebels captured Aleppo on Friday.\n")
    result = explain(str(file), "--published", "2024-11-29T20:00Z", stdin=None)

    assert result.exit_code == 0
    assert "① «Rebels» captured «Aleppo» on Friday." in result.stdout
    assert "① territory.captured · ALERTS\n" in result.stdout
    assert "where  Aleppo, SY" in result.stdout


def test_broken_json_is_one_sentence_and_65():
    """What begins as JSON is not read as a text."""
    (broken,) = [a for a in story() if a.expected.dead_letter]
    result = explain("-", stdin=broken.value)

    assert result.exit_code == 65
    assert result.stderr.startswith("tocsin: json.invalid at $: ")
