"""A bot and a sandbox under one roof, for whole stories over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.app import App, open_app
from bot.db.integrity import find_mismatches
from bot.db.schema import generations, ledger
from sandbox.discord import Interaction, Message, UserClient
from sandbox.discord.entities import Channel, User
from sandbox.server import Sandbox, open_sandbox
from tests.stories.slow_database import install_gate

__all__ = ["House", "open_house", "running_bot"]


@dataclass(slots=True)
class House:
    """The sandbox, and the bot that runs in it now."""

    box: Sandbox
    folder: Path
    app: App | None = None
    running: asyncio.Task[None] | None = None

    async def stopped(self) -> None:
        """Stop the bot and wait until it is gone: what is clicked next must reach its successor."""
        assert self.app is not None
        assert self.running is not None
        self.app.stop()
        await self.running
        gateway = self.box.discord.gateway
        await self.until(lambda: not any(session.connected for session in gateway.sessions))

    def actor(self, user: User, channel: Channel | None = None) -> UserClient:
        return self.box.discord.client(user, channel or self.box.people.studio)

    @property
    def alice(self) -> UserClient:
        return self.actor(self.box.people.alice)

    @property
    def bob(self) -> UserClient:
        return self.actor(self.box.people.bob)

    @property
    def mod(self) -> UserClient:
        return self.actor(self.box.people.mod)

    async def until(self, condition: Callable[[], Any], timeout: float = 20.0) -> None:
        """Wait for anything that Discord sees."""
        await self.box.discord.until(condition, timeout=timeout)

    async def pictures_of(self, interaction: Interaction) -> Message:
        """Wait for the reply with its pictures."""
        await self.until(lambda: interaction.response is not None and interaction.response.attachments)
        assert interaction.response is not None
        return interaction.response

    async def answer_of(self, interaction: Interaction) -> str:
        """Wait for the first thing the asker reads that is not a deferral or progress."""
        await self.until(lambda: self._answers(interaction))
        return self._answers(interaction)[-1]

    @staticmethod
    def _answers(interaction: Interaction) -> list[str]:
        said = [m.content for m in interaction.messages if m.content]
        return [
            text
            for text in said
            if not text.startswith(
                (
                    "Drawing",
                    "Cancelling",
                    "Handing",
                    "At fal",
                    "In line",
                    "Your request is next",
                    "Done at fal",
                )
            )
        ]

    def posts(self, channel: Channel | None = None) -> list[Message]:
        """Messages with pictures, oldest first."""
        found = self.box.discord.world.messages(channel or self.box.people.studio)
        return sorted((m for m in found if m.attachments), key=lambda m: m.id)

    async def rows(self) -> list[dict[str, Any]]:
        assert self.app is not None
        async with self.app.database.read() as connection:
            query = select(generations).order_by(generations.c.created_ms)
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    async def entries(self) -> list[dict[str, Any]]:
        assert self.app is not None
        async with self.app.database.read() as connection:
            query = select(ledger).order_by(ledger.c.id)
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    async def settled(self) -> None:
        """Wait until no job is open, and check that the books add up."""
        assert self.app is not None
        for _ in range(2000):
            if not self.app.bot.services.dispatcher.open_jobs:
                break
            await asyncio.sleep(0.01)
        else:
            raise AssertionError("jobs are still open")
        async with self.app.database.read() as connection:
            assert await find_mismatches(connection) == []


@asynccontextmanager
async def running_bot(house: House, **settings: str) -> AsyncIterator[App]:
    """Run the bot in this process until the block ends; an error of the bot is the test's."""
    async with open_app(house.box.settings(house.folder, **settings), clock=house.box.clock) as app:
        house.app = app
        install_gate(app)
        run = house.running = asyncio.create_task(app.run())
        identified = asyncio.create_task(house.box.discord.gateway.wait_identified(10))
        await asyncio.wait({run, identified}, return_when=asyncio.FIRST_COMPLETED)
        try:
            if run.done():
                run.result()
            await identified
            yield app
        finally:
            identified.cancel()
            app.stop()
            with contextlib.suppress(asyncio.CancelledError):
                await run


@asynccontextmanager
async def open_house(
    folder: Path, *, sandbox: dict[str, Any] | None = None, **settings: str
) -> AsyncIterator[House]:
    """A sandbox with a running bot; ``settings`` by their environment names."""
    quick = {"PROGRESS_SECONDS": "0.05", "FAL_POLL_SECONDS": "0.1", **settings}
    async with open_sandbox(**(sandbox or {})) as box:
        house = House(box=box, folder=folder)
        async with running_bot(house, **quick):
            yield house
