from datetime import UTC, datetime

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.decode import decode, formats, markup, plain
from workers.errors import RejectedError
from workers.models import Article, from_json, to_json

ARRIVED = datetime(2024, 12, 2, tzinfo=UTC)
NAMES = sorted(
    {
        "headlines", "bodies", "value", "role", "contentType", "headline", "body_text", "body_html", "articleBody",
        "title", "text", "@type", "id", "@id", "identifier", "descriptions", "name", "href", "versionCreated",
        "versioncreated", "firstCreated", "published_at", "datePublished", "status",
        *formats.PUB_STATUS, *formats.EMBARGO, *formats.PUBLISHER, *formats.LANGUAGE, *formats.URL, "version", "uri",
    }
)  # fmt: skip
WORDS = st.sampled_from(
    [
        "u",
        "main",
        "text/html",
        "canceled",
        "2024-12-01",
        "3024-01-01T00:00:00Z",
        "<p>Shells</p>",
        "&#9;",
        "http://[",
        "en",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | WORDS | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=30
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(NAMES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner
        )
    ),
    max_leaves=25,
)
RECORDS = st.dictionaries(st.sampled_from(NAMES), JSON, max_size=12)


def outcome(value, headers=None):
    """What decode makes of it: an article that survives its own JSON, or a refusal."""
    try:
        article = decode(value, arrived=ARRIVED, headers=headers or {})
    except RejectedError as error:
        return f"{error.code} at {error.path}"
    assert from_json(Article, to_json(article)) == article
    assert article.headline or article.body or article.pub_status != "usable"
    assert plain.clean(article.body) == article.body
    return to_json(article)


@given(st.binary(max_size=200) | st.none())
def test_any_bytes_give_an_article_or_a_refusal(value):
    """And nothing else."""
    assert outcome(value)


@given(JSON)
@settings(max_examples=200)
def test_any_json_gives_an_article_or_a_refusal(value):
    """Whatever its type."""
    assert outcome(orjson.dumps(value))


@given(
    RECORDS,
    st.dictionaries(
        st.sampled_from(["tocsin-status", "tocsin-arrived", "x"]), st.binary() | WORDS.map(str.encode)
    ),
)
@settings(max_examples=500)
def test_any_record_of_known_names_gives_an_article_or_a_refusal(record, headers):
    """The names that decode reads, in all mixtures, with any values."""
    assert outcome(orjson.dumps({"uri": "u", **record}), headers)


@given(st.binary(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_damage_to_a_good_record_gives_an_article_or_a_refusal(noise, start, length):
    """Bytes cut out and others put in."""
    good = orjson.dumps(
        {"id": "u", "title": "Town falls", "text": "Shells fell on é.", "published_at": "2024-12-01"}
    )
    assert outcome(good[:start] + noise + good[start + length :])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_cleaning_twice_changes_nothing(text):
    """Offsets point into what is cleaned, so that it must be a fixed point."""
    once = plain.clean(text)
    assert plain.clean(once) == once


@given(st.text(st.sampled_from("<>/!-?&#;='\" abpscrit\n\x00é")))
def test_any_markup_is_read(text):
    """Half tags, half entities, half comments."""
    assert isinstance(plain.clean(markup.strip(text)), str)
    assert isinstance(plain.clean(markup.guess(text)), str)


@given(RECORDS)
def test_decode_is_pure(record):
    """The same bytes, decoded twice, give the same."""
    value = orjson.dumps({"uri": "u", **record})
    assert outcome(value) == outcome(value)
