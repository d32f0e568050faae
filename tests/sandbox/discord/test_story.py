"""A whole story with the real discord.py: log in, sync, answer, deliver pictures."""

from __future__ import annotations

import io

import discord
import httpx

from sandbox.discord import InteractionState
from tests.sandbox.discord.conftest import Bot, RunBot, Studio


async def test_a_slash_command_is_deferred_and_then_answered_with_four_described_pictures(
    studio: Studio, run_bot: RunBot, png: bytes
) -> None:
    def prepare(bot: Bot) -> None:
        @bot.tree.command()
        async def draw(interaction: discord.Interaction, prompt: str) -> None:
            await interaction.response.defer()
            files = [
                discord.File(io.BytesIO(png), filename=f"{n}.png", description=f"{prompt} {n}") for n in range(4)
            ]
            await interaction.edit_original_response(content="Done.", attachments=files)

    await run_bot(prepare)
    interaction = await studio.alice.slash("draw", prompt="a fox")
    await interaction.done()

    message = interaction.response
    assert message is not None
    assert interaction.state is InteractionState.ACKED
    assert message.content == "Done."
    assert [file.description for file in message.attachments] == [f"a fox {n}" for n in range(4)]
    assert {(file.content_type, file.width, file.height) for file in message.attachments} == {("image/png", 48, 32)}
    async with httpx.AsyncClient() as web:
        answer = await web.get(message.attachments[0].url)
    assert answer.content == png
    assert answer.headers["Content-Type"] == "image/png"
