"""Whether an article as a whole looks back: its headline, its lead, its layout and its dates say so."""

import re

from workers.detect.timex import is_evening, timexes
from workers.detect.timex_kind import Timex
from workers.detect.timing_data import rows
from workers.detect.timing_frame import Past, past_of
from workers.detect.timing_role import is_ahead, is_old
from workers.detect.tree import Tree
from workers.models import Document, Sentence

_PUNCTUATION = re.compile(r"[,.:;!?\"()\u2018\u2019\u201c\u201d\u2013\u2014]")
_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_FRESH = re.compile(
    rf" (?:{_DAY}|today|yesterday|overnight|tonight|this (?:week|morning|weekend)|last (?:night|week)|hours) "
)
_YEARS = r"(?:years?|decades?|summers?|winters?|century|generation)"
_YEARS_ON = re.compile(rf" {_YEARS} (?:on|later) (?!{_DAY})")
_AGO_TODAY = re.compile(rf" {_YEARS} ago (?:on )?(?:{_DAY}|today|this (?:week|month)) ")
_AGO_FIRST = re.compile(
    rf"^(?: [\w-]+){{1,4}} {_YEARS} ago (?!{_DAY}|when )|^ it (?:is|was|has been)(?: [\w-]+){{1,4}} {_YEARS} (?:since|ago) "
)
_YEARS_AFTER = re.compile(rf"^(?: [\w-]+){{1,3}} {_YEARS} (?:after|since) ")
_WORK = re.compile(
    r" (?:film|documentary|movie|novel|memoirs?|book|play|exhibition|podcast|drama|miniseries|biography)"
    r"(?: [\w'-]+){0,5} (?:about|on|tells|recounts|chronicles|follows|explores|depicts|opens|opened|premieres?d?) "
)
_PARTS = re.compile(r"[:?|] | [-\u2013\u2014] ")
_BURIAL = re.compile(
    rf" (?:bury|buried|reburied|laid to rest|mourned|gathered|wreaths?|candles)(?: [\w-]+)* {_YEARS} after "
)
_PROFILE = re.compile(
    r" (?:was an? (?:[\w-]+ ){1,6}(?:before|when|until) (?:he|she)|grew up|was born (?:in|on|to|into)) "
)
_ENTRY = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? )?(?:\d{1,2}, )?(?:19|20)\d\d ?(?:[:-]|[\u2013\u2014])"
)
_ENTRIES = 3
_QUESTION_MAX = 14
_QUESTIONS = 2


def is_explainer(headline: str, lead: str) -> bool:
    """Whether headline or lead frame the article as a look back: an anniversary, a timeline, questions and answers.

    Of frames that news may share ("How rebels took the town", "Inside the siege") only a lead that tells nothing of
    these days is a look back.
    """
    data = rows()
    head, text = _padded(headline), _padded(lead)
    firm = any(f" {phrase} " in head for phrase in data.explainer_headline)
    if firm and not (" anniversary " in head and _tells_news(head)):
        return True
    if head.startswith(tuple(f" {phrase} " for phrase in data.explainer_start)):
        return True
    news = any(f" {word} " in text for word in data.anniversary_news | data.feature_news)
    fresh = news and bool(_FRESH.search(text))
    if _YEARS_ON.search(head) and not (fresh and _tells_news(_padded(headline.partition(",")[2]))):
        return True
    if _is_framed(headline, text) and not fresh:
        return True
    return _lead_looks_back(text)


def _tells_news(head: str) -> bool:
    """As in "gunmen storm hotel on anniversary of attack", "on anniversary of founding, bomb hits base"."""
    before, _, behind = head.partition(" anniversary ")
    told = behind if before.startswith(" on ") else before
    return any(f" {word} " in f" {told} " for word in rows().anniversary_news | rows().feature_news)


def _is_framed(headline: str, lead: str) -> bool:
    data = rows()
    first, *others = (_padded(part) for part in _PARTS.split(headline))
    starts = tuple(f" {phrase} " for phrase in data.feature_start)
    later = (*starts, *(f" {phrase} " for phrase in data.explainer_start))
    return (
        first.startswith(starts)
        or any(part.startswith(later) for part in others)
        or any(f" {phrase} " in _padded(headline) for phrase in data.feature_headline)
        or (bool(_YEARS_AFTER.search(first)) and not _tells_news(_padded(headline.partition(",")[2])))
        or bool(_AGO_FIRST.search(lead))
        or bool(_PROFILE.search(lead))
    )


def _lead_looks_back(text: str) -> bool:
    data = rows()
    before, anniversary, _ = text.partition(" anniversary")
    if anniversary:
        news = any(f" {word} " in f"{before} " for word in data.anniversary_news)
        return not news and any(f" {verb} " in text for verb in data.anniversary_verbs)
    if _AGO_TODAY.search(text) or _WORK.search(text) or _BURIAL.search(text):
        return not any(f" {word} " in text for word in data.anniversary_news)
    return any(f" {phrase} " in text for phrase in data.explainer_lead)


def is_laid_out(document: Document) -> bool:
    """Whether the layout is that of a look back: short questions as headings, or dated entries.

    As in "How did it start?" and "Nov. 4, 2020 - Troops enter the region."
    """
    body = [s for s in document.sentences if s.field == "body"]
    alone = (s for i, s in enumerate(body) if s.text.rstrip().endswith("?") and _stands_alone(body, i))
    entries = {s.paragraph: s for s in reversed(body) if _ENTRY.match(s.text)}
    return len(entries) >= _ENTRIES or sum(len(s.tokens) <= _QUESTION_MAX for s in alone) >= _QUESTIONS


def _stands_alone(body: list[Sentence], i: int) -> bool:
    near = body[max(0, i - 1) : i] + body[i + 1 : i + 2]
    return all(s.paragraph != body[i].paragraph for s in near)


def past_of_article(document: Document) -> Past | None:
    """The old time of which the first sentence tells, if no later one names a day of the window; else None."""
    published = document.article.published
    lead = next((s for s in document.sentences if s.field == "body" and s.tokens), None)
    if published is None or lead is None:
        return None
    today, evening = published.date(), is_evening(published)
    own = past_of(Tree(lead), timexes(lead, today, evening=evening), today)
    if own is None:
        return None
    told = (t for s in document.sentences for t in timexes(s, today, evening=evening, told=own))
    if any(_is_fresh(t) and not is_old(t, today) and not is_ahead(t, today) for t in told):
        return None
    return Past(own, lead.paragraph, whole=True)


def _is_fresh(timex: Timex) -> bool:
    return not timex.since and timex.code not in {"anaphor", "earlier", "year", "this_year", "recent"}


def _padded(text: str) -> str:
    return f" {' '.join(_PUNCTUATION.sub(' ', text.lower()).split())} "
