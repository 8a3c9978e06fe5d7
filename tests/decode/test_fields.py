from datetime import UTC, datetime

import pytest

NINJS = {"uri": "u", "bodies": [{"value": "Shells fell."}]}


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({}, "$.uri"),
        ({"bodies": []}, "$.uri"),
        ({"uri": None, "bodies": []}, "$.uri"),
        ({"uri": " \n", "bodies": []}, "$.uri"),
        ({"body_text": "t"}, "$.uri"),
        ({"text": "t"}, "$.id"),
        ({"id": "", "text": "t"}, "$.id"),
        ({"@type": "NewsArticle", "articleBody": "t"}, "$.identifier"),
        ({"@type": "NewsArticle", "@id": "#article", "articleBody": "t"}, "$.identifier"),
    ],
)
def test_uri_that_is_missing_is_refused(refusal, record, path):
    """The path names the field that the record's own format would use."""
    assert refusal(record) == ("field.missing", path, None)


@pytest.mark.parametrize("uri", ["x" * 2001, "a\x00b", "a\nb", "a\x85b"])
def test_uri_that_cannot_be_kept_is_refused(refusal, uri):
    """Too long, or with a control character inside: replacing it could make two articles one."""
    assert refusal({"id": uri, "text": "t"}) == ("field.value", "$.id", None)


@pytest.mark.parametrize("uri", [True, 1.5, ["a"], {"name": "a"}])
def test_uri_of_the_wrong_type_is_refused(refusal, uri):
    """Only strings and whole numbers name an article for certain."""
    code, path, _ = refusal({"id": uri, "text": "t"})
    assert (code, path) == (("field.missing", "$.id") if isinstance(uri, dict) else ("field.type", "$.id"))


@pytest.mark.parametrize(
    ("uri", "taken"), [(" a b ", "a b"), (4711, "4711"), ("x" * 2000, "x" * 2000), ("ü", "ü")]
)
def test_uri_is_trimmed_and_kept(read, uri, taken):
    """A whole number counts as its digits."""
    assert read({"id": uri, "text": "t"}).uri == taken


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"uri": "u", "bodies": "text"}, "$.bodies"),
        ({"uri": "u", "bodies": {"value": "text"}}, "$.bodies"),
        ({"uri": "u", "bodies": ["text"]}, "$.bodies[0]"),
        ({"uri": "u", "bodies": [{"value": "text"}, {"value": 5}]}, "$.bodies[1].value"),
        ({"uri": "u", "headlines": [{"value": ["h"]}], "bodies": []}, "$.headlines[0].value"),
        ({"uri": "u", "body_html": 5}, "$.body_html"),
        ({"uri": "u", "body_text": "t", "headline": {}}, "$.headline"),
        ({"id": "u", "text": ["a", "b"]}, "$.text"),
        ({"id": "u", "text": "t", "title": 7}, "$.title"),
        ({"@type": "NewsArticle", "url": "u", "articleBody": True}, "$.articleBody"),
        ({**NINJS, "version": True}, "$.version"),
        ({**NINJS, "version": ["2"]}, "$.version"),
        ({**NINJS, "pubStatus": 1}, "$.pubStatus"),
        ({**NINJS, "embargoedUntil": ["2024-12-01"]}, "$.embargoedUntil"),
        ({**NINJS, "embargoedUntil": True}, "$.embargoedUntil"),
    ],
)
def test_field_that_matters_of_the_wrong_type_is_refused(refusal, record, path):
    """With the exact path, and with the uri for whoever looks the article up."""
    assert refusal(record) == ("field.type", path, "u")


def test_field_without_weight_may_have_any_type(read):
    """Nobody loses an article for an odd urgency, publisher, language, link or time."""
    odd = {"urgency": "2", "infoSources": 5, "language": 7, "url": [], "versionCreated": {}, "altIds": True}
    article = read({**NINJS, **odd, "bodies": [{"value": "t", "role": 1, "contentType": None}]})
    assert (article.body, article.publisher, article.language, article.url) == ("t", "unknown", "und", None)


@pytest.mark.parametrize(
    ("sent", "version", "number"),
    [
        ("2", "2", 2),
        (2, "2", 2),
        (2.0, "2", 2),
        (None, "1", 1),
        ("", "1", 1),
        ("007", "007", 7),
        (" 3 ", "3", 3),
        ("1.2", "1.2", 0),
        (1.5, "1.5", 0),
        ("-1", "-1", 0),
        ("٣", "٣", 0),
        ("9" * 18, "9" * 18, 10**18 - 1),
        ("9" * 19, "9" * 19, 0),
        ("9" * 200, "9" * 200, 0),
    ],
)
def test_version_orders_by_its_digits(read, sent, version, number):
    """Up to 18 ASCII digits count, so that the number fits into JSON's 64 bits; anything else counts 0."""
    article = read({**NINJS, "version": sent})
    assert (article.version, article.order[0]) == (version, number)


def test_version_that_is_too_long_is_refused(refusal):
    """It goes into every record that follows."""
    assert refusal({**NINJS, "version": "v" * 201}) == ("field.value", "$.version", "u")


def test_order_of_versions_goes_by_number_then_time_then_kill(read):
    """What arrives later does not matter."""
    sent = [
        {"version": "1", "versionCreated": "2024-12-01T12:00:00Z"},
        {"version": "2", "versionCreated": "2024-12-01T10:00:00Z"},
        {"version": "2", "versionCreated": "2024-12-01T10:00:00.5Z"},
        {"version": "2", "versionCreated": "2024-12-01T10:00:01Z"},
        {"version": "2", "versionCreated": "2024-12-01T10:00:01Z", "pubStatus": "canceled"},
        {"version": "10"},
    ]
    orders = [read({**NINJS, **fields}).order for fields in sent]
    assert orders == sorted(orders)
    assert len(set(orders)) == len(sent)


def test_order_tells_texts_apart_that_have_no_version(read):
    """Two texts of one uri without any version still have one order, and the same text has the same."""
    one, two = ({"id": "u", "text": text} for text in ("one", "two"))
    assert read(one).order != read(two).order
    assert read(one).order == read(one).order


def test_kill_without_a_version_ends_all_versions(read):
    """Some systems send only a uri and a status; the article must not survive that."""
    kill = read({"uri": "u", "pubStatus": "canceled"})
    assert kill.order > read({**NINJS, "version": "7", "versionCreated": "2024-12-01T10:00:00Z"}).order
    assert kill.version == "1"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("usable", "usable"),
        ("canceled", "canceled"),
        ("Cancelled", "canceled"),
        (" WITHHELD ", "withheld"),
        ("retracted", "canceled"),
        (None, "usable"),
    ],
)
@pytest.mark.parametrize("name", ["pubStatus", "pubstatus"])
def test_pub_status_is_read_in_any_case(read, name, word, status):
    """A kill that is missed leaves a false alert standing."""
    article = read({**NINJS, name: word})
    assert (article.pub_status, article.order[2]) == (status, int(status != "usable"))


def test_pub_status_that_is_unknown_counts_as_usable(read):
    """And leaves a remark."""
    article = read({**NINJS, "pubStatus": "golden", "versionCreated": "2024-12-01T10:00:00Z"})
    assert (article.pub_status, article.remarks) == ("usable", ("pub_status.unknown",))


@pytest.mark.parametrize(
    "rest",
    [
        {},
        {"bodies": [{"value": 5}]},
        {"bodies": [{"value": "x" * 200_001}]},
        {"embargoedUntil": "some day"},
        {"headlines": []},
    ],
)
def test_kill_is_read_whatever_else_is_wrong(read, rest):
    """It needs a uri and no more."""
    article = read({"uri": "u", "pubStatus": "canceled", **rest})
    assert (article.pub_status, article.headline, article.body) == ("canceled", "", "")


@pytest.mark.parametrize(
    ("sent", "until"),
    [
        ("2024-12-02T06:00:00+03:00", datetime(2024, 12, 2, 3, tzinfo=UTC)),
        ("2024-12-02", datetime(2024, 12, 3, tzinfo=UTC)),
        ("2024-12-02T06:00", datetime(2024, 12, 2, 6, tzinfo=UTC)),
        (1733119200, datetime(2024, 12, 2, 6, tzinfo=UTC)),
        (None, None),
        ("", None),
        (False, None),
    ],
)
@pytest.mark.parametrize("name", ["embargoedUntil", "embargoeduntil", "embargoed"])
def test_embargo_is_read_in_every_spelling(read, name, sent, until):
    """A date alone holds until that day is over."""
    assert read({**NINJS, name: sent}).embargoed_until == until


@pytest.mark.parametrize("sent", ["tomorrow", "2024-13-01T00:00:00Z", 5, "0000-00-00", " "])
def test_embargo_that_cannot_be_read_is_refused(refusal, sent):
    """A broken embargo must never leak."""
    assert refusal({**NINJS, "embargoedUntil": sent}) == ("field.value", "$.embargoedUntil", "u")


def test_unknown_fields_are_kept_as_sent(read):
    """At the top level; what the format knows is not repeated."""
    article = read({**NINJS, "version": 2, "edNote": "CORRECTS", "subjects": [{"name": "war"}]})
    assert article.extra == {"edNote": "CORRECTS", "subjects": [{"name": "war"}]}


def test_unknown_fields_over_16_kibibytes_are_dropped(read):
    """They would travel through every topic."""
    kept = read({**NINJS, "note": "x" * (16 * 1024 - len('{"note":""}'))})
    dropped = read({**NINJS, "note": "x" * (16 * 1024 - len('{"note":""}') + 1)})
    assert (len(kept.extra["note"]), dropped.extra) == (16_373, {})
    assert ("extra.too_large" in kept.remarks, "extra.too_large" in dropped.remarks) == (False, True)
