"""Trouble at fal, shared by all processes of the bot: they use one account of one service.

A process whose circuit breaker opens, waits longer, or closes stores that; the others set their breakers alike.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.fal.outages import OutageDetector, Trouble
from bot.retry import clock_timeout
from bot.signals import Signal, Signals

__all__ = ["TroubleStore", "share_trouble"]

log = structlog.stdlib.get_logger(__name__)

# Interval at which a process looks without a signal.
_LOOK_SECONDS = 5.0


class TroubleStore(Protocol):
    """Port: the stored trouble."""

    async def read(self) -> Trouble | None:
        """Return the trouble; ``None`` while fal accepts requests."""
        ...

    async def write(self, trouble: Trouble | None) -> None:
        """Replace the trouble."""
        ...


async def share_trouble(
    outages: OutageDetector,
    store: TroubleStore,
    signals: Signals,
    clock: Clock,
    *,
    is_alone: Callable[[], Awaitable[bool]],
) -> None:
    """Store the trouble that this process notices, and adopt that of the others, until canceled.

    A process that ``is_alone`` when it starts forgets the stored trouble: a restart tries anew.
    """
    due, known, started = asyncio.Event(), outages.trouble, False
    signals.on(Signal.FAL, due.set)
    outages.breaker.on_change = due.set
    while True:
        try:
            if not started and await is_alone():
                await store.write(None)
            started = True
            if (own := outages.trouble) != known:
                await store.write(own)
                known = own
                signals.send(Signal.FAL)
            elif (found := await store.read()) != known and outages.trouble == known:
                await outages.adopt(found)
                known = outages.trouble
        except DatabaseUnavailableError as error:
            log.debug("trouble at fal not shared", detail=error.detail)
        with suppress(TimeoutError):
            async with clock_timeout(clock, _LOOK_SECONDS):
                await due.wait()
        due.clear()
