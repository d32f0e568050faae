"""Ledger state machine: any order of steps, days, changes and crashes agrees with the model."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bot.audit.models import Target, TargetKind
from bot.db import ledger
from bot.db.engine import Database, open_database
from bot.db.jobs import SqlJobStore
from bot.db.limits import set_limit
from bot.db.migrate import migrate
from bot.db.schema import generations
from bot.errors import DuplicateEventError, RefusedError, StaleJobError
from bot.jobs.models import Job, JobState
from bot.jobs.request import RequestContext
from bot.quota.models import Account
from tests.clocks import ManualClock
from tests.unit.bot.factories import (
    NO_CAPS,
    counters_of,
    make_new_job,
    make_origin,
    make_request,
    pictures,
    quota_day,
    submit,
)
from tests.unit.bot.quota.ledger_invariants import problems
from tests.unit.bot.quota.ledger_model import CAPS, OPERATOR_DAILY, LedgerModel, ModelJob

Answer = TypeVar("Answer")

ACCOUNTS = st.sampled_from([Account(guild_id=g, user_id=u) for g, u in ((1, 10), (1, 11), (2, 10))])
UNITS, COUNTS = st.integers(1, 8), st.sampled_from([1, 2, 4])
ADMIN = 99

# Without shrinking: each step writes to a disk, so a failure is better long and at once.
SETTINGS = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


class PowerCutError(Exception):
    """Ends a transaction before its commit."""


class LedgerMachine(RuleBasedStateMachine):
    """The store on a real file beside :class:`LedgerModel`; after each step both must agree."""

    template: ClassVar[Path]
    jobs: Bundle[str] = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.model = LedgerModel()
        self.origins: dict[str, RequestContext] = {}
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "easel.db"
        self.open_files = AsyncExitStack()

    @initialize()
    def start(self) -> None:
        shutil.copy(self.template, self.file)
        self.run(self._open())

    def teardown(self) -> None:
        self.run(self.open_files.aclose())
        self.runner.close()
        self.folder.cleanup()

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return self.runner.run(work)

    # --- placing ------------------------------------------------------------------------

    @rule(target=jobs, account=ACCOUNTS, unit=UNITS, count=COUNTS)
    def place(self, account: Account, unit: int, count: int) -> str | MultipleResults[str]:
        expected = self.model.split(account, unit * count)
        origin = make_origin(guild_id=account.guild_id, user_id=account.user_id)
        try:
            job = self.run(self._place(origin, unit, count))
        except RefusedError as refusal:
            assert refusal.key == expected
            return multiple()
        assert (job.reservation.allowance, job.reservation.granted) == expected
        self.origins[job.id] = origin
        self.model.open(job.id, _as_model(job, unit))
        return job.id

    @rule(job_id=jobs)
    def place_the_same_event_again(self, job_id: str) -> None:
        with pytest.raises(DuplicateEventError):
            self.run(self._place(self.origins[job_id], 1, 1))

    @rule(account=ACCOUNTS, unit=UNITS)
    def lose_power_within_a_reservation(self, account: Account, unit: int) -> None:
        with pytest.raises(PowerCutError):
            self.run(self._reserve_and_stop(account, unit))

    # --- the life of a job; each step is tried on jobs in every state ---------------------

    @rule(job_id=jobs)
    def claim(self, job_id: str) -> None:
        self._step(job_id, JobState.SUBMITTING, self.store.claim(job_id, wire_form="playground"))

    @rule(job_id=jobs)
    def release(self, job_id: str) -> None:
        self._step(job_id, JobState.QUEUED, self.store.requeue(job_id))

    @rule(job_id=jobs)
    def submitted(self, job_id: str) -> None:
        self._step(job_id, JobState.SUBMITTED, submit(self.store, job_id))

    @rule(job_id=jobs)
    def rendered(self, job_id: str) -> None:
        found = pictures(self.model.jobs[job_id].count)
        self._step(job_id, JobState.RENDERED, self.store.record_rendered(job_id, found, started_at=None))

    @rule(target=jobs, account=ACCOUNTS, unit=UNITS, data=st.data())
    def draw_at_once(self, account: Account, unit: int, data: st.DataObject) -> str | MultipleResults[str]:
        """The usual way, which chance alone seldom finds: partly on grants, and to its end."""
        self.limit(account, data.draw(st.integers(0, 3 * unit)))
        self.grant(account, 4 * unit)
        job_id = self.place(account, unit, 4)
        if isinstance(job_id, str):
            self.claim(job_id)
            self.submitted(job_id)
            self.rendered(job_id)
            self.deliver(job_id, data, times=1)
        if data.draw(st.booleans()):
            self.reset(account)
        return job_id

    @rule(job_id=jobs, data=st.data(), times=st.integers(1, 2))
    def deliver(self, job_id: str, data: st.DataObject, times: int) -> None:
        job = self.model.jobs[job_id]
        delivered = data.draw(st.integers(1, job.count))
        for _ in range(times):
            work = self.store.finish_delivered(job_id, message_id=7, channel_id=8, delivered=delivered)
            self._step(job_id, JobState.DELIVERED, work, charged=job.unit * delivered)

    @rule(job_id=jobs, state=st.sampled_from([JobState.FAILED, JobState.CANCELLED]), times=st.integers(1, 2))
    def fail(self, job_id: str, state: JobState, times: int) -> None:
        for _ in range(times):
            if state is JobState.CANCELLED:
                work = self.store.finish_cancelled(job_id)
            else:
                work = self.store.finish_failed(job_id, reason="deadline")
            self._step(job_id, state, work, charged=0)

    # --- what administrators, nights and crashes do ---------------------------------------

    @rule(account=ACCOUNTS, credits=st.integers(1, 30))
    def grant(self, account: Account, credits: int) -> None:
        self.model.granted[account] += credits
        assert self.run(self._grant(account, credits)) == self.model.granted[account]

    @rule(account=ACCOUNTS)
    def reset(self, account: Account) -> None:
        assert self.run(self._reset(account)) == self.model.reset(account)
        assert self.run(self._reset(account)) == 0

    @rule(account=ACCOUNTS, credits=st.none() | st.integers(0, 40))
    def limit(self, account: Account, credits: int | None) -> None:
        self.run(self._limit(account, credits))
        if credits is None:
            self.model.limits.pop(account, None)
        else:
            self.model.limits[account] = credits

    @rule()
    def new_day(self) -> None:
        self.model.day += 1

    @rule()
    def crash(self) -> None:
        self.run(self.open_files.aclose())
        self.run(self._open())

    # --- what holds after every step --------------------------------------------------------

    @invariant()
    def the_books_agree_with_the_model(self) -> None:
        found, wrong, states = self.run(self._read())
        assert wrong == []
        assert all(value > 0 for value in found.values())
        assert found == self.model.counters()
        assert states == {job_id: job.state for job_id, job in self.model.jobs.items()}

    # --- doing it -----------------------------------------------------------------------------

    def _step(
        self,
        job_id: str,
        state: JobState,
        work: Coroutine[Any, Any, Job],
        *,
        charged: int | None = None,
    ) -> None:
        """Do one step; where the model has no such arrow it must be refused as stale."""
        job = self.model.jobs[job_id]
        if not job.may_become(state):
            with pytest.raises(StaleJobError):
                self.run(work)
            return
        assert self.run(work).state is state
        if charged is None:
            job.state = state
        else:
            self.model.end(job, state, charged=charged)

    async def _open(self) -> None:
        self.open_files = AsyncExitStack()
        url = f"sqlite+aiosqlite:///{self.file}"
        self.database: Database = await self.open_files.enter_async_context(open_database(url))
        self.store = SqlJobStore(self.database, ManualClock())

    async def _place(self, origin: RequestContext, unit: int, count: int) -> Job:
        new = make_new_job(unit=unit, daily=OPERATOR_DAILY, caps=CAPS, period=quota_day(self.model.day))
        return await self.store.create(make_request(count=count), origin, new)

    async def _reserve_and_stop(self, account: Account, unit: int) -> None:
        async with self.database.write() as connection:
            await ledger.lock_account(connection, account, quota_day(self.model.day).day)
            await ledger.reserve(
                connection,
                account=account,
                job_id="never",
                cost=unit,
                daily=1_000_000,
                caps=NO_CAPS,
                period=quota_day(self.model.day),
                at_ms=1,
            )
            raise PowerCutError

    async def _grant(self, account: Account, credits: int) -> int:
        async with self.database.write() as connection:
            return await ledger.grant(
                connection, account, credits=credits, actor_id=ADMIN, day=self.model.today, at_ms=1
            )

    async def _reset(self, account: Account) -> int:
        async with self.database.write() as connection:
            return await ledger.reset(connection, account, actor_id=ADMIN, day=self.model.today, at_ms=1)

    async def _limit(self, account: Account, credits: int | None) -> None:
        async with self.database.write() as connection:
            target = Target(kind=TargetKind.MEMBER, id=account.user_id)
            await set_limit(connection, account.guild_id, target, credits)

    async def _read(self) -> tuple[dict[tuple[str, int, int, str], int], list[str], dict[str, JobState]]:
        async with self.database.read() as connection:
            found, wrong = await counters_of(connection), await problems(connection)
            rows = await connection.execute(select(generations.c.id, generations.c.state))
            return found, wrong, {job_id: JobState(state) for job_id, state in rows}


def _as_model(job: Job, unit: int) -> ModelJob:
    return ModelJob(
        account=job.reservation.account,
        day=job.reservation.day,
        unit=unit,
        count=job.count,
        allowance=job.reservation.allowance,
        granted=job.reservation.granted,
    )


async def _empty_database(path: Path) -> None:
    async with open_database(f"sqlite+aiosqlite:///{path}") as database:
        await migrate(database)


@pytest.fixture
def template(tmp_path: Path) -> Iterator[Path]:
    """A migrated, empty file; copying it is much quicker than migrating for each example."""
    path = tmp_path / "template.db"
    asyncio.run(_empty_database(path))
    yield path


def test_the_ledger_is_consistent_after_any_sequence_of_operations(template: Path) -> None:
    LedgerMachine.template = template

    run_state_machine_as_test(LedgerMachine, settings=SETTINGS)
