"""A real Kafka for the tests that need one."""

import pytest

from workers.local import LocalKafka


@pytest.fixture(scope="session")
def kafka():
    """One broker for the whole session: for tests that share topics or need none of ours."""
    with LocalKafka() as cluster:
        yield cluster


@pytest.fixture
def fresh_kafka():
    """One broker for this test alone (3 to 4 s): topic names are constants, so isolation is a broker of one's own."""
    with LocalKafka() as cluster:
        yield cluster
