"""A message as its reader sees it: text, who sees it, pictures with alt text, buttons and menus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rich.text import Text

from sandbox.discord import Attachment, ChannelType, Message, World
from sandbox.story.component_view import component_lines, embed_lines, form_lines
from sandbox.story.discord_text import discord_text

__all__ = ["audience", "message_lines", "names_in", "opened_form"]

_KIB, _MIB = 1024, 1024 * 1024


def message_lines(message: Message, world: World, *, in_full: bool) -> list[Text]:
    """The lines of ``message``; ``in_full`` gives each picture lines of its own."""
    names = names_in(world)

    def reads(content: str) -> list[Text]:
        return discord_text(content, name_of=names, now=world.clock.now())

    lines = reads(message.content) if message.content else []
    if _is_progress(lines, message):
        # One line is enough for it: there are many.
        lines = [Text("  ").join(lines)]
    lines += embed_lines(message.embeds, reads)
    lines += _files(message.attachments, in_full=in_full)
    under = component_lines(message.components, reads=reads, name_of=names)
    if len(lines) == len(under) == 1 and under[0].plain.count("[") == 1 and not message.attachments:
        return [Text("  ").join([*lines, *under])]
    lines += under
    return lines or [Text("(nothing)", "bright_black")]


def opened_form(modal: dict[str, Any], world: World) -> list[Text]:
    """The lines of a form that a command, a button or a menu opened."""
    names = names_in(world)
    return form_lines(
        modal,
        reads=lambda content: discord_text(content, name_of=names, now=world.clock.now()),
        name_of=names,
    )


def audience(message: Message) -> str:
    """Who sees it, where that is not everybody in the channel; empty otherwise."""
    if message.ephemeral_to is not None:
        return f"only {message.ephemeral_to.name} sees this"
    if message.channel.type is ChannelType.DM:
        people = [user.name for user in message.channel.recipients if not user.bot]
        return f"a direct message to {', '.join(people)}"
    return ""


def _is_progress(lines: list[Text], message: Message) -> bool:
    """Whether there is one sentence with small print under it, and nothing else."""
    small = [line for line in lines[1:] if str(line.style) == "bright_black"]
    return 0 < len(small) == len(lines) - 1 <= 3 and not message.attachments


def names_in(world: World) -> Callable[[int], str]:
    """Names behind the ids of people, channels and roles."""
    roles = {role.id: role.name for guild in world.guilds.values() for role in guild.roles.values()}

    def name_of(number: int) -> str:
        if number in world.users:
            return world.users[number].name
        if number in world.channels:
            return world.channels[number].name
        return roles.get(number, str(number))

    return name_of


def _files(attachments: list[Attachment], *, in_full: bool) -> list[Text]:
    pictures = [one for one in attachments if one.width]
    others = [Text(f"▤ {one.filename}  {_bytes(one.size)}") for one in attachments if not one.width]
    if in_full:
        return [line for picture in pictures for line in _picture(picture)] + others
    return [*_in_short(pictures), *others]


def _in_short(pictures: list[Attachment]) -> Iterator[Text]:
    if not pictures:
        return
    sizes = {f"{one.width} × {one.height}" for one in pictures}
    described = "each with alt text" if all(one.description for one in pictures) else "NO ALT TEXT"
    number, total = f"{len(pictures)} pictures", _bytes(sum(one.size for one in pictures))
    if len(pictures) == 1:
        number, described = "1 picture", described.removeprefix("each ")
    yield Text(f"▣ {number}, {' and '.join(sorted(sizes))}, {total}, {described}")


def _picture(attachment: Attachment) -> Iterator[Text]:
    yield Text(
        f"▣ {attachment.filename}  {attachment.width} × {attachment.height}  {_bytes(attachment.size)}"
    )
    yield Text(
        f"  alt: {attachment.description or 'NONE'}", "bright_black", no_wrap=True, overflow="ellipsis"
    )


def _bytes(number: int) -> str:
    return f"{number / _MIB:.1f} MB" if number >= _MIB else f"{max(1, round(number / _KIB))} KB"
