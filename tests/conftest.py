"""What all tests share."""

import pytest


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    """No TOCSIN_* of the machine leaks into a test."""
    import os

    for name in list(os.environ):
        if name.startswith("TOCSIN_"):
            monkeypatch.delenv(name)
