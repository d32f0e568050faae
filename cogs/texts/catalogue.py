"""Loading the sentences and filling them in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fluent.runtime import FluentBundle, FluentResource

__all__ = ["DEFAULT_LOCALE", "Texts", "load_texts"]

#: The language that everything falls back to; it has every key.
DEFAULT_LOCALE = "en-US"

# Discord's other names for languages that there are texts for.
_NEAREST = MappingProxyType({"es-419": "es-ES"})


class Texts:
    """Sentences of all languages. Call it: ``texts("quota-left", locale, left=3)``."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = MappingProxyType(dict(bundles))

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that there are texts for."""
        return tuple(self._bundles)

    def has(self, key: str, locale: str = DEFAULT_LOCALE) -> bool:
        """Whether the key exists in ``locale`` itself; what falls back does not count."""
        bundle = self._bundles.get(_NEAREST.get(locale, locale))
        return bundle is not None and bool(bundle.has_message(key))

    def __call__(self, key: str, locale: str = DEFAULT_LOCALE, /, **values: str | int | float) -> str:
        """The sentence ``key`` in ``locale`` (or the nearest there is), filled with ``values``.

        Raises :class:`LookupError` for a key that no file has, and :class:`ValueError` when a
        value that the sentence needs is missing: both are mistakes in our code.
        """
        bundle = self._bundle_with(key, locale)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise LookupError(f"the text {key!r} is empty")
        text, errors = bundle.format_pattern(pattern, values)
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    def _bundle_with(self, key: str, locale: str) -> FluentBundle:
        for candidate in (_NEAREST.get(locale, locale), DEFAULT_LOCALE):
            bundle = self._bundles.get(candidate)
            if bundle is not None and bundle.has_message(key):
                return bundle
        raise LookupError(f"no text is called {key!r}")


@cache
def load_texts(folder: Path | None = None) -> Texts:
    """Read every ``<locale>/*.ftl`` file; the folder's name is the locale."""
    folder = folder or Path(__file__).parent
    bundles = {}
    for language in sorted(path for path in folder.iterdir() if any(path.glob("*.ftl"))):
        # No isolation marks around values: Discord shows them as boxes in some fonts, and
        # whatever a member typed is made safe before it gets here.
        bundle = FluentBundle([language.name], use_isolating=False)
        for path in sorted(language.glob("*.ftl")):
            bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        bundles[language.name] = bundle
    return Texts(bundles)
