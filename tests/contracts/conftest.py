"""The contracts as files, read without the code that they are contracts of."""

import json

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from workers.contracts import schemas_folder

SCHEMAS = {
    path.name: json.loads(path.read_bytes()) for path in sorted(schemas_folder().glob("*.schema.json"))
}


@pytest.fixture(scope="session")
def schemas():
    """File name -> JSON Schema."""
    return SCHEMAS


@pytest.fixture(scope="session")
def validator():
    """Gives what checks a value against a schema file, as a reader in any language would."""
    registry = Registry().with_resources((name, Resource.from_contents(s)) for name, s in SCHEMAS.items())

    def of(name):
        return Draft202012Validator(
            {"$ref": name}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
        )

    return of
