"""Writes dashboards/tocsin.json: `python deploy/grafana/dashboard.py`. Edit here, never there; a test compares them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grafana_foundation_sdk.builders import dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.builders.common import ReduceDataOptions, VizLegendOptions
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import (
    BigValueTextMode,
    GraphDrawStyle,
    LegendDisplayMode,
    LegendPlacement,
)
from grafana_foundation_sdk.models.dashboard import (
    Dashboard,
    DashboardCursorSync,
    DataSourceRef,
    VariableOption,
    VariableRefresh,
    VariableSort,
)

PATH = Path(__file__).parent / "dashboards" / "tocsin.json"
SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")
OURS = 'job=~"$job", instance=~"$instance"'


@dataclass(frozen=True, slots=True)
class Query:
    """One PromQL expression and the legend of its series."""

    expr: str
    legend: str = "__auto"


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel.

    Attributes:
        kind: ``number`` for one figure, ``lines`` for rates and levels, ``bars`` for counts of rare events.
    """

    kind: str
    title: str
    description: str
    unit: str
    queries: tuple[Query, ...]


def of(name: str, more: str = "") -> str:
    """A selector of the chosen workers' series."""
    return f"{name}{{{OURS}{', ' + more if more else ''}}}"


def rate(by: str, name: str) -> str:
    """Events a second by labels."""
    return f"sum by ({by}) (rate({of(name)}[$__rate_interval]))"


def rise(by: str, name: str, span: str = "$__rate_interval") -> str:
    """Events in a span by labels."""
    return f"sum by ({by}) (increase({of(name)}[{span}]))"


def quantiles(name: str, by: str = "") -> tuple[Query, ...]:
    """Median and 95th percentile of a histogram."""
    labels = f"le, {by}" if by else "le"
    legend = f"{{{{{by}}}}} " if by else ""
    inner = rate(labels, f"{name}_bucket")
    return tuple(
        Query(f"histogram_quantile({q}, {inner})", f"{legend}{word}")
        for q, word in ((0.5, "median"), (0.95, "95 %"))
    )


def number(title: str, description: str, unit: str, expr: str, legend: str = "__auto") -> Panel:
    """A panel with one figure."""
    return Panel("number", title, description, unit, (Query(expr, legend),))


def lines(title: str, description: str, unit: str, *queries: Query) -> Panel:
    """A panel with lines."""
    return Panel("lines", title, description, unit, queries)


def bars(title: str, description: str, unit: str, *queries: Query) -> Panel:
    """A panel with bars."""
    return Panel("bars", title, description, unit, queries)


ROWS: dict[str, tuple[Panel, ...]] = {
    "Now": (
        number(
            "Workers ready",
            "Workers that take records. Below the number you started: /readyz of each says why.",
            "short",
            f"sum({of('tocsin_ready')})",
        ),
        number(
            "Last article",
            "Time since any worker finished an article. Long, and nothing waits: the feeds are silent.",
            "s",
            "time() - max(" + of("tocsin_last_record_timestamp_seconds", 'step="enrich"') + ")",
        ),
        number(
            "Records waiting",
            "Records behind the committed offsets, over all steps, as the broker says.",
            "short",
            f"sum({of('tocsin_consumer_lag_records')})",
        ),
        number(
            "Alerts",
            "Alerts sent in the time shown, updates and cancels too.",
            "short",
            f"sum(increase({of('tocsin_alerts_total')}[$__range]))",
        ),
        number(
            "Dead letters",
            "Records set aside in the time shown.",
            "short",
            f"sum(increase({of('tocsin_dead_letters_total')}[$__range]))",
        ),
        number(
            "Version",
            "Which Tocsin and which language model run; more than one figure in the midst of a deploy.",
            "none",
            f"count by (version, model) ({of('tocsin_build_info')})",
            "{{version}}, {{model}}",
        ),
    ),
    "What the desk gets": (
        bars(
            "Alerts by severity",
            "Alerts sent, by severity.",
            "short",
            Query(rise("severity", "tocsin_alerts_total")),
        ),
        bars(
            "Alerts by kind of message",
            "New alerts, updates of known threads, and cancels. Many cancels: a publisher withdrew, or we were wrong.",
            "short",
            Query(rise("msg_type", "tocsin_alerts_total")),
        ),
        lines(
            "From arrival to alert",
            "What Tocsin adds: from the article's arrival in Kafka to its alert, replays and drills left out.",
            "s",
            *quantiles("tocsin_alert_delay_from_arrival_seconds"),
        ),
        lines(
            "From publication to alert",
            "What the desk feels: from publication to alert, with the time that the feed took.",
            "s",
            *quantiles("tocsin_alert_delay_from_publication_seconds"),
        ),
        lines(
            "Signals by type",
            "Signals found in articles, those that never alert too.",
            "cps",
            Query(rate("signal", "tocsin_signals_total")),
        ),
        lines(
            "Left out on purpose",
            "Outputs left out, by reason; docs/instrumentation.md explains each.",
            "cps",
            Query(rate("step, reason", "tocsin_discards_total"), "{{step}} {{reason}}"),
        ),
    ),
    "Flow": (
        lines(
            "Records received",
            "Records that each step begins to handle.",
            "cps",
            Query(rate("step", "tocsin_records_received_total")),
        ),
        lines(
            "Time a step takes",
            "From receiving a record to finishing it, every send confirmed by the broker.",
            "s",
            *quantiles("tocsin_step_duration_seconds", "step"),
        ),
        lines(
            "Records in progress",
            "Begun and not finished. Standing above zero while nothing is received: something hangs.",
            "short",
            Query(f"sum by (step) ({of('tocsin_records_in_progress')})"),
        ),
        lines(
            "Records sent",
            "Records that the broker has confirmed, without dead letters.",
            "cps",
            Query(rate("topic", "tocsin_records_sent_total")),
        ),
        bars(
            "Dead letters by code",
            "Records set aside. internal is a fault of ours, all others are the feed's.",
            "short",
            Query(rise("step, code", "tocsin_dead_letters_total"), "{{step}} {{code}}"),
        ),
        bars(
            "Troubles",
            "What failed and was tried again, or was noticed; nothing is lost by them.",
            "short",
            Query(rise("step, trouble", "tocsin_troubles_total"), "{{step}} {{trouble}}"),
        ),
    ),
    "Kafka and state": (
        lines(
            "Records waiting by step",
            "Records behind the committed offset, as the broker says.",
            "short",
            Query(f"sum by (step) ({of('tocsin_consumer_lag_records')})"),
        ),
        lines(
            "Records waiting by partition",
            "The same by partition: one high line is one slow key or one stuck worker.",
            "short",
            Query(
                f"max by (topic, partition) ({of('tocsin_consumer_lag_records')})", "{{topic}} {{partition}}"
            ),
        ),
        lines(
            "Rows of state",
            "Rows in memory; they leave when they pass the horizon.",
            "short",
            Query(f"sum by (topic) ({of('tocsin_state_rows')})"),
        ),
        lines(
            "Size of state",
            "The same in bytes, as on the wire; memory takes a few times as much.",
            "bytes",
            Query(f"sum by (topic) ({of('tocsin_state_size_bytes')})"),
        ),
    ),
    "Machine": (
        lines(
            "Ready",
            "1 while a worker takes records.",
            "short",
            Query(f"max by (instance) ({of('tocsin_ready')})"),
        ),
        bars(
            "CPU pool",
            "Processes that died or hung at their work, and rebuilds of the pool.",
            "short",
            Query(rise("event", "tocsin_pool_events_total")),
        ),
        lines(
            "Memory of the main process",
            "Resident memory without the processes of the CPU pool.",
            "bytes",
            Query(f"max by (instance) ({of('process_resident_memory_bytes')})"),
        ),
        lines(
            "CPU of the main process",
            "CPUs in use without the processes of the CPU pool; near 1 the event loop is full.",
            "short",
            Query(rate("instance", "process_cpu_seconds_total")),
        ),
    ),
}


def build() -> Dashboard:
    """The dashboard."""
    board = (
        dashboard.Dashboard("Tocsin")
        .uid("tocsin")
        .description("Articles in, alerts out: what the desk gets, what is slow, and what was set aside.")
        .tags(["tocsin", "kafka"])
        .readonly()
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .refresh("30s")
        .time("now-6h", "now")
        .with_variable(dashboard.DatasourceVariable("datasource").label("Data source").type("prometheus"))
        .with_variable(choice("job", "label_values(tocsin_build_info, job)"))
        .with_variable(choice("instance", 'label_values(tocsin_build_info{job=~"$job"}, instance)'))
    )
    numbers = iter(range(1, 1000))
    for title, panels in ROWS.items():
        board = board.with_row(dashboard.Row(title).id(next(numbers)))
        for panel in panels:
            board = board.with_panel(drawn(panel, 24 // len(panels)).id(next(numbers)))
    return board.build()


def choice(name: str, query: str) -> dashboard.QueryVariable:
    """A variable that offers the values of a label, all of them at first."""
    return (
        dashboard.QueryVariable(name)
        .label(name.capitalize())
        .query(query)
        .datasource(SOURCE)
        .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(VariableSort.ALPHABETICAL_ASC)
        .multi(multi=True)
        .include_all(include_all=True)
        .all_value(".+")
        .current(VariableOption(selected=True, text=["All"], value=["$__all"]))
    )


def drawn(panel: Panel, share: int) -> stat.Panel | timeseries.Panel:
    """The panel as Grafana draws it: ``share`` of 24 columns for a figure, twice that for the others."""
    drawing = figure(panel).span(share).height(4) if panel.kind == "number" else graph(panel).height(8)
    if panel.kind != "number":
        drawing = drawing.span(share * 2)
    for target in targets(panel):
        drawing = drawing.with_target(target)
    return drawing.title(panel.title).description(panel.description).unit(panel.unit).datasource(SOURCE)


def figure(panel: Panel) -> stat.Panel:
    """One figure; a version is shown by its name."""
    mode = BigValueTextMode.NAME if panel.title == "Version" else BigValueTextMode.AUTO
    return stat.Panel().text_mode(mode).reduce_options(ReduceDataOptions().calcs(["lastNotNull"]))


def graph(panel: Panel) -> timeseries.Panel:
    """Lines or bars over time."""
    style = GraphDrawStyle.BARS if panel.kind == "bars" else GraphDrawStyle.LINE
    legend = (
        VizLegendOptions()
        .display_mode(LegendDisplayMode.LIST)
        .placement(LegendPlacement.BOTTOM)
        .show_legend(show_legend=True)
    )
    return (
        timeseries.Panel()
        .draw_style(style)
        .fill_opacity(60 if panel.kind == "bars" else 8)
        .min(0)
        .legend(legend)
    )


def targets(panel: Panel) -> Iterator[prometheus.Dataquery]:
    """The panel's queries, named A, B, ..."""
    for letter, query in zip("ABCDEF", panel.queries, strict=False):
        target = prometheus.Dataquery().expr(query.expr).legend_format(query.legend).ref_id(letter)
        yield (target.instant() if panel.kind == "number" else target.range()).datasource(SOURCE)


def rendered() -> str:
    """The committed file's text."""
    return JSONEncoder(sort_keys=True, indent=2).encode(build()) + "\n"


if __name__ == "__main__":
    PATH.write_text(rendered(), encoding="utf-8")
    print(f"Wrote {PATH}.")
