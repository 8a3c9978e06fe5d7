"""Which names each format gives to what we read, and how a record shows its format. All field names stand here."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Texts:
    """Where a format keeps texts of one kind.

    Attributes:
        lists: fields that hold a list of ``{role, contentType, value}``.
        singles: fields that hold one string.
        prefix: any other string in a field whose name begins so is one too (``body_`` in ninjs 1).
    """

    lists: tuple[str, ...] = ()
    singles: tuple[str, ...] = ()
    prefix: str = ""

    def names(self, record: dict[str, Any]) -> tuple[str, ...]:
        """The fields of this kind, present or not, in order of preference."""
        prefixed = (
            name
            for name, value in record.items()
            if self.prefix and name.startswith(self.prefix) and isinstance(value, str)
        )
        return tuple(dict.fromkeys((*self.lists, *self.singles, *prefixed)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The field names of one format; of several for one meaning, the first that holds something counts.

    Attributes:
        bodies: the text of the article.
        summaries: read only where there is no body, with the remark ``body.summary``.
        pub_status: beside ``PUB_STATUS``.
    """

    uri: tuple[str, ...] = ("uri",)
    version_created: tuple[str, ...]
    first_created: tuple[str, ...] = ()
    headlines: Texts
    bodies: Texts
    summaries: Texts
    pub_status: tuple[str, ...] = ()


VERSION = ("version",)
PUB_STATUS = ("pubStatus", "pubstatus", "pub_status")
EMBARGO = ("embargoedUntil", "embargoeduntil", "embargoed_until", "embargoed", "embargo")
"""Read in every format and spelling (ninjs 1 and 2 say ``embargoed``): one that is overlooked would leak."""
PUBLISHER = (
    *("infoSources", "infosources", "infosource", "publisher", "provider", "source"),
    *("copyrightHolder", "copyrightholder"),
)
LANGUAGE = ("language", "inLanguage", "lang")
URL = ("url", "mainEntityOfPage", "links")

NINJS_3 = Format(
    version_created=("versionCreated", "published_at"),
    first_created=("firstCreated",),
    headlines=Texts(lists=("headlines",), singles=("headline", "title")),
    bodies=Texts(lists=("bodies",)),
    summaries=Texts(lists=("descriptions",)),
)
NINJS_2 = replace(NINJS_3, version_created=("versioncreated",), first_created=("firstcreated",))
NINJS_1 = replace(
    NINJS_2,
    headlines=Texts(singles=("headline", "title"), prefix="headline_"),
    bodies=Texts(singles=("body_text", "body_html", "body_xhtml"), prefix="body_"),
    summaries=Texts(singles=("description_text",), prefix="description_"),
)
SCHEMA_ORG = Format(
    uri=("identifier", "@id", "url"),
    version_created=("dateModified", "datePublished"),
    first_created=("datePublished",),
    headlines=Texts(singles=("headline", "name")),
    bodies=Texts(singles=("articleBody", "text")),
    summaries=Texts(singles=("description", "abstract")),
    pub_status=("creativeWorkStatus",),
)
FLAT = Format(
    uri=("id", "uri"),
    version_created=("published_at", "published", "versionCreated"),
    headlines=Texts(singles=("title", "headline")),
    bodies=Texts(singles=("text",)),
    summaries=Texts(singles=("summary", "description")),
    pub_status=("status",),
)

_LOWER_CASE = ("versioncreated", "firstcreated", "pubstatus", "infosources", "copyrightholder", "embargoed")


def recognise(record: dict[str, Any]) -> Format:
    """The format of a record, from the names in it; our profile of ninjs 3 where they do not tell."""
    if record.keys() & {"@context", "@type", "articleBody"}:
        return SCHEMA_ORG
    lower = bool(record.keys() & set(_LOWER_CASE))
    if record.keys() & {"bodies", "headlines"}:
        return NINJS_2 if lower else NINJS_3
    if lower or any(name.startswith("body_") for name in record):
        return NINJS_1
    return FLAT if record.keys() & {"id", "text"} else NINJS_3


def unknown_fields(record: dict[str, Any], form: Format) -> dict[str, Any]:
    """The top-level fields that no reader of this format looks at, as sent."""
    known = {
        *form.uri, *VERSION, *form.version_created, *form.first_created, *PUB_STATUS, *form.pub_status, *EMBARGO,
        *PUBLISHER, *LANGUAGE, *URL,
        *form.headlines.names(record), *form.bodies.names(record), *form.summaries.names(record),
    }  # fmt: skip
    return {name: value for name, value in record.items() if name not in known}
