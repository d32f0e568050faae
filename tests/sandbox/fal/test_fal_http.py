"""Routes, codes, headers and bodies, seen by a plain HTTP client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator, RequestState

MODEL = "fal-ai/gpt-image-2"
Post = Callable[..., Any]
Opener = Callable[..., FalSimulator]


async def test_a_submit_returns_the_id_and_three_urls(fal: FalSimulator, http: httpx.AsyncClient) -> None:
    answer = await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp", "unheard_of": 1})

    body = answer.json()
    base = f"{fal.queue_url}/{MODEL}/requests/{body['request_id']}"
    assert answer.status_code == 200
    assert answer.headers["x-fal-request-id"] == body["request_id"]
    assert body["status"] == "IN_QUEUE"
    assert body["queue_position"] == 0
    assert (body["response_url"], body["status_url"], body["cancel_url"]) == (
        base,
        f"{base}/status",
        f"{base}/cancel",
    )
    assert fal.submits[0].arguments == {"prompt": "a lamp", "unheard_of": 1}


async def test_status_is_202_until_the_job_is_completed_then_200(
    submit: Post, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    jobs = [await submit() for _ in range(3)]

    running = await http.get(jobs[0]["status_url"])
    waiting = await http.get(jobs[2]["status_url"])
    clock.advance(100)
    done = await http.get(jobs[0]["status_url"])

    assert (running.status_code, waiting.status_code, done.status_code) == (202, 202, 200)
    assert running.json()["logs"] is None
    assert waiting.json()["queue_position"] == 0
    assert done.json()["metrics"] == {"inference_time": 100.0}
    assert all(answer.headers["x-fal-request-id"] for answer in (running, waiting, done))


@pytest.mark.parametrize("logs", ["1", "true"])
async def test_log_lines_are_returned_on_request(
    submit: Post, http: httpx.AsyncClient, clock: SandboxClock, logs: str
) -> None:
    job = await submit()
    clock.advance(50)

    lines = (await http.get(job["status_url"], params={"logs": logs})).json()["logs"]

    assert [line["message"] for line in lines][-1] == "Painting 40%"
    assert all(line["timestamp"].endswith("Z") for line in lines)


async def test_a_result_that_is_fetched_too_early_is_a_400(submit: Post, http: httpx.AsyncClient) -> None:
    job = await submit()

    answer = await http.get(job["response_url"])

    assert answer.status_code == 400
    assert answer.json() == {"detail": "Request is still in progress"}


@pytest.mark.parametrize("form", ["", "/response"])
async def test_the_result_has_both_addresses_and_the_billed_units(
    submit: Post, http: httpx.AsyncClient, clock: SandboxClock, form: str
) -> None:
    job = await submit(num_images=4)
    clock.advance(100)

    answer = await http.get(job["response_url"] + form)

    assert answer.headers["x-fal-billable-units"] == "4"
    assert set(answer.json()["images"][0]) == {
        "url",
        "content_type",
        "file_name",
        "file_size",
        "width",
        "height",
    }


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        (None, "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'."),
        (
            "Bearer sandbox-id:sandbox-secret",
            "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'.",
        ),
        ("Key sandbox-id:wrong", "No user found for Key ID and Secret"),
    ],
)
async def test_a_wrong_key_is_refused_everywhere(
    fal: FalSimulator, submit: Post, header: str | None, detail: str
) -> None:
    job = await submit()
    async with httpx.AsyncClient(headers={"Authorization": header} if header else {}) as stranger:
        answers = [
            await stranger.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"}),
            await stranger.get(job["status_url"]),
            await stranger.get(job["status_url"] + "/stream"),
            await stranger.get(job["response_url"]),
            await stranger.put(job["cancel_url"]),
        ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(401, {"detail": detail})] * 5
    assert [one.accepted for one in fal.submits] == [True, False]


async def test_a_missing_object_is_a_404(fal: FalSimulator, submit: Post, http: httpx.AsyncClient) -> None:
    job = await submit()
    base = f"{fal.queue_url}/{MODEL}/requests"

    endpoint = await http.post(f"{fal.queue_url}/fal-ai/nothing", json={"prompt": "a lamp"})
    request = await http.get(f"{base}/00000000-0000-0000-0000-000000000000/status")
    cancel = await http.put(f"{base}/00000000-0000-0000-0000-000000000000/cancel")
    other_owner = await http.get(f"{fal.queue_url}/openai/gpt-image-2/requests/{job['request_id']}/status")

    assert endpoint.status_code == 404
    for answer in (request, cancel, other_owner):
        assert (answer.status_code, answer.json()) == (404, {"status": "NOT_FOUND"})


async def test_a_subpath_in_front_of_requests_is_accepted(
    fal: FalSimulator, submit: Post, http: httpx.AsyncClient
) -> None:
    job = await submit()

    answer = await http.get(f"{fal.queue_url}/{MODEL}/edit/requests/{job['request_id']}/status")

    assert answer.status_code == 202


async def test_a_queue_above_the_callers_limit_is_a_429(
    fal: FalSimulator, submit: Post, http: httpx.AsyncClient
) -> None:
    for _ in range(4):
        await submit()

    answer = await http.post(f"{fal.queue_url}/{MODEL}?fal_max_queue_length=1", json={"prompt": "a lamp"})

    assert answer.status_code == 429
    assert not fal.submits[-1].accepted


async def test_low_priority_waits_behind_all_others(
    fal: FalSimulator, submit: Post, http: httpx.AsyncClient
) -> None:
    for _ in range(2):
        await submit()
    low = await http.post(
        f"{fal.queue_url}/{MODEL}", json={"prompt": "later"}, headers={"X-Fal-Queue-Priority": "low"}
    )
    normal = await submit()

    assert fal.position(normal["request_id"]) == 0
    assert fal.position(low.json()["request_id"]) == 1


async def test_a_result_is_gone_after_its_time(
    open_fal: Opener, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    async with open_fal(keep_seconds=3600) as fal:
        job = (await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})).json()
        clock.advance(100)
        assert (await http.get(job["response_url"])).status_code == 200

        clock.advance(3601)

        assert (await http.get(job["response_url"])).json() == {"status": "NOT_FOUND"}


async def test_a_cancel_can_stop_a_running_job(
    open_fal: Opener, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    async with open_fal(cancel_stops=True) as fal:
        job = (await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})).json()

        cancel = await http.put(job["cancel_url"])

        assert (cancel.status_code, cancel.json()) == (202, {"status": "CANCELLATION_REQUESTED"})
        assert (await http.get(job["status_url"])).json()["error_type"] == "client_cancelled"
        assert (await http.get(job["response_url"])).status_code == 499
        assert fal.billed() == 0


async def test_rendering_time_can_depend_on_the_quality(
    open_fal: Opener, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    async with open_fal(render_seconds={"low": 10, "high": 60}) as fal:
        ids = []
        for quality in ("low", "high"):
            body = {"prompt": "a lamp", "quality": quality}
            ids.append((await http.post(f"{fal.queue_url}/{MODEL}", json=body)).json()["request_id"])

        clock.advance(11)

        assert [fal.requests[one].state for one in ids] == [RequestState.COMPLETED, RequestState.IN_PROGRESS]


async def test_every_exchange_is_recorded_and_passed_to_listeners(
    fal: FalSimulator, submit: Post, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    heard: list[tuple[str, str, int | None]] = []
    stop = fal.subscribe(lambda one: heard.append((one.host, one.method, one.status)))
    job = await submit()
    clock.advance(100)
    result = (await http.get(job["response_url"])).json()
    await http.get(result["images"][0]["url"])
    stop()

    await http.get(job["status_url"])

    assert heard == [("queue", "POST", 200), ("queue", "GET", 200), ("files", "GET", 200)]
    assert fal.exchanges[0].request_id == job["request_id"]
    assert len(fal.exchanges) == 4


async def test_until_returns_on_a_request_and_raises_without_one(fal: FalSimulator, submit: Post) -> None:
    await submit()

    await fal.until(lambda: len(fal.submits) == 1)

    with pytest.raises(TimeoutError, match="POST"):
        await fal.until(lambda: len(fal.submits) == 2, timeout=0.05)


async def test_a_repeated_prompt_gets_new_pictures(
    open_fal: Opener, http: httpx.AsyncClient, clock: SandboxClock
) -> None:
    async with open_fal(artist=_IndexArtist()) as fal:
        seen = []
        for _ in range(2):
            job = (
                await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp", "num_images": 2})
            ).json()
            clock.advance(100)
            images = (await http.get(job["response_url"])).json()["images"]
            seen += [(await http.get(image["url"])).content for image in images]

    assert seen == [b"0", b"1", b"2", b"3"]


class _IndexArtist:
    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        return str(index).encode()
