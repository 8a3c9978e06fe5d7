"""Who published the article, in which language, and where it can be read."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from workers.decode import plain
from workers.decode.formats import LANGUAGE, PUBLISHER, URL

MAX_NAME = 200
MAX_URL = 2_000

_AUTHORITY = re.compile(r"(?:tag:([^,:/]+),|urn:newsml:([^:]+):)", re.IGNORECASE)
_SUBTAG = re.compile(r"[a-z]{2,3}")
_THREE_LETTERS = {"eng": "en", "ara": "ar", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "rus": "ru"}
_LANGUAGE_NAMES = {"english": "en", "arabic": "ar", "french": "fr", "german": "de", "russian": "ru"}
_URL = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\"<>]+", re.IGNORECASE)


def publisher(record: dict[str, Any], uri: str, url: str | None) -> str:
    """The first name that a field gives, else the host in the uri or url, else "unknown"."""
    named = (_host(n) if "://" in n else n for field in PUBLISHER for n in _names(record.get(field)))
    hosts = (_host(address) for address in (uri, url or ""))
    return next((name[:MAX_NAME] for name in (*named, *hosts) if name), "unknown")


def language(record: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The primary subtag in lower case, "und" where nothing is declared or (with a remark) where it cannot be read."""
    declared = [name for field in LANGUAGE for name in _names(record.get(field))]
    if not declared:
        return "und", ()
    word = re.split(r"[-_]", declared[0].lower(), maxsplit=1)[0]
    tag = _THREE_LETTERS.get(word) or _LANGUAGE_NAMES.get(word) or word
    return (tag, ()) if _SUBTAG.fullmatch(tag) else ("und", ("language.unreadable",))


def url(record: dict[str, Any], uri: str) -> str | None:
    """The first http(s) address that a field gives, else the uri where it is one."""
    candidates = [address for field in URL for address in _addresses(record.get(field))]
    return next((a for a in (*candidates, uri) if len(a) <= MAX_URL and _URL.fullmatch(a)), None)


def _names(value: object) -> Iterator[str]:
    """Names in a string, in ``{name}`` or in a list of these."""
    for item in value if isinstance(value, list) else [value]:
        name = _of(item, ("name", "literal")) if isinstance(item, dict) else item
        if isinstance(name, str) and (line := plain.one_line(name)):
            yield line


def _addresses(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        address = _of(item, ("href", "@id", "url")) if isinstance(item, dict) else item
        if isinstance(address, str):
            yield address.strip()


def _of(item: dict[str, Any], names: tuple[str, ...]) -> object:
    return next((item[name] for name in names if item.get(name)), None)


def _host(address: str) -> str:
    authority = _AUTHORITY.match(address)
    if authority:
        return (authority[1] or authority[2]).lower()
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
