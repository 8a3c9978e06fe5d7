"""Measures on real text, which lies in ../shared/data and stays there; ORIGIN.md says where it is from."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import yaml

from benchmarks.eval import muc
from benchmarks.eval.intervals import SEED
from benchmarks.eval.mentions import of_signal
from benchmarks.eval.reading import Reading
from benchmarks.eval.rows import Fault, Row, Target, share_row

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
JUDGED = ROOT / "tests" / "judged"
_SEED_PUBLISHED = "2024-12-01T18:00:00Z"
_SEED_BACKGROUND = ("The 2016 fighting", "In November 2023", "It is the first time")
_SEED_NEWS = "territory.captured"
_SHOWN = 300

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RealSet:
    """Items, and the rows that their readings give."""

    items: Sequence[Item]
    rows: Callable[[Sequence[Item], Sequence[Reading]], Iterator[Row]]

    @property
    def values(self) -> list[bytes]:
        """The items as a newsroom would send them: without labels."""
        return [
            orjson.dumps(
                {name: item[name] for name in ("id", "title", "text", "published") if item.get(name)}
            )
            for item in self.items
        ]


def sets(limit: int) -> Iterator[RealSet]:
    """Each set of real text, at most ``limit`` items of it (0: all), drawn by a fixed seed; none where the data is absent."""
    if not DATA.exists():
        return
    news = _lines("current-events-2010-2014.jsonl")
    ordinary = [x for x in news if x["published"] >= "2013" and x["labels"]["conflict"] == "no"]
    yield RealSet(items=_sample(ordinary, limit), rows=_ordinary)
    judged = _judged("casualty-items.yaml") or {}
    chosen = [item for item in news if item["id"] in judged]
    if chosen:
        yield RealSet(items=_sample(chosen, limit), rows=partial(_casualty_items, judged))
    yield RealSet(items=_sample(_lines("fa-kes-odd.jsonl"), limit), rows=_whole_articles)
    yield RealSet(items=_sample(muc.with_counts(_lines("muc4-train.jsonl")), limit), rows=muc.rows)
    seed = (DATA / "seed-article.txt").read_text(encoding="utf-8")
    yield RealSet(items=[{"id": "seed", "text": seed, "published": _SEED_PUBLISHED}], rows=_seed)


def judged_alerts() -> Iterator[Row]:
    """The share of alerts that a blind reader found right; nothing where none were judged."""
    verdicts = _judged("alerts.yaml") or []
    ids = dict.fromkeys(verdict["id"] for verdict in verdicts)
    table = [
        (sum(v["right"] for v in verdicts if v["id"] == i), sum(v["id"] == i for v in verdicts)) for i in ids
    ]
    if table:
        faults = [
            Fault(article=v["id"], sentence=f"at {v['start']}", wanted="no alert", found=v["type"])
            for v in verdicts
            if not v["right"]
        ]
        yield share_row("real", "alerts judged right", table, Target(at_least=0.90), faults)


def _ordinary(items: Sequence[Item], readings: Sequence[Reading]) -> Iterator[Row]:
    name = "ordinary items with an alert, per 1,000"
    yield _alerting(name, items, readings, Target(at_most=5), per=1000)


def _casualty_items(
    judged: Mapping[str, bool], items: Sequence[Item], readings: Sequence[Reading]
) -> Iterator[Row]:
    both = list(zip(items, readings, strict=True))
    worth = [(item, reading) for item, reading in both if judged[item["id"]]]
    others = [(item, reading) for item, reading in both if not judged[item["id"]]]
    if worth:
        name = "casualty items worth an alert, with one"
        yield _alerted(name, *zip(*worth, strict=True), Target(at_least=0.95))
    if others:
        name = "casualty items not worth one, with one"
        yield _alerting(name, *zip(*others, strict=True), Target(at_most=0.10))


def _whole_articles(items: Sequence[Item], readings: Sequence[Reading]) -> Iterator[Row]:
    yield _alerted("whole articles on a war, with an alert", items, readings, Target(at_least=0.97))


def _seed(_: Sequence[Item], readings: Sequence[Reading]) -> Iterator[Row]:
    """Sentences of the seed article on the past; its first-time-since sentence may tell the capture, which is new."""
    (reading,) = readings
    past = [s for s in reading.sentences if s.text.strip().startswith(_SEED_BACKGROUND)]
    alerts = [s for s in reading.alerts if s.type != _SEED_NEWS]
    wrong = {s.evidence.start: s for s in alerts if s.evidence.sentence.strip().startswith(_SEED_BACKGROUND)}
    faults = [_false_alarm("seed", s, reading) for s in wrong.values()]
    name = "seed article: background sentences that alert"
    yield share_row("real", name, [(len(wrong), len(past))], Target(at_most=0), faults)


def _alerting(
    name: str, items: Sequence[Item], readings: Sequence[Reading], target: Target, per: int = 1
) -> Row:
    """Where an alert is an error."""
    faults = [
        _false_alarm(item["id"], reading.alerts[0], reading)
        for item, reading in zip(items, readings, strict=True)
        if reading.alerts
    ]
    return share_row("real", name, [(bool(r.alerts), 1) for r in readings], target, faults, per)


def _alerted(name: str, items: Sequence[Item], readings: Sequence[Reading], target: Target) -> Row:
    """Where silence is an error."""
    faults = [
        _silence(item, reading) for item, reading in zip(items, readings, strict=True) if not reading.alerts
    ]
    return share_row("real", name, [(bool(r.alerts), 1) for r in readings], target, faults)


def _false_alarm(article: str, signal: Any, reading: Reading) -> Fault:  # noqa: ANN401
    return Fault(
        article=article,
        sentence=" ".join(signal.evidence.sentence.split()),
        wanted="no alert",
        found=str(of_signal(signal, reading)),
        reasons=signal.reasons,
        weight=signal.confidence,
    )


def _silence(item: Item, reading: Reading) -> Fault:
    return Fault(
        article=item["id"],
        sentence=" ".join(item["text"].split())[:_SHOWN],
        wanted="an alert",
        found="; ".join(str(of_signal(s, reading)) for s in reading.signals) or "nothing fired",
        reasons=tuple(dict.fromkeys(code for s in reading.signals for code in s.reasons)),
        weight=1 / (1 + len(reading.signals)),
    )


def _lines(name: str) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in (DATA / name).read_bytes().splitlines()]


def _judged(name: str) -> Any:  # noqa: ANN401 - whatever stands there
    path = JUDGED / name
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None


def _sample(items: Sequence[Item], limit: int) -> list[Item]:
    size = min(limit or len(items), len(items))
    return random.Random(SEED).sample(list(items), size)  # noqa: S311 - a sample, no secret
