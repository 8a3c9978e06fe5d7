"""What the tests of deploy/ share."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def deploy():
    """The folder with everything that is deployed."""
    return ROOT / "deploy"


@pytest.fixture
def tool():
    """Finds a program; without it the test is skipped, and fails where CI=true says that all must be there."""

    def find(name, package):
        path = shutil.which(name)
        if path is None:
            say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            say(f"{name} is not on the PATH; Debian has it in {package}.")
        return path

    return find


@pytest.fixture
def run():
    """Runs a program and gives its exit code and all that it said."""

    def call(*words, cwd=ROOT):
        done = subprocess.run(
            [str(word) for word in words],
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return call
