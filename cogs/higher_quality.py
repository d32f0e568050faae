"""Higher quality button: repeat a prompt one step higher in quality or size, after confirming the price.

If a model edits pictures, one of the result's pictures can be picked, which that model redraws with the same prompt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.discord.client import EaselBot
from bot.discord.components import ButtonSpec, view_of
from bot.discord.custom_ids import JOB_ID, custom_id
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    GuildInteraction,
    account_of,
    chosen_value,
    edit_reply,
    locale_of,
    role_ids_of,
)
from bot.discord.job_requests import check_may_vary, is_private_followup, result_of, submit_from_interaction
from bot.discord.picture_menu import picked_index, picture_menu
from bot.discord.render.messages import Renderer
from bot.discord.router import Defer
from bot.errors import RefusedError
from bot.guilds.policy import allowed_qualities, allowed_sizes
from bot.jobs.image_sizes import requested_size
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.jobs.variation import higher_quality_request

__all__ = ["setup"]

_ALL = ButtonSpec("finer-go", "button-afford")
_CONFIRM = ButtonSpec("finer-go", "button-finer-confirm", style=discord.ButtonStyle.primary)
_CONFIRM_PICTURE = ButtonSpec("finer-from", "button-finer-confirm", style=discord.ButtonStyle.primary)


async def on_finer(interaction: GuildInteraction, job_id: str) -> None:
    """Offer the next step privately with its price, or explain why there is none."""
    services, texts, locale = interaction.client.services, load_texts(), locale_of(interaction)
    parent, requests = await _offers(interaction, job_id)
    model = services.models.model(requests[0].model)
    request, cost = requests[0], requests[0].cost(model)
    status = await services.quota.check_affordable(
        account_of(interaction), role_ids_of(interaction.user), cost
    )
    text = texts(
        "followup-finer",
        locale,
        count=request.count,
        size=request.size.replace("x", " × "),
        quality=Renderer(texts, services.models).quality(request.quality, locale),
        cost=cost,
        left=status.remaining,
    )
    affordable = [one for one in requests if one.cost(model) <= status.remaining]
    view = _confirmations(interaction, parent, affordable)
    if await _can_pick(interaction, parent):
        text = f"{text}\n{texts('followup-finer-pick', locale)}"
        view.add_item(_menu(interaction, parent))
    await edit_reply(interaction, content=text, view=view)


async def on_picked(interaction: GuildInteraction, job_id: str, private: str) -> None:
    """Offer the next step for the picked picture in the same message."""
    services, texts, locale = interaction.client.services, load_texts(), locale_of(interaction)
    parent = await _parent(interaction, job_id)
    index = picked_index(parent, chosen_value(interaction))
    request, cost = await _from_picture(interaction, parent)
    status = await services.quota.check_affordable(
        account_of(interaction), role_ids_of(interaction.user), cost
    )
    text = texts(
        "followup-finer-picture",
        locale,
        number=index + 1,
        size=request.size.replace("x", " × "),
        quality=Renderer(texts, services.models).quality(request.quality, locale),
        cost=cost,
        left=status.remaining,
    )
    confirm = _CONFIRM_PICTURE.build(texts, locale, parent.id, index, f"{cost}{private}", cost=cost)
    await edit_reply(
        interaction, content=text, view=view_of(confirm, _menu(interaction, parent, private, picked=index))
    )


async def on_picture_confirmed(
    interaction: GuildInteraction, job_id: str, index: str, offered: str, private: str
) -> None:
    """Submit the request for the picked picture if its price is still the ``offered`` one."""
    services = interaction.client.services

    async def submit(context: RequestContext) -> None:
        parent = await _parent(interaction, job_id)
        request, cost = await _from_picture(interaction, parent)
        if cost != int(offered):
            raise RefusedError("refused-price-changed", cost=cost)
        await services.editing_consent.check_result(owner_id=parent.user_id, editor_id=interaction.user.id)
        picture = await services.reference_sources.of_result(parent, int(index), interaction.message)
        await services.jobs.submit_variation(parent, request, context, [picture])

    await submit_from_interaction(interaction, Trigger.FINER, submit, private=bool(private))


def _menu(
    interaction: GuildInteraction, parent: Job, private: str | None = None, *, picked: int | None = None
) -> discord.ui.Select[Any]:
    if private is None:
        private = "p" if is_private_followup(interaction, parent) else ""
    verb = custom_id("finer-pick", f"{parent.id}{private and ':p'}")
    return picture_menu(load_texts(), locale_of(interaction), parent, custom_id=verb, picked=picked)


async def _can_pick(interaction: GuildInteraction, parent: Job) -> bool:
    """Return whether one of the pictures can be redrawn: it is in a post that the bot can read."""
    if parent.public_message_id is None:
        return False
    try:
        await _from_picture(interaction, parent)
    except RefusedError:
        return False
    return True


async def _from_picture(interaction: GuildInteraction, parent: Job) -> tuple[GenerationRequest, int]:
    """Return the request for one picture, without its reference, and its price in credits."""
    services = interaction.client.services
    current = services.models.current(parent.model)
    model = services.models.companion(current, "edit")
    if model is None:
        raise RefusedError("refused-edit-none")
    settings = await services.guilds.get(parent.guild_id)
    sizes, qualities = allowed_sizes(settings, model), allowed_qualities(settings, model)
    shown = replace(parent.request, references=())
    request = higher_quality_request(model, shown, sizes=sizes, qualities=qualities)
    request = replace(request, count=min(model.counts))
    drawn = requested_size(current, parent.size)
    price = model.unit_credits(request.size, request.quality, references=1, reference_size=drawn)
    return request, price * request.count


def _confirmations(
    interaction: GuildInteraction, parent: Job, requests: Sequence[GenerationRequest]
) -> discord.ui.View:
    """Build a button for each request, the first one highlighted."""
    texts, models, locale = load_texts(), interaction.client.services.models, locale_of(interaction)
    private = "p" if is_private_followup(interaction, parent) else ""
    return view_of(
        *(
            spec.build(
                texts,
                locale,
                parent.id,
                f"{request.cost(models.model(request.model))}{private}",
                count=request.count,
                quality=Renderer(texts, models).quality(request.quality, locale),
                cost=request.cost(models.model(request.model)),
            )
            for spec, request in zip((_CONFIRM, _ALL), requests, strict=False)
        )
    )


async def on_confirmed(interaction: GuildInteraction, job_id: str, offered: str, private: str) -> None:
    """Submit the offered request if its price is still the ``offered`` one."""

    async def submit(context: RequestContext) -> None:
        parent, requests = await _offers(interaction, job_id)
        model = interaction.client.services.models.model(requests[0].model)
        request = next((one for one in requests if one.cost(model) == int(offered)), None)
        if request is None:
            raise RefusedError("refused-price-changed", cost=requests[0].cost(model))
        await interaction.client.services.jobs.submit_variation(parent, request, context)

    await submit_from_interaction(interaction, Trigger.FINER, submit, private=bool(private))


async def _parent(interaction: GuildInteraction, job_id: str) -> Job:
    parent = await result_of(interaction, job_id)
    await check_may_vary(interaction, parent)
    return parent


async def _offers(interaction: GuildInteraction, job_id: str) -> tuple[Job, list[GenerationRequest]]:
    """Return the result and the requests for the next step: for one picture, and for as many as the result has.

    A confirmation distinguishes them by price.
    """
    services = interaction.client.services
    parent = await _parent(interaction, job_id)
    settings = await services.guilds.get(parent.guild_id)
    model = services.models.current(parent.model)
    sizes, qualities = allowed_sizes(settings, model), allowed_qualities(settings, model)
    references = await services.jobs.references_of(parent, interaction.user.id)
    shown = replace(parent.request, references=references)
    every = higher_quality_request(model, shown, sizes=sizes, qualities=qualities)
    one = replace(every, count=min(model.counts))
    return parent, [one, every] if one.count < every.count else [every]


async def setup(bot: EaselBot) -> None:
    """Register the buttons and the menu; called by discord.py."""
    bot.components.register("finer", on_finer, defer=Defer.PRIVATE)
    bot.components.register("finer-pick", on_picked, argument=f"{JOB_ID}:?(p?)", defer=Defer.UPDATE)
    bot.components.register(
        "finer-from", on_picture_confirmed, argument=f"{JOB_ID}:([0-9]):([0-9]{{1,9}})(p?)"
    )
    bot.components.register("finer-go", on_confirmed, argument=f"{JOB_ID}:([0-9]{{1,9}})(p?)")
