"""Signals and enriched articles in one line each."""

from datetime import UTC, datetime

from workers.models import EnrichedArticle, Evidence, Origin, Signal

NOON = datetime(2024, 12, 1, 12, tzinfo=UTC)


def signal(theatre="SY", **more):
    values = {
        "type": "territory.captured",
        "status": "asserted",
        "time_role": "new",
        "alerts": True,
        "actors": (),
        "place": None,
        "theatre": theatre,
        "event_date": None,
        "count": None,
        "origin": Origin(id="o", name="o", kind="publisher", family="o"),
        "evidence": Evidence(sentence="It fell.", field="body", start=0, end=8),
        "reasons": (),
        "confidence": 0.8,
    }
    return Signal(**{**values, **more})


def article(*signals, uri="urn:1", version=1, pub_status="usable", published=NOON):
    return EnrichedArticle(
        uri=uri,
        version=str(version),
        order=(version, "", int(pub_status != "usable"), ""),
        published=published,
        arrived=published or NOON,
        publisher="example.org",
        language="en",
        pub_status=pub_status,
        embargoed_until=None,
        status="Actual",
        url=None,
        headline="",
        entities=(),
        places=(),
        actors=(),
        signals=signals,
        fingerprint=(1, 2),
        extractor="t",
    )
