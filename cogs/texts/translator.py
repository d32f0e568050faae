"""Names and descriptions of commands in every language, as discord.py registers them."""

from __future__ import annotations

import discord
from discord import app_commands

from cogs.texts.catalogue import Texts, load_texts

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

        The word after the slash is the same everywhere: mentions of a command show it as it is,
        and so does everybody who says "type /imagine".
        """
        key = string.extras.get("key")
        if key is None or _is_top_name(context) or not self._texts.has(key, locale.value):
            return None
        text = self._texts(key, locale.value)
        return None if text == string.message else text


def _is_top_name(context: app_commands.TranslationContextTypes) -> bool:
    """Whether this is the name of a slash command, not of a subcommand or a menu's entry."""
    names = {
        app_commands.TranslationContextLocation.command_name,
        app_commands.TranslationContextLocation.group_name,
    }
    what = context.data
    return (
        context.location in names
        and isinstance(what, app_commands.Command | app_commands.Group)
        and what.parent is None
    )
