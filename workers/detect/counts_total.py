"""Totals told as a number of people: "the number of those killed has risen to 40"."""

from dataclasses import replace

from workers.detect import victims
from workers.detect.counts_bond import Bond, countable, row_of, toll_link
from workers.detect.counts_data import rows
from workers.detect.counts_frames import metric_by_frame
from workers.detect.counts_mention import Mention, Scene
from workers.models import Metric

_SPAN = 40
_PUT_MAX = 10
_TURNS = frozenset({";", "but", "while", "whereas", "although", "killing", "wounding", "injuring"})
_NO_LINKS = frozenset({"by", "as", "of", "-", "–", "past", "beyond"})  # noqa: RUF001 - as printed
_BEYOND = frozenset({"past", "beyond"})
_STANDING = frozenset({"stand", "stood", "stands", "standing", "remain", "remains", "remained", "now"})
_PUT = frozenset({"put", "puts", "putting", "place", "placed", "estimated", "estimates", "set"})
_WHO = frozenset({"the", "those", "these", "who", "that", "whom", "all", "its", "their", "'s", "-"})


def by_number(scene: Scene, mention: Mention) -> Bond | None:
    """As in "the number of dead stands at 40", "the count of those who have fled passed 40,000"."""
    if mention.noun is not None and not countable(scene, mention.noun):
        return None
    climbed = scene.word(mention.first - 2) in rows().toll_links and scene.word(mention.first - 1) in _BEYOND
    if not climbed and not toll_link(scene, mention, rows().toll_links - _NO_LINKS):
        return None
    for i in range(mention.first - 2, max(-1, mention.first - _SPAN), -1):
        if scene.word(i) in _TURNS:
            return None
        if scene.word(i) in rows().totals and scene.word(i + 1) == "of":
            found = _counted(scene, i, mention.first) if _linked(scene, i, mention.first - 1) else None
            return _last(scene, mention, found) if found else None
    return None


def _last(scene: Scene, mention: Mention, found: Bond) -> Bond:
    """Of "the number of dead at 40 and of wounded at 120" the wounded."""
    metric = rows().put.get(scene.word(mention.first - 2))
    return replace(found, metric=metric, anchor=mention.first - 2) if metric else found


def by_put(scene: Scene, mention: Mention) -> Bond | None:
    """As in "put the deaths at 63", "put its own dead at one", "the dead number 79"."""
    if mention.noun is not None and not countable(scene, mention.noun):
        return None
    link = mention.first - 1
    numbered = scene.word(link).startswith("number") and link > 0
    if not numbered and scene.word(link) != "at":
        return None
    for i in range(link - 1, max(-1, link - (2 if numbered else _PUT_MAX)), -1):
        metric = rows().put.get(scene.word(i))
        if metric and (numbered or _PUT & set(scene.lower[max(0, i - _PUT_MAX) : i])):
            return Bond(i, metric, "count.number", whom=_whom(scene, i, None) or _people_of(scene, i))
    return None


def _people_of(scene: Scene, noun: int) -> int | None:
    """As in "civilian deaths"."""
    before = noun - 1
    return before if before >= 0 and victims.victim_class(scene.tokens, before) else None


def _linked(scene: Scene, total: int, link: int) -> bool:
    """Whether the word before the figure ties it to the total; "at" may also name a place or an hour."""
    if scene.word(link) != "at":
        return True
    return scene.word(link - 1) in _STANDING or bool(_PUT & set(scene.lower[max(0, total - 4) : link]))


def _counted(scene: Scene, total: int, end: int) -> Bond | None:
    """What the total is of: the first act or state behind "of", with nothing but people before it."""
    whom = None
    for i in range(total + 2, end):
        if metric := _metric_at(scene, i):
            return Bond(i, metric, "count.number", toll=True, whom=_whom(scene, i, whom))
        if victims.victim_class(scene.tokens, i):
            whom = i
        elif scene.word(i) not in _WHO | rows().between and scene.tokens[i].pos not in {
            "ADJ",
            "PROPN",
            "ADV",
        }:
            return None
    return None


def _metric_at(scene: Scene, i: int) -> Metric | None:
    row = row_of(scene.tokens[i])
    metric = rows().states.get(scene.word(i)) or rows().nouns.get(scene.tokens[i].lemma)
    return metric or (row.metric if row and row.patient == "subject" else None) or metric_by_frame(scene, i)


def _whom(scene: Scene, state: int, before: int | None) -> int | None:
    """The people before a state, or right behind it: "civilians killed", "displaced children"."""
    behind = (
        state + 1 if state + 1 < len(scene.tokens) and victims.victim_class(scene.tokens, state + 1) else None
    )
    return before if before is not None else behind
