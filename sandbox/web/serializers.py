"""Serializers: users, channels, commands and messages of the simulated Discord as JSON for the page.

Messages are Discord's own objects as the viewer's client would receive them, so the page can display anything
that a bot sends. File URLs point to the page's own server.
"""

from __future__ import annotations

from typing import Any

from sandbox.discord import (
    Channel,
    ChannelType,
    ClientRefusedError,
    DiscordSimulator,
    Guild,
    Message,
    MessageType,
    Permission,
    User,
)
from sandbox.discord.client_checks import find_command
from sandbox.discord.localisation import without_dictionaries
from sandbox.discord.payloads import message_payload, role_payload, user_payload

__all__ = ["can_see", "commands_for", "directory", "languages", "message_view", "personas", "places_for"]

Json = dict[str, Any]
_URL_KEYS = ("url", "proxy_url", "icon_url", "proxy_icon_url")
_MISSING = (
    (Permission.VIEW_CHANNEL, "Easel cannot see this channel"),
    (Permission.ATTACH_FILES, "Easel may not attach files here"),
    (Permission.ADD_REACTIONS, "Easel may not add reactions here"),
)


def personas(discord: DiscordSimulator) -> list[Json]:
    """Return the users that a visitor can act as, starting with the members of the first guild."""
    world = discord.world
    people = [user for user in world.users.values() if not user.bot]
    known = sorted(people, key=lambda user: _rank_and_role(discord, user)[0])
    return [
        user_payload(user) | {"role": _rank_and_role(discord, user)[1], "locale": user.locale}
        for user in known
    ]


def places_for(discord: DiscordSimulator, user: User) -> list[Json]:
    """Return the guilds and channels that ``user`` sees, and the direct messages with the bot."""
    world = discord.world
    groups: list[Json] = []
    for guild in world.guilds.values():
        if user.id in guild.members:
            channels = [one for one in guild.channels.values() if can_see(one, user)]
            groups.append(
                {
                    "id": str(guild.id),
                    "name": guild.name,
                    "channels": [_channel(one, world.bot) for one in channels],
                }
            )
    direct = {"id": "@me", "name": "Direct messages", "channels": [_channel(world.open_dm(user), world.bot)]}
    return [*groups, direct]


def directory(discord: DiscordSimulator, channel: Channel) -> Json:
    """Return the entities that mentions and options in ``channel`` can refer to, with their names."""
    world, guild = discord.world, channel.guild
    members = guild.members if guild else {user.id: None for user in channel.recipients}
    return {
        "users": [user_payload(user) | {"here": user.id in members} for user in world.users.values()],
        "roles": [role_payload(role) for role in guild.roles.values()] if guild else [],
        "channels": [
            {"id": str(one.id), "name": one.name, "here": one.guild is guild and guild is not None}
            for one in world.channels.values()
            if one.type is not ChannelType.DM
        ],
    }


def commands_for(discord: DiscordSimulator, user: User, channel: Channel) -> list[Json]:
    """Return the registered commands that ``user`` may use in ``channel``, with their localized texts."""
    registry, guild = discord.commands, channel.guild
    registered = registry.all(None) + (registry.all(guild.id) if guild is not None else [])
    offered: dict[tuple[int, str], Json] = {}
    for command in registered:
        kind, name = command["type"], command["name"]
        try:
            found = find_command(registry, name, kind, user, channel)
        except ClientRefusedError:
            continue
        offered[kind, name] = without_dictionaries(found, user.locale)
    return sorted(offered.values(), key=lambda one: one["name"])


def languages(discord: DiscordSimulator) -> list[str]:
    """Return the languages of the bot's registered commands."""
    registered = [one.get("name_localizations") or {} for one in discord.commands.all(None)]
    return sorted({"en-US", *(locale for names in registered for locale in names)})


def message_view(message: Message, viewer: User, cdn_url: str) -> Json:
    """Return a message as displayed by ``viewer``'s client."""
    payload = message_payload(message, viewer=viewer)
    rights = message.channel.permissions_for(viewer.id)
    own = message.author is viewer or message.ephemeral_to is viewer
    public = message.ephemeral_to is None
    payload |= {
        "ephemeral": not public,
        "loading": message.loading,
        "system": message.type not in {MessageType.DEFAULT, MessageType.REPLY},
        "can": {
            "delete": own or bool(rights & Permission.MANAGE_MESSAGES),
            "react": public and bool(rights & Permission.READ_MESSAGE_HISTORY),
        },
    }
    shown: Json = _with_local_urls(payload, cdn_url)
    return shown


def can_see(channel: Channel, user: User) -> bool:
    """Return whether ``user`` sees ``channel`` in the channel list."""
    return bool(channel.permissions_for(user.id) & Permission.VIEW_CHANNEL)


def _channel(channel: Channel, bot: User) -> Json:
    rights = channel.permissions_for(bot.id)
    direct = channel.type is ChannelType.DM
    missing = [words for right, words in _MISSING if not rights & right]
    return {
        "id": str(channel.id),
        "name": "Easel" if direct else channel.name,
        "direct": direct,
        "nsfw": channel.nsfw,
        "guild": str(channel.guild.id) if channel.guild else None,
        "notes": [] if direct else missing[:1] if missing[:1] == [_MISSING[0][1]] else missing,
    }


def _rank_and_role(discord: DiscordSimulator, user: User) -> tuple[int, str]:
    """Return a user's sort key and role, in the first guild that they are in."""
    for number, guild in enumerate(discord.world.guilds.values()):
        if user.id in guild.members:
            rank, words = _rank(guild, user)
            where = "" if number == 0 else f" of {guild.name}"
            return number * 10 + rank, f"{words}{where}"
    return 99, "not in any server"


def _rank(guild: Guild, user: User) -> tuple[int, str]:
    if guild.owner is user:
        return 3, "owner"
    granted = guild.everyone.permissions
    for role in guild.members[user.id].roles:
        granted |= role.permissions
    if granted & (Permission.ADMINISTRATOR | Permission.MANAGE_GUILD):
        return 2, "administrator"
    return 1, "member"


def _with_local_urls(value: Any, cdn_url: str) -> Any:
    """Copy ``value``, removing the host from sandbox file URLs so that the page loads them from its own."""
    if isinstance(value, dict):
        return {
            key: one.removeprefix(cdn_url)
            if key in _URL_KEYS and isinstance(one, str) and one.startswith(f"{cdn_url}/")
            else _with_local_urls(one, cdn_url)
            for key, one in value.items()
        }
    return [_with_local_urls(one, cdn_url) for one in value] if isinstance(value, list) else value
