"""HTML to text, in linear time whatever the input.

Own code since the standard library's ``html.parser`` (3.11) takes quadratic time on input such as ``<a <a <a``: 0.9 MB
of it ran for over eight seconds. Every alternative of the pattern below is possessive or ends at the end of the text, so
that no character is read twice. What is unclosed ends where the text ends, as in a browser.
"""

import html
import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""
      <!\[CDATA\[ | \]\]>                                              # The marks go, what they wrap stays.
    | <!--.*?(?:-->|\Z)
    | <(?:script|style|title|textarea|iframe|noscript)\b[^>]*+(?<=/)>   # Self-closed, as XHTML may.
    | <(script|style|title|textarea|iframe|noscript)\b.*?(?:</\1\b[^>]*+(?:>|\Z)|\Z)
    | <[!?][^>]*+(?:>|\Z)
    | <(?P<close>/?)(?P<name>[a-z][^\s/>]*+)
      (?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?:>|\Z)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_words = str.split
_GAPS = dict.fromkeys(
    _words(
        "address article blockquote body caption center dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header"
        " hr html li main ol p pre section summary table tr ul"
    ),
    "\n\n",
) | {"br": "\n", "td": " ", "th": " "}
_DROPPED = frozenset(
    _words("aside audio button canvas del figure nav object s select strike svg template video")
)
"""Left out with all they hold. Captions of pictures too: they tell of the day of the picture. Struck text is withdrawn."""

_END_TAG_OPTIONAL = frozenset(_words("dd dt li option p td th tr"))
_VOID = frozenset(_words("area base br col embed hr img input link meta param source track wbr"))
_WHITE = re.compile(r"\s+")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_HIDDEN_ATTRIBUTE = re.compile(r"(?<!\S)hidden(?![^\s=/])", re.IGNORECASE)
_HIDDEN_VALUE = re.compile(r"""aria-hidden=["']?true|display:\s?none|visibility:\s?hidden""", re.IGNORECASE)

_TAG = re.compile(
    r"<(?:/(?:p|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|section|article|table|td|font|body|html|script)"
    r"|br ?/?|p)>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE
)
_HUGE_REFERENCE = re.compile(r"&#(?:\d{8,}|x[0-9a-f]{7,});?", re.IGNORECASE)


def guess(text: str) -> str:
    """The text, stripped only where it surely is HTML; a stray ``<`` or ``&`` does not make it so.

    Sure signs are an end tag of a common element, ``<p>`` or ``<br>``. A text without tags but with entities of
    the common kind has them resolved, and may turn out to be HTML that was escaped once too often.
    """
    if not _TAG.search(text) and _ENTITY.search(text):
        text = _unescape(text)
    return strip(text) if _TAG.search(text) else text


def strip(markup: str) -> str:
    """What a reader would see: blocks apart by blank lines, ``<br>`` a line end, entities resolved.

    Scripts, styles, comments, hidden elements, captions and struck text are left out.
    """
    page, end = _Page(), 0
    for token in _TOKEN.finditer(markup):
        page.text(markup[end : token.start()])
        if token["name"]:
            page.tag(token["name"].lower(), token["attributes"], closing=bool(token["close"]))
        end = token.end()
    page.text(markup[end:])
    return "".join(page.pieces)


@dataclass(slots=True)
class _Page:
    """What has been read of a page: its visible text, and the element that is being left out, if any."""

    pieces: list[str] = field(default_factory=list)
    hidden: str = ""
    depth: int = 0
    preformatted: bool = False

    def text(self, text: str) -> None:
        if text and not self.hidden:
            self.pieces.append(_unescape(text if self.preformatted else _WHITE.sub(" ", text)))

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        if self.hidden and not self._ends_hidden(name, attributes, closing=closing):
            return
        if not closing and _is_hidden(name, attributes):
            self.hidden, self.depth = name, 1
        if name == "pre":
            self.preformatted = not closing
        self.pieces.append(_GAPS.get(name, ""))

    def _ends_hidden(self, name: str, attributes: str, *, closing: bool) -> bool:
        if name == self.hidden:
            if closing or name in _END_TAG_OPTIONAL:
                self.depth -= 1
            elif not attributes.endswith("/"):
                self.depth += 1
        if self.depth == 0:
            self.hidden = ""
        return not self.hidden


def _is_hidden(name: str, attributes: str) -> bool:
    if name in _VOID or attributes.endswith("/"):
        return False
    return (
        name in _DROPPED
        or bool(_HIDDEN_VALUE.search(attributes))
        or bool(_HIDDEN_ATTRIBUTE.search(_QUOTED.sub('""', attributes)))
    )


def _unescape(text: str) -> str:
    """As ``html.unescape``, which raises ValueError for a reference of over 4,300 digits."""
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text
