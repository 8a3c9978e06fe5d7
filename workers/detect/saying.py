"""Whether a verb of saying speaks of an act: as what governs it, or from beside it."""

from collections.abc import Callable, Mapping

from workers.detect.cues import belied, called_false, owns_up
from workers.detect.speaker_words import SpeakerWords
from workers.detect.tree import Tree
from workers.detect.voice import OPENS, Voice

_ABOUT = frozenset({"of", "about", "on", "at", "for", "among"})


def reports(tree: Tree, i: int, words: SpeakerWords) -> bool:
    """True where a verb of saying says, not "claimed the lives", "put troops on alert"."""
    lemma = tree.lemma(i)
    if owns_up(tree, i) or belied(tree, i) or (tree.children(i, "neg") and lemma != "deny"):
        return False
    if lemma in _ONLY_WITH:
        return _ONLY_WITH[lemma](tree, i, words)
    if lemma in words.measures:
        return bool(tree.children(i, "dobj", "ccomp")) and not tree.children(i, "prt")
    return True


def _puts(tree: Tree, i: int, _words: SpeakerWords) -> bool:
    """Of "put the toll at 12", "spoke of 12 dead"."""
    return any(tree.lemma(c) in {"at", "of"} for c in tree.children(i, "prep"))


def _gives(tree: Tree, i: int, words: SpeakerWords) -> bool:
    return any(tree.lemma(c) in words.estimates for c in tree.children(i, "dobj"))


def _calls(tree: Tree, i: int, _words: SpeakerWords) -> bool:
    return called_false(tree, i)


_ONLY_WITH: Mapping[str, Callable[[Tree, int, SpeakerWords], bool]] = {
    "put": _puts,
    "speak": _puts,
    "give": _gives,
    "call": _calls,
}


def governs(tree: Tree, verb: int, anchor: int, voice: Voice, words: SpeakerWords) -> bool:
    """True where the act lies in what is said, not beside it: "said so after rebels attacked", "said so and attacked"."""
    path = [i for i in (anchor, *tree.above(anchor)) if i != verb and verb in tree.above(i)]
    child = path[-1]
    token = tree.tokens[child]
    if token.dep == "advcl" and child < verb:
        return _marked(tree, child, "if")
    if _beside(tree, verb, path, words) or (verb > anchor and _says_more(tree, verb, voice, words)):
        return False
    if token.dep in {"advcl", "prep", "npadvmod"} and tree.children(verb, "ccomp", "dobj", "xcomp"):
        return tree.lemma(child) in _ABOUT
    if token.dep == "conj":
        return not tree.children(child, "nsubj", "nsubjpass") and token.tag == "VBN"
    return token.dep != "parataxis" or not tree.children(verb, "ccomp")


def _beside(tree: Tree, verb: int, path: list[int], words: SpeakerWords) -> bool:
    """True of what a headline only dates, of what is told of whom one calls on, and of "declared a truce"."""
    deps = {tree.tokens[i].dep for i in path}
    if tree.sentence.field == "headline" and any(_marked(tree, i, "as") for i in path):
        return True
    if tree.lemma(verb) in words.calls and deps & {"relcl", "advcl"}:
        return True
    return tree.lemma(verb) == "declare" and len(path) == 1 and deps == {"dobj"}


def _marked(tree: Tree, i: int, word: str) -> bool:
    return any(tree.lemma(c) == word for c in tree.children(i, "mark"))


def aside(tree: Tree, verb: int, voice: Voice, words: SpeakerWords) -> bool:
    """True of "..., X said on Monday": set off, and with nothing said behind the verb."""
    if _says_more(tree, verb, voice, words):
        return False
    first = min(voice.members[0], verb)
    return first == 0 or tree.tokens[first - 1].text in OPENS or tree.lemma(first - 1) in {"as", "and", "but"}


def _says_more(tree: Tree, verb: int, voice: Voice, words: SpeakerWords) -> bool:
    """True where what is said stands behind the verb."""
    said = [
        c
        for c in tree.children(verb, "ccomp", "dobj", "xcomp", "oprd", "acomp")
        if c > verb and c not in voice.members and not apart(tree, verb, c)
    ]
    told = tree.lemma(verb) in words.tells and all(tree.tokens[c].dep == "dobj" for c in said)
    return bool(said) and not told


def apart(tree: Tree, i: int, anchor: int) -> bool:
    """True where a semicolon stands between them, or a "but" or "while" behind the speaker."""
    between = {t.text.lower() for t in tree.tokens[min(i, anchor) + 1 : max(i, anchor)]}
    return ";" in between or (i < anchor and bool(between & {"but", "while"}))
