"""One loaded enricher for all tests of the stage, and articles in a line."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from workers import enrich
from workers.models import Article, Document

PUBLISHED = datetime(2024, 12, 1, 18, tzinfo=UTC)


def article(body: str, headline: str = "", **changes: object) -> Article:
    """An English article of 1 December 2024."""
    fields: dict[str, object] = {
        "uri": "urn:test",
        "version": "1",
        "order": (1, "", 0, ""),
        "published": PUBLISHED,
        "arrived": PUBLISHED,
        "publisher": "Test Wire",
        "language": "en",
    }
    return Article(**(fields | changes), headline=headline, body=body)


@pytest.fixture(scope="session")
def enricher() -> enrich.Enricher:
    return enrich.load()


@pytest.fixture(scope="session")
def read(enricher: enrich.Enricher) -> Callable[..., Document]:
    """The document of one article: ``read(body, headline="", **fields of Article)``."""
    return lambda body, headline="", **changes: enricher([article(body, headline, **changes)])[0]


@pytest.fixture(scope="session")
def make() -> Callable[..., Article]:
    """``conftest.article``, for tests that give several articles at once."""
    return article
