"""The JSON Schemas, their examples, and the records of workers.models hold to each other."""

import dataclasses
import json
import types
import typing
from datetime import datetime

import orjson
import pytest
from jsonschema import Draft202012Validator

from workers import models
from workers.contracts import load_topics, schemas_folder
from workers.errors import RejectedError
from workers.identity import alert_id

MODELS = {
    "article-enriched.schema.json": models.EnrichedArticle,
    "escalation-signal.schema.json": models.Report,
    "escalation-alert.schema.json": models.Alert,
    "article-state.schema.json": models.ArticleState,
}
DEFINITIONS = "definitions.schema.json"
FILES = sorted(schemas_folder().glob("*.schema.json"))
EXAMPLES = sorted((schemas_folder() / "examples").rglob("*.*"))
RECORDS = [path for path in EXAMPLES if f"{path.parent.name}.schema.json" in MODELS]
PRIMITIVES = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    typing.Any: {},
}
STRUCTURE = {
    "type", "format", "enum", "$ref", "anyOf", "items", "prefixItems", "properties", "required", "additionalProperties",
}  # fmt: skip


def schema_of(path):
    return f"{path.parent.name}.schema.json"


def reference(model):
    return f"#/$defs/{model.__name__[0].lower()}{model.__name__[1:]}"


def form(annotation, base):
    """What a schema must say of a field of this type; definitions are referred to in the file ``base``."""
    if annotation in PRIMITIVES:
        return PRIMITIVES[annotation]
    if dataclasses.is_dataclass(annotation):
        return {"$ref": base + reference(annotation)}
    return form_of_generic(annotation, base)


def form_of_generic(annotation, base):
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        return {"enum": list(inner)}
    if origin is types.UnionType:
        some = form(inner[0], base)
        return (
            some | {"type": [some["type"], "null"]} if "type" in some else {"anyOf": [some, {"type": "null"}]}
        )
    if origin is dict:
        values = form(inner[1], base)
        return {"type": "object"} | ({"additionalProperties": values} if values else {})
    if inner[-1] is Ellipsis:
        return {"type": "array", "items": form(inner[0], base)}
    return {"type": "array", "prefixItems": [form(each, base) for each in inner], "items": False}


def form_of_model(model, base):
    hints = typing.get_type_hints(model)
    names = {models.WIRE_NAMES.get(name, name): form(hint, base) for name, hint in hints.items()}
    return {"type": "object", "properties": names, "required": list(names)}


def bare(schema):
    """A schema without words and limits: its structure alone."""
    if isinstance(schema, list):
        return [bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: bare(value) for key, value in schema.items() if key in STRUCTURE - {"properties"}}
    if "properties" in schema:
        kept["properties"] = {name: bare(value) for name, value in schema["properties"].items()}
    return kept


def undescribed(schema, path="$"):
    """Paths of properties that nobody explained."""
    for name, value in schema.get("properties", {}).items():
        if not value.get("description", "").endswith("."):
            yield f"{path}.{name}"


def references(schema):
    if isinstance(schema, dict):
        yield from ([schema["$ref"]] if isinstance(schema.get("$ref"), str) else [])
        schema = list(schema.values())
    if isinstance(schema, list):
        for each in schema:
            yield from references(each)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_schema_is_valid_and_describes_itself(schemas, path):
    """Each file is JSON Schema 2020-12 with a title and a description."""
    schema = schemas[path.name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert schema["description"].endswith(".")


@pytest.mark.parametrize("name", [*MODELS, DEFINITIONS])
def test_every_field_is_described(schemas, name):
    """A reader need not look into our code for what a field means."""
    parts = {"": schemas[name], **schemas[name].get("$defs", {})}
    assert [path for part, schema in parts.items() for path in undescribed(schema, part or "$")] == []


def test_no_schema_is_an_orphan(schemas):
    """Each is the schema of a topic, or another refers to it."""
    of_topics = {topic.schema for topic in load_topics() if topic.schema}
    referred = {ref.partition("#")[0] for name, schema in schemas.items() for ref in references(schema)}
    assert set(schemas) == of_topics | (referred - {""})
    assert of_topics >= set(MODELS)


def test_no_definition_is_an_orphan(schemas):
    """A definition that nothing refers to describes nothing."""
    used = {
        ref.partition("#/$defs/")[2] for name in [*MODELS, DEFINITIONS] for ref in references(schemas[name])
    }
    assert set(schemas[DEFINITIONS]["$defs"]) == used


@pytest.mark.parametrize(("name", "model"), MODELS.items(), ids=MODELS)
def test_schema_has_the_fields_of_its_model(schemas, name, model):
    """Same names, types, choices and nulls on both sides, and all are always there."""
    assert bare(schemas[name]) == form_of_model(model, DEFINITIONS)


def test_definitions_have_the_fields_of_their_models(schemas):
    """As for the records, so for their parts; the title names the model."""
    for name, schema in schemas[DEFINITIONS]["$defs"].items():
        model = getattr(models, schema["title"])
        assert reference(model) == f"#/$defs/{name}"
        assert bare(schema) == form_of_model(model, "")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_example_validates(schemas, validator, path):
    """No example is an orphan, and each is what its schema allows."""
    assert path.suffix == ".json"
    assert schema_of(path) in schemas
    validator(schema_of(path)).validate(json.loads(path.read_bytes()))


def test_every_record_has_examples():
    """Two at least: one could be a special case."""
    of_topics = {topic.schema for topic in load_topics() if topic.schema}
    counts = {name: sum(schema_of(path) == name for path in EXAMPLES) for name in of_topics}
    assert {name for name, count in counts.items() if count < 2} == set()


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_example_survives_its_model(validator, path):
    """Read as a record and written again, an example is the same to the last key, and still valid."""
    value = path.read_bytes()
    again = models.to_json(models.from_json(MODELS[schema_of(path)], value))
    assert again == orjson.dumps(orjson.loads(value), option=orjson.OPT_SORT_KEYS)
    validator(schema_of(path)).validate(json.loads(again))


@pytest.mark.parametrize("name", MODELS)
def test_schema_and_model_refuse_the_same_wrong_type(validator, name):
    """A number where a string belongs is refused by both, at the same field."""
    path = next(path for path in RECORDS if schema_of(path) == name)
    value = json.loads(path.read_bytes())
    wrong = next(key for key in ("uri", "thread") if key in value)
    value[wrong] = 7
    assert [list(error.path) for error in validator(name).iter_errors(value)] == [[wrong]]
    with pytest.raises(RejectedError, match=wrong):
        models.from_plain(MODELS[name], value)


@pytest.mark.parametrize(
    "path", [p for p in RECORDS if p.parent.name == "escalation-alert"], ids=lambda p: p.name
)
def test_example_alert_has_its_own_id(path):
    """The id is the one that its bytes give, as a reader who checks would find."""
    alert = models.from_json(models.Alert, path.read_bytes())
    assert alert.id == alert_id(alert)


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_example_evidence_spans_its_sentence(path):
    """Offsets count the code points of the sentence that they point at."""
    value = json.loads(path.read_bytes())
    evidence = [signal["evidence"] for signal in value.get("signals", [])] + value.get("evidence", [])
    assert [e["end"] - e["start"] for e in evidence] == [len(e["sentence"]) for e in evidence]
