"""Finds what somebody speaks of in the messages before them: a button, a menu, a field of a form.

Words are matched as people say them: ``more`` is the button “⋯ More”, ``high`` the choice
“High”. What is not there is answered with what is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sandbox.console.errors import ConsoleError, did_you_mean
from sandbox.console.registered import Place
from sandbox.console.typed import split_options
from sandbox.discord import Channel, Message, Role, User
from sandbox.discord.rules.components import ComponentType, walk

__all__ = ["button_names", "buttons_of", "find_button", "find_menu", "menus_of", "read_fields"]

Json = dict[str, Any]
_T = ComponentType
_MENUS = {_T.STRING_SELECT, _T.USER_SELECT, _T.ROLE_SELECT, _T.MENTIONABLE_SELECT, _T.CHANNEL_SELECT}
_NOTHING = "nothing"


def buttons_of(message: Message) -> list[Json]:
    """The buttons under a message that the bot hears of, in order."""
    parts = walk(message.components)
    return [one for one in parts if one.get("type") == _T.BUTTON and "custom_id" in one]


def menus_of(message: Message) -> list[Json]:
    """The menus in a message, in order."""
    return [one for one in walk(message.components) if one.get("type") in _MENUS]


def button_names(messages: Iterable[Message]) -> list[str]:
    """What can be pressed under any of ``messages``, each once."""
    names = (_called(one) for message in messages for one in buttons_of(message) if not one["disabled"])
    return list(dict.fromkeys(names))


def find_button(messages: Sequence[Message], wanted: str) -> tuple[Message, Json]:
    """The newest message with the button ``wanted``; ``#2`` is the second under the newest that has any.

    Raises :class:`ConsoleError` with what there is.
    """
    if re.fullmatch(r"#\d+", wanted):
        holder = next((one for one in reversed(messages) if buttons_of(one)), None)
        buttons = buttons_of(holder) if holder is not None else []
        number = int(wanted[1:])
        if holder is None or not 1 <= number <= len(buttons):
            raise ConsoleError(f"There is no button {wanted}; the newest message has {len(buttons)}.")
        return holder, buttons[number - 1]
    for message in reversed(messages):
        buttons = [one for one in buttons_of(message) if not one["disabled"]]
        if found := _best(wanted, buttons, _called, "label"):
            return message, found
    known = button_names(messages)
    hint = did_you_mean(wanted, known) or f" There are: {', '.join(known[-12:])}."
    raise ConsoleError(f"There is no button {wanted!r} here.{hint if known else ''}")


def find_menu(
    messages: Sequence[Message], text: str, place: Place
) -> tuple[Message, Json, list[str | User | Role | Channel]]:
    """The newest menu that offers everything in ``text``, with the values chosen.

    ``text`` is choices with commas between them, ``nothing`` for none of them; ``2: …`` means the
    second menu of the newest message that has any. Raises :class:`ConsoleError`.
    """
    numbered = re.fullmatch(r"(\d+):\s*(.*)", text, re.S)
    wanted = numbered[2] if numbered else text
    offered: list[str] = []
    for message in reversed(messages):
        menus = menus_of(message)
        if menus and numbered:
            menus = menus[int(numbered[1]) - 1 : int(numbered[1])] if int(numbered[1]) else []
        for menu in menus:
            if (chosen := _chosen(menu, wanted, place)) is not None:
                return message, menu, chosen
            offered += [str(option["label"]) for option in menu.get("options") or []]
    hint = did_you_mean(wanted, dict.fromkeys(offered))
    if not offered:
        hint = " There is no menu to choose from; buttons are pressed with click."
    raise ConsoleError(f"No menu here offers {wanted or '…'!r}.{hint}")


def read_fields(modal: Json, text: str) -> dict[str, str | list[str]]:
    """What ``text`` puts into a form, by custom id: ``prompt:an owl size:wide``.

    Raises :class:`ConsoleError` for a field or a choice that is not there.
    """
    fields = {
        one["custom_id"]: one for one in walk(modal["components"]) if "custom_id" in one and "type" in one
    }
    values: dict[str, str | list[str]] = {}
    for name, value in split_options(text, list(fields)).items():
        field = fields[name]
        if field["type"] == _T.TEXT_INPUT:
            values[name] = value
            continue
        options = field.get("options") or []
        parts = [_best(part.strip(), options, _label, "value") for part in value.split(",")]
        if not all(parts):
            known = ", ".join(str(one["label"]) for one in options)
            raise ConsoleError(f"{name} cannot be {value!r}. Choose from: {known}.")
        values[name] = [str(part["value"]) for part in parts if part]
    return values


def _chosen(menu: Json, text: str, place: Place) -> list[str | User | Role | Channel] | None:
    """The values behind ``text``, or ``None`` where the menu does not offer all of them."""
    if text.casefold() == _NOTHING and menu.get("min_values") == 0:
        return []
    if menu["type"] == _T.STRING_SELECT:
        # A label may hold a comma itself.
        for parts in ([text], text.split(",")):
            found = [_best(part.strip(), menu["options"], _label, "value") for part in parts]
            if all(found):
                return [str(one["value"]) for one in found if one]
        return None
    known: dict[str, User | Role | Channel] = {}
    if menu["type"] in (_T.ROLE_SELECT, _T.MENTIONABLE_SELECT):
        known |= {f"@{name}": role for name, role in place.roles.items()}
    if menu["type"] in (_T.USER_SELECT, _T.MENTIONABLE_SELECT):
        known |= {f"@{name}": user for name, user in place.people.items()}
    if menu["type"] == _T.CHANNEL_SELECT:
        known |= {f"#{name}": channel for name, channel in place.channels.items()}
    names = [part.strip() for part in text.split(",")]
    return [known[name] for name in names] if names and set(names) <= set(known) else None


def _best(wanted: str, parts: Sequence[Json], name_of: Any, key: str) -> Json | None:
    """The part called ``wanted``: exactly, else by its beginning, else by a word in it."""
    word = wanted.casefold()
    if not word:
        return None
    names = [(name_of(part).casefold(), part) for part in parts]
    exact = [part for name, part in names if word in (name, str(part.get(key) or "").casefold())]
    plain = [(re.sub(r"^\W+", "", name), part) for name, part in names]
    begins = [part for name, part in plain if name.startswith(word)]
    holds = [part for name, part in names if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name)]
    return next(iter([*exact, *begins, *holds]), None)


def _called(button: Mapping[str, Any]) -> str:
    return f"{(button.get('emoji') or {}).get('name') or ''} {button.get('label') or ''}".strip()


def _label(option: Mapping[str, Any]) -> str:
    return str(option["label"])
