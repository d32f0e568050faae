"""Storage, edits, upscales and cut-outs of the simulator, through the unmodified fal-client."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from typing import Any

import fal_client
import fal_client.client
import httpx
import pytest
from PIL import Image, ImageChops, ImageStat

from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.fal.endpoints import SHIPPED, Endpoint
from sandbox.faults import Faults

from .conftest import KEY

EDITS = ("fal-ai/gpt-image-2/edit", "openai/gpt-image-2/edit")


def picture(size: tuple[int, int], color: str = "teal") -> bytes:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste(color, (size[0] // 3, size[1] // 3, size[0] * 2 // 3, size[1] * 2 // 3))
    with io.BytesIO() as file:
        image.save(file, "PNG")
        return file.getvalue()


@pytest.fixture
async def upload(fal: FalSimulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Callable[..., Any]]:
    """Upload bytes with fal-client, pointed at the simulator; return the URL."""
    monkeypatch.setattr(fal_client.client, "REST_URL", fal.rest_url)
    monkeypatch.setattr(fal_client.client, "CDN_URL", fal.rest_url)
    client = fal_client.AsyncClient(key=KEY)

    async def run(data: bytes, **options: Any) -> str:
        return await client.upload(data, "image/png", "one.png", **options)

    yield run
    await (await client._client).aclose()


Upload = Callable[..., Any]


async def rendered(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock, endpoint: str, **arguments: Any
) -> httpx.Response:
    """Submit a request, let it finish, and read its result."""
    answer = (await http.post(f"{fal.queue_url}/{endpoint}", json=arguments)).json()
    clock.advance(200)
    return await http.get(answer["response_url"])


async def opened(http: httpx.AsyncClient, entry: dict[str, Any]) -> Image.Image:
    image = Image.open(io.BytesIO((await http.get(entry["url"])).content))
    image.load()
    assert image.size == (entry["width"], entry["height"])
    return image


async def test_an_upload_can_be_read_until_it_expires(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock, upload: Upload
) -> None:
    data = picture((40, 30))
    kept = await upload(data)
    brief = await upload(data, lifecycle=fal_client.StorageSettings(expires_in="1h"))
    two_step = await upload(data, repository="fal", fallback_repository=[])

    async with httpx.AsyncClient() as anyone:
        before = [(await anyone.get(url)).content for url in (kept, brief, two_step)]
        clock.advance(3600)
        after = [(await anyone.get(url)).status_code for url in (kept, brief, two_step)]

    assert before == [data] * 3
    assert after == [200, 404, 200]


async def test_a_large_file_is_uploaded_in_parts(
    fal: FalSimulator, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fal_client.client, "MULTIPART_THRESHOLD", 1000)
    monkeypatch.setattr(fal_client.client, "MULTIPART_CHUNK_SIZE", 300)
    data = bytes(range(256)) * 5

    await upload(data, lifecycle=fal_client.StorageSettings(expires_in="1d"))

    (stored,) = fal.storage.stored
    assert stored.data == data
    assert stored.expires_at - stored.uploaded_at == 24 * 3600


async def test_half_an_upload_is_no_picture(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock, faults: Faults, upload: Upload
) -> None:
    faults.arm("fal.upload.partial")
    url = await upload(picture((40, 30)))

    result = await rendered(fal, http, clock, EDITS[0], prompt="x", image_urls=[url])

    assert (result.status_code, result.json()["detail"][0]["type"]) == (422, "image_load_error")


@pytest.mark.parametrize("endpoint", [*EDITS, "openai/gpt-image-2.5/flare/edit", "fal-ai/nano-banana-2/edit"])
async def test_an_edit_is_derived_from_its_references(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock, upload: Upload, endpoint: str
) -> None:
    urls = [await upload(picture((600, 400))), await upload(picture((50, 50), "red"))]
    plain = await rendered(fal, http, clock, endpoint, prompt="at night", image_urls=urls[:1], num_images=2)
    both = await rendered(fal, http, clock, endpoint, prompt="at night", image_urls=urls)

    first, second = [await opened(http, entry) for entry in plain.json()["images"]]
    (combined,) = [await opened(http, entry) for entry in both.json()["images"]]

    like = Image.open(io.BytesIO(picture((600, 400)))).convert("L").resize((16, 16))
    changed = first.convert("L").resize((16, 16))
    assert ImageStat.Stat(ImageChops.difference(like, changed)).mean[0] < 60  # the same shapes
    assert ImageChops.difference(first, second).getbbox() is not None
    assert ImageChops.difference(first, combined).getbbox() is not None
    if endpoint != EDITS[0]:  # without a size, the shape is that of the first reference
        assert 1.4 < first.width / first.height < 1.6


@pytest.mark.parametrize("endpoint", EDITS)
async def test_a_reference_that_cannot_be_read_is_invalid_input(
    fal: FalSimulator,
    http: httpx.AsyncClient,
    clock: SandboxClock,
    faults: Faults,
    upload: Upload,
    endpoint: str,
) -> None:
    url = await upload(picture((40, 30)))
    brief = await upload(picture((40, 30)), lifecycle=fal_client.StorageSettings(expires_in="1h"))
    clock.advance(3600)
    wrong = [[brief], ["https://example.net/1.png"], [], [url] * 11, None]
    answers = [await rendered(fal, http, clock, endpoint, prompt="x", image_urls=urls) for urls in wrong]
    faults.arm("fal.job.reference-gone")
    answers.append(await rendered(fal, http, clock, endpoint, prompt="x", image_urls=[url]))

    assert [answer.status_code for answer in answers] == [422] * 6
    assert [answer.json()["detail"][0]["type"] for answer in answers] == [
        "file_download_error",
        "file_download_error",
        "sequence_too_short",
        "sequence_too_long",
        "missing",
        "file_download_error",
    ]
    assert fal.billed() == 0


async def test_an_upscale_has_more_pixels_and_a_cut_out_has_an_alpha_channel(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock, upload: Upload
) -> None:
    url = await upload(picture((120, 80)))
    larger = await rendered(
        fal, http, clock, "fal-ai/seedvr/upscale/image", image_url=url, upscale_factor=3, output_format="png"
    )
    cut = await rendered(fal, http, clock, "fal-ai/birefnet/v2", image_url=url)

    upscaled, cutout = [await opened(http, answer.json()["image"]) for answer in (larger, cut)]

    assert upscaled.size == (360, 240)
    back = upscaled.resize((120, 80)).convert("L")
    original = Image.open(io.BytesIO(picture((120, 80)))).convert("L")
    assert ImageStat.Stat(ImageChops.difference(back, original)).mean[0] < 8
    assert (cutout.mode, cutout.size) == ("RGBA", (120, 80))
    assert cutout.getchannel("A").getpixel((0, 0)) == 0
    assert cutout.getchannel("A").getpixel((60, 40)) == 255


@pytest.mark.parametrize("endpoint", SHIPPED)
async def test_every_shipped_endpoint_serves_the_schema_that_it_validates(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock, endpoint: str
) -> None:
    document = (await http.get(fal.schema_url, params={"endpoint_id": endpoint})).json()
    inputs = document["components"]["schemas"]["GptImage2Input"]
    missing = await rendered(fal, http, clock, endpoint)
    wrong: dict[str, Any] = {name: {"no": "value"} for name in inputs["properties"]}
    refused = await rendered(fal, http, clock, endpoint, **wrong)

    assert {item["loc"][1] for item in missing.json()["detail"]} == set(inputs["required"])
    named = {item["loc"][1] for item in refused.json()["detail"]}
    assert named >= set(inputs["properties"]) - {"image_size"}


async def test_an_endpoint_with_other_names_is_simulated_from_its_schema(
    fal: FalSimulator, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    endpoint = Endpoint(
        inputs={
            "text": {"type": "string"},
            "canvas": {"type": "string", "enum": ["640x480", "480x640"], "default": "640x480"},
            "how_many": {"type": "integer", "minimum": 1, "maximum": 3, "default": 1},
        },
        required=("text",),
    )
    fal.add_endpoint("acme/painter/v9", endpoint)

    result = await rendered(fal, http, clock, "acme/painter/v9", text="a lamp", canvas="480x640", how_many=3)

    pictures = [await opened(http, entry) for entry in result.json()["images"]]
    assert [one.size for one in pictures] == [(480, 640)] * 3
