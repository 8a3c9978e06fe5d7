"""Figures with the nouns that they count: "at least 12 soldiers", "tens of thousands of people", "40"."""

from collections.abc import Mapping
from dataclasses import dataclass

from workers.detect import victims
from workers.detect.counts_data import rows
from workers.detect.numbers import Quantity, quantities
from workers.detect.tree import Tree
from workers.models import Token

_MODIFYING = frozenset({"nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "npadvmod", "dep"})
_ADJECTIVE_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "HYPH", "POS", "``", "''"}
)
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_GAP_MAX = 7
_TOTALS = frozenset({"total", "number", "group", "estimate", "figure"})
_DEFINITE = frozenset({"the", "those", "these"})
_AUXILIARIES = frozenset({"have", "has", "had", "been", "was", "were", "are", "being"})
_SINGULAR = frozenset({"a", "an", "another"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure and what it counts.

    Attributes:
        node: the token by which the phrase hangs in the parse.
        noun: the noun that is counted; None for "40 were killed".
        end: last token of the phrase.
        whole: of "five of the dead" the token "dead", of "three of them" the token "them".
        indefinite: "a soldier", "no civilians": no figure was written.
    """

    quantity: Quantity
    node: int
    noun: int | None
    end: int
    whole: int | None = None
    indefinite: bool = False

    @property
    def first(self) -> int:
        """Its first token."""
        return self.quantity.first


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence as the binders see it.

    Attributes:
        ranks: token -> class of the fighters of the side that it names; -1: of the subject before the sentence.
    """

    tree: Tree
    lower: tuple[str, ...]
    ranks: Mapping[int, str]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.tree.tokens

    def word(self, i: int) -> str:
        """The lower-case word at a place, empty outside the sentence."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""


def scene_of(tree: Tree, ranks: Mapping[int, str]) -> Scene:
    """The sentence with its lower-case words."""
    return Scene(tree, tuple(t.text.lower() for t in tree.tokens), ranks)


def mentions(scene: Scene) -> tuple[Mention, ...]:
    """All figures of a sentence, also "a soldier" and "no civilians", in the order of the text."""
    figures = [
        _mention(scene, quantity)
        for quantity in quantities(scene.tree.sentence)
        if not _one_of(scene, quantity)
    ]
    taken = {i for m in figures for i in range(m.first, m.end + 1)}
    singles = [
        m for t in scene.tokens if t.i not in taken and (m := _indefinite(scene, t)) and m.node not in taken
    ]
    return tuple(sorted([*figures, *singles], key=lambda m: m.first))


def _one_of(scene: Scene, quantity: Quantity) -> bool:
    """As in "was one of 12 people killed": the twelve are counted."""
    behind = scene.tokens[quantity.last + 2 : quantity.last + 3]
    return quantity.best == 1 and scene.word(quantity.last + 1) == "of" and any(t.tag == "CD" for t in behind)


def _mention(scene: Scene, quantity: Quantity) -> Mention:
    node = _node(scene, quantity)
    if scene.word(quantity.last + 1) == "of":
        return _of_phrase(scene, quantity, node)
    token = scene.tokens[node]
    if (
        quantity.last < token.head <= quantity.last + _GAP_MAX
        and token.dep in _MODIFYING
        and _names(scene.tokens[token.head])
    ):
        noun = _head_noun(scene, token.head)
        return Mention(quantity, _above_total(scene, noun), noun, noun)
    behind = _noun_behind(scene, quantity.last + 1)
    if behind is not None:
        return Mention(quantity, behind, behind, behind)
    return Mention(quantity, _above_total(scene, node), None, quantity.last)


def _node(scene: Scene, quantity: Quantity) -> int:
    """The token of the figure whose head lies outside it."""
    for i in range(quantity.last, quantity.first - 1, -1):
        if not quantity.first <= scene.tokens[i].head <= quantity.last or scene.tokens[i].head == i:
            return i
    return quantity.last


def _names(token: Token) -> bool:
    """A noun, or "Palestinian" where the model takes it for an adjective."""
    return token.tag in _NOUN_TAGS or (token.tag == "JJ" and token.text[0].isupper())


def _head_noun(scene: Scene, noun: int) -> int:
    """Of "eight NATO soldiers" the soldiers, where the parse gives the figure to NATO."""
    head = scene.tokens[scene.tokens[noun].head]
    fits = head.i > noun and head.i - noun < _GAP_MAX and head.tag in _NOUN_TAGS
    return head.i if fits and scene.tokens[noun].dep in {"nmod", "compound"} else noun


def _above_total(scene: Scene, node: int) -> int:
    """Of "a total of 15 troops", "groups of 15 troops" the word by which it hangs in the parse."""
    of = scene.tokens[node].head
    noun = scene.tokens[scene.tokens[of].head]
    return noun.i if scene.word(of) == "of" and noun.lemma in _TOTALS else node


def _of_phrase(scene: Scene, quantity: Quantity, node: int) -> Mention:
    """As in "tens of thousands of people", "12 of its men", "three of them", "one of the dead"."""
    of = quantity.last + 1
    objects = scene.tree.children(of, "pobj")
    noun = objects[0] if objects else _noun_behind(scene, of + 1)
    if noun is None or noun - of > _GAP_MAX:
        return Mention(quantity, node, None, of)
    state = _state_of(scene, noun)
    if state is not None and scene.word(of + 1) in _DEFINITE and scene.tokens[node].head != state:
        people = None if scene.word(noun) in rows().wholes else noun
        return Mention(quantity, node, people, state, whole=state)
    if scene.word(noun) not in rows().wholes:
        return Mention(quantity, node, noun, noun)
    behind = noun + 1 if scene.word(noun) in {"them", "whom", "which"} else -1
    behind += behind > 0 and scene.word(behind) == "of"
    part = behind if 0 <= behind < len(scene.tokens) and victims.victim_class(scene.tokens, behind) else None
    return Mention(quantity, node, part, part or noun, whole=noun)


def _state_of(scene: Scene, noun: int) -> int | None:
    """The state that marks a noun as the whole: "those killed", "the soldiers who had been wounded"."""
    i = noun + 1
    if scene.word(i) in {"who", "that"}:
        i += 1
        while scene.word(i) in _AUXILIARIES:
            i += 1
    return i if scene.word(i) in rows().states else None


def _noun_behind(scene: Scene, start: int) -> int | None:
    """The last noun of the run of adjectives and nouns at ``start``."""
    noun = None
    for i in range(start, min(start + _GAP_MAX, len(scene.tokens))):
        token = scene.tokens[i]
        if token.tag not in _ADJECTIVE_TAGS and scene.word(i) not in {"the", "its", "their", "his", "of"}:
            break
        if scene.word(i) in {"following", "including", "according"}:
            break
        if noun is not None and (token.tag in {"VBN", "VBG", "JJ"} or scene.word(i) in rows().states):
            break
        if token.tag in _NOUN_TAGS and scene.word(i) != "hurt":
            noun = i
    return noun


def _indefinite(scene: Scene, token: Token) -> Mention | None:
    """As in "a soldier" counts one, "no civilians" none; only nouns that name people or an act."""
    word = scene.word(token.i)
    if word not in _SINGULAR and word != "no":
        return None
    head = scene.tokens[token.head]
    if token.dep not in {"det", "neg"} or head.i <= token.i or head.tag not in _NOUN_TAGS:
        return None
    if word == "no":
        if not _people_or_act(scene, head):
            return None
        return _written(token, head.i, 0)
    person = head.tag == "NN" and victims.victim_class(scene.tokens, head.i)
    fits = person and head.lemma not in _GROUPS and not _speaks(scene, head)
    return _written(token, head.i, 1) if fits else None


def _speaks(scene: Scene, noun: Token) -> bool:
    """As in "a medic said", "a nurse at the hospital told", "according to a doctor": who tells of victims is none."""
    verb = scene.tokens[noun.head]
    if noun.dep == "nsubj" and verb.lemma in _SAYS:
        return True
    behind = scene.tokens[noun.i + 1 : noun.i + 2]
    return any(t.lemma in _SAYS for t in behind) or scene.word(verb.i - 1) == "according"


_SAYS = frozenset(
    {"say", "tell", "report", "add", "write", "claim", "estimate", "confirm", "announce", "recall"}
)
_GROUPS = frozenset({"people", "personnel", "police", "staff", "crew", "couple", "troop"})


def _people_or_act(scene: Scene, head: Token) -> bool:
    return victims.victim_class(scene.tokens, head.i) is not None or head.lemma in rows().nouns


def _written(token: Token, noun: int, amount: int) -> Mention:
    quantity = Quantity(amount, amount, amount, "exact", False, token.text, token.i, token.i)  # noqa: FBT003 - in order
    return Mention(quantity, noun, noun, noun, indefinite=True)
