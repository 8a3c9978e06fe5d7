"""Headline and body: which of the texts that were sent, as plain text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from workers.decode import markup, plain
from workers.decode.fields import path, wrong_type
from workers.decode.formats import Format, Texts
from workers.errors import RejectedError

Kind = Literal["plain", "html", "unknown"]

_MAIN_ROLES = frozenset({"main", "text", "body", "headline"})
_TO_PLAIN: dict[Kind, Callable[[str], str]] = {"plain": str, "html": markup.strip, "unknown": markup.guess}


@dataclass(frozen=True, slots=True)
class Part:
    """One text as it was sent.

    Attributes:
        rank: 2 for the main one by its role, 0 for XML of the newsroom's own (its header fields would be read as text).
    """

    where: str
    rank: int
    kind: Kind
    value: str

    @property
    def text(self) -> str:
        """Without markup."""
        return plain.clean(_TO_PLAIN[self.kind](self.value))


@dataclass(frozen=True, slots=True)
class Words:
    """The two texts of an article, and remarks on where they come from."""

    headline: str
    body: str
    remarks: tuple[str, ...] = ()


def read(record: dict[str, Any], form: Format, max_characters: int) -> Words:
    """Headline and body. A body that begins with the headline as its own line loses that line.

    A flash may be a headline alone (remark ``body.missing``); without a body, a summary is taken for it (remark
    ``body.summary``).

    Raises:
        RejectedError: ``field.type``, ``text.missing`` or ``text.too_long``.
    """
    headline = plain.one_line(_first(_parts(record, form.headlines)))
    body, where = _longest(_parts(record, form.bodies))
    remarks: tuple[str, ...] = ()
    if not body:
        body, where = _longest(_parts(record, form.summaries))
        remarks = ("body.summary" if body else "body.missing",)
    where = where or path(form.bodies.names(record)[0])
    if not headline and not body:
        raise RejectedError("text.missing", where, "There is neither a body nor a headline.")
    if len(headline) + len(body) > max_characters:
        count = len(headline) + len(body)
        raise RejectedError(
            "text.too_long", where, f"Headline and body have {count} characters, over {max_characters}."
        )
    return Words(headline, _without_headline(body, headline), remarks)


def _first(parts: Iterator[Part]) -> str:
    texts = [(part.rank, part.text) for part in parts]
    return max((t for t in texts if t[1]), key=lambda t: t[0], default=(0, ""))[1]


def _longest(parts: Iterator[Part]) -> tuple[str, str]:
    texts = [(part.rank, part.text, part.where) for part in parts]
    return max(texts, key=lambda t: (bool(t[1]), t[0], len(t[1])), default=(0, "", ""))[1:]


def _without_headline(body: str, headline: str) -> str:
    line, _, rest = body.partition("\n")
    return rest.strip() if rest.strip() and line.casefold() == headline.casefold() else body


def _parts(record: dict[str, Any], texts: Texts) -> Iterator[Part]:
    for name in texts.names(record):
        value = record.get(name)
        if value is None:
            continue
        if name in texts.lists:
            yield from _list(name, value)
        elif isinstance(value, str):
            yield Part(path(name), 1, _kind_by_name(name), value)
        else:
            raise wrong_type(path(name), "A string", value)


def _list(name: str, value: object) -> Iterator[Part]:
    if not isinstance(value, list):
        raise wrong_type(path(name), "A list", value)
    for index, item in enumerate(value):
        if not isinstance(item, dict):
            raise wrong_type(path(name, index), "An object", item)
        text = item.get("value")
        if isinstance(text, str):
            yield from _item(path(name, index, "value"), text, item)
        elif text is not None:
            raise wrong_type(path(name, index, "value"), "A string", text)


def _item(where: str, text: str, item: dict[str, Any]) -> Iterator[Part]:
    kind = str(item.get("contentType") or item.get("contenttype") or "").partition(";")[0].strip().lower()
    role = str(item.get("role") or "").strip().lower()
    rank = 2 if role in _MAIN_ROLES else 1
    if "html" in kind:
        yield Part(where, rank, "html", text)
    elif kind.endswith("xml"):
        yield Part(where, 0, "html", text)
    elif kind == "text/plain":
        yield Part(where, rank, "plain", text)
    elif not kind or kind.startswith("text/"):
        yield Part(where, rank, "unknown", text)


def _kind_by_name(name: str) -> Kind:
    if "html" in name:
        return "html"
    return "plain" if name == "body_text" else "unknown"
