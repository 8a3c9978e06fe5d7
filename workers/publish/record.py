"""An alert as a CloudEvents 1.0 event in Kafka's binary mode (Kafka protocol binding 1.0.2, section 3.2)."""

from dataclasses import dataclass

from workers.models import Alert, iso, to_json

SOURCE = "/tocsin"
TYPE_PREFIX = "org.tocsin."


@dataclass(frozen=True, slots=True)
class Record:
    """What goes to escalation-alerts. The value is the alert's canonical JSON, with id and time repeated in it."""

    key: bytes
    value: bytes
    headers: tuple[tuple[str, bytes], ...]


def publish(alert: Alert, *, traceparent: bytes | None = None) -> Record:
    """The record of an alert, keyed by its thread so that a thread stays in order.

    Args:
        alert: complete, with its id.
        traceparent: W3C trace context of the article that caused it, passed on as a header only: it is no part
            of the alert's identity.
    """
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": alert.id,
        "ce_source": SOURCE,
        "ce_type": TYPE_PREFIX + alert.signal,
        "ce_subject": alert.thread,
        "ce_time": iso(alert.time),
        "content-type": "application/json",
    }
    headers = tuple((name, value.encode()) for name, value in attributes.items())
    trace = (("traceparent", traceparent),) if traceparent is not None else ()
    return Record(alert.thread.encode(), to_json(alert), headers + trace)
