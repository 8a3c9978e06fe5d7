"""How an alert is told to a person: what happened, who says so in which words, why, and what changed."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from workers.cli import words
from workers.cli.console import indented
from workers.models import Alert, AlertEvidence, Band, Change

SEVERITY_STYLES = {"Extreme": "bold white on red", "Severe": "bold red", "Moderate": "bold yellow"}
MESSAGE_STYLES = {"Alert": "bold", "Update": "bold cyan", "Cancel": "bold magenta"}
REASONS_SHOWN = ("status.", "track.", "toll.")
"""Families of reasons that a desk judges by; `tocsin alerts --json` has all."""
INDENT = 3


def tell(console: Console, alert: Alert, sentences: int = 3) -> None:
    """Print one alert with so many sentences of its evidence."""
    indented(console, _title(alert), 0, f"{alert.time:%d %b %H:%M}  ")
    for label, line in _lines(alert, sentences):
        indented(console, line, INDENT, label)
    console.print()


def _title(alert: Alert) -> Text:
    message = (alert.msg_type, MESSAGE_STYLES[alert.msg_type])
    severity = (alert.severity, SEVERITY_STYLES.get(alert.severity, ""))
    title = Text.assemble(message, "  ", severity, "  ", (alert.headline, "bold"))
    return title if alert.status == "Actual" else title.append(f"  [{alert.status}]", "dim")


def _lines(alert: Alert, sentences: int) -> Iterator[tuple[str, Text]]:
    yield "", Text(_place(alert), style="dim")
    for change in alert.changes:
        yield "changed  ", Text(_change(change))
    if alert.count:
        yield "count    ", Text(_band(alert.count))
    for evidence in alert.evidence[:sentences]:
        yield "", Text.assemble((f"“{evidence.sentence}”", "italic"), (f"  {_source(evidence)}", "dim"))
    if alert.evidence_total > sentences:
        yield "", Text(f"and {alert.evidence_total - sentences} more", style="dim")
    if why := [words.reason(code) for code in alert.reasons if code.startswith(REASONS_SHOWN)]:
        yield "why      ", Text("; ".join(why))


def _place(alert: Alert) -> str:
    where = f"{alert.place.name}, {alert.theatre}" if alert.place else alert.theatre
    parts = [alert.signal, where, alert.verification.replace("_", " "), alert.certainty.lower()]
    return " · ".join([*parts, f"revision {alert.revision} of {alert.thread}"])


def _change(change: Change) -> str:
    return f"{change.field}: {_plain(change.previous)} → {_plain(change.current)}"


def _plain(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict) and set(value) == {"low", "best", "high"}:
        return figure(value["low"], value["best"], value["high"])
    if isinstance(value, dict):
        return ", ".join(f"{k} {_plain(v)}" for k, v in value.items() if v is not None)
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value)) or "nothing"
    return str(value)


def _band(band: Band) -> str:
    since = f" since {band.scope_start}" if band.scope_start else ""
    who = "" if band.victims == "people" else f" ({band.victims})"
    origins = "; ".join(f"{o.origin.name}: {figure(o.low, o.best, o.high)}" for o in band.origins)
    return f"{figure(band.low, band.best, band.high)} {band.metric}{who}{since}. {origins}"


def figure(low: int | None, best: int | None, high: int | None) -> str:
    """A band in figures, such as ``at least 255``."""
    if best is not None and low in {None, best} and high in {None, best}:
        return f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    return f"at least {low:,}" if low is not None else f"up to {high:,}" if high is not None else "some"


def _source(evidence: AlertEvidence) -> str:
    citing = "" if evidence.origin.kind == "publisher" else f", citing {evidence.origin.name}"
    return f"{evidence.publisher}{citing} ({evidence.url or evidence.uri})"
