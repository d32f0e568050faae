"""/defaults: a member's preferred values for omitted options. The reply is private."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.commands import guild_command
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    GuildInteraction,
    acknowledge,
    chosen_value,
    edit_reply,
    locale_of,
    payload_of,
)
from bot.discord.render.defaults import DefaultsView
from bot.users.defaults import UserDefaults

__all__ = ["setup"]


@guild_command("defaults")
async def defaults(interaction: GuildInteraction) -> None:
    """Show the defaults, with menus to change them."""
    await _show(interaction, await interaction.client.services.user_defaults.get(interaction.user.id))


async def on_chosen(interaction: GuildInteraction, name: str) -> None:
    """Store the chosen default and update the message."""
    if name == "switches":
        changes = _view(interaction).parse_switches(payload_of(interaction).get("values") or ())
    else:
        changes = {name: _view(interaction).parse(name, chosen_value(interaction))}
    if await acknowledge(interaction, thinking=False) is None:
        return
    own = await interaction.client.services.user_defaults.change(interaction.user.id, **changes)
    await _show(interaction, own)


async def _show(interaction: GuildInteraction, own: UserDefaults) -> None:
    view, locale = _view(interaction), locale_of(interaction)
    settings = await interaction.client.services.guilds.get(interaction.guild_id)
    await edit_reply(interaction, content=view.content(own, settings, locale), view=view.menus(own, locale))


def _view(interaction: GuildInteraction) -> DefaultsView:
    return DefaultsView(load_texts(), interaction.client.services.models)


async def setup(bot: EaselBot) -> None:
    """Register the command and its menus; called by discord.py."""
    bot.tree.add_command(defaults)
    bot.components.register("defaults", on_chosen, argument="([a-z]{1,20})")
