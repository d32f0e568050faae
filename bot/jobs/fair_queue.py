"""The line before fal: who is next. Pure; no clock, no database, no await.

Round robin over members: each turn takes one request of the member who has waited longest
for a turn, so that twenty requests of one member never stand before another's first. A
member with as many running jobs as allowed is passed over until one ends.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque

__all__ = ["FairQueue"]


class FairQueue:
    """Waiting and running jobs, by id, with the member (user id) each belongs to.

    ``overall`` and ``per_member`` bound what runs at once.
    """

    def __init__(self, *, overall: int, per_member: int) -> None:
        self._overall = overall
        self._per_member = per_member
        # Members in the order of their next turn; each with their own jobs in order.
        self._waiting: OrderedDict[int, deque[str]] = OrderedDict()
        self._running: dict[str, int] = {}

    def __len__(self) -> int:
        """How many jobs wait."""
        return sum(len(jobs) for jobs in self._waiting.values())

    @property
    def running(self) -> int:
        """How many jobs hold a place."""
        return len(self._running)

    def push(self, job_id: str, user_id: int) -> None:
        """Add a job at the end of its member's own line."""
        self._waiting.setdefault(user_id, deque()).append(job_id)

    def remove(self, job_id: str) -> bool:
        """Take a waiting job out; ``False`` when it does not wait."""
        for user_id, jobs in self._waiting.items():
            if job_id in jobs:
                jobs.remove(job_id)
                if not jobs:
                    del self._waiting[user_id]
                return True
        return False

    def admit(self) -> str | None:
        """The next job, now running; ``None`` when nobody may start."""
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

    def restore(self, job_id: str, user_id: int) -> None:
        """Count a job that runs at fal already (after a restart), whatever the bounds say."""
        self._running[job_id] = user_id

    def release(self, job_id: str) -> None:
        """Give a job's place back; nothing happens when it has none."""
        self._running.pop(job_id, None)

    def positions(self) -> dict[str, int]:
        """For each waiting job, how many others take their turn before it."""
        lines = [deque(jobs) for jobs in self._waiting.values()]
        order: dict[str, int] = {}
        while lines:
            for jobs in lines:
                order[jobs.popleft()] = len(order)
            lines = [jobs for jobs in lines if jobs]
        return order
