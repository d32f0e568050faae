"""A message as its reader sees it: the text, who sees it, pictures with their alt text, buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.text import Text

from sandbox.discord import Attachment, ChannelType, Message, World
from sandbox.story.discord_text import discord_text

__all__ = ["audience", "message_lines"]

_KIB, _MIB = 1024, 1024 * 1024


def message_lines(message: Message, world: World, *, in_full: bool) -> list[Text]:
    """The lines of ``message``; ``in_full`` gives each picture lines of its own."""
    lines = discord_text(message.content, name_of=_names(world), now=world.clock.now())
    if len(lines) == 2 and not message.attachments and message.content.count("\n-# ") == 1:
        # Progress with the runner's last words: one line is enough for it.
        lines = [Text.assemble(lines[0], "  ", lines[1])]
    lines += _pictures(message.attachments, in_full=in_full)
    if buttons := list(_buttons(message)):
        lines.append(Text(" ".join(buttons), "bold"))
    return lines


def audience(message: Message) -> str:
    """Who sees it, where that is not everybody in the channel; empty otherwise."""
    if message.ephemeral_to is not None:
        return f"only {message.ephemeral_to.name} sees this"
    if message.channel.type is ChannelType.DM:
        people = [user.name for user in message.channel.recipients if not user.bot]
        return f"a direct message to {', '.join(people)}"
    return ""


def _names(world: World) -> Callable[[int], str]:
    roles = {role.id: role.name for guild in world.guilds.values() for role in guild.roles.values()}

    def name_of(number: int) -> str:
        user = world.users.get(number)
        return user.name if user is not None else roles.get(number, str(number))

    return name_of


def _pictures(attachments: list[Attachment], *, in_full: bool) -> list[Text]:
    if in_full:
        return [line for attachment in attachments for line in _picture(attachment)]
    if not attachments:
        return []
    sizes = {f"{one.width} × {one.height}" for one in attachments}
    described = "each with alt text" if all(one.description for one in attachments) else "NO ALT TEXT"
    number, total = f"{len(attachments)} pictures", _bytes(sum(one.size for one in attachments))
    if len(attachments) == 1:
        number, described = "1 picture", described.removeprefix("each ")
    return [Text(f"▣ {number}, {' and '.join(sorted(sizes))}, {total}, {described}")]


def _picture(attachment: Attachment) -> Iterator[Text]:
    yield Text(
        f"▣ {attachment.filename}  {attachment.width} × {attachment.height}  {_bytes(attachment.size)}"
    )
    yield Text(
        f"  alt: {attachment.description or 'NONE'}", "bright_black", no_wrap=True, overflow="ellipsis"
    )


def _buttons(message: Message) -> Iterator[str]:
    for row in message.components:
        for component in row.get("components") or []:
            emoji = (component.get("emoji") or {}).get("name") or ""
            label = f"{emoji} {component.get('label') or ''}".strip()
            yield f"[ {label} ]"


def _bytes(number: int) -> str:
    return f"{number / _MIB:.1f} MB" if number >= _MIB else f"{max(1, round(number / _KIB))} KB"
