"""Typical bot: as a good developer would write it in an evening from the libraries' documentation.

It uses default intents and caches, ``fal_client.subscribe`` as documented, and one ``aiosqlite`` connection
per operation; it downloads images sequentially and passes them to discord.py from memory. It has quotas and
a job table, but no recovery, fairness or progress.
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

_DATABASE = os.environ.get("USUAL_DATABASE", "usual.db")
_DAILY = 1_000_000
_SET_STATE = "UPDATE jobs SET state = ? WHERE id = ?"
_TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS quotas (user_id INTEGER PRIMARY KEY, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY, user_id INTEGER, prompt TEXT, request_id TEXT, state TEXT, at REAL
);
"""


async def _execute(statement: str, *values: object) -> None:
    async with aiosqlite.connect(_DATABASE) as db:
        await db.execute(statement, values)
        await db.commit()


async def _reserve(user_id: int, cost: int) -> bool:
    """Reserve ``cost`` credits if the user has enough."""
    async with aiosqlite.connect(_DATABASE) as db:
        await db.execute("INSERT OR IGNORE INTO quotas VALUES (?, 0)", (user_id,))
        taken = await db.execute(
            "UPDATE quotas SET used = used + ? WHERE user_id = ? AND used + ? <= ?",
            (cost, user_id, cost, _DAILY),
        )
        await db.commit()
        return taken.rowcount == 1


class Bot(discord.Client):
    """Discord client with one command."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default())
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Create the tables and the HTTP client, and register the command."""
        async with aiosqlite.connect(_DATABASE) as db:
            await db.executescript(_TABLES)
        self.http_client = httpx.AsyncClient(timeout=60)
        await self.tree.sync()


def main() -> None:
    """Run until killed."""
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
        if not await _reserve(interaction.user.id, count):
            await interaction.edit_original_response(content="You have used up your quota for today.")
            return
        job = (interaction.id, interaction.user.id, prompt, "queued", time.time())
        await _execute("INSERT INTO jobs VALUES (?, ?, ?, NULL, ?, ?)", *job)
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
            await _execute("UPDATE jobs SET request_id = ? WHERE id = ?", request_ids[0], interaction.id)
            files = []
            for number, image in enumerate(result["images"], 1):
                response = await bot.http_client.get(image["url"])
                response.raise_for_status()
                files.append(discord.File(io.BytesIO(response.content), filename=f"picture-{number}.png"))
            await interaction.edit_original_response(
                content=f"**{discord.utils.escape_markdown(prompt)}**", attachments=files
            )
            await _execute(_SET_STATE, "done", interaction.id)
        except Exception:
            await _execute(_SET_STATE, "failed", interaction.id)
            await interaction.edit_original_response(content="Something went wrong.")
            raise

    bot.run(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    main()
