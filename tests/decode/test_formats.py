import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from workers.decode import formats
from workers.models import Article, from_json, to_json

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
EXAMPLES = sorted((SCHEMAS / "examples" / "article-raw").glob("*.json"))


@pytest.fixture(scope="module")
def schema():
    """The contract, as a validator."""
    return Draft202012Validator(json.loads((SCHEMAS / "article-raw.schema.json").read_text(encoding="utf-8")))


@pytest.fixture
def example(read):
    """An example, decoded."""
    return lambda name: read((SCHEMAS / "examples" / "article-raw" / f"{name}.json").read_bytes())


def test_examples_are_there():
    """Each format, a correction, a kill, an embargo, HTML, a flash."""
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_example_is_valid_and_decodes(read, schema, file):
    """Schema and code agree on every example, and the record survives its own JSON."""
    value = file.read_bytes()
    schema.validate(json.loads(value))
    article = read(value)
    assert article.published is not None
    assert not {r for r in article.remarks if r.startswith("published")}
    assert from_json(Article, to_json(article)) == article


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"uri": "u"},
        {"bodies": [{"value": "t"}]},
        {"uri": "u", "bodies": [{"value": 5}]},
        {"uri": "u", "bodies": "t"},
        {"id": "", "text": "t"},
        {"id": "u", "text": 5},
        {"@type": "NewsArticle", "articleBody": "t"},
        {"uri": "u", "bodies": [], "version": []},
    ],
)
def test_schema_refuses_what_decode_refuses(refusal, schema, record):
    """An integrator who validates before sending learns of the same faults."""
    assert not schema.is_valid(record)
    assert refusal(record)[0] in {"field.missing", "field.type", "text.missing"}


@pytest.mark.parametrize(
    ("record", "form"),
    [
        ({"uri": "u", "bodies": []}, formats.NINJS_3),
        ({"uri": "u", "pubStatus": "canceled"}, formats.NINJS_3),
        ({"uri": "u", "title": "t", "versionCreated": ""}, formats.NINJS_3),
        ({"uri": "u", "bodies": [], "versioncreated": ""}, formats.NINJS_2),
        ({"uri": "u", "headlines": [], "pubstatus": ""}, formats.NINJS_2),
        ({"uri": "u", "pubstatus": "canceled"}, formats.NINJS_1),
        ({"uri": "u", "body_xhtml": ""}, formats.NINJS_1),
        ({"@type": "NewsArticle", "headline": ""}, formats.SCHEMA_ORG),
        ({"articleBody": ""}, formats.SCHEMA_ORG),
        ({"id": "u", "title": ""}, formats.FLAT),
        ({"uri": "u", "text": ""}, formats.FLAT),
    ],
)
def test_format_is_told_by_its_names(record, form):
    """Newsrooms rarely say which version of ninjs they send."""
    assert formats.recognise(record) == form


def test_ninjs3_gives_all_that_the_contract_names(example):
    """The profile that we ask for."""
    article = example("ninjs3")
    assert (article.uri, article.version) == ("tag:wire.example,2024:aleppo-airport", "1")
    assert (article.publisher, article.language) == ("Example Wire", "en")
    assert article.url == "https://wire.example/2024/aleppo-airport"
    assert article.headline == "Rebels say they hold Aleppo airport"
    assert article.body.count("\n\n") == 1


def test_correction_orders_after_what_it_corrects_and_kill_after_both(example):
    """All three share the uri."""
    versions = [example(name) for name in ("ninjs3", "ninjs3-correction", "ninjs3-kill")]
    assert len({v.uri for v in versions}) == 1
    assert versions[0].order < versions[1].order < versions[2].order


def test_ninjs2_takes_the_text_that_its_role_names(example):
    """And not the HTML copy of it as well."""
    article = example("ninjs2")
    assert (
        article.body
        == "Insurgents cut the highway between Aleppo and Damascus on Thursday, a war monitor said."
    )
    assert (article.publisher, article.version) == ("Agence Example", "2")


def test_ninjs1_takes_the_longest_of_its_bodies(example):
    """XHTML kept the paragraph that the plain copy lost."""
    article = example("ninjs1")
    assert article.body.split("\n\n")[1] == "They said they had captured ten villages."
    assert (article.headline, article.publisher) == ("Offensive begins west of Aleppo", "Agency Example")


def test_ninjs1_reads_its_own_name_for_the_embargo(read):
    """Versions 1 and 2 say ``embargoed``."""
    article = read({"uri": "u", "body_text": "t", "embargoed": "2024-12-02T06:00:00Z"})
    assert article.embargoed_until.hour == 6


def test_news_article_takes_its_address_where_its_id_is_local(example):
    """``#article`` names nothing beyond its page."""
    article = example("news-article")
    assert article.uri == article.url == "https://www.herald.example/2024/12/01/counterattack"
    assert (article.publisher, article.language, article.published.hour) == ("The Example Herald", "en", 10)


def test_news_article_takes_the_value_of_a_property(read):
    """schema.org lets an identifier be an object."""
    record = {
        "@type": "NewsArticle",
        "identifier": {"@type": "PropertyValue", "value": 12},
        "articleBody": "t",
    }
    assert read(record).uri == "12"


def test_flat_article_needs_no_title(example):
    """Its id is the uri, and a date alone is noon."""
    article = example("flat")
    assert (article.uri, article.headline, article.publisher) == ("herald-5521", "", "The Example Herald")
    assert article.published.isoformat() == "2024-12-01T12:00:00+00:00"


@pytest.mark.parametrize(
    ("fields", "publisher"),
    [
        ({"source": "Desk"}, "Desk"),
        ({"source": {"id": "desk", "name": " The \n Desk "}}, "The Desk"),
        ({"infoSources": [{"rel": "x"}, {"name": "Agency"}], "source": "Desk"}, "Agency"),
        ({"source": "https://www.desk.example/feed"}, "desk.example"),
        ({"copyrightHolder": "Holder"}, "Holder"),
        ({"id": "https://www.desk.example/1"}, "desk.example"),
        ({"id": "tag:Desk.example,2024:1"}, "desk.example"),
        ({"id": "urn:newsml:desk.example:2024:1"}, "desk.example"),
        ({"url": "https://desk.example/1"}, "desk.example"),
        ({"id": "http://[broken"}, "unknown"),
        ({"source": "x" * 300}, "x" * 200),
        ({}, "unknown"),
    ],
)
def test_publisher_is_named_by_the_first_field_that_can(read, fields, publisher):
    """Then by the host in the uri."""
    assert read({"id": "1", "text": "t", **fields}).publisher == publisher


@pytest.mark.parametrize(
    ("declared", "language"),
    [
        ("en-GB", "en"),
        ("AR_sy", "ar"),
        ("eng", "en"),
        ("English", "en"),
        (["fr", "en"], "fr"),
        ({"@type": "Language", "name": "English"}, "en"),
        (None, "und"),
        ("", "und"),
        ("Klingon!", "und"),
    ],
)
def test_language_is_the_primary_subtag(read, declared, language):
    """English is never assumed."""
    assert read({"id": "1", "text": "t", "language": declared}).language == language


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"url": "https://desk.example/1"}, "https://desk.example/1"),
        ({"url": "javascript:alert(1)"}, None),
        ({"url": "https://desk.example/a b"}, None),
        ({"id": "https://desk.example/2"}, "https://desk.example/2"),
        ({"links": [{"rel": "self"}, {"href": "https://desk.example/3"}]}, "https://desk.example/3"),
        ({"mainEntityOfPage": {"@id": "https://desk.example/4"}}, "https://desk.example/4"),
        ({"url": "https://desk.example/" + "x" * 2000}, None),
    ],
)
def test_url_is_an_http_address_or_none(read, fields, url):
    """Viewers make links of it."""
    assert read({"id": "1", "text": "t", **fields}).url == url
