"""Verbs that count only beside certain words: "driven from their homes", "taken prisoner", "fell in an ambush"."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from workers.detect import victims
from workers.detect.counts_bond import Bond, counts_people, has_object
from workers.detect.counts_data import FrameRow, rows
from workers.detect.counts_mention import Mention, Scene
from workers.detect.counts_victims import rank_of
from workers.detect.phrases import find
from workers.models import Metric

Role = Literal["object", "subject"]

_REACH = 14
_SHARED_MAX = 6
_PARTICLES = frozenset(
    {"out", "off", "away", "up", "back", "down", "hostage", "prisoner", "captive", "about", "also"}
)
_HOLD = frozenset({"hold", "take", "keep", "have", "capture", "seize"})


def by_frame(scene: Scene, mention: Mention) -> Bond | None:
    """As in "4,000 were driven from their homes", "took 12 soldiers prisoner", "16 soldiers fell in an ambush"."""
    if not counts_people(scene, mention):
        return None
    for verb, role in _verbs(scene, mention):
        for frame in _frames().get(scene.tokens[verb].lemma, ()):
            if frame.patient == role and _fits(scene, mention, verb, frame) and not _known(scene, verb):
                return Bond(verb, frame.metric, "count.frame")
    return None


def _known(scene: Scene, verb: int) -> bool:
    """As in "a theatre where hundreds had taken shelter": told to say which theatre."""
    marks = scene.tree.children(verb, "advmod")
    return scene.tokens[verb].dep == "relcl" and any(scene.word(c) == "where" for c in marks)


def metric_by_frame(scene: Scene, verb: int) -> Metric | None:
    """What a verb of a frame says of its subject: "the number of people who have crossed the river to escape"."""
    for frame in _frames().get(scene.tokens[verb].lemma, ()):
        if frame.patient == "subject" and frame.near and _near(scene, verb, frame):
            return frame.metric
    return None


def by_prisoners(scene: Scene, mention: Mention) -> Bond | None:
    """As in "holds eight prisoners", "took 40 hostages"."""
    if mention.noun is None or scene.tokens[mention.noun].lemma not in rows().prisoners:
        return None
    verb = scene.tokens[mention.node].head
    held = scene.tokens[mention.node].dep == "dobj" and scene.tokens[verb].lemma in _HOLD
    return Bond(verb, "captured", "count.frame") if held else None


@cache
def _frames() -> Mapping[str, Sequence[FrameRow]]:
    found: dict[str, list[FrameRow]] = {}
    for frame in rows().frames:
        for lemma in frame.verbs:
            found.setdefault(lemma, []).append(frame)
    return found


def signs() -> frozenset[str]:
    """Words of which one stands wherever a frame fits: the last of what it wants near, else its verb."""
    near = {phrase.split()[-1] for frame in rows().frames for phrase in frame.near}
    return frozenset(near.union(*(frame.verbs for frame in rows().frames if not frame.near)))


def _verbs(scene: Scene, mention: Mention) -> Iterator[tuple[int, Role]]:
    """The verbs of which a mention is object or subject, by the parse and by the order of words."""
    node, tree = scene.tokens[mention.node], scene.tree
    if node.dep == "dobj":
        yield node.head, "object"
    elif node.dep in {"nsubj", "nsubjpass"}:
        yield from _of_subject(scene, node.head, passive=node.dep == "nsubjpass")
    for verb in tree.children(mention.node, "acl", "relcl"):
        yield verb, "object" if _passive(scene, verb) else "subject"
    before = mention.first - 1
    while before > 0 and scene.word(before) in _PARTICLES:
        before -= 1
    if before >= 0 and not _passive(scene, before):
        yield before, "object"
    yield from _behind(scene, mention)


def _of_subject(scene: Scene, head: int, *, passive: bool) -> Iterator[tuple[int, Role]]:
    """A verb and those that share its subject: "managed to cross", "left their homes and sought refuge"."""
    queue = [head]
    for verb in queue[:_SHARED_MAX]:
        yield verb, "object" if passive or _passive(scene, verb) else "subject"
        children = scene.tree.children(verb, "conj", "xcomp", "advcl")
        queue += [c for c in children if not scene.tree.children(c, "nsubj", "nsubjpass")]
        passive = False


def _passive(scene: Scene, verb: int) -> bool:
    if scene.tree.children(verb, "auxpass", "nsubjpass"):
        return True
    return scene.tokens[verb].tag == "VBN" and not scene.tree.children(verb, "aux", "dobj", "nsubj")


def _behind(scene: Scene, mention: Mention) -> Iterator[tuple[int, Role]]:
    """The first verb behind, past words that may stand between a noun and its state; headlines parse badly."""
    for i in range(mention.end + 1, min(mention.end + _REACH, len(scene.tokens))):
        if scene.tokens[i].lemma in _frames() and scene.tokens[i].tag in {"VBN", "VBD", "VBP", "VB"}:
            undone = scene.tokens[i].tag in {"VBN", "VBD"} and not has_object(scene, i)
            yield i, "object" if undone or _passive(scene, i) else "subject"
            if undone:
                yield i, "subject"
            return
        if scene.word(i) not in rows().between:
            return


def _fits(scene: Scene, mention: Mention, verb: int, frame: FrameRow) -> bool:
    if frame.whom and not _classes(scene, mention) & frame.whom:
        return False
    if frame.armed and not _by_armed_side(scene, verb):
        return False
    if frame.passive and not _passive(scene, verb):
        return False
    return not frame.near or _near(scene, verb, frame)


def _near(scene: Scene, verb: int, frame: FrameRow) -> bool:
    if frame.wide:
        return next(find(scene.lower, frame.near), None) is not None
    behind = scene.lower[verb + 1 : verb + _REACH]
    end = behind.index(";") if ";" in behind else len(behind)
    return next(find(behind[:end], frame.near), None) is not None


def _classes(scene: Scene, mention: Mention) -> set[str]:
    if mention.noun is None:
        return {victims.PEOPLE}
    known = victims.victim_class(scene.tokens, mention.noun)
    return {known or victims.PEOPLE, *(["men"] if scene.tokens[mention.noun].lemma == "man" else [])}


def _by_armed_side(scene: Scene, verb: int) -> bool:
    tree = scene.tree
    agents = [o for by in tree.children(verb, "agent") for o in tree.children(by, "pobj")]
    subjects = tree.children(verb, "nsubj")
    return any(rank_of(scene, i) in {"soldiers", "rebels"} for i in (*agents, *subjects))
