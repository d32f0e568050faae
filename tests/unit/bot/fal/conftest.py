"""Fixtures: the queue client under test, and the fal simulator over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any

import pytest

from bot.fal.client import FalClient
from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults
from tests.unit.bot.fal.fal_client_fixture import KEY, Bench

OpenBench = Callable[..., AbstractAsyncContextManager[Bench]]


@pytest.fixture
async def open_bench() -> AsyncIterator[Callable[..., Any]]:
    """Opens a simulator with any of its settings changed, and a client of it; closed after the test."""
    async with AsyncExitStack() as stack:

        async def open_one(**changes: Any) -> Bench:
            clock, faults = SandboxClock(), Faults()
            settings = {"render_seconds": 100.0, "picture_bytes": 1, "key": KEY} | changes
            fal = await stack.enter_async_context(FalSimulator(clock=clock, faults=faults, **settings))
            queue = await stack.enter_async_context(
                FalClient(key=KEY, clock=clock, queue_url=fal.queue_url, poll_seconds=0.01)
            )
            return Bench(clock=clock, faults=faults, fal=fal, queue=queue)

        yield open_one


@pytest.fixture
async def bench(open_bench: Callable[..., Any]) -> Bench:
    """Jobs of 100 seconds on the simulator's clock, with a status stream."""
    opened: Bench = await open_bench()
    return opened
