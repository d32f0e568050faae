"""/imagine: submit a prompt."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord.autocomplete import resolve_prompt, suggest_prompts
from bot.discord.client import EaselBot
from bot.discord.commands import guild_command, prompt_options
from bot.discord.i18n import load_texts
from bot.discord.interactions import EaselInteraction, GuildInteraction, locale_of, send_private_notice
from bot.discord.job_requests import default_visibility, submit_from_interaction
from bot.discord.render.defaults import ignored_defaults_text
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from config import Model

__all__ = ["setup"]


def imagine_command(model: Model) -> app_commands.Command[Any, ..., None]:
    """Build the command with the choices of ``model``."""

    @guild_command("imagine", defer=False, private="private")
    @prompt_options(model, prompt="option-prompt")
    async def imagine(
        interaction: GuildInteraction,
        prompt: app_commands.Range[str, 1, 6000],
        size: str | None = None,
        quality: str | None = None,
        count: int | None = None,
        private: bool | None = None,
    ) -> None:
        prompt = await resolve_prompt(interaction, prompt)
        request = GenerationRequest.parse(model, prompt=prompt, size=size, quality=quality, count=count)

        async def submit(context: RequestContext) -> None:
            jobs = interaction.client.services.jobs
            admitted = await jobs.admit(request, context)
            if admitted.ignored_defaults:
                text = ignored_defaults_text(load_texts(), admitted.ignored_defaults, locale_of(interaction))
                await send_private_notice(interaction, text)
            await jobs.create(admitted)

        if private is None:
            private = await default_visibility(interaction)
        await submit_from_interaction(interaction, Trigger.COMMAND, submit, private=private)

    @imagine.autocomplete("prompt")
    async def suggest(interaction: EaselInteraction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggest_prompts(interaction, typed)

    return imagine


async def setup(bot: EaselBot) -> None:
    """Register the command; called by discord.py."""
    bot.tree.add_command(imagine_command(bot.services.model))
