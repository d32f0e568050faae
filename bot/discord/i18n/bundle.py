"""Texts by key and language, loaded from ``locales/<locale>/*.ftl``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.tuning.lazy_fluent import Language

__all__ = ["DEFAULT_LOCALE", "Texts", "load_texts"]

#: Fallback language, in which every key exists.
DEFAULT_LOCALE = "en-US"

# Discord locales that use another locale's texts.
_NEAREST = MappingProxyType({"es-419": "es-ES"})


class Texts:
    """Messages in all languages; call an instance as ``texts("quota-left", locale, left=3)``."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = MappingProxyType(dict(languages))

    @property
    def locales(self) -> tuple[str, ...]:
        """Available languages."""
        return tuple(self._languages)

    def has(self, key: str, locale: str = DEFAULT_LOCALE) -> bool:
        """Return whether the key exists in ``locale`` itself, without the fallback."""
        language = self._languages.get(_NEAREST.get(locale, locale))
        return language is not None and language.has(key)

    def __call__(self, key: str, locale: str = DEFAULT_LOCALE, /, **values: str | int | float) -> str:
        """Return the text of ``key`` in ``locale``, or in English, with ``values`` filled in.

        Raises :class:`LookupError` for an unknown key and :class:`ValueError` for a missing value:
        both are programming errors.
        """
        for candidate in (_NEAREST.get(locale, locale), DEFAULT_LOCALE):
            language = self._languages.get(candidate)
            if language is not None and language.has(key):
                return language.format(key, values)
        raise LookupError(f"no text is called {key!r}")


class _Sources:
    """The contents of a language's files, read anew by each iteration: a disk can fail for a moment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __iter__(self) -> Iterator[str]:
        for path in sorted(self._folder.glob("*.ftl")):
            yield path.read_text(encoding="utf-8")


@cache
def load_texts(folder: Path | None = None) -> Texts:
    """Load every ``<locale>/*.ftl`` file in ``folder``."""
    folder = folder or Path(__file__).parent / "locales"
    languages = {}
    for language in sorted(path for path in folder.iterdir() if any(path.glob("*.ftl"))):
        languages[language.name] = Language(language.name, _Sources(language))
    return Texts(languages)
