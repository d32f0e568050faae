"""Loading the sentences and filling them in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.tuning.lazy_fluent import Language

__all__ = ["DEFAULT_LOCALE", "Texts", "load_texts"]

#: The language that everything falls back to; it has every key.
DEFAULT_LOCALE = "en-US"

# Discord's other names for languages that there are texts for.
_NEAREST = MappingProxyType({"es-419": "es-ES"})


class Texts:
    """Sentences of all languages. Call it: ``texts("quota-left", locale, left=3)``."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = MappingProxyType(dict(languages))

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that there are texts for."""
        return tuple(self._languages)

    def has(self, key: str, locale: str = DEFAULT_LOCALE) -> bool:
        """Whether the key exists in ``locale`` itself; what falls back does not count."""
        language = self._languages.get(_NEAREST.get(locale, locale))
        return language is not None and language.has(key)

    def __call__(self, key: str, locale: str = DEFAULT_LOCALE, /, **values: str | int | float) -> str:
        """The sentence ``key`` in ``locale`` (or the nearest there is), filled with ``values``.

        Raises :class:`LookupError` for a key that no file has, and :class:`ValueError` when a
        value that the sentence needs is missing: both are mistakes in our code.
        """
        for candidate in (_NEAREST.get(locale, locale), DEFAULT_LOCALE):
            language = self._languages.get(candidate)
            if language is not None and language.has(key):
                return language.format(key, values)
        raise LookupError(f"no text is called {key!r}")


@cache
def load_texts(folder: Path | None = None) -> Texts:
    """Read every ``<locale>/*.ftl`` file; the folder's name is the locale."""
    folder = folder or Path(__file__).parent / "locales"
    languages = {}
    for language in sorted(path for path in folder.iterdir() if any(path.glob("*.ftl"))):
        sources = (path.read_text(encoding="utf-8") for path in sorted(language.glob("*.ftl")))
        languages[language.name] = Language(language.name, sources)
    return Texts(languages)
