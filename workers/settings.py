"""Every setting of the worker: ``TOCSIN_*`` in the environment, documented in docs/settings.md (a test holds both)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from workers.errors import SettingsError

PREFIX = "TOCSIN_"


def _setting(default: Any, about: str, *, low: float | None = None, high: float | None = None) -> Any:  # noqa: ANN401 - as dataclasses.field
    return field(default=default, metadata={"about": about, "low": low, "high": high})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may change. Field ``broker_url`` is read from ``TOCSIN_BROKER_URL``."""

    broker_url: str = _setting("localhost:9092", "Kafka bootstrap servers, host:port, separated by commas.")
    group_id: str = _setting("tocsin", "Consumer group and faust application id.")
    instance_id: str = _setting("", "One stable id a worker for static membership; empty for dynamic.")
    pool_processes: int = _setting(2, "Processes that read articles.", low=1, high=64)
    pool_task_timeout_seconds: float = _setting(60.0, "Longest that one article may take.", low=1, high=600)
    article_max_characters: int = _setting(
        200_000, "Longer articles are dead letters.", low=1000, high=1_000_000
    )
    session_timeout_seconds: float = _setting(
        12.0, "Kafka gives a silent worker's partitions away after this.", low=6
    )
    heartbeat_seconds: float = _setting(3.0, "Interval of heartbeats to the group's coordinator.", low=0.5)
    commit_interval_seconds: float = _setting(1.0, "Interval of offset commits.", low=0.1, high=60)
    send_timeout_seconds: float = _setting(
        30.0, "A send that the broker has not confirmed by then is tried again.", low=1
    )
    drain_timeout_seconds: float = _setting(
        20.0, "Longest that a revoke or a stop waits for work in progress.", low=1
    )
    progress_timeout_seconds: float = _setting(
        120.0, "Exit when lag stands still this long on a live broker.", low=10
    )
    internal_errors_limit: int = _setting(
        10, "Exit after this many unexpected errors in a row on a partition.", low=1
    )
    web_host: str = _setting("127.0.0.1", "Address of /metrics, /livez and /readyz.")
    web_port: int = _setting(9464, "Their port; 0 takes a free one and logs it.", low=0, high=65535)
    log_level: str = _setting("INFO", "DEBUG, INFO, WARNING or ERROR.")
    log_format: str = _setting("json", "json, or text for people.")
    horizon_days: int = _setting(60, "Event time that state reaches back.", low=1, high=3660)
    late_hours: int = _setting(48, "An article that arrives later after publication never alerts.", low=1)
    rise_minimum: int = _setting(5, "Smallest rise of a toll that is told.", low=1)
    rise_ratio: float = _setting(0.1, "Smallest relative rise of a toll that is told.", low=0, high=10)


def load(environ: Mapping[str, str]) -> Settings:
    """The settings that an environment gives.

    Raises:
        SettingsError: naming the variable, what it holds and what it may hold; also for an unknown TOCSIN_* name.
    """
    known = {PREFIX + f.name.upper(): f for f in fields(Settings)}
    unknown = sorted(k for k in environ if k.startswith(PREFIX) and k not in known)
    if unknown:
        raise SettingsError(f"{unknown[0]} is no setting of Tocsin; docs/settings.md lists them.")
    values: dict[str, Any] = {
        f.name: _read(name, environ[name], f) for name, f in known.items() if name in environ
    }
    settings = Settings(**values)
    if settings.session_timeout_seconds < 3 * settings.heartbeat_seconds:
        raise SettingsError(
            "TOCSIN_SESSION_TIMEOUT_SECONDS must be at least three times TOCSIN_HEARTBEAT_SECONDS."
        )
    return settings


def _read(name: str, text: str, setting: Any) -> object:  # noqa: ANN401 - a dataclasses.Field of any type
    kind = type(setting.default)
    try:
        value = kind(text.strip())
    except ValueError:
        raise SettingsError(
            f"{name}={text!r} is not {'a whole number' if kind is int else 'a number'}."
        ) from None
    if isinstance(value, float) and not math.isfinite(value):
        raise SettingsError(f"{name}={text!r} is not a number.")
    low, high = setting.metadata["low"], setting.metadata["high"]
    if (low is not None and value < low) or (high is not None and value > high):
        raise SettingsError(f"{name}={text!r} is out of range: {_range(low, high)}.")
    return value


def _range(low: float | None, high: float | None) -> str:
    return f"{low} to {high}" if high is not None else f"at least {low}"
