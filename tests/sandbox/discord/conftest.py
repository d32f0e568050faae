"""A running simulator, and the real discord.py pointed at it.

Where the published API description lies beside the checkout, every request and every
answer of every test is held against it.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from PIL import Image

from sandbox.clock import SandboxClock
from sandbox.discord import DiscordSimulator, create_default_world
from sandbox.faults import Faults
from tests.openapi_check import OpenApiCheck
from tests.sandbox.discord.discord_studio import Bot, RunBot, Studio

_DESCRIPTION = Path(__file__).parents[4] / "shared" / "discord-openapi.json"


@pytest.fixture(scope="session")
def description() -> OpenApiCheck | None:
    return OpenApiCheck(_DESCRIPTION) if _DESCRIPTION.exists() else None


@pytest.fixture
async def studio(description: OpenApiCheck | None) -> AsyncIterator[Studio]:
    clock, faults = SandboxClock(), Faults()
    async with DiscordSimulator(clock=clock, faults=faults, validate=description) as sim:
        authorised = {"Authorization": f"Bot {sim.token}"}
        async with httpx.AsyncClient(base_url=sim.api_url, headers=authorised) as rest:
            made = Studio(
                sim=sim, place=create_default_world(sim.world), clock=clock, faults=faults, rest=rest
            )
            yield made
        violations = [violation.problem for violation in sim.traffic.violations]
    assert made.broken_on_purpose or not violations


@pytest.fixture
async def run_bot(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RunBot]:
    """Starts a discord.py client against the simulator; all are closed at the end."""
    monkeypatch.setattr(Route, "BASE", studio.sim.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(studio.sim.gateway_url))
    async with contextlib.AsyncExitStack() as stack:

        async def start(prepare: Callable[[Bot], None]) -> Bot:
            bot = Bot(prepare)
            task = asyncio.create_task(bot.start(studio.sim.token))

            async def stop() -> None:
                await bot.close()
                await asyncio.gather(task, return_exceptions=True)

            stack.push_async_callback(stop)
            await studio.sim.gateway.wait_identified()
            return bot

        yield start


@pytest.fixture
def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (48, 32), "teal").save(buffer, "PNG")
    return buffer.getvalue()
