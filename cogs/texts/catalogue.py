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


class Texts:
    """Sentences of all languages. Call it: ``texts("quota-left", locale, left=3)``."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = MappingProxyType(dict(bundles))

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that there is a file for."""
        return tuple(self._bundles)

    def has(self, key: str) -> bool:
        """Whether the key exists in the language that everything falls back to."""
        return bool(self._bundles[DEFAULT_LOCALE].has_message(key))

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
        for candidate in (locale, DEFAULT_LOCALE):
            bundle = self._bundles.get(candidate)
            if bundle is not None and bundle.has_message(key):
                return bundle
        raise LookupError(f"no text is called {key!r}")


@cache
def load_texts(folder: Path | None = None) -> Texts:
    """Read every ``*.ftl`` file; the file's name is its locale."""
    folder = folder or Path(__file__).parent
    bundles = {}
    for path in sorted(folder.glob("*.ftl")):
        # No isolation marks around values: Discord shows them as boxes in some fonts, and
        # whatever a member typed is made safe before it gets here.
        bundle = FluentBundle([path.stem], use_isolating=False)
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        bundles[path.stem] = bundle
    return Texts(bundles)
