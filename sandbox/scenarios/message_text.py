"""Message text: renders a Discord message or form as terminal lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from sandbox.discord import Attachment, ChannelType, Message, World
from sandbox.discord.rules.components import ComponentType
from sandbox.scenarios.markup import markup_lines

__all__ = ["audience", "form_lines", "message_lines"]

Json = dict[str, Any]
_T = ComponentType
_KIB, _MIB = 1024, 1024 * 1024
_LINK_STYLE = 5
_MENUS = {
    _T.STRING_SELECT: "choose",
    _T.USER_SELECT: "choose a member",
    _T.ROLE_SELECT: "choose a role",
    _T.MENTIONABLE_SELECT: "choose a member or role",
    _T.CHANNEL_SELECT: "choose a channel",
}


def message_lines(message: Message, world: World, *, in_full: bool = False) -> list[Text]:
    """Render the text, embeds, files and components of ``message`` in its reader's language.

    ``in_full`` describes each picture.
    """
    renderer = _Renderer(world, _locale(message))
    lines = renderer.text(message.content) if message.content else []
    if _is_progress(lines, message):
        lines = [Text("  ").join(lines)]
    lines += [line for embed in message.embeds for line in renderer.embed(embed)]
    pictures = [one for one in message.attachments if one.width]
    lines += [line for one in pictures for line in _picture(one)] if in_full else _summary(pictures)
    lines += [Text(f"▤ {one.filename}  {_size(one.size)}") for one in message.attachments if not one.width]
    components = list(renderer.components(message.components))
    if len(lines) == len(components) == 1 and components[0].plain.count("[") == 1 and not message.attachments:
        return [Text("  ").join([*lines, *components])]
    return [*lines, *components] or [Text("(nothing)", "bright_black")]


def form_lines(modal: Json, world: World, locale: str) -> list[Text]:
    """Render the title and fields of an open form, with their values, for a reader with Discord's ``locale``."""
    renderer = _Renderer(world, locale)
    lines = [Text(f"▤ {modal['title']}", "bold")]
    for part in modal["components"]:
        if part["type"] == _T.TEXT_DISPLAY:
            lines += renderer.text(part["content"])
        for field in [part["component"]] if "component" in part else part.get("components") or []:
            label = part.get("label") or field.get("label") or ""
            lines.append(Text.assemble((f"{field['custom_id']}: ", "bold"), (label, "bright_black")))
            if part.get("description"):
                lines.append(Text(f"  {part['description']}", "bright_black"))
            if field["type"] == _T.TEXT_INPUT:
                lines.append(Text(f"  {field.get('value') or field.get('placeholder') or '…'}"))
            else:
                lines += [Text.assemble("  ", line) for line in renderer.components([field])]
    return lines


def audience(message: Message) -> str:
    """Describe the readers of a private message; empty if the whole channel can read it."""
    if message.ephemeral_to is not None:
        return f"only {message.ephemeral_to.name} sees this"
    if message.channel.type is ChannelType.DM:
        people = [user.name for user in message.channel.recipients if not user.bot]
        return f"a direct message to {', '.join(people)}"
    return ""


def _locale(message: Message) -> str:
    """Return the language of the message's only reader, or of the member whose request it answers."""
    asked = message.interaction_metadata
    if asked is None and message.reference is not None:
        return _locale(message.reference)
    reader = message.ephemeral_to or (asked.user if asked else None)
    return reader.locale if reader is not None else "en-US"


def _is_progress(lines: list[Text], message: Message) -> bool:
    """Return whether the message is one sentence and small print, which fit on a single line."""
    small = [line for line in lines[1:] if str(line.style) == "bright_black"]
    return 0 < len(small) == len(lines) - 1 <= 3 and not message.attachments


class _Renderer:
    def __init__(self, world: World, locale: str) -> None:
        self._locale = locale
        self._now = world.clock.now()
        roles = {role.id: role.name for guild in world.guilds.values() for role in guild.roles.values()}
        people = {user.id: user.name for user in world.users.values()}
        channels = {channel.id: channel.name for channel in world.channels.values()}
        self._names = roles | channels | people

    def text(self, content: str) -> list[Text]:
        return markup_lines(content, name_of=self._name, now=self._now, locale=self._locale)

    def embed(self, embed: Json) -> Iterator[Text]:
        parts = [f"**{embed['title']}**"] if embed.get("title") else []
        parts += [embed["description"]] if embed.get("description") else []
        parts += [f"**{one['name']}**\n{one['value']}" for one in embed.get("fields") or []]
        parts += [f"-# {embed['footer']['text']}"] if embed.get("footer") else []
        return (_boxed(line) for part in parts for line in self.text(part))

    def components(self, components: Iterable[Json]) -> Iterator[Text]:
        for part in components:
            yield from self._component(part)

    def _component(self, part: Json) -> Iterator[Text]:
        kind, children = part["type"], part.get("components") or []
        if kind == _T.ACTION_ROW:
            if buttons := [_button(one) for one in children if one["type"] == _T.BUTTON]:
                yield Text(" ").join(buttons)
            yield from self.components(one for one in children if one["type"] != _T.BUTTON)
        elif kind == _T.BUTTON:
            yield _button(part)
        elif kind in _MENUS:
            yield from self._menu(part)
        elif kind == _T.TEXT_DISPLAY:
            yield from self.text(part["content"])
        elif kind == _T.CONTAINER:
            yield from (_boxed(line) for line in self.components(children))
        elif kind == _T.SECTION:
            yield from self.components([*children, part["accessory"]])
        elif kind == _T.SEPARATOR:
            yield Text("╶" * 12, "bright_black")
        elif kind in (_T.THUMBNAIL, _T.MEDIA_GALLERY):
            for item in part.get("items") or [part]:
                yield Text(f"▣ {item.get('description') or 'a picture without alt text'}", "bright_black")
        elif kind == _T.FILE:
            yield Text(f"▤ {part.get('name') or 'a file'}")

    def _menu(self, part: Json) -> Iterator[Text]:
        options = part.get("options") or []
        chosen = [_option(one) for one in options if one.get("default")]
        chosen += [self._name(int(one["id"])) for one in part.get("default_values") or []]
        yield Text(f"[ {', '.join(chosen) or part.get('placeholder') or _MENUS[part['type']]} ▾ ]", "bold")
        for option in options:
            mark, description = "●" if option.get("default") else "○", option.get("description")
            more = f"  {description}" if description else ""
            yield Text.assemble(f"  {mark} {_option(option)}", (more, "bright_black"))

    def _name(self, number: int) -> str:
        return self._names.get(number, str(number))


def _button(part: Json) -> Text:
    label = _option(part) + (" ↗" if part.get("style") == _LINK_STYLE else "")
    return Text(f"[ {label} ]", "bright_black strike" if part.get("disabled") else "bold")


def _option(part: Json) -> str:
    emoji = (part.get("emoji") or {}).get("name") or ""
    return f"{emoji} {part.get('label') or ''}".strip()


def _boxed(line: Text) -> Text:
    return Text.assemble(("│ ", "bright_black"), line)


def _summary(pictures: list[Attachment]) -> list[Text]:
    if not pictures:
        return []
    sizes = " and ".join(sorted({f"{one.width} × {one.height}" for one in pictures}))
    total = _size(sum(one.size for one in pictures))
    number = "1 picture" if len(pictures) == 1 else f"{len(pictures)} pictures"
    described = "with alt text" if len(pictures) == 1 else "each with alt text"
    if not all(one.description for one in pictures):
        described = "NO ALT TEXT"
    return [Text(f"▣ {number}, {sizes}, {total}, {described}")]


def _picture(picture: Attachment) -> Iterator[Text]:
    yield Text(f"▣ {picture.filename}  {picture.width} × {picture.height}  {_size(picture.size)}")
    alt = f"  alt: {picture.description or 'NONE'}"
    yield Text(alt, "bright_black", no_wrap=True, overflow="ellipsis")


def _size(number: int) -> str:
    return f"{number / _MIB:.1f} MB" if number >= _MIB else f"{max(1, round(number / _KIB))} KB"
