import asyncio

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from workers.progress import BrokerView
from workers.state import State, read_rows

pytestmark = pytest.mark.broker


@pytest.fixture
async def topic(kafka, request):
    """A compacted topic of two partitions, named for the test."""
    name = request.node.name.replace("_", "-")
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, 2, 1, topic_configs={"cleanup.policy": "compact"})])
    finally:
        await admin.close()
    return name


@pytest.fixture
async def state(kafka, topic):
    """A state on that topic whose puts are confirmed by the broker."""
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:

        async def put(name, partition, key, value):
            await producer.send_and_wait(name, key=key, value=value, partition=partition)

        yield State(topic, bootstrap=kafka.bootstrap, put=put)


async def test_state_is_read_back_after_an_assignment(state):
    """Rows written before are there after everything was dropped; a deleted row is not."""
    assert await state.rows(0) == {}
    await state.put(0, "SY/report/a", b"1")
    await state.put(0, "SY/report/a", b"2")
    await state.put(0, "SY/report/b", b"3")
    await state.put(0, "SY/report/b", None)
    before = dict(await state.rows(0))
    state.drop()

    assert before == {"SY/report/a": b"2"}
    assert await state.rows(0) == before
    assert await state.rows(1) == {}
    assert state.size() == (1, 1)


async def test_state_has_a_row_only_when_the_broker_has_it(state, monkeypatch):
    """A write that fails leaves memory as it was."""
    await state.rows(0)

    async def refuse(*_):
        raise TimeoutError

    monkeypatch.setattr(state, "_put", refuse)
    with pytest.raises(TimeoutError):
        await state.put(0, "a", b"1")

    assert await state.rows(0) == {}


async def test_state_read_for_an_old_assignment_is_not_kept(state, kafka, topic):
    """Rows that arrive after a drop are not the next assignment's."""
    await state.rows(0)
    state.drop()
    reading = asyncio.ensure_future(state.rows(0))
    await asyncio.sleep(0)
    state.drop()
    await reading
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as other:
        await other.send_and_wait(topic, key=b"a", value=b"another worker's", partition=0)

    assert await state.rows(0) == {"a": b"another worker's"}


async def test_rows_of_many_batches_are_all_read(state, kafka, topic):
    """Reading goes to the end, not to the end of the first fetch."""
    await state.rows(1)
    for start in range(0, 400, 50):
        await asyncio.gather(*(state.put(1, f"k{n}", b"x" * 8000) for n in range(start, start + 50)))

    assert len(await read_rows(kafka.bootstrap, topic, 1)) == 400


async def test_broker_view_tells_where_a_group_stands(kafka, topic):
    """Nothing committed yet: the oldest record is expected, and all is lag."""
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
        for _ in range(3):
            await producer.send_and_wait(topic, key=b"k", value=b"v", partition=0)
    view = BrokerView(kafka.bootstrap, "a-group")
    try:
        expected = await view.expected(topic, 0)
        position = (await view.positions([(topic, 0)]))[topic, 0]
    finally:
        await view.stop()

    assert (expected.committed, expected.oldest) == (None, 0)
    assert position.lag == 3
