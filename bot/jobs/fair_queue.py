"""Fair queue: determines the order in which waiting jobs are submitted to fal.

Users take turns (round robin). Each turn admits one job of the user who has waited longest for a turn, so
one user's many jobs cannot delay another user's first job. Users with the maximum number of running jobs
are skipped until one of those jobs ends.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque

__all__ = ["FairQueue"]


class FairQueue:
    """Waiting and running job IDs, each with its user ID.

    ``overall`` and ``per_member`` limit the number of running jobs.
    """

    def __init__(self, *, overall: int, per_member: int) -> None:
        self._overall = overall
        self._per_member = per_member
        # Users in the order of their turns, each with their jobs in order of arrival.
        self._waiting: OrderedDict[int, deque[str]] = OrderedDict()
        self._running: dict[str, int] = {}

    def __len__(self) -> int:
        """Return the number of waiting jobs."""
        return sum(len(jobs) for jobs in self._waiting.values())

    @property
    def running(self) -> int:
        """Number of running jobs."""
        return len(self._running)

    def push(self, job_id: str, user_id: int) -> None:
        """Add a job after its user's other waiting jobs."""
        self._waiting.setdefault(user_id, deque()).append(job_id)

    def remove(self, job_id: str) -> bool:
        """Remove a waiting job; return ``False`` if it is not waiting."""
        for user_id, jobs in self._waiting.items():
            if job_id in jobs:
                jobs.remove(job_id)
                if not jobs:
                    del self._waiting[user_id]
                return True
        return False

    def admit(self) -> str | None:
        """Mark the next job as running and return its ID, or ``None`` if no job may start."""
        if len(self._running) >= self._overall:
            return None
        per_member = Counter(self._running.values())
        for user_id, jobs in self._waiting.items():
            if per_member[user_id] >= self._per_member:
                continue
            job_id = jobs.popleft()
            if jobs:
                self._waiting.move_to_end(user_id)
            else:
                del self._waiting[user_id]
            self._running[job_id] = user_id
            return job_id
        return None

    def take(self, job_id: str) -> bool:
        """Mark a waiting job as running that was admitted elsewhere; return ``False`` if it is not waiting."""
        for user_id, jobs in self._waiting.items():
            if job_id in jobs:
                self.remove(job_id)
                self._running[job_id] = user_id
                return True
        return False

    def restore(self, job_id: str, user_id: int) -> None:
        """Mark a job as running that was already at fal before a restart, regardless of the limits."""
        self._running[job_id] = user_id

    def release(self, job_id: str) -> None:
        """Remove a running job; does nothing if it is not running."""
        self._running.pop(job_id, None)

    def positions(self) -> dict[str, int]:
        """Return the number of jobs ahead of each waiting job."""
        lines = [deque(jobs) for jobs in self._waiting.values()]
        order: dict[str, int] = {}
        while lines:
            for jobs in lines:
                order[jobs.popleft()] = len(order)
            lines = [jobs for jobs in lines if jobs]
        return order
