"""How log lines look: JSON for machines, or text for people; ours, faust's and aiokafka's alike."""

import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

import orjson

from workers.errors import SettingsError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS = ("json", "text")
HIDDEN = "***"
_USERINFO = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_SECRET = re.compile(r"passw|secret|token|credential", re.IGNORECASE)


def setup(level: str, format: str) -> None:  # noqa: A002 - the setting is called log_format
    """Send every log line of this process to stderr in one form; call it again in each child process.

    Libraries speak from WARNING on, or as the level says where that is not INFO.

    Raises:
        SettingsError: for a level or a format that does not exist.
    """
    if level not in LEVELS:
        raise SettingsError(f"TOCSIN_LOG_LEVEL={level!r} is none of {', '.join(LEVELS)}.")
    if format not in FORMATS:
        raise SettingsError(f"TOCSIN_LOG_FORMAT={format!r} is none of {', '.join(FORMATS)}.")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if format == "json" else TextFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in ("faust", "mode", "aiokafka"):
        theirs = logging.getLogger(name)
        theirs.handlers.clear()
        theirs.propagate = True
        theirs.setLevel("WARNING" if level == "INFO" else level)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, then the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; ``default=str`` because a log line must never fail."""
        line = {
            **_fields(record),
            "time": _time(record).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": hide(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = hide(self.formatException(record.exc_info))
        first = {name: line.pop(name) for name in ("time", "level", "logger", "message")}
        return orjson.dumps({**first, **line}, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


class TextFormatter(logging.Formatter):
    """``12:00:01 INFO    The worker is ready.  reason=...``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; an exception follows on lines of its own."""
        fields = "".join(f"  {name}={value}" for name, value in _fields(record).items())
        line = f"{_time(record):%H:%M:%S} {record.levelname:<7} {hide(record.getMessage())}{fields}"
        return f"{line}\n{hide(self.formatException(record.exc_info))}" if record.exc_info else line


def hide(text: str) -> str:
    """The text with user and password of every address in it replaced."""
    return _USERINFO.sub(HIDDEN, text)


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    fields: Mapping[str, object] = getattr(record, "fields", {})
    return {name: _safe(name, value) for name, value in fields.items()}


def _safe(name: str, value: object) -> object:
    if _SECRET.search(name):
        return HIDDEN
    return hide(value) if isinstance(value, str) else value
