"""Who may do what: Discord's permission bits and the order in which they combine.

Pure functions over the entities. The order (owner, administrator, roles, then the
overwrites of @everyone, of roles, of the member) is that of the "Permissions" topic
in Discord's documentation.
"""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.discord.entities import Channel, Member
    from sandbox.discord.guilds import Guild

__all__ = [
    "DEFAULT_EVERYONE",
    "DM_PERMISSIONS",
    "Permission",
    "base_permissions",
    "computed_permissions",
    "permissions_in",
]


class Permission(IntFlag):
    """The bits this simulator looks at, named as Discord names them."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    SEND_MESSAGES_IN_THREADS = 1 << 38


_ALL = (1 << 53) - 1

DEFAULT_EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.ADD_REACTIONS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.SEND_MESSAGES_IN_THREADS
)

# What an app holds in a direct message; facts of Discord's "app_permissions" field.
DM_PERMISSIONS = (
    Permission.ATTACH_FILES
    | Permission.EMBED_LINKS
    | Permission.MENTION_EVERYONE
    | Permission.USE_EXTERNAL_EMOJIS
)


def base_permissions(guild: Guild, member: Member) -> int:
    """The member's rights in the guild before any channel has its say."""
    if guild.owner.id == member.user.id:
        return _ALL
    granted = guild.everyone.permissions
    for role in member.roles:
        granted |= role.permissions
    return _ALL if granted & Permission.ADMINISTRATOR else granted


def permissions_in(channel: Channel, user_id: int) -> int:
    """The bits that count for ``user_id`` in ``channel``; 0 for somebody who is not there.

    Without View Channel nothing else counts ("implicit permissions").
    """
    computed = computed_permissions(channel, user_id)
    return computed if computed & Permission.VIEW_CHANNEL else 0


def computed_permissions(channel: Channel, user_id: int) -> int:
    """The bits as Discord's pseudocode computes them, as they stand in ``app_permissions``."""
    guild = channel.guild
    if guild is None:
        return int(DEFAULT_EVERYONE) if any(user.id == user_id for user in channel.recipients) else 0
    member = guild.members.get(user_id)
    if member is None:
        return 0
    base = base_permissions(guild, member)
    return _ALL if base & Permission.ADMINISTRATOR else _overwritten(channel, member, guild.id, base)


def _overwritten(channel: Channel, member: Member, everyone_id: int, base: int) -> int:
    result = base
    if everyone := channel.overwrites.get(everyone_id):
        result = result & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role in member.roles:
        if overwrite := channel.overwrites.get(role.id):
            allow |= overwrite.allow
            deny |= overwrite.deny
    result = result & ~deny | allow
    if own := channel.overwrites.get(member.user.id):
        result = result & ~own.deny | own.allow
    return result
