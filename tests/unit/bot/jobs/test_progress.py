"""Progress: the latest stage at limited intervals, and nothing after the result."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest

import bot.jobs.progress as module
from bot.jobs.progress import ChannelThrottle, DurationEstimate, ProgressReporter, ProgressStage, StageKind
from tests.clocks import ManualClock

INTERVAL = 2.0
FORTY = DurationEstimate(median=40, low=30, high=50, sample=25)


def waiting(ahead: int) -> ProgressStage:
    return ProgressStage(kind=StageKind.WAITING, ahead=ahead)


@dataclass(slots=True)
class Screen:
    """What was shown, and when."""

    clock: ManualClock
    begun: float = field(init=False)
    shown: list[tuple[float, ProgressStage]] = field(default_factory=list)
    hold: asyncio.Event | None = None
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.begun = self.clock.now()

    async def show(self, stage: ProgressStage) -> None:
        self.shown.append((self.clock.now() - self.begun, stage))
        if self.hold is not None:
            await self.hold.wait()
        if self.seconds:
            await self.clock.sleep(self.seconds)

    def aheads(self) -> list[tuple[float, int]]:
        return [(at, stage.ahead) for at, stage in self.shown]


StartReporter = Callable[..., ProgressReporter]


@pytest.fixture
def screen(manual_clock: ManualClock) -> Screen:
    return Screen(manual_clock)


@pytest.fixture
async def start(manual_clock: ManualClock, screen: Screen) -> AsyncIterator[StartReporter]:
    """Starts reporters that share one throttle; they are closed after the test."""
    throttle = ChannelThrottle(manual_clock, INTERVAL)
    async with AsyncExitStack() as stack:

        def start_one(channel_id: int = 1, on: Screen = screen) -> ProgressReporter:
            reporter = ProgressReporter(
                channel_id=channel_id,
                throttle=throttle,
                clock=manual_clock,
                interval=INTERVAL,
                show=on.show,
            )
            reporter.start("progress")
            stack.push_async_callback(reporter.close)
            return reporter

        yield start_one


async def test_a_stage_is_shown_immediately_and_then_at_most_once_per_interval(
    start: StartReporter, screen: Screen, manual_clock: ManualClock
) -> None:
    reporter = start()

    for ahead in range(9, 0, -1):
        reporter.update(waiting(ahead))
        await manual_clock.advance(1)

    assert screen.aheads() == [(0, 9), (2, 8), (4, 6), (6, 4), (8, 2)]


async def test_only_the_latest_of_several_stages_is_shown(
    start: StartReporter, screen: Screen, manual_clock: ManualClock
) -> None:
    reporter = start()
    reporter.update(waiting(9))
    await manual_clock.advance(0.5)

    for ahead in (8, 7, 6):
        reporter.update(waiting(ahead))
    await manual_clock.advance(60)

    assert screen.aheads() == [(0, 9), (2, 6)]


async def test_an_unchanged_stage_is_shown_once(
    start: StartReporter, screen: Screen, manual_clock: ManualClock
) -> None:
    reporter = start()

    for _ in range(5):
        reporter.update(waiting(3))
        await manual_clock.advance(10)

    assert screen.aheads() == [(0, 3)]


async def test_the_drawing_stage_is_updated_as_time_passes(
    start: StartReporter, screen: Screen, manual_clock: ManualClock
) -> None:
    reporter = start()

    reporter.update(ProgressStage(kind=StageKind.DRAWING, since=manual_clock.now() - 5, estimate=FORTY))
    await manual_clock.advance(25)

    assert [(at, stage.elapsed) for at, stage in screen.shown] == [(0, 5), (10, 15), (20, 25)]
    assert {stage.estimate for _, stage in screen.shown} == {FORTY}


async def test_nothing_is_shown_after_a_stop(
    start: StartReporter, screen: Screen, manual_clock: ManualClock
) -> None:
    reporter = start()
    reporter.update(waiting(3))
    await manual_clock.advance(1)
    reporter.update(waiting(2))

    await reporter.stop()
    reporter.update(waiting(1))
    await manual_clock.advance(60)

    assert screen.aheads() == [(0, 3)]


@pytest.mark.parametrize(
    "stage", [waiting(3), ProgressStage(kind=StageKind.DRAWING, since=0.0)], ids=["quiet", "drawing"]
)
async def test_a_waiting_reporter_shows_nothing_after_a_stop(
    start: StartReporter, screen: Screen, manual_clock: ManualClock, stage: ProgressStage
) -> None:
    reporter = start()
    reporter.update(stage)
    await manual_clock.advance(5)

    await reporter.stop()
    await manual_clock.advance(60)
    reporter.update(waiting(1))
    await manual_clock.advance(60)

    assert len(screen.shown) == 1


async def test_a_stop_waits_for_an_edit_in_progress(
    start: StartReporter, screen: Screen, manual_clock: ManualClock
) -> None:
    screen.hold = asyncio.Event()
    reporter = start()
    reporter.update(waiting(3))
    await manual_clock.settle()

    stopping = asyncio.create_task(reporter.stop())
    await manual_clock.settle()
    waited = not stopping.done()
    screen.hold.set()
    await stopping

    assert waited
    assert screen.aheads() == [(0, 3)]


async def test_a_stop_waits_for_a_limited_time(
    start: StartReporter, screen: Screen, manual_clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LAST_EDIT_SECONDS", 0.01)
    screen.hold = asyncio.Event()
    reporter = start()
    reporter.update(waiting(3))
    await manual_clock.settle()

    await reporter.stop()

    assert not screen.hold.is_set()


async def test_jobs_of_one_channel_share_its_throttle_and_each_gets_a_turn(
    start: StartReporter, manual_clock: ManualClock
) -> None:
    screens = [Screen(manual_clock, seconds=0.25) for _ in range(3)]
    reporters = [start(channel_id=1, on=screen) for screen in screens]

    for second in range(30):
        for reporter in reporters:
            reporter.update(waiting(second))
        await manual_clock.advance(1)

    times = sorted(at for screen in screens for at, _ in screen.shown)
    assert times == [INTERVAL * number for number in range(16)]
    assert all(screen.shown for screen in screens)


async def test_another_channel_has_its_own_throttle(start: StartReporter, manual_clock: ManualClock) -> None:
    screens = [Screen(manual_clock), Screen(manual_clock)]

    for channel_id, screen in enumerate(screens):
        start(channel_id=channel_id, on=screen).update(waiting(1))
    await manual_clock.settle()

    assert [screen.aheads() for screen in screens] == [[(0, 1)], [(0, 1)]]


async def test_a_failed_edit_does_not_end_the_reporter(
    start: StartReporter, screen: Screen, manual_clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []

    async def fail_first(_: Screen, stage: ProgressStage) -> None:
        shown.append(stage.ahead)
        if len(shown) == 1:
            raise RuntimeError("Discord is away")

    monkeypatch.setattr(Screen, "show", fail_first)
    reporter = start()
    reporter.update(waiting(2))
    await manual_clock.advance(3)
    reporter.update(waiting(1))
    await manual_clock.advance(3)

    assert shown == [2, 1]


def test_a_throttle_forgets_idle_channels(manual_clock: ManualClock) -> None:
    throttle = ChannelThrottle(manual_clock, INTERVAL)
    for channel_id in range(5000):
        throttle.try_acquire(channel_id)
        manual_clock.jump(1)

    assert len(throttle._free_at) <= 1001
    assert throttle.try_acquire(4999) == 1.0


def _edits(throttle: ChannelThrottle, clock: ManualClock, seconds: int) -> int:
    """The number of edits in a channel that is always ready for the next one."""
    edits = 0
    for _ in range(seconds * 10):
        if throttle.try_acquire(1) == 0:
            throttle.record(1)
            edits += 1
        clock.jump(0.1)
    return edits


@pytest.mark.parametrize(("jobs", "most"), [(1, 25), (3, 25), (12, 15), (20, 7), (100, 5)])
def test_the_pace_of_a_channel_follows_its_number_of_jobs(
    manual_clock: ManualClock, jobs: int, most: int
) -> None:
    throttle = ChannelThrottle(manual_clock, 2.5)
    for _ in range(jobs):
        throttle.open(1)

    edits = _edits(throttle, manual_clock, 60)

    assert most - 2 <= edits <= most
    assert jobs > 25 or edits + jobs <= 30
    assert throttle.try_acquire(2) == 0


def test_the_pace_recovers_when_the_jobs_have_ended(manual_clock: ManualClock) -> None:
    throttle = ChannelThrottle(manual_clock, 2.5)
    for _ in range(20):
        throttle.open(1)
    _edits(throttle, manual_clock, 60)
    for _ in range(20):
        throttle.close(1)

    assert _edits(throttle, manual_clock, 60) > 15


def test_calls_of_every_kind_and_rate_limits_hold_progress_back(manual_clock: ManualClock) -> None:
    throttle = ChannelThrottle(manual_clock, 2.5)
    throttle.hold(1, 7)
    assert throttle.try_acquire(1) == 7
    manual_clock.jump(7)
    assert throttle.try_acquire(1) == 0

    for _ in range(30):
        throttle.record(1)
    manual_clock.jump(10)

    assert throttle.try_acquire(1) == pytest.approx(50, abs=0.1)
    assert throttle.try_acquire(2) == 0
