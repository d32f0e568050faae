"""Shared queue: admits the queued jobs of all processes in one order, within limits that hold for all together.

The order is that of :class:`~bot.jobs.fair_queue.FairQueue`: users take turns, and the user who has waited longest for
a turn is next. It is computed from the rows, so that no process has to remember it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.jobs.fair_queue import FairQueue

__all__ = ["SharedQueue", "Turns", "WaitingJob", "plan_turns"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingJob:
    """A queued job of any live process; ``created_at`` is in epoch seconds."""

    id: str
    user_id: int
    created_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Jobs that may start, and the number of jobs ahead of each other one."""

    admitted: Sequence[str]
    ahead: Mapping[str, int]


class SharedQueue(Protocol):
    """Port: the queue of all processes."""

    async def admit(self) -> Turns:
        """Admit the jobs of this process whose turn it is.

        ``admitted`` also contains those that were admitted before and are still queued. Raises
        :class:`~bot.errors.DatabaseUnavailableError`.
        """
        ...


def plan_turns(
    *,
    running: Mapping[str, int],
    waiting: Sequence[WaitingJob],
    last_turns: Mapping[int, float],
    overall: int,
    per_member: int,
) -> Turns:
    """Return the waiting jobs that may start now, in order, and the positions of the others.

    ``running`` are the users by job; ``last_turns`` are the times (epoch seconds) at which users were last admitted.
    ``overall`` and ``per_member`` limit the number of running jobs.
    """
    queue = FairQueue(overall=overall, per_member=per_member)
    for job_id, user_id in running.items():
        queue.restore(job_id, user_id)
    by_arrival = sorted(waiting, key=lambda job: (job.created_at, job.id))
    since: dict[int, float] = {}
    for job in by_arrival:
        since.setdefault(job.user_id, max(job.created_at, last_turns.get(job.user_id, 0.0)))
    for job in sorted(by_arrival, key=lambda job: (since[job.user_id], job.user_id)):
        queue.push(job.id, job.user_id)
    admitted = []
    while (next_id := queue.admit()) is not None:
        admitted.append(next_id)
    return Turns(admitted=admitted, ahead=queue.positions())
