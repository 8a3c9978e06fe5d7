# ruff: noqa: RUF001 - typographic quotes and dashes are what this module reads
"""Puts back blanks that a feed lost, and keeps the way back to the original offsets.

Feeds strip tags and line breaks without putting a blank in their place: ``Saturdaytaking``, ``Syria”where``,
``government.The``. The parser reads such a join as one odd word, so the joins are opened before it sees the
text. Every rule works on one blank-free run of at most ``LONGEST_WORD`` code points: the time is linear in the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

LONGEST_WORD = 200
"""Longer runs without a blank are no word of any language: blanked out for the parser."""

_RUN = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
_CLOSED = re.compile(r"(?<=\w[”»])(?=\w)|(?<=[.,!?…][”»])(?=\w)|(?<=\w\w\w\))(?=[^\W\d_]{2})")
_OPENED = re.compile(r"(?<=[^\W\d_][^\W\d_])(?=[“«]\w)|(?<=[.,:;])(?=[“«]\w)")
_STRAIGHT = re.compile(r"(?<=[^\W\d_]\")(?=[^\W\d_])|(?<=[.,!?]\")(?=[^\W\d_])")
_STOPPED = re.compile(r"(?<=[a-zà-ÿ]{2}[.!?…])(?=[A-ZÀ-Þ][a-zà-ÿ]{1,}|[AI]$)")
_OPENERS = (
    "About|After|All|Although|An|And|As|At|Both|But|By|Despite|During|Earlier|Fighting|For|Four|From|Government|He|Her"
    "|His|Hours|However|If|In|It|Its|Last|Local|Many|Meanwhile|More|Most|Nearly|No|On|One|Others|Police|Rebels|Several"
    "|She|Since|Some|State|That|The|Their|Then|There|These|They|This|Those|Three|Two|Under|We|When|While|Witnesses|You"
)
_STOPPED_SHORT = re.compile(rf"(?<=[\w%)][.!?…])(?=(?:{_OPENERS})(?!\w|\.\w))")
"""Behind one letter or figure only words that begin sentences are cut off: "on X.He", "in 2016.The"; "J.P." stays whole."""

_PAUSED = re.compile(r"(?<=[^\W\d_]{2}[,;])(?=[^\W\d_]{2})|(?<=[a-z]{2}:)(?=[A-Z][a-z])")
_ADDRESS = re.compile(r"[/@\\<>=#&]|www\.|\.(?:com|org|net|gov|edu|info|co|io|uk)\b", re.IGNORECASE)
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|April|June|July|September|October"
    r"|November|December"
)
_JOINTS = frozenset({
    "about", "after", "against", "although", "and", "are", "around", "as", "at", "because", "been",
    "before", "between", "but", "by", "during", "for", "from", "had", "has", "have", "he", "her", "his",
    "how", "if", "in", "including", "into", "is", "it", "its", "near", "of", "on", "or", "over", "she",
    "since", "that", "the", "their", "there", "they", "this", "through", "to", "toward", "towards",
    "under", "until", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who",
    "whose", "will", "with", "without", "would",
})  # fmt: skip
_COMBINING = (
    "anti", "arch", "auto", "bio", "co", "counter", "cross", "cyber", "de", "dis", "down", "eco", "electro", "ex",
    "extra", "fore", "geo", "hand", "hyper", "in", "infra", "inter", "intra", "mega", "meta", "micro", "mid", "mini",
    "mis", "mono", "multi", "narco", "neo", "neuro", "non", "off", "on", "out", "over", "para", "petro", "photo",
    "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "radio", "re", "semi", "socio", "state", "sub",
    "super", "techno", "tele", "thermo", "trans", "ultra", "un", "under", "up", "with",
)  # fmt: skip
_JOINT = 3
_LONG_PIECE = 7
_SHORTEST_JOIN = 7


class Lexicon(Protocol):
    """What the repair needs to know of English words, all lower case."""

    def seen(self, word: str) -> bool:
        """Whether the word occurs in any source, names and rarities included: then it stays whole."""

    def common(self, word: str) -> bool:
        """Whether the word is a dictionary word or a regular inflection of one: then it may be a piece."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with blanks put in.

    Attributes:
        text: what to parse; blanks stand for overlong words, of the same length.
        inserted: offsets in ``text`` of the blanks that the original has not, ascending.
    """

    text: str
    inserted: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """The offset in the original of what stands at ``offset`` here; of an inserted blank: of what follows it."""
        return offset - bisect_left(self.inserted, offset)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of a span that neither begins nor ends with an inserted blank."""
        return self.origin(start), self.origin(end - 1) + 1 if end > start else self.origin(start)


def repair(text: str, known: Lexicon) -> Repaired:
    """The text with a blank at each damaged join, and the map back.

    Args:
        text: one field, or a piece of one.
        known: decides which long words are two that were run together.
    """
    parts: list[str] = []
    inserted: list[int] = []
    last = 0
    for run in _RUN.finditer(text):
        if len(run[0]) > LONGEST_WORD:
            parts += [text[last : run.start()], " " * len(run[0])]
            last = run.end()
            continue
        for cut in sorted(set(_cuts(run[0], known))):
            parts += [text[last : run.start() + cut], " "]
            last = run.start() + cut
            inserted.append(last + len(inserted))
    parts.append(text[last:])
    return Repaired("".join(parts), tuple(inserted))


def _cuts(run: str, known: Lexicon) -> Iterator[int]:
    if _plain(run) or _ADDRESS.search(run):
        if run.isalpha():
            yield from _inside(run, 0, known)
        return
    for rule in (_CLOSED, _OPENED, _STOPPED, _STOPPED_SHORT, _PAUSED):
        yield from (match.start() for match in rule.finditer(run))
    yield from _after_straight_quote(run)
    for match in _LETTERS.finditer(run):
        if _free(run, match.start(), match.end()):
            yield from _inside(match[0], match.start(), known)


def _plain(run: str) -> bool:
    return run.isalnum()


def _after_straight_quote(run: str) -> Iterator[int]:
    # A straight quote closes only if none is open in the run: `say"hi"` opens, `war"where` closes.
    matches = list(_STRAIGHT.finditer(run))
    if run.count('"') == 1 or run.startswith('"'):
        yield from (match.start() for match in matches[:1])


def _free(run: str, start: int, end: int) -> bool:
    """Whether a word is not part of a hyphenation, an abbreviation or a code."""
    before, after = run[start - 1 : start], run[end : end + 2]
    return before not in {*"-.'’_–"} and not (
        after[:1] in {*"-'’_–"} or (after[:1] == "." and after[1:].isalnum())
    )


def _inside(word: str, start: int, known: Lexicon) -> Iterator[int]:
    day = _DAY.match(word)
    if day:
        rest = word[day.end() :]
        if rest.islower() and len(rest) > 1 and known.common(rest):
            yield start + day.end()
    elif (
        len(word) >= _SHORTEST_JOIN - 2
        and word.isascii()
        and word[1:].islower()
        and not known.seen(word.lower())
    ):
        at = _split(word, known)
        if at:
            yield start + at


def _split(word: str, known: Lexicon) -> int | None:
    """Where an unknown word falls into two known ones; None where that would be a guess."""
    lower = word.lower()
    if word[0].isupper() and not any(lower.endswith(joint) for joint in ("that", "which", "where", "while")):
        return None
    for at in _by_preference(lower):
        left, right = lower[:at], lower[at:]
        if _joined(left, right, known):
            return at
    return None


def _by_preference(lower: str) -> list[int]:
    return sorted(range(2, len(lower) - 1), key=lambda at: -max(at, len(lower) - at))[::-1]


def _joined(left: str, right: str, known: Lexicon) -> bool:
    if left.startswith(_COMBINING) and left in _COMBINING:
        return False
    if right == "the" and left in _JOINTS:
        return True
    if len(left) + len(right) < _SHORTEST_JOIN:
        return False
    if left in _JOINTS:
        return right in _JOINTS or (len(left) >= _JOINT and len(right) > _JOINT and known.common(right))
    if right in _JOINTS:
        return len(right) >= _JOINT and len(left) > _JOINT and known.common(left)
    return min(len(left), len(right)) >= _LONG_PIECE and known.common(left) and known.common(right)
