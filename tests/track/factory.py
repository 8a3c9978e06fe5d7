"""Signals and reports in one line each, and a worker that crashes where it is told to."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from workers.models import (
    Count,
    EventDate,
    Evidence,
    Origin,
    Report,
    Signal,
    SignalActor,
    SignalPlace,
)
from workers.track import Theatre, TrackSettings

START = datetime(2024, 11, 30, 6, tzinfo=UTC)
SETTINGS = TrackSettings()

ALEPPO = SignalPlace(id="geonames:170063", name="Aleppo", country="SY")
HAMA = SignalPlace(id="geonames:170017", name="Hama", country="SY")
AIRPORT = SignalPlace(id="geonames:170063#airport", name="Aleppo airport", country="SY", kind="airport")
SYRIA = SignalPlace(id="iso:SY", name="Syria", country="SY", kind="country")

SOHR = Origin(id="sohr", name="the Syrian Observatory for Human Rights", kind="monitor", family="sohr")
OCHA = Origin(id="ocha", name="OCHA", kind="igo", family="un")
ARMY = Origin(id="sy-army", name="the Syrian army", kind="military", family="sy-state")
REBELS = Origin(id="hts", name="Hayat Tahrir al-Sham", kind="rebel", family="hts")

FIGHTERS = SignalActor(id="generic:rebels", name="rebel fighters", side="opposition", role="agent")
HTS = SignalActor(id="hts", name="Hayat Tahrir al-Sham", side="opposition", role="agent")


def at(hours):
    """A time so many hours after the story's start."""
    return START + timedelta(hours=hours)


def outlet(publisher):
    """The publisher itself as origin: nobody is cited."""
    return Origin(id=publisher, name=publisher, kind="publisher", family=publisher)


def count(low, *, best=..., high=..., metric="dead", kind="cumulative", qualifier="exact", **more):
    """A count; exact unless an end is given otherwise."""
    return Count(
        metric=metric,
        low=low,
        best=low if best is ... else best,
        high=low if high is ... else high,
        qualifier=qualifier,
        verbatim=str(low),
        kind=kind,
        **more,
    )


def signal(kind="territory.captured", *, place=ALEPPO, origin=None, says="Rebels took it.", **more):
    """A signal that may alert, unless told otherwise."""
    status = more.pop("status", "asserted")
    role = more.pop("time_role", "new")
    day = more.pop("day", None)
    alerts = more.pop("alerts", status in {"asserted", "claimed"} and role in {"new", "update"})
    values = {
        "type": kind,
        "status": status,
        "time_role": role,
        "alerts": alerts,
        "actors": (FIGHTERS,) if kind.startswith(("territory", "offensive", "installation")) else (),
        "place": place,
        "theatre": "SY",
        "event_date": EventDate(value=day) if day else None,
        "count": None,
        "origin": origin or outlet("example.org"),
        "evidence": Evidence(sentence=says, field="body", start=0, end=len(says)),
        "reasons": (),
        "confidence": 0.8,
    }
    return Signal(**{**values, **more})


def toll(dead, *, origin=SOHR, place=SYRIA, **more):
    """A cumulative toll of the dead in Syria, as an observatory gives it."""
    told = more.pop("count", None) or count(dead)
    return signal("casualties.reported", place=place, origin=origin, count=told, says=f"{dead} died.", **more)


def report(uri, *signals, hours=0.0, publisher="example.org", version=1, text=None, **more):
    """A report published and arrived so many hours after the story's start; ``text`` makes the fingerprint."""
    values = {
        "uri": uri,
        "version": str(version),
        "order": (version, "", 0, ""),
        "theatre": "SY",
        "published": at(hours),
        "arrived": at(hours),
        "publisher": publisher,
        "url": None,
        "status": "Actual",
        "embargoed_until": None,
        "fingerprint": fingerprint(text or uri),
        "signals": tuple(
            replace(one, origin=outlet(publisher)) if one.origin.kind == "publisher" else one
            for one in signals
        ),
    }
    return Report(**{**values, **more})


def fingerprint(text):
    """64 values that no two texts share."""
    digest = hashlib.shake_128(text.encode()).digest(256)
    return tuple(int.from_bytes(digest[i : i + 4]) for i in range(0, 256, 4))


class Desk:
    """What sits behind the topics: rows, and every alert that was delivered."""

    def __init__(self, settings=SETTINGS, name="SY"):
        self.settings = settings
        self.theatre = Theatre(name, settings)
        self.alerts = []
        self.silenced = []

    def read(self, *reports):
        """Handle reports in order; the alerts of the last one."""
        step = None
        for one in reports:
            step = self.theatre.derive(one)
            self.theatre.commit(step)
            self.alerts.extend(step.alerts)
            self.silenced.extend(step.silenced)
        return step.alerts

    def crash(self, report, rows_put):
        """Deliver a report's alerts, put only its first rows, then start again from the rows."""
        step = self.theatre.derive(report)
        self.alerts.extend(step.alerts)
        kept = dict(self.theatre.rows())
        for key, value in step.rows[:rows_put]:
            if value is None:
                kept.pop(key, None)
            else:
                kept[key] = value
        self.theatre = Theatre.from_rows(self.theatre.name, kept, self.settings)

    def headlines(self):
        """All headlines so far."""
        return [alert.headline for alert in self.alerts]
