"""Waiting for conditions that no simulator signals."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.e2e.harness import Harness

__all__ = ["wait_for", "wait_settled"]

_POLLS = 6000
_POLL_SECONDS = 0.01


async def wait_for(condition: Callable[[], Any]) -> None:
    """Poll until ``condition()`` is true; fail after 60 seconds."""
    for _ in range(_POLLS):
        if condition():
            return
        await asyncio.sleep(_POLL_SECONDS)
    raise AssertionError("the condition never became true")


async def wait_settled(harness: Harness) -> list[dict[str, Any]]:
    """Wait until every job has ended and its user was notified; returns the rows.

    The rows count, not the open jobs: a bot that has just started may not have read them yet.
    """
    for _ in range(_POLLS):
        rows = await harness.rows()
        if all(row["charged"] is not None and row["told"] for row in rows):
            await harness.wait_idle()
            return rows
        await asyncio.sleep(_POLL_SECONDS)
    raise AssertionError(f"not settled: {[(row['state'], row['reason'], row['told']) for row in rows]}")
