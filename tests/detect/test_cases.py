from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from workers import detect, enrich
from workers.models import Article

CASES = Path(__file__).resolve().parents[1] / "cases"
FILES = (
    "detect-types",
    "detect-status",
    "detect-origins",
    "detect-places",
    "detect-time",
    "adversarial-found",
)
SILENT = ("detect-silence", "adversarial-silent")

pytestmark = pytest.mark.model


def cases(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def stages():
    return enrich.load(), detect.load()


def article(case):
    published = datetime.fromisoformat(case.get("published", "2024-12-01T18:00:00Z"))
    return Article(
        uri="case",
        version="1",
        order=(1, "", 0, ""),
        published=published,
        arrived=published,
        publisher="Test Wire",
        language="en",
        headline=case.get("headline", ""),
        body=case["text"],
    )


def signals(case):
    enricher, detector = stages()
    return detector(enricher([article(case)])[0]).signals


def facts(signal):
    by_role = {
        role: sorted(a.id for a in signal.actors if a.role == role) for role in ("agent", "target", "party")
    }
    return {
        "type": signal.type,
        "reasons": list(signal.reasons),
        "status": signal.status,
        "time_role": signal.time_role,
        "alerts": signal.alerts,
        "theatre": signal.theatre,
        "place": signal.place.name if signal.place else None,
        "origin": signal.origin.id,
        "origin_kind": signal.origin.kind,
        "metric": signal.count.metric if signal.count else None,
        "low": signal.count.low if signal.count else None,
        "kind": signal.count.kind if signal.count else None,
        "agents": by_role["agent"],
        "targets": by_role["target"],
        "parties": by_role["party"],
    }


def fits(found, wanted):
    def same(value, expected):
        if isinstance(expected, str) and isinstance(value, list):
            return expected in value
        if isinstance(value, list):
            return value == sorted(expected)
        return value in expected if isinstance(expected, list) else value == expected

    return all(same(found[key], expected) for key, expected in wanted.items())


def named(name):
    return [
        pytest.param(case, id=f"{name}-{case.get('headline') or case['text']}"[:70]) for case in cases(name)
    ]


@pytest.mark.parametrize("case", [case for name in FILES for case in named(name)])
def test_case_gives_the_signals_it_names(case):
    """Each expected signal is found, and none of those that must not be."""
    found = [facts(s) for s in signals(case)]
    missing = [wanted for wanted in case.get("expect", []) if not any(fits(f, wanted) for f in found)]
    wrong = [f for unwanted in case.get("not", []) for f in found if fits(f, unwanted)]
    assert (missing, wrong) == ([], []), found


@pytest.mark.parametrize("case", [case for name in SILENT for case in named(name)])
def test_ordinary_news_is_silent(case):
    """Sport, markets, crime, accidents, disasters, disease and figures of speech never alert."""
    assert [facts(s) for s in signals(case) if s.alerts] == []


def test_every_type_of_an_article_has_a_case():
    """A new type needs a case that fires it; those of tracking are not detected."""
    from workers.types import TYPES

    tracked = {"toll.rising", "toll.revised", "displacement.rising"}
    shown = {wanted["type"] for case in cases("detect-types") for wanted in case["expect"]}
    assert shown == TYPES.keys() - tracked
