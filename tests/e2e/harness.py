"""Whole-bot harness: the real bot in the sandbox, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from bot.app import App
from bot.clock import Clock
from bot.db.engine import Database
from bot.db.integrity import find_mismatches
from bot.db.schema import generations, ledger
from sandbox.discord import Interaction, Message, UserClient
from sandbox.driver import Driver
from sandbox.embedded_bot import EmbeddedBot, embedded_bot
from sandbox.server import Sandbox, open_sandbox
from tests.e2e.blocked_database import install_gate
from tests.engines import create_tables
from tests.plain_artist import PlainArtist

__all__ = ["CALM", "QUICK", "Harness", "is_progress", "open_harness", "running_bot"]

#: Settings under which replies show every step of a job.
QUICK = {"PROGRESS_SECONDS": "0.05", "FAL_POLL_SECONDS": "0.1"}
#: Settings with few progress edits, so that the calls of a job can be counted.
CALM = {"PROGRESS_SECONDS": "60", "FAL_POLL_SECONDS": "0.1"}
_PROGRESS = ("Drawing", "Canceling", "Sending", "Waiting for", "In the queue", "You're next", "Almost done")


def is_progress(text: str) -> bool:
    """Whether a line begins like progress; the prompt is quoted above it."""
    return any(line.startswith(_PROGRESS) for line in text.splitlines())


class Harness(Driver):
    """Drives the sandbox, and reads the database of the bot that runs in it."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        super().__init__(sandbox)
        self.folder = folder
        self.bot: EmbeddedBot | None = None

    @property
    def app(self) -> App:
        assert self.bot is not None, "no bot was started"
        return self.bot.app

    @property
    def alice(self) -> UserClient:
        return self.client(self.people.alice)

    @property
    def bob(self) -> UserClient:
        return self.client(self.people.bob)

    @property
    def mod(self) -> UserClient:
        return self.client(self.people.mod)

    async def stop_bot(self) -> None:
        """Stop the bot and wait until Discord has noticed: the next click reaches its successor."""
        assert self.bot is not None
        await self.bot.stop()
        await self.until(lambda: not any(session.connected for session in self.discord.gateway.sessions))

    async def draw(
        self, prompt: str = "a red kite", *, client: UserClient | None = None, **options: Any
    ) -> Message:
        """Let a user (alice by default) request pictures, and wait until the job is settled."""
        interaction = await (client or self.alice).slash("imagine", prompt=prompt, **options)
        message = await self.result_of(interaction)
        await self.wait_idle()
        return message

    async def content_of(self, interaction: Interaction) -> str:
        """Wait for the reply to have content."""
        await self.until(lambda: interaction.response is not None and interaction.response.content)
        assert interaction.response is not None
        return interaction.response.content

    async def answer_text(self, interaction: Interaction) -> str:
        """Wait for the first content the user reads that is neither a deferral nor progress."""
        await self.until(lambda: self.answers(interaction))
        return self.answers(interaction)[-1]

    def answers(self, interaction: Interaction) -> list[str]:
        """The contents of the answers so far, without progress."""
        contents = [message.content for message in interaction.messages]
        return [text for text in contents if text.strip("…") and not is_progress(text)]

    async def rows(self) -> list[dict[str, Any]]:
        """The jobs, oldest first."""
        return await self._read(generations, generations.c.created_ms)

    async def entries(self) -> list[dict[str, Any]]:
        """The ledger's entries in order."""
        return await self._read(ledger, ledger.c.id)

    @property
    def database(self) -> Database:
        """The connection for checks, by default the bot's own."""
        return self.app.database

    async def _read(self, table: Table, order: Any) -> list[dict[str, Any]]:
        async with self.database.read() as connection:
            found = await connection.execute(select(table).order_by(order))
            return [dict(row) for row in found.mappings()]

    async def wait_idle(self) -> None:
        """Wait until no job is open, and check that the ledger adds up."""
        for _ in range(6000):
            if not self.app.bot.services.dispatcher.open_jobs:
                break
            await asyncio.sleep(0.01)
        else:
            raise AssertionError("jobs are still open")
        async with self.database.read() as connection:
            assert await find_mismatches(connection) == []


@asynccontextmanager
async def running_bot(harness: Harness, *, clock: Clock | None = None, **settings: str) -> AsyncIterator[App]:
    """Run the bot in this process until the block ends; an error of the bot fails the test.

    ``clock`` is the machine's, by default the sandbox's.
    """
    parsed = harness.sandbox.settings(harness.folder, **settings)
    faults = harness.faults.armed()
    await create_tables(parsed.database_url)
    async with embedded_bot(harness.sandbox, parsed, clock=clock, prepare=install_gate) as bot:
        harness.bot = bot
        reads_schema = parsed.published_schema_url == harness.sandbox.fal.schema_url
        if reads_schema and not any(name.startswith("fal.schema.") for name in faults):
            # A fast clock would use up the time for which a request waits for the published schema.
            forms = bot.app.services.wire_forms
            await harness.until(lambda: all(forms.schema(model.id) for model in forms.enabled))
        yield bot.app


@asynccontextmanager
async def open_harness(
    folder: Path, *, sandbox: dict[str, Any] | None = None, **settings: str
) -> AsyncIterator[Harness]:
    """Open a sandbox with a running bot; ``settings`` by their environment names.

    Pictures are plain, unless ``sandbox`` names an ``artist`` or ``picture_bytes``.
    """
    options = dict(sandbox or {})
    if "picture_bytes" not in options:
        options.setdefault("artist", PlainArtist())
    async with open_sandbox(**options) as box:
        harness = Harness(box, folder)
        async with running_bot(harness, **{**QUICK, **settings}):
            yield harness
