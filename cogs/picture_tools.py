"""Upscale and Remove background: buttons in the menu of a result, for one of its pictures, with the price first.

A confirmation's custom ID is ``easel:tool-go:<operation>:<id>:<picture>:<price>``; a trailing ``p`` makes the reply private.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import discord

from bot.discord.client import EaselBot
from bot.discord.components import ButtonSpec, view_of
from bot.discord.custom_ids import JOB_ID
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, account_of, edit_reply, locale_of, role_ids_of
from bot.discord.job_buttons import TOOLS
from bot.discord.job_requests import check_may_vary, is_private_followup, result_of, submit_from_interaction
from bot.discord.reference_inputs import result_pictures
from bot.discord.result_menu import acknowledge_menu_click, back_button
from bot.discord.result_message import is_on_result
from bot.errors import RefusedError
from bot.jobs.image_sizes import requested_size
from bot.jobs.models import Job
from bot.jobs.references import ReferenceDownload
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from config import Model
from config.model import Operation

__all__ = ["setup"]

_GO = ButtonSpec("tool-go", "button-tool-go", style=discord.ButtonStyle.primary)


def _offer(operation: Operation) -> Callable[[GuildInteraction, str], Coroutine[Any, Any, None]]:
    async def on_tool(interaction: GuildInteraction, job_id: str) -> None:
        """Show the price and a button for each picture of the result."""
        if (in_menu := await acknowledge_menu_click(interaction, job_id)) is None:
            return
        services, texts, locale = interaction.client.services, load_texts(), locale_of(interaction)
        job = await result_of(interaction, job_id)
        await check_may_vary(interaction, job)
        if is_on_result(interaction, job.id) and interaction.message is not None:
            # Only this click shows the bot the pictures of a private result.
            pictures = result_pictures(job, interaction.message.attachments)
            services.picked_messages.keep(interaction, interaction.message.id, pictures)
        cost = _price(interaction, _model(interaction, job, operation), job)
        status = await services.quota.check_affordable(
            account_of(interaction), role_ids_of(interaction.user), cost
        )
        text = texts(f"followup-{operation}", locale, cost=cost, left=status.remaining)
        buttons = _confirmations(interaction, job, operation, cost) if cost <= status.remaining else []
        if in_menu:
            buttons.append(back_button(interaction, job_id))
        await edit_reply(interaction, content=text, view=view_of(*buttons))

    return on_tool


def _confirmations(
    interaction: GuildInteraction, job: Job, operation: Operation, cost: int
) -> list[discord.ui.Button[Any]]:
    texts, locale = load_texts(), locale_of(interaction)
    pictures = job.count if job.delivered_count is None else job.delivered_count
    price = f"{cost}p" if is_private_followup(interaction, job) else f"{cost}"
    return [
        _GO.build(
            texts, locale, operation, job.id, index, price, number=index + 1 if pictures > 1 else 0, cost=cost
        )
        for index in range(pictures)
    ]


async def on_confirmed(
    interaction: GuildInteraction, operation: Operation, job_id: str, index: str, offered: str, private: str
) -> None:
    """Submit the request if its price is still the ``offered`` one."""
    services = interaction.client.services

    async def submit(context: RequestContext) -> None:
        parent = await result_of(interaction, job_id)
        model = _model(interaction, parent, operation)
        if (cost := _price(interaction, model, parent)) != int(offered):
            raise RefusedError("refused-tool-price", cost=cost)
        await services.editing_consent.check_result(owner_id=parent.user_id, editor_id=interaction.user.id)
        picture = await _picture(interaction, parent, int(index))
        request = GenerationRequest.parse(model, prompt=parent.prompt, size=None, quality=None, count=None)
        await services.jobs.submit_variation(parent, request, context, [picture])

    await submit_from_interaction(interaction, Trigger.EDIT, submit, private=bool(private))


async def _picture(interaction: GuildInteraction, job: Job, index: int) -> ReferenceDownload:
    services = interaction.client.services
    if job.public_message_id is not None:
        return await services.reference_sources.of_result(job, index, None)
    kept = await services.picked_messages.find(interaction, job.message_id or 0)
    if index >= len(kept):
        raise RefusedError("refused-edit-expired")
    return kept[index]


def _model(interaction: GuildInteraction, job: Job, operation: Operation) -> Model:
    """Return the companion for results of this job. Raises :class:`~bot.errors.RefusedError` if there is none."""
    models = interaction.client.services.models
    found = models.companion(models.current(job.model), operation)
    if (model := found or models.companion(models.default, operation)) is None:
        raise RefusedError("refused-tool-none")
    return model


def _price(interaction: GuildInteraction, model: Model, job: Job) -> int:
    """Return the price for one picture of a result, whose size is the requested one if it is known."""
    size = requested_size(interaction.client.services.models.find(job.model), job.size)
    return model.unit_credits(
        model.default_size, model.default_quality, references=1, reference_size=size or _LARGEST
    )


#: Size of a picture whose size is not known before it is downloaded: the price covers it.
_LARGEST = (2048, 2048)


async def setup(bot: EaselBot) -> None:
    """Register the buttons; called by discord.py."""
    for operation in TOOLS:
        bot.components.register(operation, _offer(operation))
    verbs = "|".join(TOOLS)
    bot.components.register(
        "tool-go", on_confirmed, argument=f"({verbs}):{JOB_ID}:([0-9]):([0-9]{{1,9}})(p?)"
    )
