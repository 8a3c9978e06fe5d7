from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from workers import detect, enrich
from workers.models import Article

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "seed-article.txt"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not SEED.exists(), reason="the seed article is not on this machine"),
]


@cache
def signals():
    moment = datetime(2024, 12, 1, 18, tzinfo=UTC)
    article = Article(
        uri="seed",
        version="1",
        order=(1, "", 0, ""),
        published=moment,
        arrived=moment,
        publisher="Seed",
        language="en",
        body=SEED.read_text(encoding="utf-8"),
    )
    return detect.load()(enrich.load()([article])[0]).signals


def of_type(name):
    return [s for s in signals() if s.type == name]


@pytest.mark.parametrize(
    "name",
    [
        "offensive.launched",
        "territory.captured",
        "installation.seized",
        "casualties.reported",
        "displacement.reported",
        "coalition.formed",
        "forces.redeployed",
        "counterattack.prepared",
    ],
)
def test_seed_article_alerts_on_each_escalation(name):
    """Every escalation that the article reports is an alertable signal in Syria."""
    assert {s.theatre for s in of_type(name) if s.alerts} == {"SY"}


def test_seed_article_places_aleppo_and_its_airport():
    """Aleppo was captured, as later sentences say again; the airport seized is Aleppo's."""
    captured, *_ = [s for s in of_type("territory.captured") if s.alerts]
    (seized,) = [s for s in of_type("installation.seized") if s.alerts]
    assert (captured.place.name, captured.place.country) == ("Aleppo", "SY")
    assert (seized.place.id, seized.place.kind) == (f"{captured.place.id}#airport", "airport")


def test_seed_article_counts_the_dead_since_wednesday():
    """255 dead, cumulative since Wednesday 27 November, says the Syrian Observatory."""
    (toll,) = of_type("casualties.reported")
    count = toll.count
    assert (count.metric, count.low, count.best, count.high) == ("dead", 255, 255, 255)
    assert (count.qualifier, count.kind, count.scope_start) == ("exact", "cumulative", "2024-11-27")
    assert (toll.origin.id, toll.origin.kind) == ("sohr", "monitor")


def test_seed_article_counts_the_displaced():
    """More than 14,000 displaced, says OCHA: a floor and no ceiling."""
    (displaced,) = of_type("displacement.reported")
    count = displaced.count
    assert (count.metric, count.low, count.best, count.high) == ("displaced", 14000, None, None)
    assert (count.qualifier, displaced.origin.id) == ("more_than", "ocha")


def test_seed_article_army_claims_to_prepare_a_counterattack():
    """The army says that it prepares one: the act is to prepare, and it is the army's claim."""
    (prepared,) = of_type("counterattack.prepared")
    assert (prepared.status, prepared.origin.id) == ("claimed", "mil:sy")
    assert not of_type("counterattack.launched")


def test_seed_article_call_for_deescalation_does_not_alert():
    """The four governments' call is a signal that calms."""
    calls = of_type("deescalation.called")
    assert calls
    assert not any(s.alerts for s in calls)


def test_seed_article_bases_are_denied():
    """What stands under "denying reports that" is denied, and nothing else of that sentence is."""
    denied = [s for s in signals() if s.status == "denied"]
    assert [s.type for s in denied] == ["installation.seized"]
    assert "denying reports" in denied[0].evidence.sentence


def test_seed_article_history_never_alerts():
    """The fighting of 2016, the protests of 2011 and the warrant of November 2023 are background."""
    past = [
        s
        for s in signals()
        if any(
            words in s.evidence.sentence
            for words in ("The 2016 fighting", "In November 2023", "It is the first time")
        )
    ]
    assert past
    alerting = [s for s in past if s.alerts and s.type != "territory.captured"]
    assert not alerting
    assert all(s.event_date is None or s.event_date.value >= "2024-11" for s in signals() if s.alerts)
