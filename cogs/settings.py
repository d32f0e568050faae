"""/settings: panel for the guild's settings in one private message.

The panel keeps no state in memory: each change is written with its audit record, and the message
then shows the stored settings.
"""

from __future__ import annotations

import asyncio

import discord
from pydantic import ValidationError

from bot.discord.client import EaselBot
from bot.discord.commands import guild_command
from bot.discord.custom_ids import custom_id
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    GuildInteraction,
    acknowledge,
    edit_reply,
    locale_of,
    payload_of,
    text_for,
)
from bot.discord.job_requests import in_time
from bot.discord.modals import open_modal, submitted_fields
from bot.discord.permissions import actor_of, require_manage_guild
from bot.discord.router import Defer
from bot.discord.settings_panel import FOLLOW, OVERVIEW, SECTIONS, SettingsPanel, section_of
from bot.discord.welcome import OPEN_SETTINGS
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.guilds.word_filter import LONGEST_WORD, MOST_WORDS, parse_word_list

__all__ = ["setup"]

# Discord: maximum length of a text input.
_INPUT_LIMIT = 4000
# Settings whose values are channels or roles of the guild.
_ENTITIES = {
    "channels": "channels",
    "spoiler_channels": "channels",
    "log_channel": "channels",
    "roles": "roles",
    "repeat_roles": "roles",
}


@guild_command("settings", check=require_manage_guild)
async def settings(interaction: GuildInteraction) -> None:
    """Show the effective settings and a menu of sections."""
    await _show(interaction, await _guild_settings(interaction), OVERVIEW)


async def on_open(interaction: GuildInteraction) -> None:
    """Open the panel from a button, as the command does."""
    await _show(interaction, await _guild_settings(interaction), OVERVIEW)


async def on_control(interaction: GuildInteraction, control: str, argument: str) -> None:
    """Handle a control of the panel; errors are reported in a separate message."""
    if control == "words":
        await _open_words(interaction)
        return
    if await acknowledge(interaction, thinking=False) is None:
        return
    guilds = interaction.client.services.guilds
    if control == "go":
        stored, section = await _guild_settings(interaction), _chosen_values(interaction)[0]
    elif control == "clear" and argument in SECTIONS:
        stored = await guilds.change(actor_of(interaction), **dict.fromkeys(SECTIONS[argument]))
        section = argument
    elif control == "set" and argument in GuildSettings.model_fields:
        stored, section = await _set(interaction, argument), section_of(argument)
    else:
        raise RefusedError("settings-outdated")
    await _show(interaction, stored, section)


async def on_words_submitted(interaction: GuildInteraction) -> None:
    """Store the submitted list of blocked words."""
    words = await asyncio.to_thread(parse_word_list, submitted_fields(interaction).get("words", ""))
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        raise RefusedError("settings-words-limit", most=MOST_WORDS, longest=LONGEST_WORD)
    guilds = interaction.client.services.guilds
    stored = await guilds.change(actor_of(interaction), refused_words=words or None)
    await _show(interaction, stored, section_of("refused_words"))


async def _set(interaction: GuildInteraction, key: str) -> GuildSettings:
    before = await _guild_settings(interaction)
    try:
        value = _chosen_setting(interaction, before, key)
        return await interaction.client.services.guilds.change(actor_of(interaction), **{key: value})
    except (ValidationError, ValueError, LookupError) as error:
        raise RefusedError("settings-outdated", detail=type(error).__name__) from error


def _chosen_setting(interaction: GuildInteraction, before: GuildSettings, key: str) -> object | None:
    """Return the chosen value of a setting; raise :class:`LookupError` if it is no longer offered."""
    values = _chosen_values(interaction, least=0)
    if (kind := _ENTITIES.get(key)) is not None:
        # Discord resolves only channels and roles that exist in this guild.
        resolved = payload_of(interaction).get("resolved", {}).get(kind, {})
        ids = tuple(int(value) for value in values if value in resolved)
        if len(ids) != len(values):
            raise LookupError("not in this guild")
        return (ids[0] if ids else None) if key == "log_channel" else ids or None
    offered = [option.value for option in _panel(interaction, before).options(key)]
    if not set(values) <= set(offered):
        raise LookupError("not offered")
    if key in {"models", "sizes", "qualities"}:
        # Choosing all values stores nothing, so that values added by a later model are allowed too.
        return tuple(v for v in offered if v in values) if 0 < len(values) < len(offered) else None
    (value,) = values
    if value == FOLLOW:
        return None
    if key == "spoiler":
        return True
    return int(value) if key in {"largest_count", "safety_tolerance"} else value


async def _open_words(interaction: GuildInteraction) -> None:
    """Respond with the blocked words form."""
    stored = await in_time(interaction.client.services.clock, _guild_settings(interaction))
    modal = discord.ui.Modal(
        title=text_for(interaction, "title-settings-words"), custom_id=custom_id("serverwords")
    )
    modal.add_item(
        discord.ui.Label(
            text=text_for(interaction, "label-settings-words"),
            description=text_for(interaction, "settings-words-how", most=MOST_WORDS, longest=LONGEST_WORD),
            component=discord.ui.TextInput(
                custom_id="words",
                style=discord.TextStyle.paragraph,
                default="\n".join(stored.refused_words)[:_INPUT_LIMIT],
                required=False,
                max_length=_INPUT_LIMIT,
            ),
        )
    )
    await open_modal(interaction, modal)


async def _guild_settings(interaction: GuildInteraction) -> GuildSettings:
    return await interaction.client.services.guilds.get(interaction.guild_id)


async def _show(interaction: GuildInteraction, stored: GuildSettings, section: str) -> None:
    await edit_reply(interaction, view=_panel(interaction, stored).layout(section))


def _panel(interaction: GuildInteraction, stored: GuildSettings) -> SettingsPanel:
    services = interaction.client.services
    return SettingsPanel(
        stored,
        texts=load_texts(),
        models=services.models,
        operator=services.settings,
        locale=locale_of(interaction),
        guild=interaction.client.get_guild(interaction.guild_id),
    )


def _chosen_values(interaction: GuildInteraction, *, least: int = 1) -> list[str]:
    values = payload_of(interaction).get("values")
    found = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
    if len(found) < least:
        raise RefusedError("settings-outdated", detail="nothing was chosen")
    return found


async def setup(bot: EaselBot) -> None:
    """Register the command, its panel and its form; called by discord.py."""
    settings.default_permissions = discord.Permissions(manage_guild=True)
    bot.tree.add_command(settings)
    bot.components.register("settings", on_control, argument="([a-z]{1,10}):?([a-z_]{0,30})", admin=True)
    bot.components.register(OPEN_SETTINGS.verb, on_open, argument="", defer=Defer.PRIVATE, admin=True)
    bot.modals.register("serverwords", on_words_submitted, argument="", defer=Defer.UPDATE, admin=True)
