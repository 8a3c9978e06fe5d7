"""Small articles with labels and signals, for tests without the model."""

from pathlib import Path

from benchmarks.eval.labels import CASUALTIES, DISPLACEMENT, Figure, GoldArticle
from benchmarks.eval.match import match
from benchmarks.eval.mentions import Mention
from benchmarks.eval.names import Voice
from benchmarks.eval.reading import Reading, Span
from benchmarks.eval.scored import Scored

PUBLISHER = Voice(name="publisher", kind="publisher")


def act(name, sentence=1, **changes):
    """A mention without a figure: asserted, new, by the publisher."""
    plain = {"status": "asserted", "time": "new", "origin": PUBLISHER, "place": None, "figure": None}
    return Mention(**(plain | {"type": name, "sentence": sentence} | changes))


def figure(metric, n, **changes):
    """An exact figure of an incident."""
    plain = {"qualifier": "exact", "kind": "incident", "victims": "people", "subset": False}
    return Figure(**({"metric": metric, "low": n, "best": n, "high": n} | plain | changes))


def count(metric, n, sentence=1, victims="people", **changes):
    """A mention with a figure."""
    name = DISPLACEMENT if metric == "displaced" else CASUALTIES
    return act(name, sentence, **({"figure": figure(metric, n, victims=victims)} | changes))


def scored(wanted=(), found=(), tempting=(), name="made-01"):
    """An article of five sentences, matched."""
    sentences = tuple(
        Span(field="body", start=10 * i, end=10 * i + 10, text=f"Sentence {i}") for i in range(5)
    )
    return Scored(
        article=GoldArticle(id=name, path=Path("dev/made.yaml"), acts=(), counts=()),
        reading=Reading(sentences=sentences),
        wanted=tuple(wanted),
        tempting=tuple(tempting),
        found=tuple(found),
        matching=match(wanted, found),
    )
