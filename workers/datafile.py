"""Reads the data files that a desk or a linguist edits, and names the line that is wrong."""

from pathlib import Path
from typing import TypeVar

import cattrs
import yaml
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.v import format_exception

from workers.errors import DataFileError

T = TypeVar("T")

_CONVERTER = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)


def _exactly(value: object, wanted: type[T]) -> T:
    if type(value) is not wanted:
        raise TypeError(f"expected {wanted.__name__}, got {type(value).__name__} {value!r}")
    return value


for _primitive in (str, int, bool):
    _CONVERTER.register_structure_hook(_primitive, _exactly)


def load(path: Path, model: type[T]) -> T:
    """The content of a YAML file as ``model``, such as ``list[ActorRow]`` or ``dict[str, TypeRow]``.

    Dataclasses may refuse a value by raising ValueError in ``__post_init__``. Strings must be strings: YAML
    reads ``NO`` as false, and that is refused with its line, not guessed at.

    Raises:
        DataFileError: with the line of the first wrong value.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        plain = yaml.load(text, Loader=yaml.CSafeLoader)
    except OSError as error:
        raise DataFileError(path, None, f"cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataFileError(
            path, mark.line + 1 if mark else None, getattr(error, "problem", str(error))
        ) from error
    _refuse_repeated_keys(path, node)
    try:
        return _CONVERTER.structure(plain, model)
    except Exception as error:
        reason, _, where = cattrs.transform_error(error, format_exception=_in_words)[0].rpartition(" @ ")
        raise DataFileError(path, line_of(node, where), reason or str(error)) from error


def _in_words(error: BaseException, model: type | None) -> str:
    if isinstance(error, KeyError):
        return f"the field {error} is missing"
    if isinstance(error, ForbiddenExtraKeysError):
        return f"there is no field {', '.join(sorted(error.extra_fields))}"
    return str(error) or format_exception(error, model)


def line_of(node: yaml.Node | None, where: str) -> int | None:
    """The line, from 1, of the value at a cattrs path such as ``$[3].aliases[0]``; of its nearest parent if absent."""
    line = node.start_mark.line + 1 if node else None
    for part in where.lstrip("$").replace("[", ".").replace("]", "").split("."):
        key = part.strip("'\"")
        if not key:
            continue
        node = _child(node, key)
        if node is None:
            return line
        line = node.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and key.isdigit() and int(key) < len(node.value):
        child: yaml.Node = node.value[int(key)]
        return child
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    return None


def _refuse_repeated_keys(path: Path, node: yaml.Node | None) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for name, value in node.value:
            if name.value in seen:
                raise DataFileError(
                    path, name.start_mark.line + 1, f"the key {name.value!r} stands here twice"
                )
            seen.add(name.value)
            _refuse_repeated_keys(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(path, item)
