"""Messages, attachments and reactions as JSON objects."""

from __future__ import annotations

from typing import Any

from sandbox.discord.entities import (
    Attachment,
    ChannelType,
    Emoji,
    InteractionMetadata,
    Message,
    MessageType,
    User,
)
from sandbox.discord.payloads.people import timestamp, user_payload

__all__ = ["attachment_payload", "emoji_payload", "message_payload"]

Json = dict[str, Any]


def emoji_payload(emoji: Emoji) -> Json:
    """An emoji inside a reaction."""
    return {"id": None if emoji.id is None else str(emoji.id), "name": emoji.name}


def attachment_payload(attachment: Attachment) -> Json:
    """A file; pictures carry their size in pixels."""
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
        payload |= {
            "width": attachment.width,
            "height": attachment.height,
            "placeholder_version": 1,
            "placeholder": "",
        }
    if attachment.filename.startswith("SPOILER_"):
        payload["flags"] = 1 << 3
    return payload


def message_payload(message: Message, *, viewer: User, nested: bool = False) -> Json:
    """A message as ``viewer`` (the bot) gets it from a REST route.

    ``nested`` leaves out the message that this one replies to, as Discord does one
    level down.
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
        "attachments": [attachment_payload(file) for file in message.attachments if not file.inline],
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


def _reference(message: Message, viewer: User, *, nested: bool) -> Json:
    if message.reference_id is None:
        return {}
    reference: Json = {
        "type": 0,
        "channel_id": str(message.channel.id),
        "message_id": str(message.reference_id),
    }
    if message.channel.type is not ChannelType.DM and message.channel.guild:
        reference["guild_id"] = str(message.channel.guild.id)
    payload: Json = {"message_reference": reference}
    if message.type is MessageType.REPLY and not nested:
        target = message.reference
        gone = target is None or target.deleted
        payload["referenced_message"] = (
            None if target is None or gone else message_payload(target, viewer=viewer, nested=True)
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
