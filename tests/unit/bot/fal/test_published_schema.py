"""Published schemas: reading the OpenAPI document, comparing values, and choosing the wire form."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.fal.published_schema import PublishedSchema, SchemaUnreadableError, accepts, parse_document
from bot.fal.wire_forms import DifferenceKind, choose_form, find_differences
from config import load_catalogue
from sandbox.fal.schema import published_document

FAL = load_catalogue().get("fal-ai/gpt-image-2")
OPENAI = load_catalogue().get("openai/gpt-image-2")


def document(endpoint: str = FAL.id, *, published: bool = True) -> dict[str, Any]:
    return published_document(endpoint, published=published)


def parsed(changed: dict[str, Any] | None = None, endpoint: str = FAL.id) -> PublishedSchema:
    return parse_document(json.dumps(changed or document()).encode(), endpoint)


def inputs_of(changed: dict[str, Any]) -> dict[str, Any]:
    inputs: dict[str, Any] = changed["components"]["schemas"]["GptImage2Input"]["properties"]
    return inputs


def test_the_published_schema_selects_the_size_as_an_object() -> None:
    schema = parsed()

    assert choose_form(FAL, schema) == "published"
    assert find_differences(FAL.using("published"), schema) == ()
    assert list(schema.inputs) == list(inputs_of(document()))
    assert schema.required == {"prompt"}


def test_the_schema_of_the_playgrounds_inputs_selects_the_default_form() -> None:
    schema = parsed(document(published=False))

    assert choose_form(FAL, schema) == "playground"
    assert find_differences(FAL, schema) == ()


def test_an_unknown_schema_selects_the_default_form() -> None:
    assert choose_form(FAL, None) == "playground"
    assert choose_form(OPENAI, None) == "published"


def test_a_schema_with_both_sizes_selects_the_published_form() -> None:
    both = document()
    inputs_of(both).update(inputs_of(document(published=False)) | inputs_of(document()))

    assert choose_form(FAL, parsed(both)) == "published"


def test_a_schema_without_a_fitting_form_selects_the_default_form() -> None:
    other = document()
    del inputs_of(other)["image_size"]
    other["components"]["schemas"]["GptImage2Input"]["required"] = ["prompt", "aspect_ratio"]

    schema = parsed(other)

    assert choose_form(FAL, schema) == "playground"
    found = {(found.kind, found.key) for found in find_differences(FAL, schema)}
    assert found == {
        (DifferenceKind.UNKNOWN_INPUT, "size"),
        (DifferenceKind.UNKNOWN_INPUT, "safety_tolerance"),
        (DifferenceKind.MISSING_INPUT, "aspect_ratio"),
    }


def test_refused_nondefault_values_do_not_rule_out_a_form() -> None:
    other = document()
    inputs_of(other)["num_images"]["maximum"] = 2
    inputs_of(other)["quality"]["enum"] = ["auto", "medium"]

    schema = parsed(other)

    assert choose_form(FAL, schema) == "published"
    assert [str(found) for found in find_differences(FAL.using("published"), schema)] == [
        "quality: not accepted by the published schema: low, high",
        "num_images: not accepted by the published schema: 4",
    ]


@pytest.mark.parametrize(
    "image_size",
    [{"type": "string", "enum": ["square_hd"]}, {"type": "object", "required": ["width", "height", "unit"]}],
)
def test_an_input_of_the_same_name_but_another_type_does_not_fit(image_size: dict[str, Any]) -> None:
    other = document()
    inputs_of(other)["image_size"] = image_size

    assert choose_form(FAL, parsed(other)) == "playground"


def test_an_aliass_document_may_name_the_actual_endpoint() -> None:
    alias = document(OPENAI.id)
    assert choose_form(FAL, parsed(alias)) == "published"

    alias["paths"]["/openai/gpt-image-2/edit"] = {"post": {"requestBody": {"content": {}}}}
    assert choose_form(FAL, parsed(alias)) == "published"

    alias["paths"]["/other/gpt-image-2"] = alias["paths"]["/openai/gpt-image-2"]
    with pytest.raises(SchemaUnreadableError, match="not in the document"):
        parsed(alias)


def test_the_inputs_may_be_defined_in_the_body_itself() -> None:
    inline = document()
    schemas = inline.pop("components")["schemas"]
    inputs = schemas["GptImage2Input"]
    inputs["properties"]["image_size"]["anyOf"][0] = schemas["ImageSize"]
    body = inline["paths"][f"/{FAL.id}"]["post"]["requestBody"]
    body["content"]["application/json"]["schema"] = inputs

    assert parsed(inline) == parsed()


def test_the_input_may_be_composed_of_several_schemas() -> None:
    composed = document()
    schemas = composed["components"]["schemas"]
    base = schemas["GptImage2Input"]
    size = {"properties": {"image_size": base["properties"].pop("image_size")}, "required": ["image_size"]}
    schemas["Base"] = {"allOf": [base, {"type": "object"}]}
    schemas["GptImage2Input"] = {"allOf": [{"$ref": "#/components/schemas/Base"}, size]}

    assert parsed(composed).inputs == parsed().inputs
    assert parsed(composed).required == {"prompt", "image_size"}
    assert choose_form(FAL, parsed(composed)) == "published"


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_the_media_type_of_the_body_may_have_parameters(media_type: str) -> None:
    labeled = document()
    content = labeled["paths"][f"/{FAL.id}"]["post"]["requestBody"]["content"]
    content[media_type] = content.pop("application/json")

    assert parsed(labeled) == parsed()


def test_an_endpoint_that_takes_no_json_is_refused_with_a_reason() -> None:
    form = document()
    content = form["paths"][f"/{FAL.id}"]["post"]["requestBody"]["content"]
    content["multipart/form-data"] = content.pop("application/json")

    with pytest.raises(SchemaUnreadableError, match="takes no JSON"):
        parsed(form)


def test_a_schema_survives_its_serialization() -> None:
    schema = parsed()

    again = PublishedSchema.loads(schema.dumps())

    assert again == schema
    assert "title" not in schema.dumps()
    assert again.dumps() == schema.dumps()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<!doctype html>", "not JSON"),
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not an OpenAPI"),
        ("null", "not JSON"),
        ('"text"', "not an OpenAPI"),
        ("{}", "not an OpenAPI"),
        ('{"components": {"schemas": {}}, "paths": {}}', "not in the document"),
        ('{"components": {"schemas": {}}, "paths": {"/a": {"post": 3}}}', "not an OpenAPI"),
        ('{"components": {"schemas": 3}, "paths": {}}', "not an OpenAPI"),
    ],
)
def test_other_documents_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(SchemaUnreadableError) as caught:
        parse_document(text.encode(), FAL.id)

    assert reason in caught.value.detail


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"$ref": "#/components/schemas/Loop"}, "too large"),
        ({"$ref": "https://example.net/schema.json"}, "outside the document"),
        ({"$ref": 3}, "outside the document"),
        ({"$ref": "#/components/schemas/Nothing"}, "not an OpenAPI"),
        ({"anyOf": [{"type": "string"}] * 5000}, "too large"),
        ({"enum": list(range(1000))}, "too long"),
        ({"anyOf": [{"enum": ["x" * 190] * 10}] * 10}, "too large"),
        ({"properties": []}, "not an OpenAPI"),
    ],
)
def test_a_hostile_schema_is_refused_within_bounds(schema: dict[str, Any], reason: str) -> None:
    hostile = document()
    hostile["components"]["schemas"]["Loop"] = {"anyOf": [{"$ref": "#/components/schemas/Loop"}] * 50}
    inputs_of(hostile)["image_size"] = schema

    with pytest.raises(SchemaUnreadableError) as caught:
        parsed(hostile)

    assert reason in caught.value.detail


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "integer"}, [1, 2.0], [1.5, "1", True, None]),
        ({"type": "boolean"}, [True], [1, "true"]),
        ({"type": ["string", "null"]}, ["a", None], [1]),
        ({"enum": [1, "a"]}, [1, "a"], [True, 2]),
        ({"const": "a"}, ["a"], ["b"]),
        ({"minimum": 1, "maximum": 4}, [1, 4, "text"], [0, 5]),
        ({"exclusiveMinimum": 0, "exclusiveMaximum": 2}, [1], [0, 2]),
        ({"multipleOf": 16}, [32], [17]),
        ({"minLength": 1, "maxLength": 2}, ["a", "ab"], ["", "abc"]),
        ({"allOf": [{"minimum": 1}, {"maximum": 2}]}, [1], [3]),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, ["a", 1], [1.5]),
        ({"items": {"type": "string"}, "maxItems": 1}, [["a"], []], [[1], ["a", "b"]]),
        ({"required": ["a"], "properties": {"a": {"type": "integer"}}}, [{"a": 1}], [{}, {"a": "1"}]),
        ({}, [None, 1, "a", {}], []),
    ],
)
def test_values_are_checked_according_to_json_schema(
    schema: dict[str, Any], good: list[Any], bad: list[Any]
) -> None:
    changed = document()
    inputs_of(changed)["image_size"] = schema

    simplified = parsed(changed).inputs["image_size"]

    assert [value for value in good if not accepts(simplified, value)] == []
    assert [value for value in bad if accepts(simplified, value)] == []
