"""Command name and description translator for discord.py."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.i18n.bundle import Texts, load_texts

__all__ = ["FluentTranslator", "localised"]


def localised(key: str) -> app_commands.locale_str:
    """Return the English text of ``key``, which :class:`FluentTranslator` translates by key."""
    return app_commands.locale_str(load_texts()(key), key=key)


class FluentTranslator(app_commands.Translator):
    """Translates :func:`localised` strings into Discord's languages."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the translation, or ``None`` to show the English text.

        Group names are not translated, because clients would not find the subcommands
        (discord-api-docs issue 5105).
        """
        key = string.extras.get("key")
        if key is None or _is_name_of_group(context) or not self._texts.has(key, locale.value):
            return None
        text = self._texts(key, locale.value)
        return None if text == string.message else text


def _is_name_of_group(context: app_commands.TranslationContextTypes) -> bool:
    """Return whether the text is the name of a top-level group."""
    names_group = context.location is app_commands.TranslationContextLocation.group_name
    return names_group and isinstance(context.data, app_commands.Group) and context.data.parent is None
