"""Idle guilds: guilds without activity, for realistic startup time and memory use of a bot.

Ten thousand guild objects would distort the measurement, so their GUILD_CREATE is a JSON template whose IDs
are filled in as it is sent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.discord.entities import Channel, Guild, Member, Role, User
from sandbox.discord.payloads import guild_create_payload
from sandbox.discord.snowflake import SnowflakeGenerator

__all__ = ["IdleGuilds"]

# IDs smaller than any of Discord's. A guild's channels and roles differ from it in the last three digits.
_FIRST = 100_000_000_000
_STEP = 1_000
# Consecutive guilds belong to different shards, which depend on the bits above the 22nd: ceil(2**22 / _STEP).
_SPACING = 4_195
_PLACEHOLDER = 987_654_321_987
_JOINED_AT = 1_767_225_600.0
_PERMISSIONS = 2_248_473_465_835_073


class IdleGuilds:
    """``servers`` guilds, each with ``channels`` text channels and ``roles`` roles, all joined by the bot."""

    def __init__(self, servers: int, *, channels: int = 20, roles: int = 10) -> None:
        if channels + roles >= _STEP:
            raise ValueError("an idle guild has fewer than 1000 channels and roles together")
        self._servers = servers
        self._channels = channels
        self._roles = roles

    def unavailable(self, serves: Callable[[int], bool]) -> list[dict[str, Any]]:
        """Return the entries in READY of the guilds whose ID ``serves`` accepts."""
        return [{"id": f"{prefix}000", "unavailable": True} for prefix in self._prefixes(serves)]

    def guild_creates(self, bot: User, serves: Callable[[int], bool]) -> Iterator[str]:
        """Yield the data of the same guilds' GUILD_CREATE as JSON."""
        template = json.dumps(self._payload(bot), separators=(",", ":"))
        for prefix in self._prefixes(serves):
            yield template.replace(str(_PLACEHOLDER), str(prefix))

    def _prefixes(self, serves: Callable[[int], bool]) -> Iterator[int]:
        prefixes = range(_FIRST, _FIRST + self._servers * _SPACING, _SPACING)
        return (prefix for prefix in prefixes if serves(prefix * _STEP))

    def _payload(self, bot: User) -> dict[str, Any]:
        first = _PLACEHOLDER * _STEP
        guild = Guild(
            id=first,
            name="An idle server",
            owner=User(id=first, name="owner"),
            bot=bot,
            snowflakes=SnowflakeGenerator(SandboxClock()),
            announce=_ignore,
            register_channel=_ignore,
            forget_channel=_ignore,
        )
        guild.everyone.permissions = _PERMISSIONS
        for number in range(1, self._roles):
            role = Role(id=first + self._channels + 1 + number, name=f"role {number}", guild=guild)
            role.position, role.permissions = number, _PERMISSIONS
            guild.roles[role.id] = role
        own_role = Role(id=first + self._channels + self._roles, name="own", guild=guild)
        guild.members[bot.id] = Member(user=bot, guild=guild, roles=[own_role], joined_at=_JOINED_AT)
        for number in range(self._channels):
            channel = Channel(id=first + 1 + number, name=f"channel-{number}", guild=guild, position=number)
            guild.channels[channel.id] = channel
        busy = {"features": ["COMMUNITY", "NEWS"], "large": True, "member_count": 300}
        return guild_create_payload(guild, bot) | busy | {"system_channel_id": str(first + 1)}


def _ignore(_: object) -> None:
    """Discard an announcement: idle guilds do not change."""
