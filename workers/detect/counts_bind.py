"""Ties a figure to the act that counts it, by the parse, and by the order of words where headlines parse badly.

Each binder looks for one form and returns the act's token and metric, or None. The first that finds one wins.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from workers.detect import victims
from workers.detect.counts_data import VerbRow, rows
from workers.detect.counts_mention import Mention, Scene
from workers.models import Metric, Token

_BE = frozenset({"was", "were", "is", "are", "be", "been", "being"})
_BEHIND_MAX = 10
_TOLL_SPAN = 26
_OBJECT_STARTS = frozenset({"DT", "CD", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "JJ"})
_ALONG = frozenset({("along", "with"), ("together", "with"), ("well", "as")})
_REPORTED = frozenset({"report", "believe", "fear", "presume", "confirm", "know", "think", "say", "leave", "find", "begin",
                       "force", "feel", "drive", "cause", "make", "compel", "start", "continue", "list", "declare"})


@dataclass(frozen=True, slots=True)
class Bond:
    """What a figure is tied to.

    Attributes:
        anchor: the token of the act.
        reason: code of the form that was found.
        violent: what the act itself says: see ``VerbRow``.
        toll: the figure is a running total.
        open: it counts any noun that is no thing: see ``VerbRow``.
    """

    anchor: int
    metric: Metric
    reason: str
    violent: bool | None = None
    toll: bool = False
    open: bool = False


def bond(scene: Scene, mention: Mention) -> Bond | None:
    """The act that counts a mention, by its own words; None where there is none."""
    return next((found for binder in _BINDERS if (found := binder(scene, mention))), None)


def row_of(token: Token) -> VerbRow | None:
    """The act that a verb names."""
    return rows().verbs.get(token.lemma) if token.tag.startswith("VB") or token.pos == "VERB" else None


def _row_by_form(scene: Scene, i: int) -> VerbRow | None:
    """The act of a verb right before a figure, whatever its tag: the model takes "kills 12" for a noun at times."""
    word = scene.word(i)
    return row_of(scene.tokens[i]) or rows().verbs.get(word.removesuffix("s"))


def counts_people(scene: Scene, mention: Mention, *, opened: bool = False) -> bool:
    """Whether the noun of a mention names people; bare figures do."""
    if mention.noun is None:
        return scene.word(mention.end) != "of"
    if victims.victim_class(scene.tokens, mention.noun):
        return True
    token = scene.tokens[mention.noun]
    return opened and not victims.is_thing(token) and not mention.indefinite


def _toll(scene: Scene, mention: Mention) -> Bond | None:
    """ "death toll rises to 95", "bringing the toll to 267", "a toll of 12 dead"."""
    if mention.noun is not None and not _countable(scene, mention.noun):
        return None
    if scene.word(mention.first - 1) not in rows().toll_links:
        return None
    for i in range(mention.first - 2, max(-1, mention.first - _TOLL_SPAN), -1):
        if scene.word(i) in {"toll", "tolls"}:
            near = scene.word(mention.first - 1) != "of" or i == mention.first - 2
            return Bond(i, "dead", "count.toll", toll=True) if near and _deadly(scene, i) else None
        if scene.word(i) in {";", "killing", "wounding", "injuring"}:
            return None
    return None


def _deadly(scene: Scene, toll: int) -> bool:
    return scene.word(toll - 1) not in {"injury", "injured", "casualty", "wounded", "economic", "financial", "heavy"}


def _countable(scene: Scene, noun: int) -> bool:
    known = victims.victim_class(scene.tokens, noun)
    return known is not None or scene.word(noun) in rows().states or scene.tokens[noun].lemma in rows().nouns


def _noun_itself(scene: Scene, mention: Mention) -> Bond | None:
    """ "15 deaths", "40 wounded", "12 hurt", "no fatalities"."""
    if mention.noun is None:
        return None
    token = scene.tokens[mention.noun]
    metric = rows().states.get(scene.word(mention.noun)) or rows().nouns.get(token.lemma)
    if metric is None or token.lemma in rows().of_only:
        return None
    return Bond(mention.noun, metric, "count.noun")


def _lives(scene: Scene, mention: Mention) -> Bond | None:
    """ "claimed 17 lives", "17 people lost their lives", "the lives of 17 people"."""
    if mention.noun is not None and scene.tokens[mention.noun].lemma == "life":
        verb = _governor(scene, mention.node)
        if verb is not None and scene.tokens[verb].lemma in rows().lives:
            return Bond(verb, "dead", "count.lives")
        return None
    behind = [scene.word(mention.end + k) for k in range(1, 7)]
    for k in range(3):
        if behind[k : k + 3] in (["lost", "their", "lives"], ["lost", "his", "life"], ["lost", "her", "life"]):
            return Bond(mention.end + 1 + k, "dead", "count.lives") if counts_people(scene, mention) else None
    return None


def _state_behind(scene: Scene, mention: Mention) -> Bond | None:
    """ "12 people were reported killed", "at least 40 killed in", "left 12 people dead", "60 are missing"."""
    passive = False
    for i in range(mention.end + 1, min(mention.end + _BEHIND_MAX, len(scene.tokens))):
        word = scene.word(i)
        row = row_of(scene.tokens[i])
        metric = rows().states.get(word)
        if metric is None and row is None:
            shot = _shot_dead(scene, i)
            if shot:
                return _state_bond(scene, mention, i, shot)
        if metric or row:
            return _act_behind(scene, mention, i, passive=passive)
        if word not in rows().between:
            return None
        passive = passive or word in _BE
    return None


def _shot_dead(scene: Scene, i: int) -> VerbRow | None:
    """ "shot dead", "shot and killed", "gunned down", "blown up" is none."""
    two = (scene.tokens[i].lemma, scene.word(i + 1))
    if two in {("shoot", "dead"), ("gun", "down")} or (two == ("shoot", "and") and scene.word(i + 2) == "killed"):
        return VerbRow(metric="dead", patient="object", open=True, violent=True)
    return None


def _state_bond(scene: Scene, mention: Mention, i: int, row: VerbRow) -> Bond | None:
    follows = scene.tokens[i + 2].tag in _OBJECT_STARTS if i + 2 < len(scene.tokens) else False
    if follows or not counts_people(scene, mention, opened=True):
        return None
    return Bond(i, row.metric, "count.state", row.violent, open=row.open)


def _act_behind(scene: Scene, mention: Mention, i: int, *, passive: bool) -> Bond | None:
    token, row = scene.tokens[i], row_of(scene.tokens[i])
    metric = rows().states.get(scene.word(i))
    if row is None:
        return Bond(i, metric, "count.state") if metric and counts_people(scene, mention) else None
    if not counts_people(scene, mention, opened=row.open):
        return None
    if row.patient == "object" and not passive and _has_object(scene, i):
        return None
    if row.patient == "object" and token.tag not in {"VBN", "VBD"}:
        return None
    return Bond(i, row.metric, "count.state", row.violent, open=row.open)


def _has_object(scene: Scene, verb: int) -> bool:
    """Whether something is done to somebody else: "12 gunmen killed three policemen"."""
    nearby = scene.tree.children(verb, "dobj")
    return bool(nearby) or (
        verb + 1 < len(scene.tokens) and scene.tokens[verb + 1].tag in _OBJECT_STARTS
        and scene.word(verb + 1) not in rows().states
    )


def _state_before(scene: Scene, mention: Mention) -> Bond | None:
    """ "12 dead bodies" is not asked; "30 wounded soldiers", "200 displaced people" between figure and noun."""
    if mention.noun is None or not counts_people(scene, mention):
        return None
    for i in range(mention.quantity.last + 1, mention.noun):
        metric = rows().states.get(scene.word(i))
        if metric:
            return Bond(i, metric, "count.attribute")
    return None


def _object(scene: Scene, mention: Mention) -> Bond | None:
    """ "killed 12", "shot dead five officers", "wounding at least 30", "lost 12 of its men"."""
    verb = _verb_before(scene, mention)
    if verb is None:
        return None
    token = scene.tokens[verb]
    row = _shot_dead(scene, verb) or _row_by_form(scene, verb)
    if row and row.patient == "object":
        fits = counts_people(scene, mention, opened=row.open)
        return Bond(verb, row.metric, "count.object", row.violent, open=row.open) if fits else None
    if token.lemma in rows().losses and mention.noun is not None and counts_people(scene, mention):
        return Bond(verb, "dead", "count.lost")
    return None


def _verb_before(scene: Scene, mention: Mention) -> int | None:
    """The verb whose object a mention is, by the parse or because it stands right before."""
    node = scene.tokens[mention.node]
    if node.dep == "dobj":
        return node.head
    before = mention.first - 1
    while before > 0 and (scene.word(before) in {"dead", "down", ":"} or scene.tokens[before].tag == "RB"):
        before -= 1
    if before < 0 or not (scene.tokens[before].tag.startswith("VB") or _row_by_form(scene, before)):
        return None
    return None if scene.tree.children(before, "auxpass", "nsubjpass") else before


def _subject(scene: Scene, mention: Mention) -> Bond | None:
    """ "255 people, mostly activists, have died", "12 were captured and killed", "are believed to have fled"."""
    node = scene.tokens[mention.node]
    if node.dep not in {"nsubj", "nsubjpass", "nsubj:pass"}:
        return None
    queue, seen = [node.head], 0
    while queue and seen < _BEHIND_MAX:
        verb, seen = queue.pop(0), seen + 1
        found = _by_subject(scene, mention, verb, passive=node.dep == "nsubjpass")
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


def _by_subject(scene: Scene, mention: Mention, verb: int, *, passive: bool) -> Bond | None:
    row = row_of(scene.tokens[verb])
    metric = rows().states.get(scene.word(verb))
    if row is None:
        if metric and scene.tokens[verb].dep in {"acomp", "oprd", "attr"} and counts_people(scene, mention):
            return Bond(verb, metric, "count.state")
        return None
    if not counts_people(scene, mention, opened=row.open):
        return None
    own = scene.tree.children(verb, "auxpass") or passive or scene.tokens[verb].tag == "VBN"
    if row.patient == "object" and (not own or _has_object(scene, verb)):
        return None
    return Bond(verb, row.metric, "count.subject", row.violent, open=row.open)


def _relative(scene: Scene, mention: Mention) -> Bond | None:
    """ "the 12 soldiers who were killed", "20 people, killed in the raid"."""
    for verb in scene.tree.children(mention.node, "relcl", "acl"):
        row = row_of(scene.tokens[verb])
        if row is None or not counts_people(scene, mention, opened=row.open):
            continue
        passive = scene.tree.children(verb, "nsubjpass", "auxpass") or scene.tokens[verb].tag == "VBN"
        if row.patient == "subject" or (passive and not scene.tree.children(verb, "dobj")):
            return Bond(verb, row.metric, "count.relative", row.violent)
    return None


def _caused(scene: Scene, mention: Mention) -> Bond | None:
    """ "forced 20,000 people to flee", "forcing 5,000 from their homes"."""
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


def _of_act(scene: Scene, mention: Mention) -> Bond | None:
    """ "the deaths of at least 23 civilians", "the killing by the army of 300", "took the lives of nine"."""
    of = mention.first - 1
    while of > 0 and scene.word(of) in {"the", "its", "their", "his", "all"}:
        of -= 1
    node = scene.tokens[mention.node]
    of = node.head if node.dep == "pobj" and scene.word(node.head) == "of" else of
    if of < 1 or scene.word(of) != "of" or not counts_people(scene, mention, opened=True):
        return None
    head = scene.tokens[of].head
    noun = scene.tokens[head if head < of and scene.tokens[head].lemma in rows().nouns else of - 1]
    if noun.lemma in {"life", "live"}:
        return Bond(noun.i, "dead", "count.lives")
    metric = rows().nouns.get(noun.lemma)
    return Bond(noun.i, metric, "count.of", open=True) if metric else None


def _listed(scene: Scene, mention: Mention) -> Bond | None:
    """ "killed the mayor and two maids", "was killed along with two guards": the act of what it is joined to."""
    before = (scene.word(mention.first - 2), scene.word(mention.first - 1))
    if before in _ALONG or (scene.word(mention.first - 3), before[0]) == ("as", "well"):
        verb = _governor(scene, mention.node)
        row = row_of(scene.tokens[verb]) if verb is not None else None
        if verb is not None and row and counts_people(scene, mention, opened=row.open):
            return Bond(verb, row.metric, "count.list", row.violent, open=row.open)
    top = mention.node
    while scene.tokens[top].dep == "conj" and scene.tokens[top].head != top:
        top = scene.tokens[top].head
    return None if top == mention.node else _of_top(scene, replace(mention, node=top))


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
    return _subject(scene, mention)


def _governor(scene: Scene, node: int) -> int | None:
    for i in scene.tree.above(node):
        if scene.tokens[i].tag.startswith("VB"):
            return i
    return None


_BINDERS: tuple[Callable[[Scene, Mention], Bond | None], ...] = (
    _toll,
    _lives,
    _noun_itself,
    _of_act,
    _state_behind,
    _object,
    _subject,
    _caused,
    _relative,
    _state_before,
    _listed,
)
