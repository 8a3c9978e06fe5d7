"""The records that pass between the stages, and their JSON form.

Offsets are always in code points of the plain text of the named field (``headline`` or ``body``).
Times are aware ``datetime`` objects in UTC. Attributes are snake_case; on the wire the few names that come
from ninjs and CAP keep their spelling (``pubStatus``, ``embargoedUntil``, ``msgType``): see ``WIRE_NAMES``.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

import cattrs
import orjson
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from workers.errors import RejectedError

Feed = Literal["Actual", "Exercise", "Test"]
PubStatus = Literal["usable", "withheld", "canceled"]
FieldName = Literal["headline", "body"]
Status = Literal["asserted", "claimed", "denied", "planned", "called_for", "hypothetical"]
TimeRole = Literal["new", "update", "ongoing", "background"]
Metric = Literal["dead", "injured", "missing", "captured", "displaced"]
Qualifier = Literal["exact", "about", "at_least", "more_than", "up_to", "fewer_than", "many"]
CountKind = Literal["cumulative", "incident", "period"]
Granularity = Literal["day", "month", "year"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
Verification = Literal["single_origin", "corroborated", "disputed"]
MsgType = Literal["Alert", "Update", "Cancel"]

VersionOrder = tuple[int, str, int, str]
"""(version if it is digits else 0, versionCreated in ISO or "", 1 for a kill, SHA-256 of the body): compares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one article, as decode understood it.

    Attributes:
        uri: names the article over all its versions.
        version: as sent, "1" where none was.
        order: what decides which of two versions is the newer.
        published: see DESIGN section 1; None where no time could be read, and then nothing is ever new.
        arrived: the broker's time of the record in articles-raw.
        headline: plain text, may be empty.
        body: plain text; empty in a kill, and in a flash that is all headline.
        extra: top-level fields that the contract does not know, as sent.
        remarks: codes of what decode noticed and accepted, such as ``published.missing``.
    """

    uri: str
    version: str
    order: VersionOrder
    published: datetime | None
    arrived: datetime
    publisher: str
    language: str
    pub_status: PubStatus = "usable"
    embargoed_until: datetime | None = None
    status: Feed = "Actual"
    url: str | None = None
    headline: str = ""
    body: str = ""
    extra: dict[str, Any] = dataclasses.field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parsed sentence.

    Attributes:
        i: its place in the sentence, from 0.
        text: as the repaired text has it.
        lemma: lower case.
        pos: Universal POS.
        tag: Penn Treebank tag.
        dep: dependency label (ClearNLP, as spaCy's English models use).
        head: ``i`` of the head; the root heads itself.
        start: first code point in the field's plain text.
        end: one past the last.
    """

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: verbatim text with its place in the article, and its parse.

    Attributes:
        index: its number in the article, over headline and body, from 0.
        paragraph: the number of its paragraph in the field, from 0.
    """

    field: FieldName
    index: int
    paragraph: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A named entity. ``id`` links it to an actor or place of ours; ``label`` is OntoNotes' (PERSON, GPE, ...)."""

    text: str
    label: str
    field: FieldName
    start: int
    end: int
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention of a place.

    Attributes:
        id: ``geonames:170063``, ``place:al-fashir``, ``region:donbas``, ``iso:SY-ID`` or ``iso:SY``; with ``#airport``, ``#countryside``
            or ``#region`` behind for an installation of it and for what lies around it.
        country: ISO 3166-1 alpha-2.
        kind: city, area (around a city), region, country, or an installation (airport, base, dam, crossing, bridge, plant, headquarters).
        lat: degrees north; None where unknown.
        lon: degrees east.
    """

    id: str
    name: str
    country: str
    kind: str = "city"
    lat: float | None = None
    lon: float | None = None
    field: FieldName = "body"
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """A mention of an actor.

    Attributes:
        id: of ``actors.yaml``, such as ``hts``, or ``generic:rebels`` for "the rebels".
        kind: state, military, rebel, militia, alliance, igo, monitor, ngo, media, official.
        sides: theatre -> the side it is on there (government, opposition, ...), from ``actors.yaml``.
        theatre: where its events happen when no place is named; None where that cannot be said.
        family: groups origins that are not independent of each other; the id itself by default.
    """

    id: str
    name: str
    kind: str
    field: FieldName
    start: int
    end: int
    sides: dict[str, str] = dataclasses.field(default_factory=dict)
    theatre: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What enrich gives to detect: the article with its parse and everything that was named in it.

    Attributes:
        places: mentions in the order of the text, headline first.
        dateline: the place in the dateline ("ALEPPO, Nov 30 --"), None without one.
        fingerprint: MinHash of 3-word shingles of headline and body, 64 unsigned 32-bit values; empty for a kill.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    actors: tuple[ActorMention, ...]
    dateline: Place | None
    fingerprint: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalActor:
    """An actor with its role in a signal: agent (who did), target, or party (to an agreement)."""

    id: str
    name: str
    side: str | None
    role: Literal["agent", "target", "party"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalPlace:
    """Where a signal happened. Fields as in ``Place``."""

    id: str
    name: str
    country: str
    kind: str = "city"
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When it happened: ISO date cut to the granularity (``2024-11-27``, ``2016``)."""

    value: str
    granularity: Granularity = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many, of whom, over what span.

    Attributes:
        low: None for "up to N".
        best: None where the text gives only a bound or a vague word.
        high: None for "at least N".
        vague: "dozens", "hundreds": low is a floor by convention (ACLED: 12, 100) and never makes a rise.
        scope_start: ISO date from which a cumulative count counts.
        victims: civilians, soldiers, rebels, police, children, journalists, or people where nothing is said.
        subset: part of another count ("102 of the dead"); never an own toll and never added to one.
    """

    metric: Metric
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    verbatim: str
    kind: CountKind
    vague: bool = False
    scope_start: str | None = None
    victims: str = "people"
    subset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who says so. ``kind`` is an actor's kind, ``publisher`` where nobody is cited, ``person`` or ``unnamed``.

    Attributes:
        family: origins of one family are one origin when independence is counted.
    """

    id: str
    name: str
    kind: str
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words: one verbatim sentence and where it stands."""

    sentence: str
    field: FieldName
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One sign of escalation or de-escalation in one sentence. DESIGN section 3 gives every field.

    Attributes:
        alerts: alertable by itself, from type, status and time role; track may still stay silent.
        reasons: codes of the rules that fired, in the order they fired; documented in docs/reasons.md.
        confidence: 0 to 1.
    """

    type: str
    status: Status
    time_role: TimeRole
    alerts: bool
    actors: tuple[SignalActor, ...]
    place: SignalPlace | None
    theatre: str
    event_date: EventDate | None
    count: Count | None
    origin: Origin
    evidence: Evidence
    reasons: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichedArticle:
    """A record of articles-enriched, and what ``tocsin explain --jsonl`` prints.

    Attributes:
        remarks: decode's, and detect's on the article as a whole (``language.unsupported``, ``article.explainer``).
        extractor: name and version of what made the record.
    """

    uri: str
    version: str
    order: VersionOrder
    published: datetime | None
    arrived: datetime
    publisher: str
    language: str
    pub_status: PubStatus
    embargoed_until: datetime | None
    status: Feed
    url: str | None
    headline: str
    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    actors: tuple[ActorMention, ...]
    signals: tuple[Signal, ...]
    fingerprint: tuple[int, ...]
    extractor: str
    remarks: tuple[str, ...] = ()
    extra: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleState:
    """What revise remembers of a uri.

    Attributes:
        published: event time by which the row expires (arrival where there is no publication time).
        theatres: every theatre that a version of this article spoke of, sorted.
    """

    uri: str
    order: VersionOrder
    published: datetime
    theatres: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A record of escalation-signals: all that the newest version of an article says about one theatre.

    Attributes:
        signals: all but background and hypothetical ones; empty says that it no longer says anything.
    """

    uri: str
    version: str
    order: VersionOrder
    theatre: str
    published: datetime | None
    arrived: datetime
    publisher: str
    url: str | None
    status: Feed
    embargoed_until: datetime | None
    fingerprint: tuple[int, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCount:
    """One live origin's own number in a band."""

    origin: Origin
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    as_of: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One dated point of a toll series."""

    as_of: str
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A toll as all live origins together give it."""

    metric: Metric
    kind: CountKind
    victims: str
    scope_start: str | None
    low: int | None
    best: int | None
    high: int | None
    origins: tuple[OriginCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvidence:
    """One sentence that an alert rests on, with its source."""

    sentence: str
    field: FieldName
    start: int
    end: int
    uri: str
    version: str
    url: str | None
    publisher: str
    origin: Origin
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed since the thread was last told. Values are plain JSON."""

    field: str
    previous: Any
    current: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The body of an alert: DESIGN section 5. ``id`` is empty until publish sets it.

    Attributes:
        thread: the CloudEvents subject and Kafka key.
        time: publication time of the article that caused it.
        cause: uri of that article.
        references: id of the alert of this thread that this one follows, if any.
        evidence: at most 10 items, best first; ``evidence_total`` says how many there are.
        changes: empty in a first Alert.
    """

    id: str
    thread: str
    revision: int
    status: Feed
    msg_type: MsgType
    references: tuple[str, ...]
    time: datetime
    cause: str
    headline: str
    theatre: str
    place: SignalPlace | None
    actors: tuple[SignalActor, ...]
    signal: str
    embargoed_until: datetime | None
    severity: Severity
    certainty: Certainty
    confidence: float
    verification: Verification
    event_date: EventDate | None
    count: Band | None
    trend: tuple[TrendPoint, ...]
    evidence: tuple[AlertEvidence, ...]
    evidence_total: int
    reasons: tuple[str, ...]
    changes: tuple[Change, ...]


WIRE_NAMES: Mapping[str, str] = {
    "pub_status": "pubStatus",
    "embargoed_until": "embargoedUntil",
    "msg_type": "msgType",
}
"""Attribute -> JSON key, where they differ."""

T = TypeVar("T")


def iso(moment: datetime) -> str:
    """The one way we write a time: UTC, ``Z``, no fraction unless there is one.

    >>> iso(datetime(2024, 12, 1, 18, tzinfo=UTC))
    '2024-12-01T18:00:00Z'
    """
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_time(value: object, _type: object) -> datetime:
    if not isinstance(value, str):
        raise TypeError(f"expected a time as a string, got {type(value).__name__}")
    return datetime.fromisoformat(value)


def _read_exactly(value: object, wanted: type[T]) -> T:
    if type(value) is not wanted:
        raise TypeError(f"expected {wanted.__name__}, got {type(value).__name__}")
    return value


def _read_float(value: object, _type: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a number, got {type(value).__name__}")
    return float(value)


def _models() -> list[type]:
    return [
        m
        for m in list(globals().values())
        if isinstance(m, type) and is_dataclass(m) and m.__module__ == __name__
    ]


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=True, unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(datetime, iso)
    converter.register_structure_hook(datetime, _read_time)
    converter.register_structure_hook(float, _read_float)
    for primitive in (str, int):
        converter.register_structure_hook(primitive, _read_exactly)
    for model in _models():
        renames: dict[str, Any] = {
            f.name: override(rename=WIRE_NAMES[f.name]) for f in fields(model) if f.name in WIRE_NAMES
        }
        converter.register_unstructure_hook(model, make_dict_unstructure_fn(model, converter, **renames))
        converter.register_structure_hook(model, make_dict_structure_fn(model, converter, **renames))
    return converter


def to_plain(record: object) -> dict[str, Any]:
    """A record as JSON-ready dicts, lists, strings and numbers."""
    plain: dict[str, Any] = _CONVERTER.unstructure(record)
    return plain


def to_json(record: object) -> bytes:
    """A record as canonical JSON: keys sorted, no spaces; the same record always gives the same bytes."""
    return orjson.dumps(to_plain(record), option=orjson.OPT_SORT_KEYS)


def from_plain(model: type[T], plain: object) -> T:
    """The record of type ``model`` that ``plain`` holds; unknown keys are ignored.

    Raises:
        RejectedError: ``contract.broken``, with the path of the first wrong field.
    """
    try:
        return _CONVERTER.structure(plain, model)
    except Exception as error:
        reason, _, path = cattrs.transform_error(error)[0].rpartition(" @ ")
        raise RejectedError("contract.broken", path or "$", reason or str(error)) from error


def from_json(model: type[T], value: bytes | None) -> T:
    """The record of type ``model`` in these bytes.

    Raises:
        RejectedError: ``json.invalid`` or ``contract.broken``.
    """
    try:
        plain = orjson.loads(value or b"")
    except orjson.JSONDecodeError as error:
        raise RejectedError("json.invalid", "$", f"Not JSON: {error}.") from error
    return from_plain(model, plain)


_CONVERTER = _converter()
