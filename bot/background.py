"""What follows a request and nobody waits for: notices to servers and to the operator.

They read, write and post, and each of that may be slow. The request itself is kept or refused without
them. What is not run because the bot stops, the next request brings up again: whether something was
told is in the database, not here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractContextManager

import structlog

from bot.errors import StoppedError

__all__ = ["BackgroundTasks"]

log = structlog.stdlib.get_logger(__name__)

# Waiting ones of different keys; what is beyond comes up again with a later request.
_MOST = 1000


class BackgroundTasks:
    """Runs one errand after the other. Run :meth:`run` as a task.

    ``critical_section`` marks the one that is under way, so that a stop waits for its post.
    """

    def __init__(self, critical_section: Callable[[], AbstractContextManager[None]]) -> None:
        self._critical_section = critical_section
        self._waiting: dict[Hashable, Callable[[], Awaitable[object]]] = {}
        self._come = asyncio.Event()

    def schedule(self, key: Hashable, errand: Callable[[], Awaitable[object]]) -> None:
        """Have this done soon; of several with the same key that wait, the last one counts."""
        if key in self._waiting or len(self._waiting) < _MOST:
            self._waiting[key] = errand
            self._come.set()

    async def run(self) -> None:
        """Do what comes, until cancelled."""
        while True:
            await self._come.wait()
            while self._waiting:
                errand = self._waiting.pop(next(iter(self._waiting)))
                try:
                    with self._critical_section():
                        await errand()
                except StoppedError:
                    return
                except Exception:
                    # The requests that it is about are kept or refused already.
                    log.exception("an errand failed")
            self._come.clear()
