"""From which day a cumulative count runs."""

from datetime import datetime

from workers.detect.timex import is_evening, timexes
from workers.detect.timing_clause import since_before, since_clause
from workers.detect.tree import Tree


def scope_start(tree: Tree, published: datetime | None) -> str | None:
    """The first day of what a "since" spans, in ISO form; None where none is said or nothing anchors it.

    Of a month or year it is the first day: "since 2011" gives 2011-01-01.
    """
    if published is None or not any(t.text.lower() == "since" for t in tree.tokens):
        return None
    found = timexes(tree.sentence, published.date(), evening=is_evening(published))
    inner = (since_clause(tree, t.i, found)[1] for t in tree.tokens if t.tag.startswith("VB"))
    start = next((t for t in found if t.since), None) or next((t for t in inner if t), None)
    start = start or next((t for t in found if since_before(tree, t) is not None), None)
    return start.start.isoformat() if start else None
