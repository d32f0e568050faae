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
from bot.discord.components import menu, view_of
from bot.discord.custom_ids import JOB_ID, custom_id
from bot.discord.interactions import GuildInteraction, chosen_value, edit_reply, is_own_message, text_for
from bot.discord.markdown import CONTENT_LIMIT
from bot.discord.result_menu import acknowledge_menu_click, back_button
from bot.discord.router import Defer
from bot.discord.uploads import job_id_in
from bot.errors import RefusedError
from bot.jobs.code_snippets import CodeSnippet, snippets_for
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest
from bot.models import Models
from config import CatalogueError, Model

__all__ = ["setup"]

# Language shown first.
_FIRST = "typescript"


async def copy_as_code(interaction: GuildInteraction, message: discord.Message) -> None:
    """Show the code for the result in a message."""
    job = await interaction.client.services.jobs.find(job_id_in(message) or "")
    if job is None or not is_own_message(interaction, message):
        raise RefusedError("refused-no-result")
    await _show_job(interaction, job)


async def on_code(interaction: GuildInteraction, job_id: str) -> None:
    """Show the code for the result that a button belongs to."""
    if (in_menu := await acknowledge_menu_click(interaction, job_id)) is None:
        return
    await _show_job(interaction, await _find(interaction, job_id), in_menu=in_menu)


async def on_language(interaction: GuildInteraction, job_id: str, in_menu: str | None) -> None:
    """Show the code in the chosen language instead."""
    job = await _find(interaction, job_id)
    await _show_job(interaction, job, in_menu=bool(in_menu), language=chosen_value(interaction))


async def _find(interaction: GuildInteraction, job_id: str) -> Job:
    job = await interaction.client.services.jobs.find(job_id)
    if job is None:
        raise RefusedError("refused-gone")
    return job


def code_command(models: Models) -> app_commands.Command[Any, ..., None]:
    """Build ``/code`` with the choices of ``models``; it shows code for options without submitting them."""

    @guild_command("code")
    @prompt_options(models, prompt="option-code-prompt")
    async def code(
        interaction: GuildInteraction,
        prompt: app_commands.Range[str, 1, 6000],
        size: str | None = None,
        quality: str | None = None,
        count: int | None = None,
        model: str | None = None,
    ) -> None:
        jobs = interaction.client.services.jobs
        chosen = await jobs.model_for(interaction.guild_id, interaction.user.id, model)
        request = GenerationRequest.parse(chosen, prompt=prompt, size=size, quality=quality, count=count)
        await _show(interaction, chosen, request)

    return code


async def _show_job(
    interaction: GuildInteraction, job: Job, *, in_menu: bool = False, language: str = _FIRST
) -> None:
    """Show the code to any member who can see the result: for a private one, only its requester.

    One language at a time, so that "Copy Text" copies a single snippet.
    """
    hidden = job.private and job.shared_message_id is None and job.user_id != interaction.user.id
    if job.guild_id != interaction.guild_id or hidden or not job.prompt:
        raise RefusedError("refused-gone")
    try:
        model = interaction.client.services.models.model(job.model)
        found = await _snippets(interaction, model, job.request)
    except (LookupError, CatalogueError) as error:
        # The catalog no longer contains the model or one of the job's options.
        raise RefusedError("refused-gone", detail=str(error)) from error
    back = [back_button(interaction, job.id)] if in_menu else []
    title, blocks = _title(interaction, model), _blocks(found)
    if job.references:
        title = f"{title}\n-# {text_for(interaction, 'code-references', count=len(job.references))}"
    if _is_long(title, blocks):
        await _show_files(interaction, title, found, view_of(*back))
        return
    chosen = language if language in found else _FIRST
    options = [
        discord.SelectOption(label=one.title, value=key, default=key == chosen) for key, one in found.items()
    ]
    languages = menu(custom_id("snippet", job.id, *(["m"] if in_menu else [])), options)
    await edit_reply(
        interaction,
        content=f"{title}\n{blocks[chosen]}",
        view=view_of(languages, *back),
        attachments=(),
    )


async def _show(interaction: GuildInteraction, model: Model, request: GenerationRequest) -> None:
    """Show the code for options, which are stored nowhere: one message per language."""
    found = await _snippets(interaction, model, request)
    title, blocks = _title(interaction, model), _blocks(found)
    if _is_long(title, blocks):
        await _show_files(interaction, title, found, None)
        return
    first, *others = blocks.values()
    await edit_reply(interaction, content=f"{title}\n{first}")
    for block in others:
        await interaction.followup.send(block, ephemeral=True)


async def _snippets(
    interaction: GuildInteraction, model: Model, request: GenerationRequest
) -> Mapping[str, CodeSnippet]:
    return snippets_for(
        model,
        prompt=request.prompt,
        size=request.size,
        quality=request.quality,
        count=request.count,
        references=len(request.references),
        reference_size=request.reference_size,
        overrides=await interaction.client.services.constants(interaction.guild_id, model),
    )


def _title(interaction: GuildInteraction, model: Model) -> str:
    return text_for(interaction, "code-title", model=model.id)


def _blocks(found: Mapping[str, CodeSnippet]) -> dict[str, str]:
    return {key: f"**{s.title}**\n```{s.highlight}\n{s.code}```" for key, s in found.items()}


def _is_long(title: str, blocks: Mapping[str, str]) -> bool:
    return max(len(title) + 1 + len(block) for block in blocks.values()) > CONTENT_LIMIT


async def _show_files(
    interaction: GuildInteraction,
    title: str,
    found: Mapping[str, CodeSnippet],
    view: discord.ui.View | None,
) -> None:
    """Attach the code for a long prompt, which does not fit; Discord also highlights attached files."""
    note = f"{title}\n{text_for(interaction, 'code-files')}"
    files = [
        discord.File(io.BytesIO(snippet.code.encode()), filename=f"easel.{snippet.extension}")
        for snippet in found.values()
    ]
    await edit_reply(interaction, content=note, attachments=files, view=view)


async def setup(bot: EaselBot) -> None:
    """Register the menu, the command and the components; called by discord.py."""
    bot.tree.add_command(context_menu("code", copy_as_code))
    bot.tree.add_command(code_command(bot.services.models))
    bot.components.register("code", on_code)
    bot.components.register("snippet", on_language, argument=f"{JOB_ID}(:m)?", defer=Defer.UPDATE)
