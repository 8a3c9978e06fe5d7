"""Tocsin: raw news articles in, explained alerts on escalating armed conflict out."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("tocsin")
except PackageNotFoundError:  # A source tree that nobody installed.
    __version__ = "0.0.0"
