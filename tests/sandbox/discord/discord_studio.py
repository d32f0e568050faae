"""Shared fixtures for tests of the simulated Discord: a running simulator and a minimal real client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import discord
import httpx
from discord import app_commands

from sandbox.clock import SandboxClock
from sandbox.discord import DefaultWorld, DiscordSimulator, Interaction, UserClient
from sandbox.faults import Faults

T = TypeVar("T")

DRAW: dict[str, Any] = {
    "name": "draw",
    "description": "Draw a picture",
    "options": [
        {"type": 3, "name": "prompt", "description": "What", "required": True, "max_length": 20},
        {
            "type": 4,
            "name": "count",
            "description": "How many",
            "choices": [{"name": "One", "value": 1}, {"name": "Four", "value": 4}],
        },
    ],
}


@dataclass(slots=True)
class Studio:
    """A simulator with the standard world, and what moves it."""

    sim: DiscordSimulator
    place: DefaultWorld
    clock: SandboxClock
    faults: Faults
    rest: httpx.AsyncClient
    broken_on_purpose: bool = field(default=False)

    @property
    def alice(self) -> UserClient:
        return self.sim.client(self.place.alice, self.place.studio)

    @property
    def app(self) -> int:
        return self.sim.world.application_id

    async def register(self, *commands: dict[str, Any]) -> None:
        answer = await self.rest.put(f"/applications/{self.app}/commands", json=list(commands or (DRAW,)))
        assert answer.status_code == 200, answer.text

    async def callback(self, interaction: Interaction, body: dict[str, Any]) -> httpx.Response:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        return await self.rest.post(path, params={"with_response": "1"}, json=body)

    def webhook(self, interaction: Interaction, message: str = "") -> str:
        base = f"/webhooks/{self.app}/{interaction.token}"
        return f"{base}/messages/{message}" if message else base


class Bot(discord.AutoShardedClient):
    """The smallest client with a command tree. ``prepare`` registers things before login."""

    def __init__(self, prepare: Callable[[Bot], None]) -> None:
        intents = discord.Intents(guilds=True, guild_reactions=True, guild_messages=True, dm_messages=True)
        super().__init__(
            intents=intents, max_messages=None, chunk_guilds_at_startup=False, guild_ready_timeout=0.05
        )
        self.tree = app_commands.CommandTree(self)
        prepare(self)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int, *, initial: bool = False) -> None:
        """Do not spend the five seconds that discord.py waits between identifies."""


async def soon(queue: asyncio.Queue[T]) -> T:
    """The next thing that the bot heard; a test that waits in vain fails instead of hanging."""
    return await asyncio.wait_for(queue.get(), 10)


RunBot = Callable[[Callable[[Bot], None]], Awaitable[Bot]]
