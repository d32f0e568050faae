"""/operator: status, pause and restart notices, for the owners of the application.

Discord cannot restrict a command's visibility to the owners, so administrators see it too, and
every call is checked here.
"""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.commands import subcommand
from bot.discord.error_handler import answer_failure
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import (
    EaselInteraction,
    GuildInteraction,
    acknowledge,
    edit_reply,
    locale_of,
    text_for,
)
from bot.discord.render.messages import timestamp
from bot.discord.render.status import MESSAGE_LIMIT, status_text
from bot.errors import RefusedError

__all__ = ["Operator", "setup"]


class Operator(
    commands.GroupCog,
    group_name=localised("name-operator"),
    group_description=localised("command-operator"),
):
    """Commands for the application's owners."""

    async def interaction_check(self, interaction: EaselInteraction) -> bool:  # type: ignore[override]
        """Acknowledge and check for ownership, in this order: discord.py may have to fetch the owners."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return False
        if not await interaction.client.is_owner(interaction.user):
            refusal = RefusedError("refused-not-operator", detail=f"user {interaction.user.id}")
            await answer_failure(interaction, refusal)
            return False
        return True

    @subcommand("operator-status", defer=False)
    async def status(self, interaction: GuildInteraction) -> None:
        """Show spending, fal's state, the queue and recent failures."""
        report = await interaction.client.services.maintenance.status()
        text = status_text(load_texts(), report, locale_of(interaction))
        await edit_reply(interaction, content=text)

    @subcommand("operator-pause", defer=False, message="message")
    async def pause(
        self,
        interaction: GuildInteraction,
        message: app_commands.Range[str, 1, MESSAGE_LIMIT] | None = None,
    ) -> None:
        """Refuse new requests; accepted jobs continue."""
        services = interaction.client.services
        await services.maintenance.pause(message or "")
        text = text_for(interaction, "operator-paused", open=services.dispatcher.open_jobs)
        await edit_reply(interaction, content=text)

    @subcommand("operator-resume", defer=False)
    async def resume(self, interaction: GuildInteraction) -> None:
        """Accept requests again."""
        was_paused = await interaction.client.services.maintenance.resume()
        text = text_for(interaction, "operator-resumed" if was_paused else "operator-resumed-already")
        await edit_reply(interaction, content=text)

    @subcommand("operator-restart", defer=False, minutes="minutes")
    async def restart(self, interaction: GuildInteraction, minutes: app_commands.Range[int, 1, 120]) -> None:
        """Announce a restart to members with waiting jobs; the restart itself is up to the host."""
        at, notified = interaction.client.services.maintenance.announce_restart(minutes)
        text = text_for(interaction, "operator-restart", at=timestamp(at), notified=notified)
        await edit_reply(interaction, content=text)


async def setup(bot: EaselBot) -> None:
    """Register the group; called by discord.py."""
    cog = Operator()
    group = cog.app_command
    assert isinstance(group, app_commands.Group)  # noqa: S101 - a GroupCog has one
    group.default_permissions = discord.Permissions(administrator=True)
    group.allowed_contexts = app_commands.AppCommandContext(guild=True)
    group.allowed_installs = app_commands.AppInstallationType(guild=True)
    await bot.add_cog(cog)
