"""Users, members, roles, channels and guilds as JSON objects.

The keys are those that the published schemas require, plus what discord.py and
hikari read.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.discord.entities import Channel, ChannelType, Member, Role, User
from sandbox.discord.guilds import Guild
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.snowflake import snowflake_time

__all__ = [
    "channel_payload",
    "guild_create_payload",
    "guild_payload",
    "member_payload",
    "role_payload",
    "timestamp",
    "user_payload",
]

Json = dict[str, Any]


def timestamp(seconds: float) -> str:
    """Epoch seconds as ISO 8601 with microseconds and ``+00:00``."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def user_payload(user: User) -> Json:
    """A user as others see it."""
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0000" if user.bot else "0",
        "global_name": None if user.bot else user.name.title(),
        "avatar": None,
        "avatar_decoration_data": None,
        "banner": None,
        "accent_color": None,
        "primary_guild": None,
        "bot": user.bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
    }


def member_payload(member: Member, *, with_user: bool = True) -> Json:
    """A member; resolved members go without ``user``, ``deaf`` and ``mute``."""
    payload: Json = {
        "roles": [str(role.id) for role in member.roles],
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "joined_at": timestamp(member.joined_at),
        "premium_since": None,
        "pending": False,
        "communication_disabled_until": None,
        "flags": 0,
    }
    if with_user:
        payload |= {"user": user_payload(member.user), "deaf": False, "mute": False}
    return payload


def role_payload(role: Role) -> Json:
    """A role; ``permissions`` is a decimal string."""
    payload: Json = {
        "id": str(role.id),
        "name": role.name,
        "description": None,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.bot_id is not None,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if role.bot_id is not None:
        payload["tags"] = {"bot_id": str(role.bot_id)}
    return payload


def channel_payload(channel: Channel, viewer: User) -> Json:
    """A channel; a direct message lists everybody but ``viewer``."""
    last_message = str(channel.last_message_id) if channel.last_message_id else None
    payload: Json = {
        "id": str(channel.id),
        "type": int(channel.type),
        "last_message_id": last_message,
        "flags": 0,
    }
    if channel.type is ChannelType.DM:
        others = [user for user in channel.recipients if user is not viewer]
        return payload | {"recipients": [user_payload(user) for user in others]}
    if channel.parent is not None:
        return payload | _thread_payload(channel, channel.parent)
    overwrites = [
        {
            "id": str(target_id),
            "type": int(overwrite.is_member),
            "allow": str(overwrite.allow),
            "deny": str(overwrite.deny),
        }
        for target_id, overwrite in channel.overwrites.items()
    ]
    return payload | {
        "guild_id": str(channel.guild.id) if channel.guild else None,
        "name": channel.name,
        "topic": None,
        "position": channel.position,
        "permission_overwrites": overwrites,
        "parent_id": None,
        "nsfw": channel.nsfw,
        "rate_limit_per_user": 0,
        "last_pin_timestamp": None,
    }


def _thread_payload(thread: Channel, parent: Channel) -> Json:
    return {
        "guild_id": str(thread.guild.id) if thread.guild else None,
        "parent_id": str(parent.id),
        "owner_id": str(thread.owner.id) if thread.owner else None,
        "name": thread.name,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 4320,
            "archive_timestamp": timestamp(snowflake_time(thread.id)),
            "create_timestamp": timestamp(snowflake_time(thread.id)),
            "locked": False,
        },
    }


def guild_payload(guild: Guild) -> Json:
    """A guild as ``GET /guilds/{id}`` gives it."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "features": [],
        "owner_id": str(guild.owner.id),
        "application_id": None,
        "region": "us-west",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw": False,
        "nsfw_level": 0,
        "vanity_url_code": None,
        "premium_tier": guild.premium_tier,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": guild.locale,
        "widget_enabled": False,
        "widget_channel_id": None,
        "max_members": 500_000,
        "max_presences": None,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "incidents_data": None,
        "roles": [role_payload(role) for role in guild.roles.values()],
        "emojis": [],
        "stickers": [],
    }


def guild_create_payload(guild: Guild, bot: User) -> Json:
    """GUILD_CREATE for a bot without the members intent: only its own member is listed."""
    return guild_payload(guild) | {
        "unavailable": False,
        "large": False,
        "joined_at": timestamp(guild.members[bot.id].joined_at),
        "member_count": len(guild.members),
        "members": [member_payload(guild.members[bot.id])],
        "channels": [channel_payload(channel, bot) for channel in guild.channels.values()],
        "threads": [
            channel_payload(thread, bot)
            for thread in guild.threads.values()
            if permissions_in(thread, bot.id) & Permission.VIEW_CHANNEL
        ],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
