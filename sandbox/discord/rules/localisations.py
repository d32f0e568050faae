"""Limits of ``name_localizations`` and ``description_localizations``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.discord.localisation import LOCALES
from sandbox.discord.rules.form import FormErrors

__all__ = ["check_localisations"]

Json = dict[str, Any]


def check_localisations(
    part: Json, key: str, form: FormErrors, check: Callable[[object, FormErrors], None]
) -> None:
    """Note what is wrong with ``part``'s ``name_localizations`` or ``description_localizations``.

    ``check`` is the rule for the base field: values in every language obey it.
    """
    value = part.get(f"{key}_localizations")
    here = form.at(f"{key}_localizations")
    if value is None:
        return
    if not isinstance(value, dict):
        here.error("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    for locale, text in value.items():
        here.at(locale).choice(locale, set(LOCALES))
        if text is None:
            here.at(locale).error("BASE_TYPE_REQUIRED", "This field is required")
        check(text, here.at(locale))
