"""Which dates of a sentence belong to an event, and what the tense of its clause says, by the parse."""

from dataclasses import dataclass, replace

from workers.detect.timex_kind import Timex
from workers.detect.timing_data import rows
from workers.detect.tree import Tree

_BEFORE_NOUN = frozenset({"nummod", "compound", "amod", "nmod", "poss", "npadvmod", "det", "quantmod"})
_INHERITS = frozenset(
    {
        "xcomp",
        "advcl",
        "conj",
        "acl",
        "pcomp",
        "oprd",
        "acomp",
        "dep",
        "auxpass",
        "prep",
        "csubj",
        "parataxis",
    }
)
_PRESENT_BE = frozenset({"is", "are", "'s", "'re", "am"})
_CLIMB_MAX = 12
_SINCE_SPAN = 14


@dataclass(frozen=True, slots=True)
class Dated:
    """A date phrase that dates an event; ``by_noun`` where it stands before a noun of the event's clause."""

    timex: Timex
    by_noun: bool = False


def dated(tree: Tree, anchor: int, found: tuple[Timex, ...]) -> tuple[Dated, ...]:
    """The dates of an event: at its own noun, else of its clause, else of the clause it continues.

    Of an event outside it, a since-clause tells only the start: "killed since the war began on Friday".
    """
    marked = (
        replace(t, since=True) if (s := since_before(tree, t)) is not None and not s < anchor <= t.last else t
        for t in found
    )
    return _dated(tree, anchor, tuple(marked))


def since_before(tree: Tree, timex: Timex) -> int | None:
    """Of "since the offensive began on Wednesday" the word "since", by the order of words: such parses fail."""
    for i in range(timex.first - 1, max(-1, timex.first - _SINCE_SPAN), -1):
        if tree.tokens[i].text in {",", ";"}:
            return None
        if tree.tokens[i].text.lower() == "since":
            begun = any(tree.lemma(k) in rows().since_verbs for k in range(i, timex.first))
            return i if begun else None
    return None


def _dated(tree: Tree, anchor: int, found: tuple[Timex, ...]) -> tuple[Dated, ...]:
    if not found:
        return ()
    at_noun = [Dated(t) for t in found if _noun_of(tree, t) == anchor]
    if at_noun:
        return tuple(at_noun)
    clause = clause_of(tree, anchor)
    below = tree.children(anchor, "relcl", "acl") if tree.tokens[anchor].tag.startswith("NN") else []
    for verb in (*below, *_chain(tree, clause)):
        own = [Dated(t) for t in found if _noun_of(tree, t) is None and _clause_of_timex(tree, t) == verb]
        if own:
            return tuple(own)
        if verb == clause and (nouns := _dated_nouns(tree, verb, anchor, found)):
            return nouns
    return _antecedent(tree, clause, found) or _of_sibling(tree, clause, found)


def _of_sibling(tree: Tree, clause: int, found: tuple[Timex, ...]) -> tuple[Dated, ...]:
    """As in "12 were killed and 30 wounded on Monday", "met to found it in 2023": the date at the end is of both."""
    joined = tree.children(clause, "conj")
    ends = [i for i in tree.children(clause, "xcomp", "advcl") if tree.tokens[i].tag == "VB"]
    return tuple(
        Dated(t)
        for t in found
        if t.first > (at := _clause_of_timex(tree, t)) > clause and at in {*joined, *ends}
    )


def reported(tree: Tree, anchor: int, found: tuple[Timex, ...]) -> tuple[Dated, ...]:
    """The dates of the reporting verbs above an event."""
    above = {i for i in tree.above(anchor) if tree.lemma(i) in rows().reporting}
    return tuple(Dated(t) for t in found if not t.since and _clause_of_timex(tree, t) in above)


def clause_of(tree: Tree, i: int) -> int:
    """The verb of the clause in which a token stands; the root of a clause without a verb."""
    for node in (i, *tree.above(i)):
        if _heads_clause(tree, node):
            return node
    return i


def _heads_clause(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    if token.head == i:
        return True
    return token.tag.startswith("VB") and token.dep not in {"aux", "auxpass", "amod", "compound"}


def _chain(tree: Tree, clause: int) -> list[int]:
    """A clause and those whose time it shares: "seized the town on Saturday, taking the airport"."""
    chain = [clause]
    while len(chain) < _CLIMB_MAX and tree.tokens[chain[-1]].dep in _INHERITS:
        token = tree.tokens[chain[-1]]
        if token.head == token.i or (token.dep == "conj" and _is_present_perfect(tree, token.i)):
            break
        chain.append(clause_of(tree, token.head))
    return chain


def _is_present_perfect(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[c].text.lower() in {"has", "have", "'ve"} for c in tree.children(verb, "aux"))


def _node(tree: Tree, timex: Timex) -> int:
    for i in range(timex.last, timex.first - 1, -1):
        if not timex.first <= tree.tokens[i].head <= timex.last:
            return i
    return timex.last


def _noun_of(tree: Tree, timex: Timex) -> int | None:
    """The noun before which a date stands: "the 2016 fighting", "last week's offensive", "battle of 2016"."""
    node = tree.tokens[_node(tree, timex)]
    head = tree.tokens[node.head]
    if node.dep in _BEFORE_NOUN and head.i > timex.last and head.tag.startswith(("NN", "VBG")):
        return head.i
    if node.dep == "pobj" and head.text.lower() == "of" and tree.tokens[head.head].tag.startswith("NN"):
        return head.head
    return None


def _clause_of_timex(tree: Tree, timex: Timex) -> int:
    return clause_of(tree, tree.tokens[_node(tree, timex)].head)


def _dated_nouns(tree: Tree, verb: int, anchor: int, found: tuple[Timex, ...]) -> tuple[Dated, ...]:
    """Nouns of the clause that a date before them dates: "were killed in the 2013 attack"."""
    kept = []
    for timex in found:
        noun = _noun_of(tree, timex)
        if noun is None or tree.lemma(noun) in rows().undated_nouns or noun == anchor:
            continue
        token = tree.tokens[noun]
        head = tree.tokens[token.head]
        subject = token.dep in {"nsubj", "nsubjpass"} and token.head == verb
        inside = (
            token.dep == "pobj"
            and head.text.lower() in rows().dating_preps
            and clause_of(tree, head.head) == verb
        )
        if subject or (inside and anchor == verb):
            kept.append(Dated(timex, by_noun=True))
    return tuple(kept)


def _antecedent(tree: Tree, clause: int, found: tuple[Timex, ...]) -> tuple[Dated, ...]:
    """As in "the 1998 bombing that killed 29", "since 2016, when they waged a campaign"."""
    relative = next((i for i in _chain(tree, clause) if tree.tokens[i].dep in {"relcl", "acl"}), None)
    if relative is None:
        return ()
    token = tree.tokens[relative]
    return tuple(
        Dated(Timex(t.first, t.last, t.start, t.end, t.code, t.granularity))
        for t in found
        if _noun_of(tree, t) == token.head or t.first <= token.head <= t.last
    )


def since_clause(tree: Tree, anchor: int, found: tuple[Timex, ...]) -> tuple[bool, Timex | None]:
    """As in "since the war began in 2011": whether the event's clause has a since-clause of time, and its date."""
    for verb in _chain(tree, clause_of(tree, anchor)):
        for c in tree.children(verb, "advcl", "prep"):
            if not _opens_with_since(tree, c):
                continue
            below = set(tree.subtree(c))
            timex = next((t for t in found if t.first in below), None)
            if timex or tree.lemma(c) in rows().since_verbs:
                return True, timex
    return False, None


def _opens_with_since(tree: Tree, i: int) -> bool:
    if tree.tokens[i].dep == "prep":
        return tree.tokens[i].text.lower() == "since"
    return any(tree.tokens[c].text.lower() == "since" for c in tree.children(i, "mark", "prep", "advmod"))


def perfect_past(tree: Tree, anchor: int) -> bool:
    """As in "had captured", unless it is the backshift of what somebody said."""
    clause = clause_of(tree, anchor)
    while (
        tree.tokens[clause].dep == "conj"
        and tree.tokens[clause].tag in {"VBN", "VBD"}
        and not tree.children(clause, "aux", "auxpass", "nsubj", "nsubjpass")
        and tree.tokens[clause].head < clause
    ):
        clause = tree.tokens[clause].head
    had = any(tree.tokens[c].text.lower() in {"had", "'d"} for c in tree.children(clause, "aux"))
    return had and not any(tree.lemma(i) in rows().reporting for i in tree.above(clause))


def looks_back(tree: Tree, anchor: int) -> bool:
    """A clause in the simple past or past perfect that nobody reports; of "left 222 hurt" the verb above tells."""
    clause = clause_of(tree, anchor)
    if any(tree.lemma(i) in rows().reporting for i in (clause, *tree.above(clause))):
        return False
    return any(_is_past_tense(tree, verb) for verb in (clause, *_above_bare(tree, clause)))


def _above_bare(tree: Tree, clause: int) -> list[int]:
    """The clause above one that has no tense of its own."""
    bare = tree.tokens[clause].tag in {"VBN", "VBG", "VB"} and not tree.children(clause, "aux", "auxpass")
    return [clause_of(tree, tree.tokens[clause].head)] if bare else []


def _is_past_tense(tree: Tree, verb: int) -> bool:
    verbs = [tree.tokens[verb], *(tree.tokens[c] for c in tree.children(verb, "aux", "auxpass"))]
    return any(v.tag == "VBD" for v in verbs)


def progressive(tree: Tree, anchor: int) -> str | None:
    """The code of what goes on: "continue to shell", "are fighting"; a change under way is news."""
    clause = clause_of(tree, anchor)
    near = (clause, tree.tokens[clause].head) if tree.tokens[clause].dep in {"xcomp", "pcomp"} else (clause,)
    if any(tree.lemma(i) in rows().continuing for i in near):
        return "time.continuing"
    if tree.tokens[clause].tag != "VBG":
        return None
    aux = {tree.tokens[c].text.lower() for c in tree.children(clause, "aux")}
    going = bool(aux & _PRESENT_BE) or bool({"been"} & aux and {"has", "have", "'ve"} & aux)
    if not going or tree.lemma(clause) == "miss" or tree.lemma(clause) in rows().changes:
        return None
    return "time.progressive"
