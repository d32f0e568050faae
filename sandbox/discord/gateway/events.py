"""Gateway events derived from changes in the world.

An event carries the intents that select it (any one suffices; 0 means none is needed) and the guild that
determines its shard. Changes that the bot cannot see produce no event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.discord.entities import Change, Channel, ChannelType, Guild, Member, Role, User
from sandbox.discord.gateway.intents import Intent
from sandbox.discord.messages import Message, Reaction, Typing
from sandbox.discord.payloads import (
    channel_payload,
    emoji_payload,
    guild_create_payload,
    member_payload,
    message_payload,
    role_payload,
    user_payload,
)
from sandbox.discord.permissions import Permission
from sandbox.discord.world import World

__all__ = ["Event", "events_of"]

Json = dict[str, Any]
_MEMBER_EVENTS = {
    "create": "GUILD_MEMBER_ADD",
    "update": "GUILD_MEMBER_UPDATE",
    "delete": "GUILD_MEMBER_REMOVE",
}
_HIDDEN_CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dispatched event. A session without MESSAGE_CONTENT gets ``redacted`` instead of ``data``."""

    name: str
    data: Json
    guild_id: int | None = None
    intents: int = 0
    redacted: Json | None = None


def events_of(world: World, change: Change) -> list[Event]:
    """Return the events for ``change``: at present at most one."""
    event: Event | None = None
    match change.subject:
        case Guild() as guild:
            event = _guild(world, change.verb, guild)
        case Channel() as channel:
            event = _channel(world, change.verb, channel)
        case Role() as role:
            event = _role(change.verb, role)
        case Member() as member:
            event = _member(world, change.verb, member)
        case Message() as message if _is_visible(world, message):
            event = _message(world, change.verb, message)
        case Reaction() as reaction if _is_visible(world, reaction.message):
            event = _reaction(change.verb, reaction)
        case Typing() as typing:
            event = _typing(world, typing)
    return [event] if event else []


def _guild(world: World, verb: str, guild: Guild) -> Event:
    data: Json = {"id": str(guild.id)}
    if verb == "create":
        data = guild_create_payload(guild, world.bot)
        # Only the guilds listed in READY have this key; its absence means "just joined".
        del data["unavailable"]
    return Event(name=f"GUILD_{verb.upper()}", data=data, guild_id=guild.id, intents=Intent.GUILDS)


def _in_guild(guild: Guild | None, name: str, data: Json, intents: int = Intent.GUILDS) -> Event | None:
    if guild is None or not guild.has_bot:
        return None
    return Event(name=name, data=data, guild_id=guild.id, intents=intents)


def _channel(world: World, verb: str, channel: Channel) -> Event | None:
    data, kind = channel_payload(channel, world.bot), "CHANNEL"
    if channel.parent is not None:
        # A bot receives events only for threads that it can see.
        if not channel.permissions_for(world.bot.id) & Permission.VIEW_CHANNEL:
            return None
        kind = "THREAD"
        if verb == "create":
            data["newly_created"] = True
        elif verb == "delete":
            data = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
    return _in_guild(channel.guild, f"{kind}_{verb.upper()}", data)


def _role(verb: str, role: Role) -> Event | None:
    data: Json = {"guild_id": str(role.guild.id)}
    data |= {"role_id": str(role.id)} if verb == "delete" else {"role": role_payload(role)}
    return _in_guild(role.guild, f"GUILD_ROLE_{verb.upper()}", data)


def _member(world: World, verb: str, member: Member) -> Event | None:
    data: Json = {"guild_id": str(member.guild.id)}
    data |= {"user": user_payload(member.user)} if verb == "delete" else member_payload(member)
    intents = 0 if member.user is world.bot else Intent.GUILD_MEMBERS
    return _in_guild(member.guild, _MEMBER_EVENTS[verb], data, intents)


def _message(world: World, verb: str, message: Message) -> Event:
    channel, ephemeral = message.channel, message.ephemeral_to is not None
    data: Json = {"channel_id": str(channel.id)} if ephemeral else _location(channel)
    intents = _by_channel(channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
    if ephemeral:
        intents = Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES
    guild_id, name = channel.guild.id if channel.guild else None, f"MESSAGE_{verb.upper()}"
    if verb == "delete":
        return Event(name=name, data=data | {"id": str(message.id)}, guild_id=guild_id, intents=intents)
    data |= message_payload(message, viewer=world.bot)
    if not ephemeral:
        data |= _member_of(channel, message.author, with_user=False)
    is_free = message.author is world.bot or channel.type is ChannelType.DM or world.bot in message.mentions
    redacted = None if is_free else data | _HIDDEN_CONTENT
    return Event(name=name, data=data, guild_id=guild_id, intents=intents, redacted=redacted)


def _reaction(verb: str, reaction: Reaction) -> Event:
    message, channel = reaction.message, reaction.message.channel
    data = _location(channel) | {"message_id": str(message.id)}
    if reaction.emoji is not None:
        data["emoji"] = emoji_payload(reaction.emoji)
    if reaction.user is None:
        name = "REMOVE_ALL" if reaction.emoji is None else "REMOVE_EMOJI"
    else:
        name = "ADD" if verb == "create" else "REMOVE"
        data |= {"user_id": str(reaction.user.id), "burst": False, "type": 0}
        if verb == "create":
            data |= {"message_author_id": str(message.author.id)} | _member_of(channel, reaction.user)
    intents = _by_channel(channel, Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS)
    guild_id = channel.guild.id if channel.guild else None
    return Event(name=f"MESSAGE_REACTION_{name}", data=data, guild_id=guild_id, intents=intents)


def _typing(world: World, typing: Typing) -> Event | None:
    channel, user = typing.channel, typing.user
    if not channel.permissions_for(world.bot.id) & Permission.VIEW_CHANNEL:
        return None
    data = _location(channel) | {"user_id": str(user.id), "timestamp": int(world.clock.now())}
    intents = _by_channel(channel, Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING)
    guild_id = channel.guild.id if channel.guild else None
    return Event(
        name="TYPING_START", data=data | _member_of(channel, user), guild_id=guild_id, intents=intents
    )


def _is_visible(world: World, message: Message) -> bool:
    permissions = message.channel.permissions_for(world.bot.id)
    return message.channel.id in world.channels and bool(permissions & Permission.VIEW_CHANNEL)


def _location(channel: Channel) -> Json:
    guild = {} if channel.guild is None else {"guild_id": str(channel.guild.id)}
    return {"channel_id": str(channel.id), **guild}


def _member_of(channel: Channel, user: User, *, with_user: bool = True) -> Json:
    """Build the ``member`` field of a guild event."""
    if channel.guild is None or user.id not in channel.guild.members:
        return {}
    return {"member": member_payload(channel.guild.members[user.id], with_user=with_user)}


def _by_channel(channel: Channel, guild_intent: Intent, dm_intent: Intent) -> int:
    return int(dm_intent if channel.type is ChannelType.DM else guild_intent)
