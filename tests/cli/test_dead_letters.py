"""What a dead letter says of itself."""

from types import SimpleNamespace

import pytest

from workers.cli.dead_letters import INPUTS, DeadLetter, replayed

HEADERS = (
    ("traceparent", b"00-1"),
    ("dlq-topic", b"articles-raw"),
    ("dlq-partition", b"2"),
    ("dlq-offset", b"41"),
    ("dlq-code", b"field.missing"),
    ("dlq-path", b"$.uri"),
    ("dlq-reason", "An article needs a uri: “always”.".encode()),
)


def record(headers):
    return SimpleNamespace(topic="articles-raw-dlq", partition=0, offset=7, headers=headers)


def test_letter_says_where_it_came_from_and_why():
    """The place is that of the original record."""
    assert DeadLetter.of(record(HEADERS)) == DeadLetter(
        topic="articles-raw",
        partition="2",
        offset="41",
        code="field.missing",
        path="$.uri",
        reason="An article needs a uri: “always”.",
    )


def test_record_that_is_no_letter_of_ours_is_shown_at_its_own_place():
    """Whoever wrote to the topic by hand finds it again."""
    assert DeadLetter.of(record(())) == DeadLetter(
        topic="articles-raw-dlq", partition="0", offset="7", code="unknown", path="$", reason=""
    )


@pytest.mark.parametrize(
    ("asked", "has"),
    [(None, True), ("field.missing", True), ("field", True), ("fiel", False), ("text", False)],
)
def test_code_is_asked_whole_or_by_its_family(asked, has):
    """``internal`` takes in every ``internal.<Type>``, and ``fiel`` nothing."""
    assert DeadLetter.of(record(HEADERS)).has(asked) is has


def test_every_input_topic_has_its_dead_letters():
    """Replay knows the way back."""
    assert INPUTS == {
        "articles-raw-dlq": "articles-raw",
        "articles-enriched-dlq": "articles-enriched",
        "escalation-signals-dlq": "escalation-signals",
    }


def test_replay_keeps_when_a_record_first_arrived():
    """Waiting among the dead letters makes no article late; a second replay keeps the first time."""
    once = replayed([*HEADERS, ("dlq-timestamp", b"1732960800000")])
    twice = replayed([*once, ("dlq-timestamp", b"1733000000000")])

    assert once == twice == [("traceparent", b"00-1"), ("tocsin-replayed", b"1732960800000")]
