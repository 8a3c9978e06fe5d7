"""Who is counted, where the figure's own noun does not say it: "12 of its men", "losses at 40", "and 152 wounded"."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from workers.detect import victims
from workers.detect.counts_bond import Bond, Tie
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Mention, Scene
from workers.models import ActorMention

_ARMED = frozenset({"soldiers", "rebels", "police", "peacekeepers"})
_SHARED = _ARMED | {"civilians"}
"""Classes that a bare figure takes over from the count before: "killing two soldiers and wounding five"."""
_RANKS = MappingProxyType({"rebel": "rebels", "militia": "rebels", "military": "soldiers"})
_PRONOUNS = frozenset({"it", "its", "they", "their", "them", "he", "his", "our", "we"})
_OTHERS = frozenset({"other", "others"})
_FORMER = frozenset({"former", "ex", "ex-", "retired"})
_LOSSES = frozenset({"loss", "casualty", "dead", "death"})
_REACH = 9


def ranks(actors: Mapping[int, ActorMention], subject: tuple[ActorMention, ...]) -> dict[int, str]:
    """The class of the fighters of each side that a sentence names; -1 stands for the subject before it."""
    found = {i: _RANKS[m.kind] for i, m in actors.items() if m.kind in _RANKS}
    before = next((_RANKS[m.kind] for m in subject if m.kind in _RANKS), None)
    return found | ({-1: before} if before else {})


def rank_of(scene: Scene, i: int) -> str | None:
    """The class of whom a noun commands or names: soldiers of "the army", rebels of "the STC"."""
    token = scene.tokens[i]
    if i in scene.ranks:
        return scene.ranks[i]
    known = victims.victim_class(scene.tokens, i)
    return known if known in _ARMED else victims.rows().bodies.get(token.lemma)


def class_of(scene: Scene, mention: Mention, tie: Tie, before: str | None, whole: str | None) -> str:
    """The class of a count; ``before`` is that of the count before it, ``whole`` that of which it is a part."""
    shared = before if before in _SHARED else None
    for noun in (tie.bond.whom, *_described(scene, mention, part=tie.subset), mention.noun):
        known = victims.victim_class(scene.tokens, noun) if noun is not None else None
        if noun is None or known is None:
            continue
        said = _said(scene, noun, known, tie.bond)
        if said:
            return said
        if noun == mention.noun and scene.word(noun) not in _OTHERS:
            return whole or (shared if _held(scene, noun) else None) or known
    bare = mention.noun is None or scene.word(mention.noun) in rows().states
    goes_on = bare and not _OTHERS & set(scene.lower[mention.first : mention.end + 2])
    return whole or _losses(scene, mention) or (shared if goes_on else None) or victims.PEOPLE


def _said(scene: Scene, noun: int, known: str, bond: Bond) -> str | None:
    """The class that a noun says; None where it only says people."""
    if _of_police(scene, noun):
        return "police"
    return _mixed(scene, noun, known) if known != victims.PEOPLE else _of_a_side(scene, noun, bond)


def _described(scene: Scene, mention: Mention, *, part: bool) -> list[int]:
    """As in "twelve of the dead were children": who they were."""
    node = scene.tokens[mention.node]
    if not part or node.dep != "nsubj" or scene.tokens[node.head].lemma != "be":
        return []
    return scene.tree.children(node.head, "attr")


def _held(scene: Scene, noun: int) -> bool:
    """As in "killing 27 soldiers and taking 60 prisoner"."""
    return scene.tokens[noun].lemma in rows().prisoners


def _mixed(scene: Scene, noun: int, known: str) -> str:
    """People, of "500 civilians and soldiers" and of "former fighters"."""
    for c in scene.tree.children(noun, "conj"):
        bare = not scene.tree.children(c, "nummod", "det") and scene.tokens[c].pos == "NOUN"
        other = victims.victim_class(scene.tokens, c)
        if bare and other and other != known:
            return victims.PEOPLE
    before = {scene.word(c) for c in scene.tree.children(noun, "amod", "compound")} & _FORMER
    return victims.PEOPLE if before else known


def _of_police(scene: Scene, noun: int) -> bool:
    """Of "officers" and "cadets" in a sentence on police."""
    own = scene.tokens[noun].lemma in victims.rows().of_police
    return own and any(t.lemma in {"police", "policeman"} for t in scene.tokens)


def _of_a_side(scene: Scene, noun: int, bond: Bond) -> str | None:
    """Of general nouns: "STC men", "12 of its men", "members of the militia"."""
    if scene.tokens[noun].lemma not in victims.rows().general:
        return None
    tree = scene.tree
    own = [*tree.children(noun, "poss", "compound", "nmod", "amod")]
    of = [o for p in tree.children(noun, "prep") if scene.word(p) == "of" for o in tree.children(p, "pobj")]
    for i in (*own, *of):
        found = _command(scene, i, bond.anchor)
        if found:
            return found
    return next(_agents(scene, bond.anchor), None) if bond.reason == "count.lost" else None


def _command(scene: Scene, i: int, anchor: int) -> str | None:
    """Of "its", "their" whoever does the act or speaks of it."""
    if scene.word(i) not in _PRONOUNS:
        return rank_of(scene, i)
    return next(_agents(scene, anchor), None) or scene.ranks.get(-1)


def _agents(scene: Scene, anchor: int) -> Iterator[str]:
    """The sides that are subjects of an act, or of what it stands under."""
    for verb in (anchor, *scene.tree.above(anchor)):
        for i in scene.tree.children(verb, "nsubj"):
            if scene.word(i) in _PRONOUNS and -1 in scene.ranks:
                yield scene.ranks[-1]
            for k in (i, *scene.tree.children(i, "poss", "compound", "amod")):
                if found := rank_of(scene, k):
                    yield found


def _losses(scene: Scene, mention: Mention) -> str | None:
    """As in "put the army's losses at 40", "its own dead at one", "his army had lost 46,000 dead"."""
    for i in range(mention.first - 1, max(-1, mention.first - _REACH), -1):
        token = scene.tokens[i]
        if token.lemma == "lose" and token.tag.startswith("VB"):
            return next(_agents(scene, i), None)
        if token.lemma in _LOSSES:
            own = scene.tree.children(i, "poss", "compound", "amod", "nmod")
            found = (_command(scene, c, scene.tokens[i].head) for c in own)
            return next((name for name in found if name), None)
    return None
