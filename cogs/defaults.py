"""/defaults: what a member prefers where they say nothing. Only they see it."""

from __future__ import annotations

from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.choices import quality_label, size_label
from bot.discord.client import EaselBot
from bot.discord.i18n import Texts, load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.menus import Menu, menu_pattern
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.users.defaults import UserDefaults, disallowed_defaults
from config import Model

__all__ = ["Defaults", "DefaultsMenu", "DefaultsView", "setup"]

# The entry that clears a default; no size or quality is called so.
_NONE = "-"
_YES, _NO = "yes", "no"
_NAMES = ("size", "quality", "count", "private")


class DefaultsView:
    """Composes the message and its menus; pure."""

    def __init__(self, texts: Texts, model: Model) -> None:
        self._texts = texts
        self._model = model

    def content(self, own: UserDefaults, settings: GuildSettings, locale: str) -> str:
        """What is in force, whose it is, and what is ignored here."""
        say, ignored = self._texts, disallowed_defaults(own, settings, self._model)
        lines = [f"**{say('defaults-title', locale)}**"]
        for name in _NAMES:
            mine = getattr(own, name) is not None
            value = self._label(name, getattr(own, name) if mine else self._fallback(name), locale)
            line = say(
                "defaults-own" if mine else "defaults-none",
                locale,
                name=self._name(name, locale),
                value=value,
            )
            lines.append(line)
            if name in ignored:
                lines.append(f"-# {say('defaults-ignored', locale)}")
        lines.append(f"-# {say('defaults-how', locale)}")
        return "\n".join(lines)

    def menus(self, own: UserDefaults, locale: str) -> discord.ui.View:
        """One menu an option, each with what is set now."""
        view = discord.ui.View(timeout=None)
        for name in _NAMES:
            now = _as_value(getattr(own, name))
            options = [
                discord.SelectOption(
                    label=self._menu_label(name, value, locale), value=value, default=value == now
                )
                for value in (_NONE, *self._values(name))
            ]
            view.add_item(DefaultsMenu(name, options))
        return view

    def ignored(self, names: tuple[str, ...], locale: str) -> str:
        """What is said after a request in which some defaults did not count."""
        return self._texts("defaults-not-used", locale, names=", ".join(self._name(n, locale) for n in names))

    def parse(self, name: str, value: str) -> object | None:
        """A menu's value as it is stored. Raises :class:`~bot.errors.RefusedError`."""
        if name not in _NAMES or value not in {_NONE, *self._values(name)}:
            raise RefusedError("refused-outdated", detail="not an entry of the menu")
        if value == _NONE:
            return None
        if name == "private":
            return value == _YES
        return int(value) if name == "count" else value

    def _values(self, name: str) -> list[str]:
        match name:
            case "size":
                return [option.value for option in self._model.sizes]
            case "quality":
                return [option.value for option in self._model.qualities]
            case "count":
                return [str(count) for count in self._model.counts]
            case _:
                return [_YES, _NO]

    def _fallback(self, name: str) -> object:
        return False if name == "private" else getattr(self._model, f"default_{name}")

    def _name(self, name: str, locale: str) -> str:
        return self._texts(f"defaults-{name}", locale)

    def _label(self, name: str, value: object, locale: str) -> str:
        match name:
            case "size":
                return size_label(self._texts, self._model, str(value), locale)
            case "quality":
                return quality_label(self._texts, self._model, str(value), locale)
            case "count":
                return str(value)
            case _:
                return self._texts("defaults-yes" if value else "defaults-no", locale)

    def _menu_label(self, name: str, value: str, locale: str) -> str:
        what = self._name(name, locale)
        if value == _NONE:
            return self._texts("defaults-choice-none", locale, name=what)
        shown = self._label(name, value == _YES if name == "private" else value, locale)
        return self._texts("defaults-choice", locale, name=what, value=shown)


class Defaults(commands.Cog):
    """Shows and sets a member's own defaults."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._view = DefaultsView(load_texts(), bot.model)

    @app_commands.command(name=localised("name-defaults"), description=localised("command-defaults"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def defaults(self, interaction: EaselInteraction) -> None:
        """What is in force, with menus to change it."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        await self._show(interaction, await self._bot.services.user_defaults.get(interaction.user.id))

    async def chosen(self, interaction: EaselInteraction, name: str, value: str) -> None:
        """A menu's choice: keep it, and show what is in force now."""
        parsed = self._view.parse(name, value)
        with self._bot.services.critical_section():
            if await acknowledge(interaction, thinking=False) is None:
                return
            own = await self._bot.services.user_defaults.change(interaction.user.id, **{name: parsed})
        await self._show(interaction, own)

    async def _show(self, interaction: EaselInteraction, own: UserDefaults) -> None:
        locale = locale_of(interaction)
        settings = await self._bot.services.guilds.get(interaction.guild_id or 0)
        await interaction.edit_original_response(
            content=self._view.content(own, settings, locale), view=self._view.menus(own, locale)
        )


class DefaultsMenu(Menu, template=menu_pattern("defaults")):
    """The values of one option; the custom id names the option."""

    verb = "defaults"

    async def choose(self, bot: EaselBot, interaction: EaselInteraction, value: str) -> None:
        """Hand the choice to the cog."""
        await cast("Defaults", bot.get_cog("Defaults")).chosen(interaction, self.argument, value)


def _as_value(stored: object) -> str:
    if stored is None:
        return _NONE
    if isinstance(stored, bool):
        return _YES if stored else _NO
    return str(stored)


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(DefaultsMenu)
    await bot.add_cog(Defaults(bot))
