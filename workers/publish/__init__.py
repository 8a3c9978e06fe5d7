"""Alert → the key, value and headers of a Kafka record; and ``Seen``, which helps consumers drop repeats."""

from workers.publish.dedupe import Seen
from workers.publish.record import Record, publish

__all__ = ["Record", "Seen", "publish"]
