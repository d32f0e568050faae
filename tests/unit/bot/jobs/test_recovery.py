"""Recovery: order, isolation and retries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.errors import DatabaseUnavailableError
from bot.jobs.recovery import Recovery
from tests.clocks import ManualClock


class _Source:
    """Records its calls in ``log``; ``outcomes`` are returned or raised in order, then 0."""

    def __init__(self, name: str, log: list[str], *outcomes: int | Exception) -> None:
        self._name = name
        self._log = log
        self._outcomes = list(outcomes)
        self.during: Callable[[], Awaitable[None]] | None = None
        self.ticks = 0

    async def tick(self) -> None:
        self.ticks += 1
        if self.ticks == 1:
            raise DatabaseUnavailableError(detail="away")
        if self.ticks in (2, 3, 5):
            raise ValueError("a bug")

    async def recover(self) -> int:
        self._log.append(self._name)
        if self.during is not None:
            await self.during()
        outcome = self._outcomes.pop(0) if self._outcomes else 0
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


class _Setup:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.log: list[str] = []
        self.sources = {name: _Source(name, self.log) for name in ("jobs", "shares", "reactions")}

    def fail(self, name: str, *outcomes: int | Exception) -> None:
        self.sources[name] = _Source(name, self.log, *outcomes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Recovery]:
        recovery = Recovery(self.clock, **self.sources)
        task = asyncio.create_task(recovery.run())
        await self.clock.settle()
        try:
            yield recovery
        finally:
            task.cancel()
            await asyncio.wait({task})

    def taken(self) -> list[str]:
        taken = self.log.copy()
        self.log.clear()
        return taken


@pytest.fixture
def setup() -> _Setup:
    return _Setup()


async def test_only_jobs_are_recovered_before_a_session_starts(setup: _Setup) -> None:
    async with setup.running():
        await setup.clock.advance(3600)

        assert setup.taken() == ["jobs"]


async def test_each_session_recovers_shares_before_reactions(setup: _Setup) -> None:
    async with setup.running() as recovery:
        setup.taken()
        for _ in range(2):
            recovery.session_started()
            await setup.clock.settle()

            assert setup.taken() == ["shares", "reactions"]


async def test_the_bot_does_not_start_without_the_first_recovery_of_jobs(setup: _Setup) -> None:
    setup.fail("jobs", OSError("damaged"))

    with pytest.raises(OSError, match="damaged"):
        await Recovery(setup.clock, **setup.sources).run()


@pytest.mark.parametrize("name", ["jobs", "shares", "reactions"])
@pytest.mark.parametrize("outcome", [OSError("away"), 2], ids=["raises", "incomplete"])
async def test_only_the_failed_recovery_is_retried(
    setup: _Setup, name: str, outcome: int | Exception
) -> None:
    # Incomplete at the start, because a failure of the first recovery of jobs ends the process.
    setup.fail(name, *[1] * (name == "jobs"), outcome, outcome, outcome)
    async with setup.running() as recovery:
        recovery.session_started()
        await setup.clock.settle()
        assert sorted({*setup.taken()}) == ["jobs", "reactions", "shares"]
        await setup.clock.advance(3600)

        repeated = setup.taken()
        assert repeated == [name] * len(repeated)
        assert len(repeated) in (2, 3)


async def test_waits_between_retries_grow(setup: _Setup) -> None:
    setup.fail("jobs", *[1] * 100)
    async with setup.running():
        setup.taken()
        for seconds, calls in ((1, 1), (5, 1), (15, 1), (60, 1), (300, 1), (300, 1), (299, 0)):
            await setup.clock.advance(seconds)

            assert len(setup.taken()) == calls, seconds


async def test_a_new_session_does_not_wait_for_the_next_retry(setup: _Setup) -> None:
    setup.fail("shares", *[OSError("away")] * 100)
    async with setup.running() as recovery:
        recovery.session_started()
        await setup.clock.advance(1000)
        setup.taken()
        recovery.session_started()
        await setup.clock.settle()

        assert setup.taken() == ["shares", "reactions"]


async def test_a_session_that_starts_during_a_recovery_is_followed_by_another(setup: _Setup) -> None:
    async with setup.running() as recovery:
        setup.taken()

        async def restart() -> None:
            setup.sources["reactions"].during = None
            recovery.session_started()

        setup.sources["reactions"].during = restart
        recovery.session_started()
        await setup.clock.settle()

        assert setup.taken() == ["shares", "reactions"] * 2


async def test_a_hanging_recovery_is_abandoned_and_retried(setup: _Setup) -> None:
    async def hang() -> None:
        setup.sources["shares"].during = None
        await asyncio.Event().wait()

    async with setup.running() as recovery:
        setup.taken()
        setup.sources["shares"].during = hang
        recovery.session_started()
        await setup.clock.settle()
        assert setup.taken() == ["shares"]
        await setup.clock.advance(1000)

        assert setup.taken() == ["reactions", "shares"]


async def test_suspended_jobs_are_resumed_after_any_error(setup: _Setup) -> None:
    with capture_logs() as lines:
        async with setup.running():
            await setup.clock.advance(60)

    assert setup.sources["jobs"].ticks == 12
    in_full = [line["exc_info"] for line in lines if line["log_level"] == "error"]
    assert in_full == [True, False, True], "the first error of an episode is logged with its traceback"


async def test_the_start_survives_an_outage(setup: _Setup) -> None:
    setup.fail("jobs", DatabaseUnavailableError(detail="away"), DatabaseUnavailableError(detail="away"))
    async with setup.running():
        await setup.clock.advance(60)

    assert setup.taken().count("jobs") == 3
