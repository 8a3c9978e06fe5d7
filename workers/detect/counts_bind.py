"""Ties a figure to the act that counts it, by the parse, and by the order of words where headlines parse badly.

Each binder looks for one form and returns the act's token and metric, or None. The first that finds one wins.
"""

from collections.abc import Callable
from dataclasses import replace

from workers.detect.counts_bond import Bond, counts_people, governor, row_of, shot_dead
from workers.detect.counts_data import rows
from workers.detect.counts_frames import by_frame, by_prisoners
from workers.detect.counts_mention import Mention, Scene
from workers.detect.counts_nominal import by_lives, by_noun_itself, by_of, by_state_before, by_toll
from workers.detect.counts_parts import flees_armed
from workers.detect.counts_total import by_number, by_put
from workers.detect.counts_verbal import by_caused, by_object, by_relative, by_state_behind, by_subject

_ALONG = frozenset({("along", "with"), ("together", "with"), ("well", "as")})


def bond(scene: Scene, mention: Mention) -> Bond | None:
    """The act that counts a mention, by its own words; None where there is none."""
    found = next((found for binder in _BINDERS if (found := binder(scene, mention))), None)
    if found and any(test(scene, mention, found) for test in (flees_armed, _freed, _shared_out)):
        return None
    if found and found.reason == "count.state" and scene.tokens[found.anchor].dep in {"acl", "relcl"}:
        return (
            by_subject(scene, mention) or found
        )  # "Two hostages kidnapped on Friday were killed": two dead.
    return found


def _freed(scene: Scene, mention: Mention, found: Bond) -> bool:
    """As in "12 hostages were freed", "the release of 30 captured soldiers": held no longer."""
    if found.metric != "captured":
        return False
    above = scene.tokens[scene.tokens[mention.node].head]
    noun = scene.tokens[above.head] if above.lemma == "of" else above
    return bool({above.lemma, noun.lemma} & rows().freed)


def _shared_out(scene: Scene, mention: Mention, found: Bond) -> bool:
    """As in "a third of the town's 200,000 people fled": how many did is not said."""
    of = scene.tokens[mention.node].head
    share = scene.tokens[of].head
    if scene.word(of) != "of" or scene.tokens[share].lemma not in rows().shares:
        return False
    return found.anchor not in scene.tree.subtree(share)


def _listed(scene: Scene, mention: Mention) -> Bond | None:
    """As in "killed the mayor and two maids", "was killed along with two guards": the act of what it is joined to."""
    before = (scene.word(mention.first - 2), scene.word(mention.first - 1))
    if before in _ALONG or (scene.word(mention.first - 3), before[0]) == ("as", "well"):
        verb = governor(scene, mention.node)
        row = (shot_dead(scene, verb) or row_of(scene.tokens[verb])) if verb is not None else None
        if verb is not None and row and counts_people(scene, mention, opened=row.open):
            return Bond(verb, row.metric, "count.list", row.violent, open=row.open)
    top = _top(scene, mention.node)
    return None if top == mention.node else _of_top(scene, replace(mention, node=top))


def _top(scene: Scene, node: int) -> int:
    """The first of a list; "X, his wife, and two maids" may hang in the parse as an apposition."""
    listed = bool(scene.tree.children(node, "cc"))
    while scene.tokens[node].head != node:
        token = scene.tokens[node]
        if token.dep != "conj" and not (token.dep == "appos" and listed):
            break
        node, listed = token.head, True
    return node


def _of_top(scene: Scene, mention: Mention) -> Bond | None:
    token = scene.tokens[mention.node]
    if token.dep == "dobj":
        row = row_of(scene.tokens[token.head])
        if row and row.patient == "object" and counts_people(scene, mention, opened=row.open):
            return Bond(token.head, row.metric, "count.list", row.violent, open=row.open)
    if token.dep == "pobj" and scene.word(token.head) == "of":
        noun = scene.tokens[scene.tokens[token.head].head]
        metric = rows().nouns.get(noun.lemma)
        if metric and noun.i < token.i and counts_people(scene, mention, opened=True):
            return Bond(noun.i, metric, "count.list", open=True)
    return by_subject(scene, mention)


_BINDERS: tuple[Callable[[Scene, Mention], Bond | None], ...] = (
    by_toll,
    by_number,
    by_lives,
    by_noun_itself,
    by_of,
    by_state_behind,
    by_object,
    by_subject,
    by_caused,
    by_frame,
    by_prisoners,
    by_put,
    by_relative,
    by_state_before,
    _listed,
)
