"""Names and descriptions of commands in every language, as discord.py registers them."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.i18n.bundle import Texts, load_texts

__all__ = ["FluentTranslator", "localised"]


def localised(key: str) -> app_commands.locale_str:
    """The English text of ``key``, with the key beside it for :class:`FluentTranslator`."""
    return app_commands.locale_str(load_texts()(key), key=key)


class FluentTranslator(app_commands.Translator):
    """Gives discord.py the text of a :func:`localised` string in one of Discord's languages."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """``None`` where the language has no text of its own: Discord shows the English one then.

        A command with subcommands keeps its name: clients do not find the subcommands of one that
        is called something else (discord-api-docs 5105).
        """
        key = string.extras.get("key")
        if key is None or _is_name_of_group(context) or not self._texts.has(key, locale.value):
            return None
        text = self._texts(key, locale.value)
        return None if text == string.message else text


def _is_name_of_group(context: app_commands.TranslationContextTypes) -> bool:
    """Whether this is the name of a command that has subcommands."""
    names_group = context.location is app_commands.TranslationContextLocation.group_name
    return names_group and isinstance(context.data, app_commands.Group) and context.data.parent is None
