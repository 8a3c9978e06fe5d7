"""Puts the worker together: settings, faust application, agents, pool, health, and the watch over all of it."""

import asyncio
import os
import signal
from functools import partial
from typing import Any

import faust

from workers import logs, topics
from workers.agents import Agents, raw_topic
from workers.backtest import track_settings
from workers.clock import SystemClock
from workers.continuity import Continuity
from workers.delivery import Delivery
from workers.errors import SettingsError
from workers.exits import EXIT_DRAIN, EXIT_NO_PROGRESS, leave
from workers.extract import Reader
from workers.health import HealthServer
from workers.metrics import Metrics
from workers.pool import CpuPool, Load
from workers.progress import BrokerView, StandstillWatch
from workers.readiness import Readiness
from workers.settings import Settings
from workers.state import State
from workers.streaming import Deadline, make_app

BEAT_SECONDS = 1.0
ASK_SECONDS = 5.0


class Worker:
    """One worker process, assembled; ``run`` blocks until it is told to stop.

    Args:
        settings: everything that an operator may change.
        load: gives each process of the pool its work; another than ``Reader`` in tests of failures only.
    """

    def __init__(self, settings: Settings, load: Load | None = None) -> None:
        self.settings = settings
        self.clock = SystemClock()
        self.metrics = Metrics(self.clock)
        self.readiness = Readiness(self.metrics)
        self.health = HealthServer(settings.web_host, settings.web_port, self.metrics)
        drain = Deadline(
            settings.drain_timeout_seconds,
            lambda: leave(EXIT_DRAIN, self.metrics, "Work in progress did not end before the deadline."),
        )
        self.app = make_app(settings, drain)
        self.view = BrokerView(settings.broker_url, settings.group_id)
        self.watch = StandstillWatch(settings.progress_timeout_seconds)
        self._load = load or partial(Reader, settings.article_max_characters)
        self.agents: Agents | None = None

    def run(self) -> int:
        """Check topics, start, and block; returns the exit code.

        Raises:
            TopicMismatchError: the topics are not as their contracts say.
        """
        for line in asyncio.run(
            topics.ensure(self.settings.broker_url, create=False, replication=None, partitions=None)
        ):
            self.metrics.event(line)
        self.readiness.block("starting")
        self.health.start()
        self.metrics.event(
            "Serving /metrics, /livez and /readyz.", host=self.settings.web_host, port=self.health.port
        )
        try:
            self._run_faust()
        finally:
            self.health.stop()
            if self.agents is not None:
                self.agents.pool.stop()
        return 0

    def _run_faust(self) -> None:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        self._connect_signals()
        loop.run_until_complete(self._assemble())
        worker = faust.Worker(
            self.app,
            loop=loop,
            quiet=True,
            override_logging=False,
            redirect_stdouts=False,
            loglevel=self.settings.log_level,
        )
        try:
            worker.execute_from_commandline()
        except SystemExit as stop:
            if stop.code not in (None, 0):
                raise

    async def _assemble(self) -> None:
        settings = self.settings
        sending = [t.name for t in topics.load_topics() if t.name != topics.ARTICLES_RAW]
        delivery = Delivery(
            {name: raw_topic(self.app, name) for name in sending},
            metrics=self.metrics,
            clock=self.clock,
            readiness=self.readiness,
            send_timeout=settings.send_timeout_seconds,
            internal_limit=settings.internal_errors_limit,
        )
        pool = CpuPool(
            self._load,
            processes=settings.pool_processes,
            timeout=settings.pool_task_timeout_seconds,
            observer=self.metrics,
        )
        self.agents = Agents(
            delivery=delivery,
            pool=pool,
            articles=State(
                topics.ARTICLES_STATE, bootstrap=settings.broker_url, put=partial(_put, delivery, "revise")
            ),
            theatres=State(
                topics.THEATRES_STATE, bootstrap=settings.broker_url, put=partial(_put, delivery, "track")
            ),
            continuity=Continuity(self.view.expected),
            tracking=track_settings(settings),
            window=2 * settings.pool_processes,
        )
        self.agents.attach(self.app)
        warming = asyncio.ensure_future(pool.warm())
        while not warming.done():
            self.health.beat()
            await asyncio.wait({warming}, timeout=BEAT_SECONDS)
        await warming

    def _connect_signals(self) -> None:
        self.app.on_partitions_revoked.connect(self._on_revoked, weak=False)  # type: ignore[arg-type]
        self.app.on_partitions_assigned.connect(self._on_assigned, weak=False)  # type: ignore[arg-type]
        self.app.timer(BEAT_SECONDS)(self._beat)
        self.app.timer(ASK_SECONDS)(self._measure)

    async def _on_revoked(self, _app: Any, revoked: Any, **_: Any) -> None:  # noqa: ANN401 - faust's own
        self.readiness.block("rebalancing")
        self._forget()
        for part in revoked:
            self.metrics.forget(part.topic, part.partition)

    async def _on_assigned(self, _app: Any, assigned: Any, **_: Any) -> None:  # noqa: ANN401 - faust's own
        self._forget()
        self.readiness.clear("starting")
        self.readiness.clear("rebalancing")
        self.metrics.event(
            "Partitions were assigned.", partitions=sorted(f"{p.topic}-{p.partition}" for p in assigned)
        )

    def _forget(self) -> None:
        if self.agents is not None:
            self.agents.forget()

    async def _beat(self) -> None:
        self.health.beat()

    async def _measure(self) -> None:
        if self.agents is not None:
            for state in (self.agents.articles, self.agents.theatres):
                self.metrics.state(state.topic, *state.size())
        await self._ask_broker()

    async def _ask_broker(self) -> None:
        places = [(p.topic, p.partition) for p in self.app.consumer.assignment()] if self.app.consumer else []
        try:
            positions = await asyncio.wait_for(
                self.view.positions(places), self.settings.send_timeout_seconds
            )
        except Exception as error:  # noqa: BLE001 - a silent broker is a state to show, never a reason to stop
            self.metrics.trouble(
                "track", "broker", what="ask for lag", error=f"{type(error).__name__}: {error}"
            )
            self.watch.silent()
            return
        for (topic, partition), position in positions.items():
            self.metrics.lag(topic, partition, position.lag)
        if self.watch.stuck(self.clock.monotonic(), positions):
            leave(
                EXIT_NO_PROGRESS,
                self.metrics,
                "No offset moved although there was work and the broker answered.",
            )


def run_worker(settings: Settings, load: Load | None = None) -> int:
    """Run a worker until SIGTERM or SIGINT; the exit code.

    Raises:
        TocsinError: the worker refuses to start; the message says why and what to do.
    """
    logs.setup(settings.log_level, settings.log_format)
    if "APP_ENV_PREFIX" in os.environ:
        raise SettingsError(
            "APP_ENV_PREFIX is set: it would let faust read its settings from the bare environment. Unset it."
        )
    signal.signal(signal.SIGTERM, _stop_before_start)
    return Worker(settings, load).run()


def _stop_before_start(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


async def _put(
    delivery: Delivery, step: str, topic: str, partition: int, key: bytes, value: bytes | None
) -> None:
    await delivery.deliver(step, topic, key=key, value=value, partition=partition)
