import tracemalloc

import pytest

from workers.decode import payload

GOOD = b'{"id":"a","text":"Shells fell on the town."}'


@pytest.mark.parametrize("value", [None, b""])
def test_payload_without_bytes_is_refused(refusal, value):
    """A tombstone and an empty value are told from broken JSON."""
    assert refusal(value) == ("bytes.empty", "$", None)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"Shells fell", id="not JSON"),
        pytest.param(GOOD[:-3], id="truncated"),
        pytest.param(GOOD + b"}", id="trailing"),
        pytest.param(b'{"id":NaN}', id="NaN"),
        pytest.param(b'{"id":"a","n":1e999}', id="infinite"),
        pytest.param(b'{"id":"a","text":"\\ud800"}', id="lone surrogate"),
        pytest.param(b'{"id":"a","text":"a\x00b"}', id="raw NUL in a string"),
        pytest.param(b"\x00\x00\x00", id="NULs"),
        pytest.param(b"   ", id="blanks"),
    ],
)
def test_payload_that_is_not_json_is_refused(refusal, value):
    """Whatever is wrong with the JSON, the code is the same."""
    assert refusal(value) == ("json.invalid", "$", None)


@pytest.mark.parametrize("value", [b'{"id":"\xff"}', b"\xff\xfe{", "{'é'}".encode("latin-1"), GOOD + b"\xc3"])
def test_payload_that_is_not_utf8_is_refused(refusal, value):
    """Wrong bytes have their own code wherever they stand: the feed's encoding is to be mended, not its JSON."""
    assert refusal(value) == ("utf8.invalid", "$", None)


@pytest.mark.parametrize("value", [b"null", b"[]", b'"text"', b"5", b"true", b"[" + GOOD + b"]"])
def test_payload_that_is_no_object_is_refused(refusal, value):
    """JSON of another type is no article."""
    assert refusal(value) == ("json.not_object", "$", None)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="lists"),
        pytest.param(b'{"id":' * 100_000 + b"1" + b"}" * 100_000, id="objects"),
        pytest.param(b'{"id":"a","text":"t","x":' + b"[" * 100 + b"]" * 100 + b"}", id="101 levels"),
        pytest.param(
            b'{"id":"a","text":"t","x":' + b"[" * 500 + b"]" * 500 + b"}", id="parses, cannot be written"
        ),
    ],
)
def test_payload_nested_too_deep_is_refused(refusal, value):
    """Depth that the parser refuses and depth that only later stages could not write get one code."""
    assert refusal(value) == ("json.too_deep", "$", None)


def test_payload_nested_to_the_limit_is_read(read):
    """The limit counts the outermost object."""
    value = b'{"id":"a","text":"t","x":' + b"[" * 99 + b"]" * 99 + b"}"
    assert read(value).extra.keys() == {"x"}


def test_payload_with_byte_order_mark_is_read(read):
    """Windows tools write one before UTF-8."""
    assert read(b"\xef\xbb\xbf" + GOOD).body == "Shells fell on the town."


def test_payload_with_a_key_twice_takes_the_last(read):
    """The documented choice for what JSON leaves open."""
    assert read(b'{"id":"a","id":"b","text":"one","text":"two"}').body == "two"


def test_payload_of_20_megabytes_is_refused_unparsed(refusal):
    """Its size is enough to refuse it, so that no memory is spent on it."""
    value = b'{"id":"a","text":"' + b"x" * 20_000_000 + b'"}'
    tracemalloc.start()
    assert refusal(value) == ("text.too_long", "$", None)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_payload_at_its_limit_of_bytes_is_parsed():
    """The limit itself is allowed."""
    assert payload.parse(b'{"a":1}', max_bytes=7) == {"a": 1}
