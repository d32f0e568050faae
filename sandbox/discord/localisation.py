"""Names and descriptions of commands in a person's language.

Source: Discord's reference ("Locales", "Localization", "Locale fallbacks", "Retrieving
localized commands"). The list of locales is the one of Discord's published API description.
"""

from __future__ import annotations

from typing import Any

__all__ = ["LOCALES", "in_locale", "shown", "without_dictionaries"]

Json = dict[str, Any]

_CODES = """
ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro ru
sv-SE th tr uk vi zh-CN zh-TW
"""
#: Every language that a client can be in.
LOCALES = frozenset(_CODES.split())
_FALLBACKS = {"en-US": "en-GB", "en-GB": "en-US", "es-419": "es-ES"}
_KEYS = ("name", "description")


def shown(part: Json, key: str, locale: str) -> str:
    """``name`` or ``description`` of a command, option or choice as a client in ``locale`` shows it."""
    return _localised(part, key, locale) or str(part.get(key) or "")


def in_locale(part: Json, locale: str) -> Json:
    """A command, option or choice with everything under it, in one language."""
    told = {key: shown(part, key, locale) for key in _KEYS if key in part}
    deeper = {key: [in_locale(child, locale) for child in part[key]] for key in _children(part)}
    return part | told | deeper


def without_dictionaries(part: Json, locale: str) -> Json:
    """The same as the lists of commands give it unless asked ``with_localizations``.

    Only what is in the requester's language is left, as ``name_localized`` and
    ``description_localized``.
    """
    kept = {key: value for key, value in part.items() if not key.endswith("_localizations")}
    told = {f"{key}_localized": text for key in _KEYS if (text := _localised(part, key, locale))}
    deeper = {key: [without_dictionaries(child, locale) for child in part[key]] for key in _children(part)}
    return kept | told | deeper


def _localised(part: Json, key: str, locale: str) -> str | None:
    texts = part.get(f"{key}_localizations") or {}
    return texts.get(locale) or texts.get(_FALLBACKS.get(locale, ""))


def _children(part: Json) -> list[str]:
    return [key for key in ("options", "choices") if isinstance(part.get(key), list)]
