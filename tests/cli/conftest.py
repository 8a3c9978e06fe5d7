"""Records made by hand, for tests of what the commands show."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.alerts import alert
from workers.models import (
    ActorMention,
    AlertEvidence,
    Change,
    Count,
    EnrichedArticle,
    Evidence,
    Origin,
    Place,
    Signal,
    SignalPlace,
)

OBSERVATORY = Origin(id="sohr", name="Syrian Observatory for Human Rights", kind="monitor", family="sohr")
ALEPPO = SignalPlace(id="geonames:170063", name="Aleppo", country="SY")
NOON = datetime(2024, 11, 30, 12, tzinfo=UTC)

ENRICHED = EnrichedArticle(
    uri="lw-1",
    version="1",
    order=(1, "2024-11-30T12:00:00Z", 0, ""),
    published=NOON,
    arrived=NOON,
    publisher="Levant Wire",
    language="en",
    pub_status="usable",
    embargoed_until=None,
    status="Test",
    url=None,
    headline="Rebels in Aleppo",
    entities=(),
    places=(
        Place(id="geonames:170063", name="Aleppo", country="SY", field="headline", start=10, end=16),
        Place(id="geonames:170063", name="Aleppo", country="SY", field="body", start=16, end=22),
    ),
    actors=(ActorMention(id="generic:rebels", name="rebels", kind="rebel", field="body", start=0, end=6),),
    signals=(
        Signal(
            type="casualties.reported",
            status="claimed",
            time_role="new",
            alerts=True,
            actors=(),
            place=ALEPPO,
            theatre="SY",
            event_date=None,
            count=Count(
                metric="dead",
                low=1255,
                best=1255,
                high=1255,
                qualifier="exact",
                verbatim="1,255 people",
                kind="cumulative",
                scope_start="2024-11-27",
            ),
            origin=OBSERVATORY,
            evidence=Evidence(sentence="Rebels captured Aleppo.", field="body", start=0, end=23),
            reasons=("demo.unheard_of",),
            confidence=0.9,
        ),
    ),
    fingerprint=(),
    extractor="test",
)

ALERT = alert(
    id="a1",
    time=NOON,
    headline="Rebels captured Aleppo",
    place=ALEPPO,
    evidence=(
        AlertEvidence(
            sentence="Rebels captured Aleppo.",
            field="body",
            start=0,
            end=23,
            uri="lw-1",
            version="1",
            url=None,
            publisher="Levant Wire",
            origin=OBSERVATORY,
            published=NOON,
        ),
    ),
    evidence_total=1,
    reasons=("demo.unheard_of",),
    changes=(Change(field="severity", previous=None, current="Severe"),),
)


@pytest.fixture
def make_enriched():
    """An enriched article; keyword arguments replace its fields."""
    return lambda **fields: replace(ENRICHED, **fields)


@pytest.fixture
def make_alert():
    """An alert; keyword arguments replace its fields."""
    return lambda **fields: replace(ALERT, **fields)
