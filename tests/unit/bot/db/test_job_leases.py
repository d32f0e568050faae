"""Job leases on PostgreSQL: who may change a job, and which jobs can be taken over."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.db import advisory_locks, job_queue
from bot.db.advisory_locks import try_to_lock
from bot.db.engine import Database
from bot.db.job_leases import SqlJobLeases
from bot.db.job_queue import SqlSharedQueue
from bot.db.jobs import SqlJobStore
from bot.db.processes import NOW_MS, SqlProcessStore
from bot.db.schema import generations, processes
from bot.errors import DatabaseUnavailableError, StaleJobError
from bot.jobs.leases import JobLostError
from bot.jobs.models import Job, JobState, PostingRoute
from bot.jobs.ports import JobStore
from bot.ops.processes import ProcessInfo
from tests.clocks import ManualClock
from tests.engines import POSTGRES_URL, empty_database, migrated_database
from tests.unit.bot.factories import Place, pictures, references, render, submit

pytestmark = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")

SUBMIT_SECONDS = 60.0


@pytest.fixture
async def shared(tmp_path):
    async with empty_database("postgresql", tmp_path) as url, migrated_database(url) as database:
        yield database


@dataclass(frozen=True, kw_only=True)
class Process:
    """A process of the bot: its jobs, its store and its lease."""

    leases: SqlJobLeases
    store: SqlJobStore
    registry: SqlProcessStore
    clock: ManualClock

    @classmethod
    async def start(cls, database: Database, name: str) -> Process:
        leases = SqlJobLeases(database, name, submit_seconds=SUBMIT_SECONDS)
        clock = ManualClock()
        process = cls(
            leases=leases,
            store=SqlJobStore(database, clock, leases),
            registry=SqlProcessStore(database),
            clock=clock,
        )
        await process.renew()
        return process

    async def renew(self, seconds: float = 30.0) -> bool:
        return await self.registry.renew(
            ProcessInfo(id=self.leases.process_id, started_at=1.0, shards=(0, 2), version="1"),
            seconds=seconds,
        )

    async def place(self, **origin: Any) -> Job:
        return await Place(self.store)(**origin)

    async def take_over(self, *, most: int = 100, from_others: bool = True) -> list[str]:
        return [job.id for job in await self.leases.take_over(most=most, from_others=from_others)]


@pytest.fixture
async def first(shared: Database) -> Process:
    return await Process.start(shared, "first")


@pytest.fixture
async def second(shared: Database) -> Process:
    return await Process.start(shared, "second")


async def expire(database: Database, name: str, seconds: float = 0.0) -> None:
    """Let the lease of a process have ended ``seconds`` ago."""
    ended = update(processes).where(processes.c.id == name).values(expires_ms=NOW_MS - round(seconds * 1000))
    async with database.write() as connection:
        await connection.execute(ended)


async def row_of(database: Database, job_id: str) -> dict[str, Any]:
    async with database.read() as connection:
        found = await connection.execute(select(generations).where(generations.c.id == job_id))
        return dict(found.mappings().one())


Write = Callable[[JobStore, str], Awaitable[Any]]
#: Every step of a worker, by the state it starts from.
_WRITES: tuple[tuple[JobState, Write], ...] = (
    (JobState.QUEUED, lambda store, job: store.claim(job, wire_form="playground")),
    (JobState.QUEUED, lambda store, job: store.record_references(job, references(1))),
    (JobState.QUEUED, lambda store, job: store.record_reply(job, 70)),
    (JobState.QUEUED, lambda store, job: store.finish_failed(job, reason="deadline")),
    (JobState.QUEUED, lambda store, job: store.finish_cancelled(job)),
    (JobState.QUEUED, lambda store, job: store.record_notified(job)),
    (JobState.SUBMITTING, lambda store, job: store.requeue(job)),
    (JobState.SUBMITTING, submit),
    (JobState.SUBMITTED, lambda store, job: store.record_rendered(job, pictures(1), started_at=None)),
    (JobState.RENDERED, lambda store, job: store.record_drawn(job, ((1, 1),), 1)),
    (JobState.RENDERED, lambda store, job: store.record_posting(job, PostingRoute.CHANNEL)),
    (
        JobState.RENDERED,
        lambda store, job: store.finish_delivered(job, message_id=7, channel_id=8, delivered=1),
    ),
)


async def _advance(store: JobStore, job_id: str, state: JobState) -> None:
    if state is JobState.RENDERED:
        await render(store, job_id)
    elif state is not JobState.QUEUED:
        await store.claim(job_id, wire_form="playground")
        if state is JobState.SUBMITTED:
            await submit(store, job_id)


async def test_a_former_owner_can_write_nothing(shared: Database, first: Process, second: Process) -> None:
    jobs = [await first.place() for _ in _WRITES]
    for job, (state, _) in zip(jobs, _WRITES, strict=True):
        await _advance(first.store, job.id, state)
    await expire(shared, "first", SUBMIT_SECONDS + 1)
    assert len(await second.take_over()) == len(jobs)

    for job, (_, write) in zip(jobs, _WRITES, strict=True):
        before = await row_of(shared, job.id)
        with pytest.raises(JobLostError):
            await write(first.store, job.id)
        assert await row_of(shared, job.id) == before
        await write(second.store, job.id)
        assert await row_of(shared, job.id) != before


async def test_a_step_in_the_wrong_state_is_stale_but_not_lost(first: Process) -> None:
    job = await first.place()

    with pytest.raises(StaleJobError) as error:
        await first.store.requeue(job.id)

    assert not isinstance(error.value, JobLostError)


async def test_only_jobs_of_ended_processes_are_taken_over(
    shared: Database, first: Process, second: Process
) -> None:
    job = await first.place()
    assert await second.take_over() == []
    await expire(shared, "first")

    assert await second.take_over(from_others=False) == []
    assert await second.take_over() == [job.id]
    assert await first.leases.lost() == {job.id}
    assert await second.leases.lost() == set()


async def test_a_job_comes_back_with_a_new_fence(shared: Database, first: Process, second: Process) -> None:
    job = await first.place()
    stale = first.leases.fence(job.id)
    await expire(shared, "first")
    await second.take_over()
    await second.leases.release()
    await first.renew()

    assert await first.take_over() == [job.id]
    assert first.leases.fence(job.id) == stale + 2


async def test_a_submit_in_flight_is_given_its_time(
    shared: Database, first: Process, second: Process
) -> None:
    queued, submitting = await first.place(), await first.place()
    await first.store.claim(submitting.id, wire_form="playground")
    await expire(shared, "first", SUBMIT_SECONDS - 10)

    assert await second.take_over() == [queued.id]
    await expire(shared, "first", SUBMIT_SECONDS + 1)
    assert await second.take_over() == [submitting.id]


async def test_released_jobs_are_taken_over_at_once(first: Process, second: Process) -> None:
    queued, submitting = await first.place(), await first.place()
    await first.store.claim(submitting.id, wire_form="playground")

    assert await first.leases.release() == 2

    assert await second.take_over(from_others=False) == [queued.id, submitting.id]
    assert not first.leases.holds(queued.id)


async def test_processes_share_the_jobs_of_an_ended_one(
    shared: Database, first: Process, second: Process
) -> None:
    third = await Process.start(shared, "third")
    jobs = {(await first.place()).id for _ in range(12)}
    await expire(shared, "first")

    taken = await asyncio.gather(
        *(process.take_over(most=2) for process in (second, third) for _ in range(5))
    )

    found = [job_id for batch in taken for job_id in batch]
    assert len(found) == len(set(found))
    found += await second.take_over()
    assert sorted(found) == sorted(jobs)


async def test_a_process_finds_its_own_job_that_nobody_runs(first: Process) -> None:
    job = await first.place()
    assert await first.take_over() == []
    first.leases.drop(job.id)  # as after a take-over whose outcome was unknown

    assert await first.take_over() == [job.id]


async def test_ended_jobs_are_left_alone(shared: Database, first: Process, second: Process) -> None:
    delivered, failed = await first.place(), await first.place()
    await render(first.store, delivered.id)
    await first.store.finish_delivered(delivered.id, message_id=7, channel_id=8, delivered=1)
    await first.store.finish_failed(failed.id, reason="deadline")
    await expire(shared, "first")

    assert await second.take_over() == [failed.id], "its member has yet to be notified"


async def test_a_cancellation_in_another_process_is_found(first: Process, second: Process) -> None:
    queued, submitted, other = [await first.place() for _ in range(3)]
    await first.store.claim(submitted.id, wire_form="playground")
    await submit(first.store, submitted.id)
    for job in (queued, submitted):
        await second.store.request_cancel(job.id, 10)

    found = {job.id: job.state for job in await first.leases.cancellations()}

    assert found == {queued.id: JobState.CANCELLED, submitted.id: JobState.SUBMITTED}
    assert await second.leases.cancellations() == []
    await first.store.record_notified(queued.id)
    assert [job.id for job in await first.leases.cancellations()] == [submitted.id]
    assert first.leases.holds(other.id)


async def test_a_lease_is_renewed_in_time_or_not(shared: Database, first: Process) -> None:
    assert await first.renew()
    await expire(shared, "first")
    assert not await first.renew()
    assert await first.renew()


async def test_processes_are_listed_until_they_have_ended_for_long(
    shared: Database, first: Process, second: Process
) -> None:
    registry = first.registry
    found = await registry.recent(seconds=0)
    assert [process.id for process in found] == ["first", "second"]
    assert (found[0].shards, found[0].version, found[0].started_at) == ((0, 2), "1", 1.0)

    await registry.end("first")
    assert [process.id for process in await registry.recent(seconds=0)] == ["second"]
    assert [process.id for process in await registry.recent(seconds=60)] == ["first", "second"]

    await expire(shared, "first", 2 * 24 * 3600)
    await registry.end("second")
    async with shared.read() as connection:
        assert (await connection.scalars(select(processes.c.id))).all() == ["second"]


# --- the queue of all processes ---------------------------------------------------------------------


def queue_of(
    database: Database, process: Process, *, overall: int = 3, per_member: int = 2
) -> SqlSharedQueue:
    return SqlSharedQueue(
        database, process.clock, process.leases.process_id, overall=overall, per_member=per_member
    )


async def test_the_limits_hold_for_all_processes_together(
    shared: Database, first: Process, second: Process
) -> None:
    processes_ = (first, second)
    for user_id in range(1, 7):
        for process in processes_:
            await process.place(user_id=user_id)

    turns = await asyncio.gather(
        *(queue_of(shared, process).admit() for process in processes_ for _ in range(3))
    )

    admitted = {job_id for turn in turns for job_id in turn.admitted}
    assert len(admitted) == 3
    users = [(await row_of(shared, job_id))["user_id"] for job_id in admitted]
    assert sorted(users) == [1, 2, 3], "each user in turn"


async def test_a_member_has_one_limit_in_all_processes(
    shared: Database, first: Process, second: Process
) -> None:
    for process in (first, second):
        for _ in range(2):
            await process.place(user_id=1)

    found = [await queue_of(shared, process, overall=9).admit() for process in (first, second)]

    assert [len(turns.admitted) for turns in found] == [2, 0]
    assert sorted(found[1].ahead.values()) == [0, 1]


async def test_a_place_is_left_to_the_process_whose_job_is_next(
    shared: Database, first: Process, second: Process
) -> None:
    next_job, later = await first.place(user_id=1), await second.place(user_id=2)

    turns = await queue_of(shared, second, overall=1).admit()
    assert (turns.admitted, turns.ahead) == ([], {later.id: 0})

    turns = await queue_of(shared, first, overall=1).admit()
    assert turns.admitted == [next_job.id]
    await render(first.store, next_job.id)
    assert (await queue_of(shared, second, overall=1).admit()).admitted == [later.id]


async def test_the_user_who_has_waited_longest_for_a_turn_is_next(shared: Database, first: Process) -> None:
    queue, clock = queue_of(shared, first, overall=1), first.clock
    jobs = {}
    for name, user_id in (("a1", 1), ("a2", 1), ("a3", 1), ("b1", 2)):
        jobs[(await first.place(user_id=user_id)).id] = name
        clock.jump(1)
    order = []
    for _ in range(4):
        (job_id,) = (await queue.admit()).admitted
        assert (await queue.admit()).admitted == [job_id], "it is still queued"
        order.append(jobs[job_id])
        clock.jump(1)
        await render(first.store, job_id)

    assert order == ["a1", "b1", "a2", "a3"]


async def test_queued_jobs_of_an_ended_process_hold_nobody_up(
    shared: Database, first: Process, second: Process
) -> None:
    admitted, waiting = await first.place(user_id=1), await first.place(user_id=2)
    other = await second.place(user_id=3)
    assert (await queue_of(shared, first, overall=1).admit()).admitted == [admitted.id]
    assert (await queue_of(shared, second, overall=1).admit()).admitted == []
    await expire(shared, "first")

    assert (await queue_of(shared, second, overall=1).admit()).admitted == [other.id]
    await second.take_over()
    assert (await row_of(shared, admitted.id))["admitted_ms"] is None
    turns = await queue_of(shared, second, overall=1).admit()
    assert (turns.admitted, set(turns.ahead)) == ([other.id], {admitted.id, waiting.id})


async def test_requests_of_an_ended_process_take_their_places_at_fal(
    shared: Database, first: Process, second: Process
) -> None:
    at_fal = await first.place(user_id=1)
    await first.store.claim(at_fal.id, wire_form="playground")
    await submit(first.store, at_fal.id)
    await second.place(user_id=2)
    await expire(shared, "first")

    assert (await queue_of(shared, second, overall=1).admit()).admitted == []


async def test_a_process_that_is_stopped_while_it_admits_delays_others_for_seconds_only(
    shared: Database, second: Process
) -> None:
    job = await second.place(user_id=1)

    with pytest.raises(DatabaseUnavailableError):
        async with shared.write() as connection:
            assert await try_to_lock(connection, job_queue._LOCK)
            # This transaction stays open until the server ends it.
            async with asyncio.timeout(20):
                turns = await queue_of(shared, second).admit()
    assert turns.admitted == [job.id]


async def test_a_process_that_is_stopped_within_a_statement_is_ended_by_others(
    shared: Database, second: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advisory_locks, "_STALE_SECONDS", 0.5)
    job = await second.place(user_id=1)

    with pytest.raises(DatabaseUnavailableError):
        async with shared.write() as connection:
            assert await try_to_lock(connection, job_queue._LOCK)
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            # Between preparing a statement and executing it, no limit of the server applies.
            await driver.prepare("SELECT 'half a statement'")
            async with asyncio.timeout(20):
                turns = await queue_of(shared, second).admit()
    assert turns.admitted == [job.id]
