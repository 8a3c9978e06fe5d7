from datetime import UTC, datetime

import pytest

from workers.decode import times

SIX_PM = datetime(2024, 12, 1, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2024-12-01T18:00:00Z",
        "2024-12-01T18:00:00z",
        "2024-12-01T21:00:00+03:00",
        "2024-12-01T13:00:00.000-0500",
        "2024-12-01T18:00",
        "2024-12-01 18:00:00",
        "2024-12-01 18:00:00 UTC",
        "2024-12-01 21:00:00 +0300",
        " 20241201T180000Z ",
        "Sun, 01 Dec 2024 18:00:00 GMT",
        "Sun, 1 Dec 2024 21:00:00 +0300",
        "1 Dec 2024 13:00 EST",
        1733076000,
        1733076000.0,
        1733076000000,
        "1733076000",
        "1733076000000",
    ],
)
def test_time_is_read_in_every_spelling_of_newsrooms(value):
    """Each names the same moment."""
    assert times.read(value) == SIX_PM


@pytest.mark.parametrize("value", ["2024-12-01", "20241201"])
def test_time_of_a_date_alone_is_noon(value):
    """The day is right in every zone."""
    assert times.read(value) == datetime(2024, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "", "yesterday", "2024", "2024-12", "2024-13-01", "2024-02-30", "0000-01-01T00:00:00Z", "0001-01-01",
        "1899-12-31", "9999-12-31T23:59:59-23:00", "Sun, 01 Foo 2024 18:00:00 GMT", "Sun, 41 Dec 2024 18:00:00 GMT",
        "01 Dec 2024 18:00 NOWHERE", "1" * 5000, "²" * 10, "2024-12-01T18:00:00Z" * 10, 0, -1, 20241201, 1e17, 10**18,
        True, None, [], {},
    ],
)  # fmt: skip
def test_time_that_is_none_is_told(value):
    """Never an exception, and never a guess."""
    assert times.read(value) is None


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"versionCreated": "2024-12-01T18:00:00Z"}, "2024-12-01T18:00:00+00:00"),
        ({"firstCreated": "2024-11-28T18:00:00Z"}, "2024-11-28T18:00:00+00:00"),
        (
            {"versionCreated": "2024-12-01T18:00:00Z", "firstCreated": "2024-11-30T06:00:00Z"},
            "2024-12-01T18:00:00+00:00",
        ),
        (
            {"versionCreated": "2024-12-01T18:00:00Z", "firstCreated": "2024-11-30T05:59:59Z"},
            "2024-11-30T05:59:59+00:00",
        ),
        (
            {"versionCreated": "rubbish", "firstCreated": "2024-11-30T05:59:59Z"},
            "2024-11-30T05:59:59+00:00",
        ),
    ],
)
def test_publication_is_the_versions_unless_it_is_a_late_mend(read, fields, published):
    """Over 36 hours after the first version, the first counts."""
    article = read({"uri": "u", "bodies": [{"value": "t"}], **fields})
    assert (article.published.isoformat(), article.remarks) == (published, ())


@pytest.mark.parametrize(
    ("fields", "remark"),
    [
        ({}, "published.missing"),
        ({"published_at": None}, "published.missing"),
        ({"published_at": ""}, "published.missing"),
        ({"published_at": "last week"}, "published.unreadable"),
        ({"published_at": "0000-00-00"}, "published.unreadable"),
        ({"published": ["2024"]}, "published.unreadable"),
    ],
)
def test_publication_that_is_unknown_is_no_refusal(read, fields, remark):
    """The article is kept; nothing in it is ever new."""
    article = read({"id": "u", "text": "t", **fields})
    assert (article.published, article.remarks) == (None, (remark,))


@pytest.mark.parametrize(
    ("published", "remarks"),
    [
        ("2024-12-02T01:00:00Z", ()),
        ("2024-12-02T01:00:01Z", ("published.future",)),
        ("3024-12-01T00:00:00Z", ("published.future",)),
    ],
)
def test_publication_over_an_hour_ahead_is_marked(read, published, remarks):
    """Against the arrival, not the wall clock; the time itself is kept."""
    article = read({"id": "u", "text": "t", "published_at": published})
    assert (article.published.isoformat().replace("+00:00", "Z"), article.remarks) == (published, remarks)


def test_publication_is_measured_against_no_clock(read):
    """Replayed years later, the record is the same."""
    arrived = datetime(2031, 1, 1, tzinfo=UTC)
    article = read({"id": "u", "text": "t", "published_at": "2030-12-31T00:00:00Z"}, arrived=arrived)
    assert article.remarks == ()


ACTUAL, TEST, EXERCISE = "Actual", "Test", "Exercise"
BROKER, OTHER = "2024-12-02T00:00:00+00:00", "2024-11-30T10:00:00+00:00"


@pytest.mark.parametrize(
    ("headers", "status", "arrived", "remarks"),
    [
        ({}, ACTUAL, BROKER, ()),
        ({"tocsin-status": b"Test"}, TEST, BROKER, ()),
        ({"tocsin-status": b" exercise"}, EXERCISE, BROKER, ()),
        ({"tocsin-status": b"Drill"}, ACTUAL, BROKER, ("status.ignored",)),
        ({"tocsin-status": b"\xff"}, ACTUAL, BROKER, ("status.ignored",)),
        ({"tocsin-arrived": b"2024-11-30T10:00:00Z"}, ACTUAL, BROKER, ("arrived.ignored",)),
        (
            {"tocsin-replayed": b"1732960800000"},
            ACTUAL,
            "2024-11-30T10:00:00+00:00",
            ("arrived.replayed",),
        ),
        ({"tocsin-replayed": b"1896048000000"}, ACTUAL, BROKER, ()),
        ({"tocsin-replayed": b"soon"}, ACTUAL, BROKER, ()),
        ({"tocsin-status": b"Test", "tocsin-arrived": b"2024-11-30T10:00:00Z"}, TEST, OTHER, ()),
        ({"tocsin-status": b"Test", "tocsin-arrived": b"soon"}, TEST, BROKER, ("arrived.unreadable",)),
    ],
)
def test_headers_mark_a_feed_and_only_then_set_its_arrival(read, headers, status, arrived, remarks):
    """A real feed cannot pretend to have arrived earlier."""
    article = read({"id": "u", "text": "t", "published_at": "2024-11-30T10:00:00Z"}, headers=headers)
    assert (article.status, article.arrived.isoformat(), article.remarks) == (status, arrived, remarks)


def test_future_is_judged_by_the_arrival_that_a_test_feed_sets(read):
    """The demo's articles of 2024 arrive in 2024."""
    headers = {"tocsin-status": b"Test", "tocsin-arrived": b"2024-11-30T10:00:00Z"}
    article = read({"id": "u", "text": "t", "published_at": "2024-12-01T10:00:00Z"}, headers=headers)
    assert article.remarks == ("published.future",)
