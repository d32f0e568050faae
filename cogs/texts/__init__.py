"""Every sentence a person reads, by key and language (Project Fluent).

The sentences stand in ``<locale>.ftl`` beside this file; a key that a language lacks falls
back to English. Code names a key and hands over values; numbers go in as numbers, so that a
language's plural rules can see them.
"""

from cogs.texts.catalogue import DEFAULT_LOCALE, Texts, load_texts

__all__ = ["DEFAULT_LOCALE", "Texts", "load_texts"]
