"""The lease of a process: when it may act, by its own clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.errors import DatabaseUnavailableError
from bot.jobs.leases import LeaseEndedError
from bot.ops.processes import TERM_SECONDS, ProcessInfo, RegisteredProcess
from tests.clocks import ManualClock


class _Clock(ManualClock):
    def monotonic(self) -> float:
        return self.now()


class _Store:
    """Renews in time by the database's clock, unless ``late`` or ``away``."""

    def __init__(self) -> None:
        self.away = False
        self.late = False
        self.renewals = 0

    async def renew(self, process: ProcessInfo, *, seconds: float) -> bool:
        if self.away:
            raise DatabaseUnavailableError(detail="away")
        self.renewals += 1
        late, self.late = self.late, False
        return not late

    async def recent(self, *, seconds: float) -> list[ProcessInfo]:
        return []

    async def end(self, process_id: str) -> None:
        if self.away:
            raise DatabaseUnavailableError(detail="away")


class _Setup:
    def __init__(self) -> None:
        self.clock = _Clock()
        self.store = _Store()
        self.process = RegisteredProcess(self.store, self.clock, version="1")
        self.lapses: list[bool] = []
        self.process.on_lapse = self._drop

    async def _drop(self) -> None:
        self.lapses.append(self.process.is_valid)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[RegisteredProcess]:
        await self.process.start()
        task = asyncio.create_task(self.process.run())
        await self.clock.settle()
        try:
            yield self.process
        finally:
            task.cancel()
            await asyncio.wait({task})


@pytest.fixture
def setup() -> _Setup:
    return _Setup()


async def test_a_process_may_not_act_before_it_is_registered(setup: _Setup) -> None:
    assert not setup.process.is_valid
    async with setup.running() as process:
        assert process.is_valid
        assert process.may_take_over


async def test_a_process_that_starts_during_an_outage_is_registered_afterward(setup: _Setup) -> None:
    setup.store.away = True
    async with setup.running() as process:
        await setup.clock.advance(60)
        assert not process.is_valid
        setup.store.away = False
        setup.store.late = True  # it has no row yet
        await setup.clock.advance(3)

        assert process.is_valid
        assert process.may_take_over
        assert setup.lapses == []


async def test_the_lease_is_renewed_below_half_its_term(setup: _Setup) -> None:
    async with setup.running() as process:
        await setup.clock.advance(3600)

        assert process.is_valid
        assert setup.store.renewals >= 3600 // (TERM_SECONDS / 2)
        assert setup.lapses == []


async def test_a_process_stops_acting_before_its_lease_ends(setup: _Setup) -> None:
    async with setup.running() as process:
        setup.store.away = True
        await setup.clock.advance(TERM_SECONDS - 9)
        assert process.is_valid
        await setup.clock.advance(2)

        assert not process.is_valid
        assert not process.may_take_over


async def test_lost_jobs_are_dropped_before_the_lease_is_valid_again(setup: _Setup) -> None:
    async with setup.running() as process:
        setup.store.away = True
        await setup.clock.advance(100)
        waiting = asyncio.create_task(process.wait())
        await setup.clock.settle()
        assert not waiting.done()

        setup.store.away = False
        await setup.clock.advance(5)

        assert waiting.done()
        assert setup.lapses == [False]


async def test_a_lease_that_the_database_has_ended_is_an_interruption(setup: _Setup) -> None:
    async with setup.running() as process:
        setup.store.late = True
        await setup.clock.advance(10)

        assert setup.lapses == [False]
        assert process.is_valid


async def test_lost_jobs_that_could_not_be_dropped_are_dropped_later(setup: _Setup) -> None:
    async def fail() -> None:
        setup.process.on_lapse = setup._drop
        raise DatabaseUnavailableError(detail="away")

    async with setup.running() as process:
        setup.process.on_lapse = fail
        setup.store.late = True
        await setup.clock.advance(8)
        assert not process.is_valid
        await setup.clock.advance(10)

        assert setup.lapses == [False]
        assert process.is_valid


async def test_after_an_outage_other_processes_get_a_term_to_renew_their_leases(setup: _Setup) -> None:
    async with setup.running() as process:
        setup.store.away = True
        await setup.clock.advance(100)
        setup.store.away = False
        await setup.clock.advance(3)
        assert process.is_valid
        assert not process.may_take_over

        await setup.clock.advance(TERM_SECONDS)

        assert process.may_take_over


async def test_a_call_is_canceled_when_the_lease_ends(setup: _Setup) -> None:
    ended = []

    async def call() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(setup.process.is_valid)

    async with setup.running() as process:
        holding = asyncio.create_task(process.hold(call()))
        await setup.clock.advance(3600)
        assert not holding.done()

        setup.store.away = True
        await setup.clock.advance(TERM_SECONDS)

        with pytest.raises(LeaseEndedError):
            await holding
        assert ended == [False]


async def test_a_call_returns_its_result_or_error(setup: _Setup) -> None:
    async def fail() -> None:
        raise ValueError("a bug")

    async with setup.running() as process:
        assert await process.hold(asyncio.sleep(0, "done")) == "done"
        with pytest.raises(ValueError, match="a bug"):
            await process.hold(fail())


async def test_a_stop_ends_the_lease_even_without_the_database(setup: _Setup) -> None:
    async with setup.running() as process:
        setup.store.away = True

        await process.stop()

        assert not process.is_valid


async def test_after_an_outage_others_get_time_to_renew_before_they_count_as_gone(setup: _Setup) -> None:
    async with setup.running() as process:
        await setup.clock.advance(60)
        assert process.is_steady
        setup.store.away = True
        await setup.clock.advance(12)
        setup.store.away = False
        await setup.clock.advance(2)
        assert process.is_valid
        assert not process.is_steady
        await setup.clock.advance(12)

        assert process.is_steady
        assert setup.lapses == []
