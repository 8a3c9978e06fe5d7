"""One article, read sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from workers.detect.context import Memory
from workers.detect.counts import BoundCount, bound_counts
from workers.detect.kinds import Kinds, Lexicon, Mentions, mentions_in
from workers.detect.origin import Said, Speakers, publisher_origin
from workers.detect.signals import Finding, alert_rule, chosen, confidence, installation_or
from workers.detect.status import Cues, Standing, status_of
from workers.detect.timing import TimeContext, Timing, is_explainer, time_of
from workers.detect.roles import Roles, noun_roles, verb_roles
from workers.detect.tree import Tree
from workers.detect.triggers import Triggers
from workers.detect.where import (
    Found,
    Theatres,
    installation_of,
    nation_of,
    place_of,
    signal_place,
    theatre_of,
)
from workers.detect.who import participants, signal_actors, subject_actors, subject_heads
from workers.models import Document, Evidence, Place, Sentence, Signal, SignalPlace, Status
from workers.types import TYPES

_ARMED = frozenset({"strike", "ground", "offensive", "territory", "installation", "counterattack", "siege"})
_COUNT_WEIGHT = 80
_KILLED = frozenset({"kill", "killed", "slay", "murder", "massacre", "wound", "wounded", "shoot", "killing"})
_SHORT = 10
"""Sentences. In an article shorter than this the first four all stand at its beginning."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules as data, loaded once."""

    lexicon: Lexicon
    triggers: Triggers
    cues: Cues
    speakers: Speakers
    theatres: Theatres


class Reading:
    """Reads the sentences of one document in order; what one says may depend on those before it."""

    def __init__(self, rules: Rules, document: Document) -> None:
        self._rules = rules
        self._document = document
        self._memory = Memory()
        self._year = (document.article.published or document.article.arrived).year
        self._sides = {m.id: m.sides for m in document.actors}
        lead = next((s.text for s in document.sentences if s.field == "body"), "")
        self.explainer = is_explainer(document.article.headline, lead)

    def read(self, sentence: Sentence) -> list[Signal]:
        """The signals of the next sentence."""
        if not sentence.tokens:
            return []
        tree = Tree(sentence)
        mentions = mentions_in(self._document, sentence)
        kinds = Kinds(tree, mentions, self._rules.lexicon, self._memory.subject_kinds)
        self._memory.enter(sentence.index, (sentence.field, sentence.paragraph), kinds)
        findings = [*self._acts(tree, mentions, kinds), *self._counts(tree, mentions, kinds)]
        signals = [self._signal(tree, mentions, finding) for finding in findings]
        self._remember(tree, mentions, kinds, signals)
        return chosen(signals)

    def _acts(self, tree: Tree, mentions: Mentions, kinds: Kinds) -> Iterator[Finding]:
        index = tree.sentence.index
        for act in self._rules.triggers.acts(tree, kinds):
            pattern = act.pattern
            finding = self._finding(
                tree, mentions, kinds, act.roles, act.anchor, pattern.type, (f"trigger.{pattern.code}",),
                weight=pattern.weight,
            )  # fmt: skip
            why = self._war(index, finding.theatre) if pattern.weak else ""
            if why is None:
                continue
            if TYPES[pattern.type].family in _ARMED:
                self._memory.acts.append(index)
            yield _because(finding, why)

    def _counts(self, tree: Tree, mentions: Mentions, kinds: Kinds) -> Iterator[Finding]:
        for bound in bound_counts(tree.sentence, self._document.article.published):
            if bound.violent is False:
                continue
            kind = "displacement.reported" if bound.count.metric == "displaced" else "casualties.reported"
            verb = tree.tokens[bound.anchor].tag.startswith("VB")
            roles = verb_roles(tree, bound.anchor) if verb else noun_roles(tree, bound.anchor)
            if any(bound.first in tree.subtree(i) for i in roles.agent):  # "255 people died": no agent.
                roles = replace(roles, agent=(), patient=(*roles.agent, *roles.patient))
            finding = self._finding(
                tree, mentions, kinds, roles, bound.anchor, kind, bound.reasons, bound=bound
            )
            why = self._violence(bound, tree, finding.theatre)
            if why:
                yield _because(finding, why)

    def _violence(self, bound: BoundCount, tree: Tree, theatre: str) -> str | None:
        """What ties a count to armed violence; None where nothing does."""
        index = tree.sentence.index
        act = self._memory.act_near(index)
        if act:
            return act
        if bound.violent:
            return self._war(index, theatre)
        if bound.count.metric == "displaced":
            return self._memory.war_near(index)
        if tree.tokens[bound.anchor].text.lower() not in _KILLED and tree.lemma(bound.anchor) not in _KILLED:
            return None
        if self._memory.war_near(index) == "context.sentence":
            return "context.sentence"
        return "context.war" if self._rules.theatres.at_war(theatre, self._year) else None

    def _war(self, index: int, theatre: str) -> str | None:
        zone = "context.theatre" if self._rules.theatres.in_conflict(theatre, self._year) else None
        return self._memory.war_near(index) or zone

    def _finding(
        self, tree: Tree, mentions: Mentions, kinds: Kinds, roles: Roles, anchor: int, name: str, reasons: tuple[str, ...],
        *, weight: int = _COUNT_WEIGHT, bound: BoundCount | None = None,
    ) -> Finding:  # fmt: skip
        place = place_of(tree, anchor, roles, mentions, self._memory.place)
        family = TYPES[name].family
        if family == "installation":
            place = installation_or(installation_of(tree, roles, mentions, place.place), place)
        who = participants(tree, roles, family, mentions, self._memory.subject)
        theatre, how = theatre_of(
            place.place,
            [*(m for m, _ in who), *mentions.actors.values()],
            nation_of(tree, mentions, kinds),
            self._document.dateline,
            self._rules.theatres,
        )
        return Finding(
            type=name,
            anchor=anchor,
            weight=weight,
            place=place.place,
            participants=tuple(who),
            theatre=theatre,
            count=bound.count if bound else None,
            reasons=(*reasons, place.reason, how),
        )

    def _signal(self, tree: Tree, mentions: Mentions, finding: Finding) -> Signal:
        sentence = tree.sentence
        standing = status_of(tree, finding.anchor, self._rules.cues)
        said = self._rules.speakers.of(tree, finding.anchor, mentions, self._memory.origin)
        if said is None:
            said = Said(publisher_origin(self._document.article.publisher), "origin.publisher")
        else:
            self._memory.origin = said.origin
        status, by_party = self._status(standing, said, finding)
        timing = self._timing(tree, finding, standing)
        alerts, rule = alert_rule(finding.type, status, timing.role)
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
        named = any(m.id == said.origin.id for m, _ in finding.participants)
        speakers = self._rules.speakers
        return speakers.is_party(said.origin, self._sides, finding.theatre) or (
            named and said.origin.kind in speakers.words.parties_with_side
        )

    def _timing(self, tree: Tree, finding: Finding, standing: Standing) -> Timing:
        article, total = self._document.article, max(len(self._document.sentences), _SHORT)
        context = TimeContext(
            published=article.published,
            arrived=article.arrived,
            explainer=self.explainer,
            position=tree.sentence.index / total,
            previous=self._memory.date,
        )
        timing = time_of(tree.sentence, finding.anchor, context)
        if standing.aftermath:
            return Timing("background", timing.event_date, (*timing.reasons, "time.aftermath"))
        return timing

    def _remember(self, tree: Tree, mentions: Mentions, kinds: Kinds, signals: list[Signal]) -> None:
        memory = self._memory
        heads = subject_heads(tree)
        memory.subject = subject_actors(tree, mentions) or memory.subject
        found = frozenset(kind for head in heads for kind in kinds.of(head)) - {"pronoun", "number"}
        memory.subject_kinds = found or memory.subject_kinds
        memory.date = next((s.event_date for s in signals if s.event_date), None)
        memory.place = _place_to_carry(mentions, signals) or memory.place


def _because(finding: Finding, why: str) -> Finding:
    if not why:
        return finding
    return replace(finding, reasons=(finding.reasons[0], why, *finding.reasons[1:]))


def _place_to_carry(mentions: Mentions, signals: list[Signal]) -> SignalPlace | None:
    """The place that the next sentence goes on about: of an act, else the first named; a town before a country."""
    places = [s.place for s in signals if s.place] + [signal_place(p) for p in mentions.places.values()]
    whole = [p for p in places if "#" not in p.id]
    return min(whole, key=lambda p: p.kind == "country", default=None)
