"""/imagine: submit a prompt. Buttons of a refusal for lack of credits: submit a cheaper request."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import app_commands

from bot.discord.autocomplete import resolve_prompt, suggest_prompts
from bot.discord.client import EaselBot
from bot.discord.commands import guild_command, prompt_options
from bot.discord.custom_ids import JOB_ID
from bot.discord.interactions import EaselInteraction, GuildInteraction
from bot.discord.job_requests import (
    create_with_defaults,
    default_visibility,
    model_digest,
    request_reader,
    result_of,
    submit_from_interaction,
)
from bot.discord.modals import FormValues
from bot.discord.reference_inputs import picture_in_embed
from bot.errors import RefusedError
from bot.jobs.references import ReferencePicture, ReferenceSource, SourceKind
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.models import Models, models_for
from config import Model
from config.model import Operation

__all__ = ["setup"]

# Size, quality, count, whether the reply is private, the hash of the model if it is not the default one, and the job
# whose references are used again.
_OFFER = f"([^:]{{1,30}}):([^:]{{1,30}}):([0-9]{{1,2}})(:p)?(?::m([0-9a-f]{{8}}))?(?::r{JOB_ID})?"


def imagine_command(models: Models) -> app_commands.Command[Any, ..., None]:
    """Build the command with the choices of ``models``."""

    @guild_command("imagine", defer=False, private="private")
    @prompt_options(models, prompt="option-prompt")
    async def imagine(
        interaction: GuildInteraction,
        prompt: app_commands.Range[str, 1, 6000],
        size: str | None = None,
        quality: str | None = None,
        count: int | None = None,
        private: bool | None = None,
        model: str | None = None,
    ) -> None:
        prompt = await resolve_prompt(interaction, prompt)
        values = FormValues(prompt=prompt, size=size, quality=quality, count=count)
        read = await request_reader(interaction, values, model)

        async def submit(context: RequestContext) -> None:
            await create_with_defaults(interaction, await read(), context)

        if private is None:
            private = await default_visibility(interaction)
        await submit_from_interaction(interaction, Trigger.COMMAND, submit, private=private)

    @imagine.autocomplete("prompt")
    async def suggest(interaction: EaselInteraction, typed: str) -> list[app_commands.Choice[str]]:
        return await suggest_prompts(interaction, typed)

    return imagine


async def on_afford(
    interaction: GuildInteraction,
    size: str,
    quality: str,
    count: str,
    private: str | None,
    model: str | None,
    edit_id: str | None,
) -> None:
    """Submit a cheaper request that was offered with a refusal, whose message holds prompt and pictures."""
    embeds = interaction.message.embeds if interaction.message is not None else []
    if not embeds or not embeds[0].description:
        raise RefusedError("refused-gone", detail="the message does not hold the prompt")
    services = interaction.client.services
    request = GenerationRequest.parse(
        _model_of(services.models, model),
        prompt=embeds[0].description,
        size=size,
        quality=quality,
        count=int(count),
    )

    async def submit(context: RequestContext) -> None:
        pictures = [
            picture_in_embed(embed, ReferenceSource(kind=SourceKind.UPLOAD, index=index))
            for index, embed in enumerate(embeds[1:])
        ]
        references = await _references_of(interaction, edit_id)
        await services.jobs.submit(replace(request, references=references), context, pictures)

    await submit_from_interaction(interaction, Trigger.START, submit, private=private is not None)


async def _references_of(interaction: GuildInteraction, edit_id: str | None) -> tuple[ReferencePicture, ...]:
    if edit_id is None:
        return ()
    edit = await result_of(interaction, edit_id)
    return await interaction.client.services.jobs.references_of(edit, interaction.user.id)


def _model_of(models: Models, digest: str | None) -> Model:
    if digest is None:
        return models.default
    operations: tuple[Operation, ...] = ("generate", "edit")
    for _, model in (pair for operation in operations for pair in models_for(models, operation)):
        if model_digest(model.id) == digest:
            return model
    raise RefusedError("refused-gone", detail="the model is no longer enabled")


async def setup(bot: EaselBot) -> None:
    """Register the command and the button; called by discord.py."""
    bot.components.register("afford", on_afford, argument=_OFFER)
    bot.tree.add_command(imagine_command(bot.services.models))
