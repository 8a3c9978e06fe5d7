"""Verbs that count: by their object, their subject, and the states that follow a noun."""

from workers.detect import victims
from workers.detect.counts_bond import (
    OBJECT_STARTS,
    Bond,
    counts_people,
    has_object,
    row_by_form,
    row_of,
    shot_dead,
)
from workers.detect.counts_data import VerbRow, rows
from workers.detect.counts_mention import Mention, Scene
from workers.detect.counts_victims import rank_of

_BE = frozenset({"was", "were", "is", "are", "be", "been", "being"})
_BEHIND_MAX = 10
_AFTER_VERB = frozenset({"dead", "down", ":", "to", "death"})
_REPORTED = frozenset(
    {
        "report",
        "believe",
        "fear",
        "presume",
        "confirm",
        "know",
        "think",
        "say",
        "leave",
        "find",
        "begin",
        "force",
        "feel",
        "drive",
        "cause",
        "make",
        "compel",
        "start",
        "continue",
        "list",
        "declare",
    }
)


def by_state_behind(scene: Scene, mention: Mention) -> Bond | None:
    """As in "12 people were reported killed", "at least 40 killed in", "left 12 people dead", "60 are missing"."""
    passive = False
    for i in range(mention.end + 1, min(mention.end + _BEHIND_MAX, len(scene.tokens))):
        word = scene.word(i)
        row = row_of(scene.tokens[i])
        metric = rows().states.get(word)
        if metric is None and row is None:
            shot = shot_dead(scene, i)
            if shot:
                return _state_bond(scene, mention, i, shot)
        if metric or row:
            return _act_behind(scene, mention, i, passive=passive)
        if word not in rows().between:
            return None
        passive = passive or word in _BE
    return None


def _state_bond(scene: Scene, mention: Mention, i: int, row: VerbRow) -> Bond | None:
    end = i + 3 if scene.word(i + 1) == "to" else i + 2
    follows = end < len(scene.tokens) and scene.tokens[end].tag in OBJECT_STARTS
    if follows or not counts_people(scene, mention, opened=True):
        return None
    return Bond(i, row.metric, "count.state", row.violent, open=row.open)


def _act_behind(scene: Scene, mention: Mention, i: int, *, passive: bool) -> Bond | None:
    token, row = scene.tokens[i], row_of(scene.tokens[i])
    metric = rows().states.get(scene.word(i))
    if row is None:
        fits = metric and counts_people(scene, mention, opened=metric in {"dead", "injured"})
        return Bond(i, metric, "count.state") if metric and fits else None
    if not counts_people(scene, mention, opened=row.open):
        return None
    if row.patient == "object" and not passive and has_object(scene, i):
        return None
    if row.patient == "object" and token.tag not in {"VBN", "VBD"}:
        return None
    return Bond(i, row.metric, "count.state", row.violent, open=row.open)


def by_object(scene: Scene, mention: Mention) -> Bond | None:
    """As in "killed 12", "shot dead five officers", "wounding at least 30", "lost 12 of its men"."""
    verb = _verb_before(scene, mention)
    if verb is None:
        return None
    token = scene.tokens[verb]
    row = shot_dead(scene, verb) or row_by_form(scene, verb)
    if row and row.patient == "object":
        fits = counts_people(scene, mention, opened=row.open)
        return Bond(verb, row.metric, "count.object", row.violent, open=row.open) if fits else None
    if token.lemma == "burn":
        alive = scene.word(mention.end + 1) == "alive" and counts_people(scene, mention, opened=True)
        return Bond(verb, "dead", "count.object", violent=True, open=True) if alive else None
    if token.lemma in rows().losses and mention.noun is not None and counts_people(scene, mention):
        return Bond(verb, "dead", "count.lost") if _of_war(scene, mention.noun, verb) else None
    return None


def _of_war(scene: Scene, noun: int, verb: int) -> bool:
    """Whether a loss is of fighters, to war; clubs lose players and parties lose members."""
    if victims.victim_class(scene.tokens, noun) in {"soldiers", "rebels", "police", "peacekeepers"}:
        return True
    side = any(rank_of(scene, i) for i in scene.tree.children(verb, "nsubj"))
    said = any({t.lemma, t.text.lower()} & rows().violent for t in scene.tokens)
    return scene.tokens[noun].lemma in rows().men and (side or said)


def _verb_before(scene: Scene, mention: Mention) -> int | None:
    """The verb whose object a mention is, by the parse or because it stands right before."""
    node = scene.tokens[mention.node]
    if node.dep == "dobj" and _counts(scene, node.head):
        return node.head
    before = mention.first - 1
    while before > 0 and (scene.word(before) in _AFTER_VERB or scene.tokens[before].tag == "RB"):
        before -= 1
    if before < 0 or not _counts(scene, before):
        return None
    return None if scene.tree.children(before, "auxpass", "nsubjpass") else before


def _counts(scene: Scene, verb: int) -> bool:
    known = shot_dead(scene, verb) or row_by_form(scene, verb)
    return known is not None or scene.tokens[verb].lemma in rows().losses | {"burn"}


def by_subject(scene: Scene, mention: Mention) -> Bond | None:
    """As in "255 people, mostly activists, have died", "12 were captured and killed", "are believed to have fled"."""
    node = scene.tokens[mention.node]
    if node.dep not in {"nsubj", "nsubjpass", "nsubj:pass"}:
        return None
    queue, seen = [node.head], 0
    while queue and seen < _BEHIND_MAX:
        verb, seen = queue.pop(0), seen + 1
        found = _of_verb(scene, mention, verb, passive=node.dep == "nsubjpass")
        if found:
            return found
        queue.extend(_carried(scene, verb))
    return None


def _carried(scene: Scene, verb: int) -> list[int]:
    """Verbs that share the subject of a verb."""
    tree = scene.tree
    joined = [c for c in tree.children(verb, "conj") if not tree.children(c, "nsubj", "nsubjpass")]
    if scene.tokens[verb].lemma in _REPORTED:
        joined += tree.children(verb, "xcomp", "oprd", "acomp")
    if scene.tokens[verb].lemma == "be":
        joined += tree.children(verb, "acomp", "attr")
    return joined


def _of_verb(scene: Scene, mention: Mention, verb: int, *, passive: bool) -> Bond | None:
    row = shot_dead(scene, verb) or row_of(scene.tokens[verb])
    metric = rows().states.get(scene.word(verb))
    if row is None:
        if metric and scene.tokens[verb].dep in {"acomp", "oprd", "attr"} and counts_people(scene, mention):
            return Bond(verb, metric, "count.state")
        return None
    if not counts_people(scene, mention, opened=row.open):
        return None
    own = scene.tree.children(verb, "auxpass") or passive or scene.tokens[verb].tag == "VBN"
    shot = scene.word(verb + 1) in {"dead", "to"}
    if row.patient == "object" and (not own or (has_object(scene, verb) and not shot)):
        return None
    return Bond(verb, row.metric, "count.subject", row.violent, open=row.open)


def by_relative(scene: Scene, mention: Mention) -> Bond | None:
    """As in "the 12 soldiers who were killed", "20 people, killed in the raid"."""
    for verb in scene.tree.children(mention.node, "relcl", "acl"):
        row = row_of(scene.tokens[verb])
        if row is None or not counts_people(scene, mention, opened=row.open):
            continue
        passive = scene.tree.children(verb, "nsubjpass", "auxpass") or scene.tokens[verb].tag == "VBN"
        if row.patient == "subject" or (passive and not scene.tree.children(verb, "dobj")):
            return Bond(verb, row.metric, "count.relative", row.violent)
    return None


def by_caused(scene: Scene, mention: Mention) -> Bond | None:
    """As in "forced 20,000 people to flee", "forcing 5,000 from their homes"."""
    node = scene.tokens[mention.node]
    if node.dep not in {"dobj", "nsubj", "nsubjpass"} or not counts_people(scene, mention):
        return None
    verb = node.head
    for c in scene.tree.children(verb, "xcomp", "ccomp"):
        row = row_of(scene.tokens[c])
        if row and row.patient == "subject":
            return Bond(c, row.metric, "count.caused", row.violent)
    if scene.tokens[verb].lemma not in {"force", "drive"}:
        return None
    homes = any(scene.word(i) in {"home", "homes", "houses"} for i in range(mention.end, mention.end + 5))
    return Bond(verb, "displaced", "count.caused") if homes else None
