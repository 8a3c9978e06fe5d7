"""Who is the subject of a verb of saying, and how far a stock parse can be trusted with it."""

from dataclasses import dataclass

from workers.detect.roles import subjects
from workers.detect.tree import Tree

_RELATIVE = frozenset({"relcl", "acl"})
OPENS = frozenset(
    {",", '"', "\u201c", "\u201d", "''", "``", ";", ":", "-", "\u2013", "\u2014", "--", "(", ")"}
)
"""What may stand before a speaker that is set off."""
_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})
_BREAKS = _DASHES | {","}
_STOPS = frozenset({"but", "while", "although", "though", "as", "if", "that"})


@dataclass(frozen=True, slots=True)
class Voice:
    """A phrase that names who speaks.

    Attributes:
        members: its tokens in the order of the text, without relative clauses.
        reason: code of the rule that found it.
    """

    head: int
    members: tuple[int, ...]
    reason: str


def phrase(tree: Tree, head: int, reason: str) -> Voice:
    """The phrase of a noun, without its relative clauses and what is joined to it."""
    members = [i for i in tree.subtree(head) if not _in_relative(tree, i, head)]
    return Voice(head, tuple(members), reason)


def speaker(tree: Tree, verb: int) -> Voice | None:
    """The phrase of who says it: the subject, or by whom it was said; None where nobody is named."""
    if tree.children(verb, "auxpass") or tree.tokens[verb].dep == "acl":
        agents = [o for c in tree.children(verb, "agent") for o in tree.children(c, "pobj")]
        return phrase(tree, agents[0], "origin.said") if agents else None
    own = tree.children(verb, "nsubj")
    if own and tree.tokens[own[0]].tag == "WP" and tree.tokens[verb].dep == "relcl":
        return phrase(tree, tree.tokens[verb].head, "origin.said")
    if own and not _misread(tree, own[0], verb):
        # "X, militias loyal to Y, said": the parser may read a verb into what is apposed.
        head = next(iter(tree.children(own[0], "nsubj")), own[0])
        return _with_apposed(tree, head if tree.tokens[own[0]].tag.startswith("VB") else own[0], verb)
    segment = _segment(tree, verb)
    if segment:
        return Voice(_head_of(tree, segment), segment, "origin.said")
    behind = [c for c in tree.children(verb, "dobj") if c > verb and tree.tokens[verb - 1].text in OPENS]
    found = behind[:1] or subjects(tree, verb)[:1]
    return phrase(tree, found[0], "origin.said") if found and found[0] != verb else None


def _with_apposed(tree: Tree, head: int, verb: int) -> Voice:
    """The subject; where a comma stands before the verb, up to there, as the parser hangs what lies between anywhere."""
    voice = _first_joined(tree, phrase(tree, head, "origin.said"))
    if tree.tokens[verb - 1].text != "," or head > verb:
        return voice
    gap = [i for i in range(head, verb - 1) if i not in voice.members]
    if any(tree.tokens[i].tag in {"WP", "WDT", "VBD"} for i in gap):
        return voice
    return Voice(head, tuple(sorted({*voice.members, *gap})), "origin.said")


def _first_joined(tree: Tree, voice: Voice) -> Voice:
    """Of "X International and local officials", which the parser may take for one name, the first."""
    joint = [i for i in voice.members if tree.tokens[i].tag == "CC" and i < voice.head]
    if not joint or tree.tokens[voice.head].tag != "NNS" or tree.tokens[joint[0] - 1].pos != "PROPN":
        return voice
    members = tuple(i for i in voice.members if i < joint[0])
    return Voice(joint[0] - 1, members, voice.reason) if members else voice


def _misread(tree: Tree, subject: int, verb: int) -> bool:
    """True where another subject stands nearer: "30 were hurt, a medic told", "GOMA (Wire) - rebels fled, X said"."""
    between = [t for t in tree.tokens[subject + 1 : verb] if t.text in _BREAKS or t.dep == "cc"]
    if any(t.text in _DASHES and t.start > tree.tokens[t.i - 1].end for t in between):
        return True
    return len(between) == 1 and between[0].text == "," and between[0].i < verb - 1


def _segment(tree: Tree, verb: int) -> tuple[int, ...]:
    """What stands right before a verb that the parser left without a subject: "..., the governor of X, Y Z, said"."""
    end = verb
    while end > 0 and (tree.tokens[end - 1].tag in {"RB", "MD"} or tree.tokens[end - 1].pos == "AUX"):
        end -= 1
    apposed = end > 1 and tree.tokens[end - 1].text == ","
    start = _back(tree, end - 1 if apposed else end)
    if apposed and start > 1 and tree.tokens[start - 1].text == ",":
        start = _back(tree, start - 1)
    segment = tuple(range(start, end - 1 if apposed else end))
    if not segment or tree.tokens[segment[-1]].pos not in {"NOUN", "PROPN", "PRON"}:
        return ()
    return segment if start == 0 or tree.tokens[start - 1].text in OPENS | _STOPS else ()


def _back(tree: Tree, end: int) -> int:
    """Where the segment that ends before ``end`` begins."""
    start = end
    while start > 0 and not _opens(tree, start - 1) and tree.tokens[start - 1].text.lower() not in _STOPS:
        start -= 1
    return start


def _opens(tree: Tree, i: int) -> bool:
    inside = tree.tokens[i].text == "-" and i and tree.tokens[i - 1].end == tree.tokens[i].start
    return tree.tokens[i].text in OPENS and not inside


def _head_of(tree: Tree, segment: tuple[int, ...]) -> int:
    """The last noun before a preposition, a comma or a verb: of "an adviser to the mayor", the adviser."""
    head = segment[-1]
    found = False
    for i in segment:
        token = tree.tokens[i]
        if token.pos in {"NOUN", "PROPN", "PRON"}:
            head, found = i, True
        elif found and token.tag in {"IN", "TO", ",", "CC", "WP", "WDT", "VBG", "VBD"}:
            break
    return head


def _in_relative(tree: Tree, i: int, top: int) -> bool:
    while i != top and tree.tokens[i].head != i:
        if tree.tokens[i].dep in _RELATIVE or (tree.tokens[i].dep == "conj" and tree.tokens[i].head == top):
            return True
        i = tree.tokens[i].head
    return False
