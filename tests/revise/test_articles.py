from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from workers.models import ArticleState, EnrichedArticle, Evidence, Origin, Signal, from_json
from workers.revise import Articles

DAY = datetime(2024, 11, 27, tzinfo=UTC)


def signal(theatre):
    """A captured town in a theatre."""
    origin = Origin(id="wire", name="Wire", kind="publisher", family="wire")
    return Signal(
        type="territory.captured",
        status="asserted",
        time_role="new",
        alerts=True,
        actors=(),
        place=None,
        theatre=theatre,
        event_date=None,
        count=None,
        origin=origin,
        evidence=Evidence(sentence="x", field="body", start=0, end=1),
        reasons=(),
        confidence=0.5,
    )


def article(uri, version=1, day=DAY, theatres=("SY",), pub_status="usable"):
    """An enriched article that speaks of these theatres."""
    return EnrichedArticle(
        uri=uri,
        version=str(version),
        order=(version, "", 0, "hash"),
        published=day,
        arrived=day,
        publisher="Wire",
        language="en",
        pub_status=pub_status,
        embargoed_until=None,
        status="Actual",
        url=None,
        headline="",
        entities=(),
        places=(),
        actors=(),
        signals=tuple(signal(t) for t in theatres),
        fingerprint=(),
        extractor="tocsin/test",
    )


@pytest.fixture
def rows():
    """What the state topic would hold, and a way to let an article pass."""

    class Rows(dict):
        def passes(self, one):
            step = Articles.from_rows(self, 60).derive(one)
            for key, value in step.rows:
                if value is None:
                    del self[key]
                else:
                    self[key] = value
            return step

    return Rows()


def test_articles_keep_where_an_article_spoke(rows):
    """A row says in which theatres an article ever spoke, so that a correction reaches them all."""
    rows.passes(article("a", theatres=("SY",)))
    step = rows.passes(article("a", version=2, theatres=("LB",)))

    assert [(r.theatre, len(r.signals)) for r in step.reports] == [("LB", 1), ("SY", 0)]
    assert from_json(ArticleState, rows["a"]).theatres == ("LB", "SY")


def test_articles_write_nothing_for_a_repeat(rows):
    """A redelivered record gives the same reports again and no row."""
    first = rows.passes(article("a"))
    again = rows.passes(article("a"))

    assert again.reports == first.reports
    assert again.rows == ()


def test_articles_keep_no_row_for_a_plain_article(rows):
    """An article without signals leaves nothing behind."""
    assert rows.passes(article("a", theatres=())).rows == ()


def test_articles_delete_two_expired_rows_a_record(rows):
    """Bounds go by event time; each record deletes at most two rows beyond the horizon."""
    for number in range(5):
        rows.passes(article(f"old{number}", day=DAY + timedelta(hours=number)))
    rows.passes(article("new", day=DAY + timedelta(days=90)))
    deleted = [[k for k, v in rows.passes(article("new2", day=DAY + timedelta(days=91))).rows if v is None]]
    deleted += [
        [k for k, v in rows.passes(article("new2", day=DAY + timedelta(days=91))).rows if v is None]
        for _ in range(2)
    ]

    assert deleted == [["old0", "old1"], ["old2", "old3"], ["old4"]]
    assert set(rows) == {"new", "new2"}


def test_articles_derive_changes_nothing(rows):
    """Deriving twice gives the same step, expired rows included."""
    rows.passes(article("old"))
    rows.passes(article("new", day=DAY + timedelta(days=90)))
    articles = Articles.from_rows(rows, 60)
    one = article("other", day=DAY + timedelta(days=90))

    assert articles.derive(one) == articles.derive(one)


def test_articles_memory_follows_commits():
    """What was committed is what a copy made from the rows would know."""
    articles = Articles(60)
    step = articles.derive(article("a"))
    articles.commit(step.rows)
    later = articles.derive(replace(article("a", version=2, theatres=()), pub_status="canceled"))

    assert [(r.theatre, r.signals) for r in later.reports] == [("SY", ())]
