"""Which past time a sentence tells of: history is told in runs, and only the first sentence of a run has the date.

A run begins with a sentence whose main clause is dated before the window, and goes on through the sentences of its
paragraph that stand in the simple past or past perfect, that nobody is cited for, and that name no day of the window.
"""

from dataclasses import dataclass
from datetime import date

from workers.detect.timex_kind import Timex
from workers.detect.timing_clause import dated, looks_back
from workers.detect.timing_data import rows
from workers.detect.timing_role import is_old
from workers.detect.tree import Tree

_OPENING = 3
_LABEL = frozenset({"-", "\u2013", "\u2014", ":"})
_WIDE = frozenset({"recent", "this_month", "this_year", "this_decade"})


@dataclass(frozen=True, slots=True)
class Past:
    """A past time that is being told.

    Attributes:
        day: its last day; it lies before the window.
        paragraph: the number of the paragraph that tells of it.
        whole: the whole article tells of it.
    """

    day: date
    paragraph: int
    whole: bool = False


def past_of(tree: Tree, found: tuple[Timex, ...], today: date) -> date | None:
    """The last day of the past time of which a sentence itself says that it tells; None of any other."""
    main = _main_dates(tree, found)
    if any(t.lemma == "anniversary" for t in tree.tokens):
        return None
    if not main or not all(is_old(t, today) for t in main):
        return None
    return max(t.end for t in main)


def past_after(tree: Tree, found: tuple[Timex, ...], today: date, before: Past | None) -> Past | None:
    """What the next sentence may go on about, as ``before`` was what this one may."""
    own = past_of(tree, found, today)
    if own:
        return Past(own, tree.sentence.paragraph, whole=before is not None and before.whole)
    if before is not None and before.whole:
        return before
    if before is None or not goes_on(tree, before) or any(not is_old(t, today) for t in found):
        return None
    return before if tree.roots and looks_back(tree, tree.roots[0]) else None


def goes_on(tree: Tree, before: Past) -> bool:
    """A sentence goes on inside the paragraph; beyond it only if it points back: "That offensive ...", "They had ..."."""
    if before.whole or tree.sentence.paragraph == before.paragraph:
        return True
    lower = {t.text.lower() for t in tree.tokens}
    return "had" in lower or tree.tokens[0].text.lower() in rows().pointing


def is_dated_entry(tree: Tree, found: tuple[Timex, ...], today: date) -> bool:
    """As in "1998 - rebels capture Bukavu": a line of a timeline."""
    behind = next((t.last + 1 for t in found if t.first == 0 and is_old(t, today)), None)
    return behind is not None and behind < len(tree.tokens) and tree.tokens[behind].text in _LABEL


def _main_dates(tree: Tree, found: tuple[Timex, ...]) -> list[Timex]:
    """The dates of the main clause, else one that opens the sentence."""
    told = tuple(t for t in found if not t.since and t.code not in _WIDE)
    if not told or not tree.roots:
        return []
    main = [d.timex for d in dated(tree, tree.roots[0], told) if not d.timex.since and not d.by_noun]
    return main or [t for t in told if t.first < _OPENING and _opens(tree, t)][:1]


def _opens(tree: Tree, timex: Timex) -> bool:
    """As in "In January 2018 the same forces ...", not "The 2016 fighting ..."."""
    return timex.first == 0 or tree.tokens[timex.first - 1].tag == "IN"
