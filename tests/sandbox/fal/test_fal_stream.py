"""The status stream."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults

MODEL = "fal-ai/gpt-image-2"
Post = Callable[..., Any]
Opener = Callable[..., FalSimulator]


async def test_the_stream_reports_each_change_and_ends_after_completed(
    submit: Post, http: httpx.AsyncClient, clock: SandboxClock, fal: FalSimulator
) -> None:
    for _ in range(2):
        await submit()
    job = await submit()
    states = []

    async with http.stream("GET", job["status_url"] + "/stream") as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        assert stream.headers["x-fal-request-id"] == job["request_id"]
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                states.append(json.loads(line.removeprefix("data: "))["status"])
                clock.advance(100)

    assert states == ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]
    assert fal.requests[job["request_id"]].stream_reads == 1


async def test_the_stream_contains_log_lines_as_they_are_written(
    submit: Post, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    job = await submit()
    lengths = []

    async with http.stream("GET", job["status_url"] + "/stream?logs=1") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                lengths.append(len(json.loads(line.removeprefix("data: "))["logs"]))
                clock.advance(30)

    assert lengths == [1, 3, 5, 7, 8]


async def test_a_quiet_stream_is_kept_alive_by_comments(
    submit: Post, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    job = await submit()

    async with http.stream("GET", job["status_url"] + "/stream") as stream:
        lines = stream.aiter_lines()
        await anext(lines)
        await anext(lines)
        clock.advance(15)
        assert await anext(lines) == ": keep-alive"


async def test_a_failed_job_ends_its_stream_with_the_error(
    submit: Post, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    job = await submit("gore")
    clock.advance(100)

    answer = await http.get(job["status_url"] + "/stream")

    event = json.loads(answer.text.removeprefix("data: "))
    assert (event["status"], event["error_type"]) == ("COMPLETED", "content_policy_violation")


async def test_closing_the_simulator_does_not_wait_for_open_streams(
    open_fal: Opener, http: httpx.AsyncClient, faults: Faults
) -> None:
    async with asyncio.timeout(5):
        async with open_fal() as fal:
            faults.arm("fal.job.stuck-in-progress")
            job = (await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})).json()
            request = http.build_request("GET", job["status_url"] + "/stream")
            stream = await http.send(request, stream=True)
        await stream.aclose()

    assert stream.status_code == 200


async def test_a_simulator_without_streams_returns_404(open_fal: Opener, http: httpx.AsyncClient) -> None:
    async with open_fal(stream=False) as fal:
        job = (await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})).json()

        assert (await http.get(job["status_url"] + "/stream")).status_code == 404
        assert (await http.get(job["status_url"])).status_code == 202


async def test_stream_faults_refuse_cut_or_spoil_one_stream(
    submit: Post, http: httpx.AsyncClient, faults: Faults, clock: SandboxClock
) -> None:
    job = await submit()
    url = job["status_url"] + "/stream"

    faults.arm("fal.stream.refused")
    assert (await http.get(url)).status_code == 404

    faults.arm("fal.stream.early-end")
    assert json.loads((await http.get(url)).text.removeprefix("data: "))["status"] == "IN_PROGRESS"

    faults.arm("fal.stream.garbage")
    assert (await http.get(url)).text == "data: <!doctype html>\n\n"

    faults.arm("fal.stream.reset")
    with pytest.raises(httpx.RemoteProtocolError):
        await http.get(url)

    faults.arm("fal.stream.silent")
    with pytest.raises(httpx.ReadTimeout):
        await http.get(url, timeout=0.05)

    clock.advance(100)
    assert '"COMPLETED"' in (await http.get(url)).text
