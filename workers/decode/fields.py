"""Typed reading of single fields, with the path of what is wrong."""

import re
from datetime import datetime
from typing import Any

from workers.decode import times
from workers.decode.formats import EMBARGO, PUB_STATUS, VERSION, Format
from workers.errors import RejectedError
from workers.models import PubStatus

MAX_URI = 2_000
MAX_VERSION = 200
_MAX_DIGITS = 18
"""A longer number does not fit into JSON's 64 bits; it orders as a word does, by ``versionCreated``."""

_PLAIN_NAME = re.compile(r"[A-Za-z_]\w*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LOCAL_NAMES = ("#", "_:")
"""How a JSON-LD ``@id`` begins that is unique only inside its page."""

_KILLS: dict[str, PubStatus] = {
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "retracted": "canceled",
    "withheld": "withheld",
    "withhold": "withheld",
}
_USABLE = frozenset({"usable", "published", "corrected", "updated"})


def path(*keys: str | int) -> str:
    """The JSON path of these keys: ``$.bodies[1].value``, ``$['@id']``."""
    return "$" + "".join(_step(key) for key in keys)


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if _PLAIN_NAME.fullmatch(key) else f"['{key}']"


def first(record: dict[str, Any], names: tuple[str, ...]) -> tuple[str, Any]:
    """Name and value of the first of these fields that is there and not null or ""; else the first name and None."""
    return next(
        ((n, record[n]) for n in names if record.get(n) is not None and record[n] != ""), (names[0], None)
    )


def wrong_type(where: str, wanted: str, value: object) -> RejectedError:
    """The error for a value of the wrong type."""
    return RejectedError("field.type", where, f"{wanted} is wanted, not {_json_type(value)}.")


def _json_type(value: object) -> str:
    names = {bool: "a boolean", dict: "an object", list: "a list", str: "a string", type(None): "null"}
    return names.get(type(value), "a number")


def read_uri(record: dict[str, Any], form: Format) -> str:
    """What names the article, trimmed; a whole number is taken for its digits.

    Raises:
        RejectedError: ``field.missing``, ``field.type``, or ``field.value`` (over 2,000 characters, or a control
            character: to replace it could make two articles one).
    """
    found = ((name, _identifier(record.get(name), name)) for name in form.uri)
    name, uri = next(((n, u) for n, u in found if u), (form.uri[0], ""))
    if not uri:
        raise RejectedError("field.missing", path(name), "Without it, no version of the article can be told.")
    if len(uri) > MAX_URI:
        raise RejectedError("field.value", path(name), f"It has {len(uri)} characters, over {MAX_URI}.")
    if _CONTROL.search(uri):
        raise RejectedError("field.value", path(name), "It holds a control character.")
    return uri


def _identifier(value: object, name: str) -> str:
    if isinstance(value, dict):  # A schema.org PropertyValue.
        value = value.get("value")
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong_type(path(name), "A string", value)
    text = str(value).strip()
    return "" if text.startswith(_LOCAL_NAMES) else text


def read_version(record: dict[str, Any]) -> str:
    """The version as sent, "1" where none was; a whole number is taken for its digits.

    Raises:
        RejectedError: ``field.type`` or, over 200 characters, ``field.value``.
    """
    name, value = first(record, VERSION)
    if value is None:
        return "1"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise wrong_type(path(name), "A string", value)
    text = str(value).strip()
    if len(text) > MAX_VERSION:
        raise RejectedError("field.value", path(name), f"It has {len(text)} characters, over {MAX_VERSION}.")
    return text or "1"


def version_number(version: str) -> int:
    """The version where it is up to 18 ASCII digits, else 0."""
    return int(version) if version.isascii() and version.isdigit() and len(version) <= _MAX_DIGITS else 0


def read_pub_status(record: dict[str, Any], form: Format) -> tuple[PubStatus, tuple[str, ...]]:
    """The publication status and a remark where the word is none we know; it then counts as usable.

    Raises:
        RejectedError: ``field.type``.
    """
    name, value = first(record, (*PUB_STATUS, *form.pub_status))
    if value is None:
        return "usable", ()
    if not isinstance(value, str):
        raise wrong_type(path(name), "A string", value)
    word = value.strip().lower()
    if word in _KILLS:
        return _KILLS[word], ()
    return "usable", () if word in _USABLE else ("pub_status.unknown",)


def read_embargo(record: dict[str, Any]) -> datetime | None:
    """The end of the embargo in UTC, None without one. What cannot be read is refused: it must never leak.

    Raises:
        RejectedError: ``field.type`` or ``field.value``.
    """
    name, value = first(record, EMBARGO)
    if value is None or value is False:
        return None
    if isinstance(value, bool | list | dict):
        raise wrong_type(path(name), "A time", value)
    until = times.read_embargo(value)
    if until is None:
        raise RejectedError("field.value", path(name), f"{str(value)[:100]!r} is no time that can be read.")
    return until
