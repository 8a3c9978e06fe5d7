"""The demo as a person starts it."""

import subprocess
import sys

import pytest

from workers.demo import story


@pytest.mark.broker
@pytest.mark.model
@pytest.mark.timeout(600)
def test_demo_tells_its_story_and_ends_with_0():
    """One command, a real Kafka, every expectation of story.yaml met, and nothing on standard error."""
    result = subprocess.run(
        [sys.executable, "-m", "workers.cli", "demo"],
        capture_output=True,
        text=True,
        timeout=550,
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, ""), result.stdout + result.stderr
    assert [article.name for article in story() if article.name not in result.stdout] == []
    assert "Dead letters: 1" in result.stdout
    assert "All as the story promises." in result.stdout
