"""The page of ``tocsin explain``: the text with what was found in it, then why each sentence fired or did not."""

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from workers.cli import words
from workers.cli.console import indented
from workers.models import Article, EnrichedArticle, FieldName, Signal

Sentence = tuple[FieldName, int, int]
Mention = tuple[int, int, str]

PLACE, ACTOR, ENTITY = "green", "cyan", "underline"
NAMES = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC"})
"""Labels of the model that name somebody or somewhere; its dates and numbers would clutter the page."""
INDENT = 3
ALERTS, SILENT = "bold red", "yellow"


def show(console: Console, article: Article, enriched: EnrichedArticle) -> None:
    """Print the page."""
    numbers = _numbers(enriched)
    console.print(Rule(style="dim"))
    if article.headline:
        console.print(_marked("headline", article.headline, enriched, numbers, console), style="bold")
    console.print(Text(_byline(enriched), style="dim"))
    console.print()
    console.print(_marked("body", article.body, enriched, numbers, console))
    console.print()
    console.print(_legend(console))
    for sentence, number in numbers.items():
        for signal in _signals_of(sentence, enriched):
            console.print()
            _show_signal(console, number, signal)
    console.print(Rule(style="dim"))
    console.print(_summary(enriched))


def _numbers(enriched: EnrichedArticle) -> Mapping[Sentence, int]:
    sentences = {_sentence(signal) for signal in enriched.signals}
    in_order = sorted(sentences, key=lambda s: (s[0] == "body", s[1]))
    return {sentence: number for number, sentence in enumerate(in_order, 1)}


def _sentence(signal: Signal) -> Sentence:
    return (signal.evidence.field, signal.evidence.start, signal.evidence.end)


def _signals_of(sentence: Sentence, enriched: EnrichedArticle) -> list[Signal]:
    return [signal for signal in enriched.signals if _sentence(signal) == sentence]


def _byline(enriched: EnrichedArticle) -> str:
    parts = [
        enriched.publisher,
        words.moment(enriched.published),
        f"{enriched.uri}, version {enriched.version}",
    ]
    parts += [] if enriched.pub_status == "usable" else [enriched.pub_status]
    return " · ".join(parts)


def _marked(
    field: FieldName, plain: str, enriched: EnrichedArticle, numbers: Mapping[Sentence, int], console: Console
) -> Text:
    text = Text(plain)
    marks: list[tuple[int, Text]] = []
    for start, end, style in _mentions(field, enriched):
        text.stylize(style, start, end)
        if console.color_system is None:
            marks += [(start, Text("«")), (end, Text("»"))]
    for sentence, number in numbers.items():
        if sentence[0] == field:
            marks.append((sentence[1], Text(f"{_badge(number)} ", style=_colour(sentence, enriched))))
    for position, mark in sorted(marks, key=lambda m: -m[0]):
        text = text[:position] + mark + text[position:]
    return text


def _mentions(field: FieldName, enriched: EnrichedArticle) -> Iterator[Mention]:
    """Mentions that do not overlap: our own places and actors before the model's entities."""
    found = [(p.start, p.end, PLACE) for p in enriched.places if p.field == field]
    found += [(a.start, a.end, ACTOR) for a in enriched.actors if a.field == field]
    found += [(e.start, e.end, ENTITY) for e in enriched.entities if e.field == field and e.label in NAMES]
    taken: list[Mention] = []
    for mention in found:
        if mention[0] < mention[1] and all(mention[1] <= t[0] or mention[0] >= t[1] for t in taken):
            taken.append(mention)
            yield mention


def _badge(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else f"({number})"  # noqa: PLR2004 - Unicode circles twenty


def _colour(sentence: Sentence, enriched: EnrichedArticle) -> str:
    return ALERTS if any(s.alerts for s in _signals_of(sentence, enriched)) else SILENT


def _legend(console: Console) -> Text:
    if console.color_system is None:
        return Text("«place, actor or name»  ① a sentence that says something", style="dim")
    parts = [("place", PLACE), ("  ", ""), ("actor", ACTOR), ("  ", ""), ("other name", ENTITY)]
    return Text.assemble(*parts, ("  ① alerts", ALERTS), ("  ① does not", SILENT))


def _show_signal(console: Console, number: int, signal: Signal) -> None:
    verdict = "ALERTS" if signal.alerts else f"does not alert: {words.silence(signal)}"
    style = ALERTS if signal.alerts else SILENT
    console.print(Text(f"{_badge(number)} {signal.type} · {verdict}", style=style))
    indented(console, Text(f"“{signal.evidence.sentence}”", style="italic"), INDENT)
    for name, value in _facts(signal):
        indented(console, Text(value), INDENT, f"{name:<7}")


def _facts(signal: Signal) -> Iterator[tuple[str, str]]:
    yield "status", f"{signal.status.replace('_', ' ')}, {signal.time_role}"
    yield "says", words.origin(signal.origin)
    if signal.actors:
        yield (
            "who",
            "; ".join(f"{a.name} ({', '.join(x for x in (a.role, a.side) if x)})" for a in signal.actors),
        )
    if signal.event_date:
        yield "when", signal.event_date.value
    yield (
        "where",
        f"{signal.place.name}, {signal.place.country}" if signal.place else f"theatre {signal.theatre}",
    )
    if signal.count:
        yield "count", words.count(signal.count)
    yield "why", "; ".join(words.reason(code) for code in signal.reasons)
    yield "sure", f"{signal.confidence:.2f}"


def _summary(enriched: EnrichedArticle) -> Text:
    alerting = sum(signal.alerts for signal in enriched.signals)
    text = f"Signals: {len(enriched.signals)}; alerting by themselves: {alerting}."
    remarks = "; ".join(words.reason(code) for code in enriched.remarks)
    return Text(f"{text} Remarks: {remarks}." if remarks else text)
