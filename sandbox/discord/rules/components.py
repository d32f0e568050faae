"""Limits of components, in messages and in modals.

Source: Discord's "Component Reference". Ids of components are unique per message.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from sandbox.discord.rules.form import FormErrors

__all__ = ["ComponentType", "check_message_components", "check_modal", "walk"]

Json = dict[str, Any]


class ComponentType(IntEnum):
    """The component types that a message or a modal may hold."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


_T = ComponentType
_SELECTS = {_T.STRING_SELECT, _T.USER_SELECT, _T.ROLE_SELECT, _T.MENTIONABLE_SELECT, _T.CHANNEL_SELECT}
_DEFAULT_TYPES = {
    _T.USER_SELECT: ("user",),
    _T.ROLE_SELECT: ("role",),
    _T.MENTIONABLE_SELECT: ("user", "role"),
    _T.CHANNEL_SELECT: ("channel",),
}
_V2_TOP = {_T.ACTION_ROW, _T.SECTION, _T.TEXT_DISPLAY, _T.MEDIA_GALLERY, _T.FILE, _T.SEPARATOR, _T.CONTAINER}
_LABELLED = _SELECTS | {_T.TEXT_INPUT, _T.FILE_UPLOAD, _T.RADIO_GROUP, _T.CHECKBOX_GROUP, _T.CHECKBOX}
_URL_BUTTON = 5
_SKU_BUTTON = 6


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, parents before children."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from walk([component[key]])


def check_message_components(components: list[Json], *, v2: bool, form: FormErrors) -> None:
    """Note every broken rule of a message's components."""
    allowed: set[Any] = set(_V2_TOP) if v2 else {_T.ACTION_ROW}
    for index, component in enumerate(components):
        form.at(index, "type").choice(component.get("type"), allowed)
        _check(component, form.at(index))
    if not v2 and len(components) > 5:
        form.error("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    everything = list(walk(components))
    if len(everything) > 40:
        form.error(
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The total number of components must be 40 or less"
        )
    texts = [part.get("content") or "" for part in everything if part.get("type") == _T.TEXT_DISPLAY]
    if sum(map(len, texts)) > 4000:
        form.error(
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "The text of all components exceeds 4000 characters"
        )
    _check_unique_ids(everything, form)


def check_modal(data: Json, form: FormErrors) -> None:
    """Note every broken rule of a modal."""
    for key, limit in (("title", 45), ("custom_id", 100)):
        if form.required(data, key):
            form.at(key).length(data[key], 1, limit)
    components = form.at("components").objects(data.get("components"))
    form.at("components").count(components, 1, 5)
    allowed: set[Any] = {_T.LABEL, _T.TEXT_DISPLAY, _T.ACTION_ROW}
    for index, component in enumerate(components):
        here = form.at("components", index)
        here.at("type").choice(component.get("type"), allowed)
        if component.get("type") == _T.LABEL:
            _check_label(component, here)
        elif component.get("type") == _T.ACTION_ROW:
            for number, child in enumerate(component.get("components") or []):
                here.at("components", number, "type").choice(child.get("type"), {_T.TEXT_INPUT})
                _check_text_input(child, here.at("components", number))
    _check_unique_ids(list(walk(components)), form.at("components"))


def _check(component: Json, form: FormErrors) -> None:
    kind = component.get("type")
    if kind == _T.ACTION_ROW:
        _check_row(component, form)
    elif kind == _T.BUTTON:
        _check_button(component, form)
    elif kind in _SELECTS:
        _check_select(component, form)
    elif kind == _T.MEDIA_GALLERY:
        items = form.at("items").objects(component.get("items"))
        form.at("items").count(items, 1, 10)
        for index, item in enumerate(items):
            form.at("items", index, "description").length(item.get("description"), 0, 1024)
    elif kind == _T.TEXT_DISPLAY:
        form.at("content").length(component.get("content"), 1, 4000)
    elif kind in {_T.CONTAINER, _T.SECTION}:
        children = form.at("components").objects(component.get("components"))
        form.at("components").count(children, 1, 3 if kind == _T.SECTION else 40)
        for index, child in enumerate(children):
            _check(child, form.at("components", index))
        if kind == _T.SECTION and form.required(component, "accessory"):
            _check(component["accessory"], form.at("accessory"))


def _check_row(row: Json, form: FormErrors) -> None:
    children = form.at("components").objects(row.get("components"))
    form.at("components").count(children, 1, 5)
    kinds = {child.get("type") for child in children}
    if kinds & _SELECTS and len(children) > 1:
        form.at("components").error(
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
        )
    for index, child in enumerate(children):
        form.at("components", index, "type").choice(child.get("type"), {_T.BUTTON, *_SELECTS})
        _check(child, form.at("components", index))


def _check_button(button: Json, form: FormErrors) -> None:
    style = button.get("style")
    form.at("style").choice(style, {1, 2, 3, 4, 5, 6})
    form.at("label").length(button.get("label"), 0, 80)
    if style == _URL_BUTTON:
        if form.required(button, "url"):
            form.at("url").length(button["url"], 1, 512)
        if button.get("custom_id"):
            form.error(
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be specified",
            )
    elif style != _SKU_BUTTON and form.required(button, "custom_id"):
        form.at("custom_id").length(button["custom_id"], 1, 100)


def _check_select(select: Json, form: FormErrors) -> None:
    if form.required(select, "custom_id"):
        form.at("custom_id").length(select["custom_id"], 1, 100)
    form.at("placeholder").length(select.get("placeholder"), 0, 150)
    if select.get("type") != _T.STRING_SELECT:
        _check_default_values(select, form.at("default_values"))
        return
    options = form.at("options").objects(select.get("options"))
    form.at("options").count(options, 1, 25)
    for index, option in enumerate(options):
        for key in ("label", "value"):
            if form.at("options", index).required(option, key):
                form.at("options", index, key).length(option[key], 1, 100)
        form.at("options", index, "description").length(option.get("description"), 0, 100)


def _check_default_values(select: Json, form: FormErrors) -> None:
    """As many as may be chosen, each of a type that the menu offers ("Default value structure")."""
    values = form.objects(select.get("default_values"))
    if not values:
        return
    form.count(values, select.get("min_values", 1), select.get("max_values", 1))
    for index, value in enumerate(values):
        form.at(index, "type").choice(value.get("type"), set(_DEFAULT_TYPES[select["type"]]))
        if not str(value.get("id", "")).isdigit():
            form.at(index, "id").error("NUMBER_TYPE_COERCE", f'Value "{value.get("id")}" is not snowflake.')


def _check_label(label: Json, form: FormErrors) -> None:
    if form.required(label, "label"):
        form.at("label").length(label["label"], 1, 45)
    form.at("description").length(label.get("description"), 0, 100)
    if not form.required(label, "component"):
        return
    child, here = label["component"], form.at("component")
    allowed: set[Any] = set(_LABELLED)
    here.at("type").choice(child.get("type"), allowed)
    if child.get("disabled"):
        here.at("disabled").error("COMPONENT_DISABLED_IN_MODAL", "Components in modals cannot be disabled")
    if child.get("type") == _T.TEXT_INPUT:
        _check_text_input(child, here)
    elif child.get("type") in _SELECTS:
        _check_select(child, here)
    elif child.get("type") == _T.RADIO_GROUP:
        here.at("options").count(here.at("options").objects(child.get("options")), 2, 10)


def _check_text_input(field: Json, form: FormErrors) -> None:
    if form.required(field, "custom_id"):
        form.at("custom_id").length(field["custom_id"], 1, 100)
    form.at("style").choice(field.get("style"), {1, 2})
    form.at("placeholder").length(field.get("placeholder"), 0, 100)
    form.at("value").length(field.get("value"), 0, 4000)
    form.at("label").length(field.get("label"), 1, 45)


def _check_unique_ids(everything: list[Json], form: FormErrors) -> None:
    seen: set[str] = set()
    for component in everything:
        custom_id = component.get("custom_id")
        if custom_id is None:
            continue
        if custom_id in seen:
            form.error(
                "COMPONENT_CUSTOM_ID_DUPLICATED", f"Component custom id cannot be duplicated: {custom_id}"
            )
        seen.add(custom_id)
