"""Defaults that Discord adds to embeds and components when it stores them.

Default values become explicit, components get integer IDs, and ``attachment://`` links are replaced by the
file's URL; a file displayed that way is removed from the message's list of attachments.
"""

from __future__ import annotations

import copy
from typing import Any

from sandbox.discord.messages import Attachment, Message
from sandbox.discord.rules.components import SELECTS, ComponentType, walk

__all__ = ["resolve_attachment_urls", "with_component_defaults", "with_embed_defaults"]

Json = dict[str, Any]
_T = ComponentType
_LINK = "attachment://"
_MEDIA: Json = {"description": None, "spoiler": False}
_SELECT: Json = {"min_values": 1, "max_values": 1, "disabled": False}
_DEFAULTS: dict[int, Json] = {
    **dict.fromkeys(SELECTS, _SELECT),
    _T.BUTTON: {"disabled": False},
    _T.CONTAINER: {"accent_color": None, "spoiler": False},
    _T.THUMBNAIL: _MEDIA,
    _T.FILE: {"name": None, "size": None, "spoiler": False},
    _T.SEPARATOR: {"spacing": 1, "divider": True},
}


def with_embed_defaults(embeds: list[Json]) -> list[Json]:
    """Copy ``embeds`` as Discord returns them; embeds from a bot are always of type "rich"."""
    filled = [copy.deepcopy(embed) | {"type": "rich"} for embed in embeds]
    for embed in filled:
        for entry in embed.get("fields") or []:
            entry.setdefault("inline", False)
    return filled


def with_component_defaults(components: list[Json]) -> list[Json]:
    """Copy ``components``, adding their defaults and IDs."""
    filled = copy.deepcopy(components)
    everything = list(walk(filled))
    taken = {component["id"] for component in everything if component.get("id")}
    free = (number for number in range(1, 1 << 31) if number not in taken)
    for component in everything:
        _set_defaults(component, _DEFAULTS.get(component.get("type", 0), {}))
        for chosen in component.get("default_values") or []:
            chosen["id"] = str(chosen["id"])
        for holder in (component, *(component.get("options") or [])):
            if (emoji := holder.get("emoji")) is not None:
                holder["emoji"] = {key: value for key, value in emoji.items() if value is not None}
        if component.get("type") == _T.MEDIA_GALLERY:
            for item in component.get("items") or []:
                _set_defaults(item, _MEDIA)
        component["id"] = component.get("id") or next(free)
    return filled


def resolve_attachment_urls(message: Message) -> None:
    """Replace every ``attachment://`` link with the file's URL, and mark the linked files as inline."""
    by_name = {file.filename: file for file in message.attachments}
    for file in message.attachments:
        file.inline = False
    for embed in message.embeds:
        for holder, key in _embed_media(embed):
            if (shown := _shown(holder.get(key), by_name)) is not None:
                holder |= {key: shown.url, f"proxy_{key}": shown.url}
                if key == "url":
                    holder |= {"width": shown.width, "height": shown.height}
    for component in walk(message.components):
        for media in _component_media(component):
            shown = _shown(media.get("url"), by_name)
            media.update(_unfurled(media, shown))
            if shown is not None and component["type"] == _T.FILE:
                component |= {"name": shown.filename, "size": shown.size}


def _set_defaults(part: Json, defaults: Json) -> None:
    for key, value in defaults.items():
        part.setdefault(key, value)


def _shown(url: object, by_name: dict[str, Attachment]) -> Attachment | None:
    if not isinstance(url, str) or not url.startswith(_LINK):
        return None
    found = by_name.get(url.removeprefix(_LINK))
    if found is not None:
        found.inline = True
    return found


def _unfurled(media: Json, shown: Attachment | None) -> Json:
    if shown is None:
        return {"id": str(media.get("id") or 0), "proxy_url": media.get("url")}
    return {
        "id": str(shown.id),
        "url": shown.url,
        "proxy_url": shown.url,
        "width": shown.width,
        "height": shown.height,
        "content_type": shown.content_type,
        "attachment_id": str(shown.id),
    }


def _embed_media(embed: Json) -> list[tuple[Json, str]]:
    keys = {"image": "url", "thumbnail": "url", "author": "icon_url", "footer": "icon_url"}
    return [(embed[part], key) for part, key in keys.items() if isinstance(embed.get(part), dict)]


def _component_media(component: Json) -> list[Json]:
    match component.get("type"):
        case _T.THUMBNAIL:
            return [component["media"]]
        case _T.MEDIA_GALLERY:
            return [item["media"] for item in component.get("items") or []]
        case _T.FILE:
            return [component["file"]]
        case _:
            return []
