"""Decode: the bytes of a record of articles-raw → an ``Article``, or a ``RejectedError`` that says what to mend.

Read are our own tolerant profile of IPTC ninjs 3 (the contract: ``schemas/article-raw.schema.json``), ninjs 2 and 1,
schema.org NewsArticle, and flat ``{id, title, text, published_at, source}``. ``formats`` holds all their field names.

Refused, for good (codes are stable):

=================  ====================================================================================================
bytes.empty        no value, or none of its bytes
text.too_long      headline and body together over ``max_characters`` of plain text, or bytes over 8 times as many
                   plus 1 MiB (path ``$``; not parsed)
utf8.invalid       not UTF-8 (a byte order mark is accepted)
json.invalid       not JSON: truncated, NaN, infinite numbers, lone surrogates
json.too_deep      nested over 100 levels
json.not_object    JSON, but not an object
field.missing      no uri (``id`` in flat articles)
field.type         a field that matters has a type whose meaning is not certain
field.value        uri over 2,000 characters or with control characters, version over 200, an embargo that cannot be read
text.missing       neither body nor headline in an article that is not killed
=================  ====================================================================================================

Accepted, with a remark:

=====================  ================================================================================================
published.missing      no time of publication: nothing in it is ever new
published.unreadable   one was sent but is no time from 1900 to 9998; as above
published.future       over an hour after its arrival; detect makes nothing new of it
body.missing           a flash: a headline alone, the body is empty
body.summary           no body; the description was taken for it
text.ignored           the text of a kill could not be read; a kill needs none
embargo.ignored        the embargo of a kill could not be read; a kill shows nothing
pub_status.unknown     a publication status that we do not know, taken as usable
language.unreadable    a language was declared, but not as BCP 47
status.ignored         the header ``tocsin-status`` says neither Test nor Exercise
arrived.ignored        the header ``tocsin-arrived`` on a feed that is neither Test nor Exercise
arrived.unreadable     the header ``tocsin-arrived`` is no time
extra.too_large        the unknown fields have over 16 KiB of JSON and were dropped
=====================  ================================================================================================

Of a key that stands twice in an object, the last value counts. Text is NFC; damaged joins are left to enrich.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import orjson

from workers.decode import feed, fields, formats, payload, provenance, texts, times
from workers.decode.formats import Format
from workers.decode.texts import Words
from workers.errors import RejectedError
from workers.models import Article, PubStatus, VersionOrder

__all__ = ["decode"]

LAST_VERSION = 10**18 - 1
"""Above every version that a feed can give."""
MAX_EXTRA_BYTES = 16 * 1024

_NO_HEADERS: Mapping[str, bytes] = MappingProxyType({})


def decode(
    value: bytes | None,
    *,
    arrived: datetime,
    headers: Mapping[str, bytes] = _NO_HEADERS,
    max_characters: int = 200_000,
) -> Article:
    """The article in a record's value.

    Args:
        value: the record's value as the broker gave it.
        arrived: the broker's time of the record, aware.
        headers: the record's; ``tocsin-status`` and ``tocsin-arrived`` are read.
        max_characters: of plain text, headline and body together.

    Raises:
        RejectedError: with a code of this module's list, the path, and the uri where it could be read.
    """
    record = payload.parse(value, 8 * max_characters + 2**20)
    form = formats.recognise(record)
    uri = fields.read_uri(record, form)
    try:
        return _article(record, form, uri, headers, arrived.astimezone(UTC), max_characters)
    except RejectedError as error:
        error.uri = uri
        raise


def _article(
    record: dict[str, Any],
    form: Format,
    uri: str,
    headers: Mapping[str, bytes],
    arrived: datetime,
    max_characters: int,
) -> Article:
    status, on_status = feed.status(headers)
    arrived, on_arrival = feed.arrival(headers, status, arrived)
    pub_status, on_pub_status = fields.read_pub_status(record, form)
    embargo, on_embargo = _embargo(record, pub_status)
    words = _words(record, form, pub_status, max_characters)
    version = fields.read_version(record)
    version_created, published, on_published = _published(record, form, arrived)
    language, on_language = provenance.language(record)
    url = provenance.url(record, uri)
    extra, on_extra = _extra(record, form)
    return Article(
        uri=uri,
        version=version,
        order=_order(_number(record, version, pub_status), version_created, pub_status, words),
        published=published,
        arrived=arrived,
        publisher=provenance.publisher(record, uri, url),
        language=language,
        pub_status=pub_status,
        embargoed_until=embargo,
        status=status,
        url=url,
        headline=words.headline,
        body=words.body,
        extra=extra,
        remarks=(
            *(*on_published, *words.remarks, *on_embargo, *on_pub_status),
            *(*on_language, *on_status, *on_arrival, *on_extra),
        ),
    )


def _words(record: dict[str, Any], form: Format, pub_status: PubStatus, max_characters: int) -> Words:
    """The texts; those of a kill may be anything, since a kill that is refused leaves its story standing."""
    try:
        return texts.read(record, form, max_characters)
    except RejectedError as error:
        if pub_status == "usable":
            raise
        return Words("", "", () if error.code == "text.missing" else ("text.ignored",))


def _embargo(record: dict[str, Any], pub_status: PubStatus) -> tuple[datetime | None, tuple[str, ...]]:
    try:
        return fields.read_embargo(record), ()
    except RejectedError:
        if pub_status == "usable":
            raise
        return None, ("embargo.ignored",)


def _published(
    record: dict[str, Any], form: Format, arrived: datetime
) -> tuple[datetime | None, datetime | None, tuple[str, ...]]:
    """Time of this version, time of publication, remarks."""
    version, first = (_time(record, names) for names in (form.version_created, form.first_created))
    published = times.publication(version, first)
    if published is None:
        sent = fields.first(record, (*form.version_created, *form.first_created))[1]
        return None, None, ("published.missing" if sent is None else "published.unreadable",)
    return version, published, ("published.future",) if times.is_future(published, arrived) else ()


def _time(record: dict[str, Any], names: tuple[str, ...]) -> datetime | None:
    moments = (times.read(record.get(name)) for name in names)
    return next((moment for moment in moments if moment), None)


def _number(record: dict[str, Any], version: str, pub_status: PubStatus) -> int:
    """The version's number; a kill that gives none ends all versions, as a missed kill leaves a false alert standing."""
    if pub_status != "usable" and record.get("version") in (None, ""):
        return LAST_VERSION
    return fields.version_number(version)


def _order(number: int, created: datetime | None, pub_status: PubStatus, words: Words) -> VersionOrder:
    content = f"{words.headline}\n\n{words.body}{pub_status}"
    return (
        number,
        times.sortable(created),
        int(pub_status != "usable"),
        hashlib.sha256(content.encode()).hexdigest(),
    )


def _extra(record: dict[str, Any], form: Format) -> tuple[dict[str, Any], tuple[str, ...]]:
    extra = formats.unknown_fields(record, form)
    if len(orjson.dumps(extra)) > MAX_EXTRA_BYTES:
        return {}, ("extra.too_large",)
    return extra, ()
