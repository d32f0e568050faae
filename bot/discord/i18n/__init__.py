"""Every sentence a person reads, by key and language (Project Fluent).

The sentences stand in ``locales/<locale>/<topic>.ftl``; a key that a language lacks
falls back to English. Code names a key and hands over values; numbers go in as numbers, so that
a language's plural rules can see them.

Kinds of keys, by their first word: ``name-*`` and ``optname-*`` are names of commands and
options as a client shows them, ``command-*`` and ``option-*`` their descriptions, ``choice-*``
the choices of an option; all others are sentences of replies.
"""

from bot.discord.i18n.bundle import DEFAULT_LOCALE, Texts, load_texts
from bot.discord.i18n.translator import FluentTranslator, localised

__all__ = ["DEFAULT_LOCALE", "FluentTranslator", "Texts", "load_texts", "localised"]
