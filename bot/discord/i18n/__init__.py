"""Translations: texts by key and language (Project Fluent).

The texts are in ``locales/<locale>/<topic>.ftl``; keys missing in a language fall back to English.
Pass numbers as numbers, so that the language's plural rules apply.

The first word of a key is its kind: ``name-*`` and ``optname-*`` are names of commands and options,
``command-*`` and ``option-*`` their descriptions, and ``choice-*`` an option's choices; all other
keys are reply texts.
"""

from bot.discord.i18n.bundle import DEFAULT_LOCALE, Texts, load_texts
from bot.discord.i18n.translator import FluentTranslator, localised

__all__ = ["DEFAULT_LOCALE", "FluentTranslator", "Texts", "load_texts", "localised"]
