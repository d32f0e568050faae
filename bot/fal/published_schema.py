"""Published input schema of an endpoint, from fal's public OpenAPI document. Pure.

The document is untrusted: only the JSON Schema keywords that :func:`accepts` evaluates are kept, references are
resolved, and the size of the result is bounded. Regular expressions are not evaluated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from bot.errors import EaselError
from bot.fal.schemas import parse_json

__all__ = ["PublishedSchema", "Schema", "SchemaUnreadableError", "accepts", "parse_document"]

# Limits of the simplified schema: nodes and characters in total, nesting, values of an enumeration, and
# characters of a text.
_NODES = 1000
_CHARACTERS = 16_384
_DEPTH = 20
_OPTIONS = 200
_TEXT = 200
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_REFERENCE = "#/components/schemas/"
_NUMBERS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_LENGTHS = frozenset({"minLength", "maxLength", "minItems", "maxItems"})
_EITHER = ("anyOf", "oneOf")

Schema = Mapping[str, Any]


class SchemaUnreadableError(EaselError):
    """The document has no readable input schema; the detail is the reason and quotes none of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(detail=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSchema:
    """Inputs of an endpoint: a simplified JSON Schema by key, and the keys that are required."""

    inputs: Mapping[str, Schema]
    required: frozenset[str]

    def dumps(self) -> str:
        """Serialize; equal schemas give equal texts."""
        stored = {"inputs": self.inputs, "required": sorted(self.required)}
        return json.dumps(stored, sort_keys=True, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Self:
        """Parse the output of :meth:`dumps`. Raises :class:`SchemaUnreadableError`."""
        try:
            stored = json.loads(text)
            return cls(inputs=dict(stored["inputs"]), required=frozenset(stored["required"]))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise SchemaUnreadableError("stored schema is damaged") from error


def parse_document(body: bytes, endpoint: str, *, defaults: bool = False) -> PublishedSchema:
    """Return the input schema of ``endpoint``; with ``defaults``, it includes the inputs' default values.

    Raises :class:`SchemaUnreadableError`.
    """
    if (document := parse_json(body)) is None:
        raise SchemaUnreadableError("not JSON, or too deeply nested")
    components = _mapping(_mapping(_mapping(document).get("components", {})).get("schemas", {}))
    schema = _Simplifier(components, defaults=defaults).simplify(_body_schema(_mapping(document), endpoint))
    parts = list(_composed(schema))
    inputs = {key: value for part in parts for key, value in part.get("properties", {}).items()}
    if not inputs:
        raise SchemaUnreadableError("the input has no properties")
    required = frozenset(key for part in parts for key in part.get("required", ()))
    found = PublishedSchema(inputs=inputs, required=required)
    if len(found.dumps()) > _CHARACTERS:
        raise SchemaUnreadableError("the schema is too large")
    return found


def accepts(schema: Schema, value: Any) -> bool:
    """Return whether a JSON value satisfies a schema of :class:`PublishedSchema`."""
    return (
        ("enum" not in schema or any(_equal(option, value) for option in schema["enum"]))
        and ("type" not in schema or any(_is_of_type(value, kind) for kind in schema["type"]))
        and all(accepts(part, value) for part in schema.get("allOf", ()))
        and all(any(accepts(part, value) for part in schema[key]) for key in _EITHER if key in schema)
        and _is_within(schema, value)
    )


def _is_within(schema: Schema, value: Any) -> bool:
    """Return whether a value satisfies the keywords that apply to its type."""
    if isinstance(value, str):
        return bool(schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _is_in_range(schema, value)
    if isinstance(value, Mapping):
        parts = schema.get("properties", {}).items()
        return value.keys() >= set(schema.get("required", ())) and all(
            accepts(part, value[key]) for key, part in parts if key in value
        )
    if isinstance(value, list):
        fits = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return fits and all(accepts(schema.get("items", {}), item) for item in value)
    return True


class _Simplifier:
    """Keeps the evaluated keywords of a schema and replaces its references, within bounds."""

    def __init__(self, components: Mapping[str, Any], *, defaults: bool) -> None:
        self._components = components
        self._defaults = defaults
        self._left = _NODES

    def simplify(self, node: Any, depth: int = 0) -> dict[str, Any]:
        """Raises :class:`SchemaUnreadableError` if the schema is malformed, recursive or too large."""
        self._left -= 1
        if self._left < 0 or depth > _DEPTH:
            raise SchemaUnreadableError("the schema is too large")
        if node is True:
            return {}
        node = _mapping(node)
        if "$ref" in node:
            # Siblings of a reference are ignored, as OpenAPI 3.0 requires.
            return self.simplify(self._referenced(node["$ref"]), depth + 1)
        return {key: value for key, value in self._keywords(node, depth + 1) if value is not None}

    def _keywords(self, node: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
        for key, value in node.items():
            if key == "type":
                kinds = value if isinstance(value, list) else [value]
                yield key, sorted(set(filter(_is_text, kinds))) or None
            elif key == "const":
                yield "enum", _options([value])
            elif key == "enum":
                yield key, _options(value)
            elif key == "required":
                # In OpenAPI 3.0, a property can have a boolean of this name.
                yield key, sorted(filter(_is_key, value)) if isinstance(value, list) else None
            elif (key == "allOf" or key in _EITHER) and isinstance(value, list) and value:
                yield key, [self.simplify(part, depth) for part in value]
            elif key == "properties":
                parts = _mapping(value).items()
                yield key, {name: self.simplify(part, depth) for name, part in parts if _is_key(name)}
            elif key == "default" and self._defaults:
                yield key, value if _is_text(value) or isinstance(value, int | float) else None
            elif key == "items":
                yield key, self.simplify(value, depth)
            elif key in _NUMBERS or key in _LENGTHS:
                is_number = isinstance(value, int | float) and not isinstance(value, bool)
                yield key, value if is_number and -1e18 < value < 1e18 else None

    def _referenced(self, reference: Any) -> Any:
        if not isinstance(reference, str) or not reference.startswith(_REFERENCE):
            raise SchemaUnreadableError("a reference points outside the document")
        return self._components.get(reference.removeprefix(_REFERENCE))


def _body_schema(document: Mapping[str, Any], endpoint: str) -> Any:
    """Return the schema of the endpoint's POST body.

    An alias's document may use the name of the actual endpoint: it is the only POST, or the only one of that name.
    """
    paths = _mapping(document.get("paths"))
    posts = {path: item["post"] for path, item in paths.items() if isinstance(item, dict) and "post" in item}
    name = endpoint.rpartition("/")[2]
    named = {path: post for path, post in posts.items() if path.rpartition("/")[2] == name}
    for found in ({f"/{endpoint}": posts.get(f"/{endpoint}")}, posts, named):
        if len(found) == 1 and (post := next(iter(found.values()))) is not None:
            break
    else:
        raise SchemaUnreadableError("the endpoint is not in the document")
    content = _mapping(_mapping(_mapping(post).get("requestBody")).get("content"))
    for media_type, body in content.items():
        if media_type.partition(";")[0].strip().lower() == "application/json":
            return _mapping(body).get("schema")
    raise SchemaUnreadableError("the endpoint takes no JSON")


def _composed(schema: Schema) -> Iterator[Schema]:
    """Yield the schemas that all apply to the input: the parts of ``allOf``, and the schema itself last."""
    for part in schema.get("allOf", ()):
        yield from _composed(part)
    yield schema


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise SchemaUnreadableError("not an OpenAPI document of an endpoint")
    return value


def _options(values: Any) -> list[Any]:
    if not isinstance(values, list) or len(values) > _OPTIONS:
        raise SchemaUnreadableError("an enumeration is too long")
    return [value for value in values if _is_text(value) or value is None or isinstance(value, int | float)]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _TEXT


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def _equal(option: Any, value: Any) -> bool:
    # In JSON, unlike Python, true is not equal to 1.
    return isinstance(option, bool) == isinstance(value, bool) and bool(option == value)


def _is_of_type(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, int):
        return kind in {"integer", "number"}
    if isinstance(value, float):
        return kind == "number" or (kind == "integer" and value.is_integer())
    kinds = {str: "string", dict: "object", list: "array", type(None): "null"}
    return kinds.get(type(value)) == kind


def _is_in_range(schema: Schema, value: float) -> bool:
    step = schema.get("multipleOf")
    return (
        schema.get("minimum", value) <= value <= schema.get("maximum", value)
        and ("exclusiveMinimum" not in schema or value > schema["exclusiveMinimum"])
        and ("exclusiveMaximum" not in schema or value < schema["exclusiveMaximum"])
        and (not step or value % step == 0)
    )
