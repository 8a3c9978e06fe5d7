"""How well detection does: one table of every measure of issue 4, and the worst errors of each.

Usage: python -m benchmarks.eval [--set dev|test|all] [--only gold|real] [--items N] [--json FILE] [--base FILE]
       make eval [SET=dev] [BASE=earlier.json]

Gold (tests/gold) is our own text, labelled by docs/annotation.md; dev is what the rules were tuned on, test is not.
To keep it so, errors on test are told only to who asks for test alone (``--set test``), and ``--set dev`` reads no
test file. The second, blind reading of a fifth says how far two people agree.
Real text is read where ../shared/data is at hand, and left out, saying so, where it is not. Its items are drawn by a
fixed seed. Intervals are 95 %, from 1,000 resamples of articles by a fixed seed: two runs of the same program print
the same. JSON (by default .cache/eval.json, which git ignores: it quotes real text) holds every error, so that a later
run can print the differences.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import orjson

from benchmarks.eval import compare, figures, gold, kinds, real, second, standing, table
from benchmarks.eval.labels import GoldArticle
from benchmarks.eval.reading import Reading, read
from benchmarks.eval.rows import Row
from benchmarks.eval.scored import Scored, raw, score
from workers.errors import TocsinError

PARTS = {"dev": ("dev",), "test": ("test",), "all": ("dev", "test")}


def main() -> None:
    """Print the table, the errors and the differences to an earlier run; write the run as JSON."""
    options = _options()
    base = compare.load(options.base) if options.base else None
    rows = list(_veiled(_rows(options), hide=options.set == "all"))
    for line in (*table.table(rows), *table.errors(rows)):
        print(line)
    if not real.DATA.exists() and options.only != "gold":
        print("\nNo ../shared/data: real text is left out.")
    if options.set == "all" and any(row.part == "test" for row in rows):
        print("\nErrors on gold test: SET=test.")
    made = {"set": options.set, "only": options.only, "items": options.items}
    compare.save(options.json, made, rows)
    if base:
        print(f"\nDifferences to {options.base}")
        for line in compare.differences(base, compare.load(options.json)):
            print(line)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", choices=PARTS, default="all", help="which gold articles")
    parser.add_argument("--only", choices=("gold", "real"), help="leave the other out")
    parser.add_argument("--items", type=int, default=600, help="items drawn from each real set; 0: all")
    parser.add_argument("--json", type=Path, default=Path(".cache/eval.json"))
    parser.add_argument("--base", type=Path, help="JSON of an earlier run")
    return parser.parse_args()


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    """Everything is read at once, as the model takes seconds to load."""
    parts = PARTS[options.set] if options.only != "real" else ()
    articles = {part: gold.load(part) for part in parts}
    sets = list(real.sets(options.items)) if options.only != "gold" else []
    values = [[raw(a) for a in articles[part]] for part in parts] + [s.values for s in sets]
    readings = iter(_read([value for some in values for value in some]))
    scored = [score(articles[part], _next(readings, articles[part])) for part in parts]
    for part, some in zip(parts, scored, strict=True):
        yield from _gold_rows(part, some)
    if parts:
        yield from second.rows([a for some in scored for a in some], gold.load("second"))
    for real_set in sets:
        yield from real_set.rows(real_set.items, _next(readings, real_set.items))
    if options.only != "gold":
        yield from real.judged_alerts()


def _read(values: Sequence[bytes]) -> list[Reading]:
    readings = read(values)
    for value, reading in zip(values, readings, strict=True):
        if reading.failure:
            print(f"Not read: {orjson.loads(value)['id']}: {reading.failure}")
    return readings


def _next(readings: Iterator[Reading], like: Sequence[object]) -> list[Reading]:
    return [next(readings) for _ in like]


def _gold_rows(part: str, articles: Sequence[Scored]) -> Iterator[Row]:
    if articles:
        yield from figures.rows(part, articles)
        yield from kinds.rows(part, articles)
        yield from standing.rows(part, articles)


def _veiled(rows: Iterator[Row], *, hide: bool) -> Iterator[Row]:
    """Without the errors that would show articles of gold test."""
    shown: list[GoldArticle] = gold.load("dev") if hide else []
    known = {article.id for article in shown}
    for row in rows:
        if hide and row.part in {"test", "second"}:
            yield replace(row, faults=tuple(f for f in row.faults if f.article in known))
        else:
            yield row


if __name__ == "__main__":
    try:
        main()
    except (gold.GoldError, TocsinError) as error:
        sys.exit(str(error))
