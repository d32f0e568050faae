"""⬆️ Finer: the same prompt one step up. What it costs is said first; a second click draws it."""

from __future__ import annotations

import re
from typing import Self

import discord

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.i18n import load_texts
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of, role_ids_of
from bot.discord.job_requests import check_may_vary, is_private, place_followup, result_of
from bot.discord.render.messages import Renderer
from bot.errors import RefusedError
from bot.guilds.policy import allowed_qualities, allowed_sizes
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.jobs.variation import higher_quality_request
from bot.quota.ledger import Account

__all__ = ["ConfirmHigherQualityButton", "HigherQualityButton", "setup"]


class HigherQualityButton(JobButton, template=custom_id_pattern("finer")):
    """Says privately what the next finer picture would be, and offers to draw it."""

    verb = "finer"
    emoji = "⬆️"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Make the offer, or say why there is none."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        parent = await result_of(bot, interaction, self.job_id)
        await check_may_vary(bot, interaction, parent)
        request = await _finer(bot, parent)
        cost = _cost(bot, request)
        account = Account(guild_id=parent.guild_id, user_id=interaction.user.id)
        standing = await bot.services.quota.affordable(account, role_ids_of(interaction.user), cost)
        texts, locale = load_texts(), locale_of(interaction)
        offer = texts(
            "followup-finer",
            locale,
            count=request.count,
            size=request.size.replace("x", " × "),
            quality=Renderer(texts, bot.model).quality(request.quality, locale),
            cost=cost,
            left=standing.remaining,
        )
        view = discord.ui.View(timeout=None)
        label = texts("button-finer-confirm", locale, cost=cost)
        private = is_private(interaction, parent)
        view.add_item(ConfirmHigherQualityButton(parent.id, label, cost=cost, private=private))
        await interaction.edit_original_response(content=offer, view=view)


class ConfirmHigherQualityButton(
    JobButton, template=custom_id_pattern("finer-go") + r":(?P<cost>[0-9]{1,9})(?P<private>p?)"
):
    """Draws what was offered; ``cost`` is the price that was said, ``private`` how it will be shown."""

    verb = "finer-go"
    style = discord.ButtonStyle.primary

    def __init__(
        self, job_id: str, label: str | None = None, *, cost: int = 0, private: bool = False
    ) -> None:
        super().__init__(job_id, label, suffix=f":{cost}{'p' if private else ''}")
        self.cost, self.private = cost, private

    @classmethod
    def recall(cls, match: re.Match[str]) -> Self:
        """The price and the privacy stand in the custom id, too."""
        return cls(match["id"], cost=int(match["cost"]), private=bool(match["private"]))

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Place it, if it still costs what was said."""

        async def place(origin: RequestContext) -> None:
            parent = await result_of(bot, interaction, self.job_id)
            await check_may_vary(bot, interaction, parent)
            request = await _finer(bot, parent)
            if (cost := _cost(bot, request)) != self.cost:
                raise RefusedError("refused-price-changed", cost=cost)
            await bot.services.jobs.submit_variation(parent, request, origin)

        if interaction.guild_id is None:
            raise RefusedError("refused-outside")
        await place_followup(bot, interaction, Trigger.FINER, place, private=self.private)


async def _finer(bot: EaselBot, parent: Job) -> GenerationRequest:
    settings, model = await bot.services.guilds.get(parent.guild_id), bot.model
    sizes, qualities = allowed_sizes(settings, model), allowed_qualities(settings, model)
    return higher_quality_request(model, parent.request, sizes=sizes, qualities=qualities)


def _cost(bot: EaselBot, request: GenerationRequest) -> int:
    return bot.model.credits(request.size, request.quality) * request.count


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(HigherQualityButton, ConfirmHigherQualityButton)
