"""One article, read sentence by sentence."""

from workers.detect.context import Memory, Scene
from workers.detect.findings import Finder
from workers.detect.kinds import INSTALLATIONS, Kinds
from workers.detect.known import known_event
from workers.detect.mentions import Mentions, mentions_in
from workers.detect.origin import Said, publisher_origin
from workers.detect.rules import Rules
from workers.detect.signals import Finding, alert_rule, chosen, confidence
from workers.detect.status import Standing, status_of
from workers.detect.theatre import setting_of
from workers.detect.timing import TimeContext, dates_of, past_told, time_of
from workers.detect.timing_article import is_explainer, is_laid_out, past_of_article
from workers.detect.timing_count import timing_of_count
from workers.detect.timing_frame import Past
from workers.detect.timing_role import Timing
from workers.detect.tree import Tree
from workers.detect.where import signal_place
from workers.detect.who import signal_actors, subject_actors, subject_heads
from workers.models import Document, Evidence, Sentence, Signal, SignalPlace, Status

_SHORT = 10
"""Sentences. In an article shorter than this the first four all stand at its beginning."""


class Reading:
    """Reads the sentences of one document in order; what one says may depend on those before it."""

    def __init__(self, rules: Rules, document: Document) -> None:
        self._rules = rules
        self._document = document
        self._memory = Memory()
        self._finder = Finder(rules, document, self._memory, setting_of(document, rules.theatres))
        self._sides = {m.id: m.sides for m in document.actors}
        lead = next((s.text for s in document.sentences if s.field == "body"), "")
        self._past: Past | None = past_of_article(document)
        self.explainer = is_explainer(document.article.headline, lead) or is_laid_out(document)

    def read(self, sentence: Sentence) -> list[Signal]:
        """The signals of the next sentence."""
        if not sentence.tokens:
            return []
        tree = Tree(sentence)
        mentions = mentions_in(self._document, sentence)
        kinds = Kinds(tree, mentions, self._rules.lexicon, self._memory.subject_kinds)
        self._memory.enter(sentence.index, (sentence.field, sentence.paragraph), kinds)
        scene = Scene(tree, mentions, kinds)
        times = self._times(sentence)
        signals = [self._signal(tree, mentions, finding, times) for finding in self._finder.find(scene)]
        self._remember(scene, signals, times)
        return chosen(signals)

    def _times(self, sentence: Sentence) -> TimeContext:
        article, total = self._document.article, max(len(self._document.sentences), _SHORT)
        return TimeContext(
            published=article.published,
            arrived=article.arrived,
            explainer=self.explainer,
            position=sentence.index / total,
            previous=self._past,
            found=dates_of(sentence, article.published, self._past),
        )

    def _signal(self, tree: Tree, mentions: Mentions, finding: Finding, times: TimeContext) -> Signal:
        sentence = tree.sentence
        standing = status_of(tree, finding.anchor, self._rules.cues)
        said = self._rules.speakers.of(tree, finding.anchor, mentions, self._memory)
        if said is None:
            said = Said(publisher_origin(self._document.article.publisher), "origin.publisher")
        else:
            self._memory.cite(said.origin)
        timing = _timing(tree, finding, standing, times)
        status, by_party = self._status(standing, said, finding)
        if "time.future" in timing.reasons and status in {"asserted", "claimed"}:
            status, by_party = "planned", ("status.future",)
        alerts, rule = alert_rule(finding.type, status, timing.role, finding.count)
        reasons = (*finding.reasons, *standing.reasons, *by_party, said.reason, *timing.reasons, rule)
        return Signal(
            type=finding.type,
            status=status,
            time_role=timing.role,
            alerts=alerts,
            actors=signal_actors(finding.participants, finding.theatre),
            place=finding.place,
            theatre=finding.theatre,
            event_date=timing.event_date,
            count=finding.count,
            origin=said.origin,
            evidence=Evidence(
                sentence=sentence.text, field=sentence.field, start=sentence.start, end=sentence.end
            ),
            reasons=tuple(dict.fromkeys(reasons)),
            confidence=confidence(finding, status, said.origin, reasons),
        )

    def _status(self, standing: Standing, said: Said, finding: Finding) -> tuple[Status, tuple[str, ...]]:
        reported = said.reason != "origin.own_act"
        if standing.status == "asserted" and reported and self._is_party(said, finding):
            return "claimed", ("status.said_by_party",)
        return standing.status, ()

    def _is_party(self, said: Said, finding: Finding) -> bool:
        named = any(said.origin.family in {m.id, m.family} for m, _ in finding.participants)
        speakers = self._rules.speakers
        return speakers.is_party(said.origin, self._sides, finding.theatre) or (
            named and said.origin.kind in speakers.words.parties_with_side
        )

    def _remember(self, scene: Scene, signals: list[Signal], times: TimeContext) -> None:
        memory, mentions = self._memory, scene.mentions
        heard = self._rules.speakers.heard(scene.tree, mentions, memory)
        if heard and all(s.origin.kind == "publisher" for s in signals):
            memory.cite(heard)
        memory.subject = subject_actors(scene.tree, mentions) or memory.subject
        found = frozenset(kind for head in subject_heads(scene.tree) for kind in scene.kinds.of(head))
        memory.subject_kinds = found - {"pronoun", "number"} or memory.subject_kinds
        self._past = past_told(scene.tree, times.published, times.found, times.previous)
        memory.place = _place_to_carry(mentions, signals) or memory.place


def _place_to_carry(mentions: Mentions, signals: list[Signal]) -> SignalPlace | None:
    """The place that the next sentence goes on about: of an act, else the first named; a town before a country."""
    places = [s.place for s in signals if s.place] + [signal_place(p) for p in mentions.places.values()]
    whole = [p for p in places if p.kind not in INSTALLATIONS]
    return min(whole, key=lambda p: p.kind == "country", default=None)


def _timing(tree: Tree, finding: Finding, standing: Standing, times: TimeContext) -> Timing:
    timing = time_of(tree, finding.anchor, times)
    if standing.aftermath or _is_retold(finding, timing):
        return Timing("background", timing.event_date, (*timing.reasons, "time.aftermath"))
    if finding.count:
        return timing_of_count(timing, finding.count, finding.reasons)
    known = known_event(tree, finding.anchor) if timing.role in {"new", "update"} else None
    return Timing("ongoing", timing.event_date, (*timing.reasons, known)) if known else timing


def _is_retold(finding: Finding, timing: Timing) -> bool:
    """True of what a trial or a work of art tells or a sentence presupposes, where no date of these days says that it is news."""
    told = {"context.retold", "context.presupposed"} & set(finding.reasons)
    return bool(told) and not {"time.weekday", "time.today"} & set(timing.reasons)
