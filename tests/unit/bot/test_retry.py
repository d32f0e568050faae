"""Retries and timeouts on a clock that the test moves."""

from __future__ import annotations

import asyncio

import pytest

from bot.retry import Backoff, clock_timeout, detach_after, retry


class _Clock:
    """A clock on which every sleep passes at once."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> float:
        return sum(self.slept)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class _StoppedClock(_Clock):
    """A clock on which no sleep ends before :meth:`advance`."""

    def __init__(self) -> None:
        super().__init__()
        self.advanced = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        await self.advanced.wait()


class _BusyError(Exception):
    def __init__(self, retry_after: float | None = None) -> None:
        self.retry_after = retry_after


async def test_waits_grow_and_the_last_one_repeats() -> None:
    clock = _Clock()
    backoff = Backoff(clock, waits=(1.0, 2.0))

    assert [await backoff.wait() for _ in range(4)] == [True] * 4
    assert clock.slept == [1.0, 2.0, 2.0, 2.0]


async def test_a_wait_beyond_the_time_limit_is_refused_immediately() -> None:
    clock = _Clock()
    backoff = Backoff(clock, 2.5, waits=(1.0, 2.0))

    assert [await backoff.wait(), await backoff.wait()] == [True, False]
    assert clock.slept == [1.0]


async def test_a_server_can_lengthen_a_wait_but_not_shorten_it() -> None:
    clock = _Clock()
    backoff = Backoff(clock, waits=(5.0,))

    await backoff.wait(9.0)
    await backoff.wait(0.0)

    assert clock.slept == [9.0, 5.0]


async def test_a_call_is_repeated_until_it_succeeds() -> None:
    clock = _Clock()
    outcomes: list[Exception | str] = [_BusyError(), _BusyError(retry_after=7.0), "done"]

    async def call() -> str:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    assert await retry(call, Backoff(clock), on=_BusyError) == "done"
    assert clock.slept == [1.0, 7.0]


async def test_the_last_error_is_raised_after_the_last_attempt() -> None:
    clock = _Clock()

    async def call() -> None:
        raise _BusyError

    with pytest.raises(_BusyError):
        await retry(call, Backoff(clock, attempts=3), on=_BusyError)

    assert len(clock.slept) == 2


async def test_another_error_is_not_retried() -> None:
    clock = _Clock()

    async def call() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        await retry(call, Backoff(clock), on=_BusyError)

    assert clock.slept == []


async def test_a_body_is_cancelled_when_the_clock_passes_its_timeout() -> None:
    clock = _StoppedClock()
    forever = asyncio.Event()

    async def body() -> None:
        async with clock_timeout(clock, 5.0):
            await forever.wait()

    task = asyncio.create_task(body())
    await asyncio.sleep(0.01)
    assert not task.done()
    clock.advanced.set()

    with pytest.raises(TimeoutError):
        await task


async def test_slow_work_is_left_to_finish() -> None:
    clock, finished = _Clock(), asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0.01)
        finished.set()

    with pytest.raises(TimeoutError):
        await detach_after(clock, 1.5, work())

    assert not finished.is_set()
    async with asyncio.timeout(5):
        await finished.wait()


async def test_fast_work_returns_its_result_or_raises_its_error() -> None:
    clock = _StoppedClock()

    async def answer() -> int:
        return 7

    async def fail() -> int:
        raise LookupError

    assert await detach_after(clock, 1.5, answer()) == 7
    with pytest.raises(LookupError):
        await detach_after(clock, 1.5, fail())
