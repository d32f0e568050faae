"""Component lookup: finds buttons, menus and form fields by their visible text.

Names match loosely: ``more`` finds “⋯ More”, ``high`` the choice “High”. The error of a failed lookup
lists the available names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sandbox.discord import Channel, Message, Role, User
from sandbox.discord.rules.components import ComponentType, walk
from sandbox.driver.command_index import CommandIndex
from sandbox.driver.parser import InputError, did_you_mean, split_options

__all__ = [
    "button_names",
    "buttons_of",
    "find_button",
    "find_menu",
    "menu_choices",
    "menus_of",
    "read_fields",
]

Json = dict[str, Any]
Choice = str | User | Role | Channel
_T = ComponentType
# Select menus whose choices are users, roles or channels, with the corresponding option type.
_OBJECT_SELECTS = {_T.USER_SELECT: 6, _T.CHANNEL_SELECT: 7, _T.ROLE_SELECT: 8, _T.MENTIONABLE_SELECT: 9}
_NOTHING = "nothing"


def buttons_of(message: Message) -> list[Json]:
    """Return the buttons of a message that send an interaction, in order."""
    return [one for one in walk(message.components) if one.get("type") == _T.BUTTON and "custom_id" in one]


def menus_of(message: Message) -> list[Json]:
    """Return the select menus of a message, in order."""
    return [
        one for one in walk(message.components) if one.get("type") in {_T.STRING_SELECT, *_OBJECT_SELECTS}
    ]


def button_names(messages: Iterable[Message]) -> list[str]:
    """Return the labels of the enabled buttons under ``messages``, without duplicates."""
    names = (_button_name(one) for message in messages for one in buttons_of(message) if not one["disabled"])
    return list(dict.fromkeys(names))


def menu_choices(messages: Iterable[Message]) -> list[str]:
    """Return the labels of the choices in the select menus of ``messages``."""
    menus = (menu for message in messages for menu in menus_of(message))
    return [str(option["label"]) for menu in menus for option in menu.get("options") or []]


def find_button(messages: Sequence[Message], name: str) -> tuple[Message, Json]:
    """Find the newest button called ``name``, or by number: ``#2`` is the newest message's second button.

    Messages without buttons are skipped. Raises :class:`InputError` with the available names.
    """
    if re.fullmatch(r"#\d+", name):
        message = next((one for one in reversed(messages) if buttons_of(one)), None)
        buttons = buttons_of(message) if message is not None else []
        if message is None or not 1 <= int(name[1:]) <= len(buttons):
            raise InputError(f"There is no button {name}; the newest message has {len(buttons)}.")
        return message, buttons[int(name[1:]) - 1]
    for message in reversed(messages):
        enabled = [one for one in buttons_of(message) if not one["disabled"]]
        if found := _best_match(name, enabled, _button_name, "label"):
            return message, found
    known = button_names(messages)
    hint = did_you_mean(name, known) or f" There are: {', '.join(known[-12:])}."
    raise InputError(f"There is no button {name!r} here.{hint if known else ''}")


def find_menu(
    messages: Sequence[Message], text: str, index: CommandIndex
) -> tuple[Message, Json, list[Choice]]:
    """Find the newest menu that offers all choices in ``text``; return it with their values.

    ``text`` is a comma-separated list of choices, or ``nothing``; ``2: …`` selects from the second menu of
    the newest message with menus. Raises :class:`InputError` if no menu offers all of them.
    """
    numbered = re.fullmatch(r"(\d+):\s*(.*)", text, re.DOTALL)
    wanted = numbered[2] if numbered else text
    for message in reversed(messages):
        menus = menus_of(message)
        if numbered:
            menus = [menu for number, menu in enumerate(menus, 1) if number == int(numbered[1])]
        for menu in menus:
            if (chosen := _chosen(menu, wanted, index)) is not None:
                return message, menu, chosen
    offered = menu_choices(reversed(messages))
    hint = did_you_mean(wanted, dict.fromkeys(offered))
    if not offered:
        hint = " There is no menu to choose from; buttons are pressed with click."
    raise InputError(f"No menu here offers {wanted or '…'!r}.{hint}")


def read_fields(modal: Json, text: str) -> dict[str, str | list[str]]:
    """Parse form values such as ``prompt:an owl size:wide`` and return them by custom ID.

    Raises :class:`InputError` for an unknown field or choice.
    """
    fields = {one["custom_id"]: one for one in walk(modal["components"]) if {"custom_id", "type"} <= set(one)}
    values: dict[str, str | list[str]] = {}
    for name, value in split_options(text, {name: name for name in fields}).items():
        if fields[name]["type"] == _T.TEXT_INPUT:
            values[name] = value
            continue
        if fields[name]["type"] == _T.FILE_UPLOAD:
            values[name] = [path.strip() for path in value.split(",")]
            continue
        options = fields[name].get("options") or []
        found = [_best_match(part.strip(), options, _label, "value") for part in value.split(",")]
        if not all(found):
            known = ", ".join(map(_label, options))
            raise InputError(f"{name} cannot be {value!r}. Choose from: {known}.")
        values[name] = [str(one["value"]) for one in found if one]
    return values


def _chosen(menu: Json, text: str, index: CommandIndex) -> list[Choice] | None:
    """Return the values of the choices in ``text``; ``None`` unless the menu offers all of them."""
    if text.casefold() == _NOTHING and menu.get("min_values") == 0:
        return []
    if menu["type"] == _T.STRING_SELECT:
        # A label may itself contain a comma.
        for parts in ([text], text.split(",")):
            found = [_best_match(part.strip(), menu["options"], _label, "value") for part in parts]
            if all(found):
                return [str(one["value"]) for one in found if one]
        return None
    known = index.objects(_OBJECT_SELECTS[menu["type"]])
    names = [part.strip() for part in text.split(",")]
    return [known[name] for name in names] if set(names) <= set(known) else None


def _best_match(wanted: str, parts: Sequence[Json], name_of: Callable[[Json], str], key: str) -> Json | None:
    """Return the part named ``wanted``: by exact match, else by prefix, else by a contained word."""
    word = wanted.casefold()
    if not word:
        return None
    names = [(name_of(part).casefold(), part) for part in parts]
    exact = [part for name, part in names if word in (name, str(part.get(key) or "").casefold())]
    begins = [part for name, part in names if re.sub(r"^\W+", "", name).startswith(word)]
    holds = [part for name, part in names if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name)]
    return next(iter([*exact, *begins, *holds]), None)


def _button_name(button: Mapping[str, Any]) -> str:
    return f"{(button.get('emoji') or {}).get('name') or ''} {button.get('label') or ''}".strip()


def _label(option: Mapping[str, Any]) -> str:
    return str(option["label"])
