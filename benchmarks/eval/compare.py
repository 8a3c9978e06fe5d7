"""Two runs side by side."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from benchmarks.eval.rows import SHOWN, Row

Run = Mapping[str, Any]


def save(path: Path, options: Mapping[str, Any], rows: Sequence[Row]) -> None:
    """Write a run as JSON, with all its errors."""
    path.parent.mkdir(parents=True, exist_ok=True)
    run = {"options": options, "rows": [as_plain(row) for row in rows]}
    path.write_bytes(orjson.dumps(run, option=orjson.OPT_INDENT_2))


def as_plain(row: Row) -> dict[str, Any]:
    """A row as JSON has it: its attributes, and the verdict."""
    plain: dict[str, Any] = orjson.loads(orjson.dumps(row))
    return {**plain, "verdict": row.verdict}


def load(path: Path) -> Run:
    """An earlier run."""
    run: Run = orjson.loads(path.read_bytes())
    return run


def differences(before: Run, after: Run) -> Iterator[str]:
    """A line for each measure that changed, was added or went; under it the errors that are new or gone."""
    if before["options"] != after["options"]:
        yield f"The earlier run had other options: {before['options']}, now {after['options']}."
    old, new = _by_name(before), _by_name(after)
    for key in dict.fromkeys((*old, *new)):
        yield from _difference(key, old.get(key), new.get(key))


def _difference(key: tuple[str, str], old: Run | None, new: Run | None) -> Iterator[str]:
    name = ": ".join(key)
    if old is None or new is None:
        yield f"{name}: only in {'this run' if new else 'the earlier run'}"
        return
    gone, come = _errors(old, new), _errors(new, old)
    if (old["value"], old["n"]) != (new["value"], new["n"]) or gone or come:
        verdict = "" if old["verdict"] == new["verdict"] else f", {old['verdict']} → {new['verdict']}"
        yield (
            f"{name}: {_number(old['value'])} → {_number(new['value'])}{_change(old, new)}, n {old['n']} → {new['n']}"
            f"{verdict}; errors: {len(come)} new, {len(gone)} gone"
        )
        yield from (f"   new:  {text}" for text in come[:SHOWN])
        yield from (f"   gone: {text}" for text in gone[:SHOWN])


def _by_name(run: Run) -> dict[tuple[str, str], Run]:
    return {(row["part"], row["name"]): row for row in run["rows"]}


def _errors(row: Run, other: Run) -> list[str]:
    """The errors of one that the other has not: by article, sentence and what was wanted."""
    known = {_error(fault) for fault in other["faults"]}
    return [text for text in map(_error, row["faults"]) if text not in known]


def _error(fault: Run) -> str:
    return f"{fault['article']}: {fault['sentence']} [wanted: {fault['wanted']}]"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _change(old: Run, new: Run) -> str:
    if old["value"] is None or new["value"] is None:
        return ""
    return f" ({new['value'] - old['value']:+.3f})"
