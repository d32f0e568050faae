"""Time for the cells: nobody waits for a back-off, and nobody asserts on a wall clock.

The bot, both simulators and (here) discord.py's own waits run on the box's clock, which
``rest.hurried`` moves on while a cell waits for its end.
"""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import discord.http
import discord.webhook.async_
import pytest

from sandbox.server import Sandbox

__all__ = ["library_waits_on", "release"]

# Longer than anything that sleeps; for the end of a cell.
_FOR_EVER = 100_000.0
_ROUNDS = 3


def library_waits_on(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py wait for rate limits and between its own repeats on the box's clock."""
    on_the_clock = SimpleNamespace(**{**vars(asyncio), "sleep": box.clock.sleep})
    for module in (discord.http, discord.webhook.async_):
        monkeypatch.setattr(module, "asyncio", on_the_clock)


async def release(box: Sandbox) -> None:
    """Wake whatever still sleeps, on either side, so that closing is quick."""
    box.faults.clear()
    for _ in range(_ROUNDS):
        box.clock.advance(_FOR_EVER)
        await asyncio.sleep(0.005)
