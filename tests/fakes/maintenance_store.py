"""In-memory maintenance store with the contract of the SQL one."""

from __future__ import annotations

from collections import Counter

from bot.jobs.admission import Pause
from bot.ops.maintenance import Totals
from bot.quota.periods import QuotaPeriod
from tests.fakes.stores import Memory

__all__ = ["MemoryMaintenanceStore"]


class MemoryMaintenanceStore:
    """:class:`~bot.ops.maintenance.MaintenanceStore` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def totals(self, period: QuotaPeriod, since_ms: int) -> Totals:
        memory, ended = self._memory, Counter[str | None]()
        for job_id, at in memory.ended.items():
            if round(at * 1000) >= since_ms:
                ended[memory.jobs[job_id].reason] += 1
        delivered = ended.pop(None, 0)
        first, last = period.days_of_month
        return Totals(
            today=sum(credits for (_, day), credits in memory.spent.items() if day == period.day),
            month=sum(credits for (_, day), credits in memory.spent.items() if first <= day <= last),
            open=Counter(job.state for job in memory.jobs.values() if job.state.is_open),
            delivered=delivered,
            failures={str(reason): count for reason, count in ended.items()},
            pause=memory.pause,
        )

    async def set_pause(self, pause: Pause | None) -> bool:
        was_paused, self._memory.pause = self._memory.pause is not None, pause
        return was_paused
