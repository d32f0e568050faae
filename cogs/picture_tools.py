"""Upscale and Remove background: one picture is enlarged or cut out, with the price first.

Buttons in the menu of a result and message menus show the offer. Its confirmation has the custom ID
``easel:tool-go:<operation>:<job>:<picture>:<price>``, where a trailing ``p`` makes the reply private, or
``easel:tool-message:<operation>:<message>:<picture>:<price>`` for the pictures of other messages. The offer holds the
addresses of pictures that the bot cannot read again, so it also works after a restart.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import discord

from bot.discord.client import EaselBot
from bot.discord.commands import context_menu
from bot.discord.components import ButtonSpec, view_of
from bot.discord.custom_ids import JOB_ID
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    GuildInteraction,
    account_of,
    edit_reply,
    is_own_message,
    locale_of,
    role_ids_of,
    text_for,
)
from bot.discord.job_buttons import TOOLS
from bot.discord.job_requests import (
    check_may_vary,
    default_visibility,
    is_private_followup,
    result_of,
    submit_from_interaction,
)
from bot.discord.picked_messages import editable_pictures
from bot.discord.reference_inputs import picture_embeds, picture_in_embed, result_pictures
from bot.discord.result_menu import acknowledge_menu_click, back_button
from bot.discord.uploads import job_id_in
from bot.errors import RefusedError
from bot.jobs.image_sizes import requested_size
from bot.jobs.models import Job
from bot.jobs.references import ReferenceDownload, ReferenceSource, SourceKind
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from config import Model
from config.model import Operation

__all__ = ["setup"]

_GO = ButtonSpec("tool-go", "button-tool-go", style=discord.ButtonStyle.primary)
_GO_MESSAGE = ButtonSpec("tool-message", "button-tool-go", style=discord.ButtonStyle.primary)


def _button(operation: Operation) -> Callable[[GuildInteraction, str], Coroutine[Any, Any, None]]:
    async def on_tool(interaction: GuildInteraction, job_id: str) -> None:
        """Show the price and a button for each picture of the result."""
        if (in_menu := await acknowledge_menu_click(interaction, job_id)) is None:
            return
        back = [back_button(interaction, job_id)] if in_menu else []
        await _offer_result(interaction, operation, job_id, interaction.message, back)

    return on_tool


def _menu(
    operation: Operation,
) -> Callable[[GuildInteraction, discord.Message], Coroutine[Any, Any, None]]:
    async def on_menu(interaction: GuildInteraction, message: discord.Message) -> None:
        """Show the price and a button for each picture of the message."""
        if is_own_message(interaction, message) and (job_id := job_id_in(message)) is not None:
            await _offer_result(interaction, operation, job_id, message, [])
        else:
            await _offer_message(interaction, operation, message)

    return on_menu


async def _offer_message(
    interaction: GuildInteraction, operation: Operation, message: discord.Message
) -> None:
    """Offer the pictures of a member's message, for the price of the most expensive one."""
    texts, locale = load_texts(), locale_of(interaction)
    pictures = await editable_pictures(interaction, message)
    shown = [message.attachments[picture.source.index] for picture in pictures]
    cost = max(_price(_model(interaction, None, operation), _size_of(file)) for file in shown)
    buttons = [
        _GO_MESSAGE.build(
            texts,
            locale,
            *(operation, message.id, picture.source.index, number - 1, cost),
            number=number if len(pictures) > 1 else 0,
            cost=cost,
        )
        for number, picture in enumerate(pictures, 1)
    ]
    covered = any(file.is_spoiler() for file in shown)
    embeds = picture_embeds(texts, locale, pictures, covered=covered)
    await _show(interaction, operation, cost, buttons, embeds=embeds)


async def _offer_result(
    interaction: GuildInteraction,
    operation: Operation,
    job_id: str,
    message: discord.Message | None,
    more: Sequence[discord.ui.Button[Any]],
) -> None:
    """Offer the pictures of a result, which ``message`` may show; ``more`` buttons follow."""
    texts, locale = load_texts(), locale_of(interaction)
    job = await result_of(interaction, job_id)
    await check_may_vary(interaction, job)
    cost = _price_of_result(interaction, _model(interaction, job, operation), job)
    count = job.count if job.delivered_count is None else job.delivered_count
    price = f"{cost}p" if is_private_followup(interaction, job) else f"{cost}"
    buttons = [
        _GO.build(
            texts, locale, operation, job.id, index, price, number=index + 1 if count > 1 else 0, cost=cost
        )
        for index in range(count)
    ]
    embeds: list[discord.Embed] = []
    if job.public_message_id is None and message is not None:
        # Only this interaction shows the bot the pictures of a private result.
        pictures = result_pictures(job, message.attachments)
        embeds = picture_embeds(texts, locale, pictures, covered=job.spoiler)
    await _show(interaction, operation, cost, buttons, embeds=embeds, more=more)


async def _show(
    interaction: GuildInteraction,
    operation: Operation,
    cost: int,
    buttons: Sequence[discord.ui.Button[Any]],
    *,
    embeds: Sequence[discord.Embed],
    more: Sequence[discord.ui.Button[Any]] = (),
) -> None:
    status = await interaction.client.services.quota.check_affordable(
        account_of(interaction), role_ids_of(interaction.user), cost
    )
    text = text_for(interaction, f"followup-{operation}", cost=cost, left=status.remaining)
    await edit_reply(interaction, content=text, view=view_of(*buttons, *more), embeds=list(embeds))


async def on_confirmed(
    interaction: GuildInteraction, operation: Operation, job_id: str, index: str, offered: str, private: str
) -> None:
    """Submit the request for a picture of a result if its price is still the ``offered`` one."""
    services = interaction.client.services

    async def submit(context: RequestContext) -> None:
        parent = await result_of(interaction, job_id)
        model = _model(interaction, parent, operation)
        if (cost := _price_of_result(interaction, model, parent)) != int(offered):
            raise RefusedError("refused-tool-price", cost=cost)
        await services.editing_consent.check_result(owner_id=parent.user_id, editor_id=interaction.user.id)
        source = ReferenceSource(kind=SourceKind.RESULT, job_id=parent.id, index=int(index))
        if parent.public_message_id is not None:
            picture = await services.reference_sources.of_result(parent, int(index), None)
        else:
            picture = _offered_picture(interaction, source, int(index))
        request = _request(model, parent.prompt)
        await services.jobs.submit_variation(parent, request, context, [picture], most_credits=int(offered))

    await submit_from_interaction(interaction, Trigger.EDIT, submit, private=bool(private))


async def on_message_confirmed(
    interaction: GuildInteraction,
    operation: Operation,
    message_id: str,
    index: str,
    position: str,
    offered: str,
) -> None:
    """Submit the request for a picture of a message, unless it costs more than ``offered``."""
    services = interaction.client.services

    async def submit(context: RequestContext) -> None:
        source = ReferenceSource(
            kind=SourceKind.MESSAGE,
            index=int(index),
            channel_id=context.channel_id,
            message_id=int(message_id),
        )
        model, name = _model(interaction, None, operation), text_for(interaction, f"button-{operation}")
        picture = _offered_picture(interaction, source, int(position))
        await services.jobs.submit(_request(model, name), context, [picture], most_credits=int(offered))

    private = await default_visibility(interaction)
    await submit_from_interaction(interaction, Trigger.EDIT, submit, private=private)


def _request(model: Model, prompt: str) -> GenerationRequest:
    return GenerationRequest.parse(model, prompt=prompt, size=None, quality=None, count=None)


def _offered_picture(
    interaction: GuildInteraction, source: ReferenceSource, position: int
) -> ReferenceDownload:
    """Return a picture by its position in the offer that was clicked, from 0."""
    embeds = interaction.message.embeds if interaction.message is not None else []
    if position >= len(embeds):  # an offer of an earlier version
        raise RefusedError("refused-edit-expired")
    return picture_in_embed(embeds[position], source)


def _model(interaction: GuildInteraction, job: Job | None, operation: Operation) -> Model:
    """Return the companion for results of this job, or the default model's.

    Raises :class:`~bot.errors.RefusedError` if there is none.
    """
    models = interaction.client.services.models
    found = None if job is None else models.companion(models.current(job.model), operation)
    if (model := found or models.companion(models.default, operation)) is None:
        raise RefusedError("refused-tool-none")
    return model


def _price(model: Model, size: tuple[int, int] | None) -> int:
    """Return the price in credits for a picture of this size in pixels, or at most, if the size is not known."""
    most = model.references.max_pixels if model.references is not None else 0
    if size is None or size[0] * size[1] > most:  # a larger picture is scaled down before the upload
        size = (most, 1)
    return model.unit_credits(model.default_size, model.default_quality, references=1, reference_size=size)


def _price_of_result(interaction: GuildInteraction, model: Model, job: Job) -> int:
    """Return the price for any picture of a result, by the sizes drawn or requested if they are known."""
    requested = requested_size(interaction.client.services.models.find(job.model), job.size)
    return max(_price(model, size) for size in job.drawn or (requested,))


def _size_of(file: discord.Attachment) -> tuple[int, int] | None:
    return (file.width, file.height) if file.width and file.height else None


async def setup(bot: EaselBot) -> None:
    """Register the buttons, and the menus of the tools that a model offers; called by discord.py."""
    models = bot.services.models
    for operation in TOOLS:
        bot.components.register(operation, _button(operation))
        if models.companion(models.default, operation) is not None:
            bot.tree.add_command(context_menu(operation, _menu(operation)))
    verbs = "|".join(TOOLS)
    bot.components.register(
        "tool-go", on_confirmed, argument=f"({verbs}):{JOB_ID}:([0-9]):([0-9]{{1,9}})(p?)"
    )
    bot.components.register(
        "tool-message",
        on_message_confirmed,
        argument=f"({verbs}):([0-9]{{1,20}}):([0-9]):([0-9]):([0-9]{{1,9}})",
    )
