"""Copy as code: the same call in three languages, for a result or for any options.

Only whoever asks sees it. The key is never part of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.options import drawing_options
from bot.errors import RefusedError
from bot.jobs.code_snippets import CodeSnippet, snippets_for
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest
from config import CatalogueError, Model

__all__ = ["CodeButton", "CodeSnippets", "job_id_of", "setup"]

_CONTENT_LIMIT = 2000
_RESULT_FILE = re.compile(r"(?:SPOILER_)?easel-(?P<id>[0-9a-z]{1,16})-\d")


class CodeSnippets(commands.Cog):
    """Answers with code that draws the same."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()
        self._menu = app_commands.ContextMenu(name=localised("menu-code"), callback=self.of_message)
        self._menu.allowed_contexts = app_commands.AppCommandContext(guild=True)
        self._menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)

    async def cog_load(self) -> None:
        """Register the menu, the command with the choices of the model in use, and the button."""
        self._bot.tree.add_command(self._menu)
        self._bot.tree.add_command(_command(self, self._bot.model))
        self._bot.add_dynamic_items(CodeButton)

    async def cog_unload(self) -> None:
        """Take them out again."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)
        self._bot.tree.remove_command("code")
        self._bot.remove_dynamic_items(CodeButton)

    async def of_message(self, interaction: EaselInteraction, message: discord.Message) -> None:
        """The code of the result that this message shows."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        job = await self._bot.services.jobs.find(job_id_of(message) or "")
        if job is None or message.author.id != interaction.application_id:
            raise RefusedError("refused-no-result")
        await self._of(interaction, job)

    async def of_generation(self, interaction: EaselInteraction, job_id: str) -> None:
        """The code of the generation that a button names."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        job = await self._bot.services.jobs.find(job_id)
        if job is None:
            raise RefusedError("refused-gone")
        await self._of(interaction, job)

    async def of_options(
        self,
        interaction: EaselInteraction,
        prompt: str,
        size: str | None,
        quality: str | None,
        count: int | None,
    ) -> None:
        """The code of what is typed; nothing is drawn and nothing is charged."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        model = self._bot.model
        request = GenerationRequest.parse(model, prompt=prompt, size=size, quality=quality, count=count)
        await self._answer(interaction, model, request)

    async def _of(self, interaction: EaselInteraction, job: Job) -> None:
        """Whoever sees a result may copy it; a private one is its requester's alone."""
        hidden = job.private and job.shared_message_id is None and job.user_id != interaction.user.id
        if job.guild_id != interaction.guild_id or hidden or not job.prompt:
            raise RefusedError("refused-gone")
        try:
            model = self._bot.services.models(job.model)
            await self._answer(interaction, model, job)
        except (LookupError, CatalogueError) as error:
            # The operator has taken the model, or this choice of it, out of the catalogue.
            raise RefusedError("refused-gone", detail=str(error)) from error

    async def _answer(
        self, interaction: EaselInteraction, model: Model, request: GenerationRequest | Job
    ) -> None:
        found = snippets_for(
            model,
            prompt=request.prompt,
            size=request.size,
            quality=request.quality,
            count=request.count,
            overrides=await self._bot.services.constants(interaction.guild_id or 0, model),
        )
        title = self._texts("code-title", locale_of(interaction), model=model.id)
        blocks = [f"**{s.title}**\n```{s.highlight}\n{s.code}```" for s in found.values()]
        first, *others = [f"{title}\n{blocks[0]}", *blocks[1:]]
        if max(len(first), *map(len, others)) > _CONTENT_LIMIT:
            # A long prompt: three files, which Discord shows with their colours, too.
            note = f"{title}\n{self._texts('code-files', locale_of(interaction))}"
            await interaction.edit_original_response(content=note, attachments=_files(found))
            return
        # One message each: "Copy text" then copies one form.
        await interaction.edit_original_response(content=first)
        for block in others:
            await interaction.followup.send(block, ephemeral=True)


class CodeButton(JobButton, template=custom_id_pattern("code")):
    """Copy as code."""

    verb = "code"
    emoji = "📋"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Hand the click to the cog."""
        # No isinstance: an extension that another module imported before exists twice.
        await cast("CodeSnippets", bot.get_cog("CodeSnippets")).of_generation(interaction, self.job_id)


def job_id_of(message: discord.Message) -> str | None:
    """Results name their files after the generation; that holds from the moment they are posted."""
    names = (_RESULT_FILE.match(file.filename) for file in message.attachments)
    return next((name["id"] for name in names if name), None)


def _files(found: Mapping[str, CodeSnippet]) -> list[discord.File]:
    return [
        discord.File(io.BytesIO(snippet.code.encode()), filename=f"easel.{snippet.extension}")
        for snippet in found.values()
    ]


def _command(cog: CodeSnippets, model: Model) -> app_commands.Command[CodeSnippets, ..., None]:
    """``/code``, its choices taken from ``model``."""

    @app_commands.command(name=localised("name-code"), description=localised("command-code"))
    @drawing_options(model, prompt="option-code-prompt")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def code(
        interaction: EaselInteraction,
        prompt: app_commands.Range[str, 1, 6000],
        size: str | None = None,
        quality: str | None = None,
        count: int | None = None,
    ) -> None:
        await cog.of_options(interaction, prompt, size, quality, count)

    return code


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    await bot.add_cog(CodeSnippets(bot))
