"""Minimal bot: acknowledges and replies with a constant, the least that a discord.py bot can do."""

from __future__ import annotations

import os

import discord
from discord import app_commands

from benchmarks.bots.addresses import use_sandbox

__all__ = ["main"]


def main() -> None:
    """Run until killed."""
    use_sandbox()
    client = discord.Client(intents=discord.Intents.default())
    tree = app_commands.CommandTree(client)

    @tree.command(description="Draw a picture")
    async def imagine(
        interaction: discord.Interaction, prompt: str, size: str = "", quality: str = "", count: int = 1
    ) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="Done.")

    async def setup_hook() -> None:
        await tree.sync()

    client.setup_hook = setup_hook  # type: ignore[method-assign]
    client.run(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    main()
