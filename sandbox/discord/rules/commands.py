"""Validation rules of application commands.

Source: Discord's "Application Commands" page. Names follow
``^[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$``; the standard library's regular expressions have no
``\\p``, so letters and numbers are recognized by their Unicode category, and the combining marks of
Devanagari and Thai by their names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from enum import IntEnum
from typing import Any

from sandbox.discord.errors import ApiError
from sandbox.discord.localisation import LOCALES
from sandbox.discord.rules.form_errors import FormErrors

__all__ = [
    "CHAT_INPUT",
    "ENTRY_POINT",
    "MESSAGE_MENU",
    "USER_MENU",
    "OptionType",
    "check_command",
    "check_command_list",
]

Json = dict[str, Any]
Check = Callable[[object, FormErrors], None]
CHAT_INPUT, USER_MENU, MESSAGE_MENU, ENTRY_POINT = 1, 2, 3, 4
_MOST_COMMANDS = {CHAT_INPUT: 100, USER_MENU: 15, MESSAGE_MENU: 15, ENTRY_POINT: 1}
_TEXT_SUM = 8000


class OptionType(IntEnum):
    """Discord's command option types."""

    SUB_COMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


_T = OptionType
_NESTED = {_T.SUB_COMMAND, _T.GROUP}
#: By nesting depth, the option types that may have options themselves.
_MAY_NEST = ({_T.SUB_COMMAND, _T.GROUP}, {_T.SUB_COMMAND}, set[OptionType]())


def check_command(body: Json, form: FormErrors) -> None:
    """Check a command."""
    kind = body.get("type") or CHAT_INPUT
    form.at("type").choice(kind, _MOST_COMMANDS)
    if kind == ENTRY_POINT:
        form.at("handler").choice(body.get("handler"), {1, 2})
        form.raise_if_any()
    check_name = _check_name if kind in {CHAT_INPUT, ENTRY_POINT} else _length(1, 32)
    _check_text(body, "name", form, check_name, required=True)
    _check_text(body, "description", form, _length(1, 100), required=kind == CHAT_INPUT)
    if kind in {USER_MENU, MESSAGE_MENU} and body.get("description"):
        form.at("description").error(
            "APPLICATION_COMMAND_DESCRIPTION_INVALID", "Context menu commands cannot have description"
        )
    _check_options(body.get("options"), form.at("options"), depth=0)
    for key, allowed in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        if (values := body.get(key)) is not None:
            form.at(key).count(values, 1, len(allowed))
            for index, value in enumerate(values):
                form.at(key, index).choice(value, allowed)
    if _text_size(body) > _TEXT_SUM:
        form.error("APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({_TEXT_SUM})")


def check_command_list(bodies: list[Json], form: FormErrors) -> None:
    """Check a bulk overwrite.

    Raises 400 / 30032 for too many commands of one type.
    """
    keys = [(body.get("type") or CHAT_INPUT, str(body.get("name"))) for body in bodies]
    for index, body in enumerate(bodies):
        check_command(body, form.at(index))
        if keys[index] in keys[:index]:
            form.at(index, "name").error(
                "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
            )
    form.raise_if_any()
    for kind, most in _MOST_COMMANDS.items():
        if sum(key[0] == kind for key in keys) > most:
            raise ApiError(400, 30032, f"Maximum number of application commands reached ({most}).")


def _check_text(part: Json, key: str, form: FormErrors, check: Check, *, required: bool) -> None:
    """Check a string and its translations, which are subject to the same rule."""
    if required and form.required(part, key):
        check(part[key], form.at(key))
    translations, here = part.get(f"{key}_localizations"), form.at(f"{key}_localizations")
    if translations is None:
        return
    if not isinstance(translations, dict):
        here.error("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    for locale, text in translations.items():
        here.at(locale).choice(locale, LOCALES)
        if text is None:
            here.at(locale).error("BASE_TYPE_REQUIRED", "This field is required")
        check(text, here.at(locale))


def _length(low: int, high: int) -> Check:
    return lambda text, form: form.length(text, low, high)


def _check_name(name: object, form: FormErrors) -> None:
    form.length(name, 1, 32)
    if not isinstance(name, str) or not name:
        return
    if not all(_is_name_character(character) for character in name):
        form.error("STRING_TYPE_REGEX", "String value did not match validation regex.")
    elif name != name.lower():
        form.error("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return unicodedata.name(character, "").startswith(("DEVANAGARI", "THAI"))


def _check_options(value: object, form: FormErrors, *, depth: int) -> None:
    options = form.objects(value)
    form.at_most(options, 25)
    names: set[str] = set()
    optional_seen = False
    for here, option in form.each(options):
        _check_option(option, here, depth=depth)
        name = str(option.get("name"))
        if name in names:
            here.at("name").error(
                "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", "Option names must be unique"
            )
        names.add(name)
        if option.get("required") and optional_seen:
            here.error(
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional_seen = optional_seen or not option.get("required")
    kinds = {option.get("type") for option in options}
    if kinds & _NESTED and kinds - _NESTED:
        form.error(
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other types",
        )


def _check_option(option: Json, form: FormErrors, *, depth: int) -> None:
    kind = option.get("type")
    form.at("type").choice(kind, [int(one) for one in _T if one not in _NESTED or one in _MAY_NEST[depth]])
    _check_text(option, "name", form, _check_name, required=True)
    _check_text(option, "description", form, _length(1, 100), required=True)
    if kind in _NESTED:
        _check_options(option.get("options"), form.at("options"), depth=2 if kind == _T.SUB_COMMAND else 1)
        return
    choices = form.at("choices").objects(option.get("choices"))
    form.at("choices").at_most(choices, 25)
    if choices and option.get("autocomplete"):
        form.error(
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE",
            "Choices cannot be present when autocomplete is on",
        )
    for here, choice in form.at("choices").each(choices):
        _check_choice(choice, kind, here)


def _check_choice(choice: Json, kind: object, form: FormErrors) -> None:
    _check_text(choice, "name", form, _length(1, 100), required=True)
    if not form.required(choice, "value"):
        return
    value = choice["value"]
    if kind == _T.STRING:
        form.at("value").length(value, 1, 100)
    elif kind in {_T.INTEGER, _T.NUMBER} and (isinstance(value, bool) or not isinstance(value, int | float)):
        form.at("value").error("NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')


def _text_size(part: Json) -> int:
    """Count a command's characters as Discord does: each text counts with its longest translation."""
    size = sum(_longest(part, key) for key in ("name", "description"))
    size += len(part["value"]) if isinstance(part.get("value"), str) else 0
    for key in ("options", "choices"):
        children = part.get(key)
        if isinstance(children, list):
            size += sum(_text_size(child) for child in children if isinstance(child, dict))
    return size


def _longest(part: Json, key: str) -> int:
    localised = part.get(f"{key}_localizations") or {}
    texts = [part.get(key), *(localised.values() if isinstance(localised, dict) else ())]
    return max((len(text) for text in texts if isinstance(text, str)), default=0)
