"""The payload of INTERACTION_CREATE, and the objects that its options refer to."""

from __future__ import annotations

from typing import Any

from sandbox.discord.entities import Channel, Member, Message, Role, User
from sandbox.discord.guilds import Guild
from sandbox.discord.payloads.messages import message_payload
from sandbox.discord.payloads.people import channel_payload, member_payload, role_payload, user_payload
from sandbox.discord.permissions import DM_PERMISSIONS, computed_permissions
from sandbox.discord.world import World

__all__ = ["Resolvable", "base_payload", "integration_owners", "resolve"]

Json = dict[str, Any]
Resolvable = User | Role | Channel | Message


def integration_owners(guild: Guild | None, user: User) -> dict[str, str]:
    """Why the bot is here: "0" with the guild (or "0" in its own DM), "1" with the user."""
    if guild is None:
        return {"0": "0"}
    return {"0": str(guild.id)} if guild.has_bot else {"1": str(user.id)}


def base_payload(
    world: World, *, user: User, channel: Channel, data: Json, source: Message | None, upload_limit: int
) -> Json:
    """What every interaction carries, without its id, type and token."""
    guild = channel.guild
    payload: Json = {
        "application_id": str(world.application_id),
        "version": 1,
        "data": data,
        "channel_id": str(channel.id),
        "channel": _channel(world, channel, user),
        "locale": user.locale,
        "app_permissions": str(_app_permissions(world, channel, user)),
        "entitlements": [],
        "authorizing_integration_owners": integration_owners(guild, user),
        "context": 1 if guild is None else 0,
        "attachment_size_limit": upload_limit,
    }
    if guild is None:
        payload["user"] = user_payload(user)
    else:
        member = guild.members[user.id]
        payload |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": _member(member, channel),
        }
    if source is not None:
        payload["message"] = message_payload(source, viewer=world.bot)
    return payload


def resolve(world: World, channel: Channel, things: list[Resolvable], user: User) -> Json:
    """``data.resolved`` for the objects that options or targets name; ``user`` is who named them."""
    resolved: Json = {}
    guild = channel.guild
    for thing in things:
        key = str(thing.id)
        match thing:
            case User():
                resolved.setdefault("users", {})[key] = user_payload(thing)
                if guild is not None and thing.id in guild.members:
                    member = member_payload(guild.members[thing.id], with_user=False)
                    member["permissions"] = str(computed_permissions(channel, thing.id))
                    del member["banner"]
                    resolved.setdefault("members", {})[key] = member
            case Role():
                resolved.setdefault("roles", {})[key] = role_payload(thing)
            case Channel():
                resolved.setdefault("channels", {})[key] = _channel(world, thing, user)
            case Message():
                resolved.setdefault("messages", {})[key] = message_payload(thing, viewer=world.bot)
    return resolved


def _channel(world: World, channel: Channel, user: User) -> Json:
    payload = channel_payload(channel, world.bot)
    payload["permissions"] = str(computed_permissions(channel, user.id))
    return payload


def _member(member: Member, channel: Channel) -> Json:
    return member_payload(member) | {"permissions": str(computed_permissions(channel, member.user.id))}


def _app_permissions(world: World, channel: Channel, user: User) -> int:
    if channel.guild is None:
        return int(DM_PERMISSIONS)
    # A user-installed app is held to the rights of the one who uses it.
    who = world.bot if channel.guild.has_bot else user
    return computed_permissions(channel, who.id)
