"""Where a sentence names its speaker: verbs of saying, "according to", "citing", "by X's count", headlines with a dash."""

from collections.abc import Iterator

from workers.detect.saying import apart, aside, governs, reports
from workers.detect.speaker_words import SpeakerWords
from workers.detect.tree import Tree
from workers.detect.voice import Voice, phrase, speaker

_CLAIMS = frozenset({"claim", "allegation", "accusation", "announcement", "assertion"})
_HEADLINE_MAX = 5
"""Tokens. What stands before a colon or behind a dash in a headline names a speaker only where it is short."""
_FAR = 100
"""Ranks whoever a claim is ascribed to ("the army's claim that ...") behind every verb that governs the act."""

Ranked = tuple[int, int, Voice]
"""Whom the speaker cites 0, who governs the act 1, who stands beside it 2; the distance; the voice."""


def voices(tree: Tree, anchor: int, words: SpeakerWords) -> list[Voice]:
    """Who may speak of an act, the likeliest first: whom the speaker cites, the verb that governs the act, the nearest."""
    above = list(tree.above(anchor))
    saying = (t.i for t in tree.tokens if t.lemma in words.says and t.tag.startswith("VB"))
    ranked = [r for i in saying for r in _saying(tree, i, anchor, above, words)]
    for rank, i in enumerate(above):
        if tree.lemma(i) in _CLAIMS:
            owners = tree.children(i, "poss", "compound")
            ranked.extend((1, _FAR + rank, phrase(tree, c, "origin.said")) for c in owners)
    for i, voice in _sourced(tree, words):
        if anchor not in voice.members and not apart(tree, i, anchor):
            ranked.append((0 if voice.reason == "origin.cited" else 2, abs(i - anchor), voice))
    return [voice for _, _, voice in sorted(ranked, key=lambda item: item[:2])]


def _saying(tree: Tree, verb: int, anchor: int, above: list[int], words: SpeakerWords) -> list[Ranked]:
    """How near a verb of saying stands to the act, where it speaks of it."""
    voice = speaker(tree, verb)
    if voice is None or _within(tree, anchor, voice, verb) or not reports(tree, verb, words):
        return []
    if tree.lemma(verb) in words.counts and verb <= anchor:
        near = above.index(verb) if verb in above else 0
        return [] if apart(tree, verb, anchor) else [(1, near, voice)]
    if verb in above and governs(tree, verb, anchor, voice, words):
        # A source behind a relative clause is nearer than the verb far above: "say that X, where, according to Y, ..."
        through = [anchor, *above[: above.index(verb)]]
        if any(tree.tokens[i].dep == "relcl" for i in through):
            return [(2, abs(verb - anchor), voice)]
        return [(1, above.index(verb), voice)]
    beside = aside(tree, verb, voice, words) and not apart(tree, verb, anchor)
    return [(2, abs(verb - anchor), voice)] if beside else []


def main_voices(tree: Tree, words: SpeakerWords) -> Iterator[Voice]:
    """Who speaks in the main clause, else its subject; then who speaks elsewhere, the last first."""
    saying = [t.i for t in tree.tokens if t.lemma in words.says and t.tag.startswith("VB")]
    for i in sorted(saying, key=lambda i: (i not in tree.roots, -i)):
        voice = speaker(tree, i) if reports(tree, i, words) else None
        if voice:
            yield voice
    for root in tree.roots:
        yield from (
            phrase(tree, s, "origin.said")
            for s in tree.children(root, "nsubj")
            if tree.tokens[s].pos == "PROPN"
        )


def _within(tree: Tree, anchor: int, voice: Voice, verb: int) -> bool:
    """True where the act is told of the speaker: "X, who signed a truce in May, said"."""
    if verb in tree.subtree(voice.head):  # "X, who denies that ..."
        return anchor in voice.members
    return (
        anchor in voice.members or (voice.members[0] <= anchor < verb) or anchor in tree.subtree(voice.head)
    )


def _sourced(tree: Tree, words: SpeakerWords) -> Iterator[tuple[int, Voice]]:
    """Speakers without a verb of saying, each with the token that announces it."""
    for token in tree.tokens:
        i = token.i
        if token.text.lower() == "according":
            objects = [o for to in tree.children(i, "prep") for o in tree.children(to, "pobj")]
            yield from ((i, phrase(tree, o, "origin.according_to")) for o in objects)
        elif token.text.lower() == "by":
            yield from ((i, v) for o in tree.children(i, "pobj") for v in _estimate(tree, o, words))
        elif token.lemma in words.cites and token.tag == "VBG":
            yield from ((i, phrase(tree, o, "origin.cited")) for o in tree.children(i, "dobj"))
    if tree.sentence.field == "headline":
        yield from _in_headline(tree)


def _estimate(tree: Tree, noun: int, words: SpeakerWords) -> Iterator[Voice]:
    if tree.lemma(noun) in words.estimates:
        of = [
            o for c in tree.children(noun, "prep") if tree.lemma(c) == "of" for o in tree.children(c, "pobj")
        ]
        yield from (phrase(tree, o, "origin.according_to") for o in [*tree.children(noun, "poss"), *of][:1])


def _in_headline(tree: Tree) -> Iterator[tuple[int, Voice]]:
    marks = [
        t.i for t in tree.tokens if t.text in {":", "-", "\u2013", "\u2014", "--"} and _stands_free(tree, t.i)
    ]
    for mark in marks[-1:]:
        behind = tuple(range(mark + 1, len(tree.tokens)))
        if _names_only(tree, behind):
            yield mark, Voice(behind[-1], behind, "origin.headline")
    for mark in marks[:1]:
        before = tuple(range(mark))
        if tree.tokens[mark].text == ":" and _names_only(tree, before):
            yield mark, Voice(before[-1], before, "origin.headline")


def _stands_free(tree: Tree, i: int) -> bool:
    """True of a dash with spaces around it, and of a colon."""
    if i + 1 >= len(tree.tokens) or i == 0:
        return False
    after = tree.tokens[i + 1].start > tree.tokens[i].end
    return after and (tree.tokens[i].text == ":" or tree.tokens[i].start > tree.tokens[i - 1].end)


def _names_only(tree: Tree, members: tuple[int, ...]) -> bool:
    tags = [tree.tokens[i].tag for i in members]
    return (
        0 < len(members) <= _HEADLINE_MAX
        and tags[-1].startswith("NN")
        and not {"VBD", "VBZ", "CD"} & set(tags)
    )
