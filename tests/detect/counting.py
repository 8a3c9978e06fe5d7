"""What the tests of counts read and compare."""

from datetime import UTC, datetime

from tests.detect.parse import sentence
from workers.detect.counts import bound_counts
from workers.detect.tree import Tree

PUBLISHED = datetime(2024, 12, 1, 18, tzinfo=UTC)


def read(text):
    """The counts of one sentence."""
    return bound_counts(Tree(sentence(text)), PUBLISHED)


def figures(text):
    """Metric, (low, best, high) and victims of each count."""
    return [(b.count.metric, (b.count.low, b.count.best, b.count.high), b.count.victims) for b in read(text)]


def exact(number):
    """The bounds of a figure without qualifier."""
    return (number, number, number)
