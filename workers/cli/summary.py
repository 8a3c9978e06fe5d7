"""The tables of ``tocsin backtest --summary``."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from workers.cli import words
from workers.cli.telling import SEVERITY_STYLES, figure
from workers.models import Alert


class Summary:
    """What alerts amount to: the newest of each thread, and how many there were."""

    def __init__(self, alerts: Iterable[Alert]) -> None:
        self._newest: dict[str, Alert] = {}
        self._first: dict[str, Alert] = {}
        self._told: Counter[str] = Counter()
        for alert in alerts:
            self._newest[alert.thread] = alert
            self._first.setdefault(alert.thread, alert)
            self._told[alert.thread] += 1

    def show(self, console: Console, silenced: Mapping[str, int]) -> None:
        """Print the tables."""
        console.print(self._threads())
        console.print(self._tolls())
        console.print(_silenced(silenced))
        console.print(f"Alerts: {self._told.total()}; threads: {len(self._newest)}.")

    def _threads(self) -> Table:
        table = Table(title="Threads", title_justify="left")
        for column in ("first", "last", "theatre", "severity", "told", "headline"):
            table.add_column(column, no_wrap=column != "headline")
        for thread, alert in self._newest.items():
            first = self._first[thread].time
            table.add_row(
                f"{first:%Y-%m-%d}",
                f"{alert.time:%Y-%m-%d}",
                alert.theatre,
                "canceled" if alert.msg_type == "Cancel" else alert.severity,
                str(self._told[thread]),
                alert.headline,
                style=SEVERITY_STYLES.get(alert.severity) if alert.msg_type != "Cancel" else "dim",
            )
        return table

    def _tolls(self) -> Table:
        table = Table(title="Tolls", title_justify="left")
        for column in ("theatre", "metric", "whom", "since", "now", "as told"):
            table.add_column(column)
        for alert in self._newest.values():
            if (band := alert.count) and alert.msg_type != "Cancel":
                steps = " → ".join(figure(p.low, p.best, p.high) for p in alert.trend)
                now = figure(band.low, band.best, band.high)
                table.add_row(alert.theatre, band.metric, band.victims, band.scope_start or "", now, steps)
        return table


def _silenced(silenced: Mapping[str, int]) -> Table:
    table = Table("reason", "times", title="Silenced", title_justify="left")
    for code, times in sorted(silenced.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(words.reason(code), str(times))
    return table
