"""What stands under a message's text, as lines: buttons, menus, containers, embeds, forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from sandbox.discord.rules.components import ComponentType

__all__ = ["component_lines", "embed_lines", "form_lines"]

Json = dict[str, Any]
Reads = Callable[[str], list[Text]]
NameOf = Callable[[int], str]
_T = ComponentType
_LINK_STYLE = 5
_MENUS = {
    _T.STRING_SELECT: "choose",
    _T.USER_SELECT: "choose a member",
    _T.ROLE_SELECT: "choose a role",
    _T.MENTIONABLE_SELECT: "choose a member or role",
    _T.CHANNEL_SELECT: "choose a channel",
}


def component_lines(
    components: Iterable[Json], *, reads: Reads, name_of: NameOf, every_option: bool = True
) -> list[Text]:
    """The components of a message, from top to bottom.

    ``reads`` turns Discord's markup into lines, ``name_of`` names people, roles and channels.
    """
    return list(_Lines(reads, name_of, every_option).of(components))


def embed_lines(embeds: Iterable[Json], reads: Reads) -> list[Text]:
    """Embeds: title, text and fields."""
    lines: list[Text] = []
    for embed in embeds:
        parts = [f"**{embed['title']}**"] if embed.get("title") else []
        parts += [embed["description"]] if embed.get("description") else []
        parts += [f"**{one['name']}**\n{one['value']}" for one in embed.get("fields") or []]
        parts += [f"-# {embed['footer']['text']}"] if embed.get("footer") else []
        lines += [_inset(line) for part in parts for line in reads(part)]
    return lines


def form_lines(modal: Json, *, reads: Reads, name_of: NameOf) -> list[Text]:
    """An open form: its title, and each field with what stands in it."""
    lines = [Text(f"▤ {modal['title']}", "bold")]
    fields = _Lines(reads, name_of, every_option=True)
    for part in modal["components"]:
        if part["type"] == _T.TEXT_DISPLAY:
            lines += reads(part["content"])
        for field in [part["component"]] if "component" in part else part.get("components") or []:
            label = part.get("label") or field.get("label") or ""
            lines.append(Text.assemble((f"{field['custom_id']}: ", "bold"), (label, "bright_black")))
            if part.get("description"):
                lines.append(Text(f"  {part['description']}", "bright_black"))
            if field["type"] == _T.TEXT_INPUT:
                value = field.get("value") or field.get("placeholder") or ""
                lines.append(Text(f"  {value or '…'}"))
            else:
                lines += [Text.assemble("  ", line) for line in fields.of([field])]
    return lines


class _Lines:
    def __init__(self, reads: Reads, name_of: NameOf, every_option: bool) -> None:
        self._reads = reads
        self._name_of = name_of
        self._every_option = every_option

    def of(self, components: Iterable[Json]) -> Iterator[Text]:
        for part in components:
            yield from self._part(part)

    def _part(self, part: Json) -> Iterator[Text]:
        kind = part.get("type")
        if kind == _T.ACTION_ROW:
            children = part.get("components") or []
            if buttons := [self._button(one) for one in children if one["type"] == _T.BUTTON]:
                yield Text(" ").join(buttons)
            yield from self.of(one for one in children if one["type"] != _T.BUTTON)
        elif kind == _T.BUTTON:
            yield self._button(part)
        elif kind in _MENUS:
            yield from self._menu(part)
        elif kind == _T.TEXT_DISPLAY:
            yield from self._reads(part["content"])
        elif kind == _T.CONTAINER:
            yield from (_inset(line) for line in self.of(part.get("components") or []))
        elif kind == _T.SECTION:
            yield from self.of(part.get("components") or [])
            yield from self._part(part["accessory"])
        elif kind == _T.SEPARATOR:
            yield Text("╶" * 12, "bright_black")
        elif kind == _T.THUMBNAIL:
            yield Text(f"▣ {part.get('description') or 'a small picture'}", "bright_black")
        elif kind == _T.MEDIA_GALLERY:
            for item in part.get("items") or []:
                yield Text(f"▣ {item.get('description') or 'a picture without alt text'}", "bright_black")
        elif kind == _T.FILE:
            yield Text(f"▤ {part.get('name') or 'a file'}")

    def _button(self, part: Json) -> Text:
        emoji = (part.get("emoji") or {}).get("name") or ""
        words = f"{emoji} {part.get('label') or ''}".strip()
        words += " ↗" if part.get("style") == _LINK_STYLE else ""
        return Text(f"[ {words} ]", "bright_black strike" if part.get("disabled") else "bold")

    def _menu(self, part: Json) -> Iterator[Text]:
        chosen = self._chosen(part)
        shown = ", ".join(chosen) or part.get("placeholder") or _MENUS[part["type"]]
        yield Text(f"[ {shown} ▾ ]", "bold")
        if self._every_option:
            for option in part.get("options") or []:
                yield Text.assemble(
                    f"  {'●' if option.get('default') else '○'} {_title(option)}",
                    (f"  {option['description']}" if option.get("description") else "", "bright_black"),
                )

    def _chosen(self, part: Json) -> Sequence[str]:
        if part["type"] == _T.STRING_SELECT:
            return [_title(one) for one in part.get("options") or [] if one.get("default")]
        return [self._name_of(int(one["id"])) for one in part.get("default_values") or []]


def _title(option: Json) -> str:
    emoji = (option.get("emoji") or {}).get("name") or ""
    return f"{emoji} {option['label']}".strip()


def _inset(line: Text) -> Text:
    return Text.assemble(("│ ", "bright_black"), line)
