"""Over what span a count runs, and whether its act is armed violence."""

from collections.abc import Iterable

from workers.detect import timing_data
from workers.detect.counts_bond import Bond
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Scene
from workers.detect.phrases import find
from workers.models import CountKind

_WINDOW = 3
_COMPARED = 6


def kind_of(scene: Scene, bond: Bond) -> tuple[CountKind, str]:
    """Whether a count runs since some day, over a named span, or is one incident's; and the code of why."""
    if bond.toll:
        return "cumulative", "count.cumulative.toll"
    clause = _clause(scene, bond.anchor)
    clauses = {clause, *scene.tree.above(bond.anchor), *scene.tree.children(clause, "conj")}
    if _since(scene, bond.anchor, clauses):
        return "cumulative", "count.cumulative.since"
    if _has_phrase(scene, rows().cumulative, clauses):
        return "cumulative", "count.cumulative.total"
    if _has_phrase(scene, rows().span_phrases, clauses) or _span(scene, clauses):
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
    """As in "in the past week", "over recent days", "in the last three months"."""
    for i, word in enumerate(scene.lower):
        if word not in rows().spans or _clause(scene, i) not in clauses:
            continue
        before = scene.word(i - 2) if scene.word(i - 1) in {"the", "these"} else scene.word(i - 1)
        behind = scene.tokens[i + 1 : i + 1 + _WINDOW]
        if before in {"in", "over", "during", "within"} and any(t.lemma in rows().span_units for t in behind):
            return True
    return False


def _over_conflict(scene: Scene, anchor: int) -> bool:
    """As in "have been killed in the conflict": a present perfect over a whole war."""
    perfect = any(scene.tokens[c].text.lower() in {"have", "has"} for c in scene.tree.children(anchor, "aux"))
    if not perfect:
        return False
    for c in scene.tree.children(anchor, "prep"):
        if scene.word(c) in {"in", "during", "by"}:
            for noun in scene.tree.children(c, "pobj"):
                if scene.tokens[noun].lemma in rows().conflicts:
                    return True
    return False


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
