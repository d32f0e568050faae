"""Taking a request back: who wants that, and what fal makes of it.

The wish itself is in the job's row (``cancel_by``) before anybody acts on it. What is here
only wakes those who drive the job in this process; a later process reads the row.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog

from bot.clock import Clock
from bot.jobs.models import Job
from bot.jobs.ports import CancelReply, InferenceQueue, Submitted
from bot.retry import Backoff

__all__ = ["CancelRegistry", "CancelRequest", "RemoteCanceller"]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

# A cancel that does not reach fal is tried again for this long; the job's deadline ends it sooner.
_ASK_SECONDS = 3600.0
# After fal's yes, how long to wait before each look whether it has forgotten the request.
_LOOK_AFTER_SECONDS = (0.0, 1.0, 2.0, 4.0)


@dataclass(slots=True)
class CancelRequest:
    """``wanted``: somebody wants this job cancelled. ``answered``: what there is to say is known."""

    requested: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class CancelRegistry:
    """One wish for each job that this process has in hand."""

    def __init__(self) -> None:
        self._open: dict[str, CancelRequest] = {}

    def open(self, job_id: str) -> None:
        """The job is in hand from now on."""
        self._open[job_id] = CancelRequest()

    def close(self, job_id: str) -> None:
        """The job is out of hand: whoever waits for an answer looks at its row."""
        self.answer(job_id)
        self._open.pop(job_id, None)

    def request(self, job_id: str) -> CancelRequest | None:
        """Somebody wants it cancelled; ``None`` when the job is not in hand."""
        wish = self._open.get(job_id)
        if wish is not None:
            wish.requested.set()
        return wish

    def answer(self, job_id: str) -> None:
        """What there is to say about a wish is in the row, or is fal's business now."""
        if (wish := self._open.get(job_id)) is not None:
            wish.answered.set()

    async def wait_requested(self, job_id: str) -> None:
        """Until somebody wants it cancelled."""
        wish = self._open.get(job_id) or CancelRequest()
        await wish.requested.wait()


class RemoteCanceller:
    """Asks fal to forget a request that somebody wants cancelled."""

    def __init__(self, *, queue: InferenceQueue, clock: Clock, wishes: CancelRegistry) -> None:
        self._queue = queue
        self._clock = clock
        self._wishes = wishes

    async def race(self, job_id: str, waiting: Coroutine[Any, Any, bool]) -> bool:
        """What ``waiting`` comes to; ``True`` at once when somebody wants the job cancelled."""
        waits = asyncio.ensure_future(waiting)
        wanted = asyncio.ensure_future(self._wishes.wait_requested(job_id))
        try:
            await asyncio.wait({waits, wanted}, return_when=asyncio.FIRST_COMPLETED)
            return True if wanted.done() else waits.result()
        finally:
            await _end(waits, wanted)

    async def run_unless_cancelled(
        self, job: Job, submitted: Submitted, watching: Coroutine[Any, Any, _T]
    ) -> _T | None:
        """What ``watching`` comes to; ``None`` once fal has forgotten the request on our wish."""
        watches = asyncio.ensure_future(watching)
        leaves = asyncio.ensure_future(self._ask(job, submitted))
        try:
            await asyncio.wait({watches, leaves}, return_when=asyncio.FIRST_COMPLETED)
            if not watches.done() and leaves.result():
                return None
            return await watches
        finally:
            await _end(watches, leaves)

    async def _ask(self, job: Job, submitted: Submitted) -> bool:
        """Once it is wanted, ask fal to cancel; ``True`` when fal no longer knows the request.

        A request that waits at fal is forgotten at once and costs nothing. One that is being
        drawn may stop (its status says so), or may be finished and charged all the same.
        """
        if job.cancel_by is None:
            await self._wishes.wait_requested(job.id)
        patience = Backoff(self._clock, _ASK_SECONDS)
        while (reply := await self._queue.cancel(submitted)) is CancelReply.UNREACHED:
            if not await patience.wait():
                return False
        log.info("asked fal to cancel", reply=reply.value)
        if reply is CancelReply.COMPLETED:
            return False
        for pause in _LOOK_AFTER_SECONDS:
            if pause:
                await self._clock.sleep(pause)
                self._wishes.answer(job.id)
            if await self._queue.is_gone(submitted):
                return True
        return False


async def _end(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
