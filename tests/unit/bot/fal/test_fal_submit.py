"""Submit: exactly the catalogue's body, exactly once, for any response."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import bot.fal.client as module
from bot.fal.client import FalClient
from bot.fal.errors import FailureKind
from bot.jobs.ports import SubmitBusyError, SubmitRefusedError, SubmitUnknownError
from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.fal.fault_names import FAULT_NAMES
from sandbox.faults import Faults
from tests.unit.bot.fal.fal_client_fixture import KEY, MODEL, Bench, arguments

REFUSED = {
    "fal.submit.401": FailureKind.CREDENTIALS,
    "fal.submit.403-balance": FailureKind.BALANCE,
    "fal.submit.404": FailureKind.NOT_FOUND,
    "fal.submit.422": FailureKind.INVALID,
    "fal.submit.echo": FailureKind.INVALID,
}
BUSY = {"fal.submit.429"}
UNKNOWN = {
    "fal.submit.408",
    "fal.submit.409",
    "fal.submit.500",
    "fal.submit.503",
    "fal.submit.502-nginx",
    "fal.submit.503-nginx",
    "fal.submit.504-nginx",
    "fal.submit.504-timeout",
    "fal.submit.reset",
    "fal.submit.taken-then-reset",
    "fal.submit.garbage",
    "fal.submit.half-answer",
    "fal.submit.compressed",
    "fal.submit.endless",
    "fal.submit.echo-id",
    "fal.submit.foreign",
}
SLOW = {"fal.submit.slow"}
ELSEWHERE = {"fal.submit.other-port"}


@pytest.fixture(autouse=True, params=["", "fal_http_client"], ids=["fal-client", "tuning off"])
def tuning(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every promise about a submit also holds without fal-client's request code."""
    monkeypatch.setenv("EASEL_TUNING_OFF", request.param)


async def test_the_body_is_exactly_the_catalogues(bench: Bench) -> None:
    await bench.submit(prompt='a "lamp" 灯', size="2048x1152", quality="high", count=4)

    (submit,) = bench.fal.submits
    assert submit.path == f"/{MODEL}"
    assert json.dumps(submit.arguments, ensure_ascii=False) == (
        '{"prompt": "a \\"lamp\\" 灯", "size": "2048x1152", "quality": "high", "num_images": 4, '
        '"safety_tolerance": 2}'
    )


async def test_the_key_and_the_start_deadline_are_in_headers_and_not_in_the_url(bench: Bench) -> None:
    await bench.queue.submit(MODEL, arguments(), start_within=420)

    (submit,) = bench.fal.submits
    assert submit.headers["Authorization"] == f"Key {KEY}"
    assert float(submit.headers["X-Fal-Request-Timeout"]) == 420
    assert submit.query == {}


async def test_an_accepted_submit_returns_its_id_and_urls(bench: Bench) -> None:
    submitted = await bench.submit()

    base = f"{bench.fal.queue_url}/{MODEL}/requests/{submitted.request_id}"
    assert list(bench.fal.requests) == [submitted.request_id]
    assert (submitted.response_url, submitted.status_url) == (base, f"{base}/status")
    assert submitted.cancel_url == f"{base}/cancel"


def test_every_submit_fault_of_the_simulator_is_tested() -> None:
    published = {name for name in FAULT_NAMES if name.startswith("fal.submit.")}

    assert published == REFUSED.keys() | BUSY | UNKNOWN | SLOW | ELSEWHERE


@pytest.mark.parametrize("fault", REFUSED)
async def test_a_refused_submit_is_one_post_with_a_reason(bench: Bench, fault: str) -> None:
    bench.faults.arm(fault, times=2)

    with pytest.raises(SubmitRefusedError) as refusal:
        await bench.submit()

    assert refusal.value.failure.kind is REFUSED[fault]
    assert len(bench.fal.submits) == 1


async def test_a_rate_limited_submit_is_one_post_and_can_be_repeated_later(bench: Bench) -> None:
    bench.faults.arm("fal.submit.429", times=2, retry_after=9)

    with pytest.raises(SubmitBusyError) as busy:
        await bench.submit()

    assert busy.value.retry_after == 9
    assert len(bench.fal.submits) == 1


@pytest.mark.parametrize("fault", sorted(UNKNOWN))
async def test_a_submit_without_a_clear_response_is_one_post_and_unknown(bench: Bench, fault: str) -> None:
    bench.faults.arm(fault, times=2)

    with pytest.raises(SubmitUnknownError):
        await bench.submit()

    assert len(bench.fal.submits) == 1


async def test_addresses_on_another_port_are_replaced_by_the_documented_ones(bench: Bench) -> None:
    bench.faults.arm("fal.submit.other-port")

    submitted = await bench.submit()
    await bench.finish(submitted)
    await bench.queue.result(submitted)

    assert submitted.response_url == f"https://queue.fal.run/{MODEL}/requests/{submitted.request_id}"
    assert {exchange.host for exchange in bench.fal.exchanges} == {"queue"}


async def test_a_slow_submit_is_one_post_and_accepted(bench: Bench) -> None:
    bench.faults.arm("fal.submit.slow", seconds=30)

    submitting = asyncio.create_task(bench.submit())
    await bench.fal.until(lambda: bool(bench.fal.submits))
    bench.clock.advance(30)
    submitted = await submitting

    assert [submit.request_id for submit in bench.fal.submits] == [submitted.request_id]


async def test_a_submit_without_a_response_is_one_post_and_unknown(
    open_bench: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SUBMIT_SECONDS", 0.3)
    bench = await open_bench()
    bench.faults.arm("fal.submit.slow", times=2, seconds=3600)

    with pytest.raises(SubmitUnknownError):
        await bench.submit()

    assert len(bench.fal.submits) == 1
    bench.clock.advance(3600)


async def test_an_unreachable_server_has_accepted_nothing() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"

        async with FalClient(key=KEY, clock=SandboxClock(), queue_url=url) as queue:
            with pytest.raises(SubmitBusyError):
                await queue.submit(MODEL, arguments(), start_within=60)


async def test_concurrent_submits_are_one_post_each(bench: Bench) -> None:
    submitted = await asyncio.gather(*(bench.submit() for _ in range(30)))

    assert len(bench.fal.submits) == 30
    assert {one.request_id for one in submitted} == set(bench.fal.requests)


async def test_no_error_contains_the_key_or_the_prompt(bench: Bench) -> None:
    for fault in (*REFUSED, *BUSY, *sorted(UNKNOWN)):
        bench.faults.arm(fault)
        with pytest.raises((SubmitRefusedError, SubmitBusyError, SubmitUnknownError)) as raised:
            await bench.submit(prompt="a very private wish")

        assert "secret" not in f"{raised.value} {raised.value.detail}"
        assert "private" not in f"{raised.value} {raised.value.detail}"


@pytest.mark.parametrize("off", ["", "fal_http_client"])
async def test_fal_keeps_results_and_inputs_as_long_as_the_settings_say(
    monkeypatch: pytest.MonkeyPatch, off: str
) -> None:
    monkeypatch.setenv("EASEL_TUNING_OFF", off)
    clock, hours = SandboxClock(), 3600.0
    async with FalSimulator(
        clock=clock, faults=Faults(), key=KEY, picture_bytes=1, render_seconds=1.0
    ) as fal:
        kept: dict[str, Any] = {"key": KEY, "clock": clock, "queue_url": fal.queue_url, "poll_seconds": 0.01}
        async with (
            FalClient(**kept) as usual,
            FalClient(**kept, result_lifetime=int(8 * hours), store_io=False) as private,
            httpx.AsyncClient() as http,
        ):
            submitted = [
                await queue.submit(MODEL, arguments(), start_within=600) for queue in (usual, private)
            ]
            clock.advance(60)
            pictures = [
                (await queue.result(one)).pictures[0]
                for queue, one in zip((usual, private), submitted, strict=True)
            ]
            clock.advance(2 * hours)
            found = [await usual.is_gone(one) for one in submitted]
            early = [(await http.get(picture.url)).status_code for picture in pictures]
            clock.advance(7 * hours)
            late = [(await http.get(picture.url)).status_code for picture in pictures]

    assert found == [False, True]
    assert (early, late) == ([200, 200], [200, 404])
    assert "X-Fal-Store-IO" not in fal.submits[0].headers
    assert "X-Fal-Object-Lifecycle-Preference" not in fal.submits[0].headers
