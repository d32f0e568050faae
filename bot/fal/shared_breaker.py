"""Shared circuit breaker: all processes of the bot use one account of one service.

A process stores each change of its circuit breaker; the others adopt it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.fal.outages import OutageDetector, SharedState
from bot.retry import clock_timeout
from bot.signals import Signal, Signals

__all__ = ["BreakerStore", "share_breaker"]

log = structlog.stdlib.get_logger(__name__)

# Interval at which the stored state is read without a signal.
_POLL_SECONDS = 5.0


class BreakerStore(Protocol):
    """Port: the stored state."""

    async def read(self) -> SharedState | None:
        """Return the state; ``None`` while fal accepts requests."""
        ...

    async def write(self, state: SharedState | None) -> None:
        """Replace the state."""
        ...


async def share_breaker(
    outages: OutageDetector,
    store: BreakerStore,
    signals: Signals,
    clock: Clock,
    *,
    is_alone: Callable[[], Awaitable[bool]],
) -> None:
    """Store the state of this process's breaker, and adopt that of the others', until canceled.

    A process that ``is_alone`` when it starts deletes the stored state: a restart tries anew.
    """
    due, known, started = asyncio.Event(), outages.shared_state, False
    signals.on(Signal.FAL, due.set)
    outages.breaker.on_change = due.set
    while True:
        try:
            if not started and await is_alone():
                await store.write(None)
            started = True
            if (own := outages.shared_state) != known:
                await store.write(own)
                known = own
                signals.send(Signal.FAL)
            elif (found := await store.read()) != known and outages.shared_state == known:
                await outages.adopt(found)
                known = outages.shared_state
        except DatabaseUnavailableError as error:
            log.debug("circuit breaker not shared", detail=error.detail)
        with suppress(TimeoutError):
            async with clock_timeout(clock, _POLL_SECONDS):
                await due.wait()
        due.clear()
