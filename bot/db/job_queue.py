"""Shared queue in PostgreSQL: admission of queued jobs by all processes, one process at a time.

``admitted_ms`` marks a job that may start, separately from the states *queued* and *submitting*: a job in
*submitting* may have reached fal, so it could not be submitted after a crash.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import RowMapping, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock, now_ms
from bot.db.advisory_locks import end_stale_holder, try_to_lock
from bot.db.engine import Database
from bot.db.job_rows import UNNOTIFIED
from bot.db.processes import NOW_MS
from bot.db.schema import generations, processes
from bot.jobs.models import JobState
from bot.jobs.shared_queue import Turns, WaitingJob, plan_turns

__all__ = ["SqlSharedQueue"]

# ID of the advisory lock for admission; an arbitrary unused number.
_LOCK = 0x4541_5345_4C_03
# Pause while another process admits, which takes a few round trips.
_PAUSE_SECONDS = 0.02
# Attempts after which the process that admits is checked: it may be frozen.
_ATTEMPTS = 50
# Age of the jobs whose admissions count as turns.
_TURNS_MS = 24 * 3600 * 1000

_C, _P = generations.c, processes.c
_OPEN = (
    select(_C.id, _C.user_id, _C.state, _C.owner, _C.admitted_ms, _C.created_ms, _P.id.label("live"))
    .outerjoin_from(generations, processes, (_P.id == _C.owner) & (_P.expires_ms > NOW_MS))
    .where(UNNOTIFIED, _C.state.in_([JobState.QUEUED, JobState.SUBMITTING, JobState.SUBMITTED]))
)


class SqlSharedQueue:
    """:class:`~bot.jobs.shared_queue.SharedQueue` in SQL.

    ``overall`` and ``per_member`` limit the number of running jobs of all processes.
    """

    def __init__(
        self, database: Database, clock: Clock, process_id: str, *, overall: int, per_member: int
    ) -> None:
        self._database = database
        self._clock = clock
        self._process_id = process_id
        self._overall = overall
        self._per_member = per_member

    async def admit(self) -> Turns:
        attempts = 0
        while True:
            async with self._database.write() as connection:
                # Polled, because each process that waited in the database would use a connection.
                if await try_to_lock(connection, _LOCK):
                    return await self._admit(connection)
                attempts += 1
                if attempts % _ATTEMPTS == 0:
                    await end_stale_holder(connection, _LOCK)
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _admit(self, connection: AsyncConnection) -> Turns:
        rows = (await connection.execute(_OPEN)).mappings().all()
        waiting = [
            WaitingJob(id=row["id"], user_id=row["user_id"], created_at=row["created_ms"] / 1000)
            for row in rows
            if _is_waiting(row)
        ]
        running = {row["id"]: row["user_id"] for row in rows if _is_running(row)}
        turns = plan_turns(
            running=running,
            waiting=waiting,
            last_turns=await self._last_turns(connection, waiting, self._overall - len(running)),
            overall=self._overall,
            per_member=self._per_member,
        )
        own = {row["id"] for row in rows if row["owner"] == self._process_id}
        # Jobs of other processes keep their places, and are admitted by those processes.
        admitted = [job_id for job_id in turns.admitted if job_id in own]
        if admitted:
            marked = update(generations).where(_C.id.in_(admitted), _C.state == JobState.QUEUED.value)
            await connection.execute(marked.values(admitted_ms=now_ms(self._clock)))
        before = [
            row["id"]
            for row in rows
            if row["id"] in own and row["state"] == JobState.QUEUED and _is_running(row)
        ]
        return replace(turns, admitted=before + admitted)

    async def _last_turns(
        self, connection: AsyncConnection, waiting: Sequence[WaitingJob], places: int
    ) -> Mapping[int, float]:
        """Return when the waiting users were last admitted; not read if the order does not matter."""
        if len(waiting) <= places:
            return {}
        users = sorted({job.user_id for job in waiting})
        query = (
            select(_C.user_id, func.max(_C.admitted_ms))
            .where(_C.user_id.in_(users), _C.created_ms > now_ms(self._clock) - _TURNS_MS)
            .group_by(_C.user_id)
        )
        found = (await connection.execute(query)).all()
        return {user_id: at_ms / 1000 for user_id, at_ms in found if at_ms is not None}


def _is_waiting(row: RowMapping) -> bool:
    return row["state"] == JobState.QUEUED and row["admitted_ms"] is None and row["live"] is not None


def _is_running(row: RowMapping) -> bool:
    """Return whether a job occupies a slot: requests of ended processes still run at fal; their queued jobs do not."""
    return row["state"] != JobState.QUEUED or (row["admitted_ms"] is not None and row["live"] is not None)
