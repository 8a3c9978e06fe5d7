"""What a desk or a linguist edits is checked before anything starts."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the package that may be damaged."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "workers", folder / "workers", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    return folder


def check(tree):
    """Exit code and output of ``tocsin check`` in that tree."""
    command = [sys.executable, "-m", "workers.cli", "check"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def test_check_passes_what_is_shipped(tree):
    """All data files, settings and schemas are right."""
    code, said = check(tree)

    assert code == 0, said
    assert "enrich" in said


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("workers/enrich/data/actors.yaml", "kind: rebel", "kind: rebble", "rebble"),
        (
            "workers/detect/data/triggers.yaml",
            "type: offensive.launched",
            "type: offensive.lunched",
            "offensive.lunched",
        ),
        ("workers/track/data/severities.yaml", ": 1", ": one", "one"),
        ("workers/types.yaml", "escalates: true", "escalates: yes please", "yes please"),
        ("schemas/topics/articles-raw.yaml", "partitions: 4", "partitions: four", "four"),
    ],
    ids=["actors", "triggers", "severities", "types", "topics"],
)
def test_wrong_line_stops_the_start_with_file_line_and_reason(tree, name, old, new, reason):
    """Exit 78, and a sentence that leads to the line."""
    path = tree / name
    text = path.read_text()
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1))
    try:
        code, said = check(tree)
    finally:
        path.write_text(text)

    assert code == 78, said
    words = said.replace("\n", "")
    assert f"{Path(name).name}:{line}:" in words
    assert reason in words
    assert "Traceback" not in said
