"""Translations: texts by key and language (Project Fluent).

The texts are in ``locales/<locale>/<topic>.ftl``; a key that a language lacks falls back to English.
Numbers are passed as numbers, so that a language's plural rules apply.

The first word of a key is its kind: ``name-*`` and ``optname-*`` are names of commands and options,
``command-*`` and ``option-*`` their descriptions, ``choice-*`` the choices of an option; all others
are texts of replies.
"""

from bot.discord.i18n.bundle import DEFAULT_LOCALE, Texts, load_texts
from bot.discord.i18n.translator import FluentTranslator, localised

__all__ = ["DEFAULT_LOCALE", "FluentTranslator", "Texts", "load_texts", "localised"]
