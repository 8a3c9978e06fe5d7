"""The demo's data: what is promised of it, and that a wrong line is refused."""

import re
import shutil
from types import SimpleNamespace

import orjson
import pytest

from workers.demo import FOLDER, Expectation, shortfalls, story
from workers.errors import DataFileError

STORY = story()


def test_every_article_is_in_the_story_and_in_its_order():
    """No orphan file, and numbers rise as articles are sent."""
    names = [article.name for article in STORY]

    assert names == sorted(names) == sorted(path.name for path in (FOLDER / "articles").iterdir())
    assert 16 <= len(names) <= 20


def test_articles_are_short_wire_texts_by_at_least_four_publishers():
    """60 to 200 words each, but for the kill and the broken one."""
    texts = {a.name: a.value.decode() for a in STORY if "kill" not in a.name and "broken" not in a.name}
    words = {name: len(_text(value).split()) for name, value in texts.items()}
    publishers = {
        match for value in texts.values() for match in re.findall(r'"(?:name|source)": "([^"]+)"', value)
    }

    assert {name: n for name, n in words.items() if not 60 <= n <= 200} == {}
    assert publishers >= {"Levant Wire", "Northern Desk", "The Meridian Courier", "Harbour Chronicle"}


def _text(value):
    plain = orjson.loads(value)
    body = plain.get("text") or plain.get("articleBody") or plain["bodies"][0]["value"]
    return re.sub(r"<[^>]+>", " ", body)


def test_story_has_all_that_a_newsroom_brings():
    """Silence, updates, a kill, a correction of the same uri and one record that is no JSON."""
    expected = [article.expected for article in STORY]

    assert sum(e.dead_letter == "json.invalid" for e in expected) == 1
    assert sum(e == Expectation() for e in expected) >= 4
    assert {line.split()[0] for e in expected for line in e.alerts} == {"Alert", "Update", "Cancel"}


def test_headers_mark_the_feed_as_a_test_of_2024():
    """Only a feed marked Test may say when its articles arrived."""
    assert {dict(article.headers)["tocsin-status"] for article in STORY} == {b"Test"}
    arrivals = [dict(article.headers)["tocsin-arrived"] for article in STORY]
    assert arrivals == sorted(arrivals)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("Cancel installation.seized", "Cancel installation.sized"), ("shows: A false", "show: A false")],
)
def test_wrong_line_is_refused_with_its_line(tmp_path, right, wrong):
    """A typo in story.yaml cannot make the demo expect nothing."""
    shutil.copytree(FOLDER / "articles", tmp_path / "articles")
    text = (FOLDER / "story.yaml").read_text()
    (tmp_path / "story.yaml").write_text(text.replace(right, wrong))

    with pytest.raises(DataFileError, match=r"story\.yaml:\d+: "):
        story(tmp_path)


def test_shortfalls_name_what_is_missing_and_what_came_instead():
    """One sentence each; silence is only kept by silence."""
    quiet, loud = Expectation(), Expectation(alerts=("Alert offensive.launched",))

    alert = SimpleNamespace(msg_type="Alert", signal="attack.strike", place=None)

    assert shortfalls(quiet, [], None) == []
    assert shortfalls(quiet, [alert], None) == ["expected silence, got Alert attack.strike no place"]
    assert shortfalls(loud, [], None) == ["expected Alert offensive.launched, got silence"]
    assert shortfalls(quiet, [], "json.invalid") == ["expected dead letter None, got json.invalid"]
