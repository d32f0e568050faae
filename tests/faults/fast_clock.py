"""Fast clock: simulated time for fault cases, so that no test waits for a real back-off.

The bot, both simulators and (with :func:`run_library_on`) discord.py's own waits run on the
sandbox's clock, which :func:`fast_clock` moves forward.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace

import discord.http
import discord.webhook.async_
import pytest

from sandbox.server import Sandbox

__all__ = ["fast_clock", "idle_clock", "run_library_on", "wake_sleepers"]

# Longer than any sleep of the bot or the simulators.
_FOREVER = 100_000.0
_ROUNDS = 3
_TICK_SECONDS = 0.01
# A request in progress for this many ticks is waiting for something other than the processor.
_STUCK_TICKS = 300
# The clock moves after this many consecutive polls without a request.
_IDLE_POLL_SECONDS, _IDLE_POLLS = 0.002, 4
_LONGEST_JUMP = 60.0


@asynccontextmanager
async def fast_clock(sandbox: Sandbox, step: float = 0.5) -> AsyncIterator[None]:
    """Advance the sandbox's clock by ``step`` seconds every 10 ms while the block runs.

    No time passes while a simulator works on a request, so that no time limit depends on the machine's speed.
    """

    async def push() -> None:
        busy_ticks = 0
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            busy_ticks = busy_ticks + 1 if sandbox.clock.busy else 0
            if not 0 < busy_ticks < _STUCK_TICKS:
                sandbox.clock.advance(step)

    pushing = asyncio.create_task(push())
    try:
        yield
    finally:
        pushing.cancel()
        await asyncio.gather(pushing, return_exceptions=True)


@asynccontextmanager
async def idle_clock(
    sandbox: Sandbox, *, step: float = 1.0, is_busy: Callable[[], bool] = lambda: False
) -> AsyncIterator[None]:
    """Advance the clock to the next sleeper, by at least ``step`` seconds, whenever nothing else happens.

    No time passes while a simulator works on a request or ``is_busy()`` holds, so a call with a time limit fails
    only if the simulator keeps it waiting. Hours pass in a second or two.
    """
    clock = sandbox.clock

    def progress() -> tuple[int, int]:
        return len(sandbox.discord.traffic.requests), len(sandbox.fal.exchanges)

    async def push() -> None:
        seen, quiet = progress(), 0
        while True:
            await asyncio.sleep(_IDLE_POLL_SECONDS)
            now = progress()
            quiet = 0 if clock.busy or is_busy() or now != seen else quiet + 1
            seen = now
            if quiet >= _IDLE_POLLS:
                quiet = 0
                clock.advance(max(step, min(clock.next_wake - clock.now(), _LONGEST_JUMP)))

    pushing = asyncio.create_task(push())
    try:
        yield
    finally:
        pushing.cancel()
        await asyncio.gather(pushing, return_exceptions=True)


def run_library_on(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py wait for rate limits and between retries on the sandbox's clock."""
    on_the_clock = SimpleNamespace(**{**vars(asyncio), "sleep": sandbox.clock.sleep})
    for module in (discord.http, discord.webhook.async_):
        monkeypatch.setattr(module, "asyncio", on_the_clock)


async def wake_sleepers(sandbox: Sandbox) -> None:
    """Disarm every fault and end every sleep, so that closing is quick."""
    sandbox.faults.clear()
    for _ in range(_ROUNDS):
        sandbox.clock.advance(_FOREVER)
        await asyncio.sleep(0.005)
