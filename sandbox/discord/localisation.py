"""Localized names and descriptions of commands.

Source: Discord's reference ("Locales", "Localization", "Locale fallbacks", "Retrieving localized commands").
The locales are those of Discord's published API description.
"""

from __future__ import annotations

from typing import Any

__all__ = ["LOCALES", "in_locale", "shown", "without_dictionaries"]

Json = dict[str, Any]

_CODES = """
ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro ru
sv-SE th tr uk vi zh-CN zh-TW
"""
LOCALES = frozenset(_CODES.split())
"""Every language of Discord's client."""
_FALLBACKS = {"en-US": "en-GB", "en-GB": "en-US", "es-419": "es-ES"}
_KEYS = ("name", "description")


def shown(part: Json, key: str, locale: str) -> str:
    """Return the ``name`` or ``description`` of a command, option or choice as displayed in ``locale``."""
    return _localised(part, key, locale) or str(part.get(key) or "")


def in_locale(part: Json, locale: str) -> Json:
    """Return a command, option or choice with all its parts in one language."""
    texts = {key: shown(part, key, locale) for key in _KEYS if key in part}
    return part | texts | {key: [in_locale(child, locale) for child in part[key]] for key in _children(part)}


def without_dictionaries(part: Json, locale: str) -> Json:
    """Return a command as the list routes do without ``with_localizations``.

    Only the requested language remains, as ``name_localized`` and ``description_localized``.
    """
    kept = {key: value for key, value in part.items() if not key.endswith("_localizations")}
    texts = {f"{key}_localized": text for key in _KEYS if (text := _localised(part, key, locale))}
    children = {key: [without_dictionaries(child, locale) for child in part[key]] for key in _children(part)}
    return kept | texts | children


def _localised(part: Json, key: str, locale: str) -> str | None:
    texts = part.get(f"{key}_localizations") or {}
    return texts.get(locale) or texts.get(_FALLBACKS.get(locale, ""))


def _children(part: Json) -> list[str]:
    return [key for key in ("options", "choices") if isinstance(part.get(key), list)]
