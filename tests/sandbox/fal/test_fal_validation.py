"""Accepted inputs of the two endpoints, and the step that reports an error."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from PIL import Image

from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.fal.validate import InvalidInputError, parse_input

Opener = Callable[..., FalSimulator]

SEED, PUBLISHED = "fal-ai/gpt-image-2", "openai/gpt-image-2"

WRONG = [
    (SEED, {}, "prompt", "missing"),
    (SEED, {"prompt": 7}, "prompt", "string_type"),
    (SEED, {"prompt": " "}, "prompt", "string_too_short"),
    (SEED, {"prompt": "x", "size": "512x512"}, "size", "literal_error"),
    (SEED, {"prompt": "x", "quality": "best"}, "quality", "literal_error"),
    (SEED, {"prompt": "x", "num_images": 3}, "num_images", "literal_error"),
    (SEED, {"prompt": "x", "num_images": True}, "num_images", "int_type"),
    (SEED, {"prompt": "x", "safety_tolerance": 9}, "safety_tolerance", "one_of"),
    (PUBLISHED, {"prompt": "x", "image_size": "huge"}, "image_size", "literal_error"),
    (PUBLISHED, {"prompt": "x", "image_size": {"width": 1000, "height": 1024}}, "image_size", "multiple_of"),
    (
        PUBLISHED,
        {"prompt": "x", "image_size": {"width": 3856, "height": 1600}},
        "image_size",
        "image_too_large",
    ),
    (
        PUBLISHED,
        {"prompt": "x", "image_size": {"width": 3840, "height": 2176}},
        "image_size",
        "image_too_large",
    ),
    (
        PUBLISHED,
        {"prompt": "x", "image_size": {"width": 512, "height": 512}},
        "image_size",
        "image_too_small",
    ),
    (
        PUBLISHED,
        {"prompt": "x", "image_size": {"width": 3200, "height": 1024}},
        "image_size",
        "less_than_equal",
    ),
    (PUBLISHED, {"prompt": "x", "image_size": 5}, "image_size", "one_of"),
    (PUBLISHED, {"prompt": "x", "num_images": 5}, "num_images", "less_than_equal"),
    (PUBLISHED, {"prompt": "x", "num_images": 0}, "num_images", "greater_than_equal"),
    (PUBLISHED, {"prompt": "x", "output_format": "gif"}, "output_format", "literal_error"),
    (PUBLISHED, {"prompt": "x", "sync_mode": "yes"}, "sync_mode", "bool_type"),
]


@pytest.mark.parametrize(("endpoint", "arguments", "field", "kind"), WRONG)
def test_an_error_names_its_field_and_kind(
    endpoint: str, arguments: dict[str, Any], field: str, kind: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        parse_input(endpoint, arguments)

    assert [(item["loc"], item["type"]) for item in refusal.value.items] == [(["body", field], kind)]


def test_all_errors_are_reported_together() -> None:
    with pytest.raises(InvalidInputError) as refusal:
        parse_input(SEED, {"size": "1x1", "quality": "best"})

    assert {item["loc"][-1] for item in refusal.value.items} == {"prompt", "size", "quality"}


def test_the_defaults_are_those_of_each_endpoint() -> None:
    seed, published = (parse_input(endpoint, {"prompt": "x"}) for endpoint in (SEED, PUBLISHED))

    assert (seed.width, seed.height, seed.quality, seed.count) == (1024, 1024, "medium", 1)
    assert (published.width, published.height, published.quality, published.count) == (1024, 768, "high", 1)


@pytest.mark.parametrize(
    "size", ["1024x1024", "1536x1024", "1024x1536", "2048x2048", "2048x1152", "1152x2048"]
)
def test_each_size_of_one_endpoint_can_be_requested_at_the_other(size: str) -> None:
    width, height = map(int, size.split("x"))

    seed = parse_input(SEED, {"prompt": "x", "size": size})
    published = parse_input(PUBLISHED, {"prompt": "x", "image_size": {"width": width, "height": height}})

    assert (seed.width, seed.height) == (published.width, published.height) == (width, height)


async def test_invalid_input_fails_on_the_runner_by_default(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    job = (await http.post(f"{fal.queue_url}/{SEED}", json={"prompt": "x", "size": "1x1"})).json()
    clock.advance(100)

    status = (await http.get(job["status_url"])).json()
    result = await http.get(job["response_url"])

    assert (status["status"], status["error_type"]) == ("COMPLETED", "literal_error")
    assert result.status_code == 422
    assert result.json()["detail"][0]["url"] == "https://docs.fal.ai/errors/#literal_error"


async def test_invalid_input_can_be_refused_at_submit(open_fal: Opener, http: httpx.AsyncClient) -> None:
    async with open_fal(validate_at="submit") as fal:
        answer = await http.post(f"{fal.queue_url}/{SEED}", json={"prompt": "x", "size": "1x1"})

        assert answer.status_code == 422
        assert answer.json()["detail"][0]["input"] == "1x1"
        assert not fal.submits[0].accepted


@pytest.mark.parametrize("body", ["not json", "[1]"])
async def test_a_body_that_is_not_an_object_is_a_422(
    fal: FalSimulator, http: httpx.AsyncClient, body: str
) -> None:
    answer = await http.post(f"{fal.queue_url}/{SEED}", content=body)

    assert answer.status_code == 422
    assert fal.submits[0].arguments is None


@pytest.mark.parametrize("file_format", ["png", "jpeg", "webp"])
async def test_sync_mode_returns_data_uris_in_the_requested_format(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock, file_format: str
) -> None:
    arguments = {"prompt": "x", "sync_mode": True, "output_format": file_format}
    job = (await http.post(f"{fal.queue_url}/{PUBLISHED}", json=arguments)).json()
    clock.advance(100)

    image = (await http.get(job["response_url"])).json()["images"][0]

    head, _, data = image["url"].partition(",")
    assert head == f"data:image/{file_format};base64"
    with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
        assert (picture.format, picture.size) == (file_format.upper(), (1024, 768))
