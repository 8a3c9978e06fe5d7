"""What a figure says of its own time: a total is brought up to date, and the toll of a whole war is only repeated."""

from dataclasses import replace

from workers.detect.timing_role import Timing
from workers.models import Count

_WAR_TOLLS = {"dead": 10_000, "injured": 20_000, "displaced": 1_000_000}
"""From here an undated figure is the toll of a war: single acts that kill so many do not go without a day."""
_UNDATED = frozenset({"time.late", "time.early", "time.wide", "time.comparison"})
_TOTALS = _UNDATED | {"time.reported"}


def timing_of_count(timing: Timing, count: Count, reasons: tuple[str, ...]) -> Timing:
    """The time role of a figure, as the time role of its verb or noun was told.

    ``reasons``: the codes of the rules that found the figure.
    """
    codes = set(timing.reasons)
    if "time.late" in codes and (_is_war_toll(count) or "count.cumulative.conflict" in reasons):
        return replace(timing, role="ongoing", reasons=(*timing.reasons, "time.war_toll"))
    if _is_total(timing, count, codes) or "time.recent_long" in codes:
        return replace(timing, role="update", reasons=(*timing.reasons, "time.total"))
    return timing


def _is_total(timing: Timing, count: Count, codes: set[str]) -> bool:
    if timing.role != "new" or count.kind == "incident" or not codes <= _TOTALS:
        return False
    return "time.wide" in codes or (count.kind == "cumulative" and "time.early" not in codes)


def _is_war_toll(count: Count) -> bool:
    size = max(count.low or 0, count.best or 0, count.high or 0)
    return size >= _WAR_TOLLS.get(count.metric, size + 1)
