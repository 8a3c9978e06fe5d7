"""Gold through the real stages, in the processes that `make eval` uses."""

import orjson
import pytest

from benchmarks.eval import gold, scored
from benchmarks.eval.reading import read

ARTICLE = """\
- id: made-01
  published: 2024-12-01T18:00:00Z
  source: Made Wire
  headline: Rebels seize Hama
  text: |
    Rebels captured the Syrian city of Hama on Sunday after a strike. The rebels killed 12 soldiers in Hama on Sunday.
  acts:
    - {on: seize, in: headline, type: territory.captured, place: Hama}
    - {on: captured, type: territory.captured, place: Hama}
    - {on: strike, type: attack.strike, place: Hama}
  counts:
    - {on: 12 soldiers, metric: dead, n: 12, victims: soldiers, place: Hama}
"""


@pytest.mark.model
def test_gold_article_is_read_and_matched(tmp_path):
    """Labels find their sentences and meet the signals there; an article that cannot be read says why."""
    path = tmp_path / "made.yaml"
    path.write_text(ARTICLE)
    articles = gold.read(path)

    reading, broken = read([scored.raw(articles[0]), orjson.dumps({"id": "no-text"})])
    (article,) = scored.score(articles, [reading])

    sentences = [reading.sentences[m.sentence] for m in article.wanted]
    pairs = {
        (p.wanted.type, reading.sentences[p.wanted.sentence].field, p.exact) for p in article.matching.pairs
    }
    assert [(s.field, s.text.split()[0]) for s in sentences] == [
        ("headline", "Rebels"),
        ("body", "Rebels"),
        ("body", "Rebels"),
        ("body", "The"),
    ]
    assert pairs >= {("territory.captured", "body", False), ("casualties.reported", "body", True)}
    assert broken.failure.startswith("RejectedError: text.missing")
