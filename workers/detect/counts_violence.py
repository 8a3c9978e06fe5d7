"""Whether a count is of armed violence, or of accident, disaster and disease."""

from collections.abc import Iterable

from workers.detect.counts_bond import Bond
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Scene
from workers.detect.counts_scope import clause_of

_WINDOW = 3


def violence_of(scene: Scene, bond: Bond) -> bool | None:
    """True for armed violence, False for accidents, disasters and disease, None where the sentence does not say.

    The words nearest to the act decide: its own clause, the noun of which that tells, the rest of the sentence.
    """
    if bond.violent is not None:
        return bond.violent
    clause = scene.tokens[clause_of(scene, bond.anchor)]
    inner = scene.tree.subtree(clause.i)
    told_of = [clause.head] if clause.dep == "relcl" else []
    for indices in (inner, told_of, range(len(scene.tokens))):
        said = _cues(scene, indices)
        if said is not None:
            return said
    return None


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
