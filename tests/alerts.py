"""An alert in one line."""

from datetime import UTC, datetime

from workers.models import Alert


def alert(**fields):
    """A first alert on a captured town; keyword arguments replace its fields."""
    usual = {
        "id": "",
        "thread": "SY/territory/geonames:170063",
        "revision": 1,
        "status": "Test",
        "msg_type": "Alert",
        "references": (),
        "time": datetime(2024, 11, 30, 12, tzinfo=UTC),
        "cause": "lw-1",
        "headline": "",
        "theatre": "SY",
        "place": None,
        "actors": (),
        "signal": "territory.captured",
        "embargoed_until": None,
        "severity": "Severe",
        "certainty": "Likely",
        "confidence": 0.8,
        "verification": "single_origin",
        "event_date": None,
        "count": None,
        "trend": (),
        "evidence": (),
        "evidence_total": 0,
        "reasons": (),
        "changes": (),
    }
    return Alert(**{**usual, **fields})
