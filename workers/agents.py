"""The flow on one page: three agents, each from one topic to the next.

    articles-raw ─► enrich ─► articles-enriched ─► revise ─► escalation-signals ─► track ─► escalation-alerts

An agent hands each record to ``Delivery.settle``, which acknowledges it only after everything that it caused is
confirmed by the broker. Order within a stateful step: derive, deliver, write rows, acknowledge; a crash in between
repeats what was sent, byte for byte, and nothing else.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from workers.continuity import Continuity
from workers.delivery import Delivery, Event, Message, Work, headers_of, timestamp_ms
from workers.errors import RejectedError
from workers.exits import EXIT_CONTINUITY, EXIT_DELIVERY, leave
from workers.extract import Reading
from workers.models import Alert, EnrichedArticle, Report, from_json, to_json
from workers.pool import CpuPool
from workers.publish import publish
from workers.revise import Articles
from workers.state import State
from workers.topics import ARTICLES_ENRICHED, ARTICLES_RAW, ESCALATION_ALERTS, ESCALATION_SIGNALS
from workers.track import Theatre, TrackSettings
from workers.window import Window

App = Any
Stream = Any
Topic = Any
"""Faust's own; its types say nothing."""


@dataclass(slots=True, kw_only=True)
class Agents:
    """What the three agents share.

    Attributes:
        articles: rows of revise, by uri.
        theatres: rows of track, by theatre.
        window: how many articles may be in the pool or wait for it.
    """

    delivery: Delivery
    pool: CpuPool
    articles: State
    theatres: State
    continuity: Continuity
    tracking: TrackSettings
    window: int
    _articles: dict[int, Articles] = field(default_factory=dict)
    _theatres: dict[tuple[int, str], Theatre] = field(default_factory=dict)

    def attach(self, app: App) -> None:
        """Make the three faust agents of an app."""
        channels = {
            name: raw_topic(app, name) for name in (ARTICLES_RAW, ARTICLES_ENRICHED, ESCALATION_SIGNALS)
        }
        app.agent(channels[ARTICLES_RAW], name="enrich")(self.enrich)
        app.agent(channels[ARTICLES_ENRICHED], name="revise")(self.revise)
        app.agent(channels[ESCALATION_SIGNALS], name="track")(self.track)

    def forget(self) -> None:
        """Partitions were revoked or assigned: every memory copy may be another worker's past by now."""
        self.articles.drop()
        self.theatres.drop()
        self._articles = {}
        self._theatres = {}
        self.continuity.forget()

    async def enrich(self, stream: Stream) -> None:
        """One raw article gives one enriched article, or one dead letter."""
        window = Window(self.window, partial(self.delivery.settle, "enrich"))
        async for event in stream.noack().events():
            await self._receive("enrich", event, holes_allowed=True)
            await window.admit(event, partial(self._begin_reading, event.message))

    async def revise(self, stream: Stream) -> None:
        """One enriched article gives one report for each theatre that it speaks of or spoke of."""
        async for event in stream.noack().events():
            await self._receive("revise", event)
            await self.delivery.settle("revise", event, partial(self._revise, event.message))

    async def track(self, stream: Stream) -> None:
        """One report gives the alerts by which its theatre's picture differs from what was told."""
        async for event in stream.noack().events():
            await self._receive("track", event)
            await self.delivery.settle("track", event, partial(self._track, event.message))

    async def _receive(self, step: str, event: Event, *, holes_allowed: bool = False) -> None:
        """Count a record and hold its offset to the one that had to come; never raises, as faust would lose it."""
        message, metrics = event.message, self.delivery.metrics
        metrics.received(step)
        follow = partial(self.continuity.follow, message.topic, message.partition, message.offset)
        where = {"topic": message.topic, "partition": message.partition, "offset": message.offset}
        try:
            verdict = await self.delivery.persist(step, "ask for offsets", follow)
        except Exception as error:  # noqa: BLE001 - as in settle: our own delivery failed
            leave(EXIT_DELIVERY, metrics, "A record could not be followed.", error=repr(error), **where)
        if verdict == "hole" and not holes_allowed:
            leave(EXIT_CONTINUITY, metrics, "A record was swallowed before this one.", **where)
        if verdict != "right":
            metrics.trouble(step, verdict, **where)

    def _begin_reading(self, message: Message) -> Work:
        task = message.value, timestamp_ms(message), dict(headers_of(message))
        reading = asyncio.ensure_future(self.pool.run(*task))

        async def work(attempt: int) -> None:
            await self._pass_on(message, await (reading if attempt == 1 else self.pool.run_alone(*task)))

        return work

    async def _pass_on(self, message: Message, reading: Reading) -> None:
        if reading.rejected is not None:
            raise RejectedError(*reading.rejected, uri=reading.uri or None)
        await self.delivery.deliver(
            "enrich",
            ARTICLES_ENRICHED,
            key=reading.uri.encode(),
            value=reading.value,
            headers=traced(message),
        )
        for signal in reading.signals:
            self.delivery.metrics.signal(*signal)

    async def _revise(self, message: Message, _attempt: int) -> None:
        article = from_json(EnrichedArticle, message.value)
        copies, part = self._articles, message.partition
        articles = copies.pop(part, None) or await self._load_articles(part)
        step = articles.derive(article)
        for report in step.reports:
            await self.delivery.deliver(
                "revise",
                ESCALATION_SIGNALS,
                key=report.theatre.encode(),
                value=to_json(report),
                headers=traced(message),
            )
        if not step.reports:
            self.delivery.metrics.discarded("revise", "no_report", uri=article.uri)
        await self._write(self.articles, part, step.rows)
        articles.commit(step.rows)
        copies[part] = articles

    async def _track(self, message: Message, _attempt: int) -> None:
        report = from_json(Report, message.value)
        place = message.partition, report.theatre
        # ``forget`` replaces the dict: a copy of an old assignment is not kept for the next.
        theatres = self._theatres
        theatre = theatres.pop(place, None) or await self._load_theatre(*place)
        step = theatre.derive(report)
        for alert in step.alerts:
            await self._tell(alert, report, message)
        for reason, subject in step.silenced:
            self.delivery.metrics.discarded("track", reason, subject=subject, uri=report.uri)
        await self._write(self.theatres, message.partition, step.rows)
        theatre.commit(step)
        theatres[place] = theatre

    async def _tell(self, alert: Alert, report: Report, message: Message) -> None:
        trace = dict(traced(message)).get("traceparent")
        record = publish(alert, traceparent=trace)
        await self.delivery.deliver(
            "track", ESCALATION_ALERTS, key=record.key, value=record.value, headers=record.headers
        )
        # A replay would spoil the delays.
        now = self.delivery.clock.now() if alert.status == "Actual" else None
        self.delivery.metrics.alert(
            alert.signal,
            alert.severity,
            alert.msg_type,
            since_published=(now - alert.time).total_seconds() if now else None,
            since_arrived=(now - report.arrived).total_seconds() if now else None,
        )

    @staticmethod
    async def _write(state: State, part: int, rows: tuple[tuple[str, bytes | None], ...]) -> None:
        for key, value in rows:
            await state.put(part, key, value)

    async def _rows(self, step: str, state: State, part: int) -> Mapping[str, bytes]:
        return await self.delivery.persist(step, f"read {state.topic}", partial(state.rows, part))

    async def _load_articles(self, part: int) -> Articles:
        rows = await self._rows("revise", self.articles, part)
        return Articles.from_rows(rows, self.tracking.horizon_days)

    async def _load_theatre(self, part: int, name: str) -> Theatre:
        rows = await self._rows("track", self.theatres, part)
        own = {key: value for key, value in rows.items() if key.startswith(f"{name}/")}
        return Theatre.from_rows(name, own, self.tracking)


def raw_topic(app: App, name: str) -> Topic:
    """A faust topic of bytes: nothing can fail to decode before an agent sees it."""
    return app.topic(
        name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", internal=False
    )


def traced(message: Message) -> list[tuple[str, bytes]]:
    """The trace context to pass on with what a message causes."""
    return [(name, value) for name, value in headers_of(message) if name == "traceparent"]
