"""A running simulator, and the real discord.py pointed at it."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from PIL import Image

from sandbox.clock import SandboxClock
from sandbox.discord import Actor, DiscordSimulator, StandardWorld, standard_world
from sandbox.faults import Faults


@dataclass(slots=True)
class Studio:
    """A simulator with the standard world, and what moves it."""

    sim: DiscordSimulator
    place: StandardWorld
    clock: SandboxClock
    faults: Faults

    @property
    def alice(self) -> Actor:
        return self.sim.actor(self.place.alice, self.place.studio)


class Bot(discord.AutoShardedClient):
    """The smallest client with a command tree. ``prepare`` registers things before login."""

    def __init__(self, prepare: Callable[[Bot], None]) -> None:
        intents = discord.Intents(guilds=True, guild_reactions=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, max_messages=None, chunk_guilds_at_startup=False)
        self.tree = app_commands.CommandTree(self)
        prepare(self)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int, *, initial: bool = False) -> None:
        """Do not spend the five seconds that discord.py waits between identifies."""


RunBot = Callable[[Callable[[Bot], None]], Awaitable[Bot]]


@pytest.fixture
async def studio() -> AsyncIterator[Studio]:
    clock, faults = SandboxClock(), Faults()
    async with DiscordSimulator(clock=clock, faults=faults) as sim:
        yield Studio(sim=sim, place=standard_world(sim.world), clock=clock, faults=faults)


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
