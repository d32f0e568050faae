"""Image workers: threads that process a limited number of pixels."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.images import ImageWorkers


class Load:
    """Counts the pixels in progress; each task waits for ``gate``."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.now = self.most = self.calls = 0
        self._lock = threading.Lock()

    def work(self, pixels: int) -> int:
        with self._lock:
            self.now += pixels
            self.calls += 1
            self.most = max(self.most, self.now)
        self.gate.wait(10)
        with self._lock:
            self.now -= pixels
        return pixels


async def until(condition: object) -> None:
    async with asyncio.timeout(10):
        while not condition():  # type: ignore[operator]  # noqa: ASYNC110 - threads set no event of the loop
            await asyncio.sleep(0.001)


async def test_the_pixels_in_progress_stay_within_the_limit() -> None:
    load = Load()
    with ImageWorkers(threads=4, max_pixels=100) as workers:
        jobs = [asyncio.create_task(workers.run(size, load.work, size)) for size in (60, 60, 30, 10, 100, 1)]
        await until(lambda: load.calls == 1)
        load.gate.set()

        assert await asyncio.gather(*jobs) == [60, 60, 30, 10, 100, 1]
    assert load.most <= 100


async def test_a_picture_above_the_limit_is_processed_alone() -> None:
    load = Load()
    with ImageWorkers(threads=4, max_pixels=100) as workers:
        large = asyncio.create_task(workers.run(1000, load.work, 1000))
        small = asyncio.create_task(workers.run(1, load.work, 1))
        await until(lambda: load.calls == 1)
        load.gate.set()
        await asyncio.gather(large, small)
    assert load.most == 1000


async def test_a_canceled_caller_releases_its_pixels_once_the_thread_is_done() -> None:
    load = Load()
    with ImageWorkers(threads=4, max_pixels=100) as workers:
        running = asyncio.create_task(workers.run(100, load.work, 100))
        await until(lambda: load.calls == 1)
        waiting = asyncio.create_task(workers.run(100, load.work, 100))
        third = asyncio.create_task(workers.run(50, load.work, 50))
        await asyncio.sleep(0)
        for task in (running, waiting):
            task.cancel()
        await asyncio.gather(running, waiting, return_exceptions=True)
        still_one = load.calls
        load.gate.set()

        assert await third == 50
    assert (still_one, load.calls, load.most) == (1, 2, 100)


async def test_an_error_is_raised_and_releases_the_pixels() -> None:
    with ImageWorkers(max_pixels=10) as workers:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await workers.run(10, lambda: 1 // 0)
