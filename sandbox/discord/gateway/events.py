"""From a change in the world to the events that Discord sends for it.

An event says which intents admit it (any one is enough; none needed for 0) and
whose shard it concerns. What the bot cannot see becomes no event at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.discord.changes import (
    Change,
    ChannelChange,
    GuildChange,
    MemberChange,
    MessageChange,
    ReactionChange,
    ReactionsCleared,
    RoleChange,
    Typing,
)
from sandbox.discord.entities import Channel, ChannelType, Message, User
from sandbox.discord.gateway.intents import Intent
from sandbox.discord.guilds import Guild
from sandbox.discord.payloads import (
    channel_payload,
    guild_create_payload,
    member_payload,
    message_payload,
    role_payload,
    user_payload,
)
from sandbox.discord.payloads.messages import emoji_payload
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.world import World

__all__ = ["Event", "events_of"]

Json = dict[str, Any]
_SUFFIX = {"create": "CREATE", "update": "UPDATE", "delete": "DELETE"}
_HIDDEN_CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dispatch. ``redacted`` is what a session without MESSAGE_CONTENT gets instead."""

    name: str
    data: Json
    guild_id: int | None = None
    intents: int = 0
    redacted: Json | None = None


def events_of(world: World, change: Change) -> list[Event]:  # noqa: PLR0911 - one line a kind
    """The events of ``change``, at most one today."""
    match change:
        case GuildChange():
            return _guild(world, change)
        case ChannelChange():
            return _channel(world, change)
        case RoleChange():
            return _role(change)
        case MemberChange():
            return _member(world, change)
        case MessageChange():
            return _message(world, change)
        case ReactionChange():
            return _reaction(world, change)
        case ReactionsCleared():
            return _cleared(world, change)
        case Typing():
            return _typing(world, change)


def _in_guild(guild: Guild | None, name: str, data: Json, intents: int) -> list[Event]:
    if guild is None or not guild.has_bot:
        return []
    return [Event(name=name, data=data, guild_id=guild.id, intents=intents)]


def _channel(world: World, change: ChannelChange) -> list[Event]:
    channel = change.channel
    data, kind = channel_payload(channel, world.bot), "CHANNEL"
    if channel.parent is not None:
        # Of threads a bot hears only where it may look.
        if not permissions_in(channel, world.bot.id) & Permission.VIEW_CHANNEL:
            return []
        kind = "THREAD"
        if change.verb == "create":
            data["newly_created"] = True
        elif change.verb == "delete":
            data = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
    return _in_guild(channel.guild, f"{kind}_{_SUFFIX[change.verb]}", data, Intent.GUILDS)


def _guild(world: World, change: GuildChange) -> list[Event]:
    guild = change.guild
    data: Json = {"id": str(guild.id)}
    if change.verb == "create":
        data = guild_create_payload(guild, world.bot)
        # Only the guilds listed in READY come with this key; its absence means "just joined".
        del data["unavailable"]
    return [Event(name=f"GUILD_{_SUFFIX[change.verb]}", data=data, guild_id=guild.id, intents=Intent.GUILDS)]


def _role(change: RoleChange) -> list[Event]:
    data: Json = {"guild_id": str(change.guild.id)}
    if change.verb == "delete":
        data["role_id"] = str(change.role.id)
    else:
        data["role"] = role_payload(change.role)
    return _in_guild(change.guild, f"GUILD_ROLE_{_SUFFIX[change.verb]}", data, Intent.GUILDS)


def _member(world: World, change: MemberChange) -> list[Event]:
    name = {"create": "GUILD_MEMBER_ADD", "update": "GUILD_MEMBER_UPDATE", "delete": "GUILD_MEMBER_REMOVE"}
    data: Json = {"guild_id": str(change.guild.id)}
    if change.verb == "delete":
        data |= {"user": user_payload(change.member.user)}
    else:
        data |= member_payload(change.member)
    own = change.member.user is world.bot
    return _in_guild(change.guild, name[change.verb], data, 0 if own else Intent.GUILD_MEMBERS)


def _message(world: World, change: MessageChange) -> list[Event]:
    message = change.message
    if not _sees(world, message):
        return []
    data: Json = {"channel_id": str(message.channel.id)}
    if message.ephemeral_to is None:
        data = _place(message.channel)
    intents = _by_place(message.channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
    if message.ephemeral_to is not None:
        intents = Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES
    guild = message.channel.guild
    name = f"MESSAGE_{_SUFFIX[change.verb]}"
    if change.verb == "delete":
        data["id"] = str(message.id)
        return [Event(name=name, data=data, guild_id=guild.id if guild else None, intents=intents)]
    data |= message_payload(message, viewer=world.bot)
    if guild is not None and message.ephemeral_to is None and message.author.id in guild.members:
        data["member"] = member_payload(guild.members[message.author.id], with_user=False)
    return [
        Event(
            name=name,
            data=data,
            guild_id=guild.id if guild else None,
            intents=intents,
            redacted=None if _content_is_free(world, message) else data | _HIDDEN_CONTENT,
        )
    ]


def _content_is_free(world: World, message: Message) -> bool:
    return (
        message.author is world.bot or message.channel.type is ChannelType.DM or world.bot in message.mentions
    )


def _reaction(world: World, change: ReactionChange) -> list[Event]:
    message = change.message
    if not _sees(world, message):
        return []
    added = change.verb == "create"
    data = _place(message.channel) | {
        "user_id": str(change.user.id),
        "message_id": str(message.id),
        "emoji": emoji_payload(change.emoji),
        "burst": False,
        "type": 0,
    }
    guild = message.channel.guild
    if added:
        data["message_author_id"] = str(message.author.id)
        if guild is not None and change.user.id in guild.members:
            data["member"] = member_payload(guild.members[change.user.id])
    name = "MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE"
    return [_reaction_event(name, data, message.channel)]


def _cleared(world: World, change: ReactionsCleared) -> list[Event]:
    message = change.message
    if not _sees(world, message):
        return []
    data = _place(message.channel) | {"message_id": str(message.id)}
    if change.emoji is None:
        return [_reaction_event("MESSAGE_REACTION_REMOVE_ALL", data, message.channel)]
    data["emoji"] = emoji_payload(change.emoji)
    return [_reaction_event("MESSAGE_REACTION_REMOVE_EMOJI", data, message.channel)]


def _reaction_event(name: str, data: Json, channel: Channel) -> Event:
    intents = _by_place(channel, Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS)
    return Event(name=name, data=data, guild_id=channel.guild.id if channel.guild else None, intents=intents)


def _typing(world: World, change: Typing) -> list[Event]:
    channel: Channel = change.channel
    user: User = change.user
    if not permissions_in(channel, world.bot.id) & Permission.VIEW_CHANNEL:
        return []
    data = _place(channel) | {"user_id": str(user.id), "timestamp": int(world.clock.now())}
    if channel.guild is not None and user.id in channel.guild.members:
        data["member"] = member_payload(channel.guild.members[user.id])
    intents = _by_place(channel, Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING)
    guild_id = channel.guild.id if channel.guild else None
    return [Event(name="TYPING_START", data=data, guild_id=guild_id, intents=intents)]


def _sees(world: World, message: Message) -> bool:
    rights = permissions_in(message.channel, world.bot.id)
    return message.channel.id in world.channels and bool(rights & Permission.VIEW_CHANNEL)


def _place(channel: Channel) -> Json:
    place: Json = {"channel_id": str(channel.id)}
    if channel.guild is not None:
        place["guild_id"] = str(channel.guild.id)
    return place


def _by_place(channel: Channel, guild_intent: Intent, dm_intent: Intent) -> int:
    return int(dm_intent if channel.type is ChannelType.DM else guild_intent)
