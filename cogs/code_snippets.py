"""Copy as code and /code: the API call for a result or for given options, in three languages.

The reply is private and never contains the API key.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.commands import context_menu, guild_command, prompt_options
from bot.discord.interactions import GuildInteraction, edit_reply, text_for
from bot.discord.markdown import CONTENT_LIMIT
from bot.discord.router import Defer
from bot.discord.uploads import job_id_in
from bot.errors import RefusedError
from bot.jobs.code_snippets import CodeSnippet, snippets_for
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest
from config import CatalogueError, Model

__all__ = ["setup"]


async def copy_as_code(interaction: GuildInteraction, message: discord.Message) -> None:
    """Show the code for the result in a message."""
    job = await interaction.client.services.jobs.find(job_id_in(message) or "")
    if job is None or message.author.id != interaction.application_id:
        raise RefusedError("refused-no-result")
    await _show_job(interaction, job)


async def on_code(interaction: GuildInteraction, job_id: str) -> None:
    """Show the code for the result that a button belongs to."""
    job = await interaction.client.services.jobs.find(job_id)
    if job is None:
        raise RefusedError("refused-gone")
    await _show_job(interaction, job)


def code_command(model: Model) -> app_commands.Command[Any, ..., None]:
    """Build ``/code`` with the choices of ``model``; it shows code for options without submitting them."""

    @guild_command("code")
    @prompt_options(model, prompt="option-code-prompt")
    async def code(
        interaction: GuildInteraction,
        prompt: app_commands.Range[str, 1, 6000],
        size: str | None = None,
        quality: str | None = None,
        count: int | None = None,
    ) -> None:
        request = GenerationRequest.parse(model, prompt=prompt, size=size, quality=quality, count=count)
        await _show(interaction, interaction.client.services.model, request)

    return code


async def _show_job(interaction: GuildInteraction, job: Job) -> None:
    """Show the code to any member who can see the result: for a private one, only its requester."""
    hidden = job.private and job.shared_message_id is None and job.user_id != interaction.user.id
    if job.guild_id != interaction.guild_id or hidden or not job.prompt:
        raise RefusedError("refused-gone")
    try:
        await _show(interaction, interaction.client.services.models.model(job.model), job.request)
    except (LookupError, CatalogueError) as error:
        # The catalog no longer contains the model or one of the job's options.
        raise RefusedError("refused-gone", detail=str(error)) from error


async def _show(interaction: GuildInteraction, model: Model, request: GenerationRequest) -> None:
    overrides = await interaction.client.services.constants(interaction.guild_id, model)
    found = snippets_for(
        model,
        prompt=request.prompt,
        size=request.size,
        quality=request.quality,
        count=request.count,
        overrides=overrides,
    )
    title = text_for(interaction, "code-title", model=model.id)
    blocks = [f"**{s.title}**\n```{s.highlight}\n{s.code}```" for s in found.values()]
    first, *others = [f"{title}\n{blocks[0]}", *blocks[1:]]
    if max(map(len, (first, *others))) > CONTENT_LIMIT:
        # A long prompt does not fit; Discord also highlights attached files.
        note = f"{title}\n{text_for(interaction, 'code-files')}"
        await edit_reply(interaction, content=note, attachments=_files(found))
        return
    # One message per language, so that "Copy Text" copies a single snippet.
    await edit_reply(interaction, content=first)
    for block in others:
        await interaction.followup.send(block, ephemeral=True)


def _files(found: Mapping[str, CodeSnippet]) -> list[discord.File]:
    return [
        discord.File(io.BytesIO(snippet.code.encode()), filename=f"easel.{snippet.extension}")
        for snippet in found.values()
    ]


async def setup(bot: EaselBot) -> None:
    """Register the menu, the command and the button; called by discord.py."""
    bot.tree.add_command(context_menu("code", copy_as_code))
    bot.tree.add_command(code_command(bot.services.model))
    bot.components.register("code", on_code, defer=Defer.PRIVATE)
