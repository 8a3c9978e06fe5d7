"""Plain text as every later stage sees it; offsets everywhere in Tocsin count its code points."""

import re
import unicodedata

_MAX_MARKS = 30
"""Combining marks kept in a row: Unicode's Stream-Safe Text Format (UAX 15). Normalising more takes quadratic time."""

_PARAGRAPH_ENDS = re.compile("\u2029")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060\ufeff"  # Soft hyphen, zero-width space, word joiner, byte order mark: they split words.
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # Bidirectional controls: they can make text show as other text.
)
_STACKED = (
    "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    + "\u0f73\u0f75\u0f81"
)  # These three have class 0 themselves but decompose into marks.
_MARKS = re.compile(f"([{_STACKED}]{{{_MAX_MARKS}}})[{_STACKED}]++")
_BLANKS = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r" ?\n ?")
_GAPS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """The text in NFC with one blank line between paragraphs and single blanks between words.

    Control characters become blanks; bidirectional controls, soft hyphens and zero-width spaces go (joiners stay:
    emoji and Persian need them). Single line ends inside a paragraph stay.
    """
    text = _PARAGRAPH_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    text = _INVISIBLE.sub("", _CONTROLS.sub(" ", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKS.sub(r"\1", text))
    return _GAPS.sub("\n\n", _EDGES.sub("\n", _BLANKS.sub(" ", text))).strip()


def one_line(text: str) -> str:
    """As ``clean``, on one line."""
    return " ".join(clean(text).split())
