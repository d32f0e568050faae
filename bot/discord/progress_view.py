"""What stands under a request that is on its way: a button to take it back."""

from __future__ import annotations

import discord

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.i18n import Texts, load_texts
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.errors import RefusedError
from bot.jobs.models import Job
from bot.jobs.progress import ProgressStage, StageKind

__all__ = ["CancelButton", "progress_view"]


class CancelButton(JobButton, template=custom_id_pattern("cancel")):
    """Cancel: for the requester, and for members with Manage Messages."""

    verb = "cancel"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Take the request back as far as possible, and say privately what came of it."""
        if interaction.guild_id is None:
            raise RefusedError("refused-outside")
        with bot.services.critical_section():
            if await acknowledge(interaction, ephemeral=True) is None:
                return
            outcome = await bot.services.cancellation.cancel(
                self.job_id,
                guild_id=interaction.guild_id,
                user_id=interaction.user.id,
                may_moderate=interaction.permissions.manage_messages,
            )
        await interaction.edit_original_response(
            content=load_texts()(f"cancel-{outcome}", locale_of(interaction))
        )


def progress_view(texts: Texts, job: Job, stage: ProgressStage) -> discord.ui.View | None:
    """The button, while there is something to take back."""
    if stage.kind is StageKind.FETCHING:
        return None
    view = discord.ui.View(timeout=None)
    view.add_item(CancelButton(job.id, texts("button-cancel", job.locale)))
    return view
