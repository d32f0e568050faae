"""Payloads: entities as Discord's JSON objects, with IDs as strings and times as ISO 8601 in UTC.

The keys are those that the published schemas require, plus those that discord.py and hikari read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sandbox.discord.entities import Channel, ChannelType, Guild, Member, Role, User
from sandbox.discord.messages import Attachment, Emoji, InteractionMetadata, Message, MessageType
from sandbox.discord.permissions import DM_PERMISSIONS, Permission
from sandbox.discord.snowflake import snowflake_time
from sandbox.discord.world import World

__all__ = [
    "Resolvable",
    "channel_payload",
    "emoji_payload",
    "guild_create_payload",
    "guild_payload",
    "integration_owners",
    "interaction_payload",
    "member_payload",
    "message_payload",
    "resolve",
    "role_payload",
    "timestamp",
    "user_payload",
]

Json = dict[str, Any]
Resolvable = User | Role | Channel | Message | Attachment
"""The objects that a command's options, menus and targets may name."""

_USER: Json = {
    **dict.fromkeys(("avatar", "avatar_decoration_data", "banner", "accent_color", "primary_guild")),
    "system": False,
    "public_flags": 0,
    "flags": 0,
}
_MEMBER: Json = {
    **dict.fromkeys(("avatar", "banner", "premium_since", "communication_disabled_until")),
    "pending": False,
    "flags": 0,
}
_ROLE: Json = {
    **dict.fromkeys(("description", "icon", "unicode_emoji")),
    "color": 0,
    "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    "hoist": False,
    "flags": 0,
}
_TEXT_CHANNEL: Json = {"topic": None, "parent_id": None, "rate_limit_per_user": 0, "last_pin_timestamp": None}
_GUILD_NULLS = """
    icon description home_header splash discovery_splash banner application_id afk_channel_id
    rules_channel_id public_updates_channel_id safety_alerts_channel_id vanity_url_code widget_channel_id max_presences
    incidents_data
"""
_GUILD: Json = {
    **dict.fromkeys(_GUILD_NULLS.split()),
    "region": "us-west",
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "verification_level": 0,
    "default_message_notifications": 1,
    "explicit_content_filter": 0,
    "mfa_level": 0,
    "nsfw": False,
    "nsfw_level": 0,
    "premium_subscription_count": 0,
    "premium_progress_bar_enabled": False,
    "widget_enabled": False,
    "max_members": 500_000,
    "max_video_channel_users": 25,
    "max_stage_video_channel_users": 50,
}
_EMPTY_LISTS = "voice_states presences stage_instances guild_scheduled_events soundboard_sounds".split()  # noqa: SIM905


# Attachments of a command or form are deleted with its reply.
_EPHEMERAL: Json = {"ephemeral": True}


def timestamp(seconds: float) -> str:
    """Format epoch seconds as ISO 8601 with microseconds and ``+00:00``."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def user_payload(user: User) -> Json:
    """Build a user object as seen by other users."""
    return _USER | {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0000" if user.bot else "0",
        "global_name": None if user.bot else user.name.title(),
        "bot": user.bot,
    }


def member_payload(member: Member, *, with_user: bool = True) -> Json:
    """Build a member object; resolved members lack ``user``, ``deaf`` and ``mute``."""
    payload = _MEMBER | {
        "roles": [str(role.id) for role in member.roles],
        "nick": member.nick,
        "joined_at": timestamp(member.joined_at),
    }
    if with_user:
        payload |= {"user": user_payload(member.user), "deaf": False, "mute": False}
    return payload


def role_payload(role: Role) -> Json:
    """Build a role object; ``permissions`` is a decimal string."""
    payload = _ROLE | {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "managed": role.bot_id is not None,
        "mentionable": role.mentionable,
    }
    return payload if role.bot_id is None else payload | {"tags": {"bot_id": str(role.bot_id)}}


def channel_payload(channel: Channel, viewer: User) -> Json:
    """Build a channel object; a direct message lists every recipient except ``viewer``."""
    payload: Json = {
        "id": str(channel.id),
        "type": int(channel.type),
        "last_message_id": str(channel.last_message_id) if channel.last_message_id else None,
        "flags": 0,
    }
    if channel.type is ChannelType.DM:
        others = [user for user in channel.recipients if user is not viewer]
        return payload | {"recipients": [user_payload(user) for user in others]}
    payload |= {"guild_id": str(channel.guild.id) if channel.guild else None, "name": channel.name}
    if channel.parent is not None:
        return payload | _thread_payload(channel, channel.parent)
    overwrites = [
        {"id": str(number), "type": int(one.is_member), "allow": str(one.allow), "deny": str(one.deny)}
        for number, one in channel.overwrites.items()
    ]
    own = {"position": channel.position, "permission_overwrites": overwrites, "nsfw": channel.nsfw}
    return payload | _TEXT_CHANNEL | own


def _thread_payload(thread: Channel, parent: Channel) -> Json:
    created = timestamp(snowflake_time(thread.id))
    return {
        "parent_id": str(parent.id),
        "owner_id": str(thread.owner.id) if thread.owner else None,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": thread.archived,
            "auto_archive_duration": 4320,
            "archive_timestamp": created,
            "create_timestamp": created,
            "locked": thread.locked,
        },
    }


def guild_payload(guild: Guild) -> Json:
    """Build a guild object as returned by ``GET /guilds/{id}``."""
    return _GUILD | {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner.id),
        "premium_tier": guild.premium_tier,
        "preferred_locale": guild.locale,
        "system_channel_id": None if guild.system_channel is None else str(guild.system_channel.id),
        "roles": [role_payload(role) for role in guild.roles.values()],
        "features": [],
        "emojis": [],
        "stickers": [],
    }


def guild_create_payload(guild: Guild, bot: User) -> Json:
    """Build GUILD_CREATE for a bot without the members intent, which lists only the bot's own member."""
    visible = [
        thread
        for thread in guild.threads.values()
        if thread.permissions_for(bot.id) & Permission.VIEW_CHANNEL and not thread.archived
    ]
    return guild_payload(guild) | {
        "unavailable": False,
        "large": False,
        "joined_at": timestamp(guild.members[bot.id].joined_at),
        "member_count": len(guild.members),
        "members": [member_payload(guild.members[bot.id])],
        "channels": [channel_payload(channel, bot) for channel in guild.channels.values()],
        "threads": [channel_payload(thread, bot) for thread in visible],
        **{key: [] for key in _EMPTY_LISTS},
    }


def emoji_payload(emoji: Emoji) -> Json:
    """Build the emoji object of a reaction."""
    return {"id": None if emoji.id is None else str(emoji.id), "name": emoji.name}


def message_payload(message: Message, *, viewer: User, nested: bool = False) -> Json:
    """Build a message object as the REST routes return it to ``viewer``.

    ``nested`` omits the message that this one replies to, as Discord does one level down.
    """
    payload: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "type": int(message.type),
        "author": user_payload(message.author),
        "content": message.content,
        "timestamp": timestamp(message.created_at),
        "edited_timestamp": None if message.edited_at is None else timestamp(message.edited_at),
        "tts": message.tts,
        "mention_everyone": message.mention_everyone,
        "mentions": [user_payload(user) for user in message.mentions],
        "mention_roles": [str(role.id) for role in message.mention_roles],
        "attachments": [_attachment(file) for file in message.attachments if not file.inline],
        "embeds": message.embeds,
        "components": message.components,
        "pinned": False,
        "flags": message.flags,
    }
    if message.reactions:
        payload["reactions"] = [_reaction(emoji, users, viewer) for emoji, users in message.reactions.items()]
    if message.nonce is not None:
        payload["nonce"] = message.nonce
    if message.webhook_id is not None:
        payload["webhook_id"] = str(message.webhook_id)
    if message.application_id is not None:
        payload["application_id"] = str(message.application_id)
    if message.interaction_metadata is not None:
        payload["interaction_metadata"] = _metadata(message.interaction_metadata)
    return payload | _reference(message, viewer, nested=nested)


def _attachment(attachment: Attachment) -> Json:
    """Build an attachment object; images include their dimensions."""
    payload: Json = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": attachment.size,
        "url": attachment.url,
        "proxy_url": attachment.url,
        "content_type": attachment.content_type,
    }
    if attachment.description is not None:
        payload["description"] = attachment.description
    if attachment.width is not None and attachment.height is not None:
        payload |= {"width": attachment.width, "height": attachment.height}
        payload |= {"placeholder_version": 1, "placeholder": ""}
    if attachment.spoiler:
        payload["flags"] = 1 << 3
    return payload


def _reaction(emoji: Emoji, users: list[User], viewer: User) -> Json:
    return {
        "emoji": emoji_payload(emoji),
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "burst_colors": [],
        "me": viewer in users,
        "me_burst": False,
        "burst_me": False,
        "burst_count": 0,
    }


def _reference(message: Message, viewer: User, *, nested: bool) -> Json:
    if message.reference_id is None:
        return {}
    channel, target = message.channel, message.reference
    reference = {"type": 0, "channel_id": str(channel.id), "message_id": str(message.reference_id)}
    if channel.guild:
        reference["guild_id"] = str(channel.guild.id)
    payload: Json = {"message_reference": reference}
    if message.type is MessageType.REPLY and not nested:
        exists = target is not None and not target.deleted
        payload["referenced_message"] = (
            message_payload(target, viewer=viewer, nested=True) if target and exists else None
        )
    return payload


def _metadata(metadata: InteractionMetadata) -> Json:
    payload: Json = {
        "id": str(metadata.id),
        "type": metadata.type,
        "user": user_payload(metadata.user),
        "authorizing_integration_owners": metadata.owners,
    }
    if metadata.name is not None:
        payload |= {"name": metadata.name, "command_type": 1}
    if metadata.target_user is not None:
        payload |= {"target_user": user_payload(metadata.target_user), "command_type": 2}
    if metadata.target_message_id is not None:
        payload |= {"target_message_id": str(metadata.target_message_id), "command_type": 3}
    if metadata.interacted_message_id is not None:
        payload["interacted_message_id"] = str(metadata.interacted_message_id)
    if metadata.trigger is not None:
        payload["triggering_interaction_metadata"] = _metadata(metadata.trigger)
    return payload


def integration_owners(guild: Guild | None, user: User) -> dict[str, str]:
    """Return the installation that authorizes an interaction: key "0" for a guild or DM, "1" for a user."""
    if guild is None:
        return {"0": "0"}
    return {"0": str(guild.id)} if guild.has_bot else {"1": str(user.id)}


def interaction_payload(
    world: World, *, user: User, channel: Channel, data: Json, source: Message | None, upload_limit: int
) -> Json:
    """Build the data of INTERACTION_CREATE without its ID, type and token."""
    guild = channel.guild
    payload: Json = {
        "application_id": str(world.application_id),
        "version": 1,
        "data": data,
        "channel_id": str(channel.id),
        "channel": _channel_for(world, channel, user),
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
        permissions = {"permissions": str(channel.computed_permissions(user.id))}
        payload |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": member_payload(guild.members[user.id]) | permissions,
        }
    if source is not None:
        payload["message"] = message_payload(source, viewer=world.bot)
    return payload


def resolve(world: World, channel: Channel, objects: Sequence[Resolvable], user: User) -> Json:
    """Build ``data.resolved`` for the objects that ``user`` selected."""
    resolved: Json = {}
    guild = channel.guild
    for one in objects:
        key = str(one.id)
        match one:
            case User():
                resolved.setdefault("users", {})[key] = user_payload(one)
                if guild is not None and one.id in guild.members:
                    member = member_payload(guild.members[one.id], with_user=False)
                    member["permissions"] = str(channel.computed_permissions(one.id))
                    del member["banner"]
                    resolved.setdefault("members", {})[key] = member
            case Role():
                resolved.setdefault("roles", {})[key] = role_payload(one)
            case Channel():
                resolved.setdefault("channels", {})[key] = _channel_for(world, one, user)
            case Attachment():
                resolved.setdefault("attachments", {})[key] = _attachment(one) | _EPHEMERAL
            case Message():
                resolved.setdefault("messages", {})[key] = message_payload(one, viewer=world.bot)
    return resolved


def _channel_for(world: World, channel: Channel, user: User) -> Json:
    return channel_payload(channel, world.bot) | {"permissions": str(channel.computed_permissions(user.id))}


def _app_permissions(world: World, channel: Channel, user: User) -> int:
    if channel.guild is None:
        return int(DM_PERMISSIONS)
    # A user-installed app has the permissions of its user.
    return channel.computed_permissions(world.bot.id if channel.guild.has_bot else user.id)
