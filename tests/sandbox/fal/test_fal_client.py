"""The unmodified fal-client, from submit to result."""

from __future__ import annotations

import io
from typing import Any

import fal_client
import httpx
import pytest
from PIL import Image

from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults

MODEL = "fal-ai/gpt-image-2"


async def test_a_job_goes_from_submit_to_pictures_when_the_clock_moves(
    client: fal_client.AsyncClient, fal: FalSimulator, clock: SandboxClock, http: httpx.AsyncClient
) -> None:
    handle = await client.submit(MODEL, {"prompt": "a lamp", "size": "1536x1024", "num_images": 2})
    started = await handle.status(with_logs=True)
    assert isinstance(started, fal_client.InProgress)
    assert [line["message"] for line in started.logs or ()] == ["Preparing canvas"]

    clock.advance(100)
    done = await handle.status(with_logs=True)
    result = await handle.get()

    assert isinstance(done, fal_client.Completed)
    assert done.error is None
    assert done.metrics == {"inference_time": 100.0}
    assert [(image["width"], image["height"]) for image in result["images"]] == [(1536, 1024)] * 2
    picture = await http.get(result["images"][0]["url"])
    assert picture.headers["content-type"] == "image/png"
    assert len(picture.content) == result["images"][0]["file_size"]
    assert Image.open(io.BytesIO(picture.content)).size == (1536, 1024)
    assert fal.billed() == 1
    assert fal.requests[handle.request_id].images == 2


async def test_running_jobs_are_limited_and_the_others_move_up(
    client: fal_client.AsyncClient, clock: SandboxClock
) -> None:
    handles = [await client.submit(MODEL, {"prompt": f"lamp {number}"}) for number in range(5)]

    async def stand() -> list[Any]:
        found = [await handle.status() for handle in handles]
        return [one.position if isinstance(one, fal_client.Queued) else type(one).__name__ for one in found]

    assert await stand() == ["InProgress", "InProgress", 0, 1, 2]
    clock.advance(100)
    assert await stand() == ["Completed", "Completed", "InProgress", "InProgress", 0]
    clock.advance(1000)
    assert await stand() == ["Completed"] * 5


async def test_a_long_jump_of_the_clock_keeps_the_times_of_every_job(
    client: fal_client.AsyncClient, fal: FalSimulator, clock: SandboxClock
) -> None:
    handles = [await client.submit(MODEL, {"prompt": f"lamp {number}"}) for number in range(6)]

    clock.advance(10_000)

    requests = [fal.requests[handle.request_id] for handle in handles]
    first = requests[0].submitted_at
    ends = [round(((one.finished_at or 0) - first) / 100) for one in requests]
    assert ends == [1, 1, 2, 2, 3, 3]


async def test_a_waiting_job_that_is_canceled_is_gone_and_not_billed(
    client: fal_client.AsyncClient, fal: FalSimulator, clock: SandboxClock
) -> None:
    handles = [await client.submit(MODEL, {"prompt": f"lamp {number}"}) for number in range(3)]

    await handles[2].cancel()
    clock.advance(1000)

    with pytest.raises(fal_client.FalClientHTTPError) as unknown:
        await handles[2].status()
    assert unknown.value.status_code == 404
    assert unknown.value.response.json() == {"status": "NOT_FOUND"}
    assert fal.billed() == 2


async def test_a_running_job_accepts_a_cancel_and_still_completes(
    client: fal_client.AsyncClient, fal: FalSimulator, clock: SandboxClock
) -> None:
    handle = await client.submit(MODEL, {"prompt": "a lamp"})

    await handle.cancel()
    clock.advance(100)

    assert fal.requests[handle.request_id].cancelled
    assert len((await handle.get())["images"]) == 1
    assert fal.billed() == 1


async def test_a_finished_job_refuses_a_cancel(client: fal_client.AsyncClient, clock: SandboxClock) -> None:
    handle = await client.submit(MODEL, {"prompt": "a lamp"})
    clock.advance(100)

    with pytest.raises(fal_client.FalClientHTTPError) as late:
        await handle.cancel()

    assert late.value.status_code == 400
    assert late.value.response.json() == {"status": "ALREADY_COMPLETED"}


@pytest.mark.parametrize("marker", ["forbidden-422", "gore"])
async def test_a_refused_prompt_returns_a_list_of_model_errors(
    client: fal_client.AsyncClient, clock: SandboxClock, fal: FalSimulator, marker: str
) -> None:
    handle = await client.submit(MODEL, {"prompt": f"some {marker} please"})
    clock.advance(100)

    status = await handle.status()
    with pytest.raises(fal_client.FalClientHTTPError) as refusal:
        await handle.get()

    assert isinstance(status, fal_client.Completed)
    assert status.error_type == "content_policy_violation"
    assert refusal.value.status_code == 422
    detail: Any = refusal.value.message
    assert detail[0]["type"] == "content_policy_violation"
    assert detail[0]["loc"] == ["body", "prompt"]
    assert refusal.value.response_headers["x-fal-retryable"] == "false"
    assert fal.billed() == 0


@pytest.mark.parametrize("marker", ["forbidden-400", "celebrity"])
async def test_a_refused_prompt_returns_an_object_with_a_category(
    client: fal_client.AsyncClient, clock: SandboxClock, marker: str
) -> None:
    handle = await client.submit(MODEL, {"prompt": f"a {marker} portrait"})
    clock.advance(100)

    with pytest.raises(fal_client.FalClientHTTPError) as refusal:
        await handle.get()

    detail: Any = refusal.value.message
    assert refusal.value.status_code == 400
    assert detail["error"] == "content_policy_violation"
    assert detail["category"] == "celebrity_likeness"


async def test_the_unmodified_client_sends_an_accepted_submit_twice_after_a_broken_connection(
    client: fal_client.AsyncClient, fal: FalSimulator, faults: Faults, clock: SandboxClock
) -> None:
    faults.arm("fal.submit.taken-then-reset")

    await client.submit(MODEL, {"prompt": "a lamp"})
    clock.advance(100)

    assert [one.accepted for one in fal.submits] == [True, True]
    assert fal.billed() == 2


async def test_a_start_deadline_that_passes_ends_the_job_with_504(
    client: fal_client.AsyncClient, clock: SandboxClock, fal: FalSimulator
) -> None:
    for number in range(2):
        await client.submit(MODEL, {"prompt": f"lamp {number}"})
    handle = await client.submit(MODEL, {"prompt": "too late"}, start_timeout=30)

    clock.advance(31)
    status = await handle.status()
    with pytest.raises(fal_client.FalClientHTTPError) as missed:
        await handle.get()

    assert isinstance(status, fal_client.Completed)
    assert status.error_type == "request_timeout"
    assert missed.value.status_code == 504
    assert missed.value.response_headers["x-fal-request-timeout-type"] == "user"
    clock.advance(1000)
    assert fal.billed() == 2
