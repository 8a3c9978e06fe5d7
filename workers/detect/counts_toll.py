"""Whether a toll is that of one strike or clash, or of a whole war."""

from workers.detect.counts_data import rows
from workers.detect.counts_mention import Scene
from workers.detect.numbers import Quantity

_PHRASE = 9
_ESTIMATE_MAX = 500
_BEFORE_TOLL = frozenset({"siege", "bomb", "shelling"})
_PAIR = frozenset({"twin", "double", "two", "three", "triple", "simultaneous"})


def is_of_incident(scene: Scene, toll: int, quantity: Quantity) -> bool:
    """Whether a toll is of one incident: "the toll from Monday's blast", "the hotel siege toll", "put the toll at 14"."""
    return _of_incident(scene, toll) or _beside_incident(scene, toll) or _estimated(scene, toll, quantity)


def _of_incident(scene: Scene, anchor: int) -> bool:
    """As in "the toll from Monday's attack", "the blast toll", "the number of dead in the twin bombings"."""
    before = scene.tokens[max(0, anchor - 2) : anchor]
    if any(
        t.tag == "NN" and t.lemma in rows().incidents | _BEFORE_TOLL
        for t in before
        if t.i > 0 or t.head == anchor
    ):
        return True
    for i in range(anchor + 1, min(anchor + _PHRASE, len(scene.tokens))):
        if scene.word(i) in {",", ";"}:
            return False
        token = scene.tokens[i]
        pair = token.tag == "NNS" and bool(_PAIR & set(scene.lower[max(0, i - 2) : i]))
        if (token.tag == "NN" or pair) and token.lemma in rows().incidents:
            return any(scene.word(k) in {"from", "of", "in"} for k in range(anchor + 1, i))
    return False


def _beside_incident(scene: Scene, toll: int) -> bool:
    """As in "denies bombing a funeral as toll passes 140"; a toll that a raid brings to 140 is of more than that raid."""
    before = scene.tokens[:toll]
    named = any(t.tag in {"NN", "VBG"} and {t.lemma, t.text.lower()} & rows().incidents for t in before)
    return named and any(t.text.lower() == "as" for t in before)


def _estimated(scene: Scene, toll: int, quantity: Quantity) -> bool:
    """As in "put the toll at 14", of which the article's incident is meant; a big one is that of a war."""
    put = scene.tokens[scene.tokens[toll].head].lemma == "put" and scene.tokens[toll].dep == "dobj"
    return put and max(quantity.low or 0, quantity.high or 0) < _ESTIMATE_MAX
