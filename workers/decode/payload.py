"""Bytes to one JSON object, in bounded time and memory."""

from typing import Any

import orjson

from workers.errors import RejectedError

MAX_DEPTH = 100
"""Deeper nesting is refused: no feed needs it, and what reads our records may stop at 254 levels (orjson does)."""

_BOM = b"\xef\xbb\xbf"


def parse(value: bytes | None, max_bytes: int) -> dict[str, Any]:
    """The JSON object in these bytes. Of a key that stands twice, the last value counts.

    Raises:
        RejectedError: ``bytes.empty``, ``text.too_long``, ``utf8.invalid``, ``json.invalid``, ``json.too_deep``
            or ``json.not_object``, all at ``$``.
    """
    if not value:
        raise RejectedError("bytes.empty", "$", "The record has no value.")
    if len(value) > max_bytes:
        raise RejectedError("text.too_long", "$", f"The record has {len(value)} bytes, over {max_bytes}.")
    plain = _loads(value.removeprefix(_BOM))
    if not isinstance(plain, dict):
        raise RejectedError("json.not_object", "$", f"An object is wanted, not {type(plain).__name__}.")
    _check_depth(plain)
    return plain


def _loads(value: bytes) -> object:
    try:
        plain: object = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise _refusal(value, error) from None
    return plain


def _refusal(value: bytes, error: orjson.JSONDecodeError) -> RejectedError:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError as broken:
        return RejectedError("utf8.invalid", "$", f"Not UTF-8 at byte {broken.start}.")
    code = "json.too_deep" if "limit" in error.msg else "json.invalid"
    return RejectedError(code, "$", f"Not JSON: {error.msg} at character {error.pos}.")


def _check_depth(plain: object) -> None:
    level: list[Any] = [plain]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node) if isinstance(child, dict | list)]
        if not level:
            return
    raise RejectedError("json.too_deep", "$", f"Nested more than {MAX_DEPTH} levels deep.")


def _children(node: Any) -> Any:  # noqa: ANN401 - any JSON
    return node.values() if isinstance(node, dict) else node
