"""``tocsin explain``: what one article says, and why."""

import sys

import click

from workers.cli import console, lines
from workers.cli.page import show
from workers.decode import decode
from workers.errors import UsageError
from workers.extract import Extractor, Raw
from workers.models import to_json

EPILOG = """\b
Examples:
  tocsin explain article.txt --published 2024-12-01T18:00Z
  tocsin explain - < article.json
  tocsin explain --jsonl --processes 2 < articles.jsonl > explained.jsonl
"""


@click.command(epilog=EPILOG)
@click.argument("file", required=False)
@click.option("--published", type=console.Moment(), help="When a plain text was published (ISO 8601, UTC).")
@click.option("--source", default="unknown", show_default=True, help="Who published a plain text.")
@click.option(
    "--jsonl", is_flag=True, help="One article a line in, one record of articles-enriched a line out."
)
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="With --jsonl.")
def command(file: str | None, published: object, source: str, *, jsonl: bool, processes: int) -> None:
    """Say what the article in FILE (- for standard input) tells, and why.

    FILE holds plain text or one article as JSON (ninjs, schema.org, or {id, title, text, published_at, source}).
    Without a publication time nothing counts as new, so give --published with a plain text.

    With --jsonl every line that goes in gives one line, in the same order: the record of articles-enriched with
    "error": null, or {"uri", "entities": [], "signals": [], "error": {"code", "path", "reason"}}. The publication
    time counts as arrival; where there is none, "arrived" is 1970-01-01T00:00:00Z. A blank line is an error line.
    """
    if jsonl:
        _explain_lines(file or "-", processes)
    elif file is None:
        raise UsageError("Name a FILE, or - for standard input; `tocsin explain --help` has examples.")
    else:
        _explain_page(_as_json(console.read(file), file, published, source))


def _as_json(content: bytes, name: str, published: object, source: str) -> bytes:
    if content.lstrip().startswith(b"{"):
        return content
    text = content.decode("utf-8", errors="replace")
    return to_json({"id": name, "title": None, "text": text, "published_at": published, "source": source})


def _explain_page(value: bytes) -> None:
    raw = Raw(value=value)
    enriched = Extractor().extract(raw)
    article = decode(value, arrived=enriched.arrived)
    show(console.stdout(), article, enriched)


def _explain_lines(file: str, processes: int) -> None:
    output = sys.stdout.buffer
    with click.open_file(file, "rb") as stream:
        for results in _results(lines.batches(stream), processes):
            output.writelines(line + b"\n" for line in results)
            output.flush()


def _results(batches: lines.Batches, processes: int) -> lines.Batches:
    if processes == 1:
        yield from map(lines.reader(Extractor()), batches)
        return
    readers = lines.Readers(processes)
    try:
        yield from readers.map(batches)
    finally:
        readers.stop()
