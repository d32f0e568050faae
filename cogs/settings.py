"""/settings: what this server decides about drawing, in one private message.

Gated at every step: Discord hides the command without Manage Server, and the command, every click
and every form are checked again here. Nothing is kept in memory, so a panel survives a restart;
each change is written with its audit row, and the message then shows what is in force.
"""

from __future__ import annotations

import re
from typing import Any, Self, cast

import discord
import structlog
from discord import app_commands
from discord.ext import commands
from pydantic import ValidationError

from bot.discord.client import EaselBot
from bot.discord.components import PersistentComponent
from bot.discord.error_handler import answer_failure
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, delay_shutdown, locale_of, payload_of
from bot.discord.job_requests import in_time
from bot.discord.modals import forms_of, open_form, submitted_fields
from bot.discord.render.settings import SettingsText
from bot.discord.settings_panel import FOLLOW, OVERVIEW, SECTIONS, options_of, panel, section_of
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.guilds.word_filter import LONGEST_WORD, MOST_WORDS, parse_word_list
from bot.quota.service import AdminActor

__all__ = ["SettingsControl", "SettingsPanel", "setup"]

log = structlog.stdlib.get_logger(__name__)

_FORM = "serverwords"
# Discord: a text input takes 4,000 characters.
_LONGEST_LIST = 4000
_ENTITIES = {
    "channels": "channels",
    "spoiler_channels": "channels",
    "log_channel": "channels",
    "roles": "roles",
    "repeat_roles": "roles",
}


class SettingsPanel(commands.Cog):
    """Opens the panel, and does what its controls are for."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Take the submitted forms of refused words."""
        forms_of(self._bot).on(_FORM, lambda interaction, *_: self._write_words(interaction))

    @app_commands.command(name=localised("name-settings"), description=localised("command-settings"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: EaselInteraction) -> None:
        """What is in force here, and a menu of what can be changed."""
        actor = _check_rights(interaction)
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        decided = await self._bot.services.guilds.get(actor.guild_id)
        await self._show(interaction, decided, OVERVIEW)

    async def used(self, interaction: EaselInteraction, verb: str, argument: str) -> None:
        """A control of a panel; whatever fails is said in a message of its own beside it."""
        actor = _check_rights(interaction)
        if verb == "words":
            await self._open_words(interaction, actor)
            return
        delay_shutdown(self._bot)
        if await acknowledge(interaction, thinking=False) is None:
            return
        servers = self._bot.services.guilds
        if verb == "go":
            decided, section = await servers.get(actor.guild_id), _values_of(interaction)[0]
        elif verb == "clear" and argument in SECTIONS:
            decided = await servers.change(actor, **dict.fromkeys(SECTIONS[argument]))
            section = argument
        elif verb == "set" and argument in GuildSettings.model_fields:
            decided, section = await self._set(interaction, actor, argument), section_of(argument)
        else:
            raise RefusedError("settings-outdated")
        await self._show(interaction, decided, section)

    async def _set(self, interaction: EaselInteraction, actor: AdminActor, key: str) -> GuildSettings:
        servers = self._bot.services.guilds
        before = await servers.get(actor.guild_id)
        try:
            value = self._chosen(interaction, before, key)
            return await servers.change(actor, **{key: value})
        except (ValidationError, ValueError, LookupError) as error:
            raise RefusedError("settings-outdated", detail=type(error).__name__) from error

    def _chosen(self, interaction: EaselInteraction, before: GuildSettings, key: str) -> object | None:
        """What was chosen in a menu as the setting's value; raises for what is not offered now."""
        values = _values_of(interaction, least=0)
        if (kind := _ENTITIES.get(key)) is not None:
            # Discord names only what exists in this server.
            resolved = payload_of(interaction).get("resolved", {}).get(kind, {})
            ids = tuple(int(value) for value in values if value in resolved)
            if len(ids) != len(values):
                raise LookupError("not of this server")
            return (ids[0] if ids else None) if key == "log_channel" else ids or None
        offered = [value for value, _, _ in options_of(self._words(interaction), before, key)]
        if not set(values) <= set(offered):
            raise LookupError("no longer a choice")
        if key in {"sizes", "qualities"}:
            # All of them is no decision: what a later model brings is then allowed, too.
            return tuple(v for v in offered if v in values) if 0 < len(values) < len(offered) else None
        (value,) = values
        if value == FOLLOW:
            return None
        if key == "spoiler":
            return True
        return int(value) if key in {"largest_count", "safety_tolerance"} else value

    async def _open_words(self, interaction: EaselInteraction, actor: AdminActor) -> None:
        decided = await in_time(self._bot.services.clock, self._bot.services.guilds.get(actor.guild_id))
        texts, locale = load_texts(), locale_of(interaction)
        form = discord.ui.Modal(title=texts("title-settings-words", locale), custom_id=f"easel:{_FORM}:")
        form.add_item(
            discord.ui.Label(
                text=texts("label-settings-words", locale),
                description=texts("settings-words-how", locale, most=MOST_WORDS, longest=LONGEST_WORD),
                component=discord.ui.TextInput(
                    custom_id="words",
                    style=discord.TextStyle.paragraph,
                    default="\n".join(decided.refused_words)[:_LONGEST_LIST],
                    required=False,
                    max_length=_LONGEST_LIST,
                ),
            )
        )
        await open_form(interaction, form)

    async def _write_words(self, interaction: EaselInteraction) -> None:
        actor = _check_rights(interaction)
        delay_shutdown(self._bot)
        if await acknowledge(interaction, thinking=False) is None:
            return
        try:
            words = parse_word_list(submitted_fields(interaction).get("words", ""))
            if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
                raise RefusedError("settings-words-limit", most=MOST_WORDS, longest=LONGEST_WORD)
            decided = await self._bot.services.guilds.change(actor, refused_words=words or None)
            await self._show(interaction, decided, section_of("refused_words"))
        except Exception as error:
            await answer_failure(interaction, error)

    async def _show(self, interaction: EaselInteraction, decided: GuildSettings, section: str) -> None:
        view = panel(self._words(interaction), decided, section)
        await interaction.edit_original_response(view=view)

    def _words(self, interaction: EaselInteraction) -> SettingsText:
        return SettingsText(
            load_texts(),
            self._bot.model,
            self._bot.settings,
            locale_of(interaction),
            self._bot.get_guild(interaction.guild_id or 0),
        )


class SettingsControl(
    PersistentComponent[discord.ui.Item[Any]],
    template=r"easel:settings:(?P<verb>[a-z]{1,10})(?::(?P<argument>[a-z_]{1,30}))?",
):
    """Any control of the panel, of whatever kind; only its custom id and what was chosen count."""

    def __init__(self, item: discord.ui.Item[Any], verb: str, argument: str) -> None:
        super().__init__(item)
        self.verb, self.argument = verb, argument

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[discord.Client],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
    ) -> Self:
        """The control is kept as it is, whatever it is."""
        return cls(item, match["verb"], match["argument"] or "")

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Hand the click to the cog."""
        await cast("SettingsPanel", bot.get_cog("SettingsPanel")).used(interaction, self.verb, self.argument)


def _check_rights(interaction: EaselInteraction) -> AdminActor:
    """Who acts, and on which server; raises what Discord's own gate may have let through."""
    if interaction.guild_id is None:
        raise RefusedError("refused-outside")
    if not interaction.permissions.manage_guild:
        log.warning("not an administrator", user=interaction.user.id, guild=interaction.guild_id)
        raise RefusedError("refused-not-admin", detail="permission missing")
    return AdminActor(guild_id=interaction.guild_id, user_id=interaction.user.id)


def _values_of(interaction: EaselInteraction, *, least: int = 1) -> list[str]:
    values = payload_of(interaction).get("values")
    found = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
    if len(found) < least:
        raise RefusedError("settings-outdated", detail="nothing was chosen")
    return found


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(SettingsControl)
    await bot.add_cog(SettingsPanel(bot))
