"""Validation rules of components in messages and modals.

Source: Discord's "Component Reference".
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from sandbox.discord.rules.form_errors import FormErrors

__all__ = ["SELECTS", "ComponentType", "check_message_components", "check_modal", "walk"]

Json = dict[str, Any]


class ComponentType(IntEnum):
    """Discord's component types for messages and modals."""

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
SELECTS = {_T.STRING_SELECT, _T.USER_SELECT, _T.ROLE_SELECT, _T.MENTIONABLE_SELECT, _T.CHANNEL_SELECT}
_DEFAULT_TYPES = {
    _T.USER_SELECT: ("user",),
    _T.ROLE_SELECT: ("role",),
    _T.MENTIONABLE_SELECT: ("user", "role"),
    _T.CHANNEL_SELECT: ("channel",),
}
_V2_TOP = {_T.ACTION_ROW, _T.SECTION, _T.TEXT_DISPLAY, _T.MEDIA_GALLERY, _T.FILE, _T.SEPARATOR, _T.CONTAINER}
_LABELLED = SELECTS | {_T.TEXT_INPUT, _T.FILE_UPLOAD, _T.RADIO_GROUP, _T.CHECKBOX_GROUP, _T.CHECKBOX}
_URL_BUTTON, _SKU_BUTTON = 5, 6


def walk(components: list[Json]) -> Iterator[Json]:
    """Yield every component, parents before children."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from walk([component[key]])


def check_message_components(components: list[Json], *, v2: bool, form: FormErrors) -> None:
    """Check the components of a message."""
    for here, component in form.each(components):
        here.at("type").choice(component.get("type"), _V2_TOP if v2 else {_T.ACTION_ROW})
        _check(component, here)
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
    """Check a modal."""
    form.text(data, "title", 1, 45, required=True)
    form.text(data, "custom_id", 1, 100, required=True)
    components = form.at("components").objects(data.get("components"))
    form.at("components").count(components, 1, 5)
    for here, component in form.at("components").each(components):
        here.at("type").choice(component.get("type"), {_T.LABEL, _T.TEXT_DISPLAY, _T.ACTION_ROW})
        if component.get("type") == _T.LABEL:
            _check_label(component, here)
        elif component.get("type") == _T.ACTION_ROW:
            for field, child in here.at("components").each(component.get("components")):
                field.at("type").choice(child.get("type"), {_T.TEXT_INPUT})
                _check_text_input(child, field)
    _check_unique_ids(list(walk(components)), form.at("components"))


def _check(component: Json, form: FormErrors) -> None:
    kind = component.get("type")
    if kind == _T.ACTION_ROW:
        _check_row(component, form)
    elif kind == _T.BUTTON:
        _check_button(component, form)
    elif kind in SELECTS:
        _check_select(component, form)
    elif kind == _T.MEDIA_GALLERY:
        items = form.at("items").objects(component.get("items"))
        form.at("items").count(items, 1, 10)
        for here, item in form.at("items").each(items):
            here.text(item, "description", 0, 1024)
    elif kind == _T.TEXT_DISPLAY:
        form.text(component, "content", 1, 4000)
    elif kind in {_T.CONTAINER, _T.SECTION}:
        children = form.at("components").objects(component.get("components"))
        form.at("components").count(children, 1, 3 if kind == _T.SECTION else 40)
        for here, child in form.at("components").each(children):
            _check(child, here)
        if kind == _T.SECTION and form.required(component, "accessory"):
            _check(component["accessory"], form.at("accessory"))


def _check_row(row: Json, form: FormErrors) -> None:
    children = form.at("components").objects(row.get("components"))
    form.at("components").count(children, 1, 5)
    if {child.get("type") for child in children} & SELECTS and len(children) > 1:
        form.at("components").error(
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
        )
    for here, child in form.at("components").each(children):
        here.at("type").choice(child.get("type"), {_T.BUTTON, *SELECTS})
        _check(child, here)


def _check_button(button: Json, form: FormErrors) -> None:
    style = button.get("style")
    form.at("style").choice(style, range(1, 7))
    form.text(button, "label", 0, 80)
    if style == _URL_BUTTON:
        form.text(button, "url", 1, 512, required=True)
        if button.get("custom_id"):
            form.error(
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be specified",
            )
    elif style != _SKU_BUTTON:
        form.text(button, "custom_id", 1, 100, required=True)


def _check_select(select: Json, form: FormErrors) -> None:
    form.text(select, "custom_id", 1, 100, required=True)
    form.text(select, "placeholder", 0, 150)
    if select.get("type") != _T.STRING_SELECT:
        _check_default_values(select, form.at("default_values"))
        return
    options = form.at("options").objects(select.get("options"))
    form.at("options").count(options, 1, 25)
    for here, option in form.at("options").each(options):
        here.text(option, "label", 1, 100, required=True)
        here.text(option, "value", 1, 100, required=True)
        here.text(option, "description", 0, 100)


def _check_default_values(select: Json, form: FormErrors) -> None:
    """Check the number and types of a menu's default values ("Default value structure")."""
    values = form.objects(select.get("default_values"))
    if values:
        form.count(values, select.get("min_values", 1), select.get("max_values", 1))
    for here, value in form.each(values):
        here.at("type").choice(value.get("type"), _DEFAULT_TYPES[select["type"]])
        here.at("id").snowflake(value.get("id"))


def _check_label(label: Json, form: FormErrors) -> None:
    form.text(label, "label", 1, 45, required=True)
    form.text(label, "description", 0, 100)
    if not form.required(label, "component"):
        return
    child, here = label["component"], form.at("component")
    here.at("type").choice(child.get("type"), _LABELLED)
    if child.get("disabled"):
        here.at("disabled").error("COMPONENT_DISABLED_IN_MODAL", "Components in modals cannot be disabled")
    if child.get("type") == _T.TEXT_INPUT:
        _check_text_input(child, here)
    elif child.get("type") in SELECTS:
        _check_select(child, here)
    elif child.get("type") == _T.FILE_UPLOAD:
        here.text(child, "custom_id", 1, 100, required=True)
        for key, low in (("min_values", 0), ("max_values", 1)):
            if child.get(key) is not None:
                here.at(key).choice(child[key], range(low, 11))
    elif child.get("type") == _T.RADIO_GROUP:
        here.at("options").count(here.at("options").objects(child.get("options")), 2, 10)


def _check_text_input(field: Json, form: FormErrors) -> None:
    form.text(field, "custom_id", 1, 100, required=True)
    form.at("style").choice(field.get("style"), {1, 2})
    form.text(field, "placeholder", 0, 100)
    form.text(field, "value", 0, 4000)
    form.text(field, "label", 1, 45)


def _check_unique_ids(everything: list[Json], form: FormErrors) -> None:
    seen: set[str] = set()
    for custom_id in (component["custom_id"] for component in everything if component.get("custom_id")):
        if custom_id in seen:
            form.error(
                "COMPONENT_CUSTOM_ID_DUPLICATED", f"Component custom id cannot be duplicated: {custom_id}"
            )
        seen.add(custom_id)
