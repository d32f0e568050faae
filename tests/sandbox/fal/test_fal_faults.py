"""Every fault family, armed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.clock import SandboxClock
from sandbox.fal import FAULT_NAMES, FalSimulator, RequestState
from sandbox.faults import Faults

MODEL = "fal-ai/gpt-image-2"
Post = Callable[..., Any]

ANSWERED = {
    "fal.submit.401": 401,
    "fal.submit.403-balance": 403,
    "fal.submit.404": 404,
    "fal.submit.408": 408,
    "fal.submit.409": 409,
    "fal.submit.422": 422,
    "fal.submit.429": 429,
    "fal.submit.500": 500,
    "fal.submit.503": 503,
    "fal.submit.502-nginx": 502,
    "fal.submit.503-nginx": 503,
    "fal.submit.504-nginx": 504,
    "fal.submit.504-timeout": 504,
}
READ_ANSWERS = {"401": 401, "403": 403, "404": 404, "429": 429, "500": 500}


@pytest.mark.parametrize(("fault", "status"), ANSWERED.items())
async def test_a_submit_with_an_error_response_was_not_accepted(
    fal: FalSimulator, http: httpx.AsyncClient, faults: Faults, fault: str, status: int
) -> None:
    faults.arm(fault, retry_after=7)

    answer = await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})
    again = await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})

    assert (answer.status_code, again.status_code) == (status, 200)
    assert [one.accepted for one in fal.submits] == [False, True]
    from_ingress = fault.endswith("nginx")
    assert ("nginx" in answer.text) is from_ingress
    assert ("x-fal-request-id" in answer.headers) is not from_ingress
    assert (answer.headers.get("retry-after") == "7") is (status == 429)
    assert ("x-fal-request-timeout-type" in answer.headers) is (fault == "fal.submit.504-timeout")


async def test_a_locked_account_is_explained_in_a_message(
    fal: FalSimulator, http: httpx.AsyncClient, faults: Faults
) -> None:
    faults.arm("fal.submit.403-balance")

    answer = await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})

    assert answer.json()["detail"].startswith("User is locked. Reason: Exhausted balance.")


@pytest.mark.parametrize(
    ("fault", "taken"), [("fal.submit.reset", False), ("fal.submit.taken-then-reset", True)]
)
async def test_a_broken_connection_at_submit_leaves_acceptance_unknown(
    fal: FalSimulator, http: httpx.AsyncClient, faults: Faults, fault: str, taken: bool
) -> None:
    faults.arm(fault)

    with pytest.raises(httpx.TransportError):
        await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})

    assert [one.accepted for one in fal.submits] == [taken]
    assert len(fal.requests) == taken
    await fal.until(lambda: [one.status for one in fal.exchanges] == [None])


async def test_a_submit_with_a_late_or_invalid_response_was_accepted(
    fal: FalSimulator, http: httpx.AsyncClient, faults: Faults
) -> None:
    faults.arm("fal.submit.slow", seconds=30)
    with pytest.raises(httpx.ReadTimeout):
        await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"}, timeout=0.1)
    faults.arm("fal.submit.garbage")
    nonsense = await http.post(f"{fal.queue_url}/{MODEL}", json={"prompt": "a lamp"})

    assert nonsense.status_code == 200
    assert "<" in nonsense.text
    assert len(fal.requests) == 2


@pytest.mark.parametrize(("kind", "status"), [*READ_ANSWERS.items(), ("503", 503), ("nginx", 502)])
async def test_a_failing_status_read_does_not_affect_the_job(
    fal: FalSimulator, submit: Post, http: httpx.AsyncClient, faults: Faults, kind: str, status: int
) -> None:
    job = await submit()
    faults.arm(f"fal.status.{kind}")

    answers = [await http.get(job["status_url"]), await http.get(job["status_url"])]

    assert [answer.status_code for answer in answers] == [status, 202]
    assert fal.requests[job["request_id"]].status_reads == 2


@pytest.mark.parametrize(("kind", "status"), [*READ_ANSWERS.items(), ("503-nginx", 503)])
async def test_a_failing_result_read_does_not_affect_the_result(
    submit: Post, http: httpx.AsyncClient, faults: Faults, clock: SandboxClock, kind: str, status: int
) -> None:
    job = await submit()
    clock.advance(100)
    faults.arm(f"fal.result.{kind}")

    answers = [await http.get(job["response_url"]), await http.get(job["response_url"])]

    assert [answer.status_code for answer in answers] == [status, 200]


@pytest.mark.parametrize(("family", "url"), [("status", "status_url"), ("result", "response_url")])
async def test_reads_can_be_reset_late_or_invalid(
    submit: Post, http: httpx.AsyncClient, faults: Faults, family: str, url: str
) -> None:
    job = await submit()

    faults.arm(f"fal.{family}.reset")
    with pytest.raises(httpx.TransportError):
        await http.get(job[url])
    faults.arm(f"fal.{family}.slow")
    with pytest.raises(httpx.ReadTimeout):
        await http.get(job[url], timeout=0.05)
    faults.arm(f"fal.{family}.garbage")
    nonsense = await http.get(job[url])

    assert nonsense.status_code == 200
    assert "<" in nonsense.text


async def test_a_failing_cancel_leaves_the_job_alone(
    fal: FalSimulator, submit: Post, http: httpx.AsyncClient, faults: Faults
) -> None:
    job = await submit()
    faults.arm("fal.cancel.500")
    faults.arm("fal.cancel.reset")

    failed = await http.put(job["cancel_url"])
    with pytest.raises(httpx.TransportError):
        await http.put(job["cancel_url"])

    assert failed.status_code == 500
    assert not fal.requests[job["request_id"]].cancelled


async def test_stuck_jobs_keep_their_state_and_a_running_one_its_slot(
    fal: FalSimulator, submit: Post, faults: Faults, clock: SandboxClock
) -> None:
    faults.arm("fal.job.stuck-in-queue")
    waiting = await submit("one", headers={"X-Fal-Request-Timeout": "20"})
    faults.arm("fal.job.stuck-in-progress")
    running = await submit("two")
    others = [await submit("three") for _ in range(3)]

    clock.advance(250)

    states = [fal.requests[job["request_id"]].state for job in (waiting, running, *others)]
    assert states[:2] == [RequestState.IN_QUEUE, RequestState.IN_PROGRESS]
    assert states[2:] == [RequestState.COMPLETED, RequestState.COMPLETED, RequestState.IN_PROGRESS]
    assert fal.position(waiting["request_id"]) == 0


async def test_the_queue_ahead_shrinks_until_the_job_starts(
    fal: FalSimulator, submit: Post, faults: Faults, clock: SandboxClock
) -> None:
    faults.arm("fal.job.crowded", ahead=8000, seconds=100)

    job = await submit()
    clock.advance(50)

    assert job["queue_position"] > 7000
    assert 3000 < fal.position(job["request_id"]) <= 4000
    clock.advance(51)
    assert fal.requests[job["request_id"]].state is RequestState.IN_PROGRESS


@pytest.mark.parametrize(
    ("fault", "params", "status", "error_type"),
    [
        ("completed-with-error", {}, 500, "runner_server_error"),
        (
            "completed-with-error",
            {"status": 504, "error_type": "generation_timeout"},
            504,
            "generation_timeout",
        ),
        ("completed-error-200", {}, 200, "runner_server_error"),
        ("policy-400", {}, 400, "content_policy_violation"),
        ("policy-422", {}, 422, "content_policy_violation"),
        ("cancelled-externally", {}, 499, "client_cancelled"),
    ],
)
async def test_a_job_that_fails_is_completed_and_its_result_is_the_error(
    fal: FalSimulator,
    submit: Post,
    http: httpx.AsyncClient,
    faults: Faults,
    clock: SandboxClock,
    fault: str,
    params: dict[str, Any],
    status: int,
    error_type: str,
) -> None:
    faults.arm(f"fal.job.{fault}", **params)
    job = await submit()
    clock.advance(100)

    seen = (await http.get(job["status_url"])).json()
    result = await http.get(job["response_url"])

    assert (seen["status"], seen["error_type"]) == ("COMPLETED", error_type)
    assert result.status_code == status
    assert "detail" in result.json()
    assert fal.billed() == 0


@pytest.mark.parametrize(
    ("fault", "sizes"),
    [
        ("fewer-pictures", [(1024, 1024)] * 3),
        ("no-pictures", []),
        ("wrong-size", [(1024, 768)] * 4),
    ],
)
async def test_a_result_can_contain_unexpected_pictures(
    submit: Post,
    http: httpx.AsyncClient,
    faults: Faults,
    clock: SandboxClock,
    fault: str,
    sizes: list[tuple[int, int]],
) -> None:
    faults.arm(f"fal.job.{fault}")
    job = await submit(num_images=4)
    clock.advance(100)

    images = (await http.get(job["response_url"])).json()["images"]

    assert [(image["width"], image["height"]) for image in images] == sizes


@pytest.mark.parametrize(
    ("fault", "start"),
    [
        ("foreign-host", "https://pictures.example.net/files/"),
        ("plain-http-host", "http://v3b.fal.media/files/"),
        ("data-uri", "data:image/png;base64,"),
    ],
)
async def test_a_result_can_point_to_another_host(
    submit: Post, http: httpx.AsyncClient, faults: Faults, clock: SandboxClock, fault: str, start: str
) -> None:
    faults.arm(f"fal.file.{fault}")
    job = await submit()
    clock.advance(100)

    images = (await http.get(job["response_url"])).json()["images"]

    assert images[0]["url"].startswith(start)


async def test_every_published_fault_can_be_armed(fal: FalSimulator, faults: Faults) -> None:
    for name in FAULT_NAMES:
        faults.arm(name)

    assert set(faults.armed()) == set(FAULT_NAMES)
