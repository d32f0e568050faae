"""Steps of a job in the database: changes to its row, with the ledger entries that belong to them.

A step names the state it starts from. On PostgreSQL, where several processes share the jobs, a step of a worker also
knows the job's fence, so that a process that has lost the job cannot change it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import ledger
from bot.db.job_rows import FENCED, FETCH, UNFENCED, Changes, cost_values, job_from_row
from bot.db.schema import generations
from bot.errors import StaleJobError
from bot.jobs.billing import Bill
from bot.jobs.leases import JobLostError
from bot.jobs.models import TRANSITIONS, Job, JobState

__all__ = ["JobRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """The row of one job in the caller's transaction.

    With a ``fence``, every change raises :class:`~bot.jobs.leases.JobLostError` if another process has taken over
    the job.
    """

    connection: AsyncConnection
    job_id: str
    fence: int | None = None

    @property
    def _changes(self) -> Changes:
        return UNFENCED if self.fence is None else FENCED

    async def fetch(self) -> Job:
        """Return the job. Raises :class:`StaleJobError` if there is none."""
        row = (await self.connection.execute(FETCH, {"job_id": self.job_id})).first()
        if row is None:
            raise StaleJobError(detail=f"{self.job_id}: no such generation")
        return job_from_row(row)

    async def move(self, source: JobState, target: JobState, values: Mapping[str, Any]) -> Job:
        """Move the job from ``source`` to ``target``, or raise :class:`StaleJobError`."""
        return await self._move(source, target, values, self._changes.move)

    async def deliver(self, values: Mapping[str, Any]) -> Job:
        """Move the job from *rendered* to *delivered*, charged for the number of pictures in ``posted``."""
        return await self._move(JobState.RENDERED, JobState.DELIVERED, values, self._changes.deliver)

    async def update(self, source: JobState, values: Mapping[str, Any]) -> Job:
        """Update the job in the ``source`` state, or raise :class:`StaleJobError`."""
        return await self._update(source, values, self._changes.move)

    async def set(self, values: Mapping[str, Any], *, within: JobState | None = None) -> None:
        """Update the row without returning it; with ``within``, only in that state."""
        parameters = {**self._parameters, **values}
        if within is None:
            changed = await self.connection.execute(self._changes.set, parameters)
        else:
            parameters["in_state"] = within.value
            changed = await self.connection.execute(self._changes.set_in_state, parameters)
        if changed.rowcount != 1:
            raise await self._stale(f"no longer in {within or 'the database'}")

    async def end_unfulfilled(
        self,
        job: Job,
        state: JobState,
        reason: str,
        values: Mapping[str, str | int | float],
        now_ms: int,
        bill: Bill | None = None,
    ) -> Job:
        """End ``job``, as fetched in this transaction, with a full refund."""
        ended = {
            **cost_values(bill),
            "reason": reason,
            "reason_values": json.dumps(dict(values)),
            "charged": 0,
            "ended_ms": now_ms,
            "updated_ms": now_ms,
            "busy_key": None,
        }
        job = await self.move(job.state, state, ended)
        await ledger.refund(self.connection, job.reservation, reason=reason, at_ms=now_ms)
        return job

    async def end_cancelled(self, job: Job, now_ms: int) -> Job:
        """End ``job`` as canceled, with a full refund."""
        by_other = job.cancel_by is not None and job.cancel_by != job.user_id
        reason = "cancelled-moderator" if by_other else "cancelled"
        # As text, because it is part of a mention, not a number to be formatted.
        values = {"by": str(job.cancel_by)} if by_other else {}
        return await self.end_unfulfilled(job, JobState.CANCELLED, reason, values, now_ms)

    async def _move(
        self, source: JobState, target: JobState, values: Mapping[str, Any], statement: Executable
    ) -> Job:
        if target not in TRANSITIONS[source]:
            raise StaleJobError(detail=f"{self.job_id}: {source} does not lead to {target}")
        return await self._update(source, {"state": target.value, **values}, statement)

    async def _update(self, source: JobState, values: Mapping[str, Any], statement: Executable) -> Job:
        parameters = {**self._parameters, "in_state": source.value, **values}
        row = (await self.connection.execute(statement, parameters)).first()
        if row is None:
            raise await self._stale(f"no longer in {source}")
        return job_from_row(row)

    @property
    def _parameters(self) -> dict[str, Any]:
        key: dict[str, Any] = {"job_id": self.job_id}
        return key if self.fence is None else {**key, "with_fence": self.fence}

    async def _stale(self, why: str) -> StaleJobError:
        """Return the error for a change that matched no row."""
        if self.fence is not None:
            query = select(generations.c.fence).where(generations.c.id == self.job_id)
            fence = await self.connection.scalar(query)
            if fence is not None and fence != self.fence:
                return JobLostError(detail=f"{self.job_id}: taken over by another process")
        return StaleJobError(detail=f"{self.job_id}: {why}")
