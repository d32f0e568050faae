"""/imagine: the main job. Acknowledge, place, and leave the rest to the generation."""

from __future__ import annotations

import structlog
from discord import app_commands
from discord.ext import commands

from bot.discord.autocomplete import prompt_meant, suggest_prompts
from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import (
    EaselInteraction,
    acknowledge,
    locale_of,
    refuse,
    refuse_deferred,
    request_context_of,
    send_private_notice,
)
from bot.discord.modals import FormValues
from bot.discord.options import drawing_options
from bot.discord.render.messages import Renderer
from bot.discord.visibility import default_visibility
from bot.errors import DuplicateEventError, RefusedError
from bot.jobs.request import GenerationRequest, Trigger
from bot.users.defaults import apply_defaults
from cogs.defaults import DefaultsView
from config import Model

__all__ = ["Imagine", "setup"]

log = structlog.stdlib.get_logger(__name__)


class Imagine(commands.Cog):
    """Places requests that are typed."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._render = Renderer(load_texts(), bot.model)

    async def cog_load(self) -> None:
        """Register /imagine with the choices of the model in use."""
        self._bot.tree.add_command(_command(self, self._bot.model))

    async def cog_unload(self) -> None:
        """Take /imagine out again."""
        self._bot.tree.remove_command("imagine")

    async def imagine(
        self,
        interaction: EaselInteraction,
        prompt: str,
        size: str | None,
        quality: str | None,
        count: int | None,
        private: bool | None = None,
        *,
        shown: FormValues | None = None,
    ) -> None:
        """Check what costs nothing to check, acknowledge, then place.

        ``shown`` is what a form was filled in with, where the request came out of one.
        """
        services = self._bot.services
        try:
            chosen = await prompt_meant(self._bot, interaction, prompt)
            request = GenerationRequest.parse(
                services.model, prompt=chosen, size=size, quality=quality, count=count
            )
            if interaction.guild_id is None:
                raise RefusedError("refused-outside")
        except RefusedError as error:
            log.info("refused", key=error.key, detail=error.detail or None)
            await refuse(interaction, self._render.refusal(error, locale_of(interaction)))
            return
        with services.critical_section():
            await self._place(interaction, request, private, shown)

    async def _place(
        self,
        interaction: EaselInteraction,
        request: GenerationRequest,
        wanted: bool | None,
        shown: FormValues | None,
    ) -> None:
        private = await default_visibility(interaction) if wanted is None else wanted
        if (acknowledged := await acknowledge(interaction, ephemeral=private)) is None:
            return
        try:
            origin = request_context_of(interaction, Trigger.COMMAND, acknowledged)
            if shown is None:
                request = await self._with_defaults(interaction, request)
            else:
                # What the form showed is what is drawn, whatever the member's defaults are.
                request = request.changed_from(_parsed(self._bot.model, shown))
            await self._bot.services.jobs.submit(request, origin)
        except DuplicateEventError:
            log.info("the same interaction came twice")
        except RefusedError as error:
            log.info("refused", key=error.key)
            text = self._render.refusal(error, locale_of(interaction))
            await refuse_deferred(interaction, text, private=private)

    async def _with_defaults(
        self, interaction: EaselInteraction, request: GenerationRequest
    ) -> GenerationRequest:
        """What was left out as the member prefers it; what they may not prefer here is said."""
        services, locale = self._bot.services, locale_of(interaction)
        if not request.defaulted:
            return request
        own = await services.user_defaults.get_if_possible(interaction.user.id)
        settings = await services.guilds.get(interaction.guild_id or 0)
        request, ignored = apply_defaults(request, own, settings, services.model)
        if ignored:
            text = DefaultsView(self._render.texts, services.model).ignored(ignored, locale)
            await send_private_notice(interaction, text)
        return request

    async def suggest(self, interaction: EaselInteraction, typed: str) -> list[app_commands.Choice[str]]:
        """What the prompt may be completed with."""
        return await suggest_prompts(self._bot, interaction, typed)


def _parsed(model: Model, shown: FormValues) -> GenerationRequest:
    return GenerationRequest.parse(
        model, prompt=shown.prompt, size=shown.size, quality=shown.quality, count=shown.count
    )


def _command(cog: Imagine, model: Model) -> app_commands.Command[Imagine, ..., None]:
    """The command object, its choices taken from ``model``."""

    @app_commands.command(name=localised("name-imagine"), description=localised("command-imagine"))
    @drawing_options(model, prompt="option-prompt")
    @app_commands.rename(private=localised("optname-private"))
    @app_commands.describe(private=localised("option-private"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def imagine(
        interaction: EaselInteraction,
        prompt: app_commands.Range[str, 1, 6000],
        size: str | None = None,
        quality: str | None = None,
        count: int | None = None,
        private: bool | None = None,
    ) -> None:
        await cog.imagine(interaction, prompt, size, quality, count, private)

    @imagine.autocomplete("prompt")
    async def suggest(interaction: EaselInteraction, typed: str) -> list[app_commands.Choice[str]]:
        return await cog.suggest(interaction, typed)

    return imagine


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    await bot.add_cog(Imagine(bot))
