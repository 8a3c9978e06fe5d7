"""Spans that a count runs over, as dates, months, campaigns and tenses say them."""

from collections.abc import Callable

from workers.detect.counts_data import rows
from workers.detect.counts_mention import Scene
from workers.detect.numbers import Quantity
from workers.detect.numbers_data import rows as number_rows
from workers.models import Metric

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_YEARS = range(1900, 2100)
_DURING = frozenset({"in", "during", "over", "throughout"})
_NEAR = 3
_DATES = 7
_MANY, _HUGE = 1_000, 10_000
_REACHES = frozenset({"reach", "pass", "exceed", "top", "surpass"})
_PLURAL = frozenset({"NNS", "NNPS"})


def spans_dates(scene: Scene, clause: int, covers: Callable[[int], bool]) -> bool:
    """As in "between Sept. 6 and Sept. 10", "on Sunday and Monday", "in February alone", "clashes in July killed"."""
    return any(
        (_two_dates(scene, i) or _month(scene, i, clause)) and covers(i) for i in range(len(scene.tokens))
    )


def _two_dates(scene: Scene, i: int) -> bool:
    if scene.word(i) in _WEEKDAYS:
        return scene.word(i + 1) == "and" and scene.word(i + 2) in _WEEKDAYS
    joint = {"between": "and", "from": "to"}.get(scene.word(i))
    if joint and scene.word(i + 1).isdigit() and scene.word(i + 2) == joint:
        return scene.word(i + 3).isdigit() and _is_month(scene, i + 4)
    if joint is None or not any(_is_date(scene, k) for k in range(i + 1, i + _NEAR)):
        return False
    behind = range(i + 2, i + _DATES)
    return any(
        scene.word(k) == joint and (_is_date(scene, k + 1) or scene.word(k + 1).isdigit()) for k in behind
    )


def _is_date(scene: Scene, i: int) -> bool:
    return scene.word(i) in _WEEKDAYS or _is_month(scene, i)


def _is_month(scene: Scene, i: int) -> bool:
    return scene.word(i) in number_rows().months and scene.tokens[i].text[0].isupper()


def _month(scene: Scene, i: int, clause: int) -> bool:
    """A month or year as a whole, of acts of which there may be many."""
    year = scene.word(i).isdigit() and int(scene.word(i)) in _YEARS
    if not (year or _is_month(scene, i)) or not _in(scene, i) or scene.word(i + 1).isdigit():
        return False
    return scene.word(i + 1) == "alone" or (many_acts(scene, clause, year=year) and _hangs(scene, i, clause))


def _in(scene: Scene, i: int) -> bool:
    return scene.word(i - 1) in {"in", "during"}


def _hangs(scene: Scene, i: int, clause: int) -> bool:
    """Whether the span is said of the act itself, not of a clause above."""
    return scene.tokens[scene.tokens[i].head].head == clause or scene.tokens[i].head == clause


def many_acts(scene: Scene, clause: int, *, year: bool) -> bool:
    """Whether no single incident is named, and of who did it, if anybody, there are many."""
    tree, tokens = scene.tree, scene.tokens
    if any(tokens[i].tag == "NN" and tokens[i].lemma in rows().incidents for i in tree.subtree(clause)):
        return False
    subjects = [tokens[i] for i in tree.children(clause, "nsubj")]
    acts = rows().incidents | rows().conflicts
    return all(
        t.lemma in rows().conflicts - rows().campaigns or (t.tag in _PLURAL and (year or t.lemma in acts))
        for t in subjects
    )


def in_campaign(scene: Scene, clause: int) -> bool:
    """As in "during the revolt", "in that offensive", "the war killed": over a whole campaign, unless a day is named."""
    tree = scene.tree
    during = [p for p in tree.children(clause, "prep") if scene.word(p) in _DURING]
    nouns = [*(n for p in during for n in tree.children(p, "pobj")), *tree.children(clause, "nsubj")]
    over = any(scene.tokens[n].lemma in rows().campaigns for n in nouns)
    return over and not any(scene.word(i) in _WEEKDAYS for i in tree.subtree(clause))


def _shared(scene: Scene, clause: int) -> list[int]:
    """A verb, and those whose tense it takes over: "have been killed and 4 million forced from their homes"."""
    if scene.tokens[clause].dep not in {"acl", "conj"} or scene.tree.children(
        clause, "aux", "auxpass", "nsubj"
    ):
        return [clause]
    return [clause, *(i for i in scene.tree.above(clause) if scene.tokens[i].tag.startswith("VB"))]


def by_now(scene: Scene, clause: int, metric: Metric, quantity: Quantity) -> bool:
    """As in "60,000 people have fled", "nearly 15,000 have been killed": a state reached by now, or too many for one act."""
    amount = max(quantity.low or 0, quantity.high or 0)
    if any(t.tag == "NN" and t.lemma in rows().incidents for t in scene.tokens):
        return False
    huge = _HUGE * 10 if metric == "displaced" else _HUGE
    if amount >= huge and not quantity.vague:
        return True
    perfect = any(
        scene.word(c) in {"have", "has"}
        for v in _shared(scene, clause)
        for c in scene.tree.children(v, "aux")
    )
    if perfect and scene.tokens[clause].lemma in _REACHES:
        return True
    if perfect and any(scene.word(c) == "now" for c in scene.tree.children(clause, "advmod")):
        return True
    may = any(scene.tokens[c].tag == "MD" for c in scene.tree.children(clause, "aux"))
    return perfect and not may and (metric == "displaced" or amount >= _MANY)
