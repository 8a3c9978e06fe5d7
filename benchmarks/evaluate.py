"""How well detection does: on the cases in tests/cases and, where it is at hand, on real text.

Usage: python benchmarks/evaluate.py [--items N] [--json FILE]
Cases are what the rules were written against, so their figures show regressions, not quality. Real text is a sample
drawn by a fixed seed; its labels are headings of a news portal, about one in eight of which is wrong for our purpose.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import yaml

from workers.extract import Extractor, Raw
from workers.models import EnrichedArticle

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
BATCH = 16
SEED = 20241127


def main() -> None:
    """Print one table; write the same as JSON where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=400, help="items drawn from each real set")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    extractor = Extractor()
    rows = [*cases(extractor), *real(extractor, options.items)]
    width = max(len(name) for name, _, _ in rows)
    for name, part, whole in rows:
        print(f"{name:<{width}}  {part:5d} of {whole:5d}  {100 * part / whole if whole else 0:6.1f} %")
    if options.json:
        options.json.write_text(
            json.dumps([{"measure": n, "part": p, "whole": w} for n, p, w in rows], indent=1)
        )


def cases(extractor: Extractor) -> Iterator[tuple[str, int, int]]:
    """Expected signal types that were found, by type, and ordinary sentences that stayed silent."""
    found, wanted = Counter[str](), Counter[str]()
    for path in sorted((ROOT / "tests" / "cases").glob("detect-*.yaml")):
        texts = yaml.safe_load(path.read_text(encoding="utf-8"))
        articles = read(extractor, [_flat(case) for case in texts])
        if path.stem == "detect-silence":
            yield "cases: ordinary, silent", sum(not alertable(a) for a in articles), len(articles)
            continue
        for case, article in zip(texts, articles, strict=True):
            types = {signal.type for signal in article.signals}
            for expected in case.get("expect", []):
                wanted[expected["type"]] += 1
                found[expected["type"]] += expected["type"] in types
    for name in sorted(wanted):
        yield f"cases: {name}, found", found[name], wanted[name]


def real(extractor: Extractor, items: int) -> Iterator[tuple[str, int, int]]:
    """Shares of real items with an alertable signal; nothing where the data is absent."""
    if not DATA.exists():
        print("No ../shared/data: real text is left out.")
        return
    news = [
        orjson.loads(line) for line in (DATA / "current-events-2010-2014.jsonl").read_bytes().splitlines()
    ]
    recent = [item for item in news if item["published"] >= "2013"]
    sets = {
        "current-events 2013-2014, conflict = no, alertable": [
            x for x in recent if x["labels"]["conflict"] == "no"
        ],
        "current-events 2013-2014, conflict = yes, alertable": [
            x for x in recent if x["labels"]["conflict"] == "yes"
        ],
        "fa-kes-odd, alertable": [
            orjson.loads(x) for x in (DATA / "fa-kes-odd.jsonl").read_bytes().splitlines()
        ],
    }
    for name, all_items in sets.items():
        sample = random.Random(SEED).sample(all_items, min(items, len(all_items)))  # noqa: S311 - a sample, no secret
        articles = read(extractor, [orjson.dumps(item) for item in sample])
        yield name, sum(alertable(article) for article in articles), len(articles)


def read(extractor: Extractor, values: list[bytes]) -> list[EnrichedArticle]:
    """Enriched articles, in order; every value must be readable."""
    results = []
    for start in range(0, len(values), BATCH):
        results += extractor.extract_batch([Raw(value=value) for value in values[start : start + BATCH]])
    return [article for article in results if isinstance(article, EnrichedArticle)]


def alertable(article: EnrichedArticle) -> bool:
    """Whether any of its signals may alert by itself."""
    return any(signal.alerts for signal in article.signals)


def _flat(case: dict[str, Any]) -> bytes:
    published = case.get("published", "2024-12-01T18:00:00Z")
    article = {"id": "case", "title": case.get("headline"), "text": case["text"], "published_at": published}
    return orjson.dumps({**article, "source": "Test Wire", "language": "en"})


if __name__ == "__main__":
    main()
