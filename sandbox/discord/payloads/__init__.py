"""From the world to Discord's JSON: ids as strings, times as ISO 8601 in UTC."""

from sandbox.discord.payloads.messages import message_payload
from sandbox.discord.payloads.people import (
    channel_payload,
    guild_create_payload,
    guild_payload,
    member_payload,
    role_payload,
    timestamp,
    user_payload,
)

__all__ = [
    "channel_payload",
    "guild_create_payload",
    "guild_payload",
    "member_payload",
    "message_payload",
    "role_payload",
    "timestamp",
    "user_payload",
]
