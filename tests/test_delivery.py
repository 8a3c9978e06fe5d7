"""The logic of settling; that nothing is lost on a real Kafka is tests/broker's claim."""

import asyncio
from types import SimpleNamespace

import pytest
from aiokafka import errors as kafka

from workers import delivery, exits
from workers.delivery import Delivery
from workers.errors import PoisonTaskError, RejectedError
from workers.pool import TaskFailedError
from workers.readiness import Readiness
from workers.window import Window


class Channel:
    """A topic whose broker answers as told: an exception, or None for a confirmation."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.sent = []

    async def send(self, **record):
        self.sent.append(record)
        answer = self.answers.pop(0) if self.answers else None
        future = asyncio.get_running_loop().create_future()
        if answer:
            future.set_exception(answer)
        else:
            future.set_result(None)
        return future


class Notes:
    """Metrics that only remember."""

    def __init__(self):
        self.calls = []

    def __getattr__(self, name):
        return lambda *args, **fields: self.calls.append((name, *args, fields))

    def named(self, name):
        return [call[1:-1] for call in self.calls if call[0] == name]

    def fields(self, name):
        return [call[-1] for call in self.calls if call[0] == name]


class Event:
    """A faust event as far as delivery knows one."""

    def __init__(self, offset=0, value=b"{}", headers=()):
        self.message = SimpleNamespace(
            topic="articles-raw",
            partition=1,
            offset=offset,
            key=b"k",
            value=value,
            headers=list(headers),
            timestamp=1.5,
        )
        self.acked = False

    def ack(self):
        self.acked = True


@pytest.fixture
def house(monkeypatch):
    """A delivery on two channels, with no pauses, whose exits raise."""
    monkeypatch.setattr(delivery, "FIRST_PAUSE_SECONDS", 0)
    monkeypatch.setattr(exits.os, "_exit", lambda code: (_ for _ in ()).throw(SystemExit(code)))
    notes = Notes()
    channels = {"articles-enriched": Channel(), "articles-raw-dlq": Channel()}
    clock = SimpleNamespace(monotonic=lambda: 0.0)
    made = Delivery(
        channels, metrics=notes, clock=clock, readiness=Readiness(notes), send_timeout=1, internal_limit=3
    )
    return SimpleNamespace(delivery=made, channels=channels, notes=notes)


def work_of(house, *outcomes):
    """Work that fails as told, attempt by attempt, then delivers."""
    todo = list(outcomes)

    async def work(attempt):
        if todo:
            raise todo.pop(0)
        await house.delivery.deliver("enrich", "articles-enriched", key=b"k", value=b"v")

    return work


def letter(house):
    """The headers of the only dead letter, and its value."""
    (sent,) = house.channels["articles-raw-dlq"].sent
    return dict(sent["headers"]), sent["value"]


async def test_settle_acknowledges_after_the_broker_confirmed(house):
    """Broker trouble is waited out in place, and the record is acknowledged once."""
    channel = house.channels["articles-enriched"]
    channel.answers = [kafka.NotLeaderForPartitionError(), kafka.KafkaTimeoutError(), TimeoutError()]
    event = Event()

    await house.delivery.settle("enrich", event, work_of(house))

    assert event.acked
    assert len(channel.sent) == 4
    assert [call[1] for call in house.notes.named("trouble")] == ["broker"] * 3
    assert house.notes.fields("ready")[-1]["is_ready"] is True


async def test_settle_dead_letters_a_rejected_record_whole(house):
    """The original bytes, key and headers go along, with where, what and why."""
    event = Event(offset=7, value=b"\xff\x00", headers=[("a", b"1"), ("a", b"2")])

    await house.delivery.settle(
        "enrich", event, work_of(house, RejectedError("field.missing", "$.uri", "There is none."))
    )

    headers, value = letter(house)
    assert event.acked
    assert value == b"\xff\x00"
    assert house.channels["articles-raw-dlq"].sent[0]["headers"][:2] == [("a", b"1"), ("a", b"2")]
    assert headers["dlq-code"] == b"field.missing"
    assert headers["dlq-path"] == b"$.uri"
    assert headers["dlq-reason"] == b"There is none."
    assert (headers["dlq-topic"], headers["dlq-partition"], headers["dlq-offset"]) == (
        b"articles-raw",
        b"1",
        b"7",
    )
    assert headers["dlq-attempts"] == b"1"
    assert house.channels["articles-enriched"].sent == []


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (PoisonTaskError("pool.killed", "twice"), b"pool.killed"),
        (kafka.MessageSizeTooLargeError(), b"output.too_large"),
    ],
    ids=["kills the pool", "refused by the broker"],
)
async def test_settle_treats_what_can_never_pass_as_poison(house, failure, code):
    """What the pool or the broker will never take becomes a dead letter at once."""
    if isinstance(failure, kafka.KafkaError):
        house.channels["articles-enriched"].answers = [failure]
        work = work_of(house)
    else:
        work = work_of(house, failure)
    event = Event()

    await house.delivery.settle("enrich", event, work)

    assert letter(house)[0]["dlq-code"] == code
    assert event.acked


async def test_settle_tries_an_unexpected_error_once_more(house):
    """A bug that shows once costs nothing."""
    event = Event()

    await house.delivery.settle("enrich", event, work_of(house, KeyError("x")))

    assert event.acked
    assert house.channels["articles-raw-dlq"].sent == []
    assert len(house.channels["articles-enriched"].sent) == 1


@pytest.mark.parametrize(
    "error", [KeyError("x"), TaskFailedError("KeyError", "'x'")], ids=["here", "in the pool"]
)
async def test_settle_dead_letters_a_lasting_bug_by_its_type(house, error):
    """The second unexpected error of one record makes it a dead letter with the exception's name."""
    await house.delivery.settle("enrich", Event(), work_of(house, error, error))

    headers, _ = letter(house)
    assert headers["dlq-code"] == b"internal.KeyError"
    assert headers["dlq-attempts"] == b"2"


async def test_settle_leaves_when_internal_errors_run_on(house):
    """A bad deploy must not drain a topic: the third in a row here ends the process, unacknowledged."""
    bug = ValueError("x")
    for _ in range(2):
        await house.delivery.settle("enrich", Event(), work_of(house, bug, bug))
    last = Event()

    with pytest.raises(SystemExit) as left:
        await house.delivery.settle("enrich", last, work_of(house, bug, bug))

    assert left.value.code == 73
    assert not last.acked
    assert len(house.channels["articles-raw-dlq"].sent) == 2


async def test_settle_forgets_internal_errors_after_a_good_record(house):
    """Bugs that come one by one never stop the worker."""
    bug = ValueError("x")
    for _ in range(4):
        await house.delivery.settle("enrich", Event(), work_of(house, bug, bug))
        await house.delivery.settle("enrich", Event(), work_of(house))

    assert len(house.channels["articles-raw-dlq"].sent) == 4


async def test_settle_leaves_when_a_dead_letter_cannot_be_written(house):
    """Nothing is acknowledged that is neither done nor kept."""
    house.channels["articles-raw-dlq"].answers = [kafka.MessageSizeTooLargeError()]
    event = Event()

    with pytest.raises(SystemExit) as left:
        await house.delivery.settle("enrich", event, work_of(house, RejectedError("json.invalid", "$", "x")))

    assert left.value.code == 70
    assert not event.acked


async def test_window_settles_in_order_of_arrival():
    """A slow head holds back what is done behind it."""
    gates = [asyncio.Event() for _ in range(3)]
    settled = []

    async def settle(event, work):
        await work(1)
        settled.append(event)

    window = Window(3, settle)
    for number, gate in enumerate(gates):
        await window.admit(number, lambda gate=gate: lambda attempt: gate.wait())
    gates[2].set()
    gates[1].set()
    await asyncio.sleep(0)
    before = list(settled)
    gates[0].set()
    for _ in range(10):
        await asyncio.sleep(0)

    assert before == []
    assert settled == [0, 1, 2]


async def test_window_admits_no_more_than_its_size():
    """The next record waits until the head has left."""
    gate = asyncio.Event()

    async def settle(event, work):
        await work(1)

    window = Window(1, settle)
    await window.admit("first", lambda: lambda attempt: gate.wait())
    second = asyncio.ensure_future(window.admit("second", lambda: lambda attempt: gate.wait()))
    for _ in range(5):
        await asyncio.sleep(0)
    waiting = not second.done()
    gate.set()
    await asyncio.wait_for(second, 5)

    assert waiting
