"""The faust application, set up so that it loses nothing, with a deadline on work in progress."""

import threading
from collections.abc import Callable
from typing import Any

import faust

from workers import topics
from workers.settings import Settings

FAUST_ENV_PREFIX = "TOCSIN_FAUST_"
REBALANCE_TIMEOUT_SECONDS = 60.0
BUFFERED_RECORDS = 64


class App(faust.App):
    """Faust's application with a deadline on finishing work in progress when it stops or loses partitions."""

    def __init__(self, *args: Any, drain: "Deadline", **options: Any) -> None:  # noqa: ANN401 - faust's own
        self._drain = drain
        super().__init__(*args, **options)

    def on_rebalance_start(self) -> None:
        """Partitions will be revoked: records in progress have until the deadline."""
        self._drain.start()
        super().on_rebalance_start()

    def on_rebalance_end(self) -> None:
        """Records flow again."""
        super().on_rebalance_end()
        self._drain.cancel()

    async def on_stop(self) -> None:
        """The worker stops: records in progress have until the deadline."""
        self._drain.start()
        await super().on_stop()
        self._drain.cancel()


class Deadline:
    """Calls ``expired`` from a thread of its own, as a blocked event loop is one reason to need it."""

    def __init__(self, seconds: float, expired: Callable[[], None]) -> None:
        self._seconds = seconds
        self._expired = expired
        self._timer: threading.Timer | None = None

    def start(self) -> None:
        """Start the clock, unless it runs."""
        if self._timer is None:
            self._timer = threading.Timer(self._seconds, self._expired)
            self._timer.daemon = True
            self._timer.start()

    def cancel(self) -> None:
        """Stop the clock."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()


def make_app(settings: Settings, drain: Deadline) -> App:
    """The application for these settings; what it must not use is in DESIGN section 6."""
    bootstrap = ";".join(f"kafka://{server.strip()}" for server in settings.broker_url.split(","))
    largest = max(t.max_message_bytes for t in topics.load_topics())
    return App(
        settings.group_id,
        drain=drain,
        env_prefix=FAUST_ENV_PREFIX,
        broker=bootstrap,
        store="memory://",
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        table_standby_replicas=0,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=settings.instance_id or None,
        broker_session_timeout=settings.session_timeout_seconds,
        broker_heartbeat_interval=settings.heartbeat_seconds,
        broker_rebalance_timeout=REBALANCE_TIMEOUT_SECONDS,
        broker_commit_interval=settings.commit_interval_seconds,
        broker_max_poll_records=BUFFERED_RECORDS,
        stream_buffer_maxsize=BUFFERED_RECORDS,
        stream_wait_empty=True,
        producer_acks=-1,
        producer_request_timeout=settings.send_timeout_seconds,
        producer_max_request_size=largest,
        worker_redirect_stdouts=False,
    )
