"""What the tests of decode share."""

from datetime import UTC, datetime

import orjson
import pytest

from workers.decode import decode
from workers.errors import RejectedError

ARRIVED = datetime(2024, 12, 2, tzinfo=UTC)


@pytest.fixture
def read():
    """Decode a record given as a dict or as bytes, arrived on 2 December 2024."""

    def call(record, **options):
        value = orjson.dumps(record) if isinstance(record, dict) else record
        return decode(value, arrived=options.pop("arrived", ARRIVED), **options)

    return call


@pytest.fixture
def refusal(read):
    """(code, path, uri) of the refusal of a record."""

    def call(record, **options):
        with pytest.raises(RejectedError) as caught:
            read(record, **options)
        return caught.value.code, caught.value.path, caught.value.uri

    return call
