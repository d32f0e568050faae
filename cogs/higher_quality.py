"""Higher quality button: repeat a prompt one step higher in quality or size, after confirming the price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.discord.client import EaselBot
from bot.discord.components import ButtonSpec, view_of
from bot.discord.custom_ids import JOB_ID
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, account_of, edit_reply, locale_of, role_ids_of
from bot.discord.job_requests import check_may_vary, is_private_followup, result_of, submit_from_interaction
from bot.discord.render.messages import Renderer
from bot.discord.router import Defer
from bot.errors import RefusedError
from bot.guilds.policy import allowed_qualities, allowed_sizes
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.jobs.variation import higher_quality_request

__all__ = ["setup"]

_ALL = ButtonSpec("finer-go", "button-afford")
_CONFIRM = ButtonSpec("finer-go", "button-finer-confirm", style=discord.ButtonStyle.primary)


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
    await edit_reply(interaction, content=text, view=_confirmations(interaction, parent, affordable))


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


async def _offers(interaction: GuildInteraction, job_id: str) -> tuple[Job, list[GenerationRequest]]:
    """Return the result and the requests for the next step: for one picture, and for as many as the result has.

    A confirmation distinguishes them by price.
    """
    services = interaction.client.services
    parent = await result_of(interaction, job_id)
    await check_may_vary(interaction, parent)
    settings = await services.guilds.get(parent.guild_id)
    model = services.models.current(parent.model)
    sizes, qualities = allowed_sizes(settings, model), allowed_qualities(settings, model)
    every = higher_quality_request(model, parent.request, sizes=sizes, qualities=qualities)
    one = replace(every, count=min(model.counts))
    return parent, [one, every] if one.count < every.count else [every]


async def setup(bot: EaselBot) -> None:
    """Register the buttons; called by discord.py."""
    bot.components.register("finer", on_finer, defer=Defer.PRIVATE)
    bot.components.register("finer-go", on_confirmed, argument=f"{JOB_ID}:([0-9]{{1,9}})(p?)")
