"""Batches of lines, and what one bad line costs."""

from datetime import UTC, datetime

import orjson

from workers.cli import lines
from workers.errors import RejectedError


class Fragile:
    """Stands for an extractor: raises on a line, refuses another, and names the rest."""

    def extract_batch(self, raws):
        """As the real one's, without a model."""
        if any(raw.value == b"bug" for raw in raws):
            raise KeyError("lemma")
        return [
            RejectedError("bytes.empty", "$", "Nothing.", uri=None) if not raw.value else raw for raw in raws
        ]


def test_batches_are_bounded_by_number_and_keep_every_line():
    """Blank lines count too, as each gives a line of output."""
    found = list(lines.batches([b"a\n", b"\n", *[b"b\r\n"] * 40]))

    assert [len(batch) for batch in found] == [32, 10]
    assert found[0][:3] == [b"a", b"", b"b"]


def test_batches_are_bounded_by_size():
    """A batch ends with the line that fills it."""
    big = b"x" * lines.BATCH_BYTES

    assert [len(batch) for batch in lines.batches([b"a\n", big + b"\n", b"b\n"])] == [2, 1]


def test_stage_that_raises_costs_its_own_line_only():
    """The neighbours in the batch come out, in order."""
    first, second, third, fourth = lines.extract(Fragile(), [b"one", b"bug", b"", b"two"])

    assert (first.value, fourth.value) == (b"one", b"two")
    assert (second.code, third.code) == ("internal.KeyError", "bytes.empty")


def test_rejected_line_has_the_shape_of_a_result():
    """Whoever reads the output needs no second case for uri, entities and signals."""
    error = RejectedError("field.missing", "$.uri", "An article needs a uri.")

    assert orjson.loads(lines.result_line(error)) == {
        "uri": None,
        "entities": [],
        "signals": [],
        "error": {"code": "field.missing", "path": "$.uri", "reason": "An article needs a uri."},
    }


def test_result_line_of_an_article_is_its_record_without_error(make_enriched):
    """The record of articles-enriched, and a null."""
    line = orjson.loads(
        lines.result_line(make_enriched(uri="a", published=datetime(2024, 12, 1, tzinfo=UTC)))
    )

    assert (line["uri"], line["published"], line["error"]) == ("a", "2024-12-01T00:00:00Z", None)
