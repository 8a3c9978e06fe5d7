"""A picture against what was told: the alert that is due, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from workers.identity import alert_id
from workers.models import Alert, Change, MsgType, Report
from workers.track.claims import event_time
from workers.track.headlines import headline, withdrawn
from workers.track.pictures import Picture, Withdrawn
from workers.track.rows import Told
from workers.track.settings import TrackSettings
from workers.track.severity import SEVERITIES
from workers.track.shifts import Shift, shifts
from workers.track.threads import spot_of


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a thread is not told: a code of docs/reasons-track.md; empty where there is nothing to tell of."""

    reason: str


def tell(
    view: Picture | Withdrawn, last: Told | None, cause: Report, settings: TrackSettings, *, quiet: bool
) -> Alert | Silence:
    """What follows for a thread.

    A function of what its reports say together, of what was last told, and of the report that came: nothing else,
    so that after a crash the same alert is made again. A report tells a thread once: where its told row was put
    before the crash, it is silent.

    Args:
        view: of the thread, with this report.
        last: its told row.
        cause: the report.
        settings: thresholds.
        quiet: the report is late and corrects nothing; it is kept and not told.
    """
    if last and (last.alert.cause, last.order) == (cause.uri, cause.order):
        return Silence("track.repeat")
    outcome = _outcome(view, last, cause, settings)
    if isinstance(outcome, Silence):
        return outcome
    return Silence("track.late") if quiet else replace(outcome, id=alert_id(outcome))


def _outcome(
    view: Picture | Withdrawn, last: Told | None, cause: Report, settings: TrackSettings
) -> Alert | Silence:
    if last is None or not last.active:
        return _first(view, last, cause)
    if isinstance(view, Withdrawn) or _retreats_behind_embargo(view, last):
        return _cancel(view, last.alert, cause)
    if _leaves_embargo(view, last, cause):
        return _first(view, last, cause)
    moves = shifts(last.tallies, view.tallies, settings.threshold)
    changes = (*_changes(view, last.alert), *(move.change for move in moves))
    if changes:
        return _alert("Update", view, last, cause, moves, changes)
    return Silence("toll.implausible" if "toll.implausible" in view.reasons else "track.unchanged")


def _first(view: Picture | Withdrawn, last: Told | None, cause: Report) -> Alert | Silence:
    if isinstance(view, Withdrawn):
        return Silence("")
    return _alert("Alert", view, last, cause) if view.news else Silence("track.not_alertable")


def _retreats_behind_embargo(view: Picture, last: Told) -> bool:
    """True where all that was public is gone: those who were told must hear so now."""
    if view.embargoed_until is None:
        return False
    return last.alert.embargoed_until is None or view.embargoed_until > last.alert.embargoed_until


def _leaves_embargo(view: Picture, last: Told, cause: Report) -> bool:
    """True where the last alert is still held back, so that this one may not compare itself with it."""
    held = last.alert.embargoed_until
    if held is None or held <= cause.arrived:
        return False
    return view.embargoed_until is None or view.embargoed_until < held


def _changes(view: Picture, old: Alert) -> tuple[Change, ...]:
    turns = spot_of(view.thread).family in SEVERITIES.turns
    compared: dict[str, tuple[Any, Any]] = {
        "signal": (old.signal, view.signal) if turns else (None, None),
        "severity": (old.severity, view.severity),
        "verification": (old.verification, view.verification),
        "place": (old.place and old.place.id, view.place and view.place.id),
        "actors": (
            sorted({f"{actor.role}:{actor.id}" for actor in old.actors}),
            sorted({f"{actor.role}:{actor.id}" for actor in view.actors}),
        ),
    }
    return tuple(
        Change(field=field, previous=before, current=now)
        for field, (before, now) in compared.items()
        if before != now
    )


def _alert(
    msg_type: MsgType,
    view: Picture,
    last: Told | None,
    cause: Report,
    moves: Sequence[Shift] = (),
    changes: tuple[Change, ...] = (),
) -> Alert:
    lead = moves[0] if moves else None
    band = view.tallies[0].band if view.tallies else None
    return Alert(
        id="",
        thread=view.thread,
        revision=last.alert.revision + 1 if last else 1,
        status=cause.status,
        msg_type=msg_type,
        references=(last.alert.id,) if last else (),
        time=event_time(cause),
        cause=cause.uri,
        headline=headline(view, lead),
        theatre=view.theatre,
        place=view.place,
        actors=view.actors,
        signal=_signal(view, lead),
        embargoed_until=view.embargoed_until,
        severity=view.severity,
        certainty=view.certainty,
        confidence=view.confidence,
        verification=view.verification,
        event_date=view.event_date,
        count=lead.now if lead and lead.now else band,
        trend=view.tallies[0].trend if view.tallies else (),
        evidence=view.evidence,
        evidence_total=view.evidence_total,
        reasons=view.reasons,
        changes=changes,
    )


def _signal(view: Picture, lead: Shift | None) -> str:
    """The type that the alert goes out as: a move of the toll names it, else what names the thread."""
    if lead is None or lead.step == "first":
        return view.signal
    if lead.step == "revised":
        return "toll.revised"
    return "displacement.rising" if lead.metric == "displaced" else "toll.rising"


def _cancel(view: Picture | Withdrawn, old: Alert, cause: Report) -> Alert:
    """The last alert taken back: what it said stays readable, its figures do not."""
    denied = isinstance(view, Withdrawn) and bool(view.denials)
    denials = view.denials if isinstance(view, Withdrawn) else ()
    return replace(
        old,
        id="",
        revision=old.revision + 1,
        msg_type="Cancel",
        references=(old.id,),
        time=event_time(cause),
        cause=cause.uri,
        headline=withdrawn(old.headline, denied=denied),
        certainty="Unlikely" if denied else "Unknown",
        confidence=0.0,
        count=None,
        evidence=denials,
        evidence_total=len(denials),
        reasons=("track.denied_by_origin",) if denied else ("track.withdrawn",),
        changes=(Change(field="evidence", previous=old.evidence_total, current=0),),
    )
