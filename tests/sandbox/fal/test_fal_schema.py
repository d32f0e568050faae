"""Published schemas, and the behaviour that they describe."""

from __future__ import annotations

import httpx
import pytest

from sandbox.fal import FAULT_NAMES, FalSimulator
from sandbox.faults import Faults
from tests.sandbox.fal.conftest import Opener

ENDPOINT = "fal-ai/gpt-image-2"
ARGUMENTS = {"prompt": "a fox", "size": "2048x2048", "num_images": 2, "safety_tolerance": 9}


async def document_of(fal: FalSimulator, endpoint: str) -> httpx.Response:
    async with httpx.AsyncClient() as anyone:
        return await anyone.get(fal.schema_url, params={"endpoint_id": endpoint})


def inputs_in(response: httpx.Response) -> set[str]:
    return set(response.json()["components"]["schemas"]["GptImage2Input"]["properties"])


async def test_each_endpoint_publishes_its_inputs_without_a_key(fal: FalSimulator) -> None:
    own = await document_of(fal, ENDPOINT)
    openai = await document_of(fal, "openai/gpt-image-2")

    assert inputs_in(own) == {"prompt", "size", "quality", "num_images", "safety_tolerance"}
    assert "image_size" in inputs_in(openai)
    assert (await document_of(fal, "no/endpoint")).status_code == 404
    assert len(fal.schema_reads) == 3


async def test_as_published_the_default_endpoint_ignores_other_inputs_and_has_other_defaults(
    open_fal: Opener, http: httpx.AsyncClient
) -> None:
    async with open_fal(published=True) as fal:
        answer = await http.post(f"{fal.queue_url}/{ENDPOINT}", json=ARGUMENTS)
        request = fal.requests[answer.json()["request_id"]]

        assert "image_size" in inputs_in(await document_of(fal, ENDPOINT))
        assert request.outcome.failure is None
        assert request.outcome.spec is not None
        spec = request.outcome.spec
        assert (spec.width, spec.height, spec.quality, spec.count) == (1024, 768, "high", 2)


async def test_one_job_can_follow_the_published_schema(
    fal: FalSimulator, http: httpx.AsyncClient, faults: Faults
) -> None:
    faults.arm("fal.job.published")
    sizes = []
    for _ in range(2):
        answer = await http.post(f"{fal.queue_url}/{ENDPOINT}", json={"prompt": "a fox", "size": "2048x2048"})
        spec = fal.requests[answer.json()["request_id"]].outcome.spec
        assert spec is not None
        sizes.append((spec.width, spec.height))

    assert sizes == [(1024, 768), (2048, 2048)]


@pytest.mark.parametrize("fault", [name for name in FAULT_NAMES if name.startswith("fal.schema.")])
async def test_each_schema_fault_strikes_once(fal: FalSimulator, faults: Faults, fault: str) -> None:
    healthy = await document_of(fal, ENDPOINT)
    faults.arm(fault, seconds=0.0)
    try:
        async with (
            httpx.AsyncClient() as anyone,
            anyone.stream("GET", fal.schema_url, params={"endpoint_id": ENDPOINT}) as struck,
        ):
            first = await anext(struck.aiter_raw(), b"")
            looks_healthy = (struck.status_code, struck.headers.get("Content-Type"), first) == (
                healthy.status_code,
                healthy.headers["Content-Type"],
                healthy.content,
            )
    except httpx.RemoteProtocolError:
        looks_healthy = False

    assert faults.taken == [fault]
    assert looks_healthy is (fault == "fal.schema.slow")
    assert (await document_of(fal, ENDPOINT)).content == healthy.content
