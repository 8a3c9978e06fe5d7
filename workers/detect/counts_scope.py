"""Over what span a count runs."""

from collections.abc import Mapping

from workers.detect import timing_data, victims
from workers.detect.counts_bond import Bond
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Scene
from workers.detect.counts_span import by_now, in_campaign, many_acts, spans_dates
from workers.detect.counts_toll import is_of_incident
from workers.detect.numbers import Quantity
from workers.detect.phrases import find
from workers.models import CountKind, Token

_WINDOW = 3
_WITHIN = frozenset({"in", "over", "within"})
_ABOUT = frozenset({"about", "just", "only", "under", "nearly", "almost", "a", "-"})
_DURING = frozenset({"in", "over", "during", "through", "throughout", "across", "within"})
_COMPARED = 6
_TO_NOW = frozenset(
    {"so far", "to date", "until now", "up to now", "thus far", "this week", "this month", "this year"}
)
_ONE_MEANS = frozenset({"shell", "bomb", "missile", "rocket", "drone", "mine", "grenade", "gunman", "bomber"})
_ONE = frozenset({"a", "an", "one", "single"})
_DAYS = frozenset({"hour", "day", "night", "afternoon", "morning"})
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
_NOUN_DEPS = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "compound"})


def kind_of(scene: Scene, bond: Bond, quantity: Quantity) -> tuple[CountKind, str]:
    """Whether a count runs since some day, over a named span, or is one incident's; and the code of why."""
    clauses = _governing(scene, bond.anchor)
    clause = clause_of(scene, bond.anchor)
    if _since(scene, bond.anchor, clauses):
        return "cumulative", "count.cumulative.since"
    if bond.toll:
        one = is_of_incident(scene, bond.anchor, quantity)
        return ("incident", "count.incident") if one else ("cumulative", "count.cumulative.toll")
    total = _has_phrase(scene, rows().cumulative, clauses)
    period = _is_period(scene, bond.anchor, clauses)
    if total and not (period and next(find(scene.lower, _TO_NOW), None) is None):
        return "cumulative", "count.cumulative.total"
    if period:
        return "period", "count.period"
    if _over_conflict(scene, bond.anchor) or in_campaign(scene, clause):
        return "cumulative", "count.cumulative.conflict"
    now = by_now(scene, clause, bond.metric, quantity)
    return ("cumulative", "count.cumulative.now") if now else ("incident", "count.incident")


def _is_period(scene: Scene, anchor: int, clauses: Mapping[int, int]) -> bool:
    clause = clause_of(scene, anchor)
    return (
        _has_phrase(scene, rows().span_phrases, clauses)
        or _over_weekend(scene, clause, clauses)
        or _span(scene, clauses)
        or _days_of(scene, anchor)
        or spans_dates(scene, clause, lambda i: _covers(scene, i, clauses))
    )


def _over_weekend(scene: Scene, clause: int, clauses: Mapping[int, int]) -> bool:
    """As in "over the weekend", "last week", unless one incident is named."""
    one = any(t.tag == "NN" and t.lemma in _ONE_MEANS for t in scene.tokens)
    return (
        not one and many_acts(scene, clause, year=True) and _has_phrase(scene, rows().week_phrases, clauses)
    )


def _governing(scene: Scene, anchor: int) -> dict[int, int]:
    """The clauses whose spans run over an act, each with the place where the act's own words begin.

    What stands between a verb of saying, or the clause before, and there is about those alone: "said this week that
    40 had died", "shells have rained since Friday, and a raid killed two".
    """
    clause, tree = clause_of(scene, anchor), scene.tree
    found = {anchor: 0, clause: 0}
    start = 0
    for i in tree.above(anchor):
        subject = tree.children(clause, "nsubj", "nsubjpass")
        if scene.tokens[clause].head == i and scene.tokens[clause].dep in {"conj", "ccomp"} and subject:
            start = max(start, min(tree.subtree(subject[0])))
        found.setdefault(i, start)
        clause = i if scene.tokens[i].tag.startswith("VB") else clause
    for c in tree.children(clause_of(scene, anchor), "conj"):
        if not (tree.children(c, "nsubj", "nsubjpass") and tree.children(c, "aux", "auxpass")):
            found.setdefault(c, 0)
    return found


def _covers(scene: Scene, i: int, clauses: Mapping[int, int]) -> bool:
    """Whether words at a place speak of the act under one of these clauses."""
    clause = clause_of(scene, i)
    return clause in clauses and not clause < i < clauses[clause]


def _since(scene: Scene, anchor: int, clauses: Mapping[int, int]) -> bool:
    """As in "since" in the clause of the act or one above; not below it, nor "the deadliest since 2014"."""
    for token in scene.tokens:
        if token.text.lower() != "since" or _compares(scene, token.i):
            continue
        if token.dep == "prep" and anchor in scene.tree.subtree(token.i):
            continue
        clause = clause_of(scene, token.i)
        outer = clause_of(scene, scene.tokens[clause].head) if token.dep == "mark" else clause
        own = token.dep == "mark" and clause == clause_of(scene, anchor)
        if outer in clauses and not outer < token.i < clauses[outer] and not own:
            return True
    return False


def _compares(scene: Scene, since: int) -> bool:
    return any(
        scene.word(i) in timing_data.rows().comparisons for i in range(max(0, since - _COMPARED), since)
    )


def _has_phrase(scene: Scene, phrases: frozenset[str], clauses: Mapping[int, int]) -> bool:
    return any(
        _covers(scene, i, clauses) and scene.word(i - 1) not in {"earlier", "later"} and not _ranks(scene, i)
        for i in find(scene.lower, phrases)
    )


def _ranks(scene: Scene, i: int) -> bool:
    """As in "the army's worst loss this year", "the fourth such raid this year"; not "most of them children, this year"."""
    near = range(max(0, i - 3), i)
    ranks = timing_data.rows().comparisons
    return any(
        (scene.word(k) in ranks or scene.word(k) in _ORDINALS) and scene.word(k + 1) != "of" for k in near
    )


def _span(scene: Scene, clauses: Mapping[int, int]) -> bool:
    """As in "in the past week", "over recent days", "in the last three months", "in two days"."""
    for i, word in enumerate(scene.lower):
        if (
            word in _WITHIN
            and _days_behind(scene, i)
            and (_covers(scene, i, clauses) or _of_subject(scene, i, clauses))
        ):
            return True
        if word not in rows().spans or not _covers(scene, i, clauses):
            continue
        before = scene.word(i - 2) if scene.word(i - 1) in {"the", "these"} else scene.word(i - 1)
        behind = scene.tokens[i + 1 : i + 1 + _WINDOW]
        if before in {"in", "over", "during", "within"} and any(t.lemma in rows().span_units for t in behind):
            return True
    return False


def _of_subject(scene: Scene, i: int, clauses: Mapping[int, int]) -> bool:
    """As in "the reprisals that followed over four days killed": a relative clause of who did it."""
    clause = scene.tokens[clause_of(scene, i)]
    noun = scene.tokens[clause.head]
    return clause.dep == "relcl" and noun.dep == "nsubj" and noun.head in clauses


def _days_behind(scene: Scene, preposition: int) -> bool:
    """A number of days or the like right behind the "in" of an act or its victims; not "the second attack in two days"."""
    head = scene.tokens[preposition].head
    if not (scene.tokens[head].tag.startswith("VB") or victims.victim_class(scene.tokens, head)):
        return False
    behind = scene.tokens[preposition + 1 : preposition + 1 + _WINDOW]
    unit = next((t.i for t in behind if t.lemma in rows().span_units), None)
    if unit is None or any(
        t.tag != "CD" and t.text.lower() not in _ABOUT for t in scene.tokens[preposition + 1 : unit]
    ):
        return False
    if scene.tokens[unit].lemma in _DAYS and set(scene.lower[preposition + 1 : unit]) & _ONE:
        return False
    return unit > preposition + 1 and scene.word(unit + 1) != "'" and not _compares(scene, preposition)


def _days_of(scene: Scene, anchor: int) -> bool:
    """As in "two days of fighting killed", "died over four days of clashes"; "after weeks of war" says only when."""
    clause = clause_of(scene, anchor)
    for token in scene.tokens:
        if token.lemma not in rows().span_units or scene.word(token.i + 1) != "of":
            continue
        behind = scene.tokens[token.i + 2 : token.i + 2 + _WINDOW]
        if not any({t.lemma, t.text.lower()} & (rows().violent | rows().conflicts) for t in behind):
            continue
        if token.dep == "pobj" and anchor in scene.tree.subtree(token.i):
            return True
        if token.dep == "pobj" and scene.word(token.head) in _DURING:
            return clause_of(scene, token.i) in {clause, *scene.tree.children(clause, "conj")}
        if _does(scene, token, clause) or _opens(scene, token.i, clause):
            return True
    return False


def _does(scene: Scene, span: Token, clause: int) -> bool:
    """Whether a span of time is the subject of the act, or of the verb that it is joined to."""
    own = scene.tree.children(clause, "nsubj", "nsubjpass")
    return span.dep == "nsubj" and (span.i in own or (not own and scene.tokens[clause].head == span.head))


def _opens(scene: Scene, span: int, clause: int) -> bool:
    """Whether a headline opens with the span and goes straight to an act that has no other subject."""
    if span > 2 or scene.word(0) in {"after", "amid", "following"}:  # noqa: PLR2004 - "two more days"
        return False
    straight = clause > span and not {",", "as", "and", "when", "while"} & set(scene.lower[span:clause])
    return straight and not scene.tree.children(clause, "nsubj", "nsubjpass")


def _over_conflict(scene: Scene, anchor: int) -> bool:
    """As in "have been killed in the conflict", "the war has killed": a present perfect over a whole war."""
    clause, tree = clause_of(scene, anchor), scene.tree
    if not any(scene.word(c) in {"have", "has"} for c in tree.children(clause, "aux")):
        return False
    during = [c for c in tree.children(clause, "prep") if scene.word(c) in {"in", "during", "by"}]
    relative = [scene.tokens[clause].head] if scene.tokens[clause].dep == "relcl" else []
    subjects = [*tree.children(clause, "nsubj"), *relative]
    nouns = [*(n for c in during for n in tree.children(c, "pobj")), *subjects]
    return any(scene.tokens[noun].lemma in rows().conflicts for noun in nouns)


def clause_of(scene: Scene, anchor: int) -> int:
    """The verb of the clause in which a token stands, the top of a headline without one.

    "Fighting since May" is a noun there.
    """
    top = anchor
    for top in (anchor, *scene.tree.above(anchor)):
        token = scene.tokens[top]
        if token.tag.startswith("VB") and not (token.tag == "VBG" and token.dep in _NOUN_DEPS):
            return top
    return top
