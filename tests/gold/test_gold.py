"""The gold files keep to docs/annotation.md, section 9, and hold what issue 4 promised of them."""

import re
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from benchmarks.eval import gold

FOLDER = Path(__file__).parent
ARTICLES = sorted(chain(FOLDER.glob("dev/*.yaml"), FOLDER.glob("test/*.yaml")))
SECOND = sorted(FOLDER.glob("second/*.yaml"))


def short(path):
    return f"{path.parent.name}/{path.name}"


@cache
def load(part):
    return gold.load(part)


def everything():
    return load("dev") + load("test")


def conflict(article):
    """The article's name without its number: syria of syria-03."""
    return re.sub(r"-\d+$", "", article.id)


@pytest.mark.parametrize("path", ARTICLES, ids=short)
def test_gold_file_keeps_its_format(path):
    """Fields, types and enums are known, bounds fit the qualifier, every phrase stands once."""
    wrong = [f"{short(path)}:{line}: {reason}" for line, reason in gold.problems(path)]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", SECOND, ids=short)
def test_second_reading_labels_articles_that_are_there(path):
    """Same format without the text; every phrase stands once in the article that the first reading has."""
    wrong = list(gold.problems(path, with_text=False))
    first = {article.id: article for article in everything()}
    for article in [] if wrong else gold.read(path, with_text=False):
        text = first.get(article.id)
        wrong += gold.absent(article, text.headline, text.text) if text else [(1, f"no article {article.id}")]

    assert not wrong, "\n".join(f"{short(path)}:{line}: {reason}" for line, reason in wrong)


def test_gold_ids_name_one_article_each():
    """And so in the second reading."""
    for articles in (everything(), load("second")):
        twice = [name for name, times in Counter(a.id for a in articles).items() if times > 1]

        assert twice == []


def test_gold_dev_and_test_share_no_conflict():
    """Neither by file nor by article: what rules learn on dev is tried on other wars."""
    dev, test = ({a.path.stem for a in load(part)} for part in ("dev", "test"))
    dev_ids, test_ids = ({conflict(a) for a in load(part)} for part in ("dev", "test"))

    assert dev & test == set()
    assert dev_ids & test_ids == set()


def test_gold_has_the_promised_size():
    """At least 80 articles on 10 conflicts, 900 event mentions and 600 counts."""
    # Plain numbers, so that a failure does not print the texts.
    articles = everything()
    acts = sum(act.type != "none" for a in articles for act in a.acts)
    counts = sum(len(a.counts) for a in articles)
    sizes = {"articles": len(articles), "files": len(ARTICLES), "acts": acts, "counts": counts}
    least = {"articles": 80, "files": 10, "acts": 900, "counts": 600}

    assert {name: n for name, n in sizes.items() if n < least[name]} == {}


def test_a_third_of_gold_is_no_news_of_war():
    """Background, denial, plans, calls, hypotheticals, and words that tempt and are nothing."""
    labels = [label for article in everything() for label in article.labels]
    silent = sum(
        label.type == "none"
        or label.status not in {"asserted", "claimed"}
        or label.time not in {"new", "update"}
        for label in labels
    )
    share = silent / len(labels)

    assert share >= 1 / 3


def test_second_reading_covers_a_fifth():
    """Of the articles of dev and test together."""
    share = len(load("second")) / len(everything())

    assert share >= 0.2
