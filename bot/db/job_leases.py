"""Job leases in PostgreSQL: ownership of jobs by this process, and takeover of jobs from others.

A job is free if its ``owner`` is NULL or has no live lease by the database's clock. A job in *submitting* stays
with its former owner for the time limit of a submit, because the request may still be on its way to fal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from sqlalchemy import BigInteger, Select, and_, case, literal_column, or_, select, update

from bot.clock import Clock, SystemClock
from bot.db.engine import Database
from bot.db.job_queue import SqlSharedQueue
from bot.db.job_rows import UNNOTIFIED, jobs_from_rows
from bot.db.processes import NOW_MS, SqlProcessStore
from bot.db.schema import generations, processes
from bot.db.shards import SqlShardStore
from bot.db.signals import notification, open_signals
from bot.jobs.leases import JobLostError, PermanentLease, ProcessLease
from bot.jobs.models import Job, JobState
from bot.ops.processes import RegisteredProcess
from bot.ops.shards import ShardDivision
from bot.signals import Signal, Signals
from config import Settings

__all__ = ["SharedDatabase", "SqlJobLeases", "join_processes"]

_C, _P = generations.c, processes.c


class SqlJobLeases:
    """:class:`~bot.jobs.leases.JobLeases` in SQL; it also knows the fences of the held jobs.

    ``submit_seconds`` is the time limit of a submit to fal.
    """

    def __init__(self, database: Database, process_id: str, *, submit_seconds: float) -> None:
        self._database = database
        self.process_id = process_id
        self._submit_ms = round(submit_seconds * 1000)
        self._fences: dict[str, int] = {}
        # One at a time: a job that was just taken over is not held yet.
        self._taking = asyncio.Lock()

    def create(self, job_id: str) -> dict[str, str | int]:
        """Hold a job that is about to be created; return the columns of its row."""
        self._fences[job_id] = 1
        return {"owner": self.process_id, "fence": 1}

    def fence(self, job_id: str) -> int:
        """Return the fence of a held job. Raises :class:`JobLostError` for any other job."""
        try:
            return self._fences[job_id]
        except KeyError:
            raise JobLostError(detail=f"{job_id}: not held by this process") from None

    def holds(self, job_id: str) -> bool:
        return job_id in self._fences

    def drop(self, job_id: str) -> None:
        self._fences.pop(job_id, None)

    async def take_over(self, *, most: int, from_others: bool) -> list[Job]:
        async with self._taking:
            return await self._take_over(most, from_others)

    async def _take_over(self, most: int, from_others: bool) -> list[Job]:
        held = list(self._fences)
        free = or_(_C.owner.is_(None), and_(_C.owner == self.process_id, _C.id.not_in(held)))
        if from_others:
            free = or_(free, and_(_C.owner != self.process_id, ~self._lease_of_owner().exists()))
        chosen = (
            select(_C.id)
            .where(UNNOTIFIED, free)
            .order_by(_C.created_ms, _C.id)
            .limit(most)
            .with_for_update(skip_locked=True)
            .cte("chosen")
        )
        taken = (
            update(generations)
            .where(_C.id.in_(select(chosen.c.id)))
            # A queued job has to be admitted again; one at fal keeps its place.
            .values(
                owner=self.process_id,
                fence=_C.fence + 1,
                admitted_ms=case((_C.state == JobState.QUEUED.value, None), else_=_C.admitted_ms),
            )
            .returning(generations)
        )
        async with self._database.write() as connection:
            rows = (await connection.execute(taken)).mappings().all()
        for row in rows:
            self._fences[row["id"]] = row["fence"]
        return jobs_from_rows(sorted(rows, key=lambda row: (row["created_ms"], row["id"])))

    def _lease_of_owner(self) -> Select[int]:
        """Return a query for the lease that keeps a job with its owner."""
        grace = case((_C.state == JobState.SUBMITTING.value, self._submit_ms), else_=0)
        return (
            select(literal_column("1", BigInteger))
            .where(_P.id == _C.owner, _P.expires_ms + grace > NOW_MS)
            .correlate(generations)
        )

    async def lost(self) -> Collection[str]:
        held = dict(self._fences)
        query = select(_C.id, _C.fence).where(_C.id.in_(list(held)))
        async with self._database.read() as connection:
            found = {row.id: row.fence for row in await connection.execute(query)}
        # A job that is still being created has no row yet.
        return {job_id for job_id, fence in found.items() if fence != held[job_id]}

    async def cancellations(self) -> list[Job]:
        query = select(generations).where(UNNOTIFIED, _C.owner == self.process_id, _C.cancel_by.is_not(None))
        async with self._database.read() as connection:
            return jobs_from_rows((await connection.execute(query)).mappings())

    async def release(self) -> int:
        own = update(generations).where(UNNOTIFIED, _C.owner == self.process_id)
        async with self._database.write() as connection:
            released = await connection.execute(own.values(owner=None))
            await connection.execute(notification(Signal.JOBS))
        self._fences.clear()
        return int(released.rowcount)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDatabase:
    """This process among those that share a database: its jobs, its shards, and the queue and signals of all.

    On SQLite, all are ``None`` except ``signals``, which then sends none.
    """

    process: RegisteredProcess | None = None
    leases: SqlJobLeases | None = None
    shards: ShardDivision | None = None
    queue: SqlSharedQueue | None = None
    signals: Signals = field(default_factory=Signals)

    @property
    def lease(self) -> ProcessLease:
        """The lease of this process, which never ends without others."""
        return self.process or PermanentLease()

    def on_lapse(self, drop: Callable[[], Awaitable[None]]) -> None:
        """Call ``drop`` after the lease was interrupted, before it is valid again."""
        if self.process is not None:
            self.process.on_lapse = drop


def join_processes(
    database: Database,
    clock: Clock,
    settings: Settings,
    *,
    shards: Callable[[], Sequence[int]],
    submit_seconds: float,
) -> SharedDatabase:
    """Return what processes share on PostgreSQL; SQLite has only one process.

    ``shards`` returns the shards whose events the process receives.
    """
    if database.dialect == "sqlite":
        return SharedDatabase()
    # Leases end by the database's clock. The machine's clock advances like it; ``clock`` may jump to Discord's time.
    process = RegisteredProcess(
        SqlProcessStore(database), SystemClock(), version=version("easel"), shards=shards
    )
    return SharedDatabase(
        process=process,
        leases=SqlJobLeases(database, process.id, submit_seconds=submit_seconds),
        shards=ShardDivision(SqlShardStore(database), process),
        queue=SqlSharedQueue(
            database,
            clock,
            process.id,
            overall=settings.jobs_running,
            per_member=settings.jobs_running_per_member,
        ),
        signals=open_signals(database),
    )
