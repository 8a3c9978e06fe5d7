"""Counts and acts that a sentence presupposes and does not report: "the 300 girls kidnapped by X", "X, a boy who died"."""

from workers.detect.tree import Tree

_CLAUSE = frozenset({"acl", "relcl"})
_DEFINITE = frozenset({"the", "these", "those"})
FREED = frozenset({"release", "free", "rescue", "return", "arrive", "escape", "exchange", "swap"})
_COLLEAGUES = frozenset({"colleague", "classmate", "coworker", "co-worker"})
_ONE_MAN = frozenset(
    {"soldier", "policeman", "officer", "constable", "guard", "recruit", "serviceman", "trooper", "conscript", "man"}
)  # fmt: skip


def presupposed(tree: Tree, anchor: int) -> bool:
    """True where a clause describes people whom the sentence takes as known, or tells of their release (Karttunen 1974)."""
    return any(
        tree.tokens[i].dep in _CLAUSE and _known(tree, tree.tokens[i].head)
        for i in (anchor, *tree.above(anchor))
    )


def _known(tree: Tree, noun: int) -> bool:
    definite = {tree.tokens[c].text.lower() for c in tree.children(noun, "det")} & _DEFINITE
    verb = tree.tokens[noun].head
    freed = tree.lemma(verb) in FREED and tree.tokens[noun].dep in {"nsubj", "nsubjpass", "dobj"}
    return verb != noun and (freed or bool(definite and tree.children(noun, "nummod")))


def names_one(tree: Tree, anchor: int) -> bool:
    """True of "X, a boy who died": who is named is no count."""
    noun = tree.tokens[anchor].head
    return (
        tree.tokens[anchor].dep == "relcl"
        and tree.tokens[noun].dep == "appos"
        and tree.tokens[tree.tokens[noun].head].pos == "PROPN"
    )


def among_colleagues(tree: Tree, anchor: int) -> bool:
    """True of "a soldier killed five colleagues", "an officer shot two men and himself": one man's deed, no war's."""
    agents = [i for c in tree.children(anchor, "agent") for i in tree.children(c, "pobj")]
    agents += tree.children(anchor, "nsubj")
    victims = [v for c in tree.children(anchor, "dobj", "nsubjpass") for v in tree.conjuncts(c)]
    alone = any(tree.lemma(a) in _ONE_MAN and tree.tokens[a].tag == "NN" for a in agents)
    return alone and any(
        tree.lemma(v) in _COLLEAGUES or tree.tokens[v].text.lower() in {"himself", "herself"} for v in victims
    )
