"""What the README shows is what happens."""

import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from workers.backtest import Flow
from workers.cli.telling import tell
from workers.extract import Extractor, Raw
from workers.track import TrackSettings

README = Path(__file__).resolve().parents[1] / "README.md"


def block(language):
    """The first code block of a language."""
    return re.search(rf"```{language}\n(.*?)```", README.read_text(), re.DOTALL)[1]


@pytest.mark.model
def test_readme_article_gives_the_alerts_that_it_shows():
    """One article in, these alerts out, word for word."""
    console = Console(file=StringIO(), width=100, color_system=None)
    article = Extractor().extract(Raw(value=block("json").encode(), headers={"tocsin-status": b"Test"}))
    for alert in Flow(TrackSettings()).feed(article):
        tell(console, alert)
    printed = "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()).strip()

    assert printed == block("text").strip()


def test_readme_is_short():
    """It is read in one go."""
    assert len(README.read_text().splitlines()) < 120


def test_readme_helper_drops_repeats():
    """The lines that consumers copy do what they say."""
    code = block("python")
    acted = []

    class Record:
        def __init__(self, name, value):
            self.headers = [("ce_id", name)]
            self.value = value

    scope = {"consumer": [Record(b"1", "a"), Record(b"2", "b"), Record(b"1", "a")], "act_on": acted.append}
    exec(code, scope)  # noqa: S102 - the README's own lines

    assert acted == ["a", "b"]


def test_decisions_are_numbered_and_whole():
    """Decisions are numbered without gaps and say context, decision and cost."""
    files = sorted((README.parent / "docs" / "decisions").glob("*.md"))

    assert [f.name[:4] for f in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    for file in files:
        text = file.read_text()
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Cost")), file.name
