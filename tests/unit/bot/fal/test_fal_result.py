"""Results: pictures of a completed request, and cancellation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.fal.errors import FailureKind
from bot.jobs.ports import CancelReply, RenderFailedError, RequestInProgressError, Submitted
from tests.unit.bot.fal.fal_client_fixture import Bench


@pytest.fixture
async def done(bench: Bench) -> Submitted:
    """A request for two pictures that has completed."""
    submitted = await bench.submit(count=2, size="1536x1024")
    bench.clock.advance(100)
    return submitted


def reads(bench: Bench, submitted: Submitted) -> int:
    return bench.fal.requests[submitted.request_id].result_reads


async def test_a_result_returns_its_pictures_and_is_read_once(bench: Bench, done: Submitted) -> None:
    pictures = (await bench.queue.result(done)).pictures

    assert [(p.width, p.height, p.content_type) for p in pictures] == [(1536, 1024, "image/png")] * 2
    assert all(picture.url.startswith(bench.fal.files_url) for picture in pictures)
    assert reads(bench, done) == 1


async def test_a_result_requested_too_early_is_in_progress(bench: Bench) -> None:
    with pytest.raises(RequestInProgressError):
        await bench.queue.result(await bench.submit())


@pytest.mark.parametrize("fault", ["401", "403", "429", "503-nginx", "garbage", "reset"])
async def test_a_result_that_cannot_be_read_now_can_be_read_later(
    bench: Bench, done: Submitted, fault: str
) -> None:
    bench.faults.arm(f"fal.result.{fault}")

    with pytest.raises(RequestInProgressError):
        await bench.queue.result(done)

    assert len((await bench.queue.result(done)).pictures) == 2


async def test_a_result_that_is_gone_is_a_failure(bench: Bench, done: Submitted) -> None:
    bench.faults.arm("fal.result.404")

    with pytest.raises(RenderFailedError) as failure:
        await bench.queue.result(done)

    assert failure.value.failure.kind is FailureKind.NOT_FOUND


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("fal.job.policy-422", FailureKind.POLICY),
        ("fal.job.policy-400", FailureKind.POLICY),
        ("fal.job.no-pictures", FailureKind.NO_MEDIA),
        ("fal.job.cancelled-externally", FailureKind.CANCELLED),
        ("fal.job.completed-with-error", FailureKind.UNAVAILABLE),
    ],
)
async def test_a_failed_request_is_reported_by_its_result(
    bench: Bench, fault: str, kind: FailureKind
) -> None:
    bench.faults.arm(fault)
    submitted = await bench.submit()
    bench.clock.advance(100)

    with pytest.raises(RenderFailedError) as failure:
        await bench.queue.result(submitted)

    assert failure.value.failure.kind is kind
    assert reads(bench, submitted) == 1


@pytest.mark.parametrize("status", [408, 409, 429])
async def test_the_client_does_not_retry_a_result_read(bench: Bench, status: int) -> None:
    bench.faults.arm("fal.job.completed-with-error", status=status)
    submitted = await bench.submit()
    bench.clock.advance(100)

    with pytest.raises((RenderFailedError, RequestInProgressError)):
        await bench.queue.result(submitted)

    assert reads(bench, submitted) == 1


async def test_fewer_pictures_than_requested_are_accepted(bench: Bench) -> None:
    bench.faults.arm("fal.job.fewer-pictures")
    submitted = await bench.submit(count=4)
    bench.clock.advance(100)

    assert len((await bench.queue.result(submitted)).pictures) == 3


async def test_a_waiting_request_is_cancelled_and_never_runs(open_bench: Callable[..., Any]) -> None:
    bench = await open_bench(concurrency=1)
    await bench.submit()
    waiting = await bench.submit()

    assert await bench.queue.cancel(waiting) is CancelReply.ACCEPTED
    assert await bench.queue.is_gone(waiting)

    bench.clock.advance(1000)
    assert bench.fal.billed() == 1


async def test_a_finished_or_unknown_request_has_nothing_to_cancel(bench: Bench, done: Submitted) -> None:
    base = f"{bench.fal.queue_url}/fal-ai/gpt-image-2/requests/unknown"
    unknown = Submitted(
        request_id="unknown", status_url=f"{base}/status", response_url=base, cancel_url=f"{base}/cancel"
    )

    assert await bench.queue.cancel(done) is CancelReply.COMPLETED
    assert not await bench.queue.is_gone(done)
    assert await bench.queue.cancel(unknown) is CancelReply.UNKNOWN


@pytest.mark.parametrize("fault", ["fal.cancel.500", "fal.cancel.reset"])
async def test_a_failed_cancel_is_not_an_error(bench: Bench, fault: str) -> None:
    submitted = await bench.submit()
    bench.faults.arm(fault)

    assert await bench.queue.cancel(submitted) is CancelReply.UNREACHED


@pytest.mark.parametrize(
    ("value", "units"),
    [
        *(("2", 2.0), ("0", 0.0), ("16.777216", 16.777216), ("4e-3", 0.004), (" 1 ", 1.0)),
        *((odd, None) for odd in ("", "-1", "nan", "inf", "1e99", "1_0", "0x1", "two", "1,5", "9" * 400)),
    ],
)
async def test_billed_units_are_read_leniently_and_never_cost_a_picture(
    bench: Bench, done: Submitted, value: str, units: float | None
) -> None:
    bench.faults.arm("fal.result.units", value=value)

    result = await bench.queue.result(done)

    assert len(result.pictures) == 2
    assert result.billed_units == units


async def test_units_that_fal_does_not_state_are_unknown(bench: Bench, done: Submitted) -> None:
    bench.faults.arm("fal.result.no-units")

    assert (await bench.queue.result(done)).billed_units is None


async def test_a_failed_request_keeps_the_units_billed_for_it(bench: Bench) -> None:
    submitted = await bench.submit(prompt="forbidden-422")
    bench.clock.advance(200)
    bench.faults.arm("fal.result.billed-failure", units=1)

    with pytest.raises(RenderFailedError) as failure:
        await bench.queue.result(submitted)

    assert failure.value.failure.billed_units == 1.0
