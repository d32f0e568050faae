"""Waiting for the end of everything, and moving the clock meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sandbox.server import Sandbox
from tests.stories.house import House

__all__ = ["at_rest", "happens", "hurried"]

_LOOKS = 2000
_LOOK_SECONDS = 0.01


async def happens(condition: Callable[[], Any]) -> None:
    """Wait for something that no simulator announces; it is looked at often."""
    for _ in range(_LOOKS):
        if condition():
            return
        await asyncio.sleep(_LOOK_SECONDS)
    raise AssertionError("it never happened")


async def at_rest(house: House) -> list[dict[str, Any]]:
    """Wait until every row has ended and its member was told; returns the rows.

    A bot that has just started may not have read its rows yet, so that no job being in hand
    says nothing then.
    """
    for _ in range(_LOOKS):
        rows = await house.rows()
        if all(row["charged"] is not None and row["told"] for row in rows):
            await house.settled()
            return rows
        await asyncio.sleep(_LOOK_SECONDS)
    raise AssertionError(f"not at rest: {[(row['state'], row['reason'], row['told']) for row in rows]}")


@asynccontextmanager
async def hurried(box: Sandbox, step: float = 0.5) -> AsyncIterator[None]:
    """Let the sandbox's clock run ahead in steps of ``step`` seconds while the block runs."""

    async def push() -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            box.clock.advance(step)

    pushing = asyncio.create_task(push())
    try:
        yield
    finally:
        pushing.cancel()
        await asyncio.gather(pushing, return_exceptions=True)
