"""Watching a request to its end, by stream and polling, despite read errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import bot.fal.client as module
from bot.fal.client import FalClient
from bot.fal.errors import FailureKind
from bot.jobs.ports import RenderFailedError
from sandbox.fal.fault_names import FAULT_NAMES
from tests.unit.bot.fal.fal_client_fixture import KEY, MODEL, Bench, arguments

OpenBench = Callable[..., Any]

STATUS_FAULTS = sorted(name for name in FAULT_NAMES if name.startswith("fal.status."))
STREAM_FAULTS = sorted(name for name in FAULT_NAMES if name.startswith("fal.stream."))


@pytest.fixture
async def polled(open_bench: OpenBench) -> Bench:
    """A queue without a status stream."""
    bench: Bench = await open_bench(stream=False)
    return bench


async def test_the_stream_reports_position_start_and_end_without_polling(open_bench: OpenBench) -> None:
    bench = await open_bench(concurrency=1)
    await bench.submit()
    await bench.submit()
    submitted = await bench.submit()

    async with bench.watching(submitted) as watch:
        await bench.fal.until(lambda: watch.states() == ["position 1"])
        bench.clock.advance(100)
        await bench.fal.until(lambda: watch.states()[-1:] == ["position 0"])
        bench.clock.advance(100)
        await bench.fal.until(lambda: watch.states()[-1:] == ["in progress"])
        bench.clock.advance(100)
        await watch.task

    assert watch.states() == ["position 1", "position 0", "in progress", "completed"]
    job = bench.fal.requests[submitted.request_id]
    assert (job.stream_reads, job.status_reads) == (1, 0)


async def test_polling_reports_the_same_without_a_stream(open_bench: OpenBench) -> None:
    bench = await open_bench(concurrency=1, stream=False)
    await bench.submit()
    submitted = await bench.submit()

    async with bench.watching(submitted) as watch:
        await bench.fal.until(lambda: watch.states() == ["position 0"])
        bench.clock.advance(100)
        await bench.fal.until(lambda: watch.states()[-1:] == ["in progress"])
        bench.clock.advance(100)
        await watch.task

    assert watch.states() == ["position 0", "in progress", "completed"]


async def test_polling_intervals_grow_up_to_a_limit(polled: Bench) -> None:
    slept: list[float] = []

    class NotingClock:
        """Passes at once, and ten seconds of the simulator's time with it."""

        def now(self) -> float:
            return polled.clock.now()

        async def sleep(self, seconds: float) -> None:
            slept.append(seconds)
            polled.clock.advance(10)

    url = polled.fal.queue_url
    async with FalClient(key=KEY, clock=NotingClock(), queue_url=url, poll_seconds=1.0) as queue:
        submitted = await queue.submit(MODEL, arguments(), start_within=60)
        async for _ in queue.watch(submitted):
            pass

    assert slept[:3] == [1.0, 1.5, 2.25]
    assert slept == sorted(slept)
    assert slept[-2:] == [8.0, 8.0]


async def test_the_runners_last_log_line_is_reported(bench: Bench) -> None:
    seen = await bench.finish(await bench.submit())

    assert [reading.log_line for reading in seen if reading.in_progress][:1] == ["Preparing canvas"]


@pytest.mark.parametrize("fault", STREAM_FAULTS)
async def test_a_broken_stream_does_not_lose_the_request(
    open_bench: OpenBench, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_STREAM_SILENCE_SECONDS", 0.2)
    bench = await open_bench()
    bench.faults.arm(fault, times=2)

    seen = await bench.finish(await bench.submit())

    assert [reading.completed for reading in seen].count(True) == 1
    assert seen[-1].completed
    assert seen[-1].failure is None
    assert fault in bench.faults.taken
    assert len(bench.fal.submits) == 1


async def test_a_repeatedly_broken_stream_is_replaced_by_polling(bench: Bench) -> None:
    bench.faults.arm("fal.stream.early-end", times=100)
    submitted = await bench.submit()

    async with bench.watching(submitted) as watch:
        job = bench.fal.requests[submitted.request_id]
        await bench.fal.until(lambda: job.status_reads >= 5)
        bench.clock.advance(100)
        await watch.task

    assert job.stream_reads == 3
    assert watch.states()[-1] == "completed"


@pytest.mark.parametrize("fault", STATUS_FAULTS)
async def test_an_unreadable_status_is_ignored(polled: Bench, fault: str) -> None:
    polled.faults.arm(fault, times=2)
    submitted = await polled.submit()

    async with polled.watching(submitted) as watch:
        for _ in range(2):
            before = len(polled.faults.taken)
            await polled.fal.until(lambda before=before: len(polled.faults.taken) > before)  # type: ignore[misc]
            polled.clock.advance(40)
        await polled.fal.until(lambda: bool(watch.seen) or watch.task.done())
        polled.clock.advance(200)
        await watch.task

    assert watch.states()[-1] == "completed"
    assert watch.seen[-1].failure is None
    assert len(polled.fal.submits) == 1


async def test_a_request_that_fal_does_not_find_three_times_in_a_row_is_lost(polled: Bench) -> None:
    submitted = await polled.submit()
    polled.faults.arm("fal.status.404", times=3)

    async with polled.watching(submitted) as watch:
        with pytest.raises(RenderFailedError) as lost:
            await watch.task

    assert lost.value.failure.kind is FailureKind.NOT_FOUND
    assert watch.seen == []


async def test_a_request_that_reappears_is_not_lost(polled: Bench) -> None:
    submitted = await polled.submit()

    async with polled.watching(submitted) as watch:
        for _ in range(2):
            polled.faults.arm("fal.status.404", times=2)
            seen = len(watch.seen)
            await polled.fal.until(lambda seen=seen: len(watch.seen) > seen + 1)  # type: ignore[misc]
        polled.clock.advance(100)
        await watch.task

    assert polled.faults.taken.count("fal.status.404") == 4
    assert watch.states()[-1] == "completed"


async def test_a_waiting_request_canceled_at_fal_is_lost(open_bench: OpenBench) -> None:
    bench = await open_bench(concurrency=1)
    await bench.submit()
    submitted = await bench.submit()

    async with bench.watching(submitted) as watch:
        await bench.fal.until(lambda: bool(watch.seen))
        assert await bench.queue.cancel(submitted)
        with pytest.raises(RenderFailedError) as lost:
            await watch.task

    assert lost.value.failure.kind is FailureKind.NOT_FOUND


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "polls"])
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("fal.job.policy-422", FailureKind.POLICY),
        ("fal.job.policy-400", FailureKind.POLICY),
        ("fal.job.cancelled-externally", FailureKind.CANCELLED),
        ("fal.job.completed-with-error", FailureKind.UNAVAILABLE),
        ("fal.job.completed-error-200", FailureKind.UNAVAILABLE),
    ],
)
async def test_a_failed_request_ends_as_completed_with_its_failure(
    open_bench: OpenBench, stream: bool, fault: str, kind: FailureKind
) -> None:
    bench = await open_bench(stream=stream)
    bench.faults.arm(fault)

    seen = await bench.finish(await bench.submit())

    assert seen[-1].completed
    assert seen[-1].failure is not None
    assert seen[-1].failure.kind is kind


async def test_watching_can_be_canceled_at_any_time(bench: Bench) -> None:
    submitted = await bench.submit()

    async with bench.watching(submitted) as watch:
        await bench.fal.until(lambda: bool(watch.seen))

    assert watch.task.cancelled()
    assert not bench.fal.requests[submitted.request_id].cancelled
