"""Foreign responses: only a response in fal's form counts as fal's own; others are temporary failures."""

from __future__ import annotations

from typing import Any

import pytest

from bot.fal.errors import FailureKind
from bot.jobs.ports import (
    CancelReply,
    RenderFailedError,
    RequestInProgressError,
    SubmitBusyError,
    SubmitRefusedError,
)
from tests.unit.bot.fal.fal_client_fixture import Bench

FOREIGN: tuple[dict[str, Any], ...] = (
    {"status": 403},
    {"status": 401, "body": '{"message": "Unauthorized"}'},
    {"status": 404},
    {"status": 404, "body": '{"code": 404, "message": "no route"}'},
    {"status": 400, "body": "[]"},
    {"status": 402, "body": "{}"},
    {"status": 422, "body": "{not JSON"},
    {"status": 407},
    {"status": 410},
    {"status": 302, "location": "/sign-in"},
)


@pytest.mark.parametrize("answer", FOREIGN, ids=str)
async def test_a_submit_that_a_proxy_refuses_may_be_sent_again(bench: Bench, answer: dict[str, Any]) -> None:
    bench.faults.arm("fal.submit.foreign", **answer)

    with pytest.raises(SubmitBusyError):
        await bench.submit()

    assert (await bench.submit()).request_id in bench.fal.requests


@pytest.mark.parametrize("answer", [*FOREIGN, {"status": 200}, {"status": 503}], ids=str)
async def test_a_result_survives_a_foreign_page(bench: Bench, answer: dict[str, Any]) -> None:
    submitted = await bench.submit()
    bench.clock.advance(100)
    bench.faults.arm("fal.result.foreign", **answer)

    with pytest.raises(RequestInProgressError):
        await bench.queue.result(submitted)

    assert len((await bench.queue.result(submitted)).pictures) == 1


@pytest.mark.parametrize("answer", [*FOREIGN, {"status": 200}], ids=str)
async def test_only_fals_own_response_ends_or_cancels_a_request(bench: Bench, answer: dict[str, Any]) -> None:
    submitted = await bench.submit()
    bench.faults.arm("fal.status.foreign", **answer)
    bench.faults.arm("fal.cancel.foreign", **answer)

    assert not await bench.queue.is_gone(submitted)
    assert await bench.queue.cancel(submitted) is CancelReply.UNREACHED
    assert await bench.queue.cancel(submitted) is CancelReply.ACCEPTED


async def test_a_proxys_permanent_404_does_not_end_a_request(open_bench: Any) -> None:
    bench = await open_bench(stream=False)
    submitted = await bench.submit()
    bench.faults.arm("fal.status.foreign", times=5, status=404)

    assert (await bench.finish(submitted))[-1].completed


async def test_only_fals_own_message_is_quoted(bench: Bench) -> None:
    bench.faults.arm("fal.submit.404")
    with pytest.raises(SubmitRefusedError) as refused:
        await bench.submit()
    assert refused.value.failure.kind is FailureKind.NOT_FOUND

    submitted = await bench.submit()
    bench.clock.advance(100)
    bench.faults.arm("fal.result.404")
    with pytest.raises(RenderFailedError):
        await bench.queue.result(submitted)
