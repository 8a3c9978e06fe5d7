"""Finds what a sentence tells: acts by the triggers, counts by the number grammar, each with place and actors."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from workers.detect.context import LEAST_KNOWN, LIKELY, Memory, Scene
from workers.detect.counts import BoundCount, bound_counts
from workers.detect.counts_victims import ranks
from workers.detect.once import told_once
from workers.detect.pattern import Act
from workers.detect.presupposed import FREED, among_colleagues, names_one, presupposed
from workers.detect.roles import Roles, noun_roles, verb_roles
from workers.detect.rules import Rules
from workers.detect.signals import Finding, installation_or
from workers.detect.theatre import Setting, country_at_war, nation_of, theatre_of
from workers.detect.topics import lead_of
from workers.detect.tree import Tree
from workers.detect.where import Found, installation_of, place_of
from workers.detect.who import participants
from workers.models import Document, Sentence
from workers.types import TYPES

_ARMED = frozenset({"strike", "ground", "offensive", "territory", "installation", "counterattack", "siege"})
_BEARS_ARMS = frozenset(
    {"armed", "weapon", "gunman", "state", "police", "group", "org", "violence", "hostility", "name"}
)
_NO_ACT = frozenset({"disaster", "mishap"})
_COUNT_WEIGHT = 80
_BY_PLACE_OR_WORDS = frozenset({"context.war", "context.relevance"})
_KILLED = frozenset({"kill", "killed", "slay", "murder", "massacre", "wound", "wounded", "shoot", "killing"})


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds acts and counts in the sentences of one document."""

    rules: Rules
    document: Document
    memory: Memory
    setting: Setting

    def find(self, scene: Scene) -> list[Finding]:
        """The findings of the sentence that the memory has just entered."""
        self._weigh(scene.tree.sentence)
        self.memory.begin(scene.tree.sentence.index, scene.tree, scene.kinds)
        found = told_once(scene.tree, [*self._acts(scene), *self._counts(scene)])
        return [self._retold(scene.tree, finding) for finding in found]

    def _retold(self, tree: Tree, finding: Finding) -> Finding:
        """A finding of an article on a trial or a work of art is marked so, but for what the main verb says."""
        if presupposed(tree, finding.anchor):
            return _because(finding, "context.presupposed")
        verb = tree.tokens[finding.anchor].tag.startswith("VB")
        main = verb and finding.anchor in tree.roots and tree.sentence.index <= 1
        return _because(finding, "context.retold") if self.memory.topic.is_retold() and not main else finding

    def _weigh(self, sentence: Sentence) -> None:
        score = self.rules.relevance.score
        if not self.memory.relevance:
            self.memory.topic = lead_of(self.document.sentences)
            self.memory.lead = score((w for s in _lead(self.document) for w in _words(s)), LEAST_KNOWN)
            self.memory.judged = self.memory.lead != score(())
        self.memory.relevance[sentence.index] = score(_words(sentence))

    def _acts(self, scene: Scene) -> Iterator[Finding]:
        index = scene.tree.sentence.index
        for act in self.rules.triggers.acts(scene.tree, scene.kinds):
            pattern = act.pattern
            finding = self._finding(scene, pattern.type, act.anchor, act.roles)
            finding = replace(finding, weight=pattern.weight)
            why = self._tie(act, scene, finding.theatre)
            if why is None:
                continue
            if TYPES[pattern.type].family in _ARMED:
                self.memory.acts.append(index)
            yield _because(finding, f"trigger.{pattern.code}", why)

    def _tie(self, act: Act, scene: Scene, theatre: str) -> str | None:
        """What makes an act one of war: "" where its own words do, a code where other signs must; None where nothing does."""
        if self.memory.calamity and _NO_ACT & set(act.pattern.not_beside):
            return None
        if TYPES[act.pattern.type].family in {*_ARMED, "displacement"} and self.memory.is_of_other_news(
            scene.kinds
        ):
            return None
        if not act.weak(scene.kinds):
            return ""
        why = self._war(scene.tree.sentence.index, theatre)
        return None if why and self.memory.unlikely(why) else why

    def _counts(self, scene: Scene) -> Iterator[Finding]:
        sides = ranks(scene.mentions.actors, self.memory.subject)
        for bound in bound_counts(scene.tree, self.document.article.published, sides):
            if bound.violent is False or _is_over(scene, bound) or _is_one_mans(scene.tree, bound):
                continue
            kind = "displacement.reported" if bound.count.metric == "displaced" else "casualties.reported"
            finding = self._finding(scene, kind, bound.anchor, _count_roles(scene, bound))
            other = self.memory.is_of_other_news(scene.kinds)
            why = None if other else self._violence(bound, scene, finding.theatre)
            if why and not (why in _BY_PLACE_OR_WORDS and _by_a_civilian(scene, bound)):
                yield _because(replace(finding, count=bound.count), *bound.reasons, why)

    def _violence(self, bound: BoundCount, scene: Scene, theatre: str) -> str | None:
        """What ties a count to armed violence; None where nothing does."""
        index = scene.tree.sentence.index
        act = self.memory.act_near(index)
        if act:
            return act
        if self.memory.irrelevant(index) or self.memory.calamity:
            return None
        if bound.violent:
            return self._war(index, theatre) or self.memory.relevant(LIKELY)
        # Who is missing beside soldiers may be missed in a mine or at sea: that takes an act.
        if bound.count.metric == "missing" or scene.kinds.beside(_NO_ACT):
            return None
        near = self.memory.war_near(index) or self.memory.relevant()
        token = scene.tree.tokens[bound.anchor]
        if near or not {token.text.lower(), token.lemma} & _KILLED:
            return near
        return "context.war" if self.rules.theatres.at_war(theatre, self.setting.year) else None

    def _war(self, index: int, theatre: str) -> str | None:
        zone = "context.theatre" if self.rules.theatres.in_conflict(theatre, self.setting.year) else None
        return self.memory.war_near(index) or zone

    def _place(self, scene: Scene, anchor: int, roles: Roles) -> Found:
        found = place_of(scene.tree, anchor, roles, scene.mentions, self.memory.place)
        if found.reason in {"place.none", "place.carried"}:
            country = country_at_war(scene.mentions, self.setting, self.rules.theatres)
            return Found(country, "place.country") if country else found
        return found

    def _finding(self, scene: Scene, name: str, anchor: int, roles: Roles) -> Finding:
        tree, mentions, family = scene.tree, scene.mentions, TYPES[name].family
        place = self._place(scene, anchor, roles)
        if family == "installation":
            place = installation_or(installation_of(tree, roles, mentions, place.place), place)
        who = participants(tree, roles, family, mentions, self.memory.subject)
        theatre, how = theatre_of(
            place.place,
            [*(m for m, _ in who), *mentions.actors.values()],
            nation_of(tree, mentions, scene.kinds),
            self.setting,
            self.rules.theatres,
        )
        return Finding(
            type=name,
            anchor=anchor,
            weight=_COUNT_WEIGHT,
            place=place.place,
            participants=tuple(who),
            theatre=theatre,
            count=None,
            reasons=(place.reason, how),
        )


def _lead(document: Document) -> Iterator[Sentence]:
    """The headline and the first sentence of the body."""
    yield from (s for s in document.sentences if s.field == "headline")
    yield from islice((s for s in document.sentences if s.field == "body"), 1)


def _words(sentence: Sentence) -> Iterator[str]:
    return (token.text.lower() for token in sentence.tokens)


def _count_roles(scene: Scene, bound: BoundCount) -> Roles:
    tree, anchor = scene.tree, bound.anchor
    roles = verb_roles(tree, anchor) if tree.tokens[anchor].tag.startswith("VB") else noun_roles(tree, anchor)
    if any(bound.first in tree.subtree(i) for i in roles.agent):  # Of "255 people died" they are no agent.
        return replace(roles, agent=(), patient=(*roles.agent, *roles.patient))
    return roles


def _is_over(scene: Scene, bound: BoundCount) -> bool:
    """As in "49 hostages taken in June have been released": nobody is held any more."""
    tokens = scene.tree.tokens
    above = [tokens[i] for i in scene.tree.above(bound.first)]
    # "46 nurses held hostage in X arrive in Y": the parser takes "held" for the main verb.
    above += [tokens[i] for i in scene.tree.children(bound.anchor, "advcl") if tokens[i].tag in {"VB", "VBP"}]
    return bound.count.metric == "captured" and any(
        t.lemma in FREED and t.tag.startswith("VB") for t in above
    )


def _is_one_mans(tree: Tree, bound: BoundCount) -> bool:
    """True of a man who is named and only described, and of one who shoots his colleagues."""
    named = {"count.relative", "count.indefinite"} <= set(bound.reasons) and names_one(tree, bound.anchor)
    return named or among_colleagues(tree, bound.anchor)


def _by_a_civilian(scene: Scene, bound: BoundCount) -> bool:
    """True where an agent is named and bears no arms: "killed by her husband"."""
    agents = _count_roles(scene, bound).agent
    return bool(agents) and not any(scene.kinds.of(i) & _BEARS_ARMS for i in agents)


def _because(finding: Finding, *codes: str) -> Finding:
    return replace(finding, reasons=(*(code for code in codes if code), *finding.reasons))
