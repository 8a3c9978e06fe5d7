"""The status of an act: what governs it, from its anchor up to the root of the sentence.

The method of De Facto (Saurí & Pustejovsky 2012): each governing predicate may change what is said of the act.
"""

from dataclasses import dataclass

from workers.detect.cues import Cue, Cues, any_of, infinitive_alone, none_of
from workers.detect.status_govern import govern, grows_for, occurs
from workers.detect.status_walk import Walk
from workers.detect.tree import Tree
from workers.models import Status

_INSTEAD = frozenset({"without", "instead"})
_BEHIND = frozenset(
    {"after", "before", "during", "since", "in", "at", "by", "amid", "following", "despite", "while", "as",
     "because", "when", "where", "until", "under", "near", "between", "like", "than", "through", "with"}
)  # fmt: skip
_COMPLEMENT = frozenset(
    {"ccomp", "xcomp", "dobj", "pcomp", "pobj", "prep", "acl", "nsubjpass", "csubjpass", "csubj", "attr", "oprd",
     "dative", "agent", "compound", "amod", "relcl", "nmod", "appos", "parataxis"}
)  # fmt: skip
_OVER = frozenset(
    {"in", "over", "for", "with", "of", "to", "about", "on", "into", "from", "against", "by", "as"}
)


_MOUTHS = frozenset(
    {"commander", "channel", "website", "radio", "leader", "chief", "outlet", "mouthpiece", "organ"}
)
_BEHIND_THEM = frozenset(
    {
        "rebel",
        "militant",
        "insurgent",
        "separatist",
        "guerrilla",
        "jihadist",
        "group",
        "militia",
        "junta",
        "army",
    }
)
_TRIALS = frozenset({"trial", "inquiry", "inquest", "hearing", "investigation", "probe", "verdict"})
_FEARS = frozenset(
    {
        "fear",
        "concern",
        "worry",
        "rumour",
        "rumor",
        "speculation",
        "suspicion",
        "risk",
        "danger",
        "possibility",
    }
)
_PLAYED = frozenset(
    {"exercise", "drill", "scenario", "simulation", "rehearsal", "wargame", "game", "novel", "film"}
)
_ALLEGED = frozenset({"alleged", "purported", "supposed"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the sentence says of an act.

    Attributes:
        status: claimed here means by a word like "claims"; who says it may make it so too.
        aftermath: True where a trial, an inquiry or a memory speaks of it.
    """

    status: Status
    reasons: tuple[str, ...]
    aftermath: bool


def status_of(tree: Tree, anchor: int, cues: Cues) -> Standing:
    """The status of the act that a verb or noun names."""
    walk = Walk(tree, anchor, cues)
    if tree.tokens[anchor].tag.startswith("VB"):
        walk.own(anchor)
        if infinitive_alone(tree, anchor, cues):
            walk.apply("plan", "infinitive")
    if none_of(tree, anchor):
        walk.apply("deny", "none")
    _describe(walk, anchor)
    child = skipped = anchor
    for governor in tree.above(anchor):
        if _apart(tree, child, governor):
            break
        if tree.tokens[child].dep == "conj" and _speaks_on(tree, cues, child, governor):
            skipped = tree.tokens[governor].head
        elif governor != skipped:
            _step(walk, child, governor)
        child = governor
    if walk.reality == "real" and any_of(tree, anchor):
        walk.behind = False
        walk.apply("suppose", "any")
    status: Status = "asserted" if walk.reality == "real" else walk.reality
    if status == "asserted" and walk.claimed:
        status = "claimed"
    return Standing(status, tuple(dict.fromkeys(walk.reasons)), walk.aftermath)


def _describe(walk: Walk, anchor: int) -> None:
    """What an adjective by the act says of it: "a possible offensive", "a mock attack", "an alleged massacre"."""
    tree = walk.tree
    for c in tree.children(anchor, "amod"):
        word = tree.tokens[c].text.lower()
        cue = walk.cues.adjectives.get(word) or walk.cues.adjectives.get(tree.lemma(c))
        if cue and cue.effect == "suppose":
            walk.apply("suppose", "suppose")
        elif word in _ALLEGED:
            walk.apply("claim", "claim")
    if any(_set_in(tree, verb) for verb in (anchor, *tree.above(anchor))):
        walk.apply("suppose", "scenario")


def _set_in(tree: Tree, verb: int) -> bool:
    """True of "in the exercise, ...", "under the scenario, ...": what follows is played."""
    preps = (p for p in tree.children(verb, "prep") if p < verb and tree.lemma(p) in {"in", "under"})
    return any(tree.lemma(n) in _PLAYED for p in preps for n in tree.children(p, "pobj"))


def _apart(tree: Tree, child: int, governor: int) -> bool:
    """True where a semicolon stands between them: two sentences, whatever the parser says."""
    return any(t.text == ";" for t in tree.tokens[min(child, governor) + 1 : max(child, governor)])


def _speaks_on(tree: Tree, cues: Cues, verb: int, joined: int) -> bool:
    """Of "denied that X fell and said that Y rose" the parser may join "said" to "fell": it is beside "denied"."""
    cue, above = cues.of(tree, verb), cues.of(tree, tree.tokens[joined].head)
    within = (
        tree.tokens[joined].dep == "ccomp"
        and above is not None
        and above.effect in {"deny", "report", "claim"}
    )
    return within and cue is not None and cue.effect == "report" and bool(tree.children(verb, "ccomp"))


def _frame(walk: Walk, child: int, governor: int, cue: Cue | None) -> None:
    """What the subject or the predicate beside the way up says: "fears grow that", "a rebel commander said", "it is not true that"."""
    tree, dep = walk.tree, walk.tree.tokens[child].dep
    if dep == "prep" and any(tree.lemma(n) in _TRIALS for n in tree.children(governor, "nsubj")):
        walk.apply("aftermath", "aftermath")
    if dep == "ccomp" and _untrue(tree, governor):
        walk.apply("deny", "denial")
    if cue is not None and cue.effect == "report" and _side_speaks(tree, governor):
        walk.apply("claim", "claim")
    if dep in {"ccomp", "acl"} and (feared := _subject_cue(walk, governor)):
        walk.apply(feared.effect, feared.code)


def _step(walk: Walk, child: int, governor: int) -> None:
    tree, dep = walk.tree, walk.tree.tokens[child].dep
    cue = walk.cues.of(tree, governor)
    _frame(walk, child, governor, cue)
    if dep in {"conj", "appos"}:
        if tree.tokens[child].tag == tree.tokens[governor].tag == "VB":
            walk.own(governor)
        return
    if tree.tokens[governor].pos in {"ADP", "SCONJ"} or tree.tokens[governor].dep == "prep":
        _through(walk, governor, child)
        return
    if dep in {"nsubj", "nsubjpass"} and occurs(walk, child, governor, cue):
        return
    if dep in {"acomp", "attr"} and tree.tokens[governor].tag.startswith("VB"):
        walk.own(governor)
        return
    if cue is None or (dep not in _COMPLEMENT and not _predicate(tree, child, governor, cue)):
        _past(walk, child, governor)
        return
    if dep == "relcl" and cue.effect != "report":
        walk.behind = True
        return
    govern(walk, child, governor, cue)


def _untrue(tree: Tree, verb: int) -> bool:
    """True of "it is not true that", "it was not the case that"."""
    said = {tree.lemma(c) for c in tree.children(verb, "acomp", "attr")}
    return bool(said & {"true", "correct", "accurate", "case"}) and bool(tree.children(verb, "neg"))


def _side_speaks(tree: Tree, verb: int) -> bool:
    """True of "a rebel commander said", "the group's channel reported": no name, but a side."""
    return any(
        tree.lemma(n) in _MOUTHS and any(tree.lemma(c) in _BEHIND_THEM for c in tree.children(n))
        for n in tree.children(verb, "nsubj")
    )


def _subject_cue(walk: Walk, governor: int) -> Cue | None:
    """Of "fears are growing that X falls" the cue that "fears" is."""
    tree = walk.tree
    if not tree.tokens[governor].tag.startswith("VB"):
        return None
    nouns = (walk.cues.of(tree, n) for n in tree.children(governor, "nsubj") if tree.lemma(n) in _FEARS)
    return next((cue for cue in nouns if cue and cue.effect == "suppose"), None)


def _past(walk: Walk, child: int, governor: int) -> None:
    """A governor that is no cue: of what it says only the speakers above still matter."""
    tree, token = walk.tree, walk.tree.tokens[child]
    if token.dep == "xcomp" and tree.tokens[governor].tag.startswith("VB"):
        walk.own(governor)
        return
    if token.dep in {"compound", "amod", "nmod", "poss"} and tree.tokens[governor].pos in {"NOUN", "PROPN"}:
        return
    walk.behind = True


def _through(walk: Walk, prep: int, child: int) -> None:
    grows_for(walk, prep)
    word = walk.tree.lemma(prep)
    if word == "of" and walk.tree.lemma(walk.tree.tokens[prep].head) == "short":
        walk.apply("deny", "failure")
    if word in _INSTEAD and walk.tree.tokens[child].dep in {"pcomp", "pobj"}:
        walk.apply("deny", "without")
        walk.behind = True
    if word in _BEHIND and word not in _OVER:
        walk.behind = True


def _predicate(tree: Tree, child: int, governor: int, cue: Cue) -> bool:
    """True of "an attack is likely": the act is the subject of an adjective."""
    return tree.tokens[child].dep == "nsubj" and any(
        tree.lemma(c) in cue.adjectives for c in tree.children(governor, "acomp", "attr")
    )
