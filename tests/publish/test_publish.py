from dataclasses import replace
from datetime import UTC, datetime

import orjson

from tests.alerts import alert
from workers.identity import alert_id
from workers.models import Alert, from_json
from workers.publish import Seen, publish

ALERT = alert(
    revision=2,
    msg_type="Update",
    references=("abc",),
    time=datetime(2024, 12, 1, 18, tzinfo=UTC),
    cause="urn:1",
    headline="Rebels captured Aleppo (Syria), reports example.org.",
    evidence_total=1,
)
ALERT = replace(ALERT, id=alert_id(ALERT))


def test_publish_headers_are_a_binary_cloudevent():
    """Every required attribute, and subject and time, without opening the value."""
    record = publish(ALERT)

    assert dict(record.headers) == {
        "ce_specversion": b"1.0",
        "ce_id": ALERT.id.encode(),
        "ce_source": b"/tocsin",
        "ce_type": b"org.tocsin.territory.captured",
        "ce_subject": b"SY/territory/geonames:170063",
        "ce_time": b"2024-12-01T18:00:00Z",
        "content-type": b"application/json",
    }


def test_publish_key_is_the_thread():
    """All of a thread goes to one partition, in order."""
    assert publish(ALERT).key == b"SY/territory/geonames:170063"


def test_publish_value_is_the_alert_with_id_and_time():
    """Sinks that drop headers still have both."""
    value = publish(ALERT).value

    assert from_json(Alert, value) == ALERT
    assert orjson.loads(value)["id"] == ALERT.id
    assert orjson.loads(value)["time"] == "2024-12-01T18:00:00Z"


def test_publish_traceparent_is_a_header_only():
    """The trace differs from run to run, the alert's bytes must not."""
    traced = publish(ALERT, traceparent=b"00-aa-bb-01")

    assert traced.value == publish(ALERT).value
    assert traced.headers == (*publish(ALERT).headers, ("traceparent", b"00-aa-bb-01"))


def test_identity_is_of_everything_but_the_id():
    """Setting the id keeps it; changing anything else changes it."""
    assert alert_id(ALERT) == ALERT.id
    assert alert_id(replace(ALERT, id="other")) == ALERT.id
    assert alert_id(replace(ALERT, revision=3)) != ALERT.id
    assert len(ALERT.id) == 64


def test_seen_drops_repeats():
    """Only the first of equal ids is new."""
    seen = Seen()

    assert [seen.repeats(id_) for id_ in ("a", "b", "a", "b", "c")] == [False, False, True, True, False]


def test_seen_is_bounded():
    """The least recently seen id goes first."""
    seen = Seen(capacity=2)

    assert [seen.repeats(id_) for id_ in ("a", "b", "a", "c", "a", "b")] == [
        False,
        False,
        True,
        False,
        True,
        False,
    ]
