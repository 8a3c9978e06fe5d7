"""The gold files in tests/gold: read, and refused with file and line where they break docs/annotation.md, section 9."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import yaml

from benchmarks.eval.labels import ACT_TYPES, CASUALTIES, DISPLACEMENT, Figure, GoldArticle, Label
from workers.models import CountKind, FieldName, Metric, Qualifier, Status, TimeRole

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold"

_VICTIMS = (
    "civilians", "soldiers", "rebels", "police", "children", "women", "journalists", "peacekeepers", "aid workers",
    "people",
)  # fmt: skip
_ENUMS: Mapping[str, tuple[Any, ...]] = {
    "in": get_args(FieldName),
    "status": get_args(Status),
    "time": get_args(TimeRole),
    "type": ACT_TYPES,
    "metric": get_args(Metric),
    "qualifier": get_args(Qualifier),
    "kind": get_args(CountKind),
    "victims": _VICTIMS,
}
_TYPES: Mapping[str, type] = {
    "subset": bool, "n": int, "low": int, "high": int, "published": datetime, "acts": list, "counts": list,
}  # fmt: skip
_SHARED = ("on", "in", "status", "time", "origin", "place")
_ACT = (*_SHARED, "type")
_COUNT = (*_SHARED, "metric", "qualifier", "n", "low", "high", "kind", "victims", "subset")
_TEXT = ("id", "published", "source", "headline", "text")
_LABELS = ("acts", "counts")
_BOUNDS: Mapping[str, tuple[frozenset[str], ...]] = {
    "exact": (frozenset({"n"}),),
    "about": (frozenset({"n"}), frozenset({"low", "high"})),
    **dict.fromkeys(("at_least", "more_than", "many"), (frozenset({"low"}),)),
    **dict.fromkeys(("up_to", "fewer_than"), (frozenset({"high"}),)),
}
"""Qualifier -> the sets of bounds that it may give: the table of section 5."""

Problem = tuple[int, str]
"""A line, and what is wrong with it."""


class GoldError(Exception):
    """A gold file breaks its format; the text names file, line and what is wrong."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}:{line}: {reason}")


def load(part: str, folder: Path = GOLD) -> list[GoldArticle]:
    """Every article of ``dev``, ``test`` or ``second``, in the order of files; none where the folder is empty.

    Raises:
        GoldError: at the first line that is wrong.
    """
    files = sorted((folder / part).glob("*.yaml"))
    return [article for path in files for article in read(path, with_text=part != "second")]


def read(path: Path, *, with_text: bool = True) -> list[GoldArticle]:
    """The articles of one file; of a second reading, without their text.

    Raises:
        GoldError: at the first line that is wrong.
    """
    for line, reason in problems(path, with_text=with_text):
        raise GoldError(path, line, reason)
    return [_article(path, row) for row in _rows(path)]


def problems(path: Path, *, with_text: bool = True) -> Iterator[Problem]:
    """All that is wrong with a file."""
    try:
        rows = _rows(path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        yield (mark.line + 1 if mark else 1), str(error.problem)
        return
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield 1, "a gold file is a list of articles"
        return
    for row in rows:
        yield from _of_article(row, with_text=with_text)


def absent(article: GoldArticle, headline: str, text: str) -> Iterator[Problem]:
    """Labels whose ``on`` does not stand exactly once in its field."""
    for label in article.labels:
        yield from _of_phrase(label.on, headline if label.field == "headline" else text, label.line)


def locate(on: str, text: str) -> list[tuple[int, int]]:
    """Where ``on`` stands in ``text``: as whole words, else anywhere; a line end counts as a blank.

    >>> locate("12", "112 and 12"), locate("taking over", "Saturdaytaking over")
    ([(8, 10)], [(8, 19)])
    """
    plain = r"\s+".join(re.escape(word) for word in on.split())
    found = [m.span() for m in re.finditer(rf"(?<!\w){plain}(?!\w)", text)]
    return found or [m.span() for m in re.finditer(plain, text)]


class _Loader(yaml.CSafeLoader):
    """YAML with a line number in each mapping; "on", "off", "yes" and "no" are words, as in YAML 1.2."""


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile(r"true|false"), list("tf"))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    names = [key.value for key, _ in node.value]
    for key, _ in node.value:
        if names.count(key.value) > 1:
            raise yaml.constructor.ConstructorError(
                None, None, f"{key.value!r} stands here twice", key.start_mark
            )
    return {**loader.construct_mapping(node, deep=True), "__line__": node.start_mark.line + 1}


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def _rows(path: Path) -> Any:  # noqa: ANN401 - whatever stands there
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader


def _of_article(row: dict[str, Any], *, with_text: bool) -> Iterator[Problem]:
    line, texts = row["__line__"], _TEXT if with_text else ("id",)
    wrong = list(_of_fields(row, (*texts, *_LABELS), texts))
    yield from ((line, reason) for reason in wrong)
    if wrong:
        return
    if with_text and row["published"].tzinfo is None:
        yield line, "published: a time with its zone, such as 2024-12-01T18:00:00Z"
    for kind in _LABELS:
        for label in row.get(kind, []):
            yield from _of_label(label, kind, row, with_text=with_text)


def _of_label(label: object, kind: str, article: dict[str, Any], *, with_text: bool) -> Iterator[Problem]:
    if not isinstance(label, dict):
        yield article["__line__"], f"a label is a mapping, not {label!r}"
        return
    line = label["__line__"]
    fields = (_ACT, ("on", "type")) if kind == "acts" else (_COUNT, ("on", "metric"))
    wrong = [*_of_fields(label, *fields)] or [*_of_bounds(label)] * (kind == "counts")
    yield from ((line, reason) for reason in wrong)
    if with_text and isinstance(label.get("on"), str):
        text = article["headline"] if label.get("in") == "headline" else article["text"]
        yield from _of_phrase(label["on"], text, line)


def _of_phrase(on: str, text: str, line: int) -> Iterator[Problem]:
    times = len(locate(on, text))
    if times != 1:
        yield line, f"{on!r} stands {times} times in its field, not once"


def _of_fields(row: dict[str, Any], known: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[str]:
    given = {name: value for name, value in row.items() if name != "__line__"}
    yield from (f"there is no field {name!r}" for name in given if name not in known)
    yield from (f"the field {name!r} is missing" for name in needed if name not in given)
    for name, value in given.items():
        wanted = _TYPES.get(name, str)
        if type(value) is not wanted or value == "":
            yield f"{name}: {value!r} is no {wanted.__name__}"
        elif name in _ENUMS and value not in _ENUMS[name]:
            yield f"{name}: {value!r} is none of {', '.join(_ENUMS[name])}"


def _of_bounds(row: dict[str, Any]) -> Iterator[str]:
    qualifier = row.get("qualifier", "exact")
    given = {name for name in ("n", "low", "high") if name in row}
    if given not in _BOUNDS[qualifier]:
        allowed = " or ".join("+".join(sorted(bounds, reverse=True)) for bounds in _BOUNDS[qualifier])
        yield f"qualifier {qualifier} goes with {allowed}, not with {'+'.join(sorted(given)) or 'nothing'}"


def _article(path: Path, row: dict[str, Any]) -> GoldArticle:
    return GoldArticle(
        **{name: row[name] for name in _TEXT if name in row},
        path=path,
        acts=tuple(_label(act, act["type"], None) for act in row.get("acts", [])),
        counts=tuple(_count(count) for count in row.get("counts", [])),
    )


def _count(row: dict[str, Any]) -> Label:
    n = row.get("n")
    figure = Figure(
        metric=row["metric"],
        low=row.get("low", n),
        best=n,
        high=row.get("high", n),
        qualifier=row.get("qualifier", "exact"),
        kind=row.get("kind", "incident"),
        victims=row.get("victims", "people"),
        subset=row.get("subset", False),
    )
    return _label(row, DISPLACEMENT if figure.metric == "displaced" else CASUALTIES, figure)


def _label(row: dict[str, Any], name: str, figure: Figure | None) -> Label:
    return Label(
        on=row["on"],
        field=row.get("in", "body"),
        type=name,
        status=row.get("status", "asserted"),
        time=row.get("time", "new"),
        origin=row.get("origin", "publisher"),
        place=row.get("place"),
        figure=figure,
        line=row["__line__"],
    )
