"""Over what span a count runs, and whether its act is armed violence."""

from collections.abc import Iterable
from functools import cache

from workers.detect.counts_bind import Bond
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Scene
from workers.models import CountKind

_WINDOW = 3
_PHRASE_MAX = 4


def kind_of(scene: Scene, bond: Bond) -> tuple[CountKind, str]:
    """Whether a count runs since some day, over a named span, or is one incident's; and the code of why."""
    if bond.toll:
        return "cumulative", "count.cumulative.toll"
    if _since(scene, bond.anchor):
        return "cumulative", "count.cumulative.since"
    if _has_phrase(scene, rows().cumulative):
        return "cumulative", "count.cumulative.total"
    if _has_phrase(scene, rows().span_phrases) or _span(scene):
        return "period", "count.period"
    if _over_conflict(scene, bond.anchor):
        return "cumulative", "count.cumulative.conflict"
    return "incident", "count.incident"


def _since(scene: Scene, anchor: int) -> bool:
    """ "since" with a time behind it, in the clause of the act or after it."""
    for token in scene.tokens:
        if scene.word(token.i) != "since":
            continue
        above = {token.head, *scene.tree.above(token.i)}
        if anchor in above or token.i > anchor or scene.tokens[anchor].head in above:
            return True
    return False


def _has_phrase(scene: Scene, phrases: frozenset[str]) -> bool:
    lower = scene.lower
    return any(
        " ".join(lower[i : i + length]) in phrases for i in range(len(lower)) for length in range(2, _PHRASE_MAX + 1)
    )


def _span(scene: Scene) -> bool:
    """ "in the past week", "over recent days", "in the last three months"."""
    for i, word in enumerate(scene.lower):
        if word in rows().spans and scene.word(i - 1) in {"in", "over", "the", "during", "within", "these"}:
            behind = scene.tokens[i + 1 : i + 1 + _WINDOW]
            if any(t.lemma in rows().span_units for t in behind):
                return scene.word(i - 1) != "the" or scene.word(i - 2) in {"in", "over", "during", "within"}
    return False


def _over_conflict(scene: Scene, anchor: int) -> bool:
    """ "have been killed in the conflict": a present perfect over a whole war."""
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
    accident = False
    for i in indices:
        lemma = scene.tokens[i].lemma
        if lemma in rows().violent or scene.word(i) in rows().violent:
            return True
        if lemma in rows().accident and not _is_gunfire(scene, i):
            accident = True
        elif lemma in {"fire", "gas"}:
            return True
    return False if accident else None


@cache
def _arms() -> frozenset[str]:
    return rows().fire_of_arms


def _is_gunfire(scene: Scene, i: int) -> bool:
    """ "opened fire", "under fire", "rocket fire": no blaze."""
    token = scene.tokens[i]
    if token.lemma != "fire":
        return False
    before = {scene.tokens[j].lemma for j in range(max(0, i - _WINDOW), i)}
    return bool(before & _arms()) or token.pos == "VERB"
