"""Typical bot: what a good developer writes in an evening from the libraries' documentation.

Default intents and caches, ``fal_client.subscribe`` as documented, one ``aiosqlite`` connection per
operation, images fetched one after the other and passed to discord.py from memory. It has quotas and
a table of jobs, but no recovery, fairness or progress.
"""

from __future__ import annotations

import io
import os
import time

import aiosqlite
import discord
import fal_client
import httpx
from discord import app_commands

from benchmarks.bots.addresses import use_fal_sandbox, use_sandbox

__all__ = ["main"]

_DAILY = 1_000_000
_TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS quotas (user_id INTEGER PRIMARY KEY, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY, user_id INTEGER, prompt TEXT, request_id TEXT, state TEXT, at REAL
);
"""


class Store:
    """Database, opened for each operation."""

    def __init__(self, path: str) -> None:
        self._path = path

    async def create(self) -> None:
        """Create the tables."""
        async with aiosqlite.connect(self._path) as db:
            await db.executescript(_TABLES)

    async def reserve(self, user_id: int, cost: int) -> bool:
        """Take credits if there are enough of them."""
        async with aiosqlite.connect(self._path) as db:
            await db.execute("INSERT OR IGNORE INTO quotas VALUES (?, 0)", (user_id,))
            taken = await db.execute(
                "UPDATE quotas SET used = used + ? WHERE user_id = ? AND used + ? <= ?",
                (cost, user_id, cost, _DAILY),
            )
            await db.commit()
            return taken.rowcount == 1

    async def add_job(self, job_id: int, user_id: int, prompt: str) -> None:
        """Insert a job."""
        async with aiosqlite.connect(self._path) as db:
            values = (job_id, user_id, prompt, "queued", time.time())
            await db.execute("INSERT INTO jobs VALUES (?, ?, ?, NULL, ?, ?)", values)
            await db.commit()

    async def set_request(self, job_id: int, request_id: str) -> None:
        """Save fal's request ID."""
        async with aiosqlite.connect(self._path) as db:
            await db.execute("UPDATE jobs SET request_id = ? WHERE id = ?", (request_id, job_id))
            await db.commit()

    async def set_state(self, job_id: int, state: str) -> None:
        """Update the state of a job."""
        async with aiosqlite.connect(self._path) as db:
            await db.execute("UPDATE jobs SET state = ? WHERE id = ?", (state, job_id))
            await db.commit()


class Bot(discord.Client):
    """Client with one command."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default())
        self.tree = app_commands.CommandTree(self)
        self.store = Store(os.environ["USUAL_DATABASE"])

    async def setup_hook(self) -> None:
        """Create the tables and the HTTP client, and register the command."""
        await self.store.create()
        self.http_client = httpx.AsyncClient(timeout=60)
        await self.tree.sync()


def main() -> None:
    """Serve until killed."""
    use_sandbox()
    use_fal_sandbox()
    bot = Bot()

    @bot.tree.command(description="Draw a picture")
    async def imagine(
        interaction: discord.Interaction,
        prompt: str,
        size: str = "1024x1024",
        quality: str = "medium",
        count: int = 1,
    ) -> None:
        await interaction.response.defer()
        if not await bot.store.reserve(interaction.user.id, count):
            await interaction.edit_original_response(content="You have used up your quota for today.")
            return
        await bot.store.add_job(interaction.id, interaction.user.id, prompt)
        request_ids: list[str] = []
        try:
            result = await fal_client.subscribe_async(
                "fal-ai/gpt-image-2",
                arguments={
                    "prompt": prompt,
                    "size": size,
                    "quality": quality,
                    "num_images": count,
                    "safety_tolerance": 2,
                },
                with_logs=True,
                on_enqueue=request_ids.append,
            )
            await bot.store.set_request(interaction.id, request_ids[0])
            files = []
            for number, image in enumerate(result["images"], 1):
                response = await bot.http_client.get(image["url"])
                response.raise_for_status()
                files.append(discord.File(io.BytesIO(response.content), filename=f"picture-{number}.png"))
            await interaction.edit_original_response(
                content=f"**{discord.utils.escape_markdown(prompt)}**", attachments=files
            )
            await bot.store.set_state(interaction.id, "done")
        except Exception:
            await bot.store.set_state(interaction.id, "failed")
            await interaction.edit_original_response(content="Something went wrong.")
            raise

    bot.run(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    main()
