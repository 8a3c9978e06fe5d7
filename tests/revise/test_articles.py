from datetime import timedelta

import pytest

from tests.revise.factory import NOON, article, signal
from workers.models import ArticleState, from_json
from workers.revise import Articles


def speaks(uri, day=NOON, theatres=("SY",), **more):
    """An article that speaks of these theatres."""
    return article(*map(signal, theatres), uri=uri, published=day, **more)


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
    rows.passes(speaks("a", theatres=("SY",)))
    step = rows.passes(speaks("a", version=2, theatres=("LB",)))

    assert [(r.theatre, len(r.signals)) for r in step.reports] == [("LB", 1), ("SY", 0)]
    assert from_json(ArticleState, rows["a"]).theatres == ("LB", "SY")


def test_articles_write_nothing_for_a_repeat(rows):
    """A redelivered record gives the same reports again and no row."""
    first = rows.passes(speaks("a"))
    again = rows.passes(speaks("a"))

    assert again.reports == first.reports
    assert again.rows == ()


def test_articles_keep_no_row_for_a_plain_speaks(rows):
    """An article without signals leaves nothing behind."""
    assert rows.passes(speaks("a", theatres=())).rows == ()


def test_articles_delete_two_expired_rows_a_record(rows):
    """Bounds go by event time; each record deletes at most two rows beyond the horizon."""
    for number in range(5):
        rows.passes(speaks(f"old{number}", day=NOON + timedelta(hours=number)))
    rows.passes(speaks("new", day=NOON + timedelta(days=90)))
    deleted = [[k for k, v in rows.passes(speaks("new2", day=NOON + timedelta(days=91))).rows if v is None]]
    deleted += [
        [k for k, v in rows.passes(speaks("new2", day=NOON + timedelta(days=91))).rows if v is None]
        for _ in range(2)
    ]

    assert deleted == [["old0", "old1"], ["old2", "old3"], ["old4"]]
    assert set(rows) == {"new", "new2"}


def test_articles_derive_changes_nothing(rows):
    """Deriving twice gives the same step, expired rows included."""
    rows.passes(speaks("old"))
    rows.passes(speaks("new", day=NOON + timedelta(days=90)))
    articles = Articles.from_rows(rows, 60)
    one = speaks("other", day=NOON + timedelta(days=90))

    assert articles.derive(one) == articles.derive(one)


def test_articles_memory_follows_commits():
    """What was committed is what a copy made from the rows would know."""
    articles = Articles(60)
    step = articles.derive(speaks("a"))
    articles.commit(step.rows)
    later = articles.derive(speaks("a", version=2, theatres=(), pub_status="canceled"))

    assert [(r.theatre, r.signals) for r in later.reports] == [("SY", ())]
