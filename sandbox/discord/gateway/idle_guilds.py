"""Servers in which nothing ever happens: they only make a bot's start and its memory realistic.

Ten thousand of them as objects would make the simulator itself the thing that is measured, so
their GUILD_CREATE is one text with the ids left open, filled in while it is sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sandbox.discord.entities import User
from sandbox.discord.payloads import user_payload

__all__ = ["IdleGuilds"]

# Ids below those of any year of Discord's, in steps that leave room for a server's channels and roles.
_FIRST = 100_000_000_000
_STEP = 1_000
_OPEN = "#"


class IdleGuilds:
    """``servers`` with ``channels`` text channels and ``roles`` roles each, the bot in all of them."""

    def __init__(self, servers: int, *, channels: int = 20, roles: int = 10) -> None:
        if channels + roles >= _STEP:
            raise ValueError("a server of the crowd has fewer than 1000 channels and roles together")
        self._servers = servers
        self._channels = channels
        self._roles = roles

    def unavailable(self) -> list[dict[str, Any]]:
        """The entries of READY."""
        return [{"id": f"{_FIRST + n}000", "unavailable": True} for n in range(self._servers)]

    def guild_creates(self, bot: User) -> Iterator[str]:
        """The data of each GUILD_CREATE, as JSON."""
        template = json.dumps(self._payload(bot), separators=(",", ":"))
        for number in range(self._servers):
            yield template.replace(_OPEN, str(_FIRST + number))

    def _payload(self, bot: User) -> dict[str, Any]:
        joined = "2026-01-01T00:00:00.000000+00:00"
        own_role = _id(self._channels + self._roles)
        member = {
            "user": user_payload(bot),
            "roles": [own_role],
            "nick": None,
            "avatar": None,
            "joined_at": joined,
            "premium_since": None,
            "pending": False,
            "communication_disabled_until": None,
            "flags": 0,
            "deaf": False,
            "mute": False,
        }
        return {
            "id": _id(0),
            "name": "A server of the crowd",
            "icon": None,
            "splash": None,
            "banner": None,
            "description": None,
            "features": ["COMMUNITY", "NEWS"],
            "owner_id": _id(0),
            "afk_channel_id": None,
            "afk_timeout": 300,
            "system_channel_id": _id(1),
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "verification_level": 1,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "vanity_url_code": None,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": "en-US",
            "unavailable": False,
            "large": True,
            "joined_at": joined,
            "member_count": 300,
            "members": [member],
            "roles": [self._role(number) for number in range(self._roles)],
            "channels": [self._channel(number) for number in range(self._channels)],
            "emojis": [],
            "stickers": [],
            "threads": [],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    def _role(self, number: int) -> dict[str, Any]:
        # The first is @everyone, whose id is the server's; the last one is the bot's own.
        return {
            "id": _id(self._channels + 1 + number) if number else _id(0),
            "name": f"role {number}" if number else "@everyone",
            "description": None,
            "permissions": "2248473465835073",
            "position": number,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }

    def _channel(self, number: int) -> dict[str, Any]:
        return {
            "id": _id(1 + number),
            "type": 0,
            "last_message_id": None,
            "flags": 0,
            "name": f"channel-{number}",
            "topic": None,
            "position": number,
            "permission_overwrites": [],
            "parent_id": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "last_pin_timestamp": None,
        }


def _id(offset: int) -> str:
    return f"{_OPEN}{offset:03d}"
