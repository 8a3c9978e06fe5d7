"""The table and the errors, as text."""

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.eval.rows import SHOWN, Fault, Row

TITLES = {
    "dev": "Gold dev (tests/gold/dev; rules are tuned on it)",
    "test": "Gold test (tests/gold/test; rules are never tuned on it)",
    "second": "Second, blind reading against the first",
    "real": "Real text (../shared/data)",
}
_HEAD = ("n", "prec.", "recall", "value", "95 % interval", "target", "")
_WIDTHS = (7, 7, 7, 8, 17, 8, 6)


def table(rows: Sequence[Row]) -> Iterator[str]:
    """One line a measure, under a title a part; ``value`` is the F1 or the share, which the target speaks of."""
    width = max((len(row.name) for row in rows), default=0)
    for part, title in TITLES.items():
        own = [row for row in rows if row.part == part]
        if own:
            yield from ("", title, _line("measure", _HEAD, width))
            yield from (_line(row.name, _cells(row), width) for row in own)


def errors(rows: Iterable[Row]) -> Iterator[str]:
    """The worst errors of each measure."""
    for row in rows:
        if row.faults:
            yield f"\n{row.part}: {row.name}: {min(SHOWN, len(row.faults))} of {len(row.faults)} errors"
            for number, fault in enumerate(row.faults[:SHOWN], 1):
                yield from _fault(number, fault)


def _cells(row: Row) -> tuple[str, ...]:
    low_high = f"{_number(row.interval[0])} to {_number(row.interval[1])}" if row.interval else ""
    ends = _number(row.precision), _number(row.recall)
    return (
        f"{row.n:,}",
        *ends,
        _number(row.value) or "-",
        low_high,
        str(row.target or ""),
        row.verdict,
    )


def _line(name: str, cells: Sequence[str], width: int) -> str:
    padded = (f"{cell:>{w}}" for cell, w in zip(cells, _WIDTHS, strict=True))
    return f"{name:<{width}} {' '.join(padded)}".rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if value <= 1 else f"{value:.1f}"


def _fault(number: int, fault: Fault) -> Iterator[str]:
    yield f" {number:2d}. {fault.article}: {fault.sentence}"
    yield f"     wanted: {fault.wanted}"
    yield f"     found:  {fault.found}"
    if fault.reasons:
        yield f"     by:     {' '.join(fault.reasons)}"
