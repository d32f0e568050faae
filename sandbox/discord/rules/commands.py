"""Limits of application commands.

Source: Discord's "Application Commands" page. Names follow
``^[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$``; the standard library has no
``\\p``, so letters and numbers are told by their Unicode category, and the combining
marks of Devanagari and Thai by their names.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from sandbox.discord.errors import ApiError
from sandbox.discord.rules.form import FormErrors
from sandbox.discord.rules.localisations import check_localisations

__all__ = ["CHAT_INPUT", "MESSAGE_MENU", "USER_MENU", "check_command", "check_command_list"]

Json = dict[str, Any]
CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
_COUNTS = {CHAT_INPUT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
_TEXT_SUM = 8000
_SUB_COMMAND, _GROUP, _STRING, _INTEGER, _NUMBER = 1, 2, 3, 4, 10


def check_command(body: Json, form: FormErrors) -> None:
    """Note every broken rule of one command."""
    kind = body.get("type") or CHAT_INPUT
    form.at("type").choice(kind, {CHAT_INPUT, USER_MENU, MESSAGE_MENU})
    if form.required(body, "name"):
        if kind == CHAT_INPUT:
            _check_name(body["name"], form.at("name"))
        else:
            form.at("name").length(body["name"], 1, 32)
    check_localisations(body, "name", form, _check_name if kind == CHAT_INPUT else _check_menu_name)
    check_localisations(body, "description", form, _check_description)
    if kind == CHAT_INPUT:
        if form.required(body, "description"):
            _check_description(body["description"], form.at("description"))
    elif body.get("description"):
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
    """Note every broken rule of a bulk overwrite.

    Raises 400 / 30032 when there are too many of one type.
    """
    seen: set[tuple[int, str]] = set()
    counts: dict[int, int] = {}
    for index, body in enumerate(bodies):
        check_command(body, form.at(index))
        key = (body.get("type") or CHAT_INPUT, str(body.get("name")))
        if key in seen:
            form.at(index, "name").error(
                "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
            )
        seen.add(key)
        counts[key[0]] = counts.get(key[0], 0) + 1
    form.raise_if_any()
    for kind, count in counts.items():
        if count > _COUNTS.get(kind, 1):
            raise ApiError(400, 30032, f"Maximum number of application commands reached ({_COUNTS[kind]}).")


def _check_name(name: object, form: FormErrors) -> None:
    form.length(name, 1, 32)
    if not isinstance(name, str) or not name:
        return
    if not all(_is_name_character(character) for character in name):
        form.error("STRING_TYPE_REGEX", "String value did not match validation regex.")
    elif name != name.lower():
        form.error("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_menu_name(name: object, form: FormErrors) -> None:
    form.length(name, 1, 32)


def _check_description(description: object, form: FormErrors) -> None:
    form.length(description, 1, 100)


def _check_choice_name(name: object, form: FormErrors) -> None:
    form.length(name, 1, 100)


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return unicodedata.name(character, "").startswith(("DEVANAGARI", "THAI"))


def _check_options(value: object, form: FormErrors, *, depth: int) -> None:
    options = form.objects(value)
    if len(options) > 25:
        form.error("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    names: set[str] = set()
    optional_seen = False
    for index, option in enumerate(options):
        here = form.at(index)
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
    if kinds & {_SUB_COMMAND, _GROUP} and kinds - {_SUB_COMMAND, _GROUP}:
        form.error(
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other types",
        )


def _check_option(option: Json, form: FormErrors, *, depth: int) -> None:
    kind = option.get("type")
    nested = {0: {_SUB_COMMAND, _GROUP}, 1: {_SUB_COMMAND}}.get(depth, set())
    form.at("type").choice(kind, nested | set(range(_STRING, 12)))
    if form.required(option, "name"):
        _check_name(option["name"], form.at("name"))
    if form.required(option, "description"):
        _check_description(option["description"], form.at("description"))
    check_localisations(option, "name", form, _check_name)
    check_localisations(option, "description", form, _check_description)
    if kind in {_SUB_COMMAND, _GROUP}:
        _check_options(option.get("options"), form.at("options"), depth=2 if kind == _SUB_COMMAND else 1)
        return
    choices = form.at("choices").objects(option.get("choices"))
    if len(choices) > 25:
        form.at("choices").error("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    if choices and option.get("autocomplete"):
        form.error(
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE",
            "Choices cannot be present when autocomplete is on",
        )
    for index, choice in enumerate(choices):
        _check_choice(choice, kind, form.at("choices", index))


def _check_choice(choice: Json, kind: object, form: FormErrors) -> None:
    if form.required(choice, "name"):
        _check_choice_name(choice["name"], form.at("name"))
    check_localisations(choice, "name", form, _check_choice_name)
    if not form.required(choice, "value"):
        return
    value = choice["value"]
    if kind == _STRING:
        form.at("value").length(value, 1, 100)
    elif kind in {_INTEGER, _NUMBER} and (isinstance(value, bool) or not isinstance(value, int | float)):
        form.at("value").error("NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')


def _text_size(part: Json) -> int:
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
