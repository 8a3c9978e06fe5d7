"""Over what span a count runs, and whether its act is armed violence."""

from collections.abc import Iterable

from workers.detect import timing_data, victims
from workers.detect.counts_bond import Bond
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Scene
from workers.detect.phrases import find
from workers.models import CountKind, Token

_WINDOW = 3
_PHRASE = 9
_WITHIN = frozenset({"in", "over", "within"})
_ABOUT = frozenset({"about", "just", "only", "under", "nearly", "almost", "a", "-"})
_DURING = frozenset({"in", "over", "during", "through", "throughout", "across", "within"})
_COMPARED = 6


def kind_of(scene: Scene, bond: Bond) -> tuple[CountKind, str]:
    """Whether a count runs since some day, over a named span, or is one incident's; and the code of why."""
    clause = _clause(scene, bond.anchor)
    clauses = {clause, *scene.tree.above(bond.anchor), *scene.tree.children(clause, "conj")}
    if _since(scene, bond.anchor, clauses):
        return "cumulative", "count.cumulative.since"
    if bond.toll:
        one = _of_incident(scene, bond.anchor)
        return ("incident", "count.incident") if one else ("cumulative", "count.cumulative.toll")
    if _has_phrase(scene, rows().cumulative, clauses):
        return "cumulative", "count.cumulative.total"
    if (
        _has_phrase(scene, rows().span_phrases, clauses)
        or _span(scene, clauses)
        or _days_of(scene, bond.anchor)
    ):
        return "period", "count.period"
    if _over_conflict(scene, bond.anchor):
        return "cumulative", "count.cumulative.conflict"
    return "incident", "count.incident"


def _since(scene: Scene, anchor: int, clauses: set[int]) -> bool:
    """As in "since" in the clause of the act or one above; not below it, nor "the deadliest since 2014"."""
    for token in scene.tokens:
        if token.text.lower() != "since" or _compares(scene, token.i):
            continue
        if token.dep == "prep" and anchor in scene.tree.subtree(token.i):
            continue
        clause = _clause(scene, token.i)
        outer = _clause(scene, scene.tokens[clause].head) if token.dep == "mark" else clause
        if outer in clauses and not (token.dep == "mark" and clause == _clause(scene, anchor)):
            return True
    return False


def _compares(scene: Scene, since: int) -> bool:
    return any(
        scene.word(i) in timing_data.rows().comparisons for i in range(max(0, since - _COMPARED), since)
    )


def _has_phrase(scene: Scene, phrases: frozenset[str], clauses: set[int]) -> bool:
    return any(
        _clause(scene, i) in clauses and scene.word(i - 1) not in {"earlier", "later"}
        for i in find(scene.lower, phrases)
    )


def _span(scene: Scene, clauses: set[int]) -> bool:
    """As in "in the past week", "over recent days", "in the last three months", "in two days"."""
    for i, word in enumerate(scene.lower):
        if word in _WITHIN and _days_behind(scene, i) and _clause(scene, i) in clauses:
            return True
        if word not in rows().spans or _clause(scene, i) not in clauses:
            continue
        before = scene.word(i - 2) if scene.word(i - 1) in {"the", "these"} else scene.word(i - 1)
        behind = scene.tokens[i + 1 : i + 1 + _WINDOW]
        if before in {"in", "over", "during", "within"} and any(t.lemma in rows().span_units for t in behind):
            return True
    return False


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
    return unit > preposition + 1 and scene.word(unit + 1) != "'" and not _compares(scene, preposition)


def _of_incident(scene: Scene, anchor: int) -> bool:
    """As in "the toll from Monday's attack", "the number of people killed in the blast": of this one alone."""
    for i in range(anchor + 1, min(anchor + _PHRASE, len(scene.tokens))):
        if scene.word(i) in {",", ";"}:
            return False
        token = scene.tokens[i]
        if token.tag == "NN" and token.lemma in rows().incidents:
            return any(scene.word(k) in {"from", "of", "in"} for k in range(anchor + 1, i))
    return False


def _days_of(scene: Scene, anchor: int) -> bool:
    """As in "two days of fighting killed", "died over four days of clashes"; "after weeks of war" says only when."""
    clause = _clause(scene, anchor)
    for token in scene.tokens:
        if token.lemma not in rows().span_units or scene.word(token.i + 1) != "of":
            continue
        behind = scene.tokens[token.i + 2 : token.i + 2 + _WINDOW]
        if not any({t.lemma, t.text.lower()} & (rows().violent | rows().conflicts) for t in behind):
            continue
        if token.dep == "pobj" and scene.word(token.head) in _DURING:
            return _clause(scene, token.i) in {clause, *scene.tree.children(clause, "conj")}
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
    clause, tree = _clause(scene, anchor), scene.tree
    if not any(scene.word(c) in {"have", "has"} for c in tree.children(clause, "aux")):
        return False
    during = [c for c in tree.children(clause, "prep") if scene.word(c) in {"in", "during", "by"}]
    relative = [scene.tokens[clause].head] if scene.tokens[clause].dep == "relcl" else []
    subjects = [*tree.children(clause, "nsubj"), *relative]
    nouns = [*(n for c in during for n in tree.children(c, "pobj")), *subjects]
    return any(scene.tokens[noun].lemma in rows().conflicts for noun in nouns)


def violence_of(scene: Scene, bond: Bond) -> bool | None:
    """True for armed violence, False for accidents, disasters and disease, None where the sentence does not say.

    The words nearest to the act decide: its own clause before the rest of the sentence.
    """
    if bond.violent is not None:
        return bond.violent
    inner = scene.tree.subtree(_clause(scene, bond.anchor))
    for indices in (inner, range(len(scene.tokens))):
        said = _cues(scene, indices)
        if said is not None:
            return said
    return None


def _clause(scene: Scene, anchor: int) -> int:
    if scene.tokens[anchor].tag.startswith("VB"):
        return anchor
    return next((i for i in scene.tree.above(anchor) if scene.tokens[i].tag.startswith("VB")), anchor)


def _cues(scene: Scene, indices: Iterable[int]) -> bool | None:
    """Armed violence in these tokens beats accident: bombs are thrown at ferries."""
    accident = False
    for i in indices:
        if _phrase_of_accident(scene, i):
            accident = True
        elif _is_violent(scene, i):
            return True
        accident = accident or _is_accident(scene, i)
    return False if accident else None


def _is_violent(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    if not {token.lemma, scene.word(i)} & rows().violent:
        return _is_gunfire(scene, i)
    struck = token.tag.startswith("VB") and any(_is_accident(scene, k) for k in range(max(0, i - _WINDOW), i))
    return not struck


def _is_accident(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    lemma = token.lemma if token.lemma in rows().accident else scene.word(i).split("-")[0]
    if lemma not in rows().accident or _is_gunfire(scene, i):
        return False
    return token.pos != "VERB" or lemma in rows().accident_verbs


def _phrase_of_accident(scene: Scene, i: int) -> bool:
    """The second word of "lightning strike", "heart attack": they decide before "strike" and "attack" do."""
    return f"{scene.word(i - 1)} {scene.tokens[i].lemma}" in rows().accident_phrases


def _is_gunfire(scene: Scene, i: int) -> bool:
    """As in "opened fire", "under fire", "rocket fire": no blaze."""
    token = scene.tokens[i]
    if token.lemma != "fire":
        return False
    before = {scene.tokens[j].lemma for j in range(max(0, i - _WINDOW), i)}
    return bool(before & rows().fire_of_arms) or token.pos == "VERB"
