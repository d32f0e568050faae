"""A request on its way through the API, and the reply to it.

Handlers see a :class:`Call` and the shared :class:`Api`; they return a
:class:`Reply` or raise :class:`sandbox.discord.errors.ApiError`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock
from sandbox.discord.commands import CommandRegistry
from sandbox.discord.entities import Channel, Message
from sandbox.discord.errors import (
    ApiError,
    missing_access,
    missing_permissions,
    not_found,
    unknown_channel,
    unknown_message,
)
from sandbox.discord.guilds import Guild
from sandbox.discord.interactions import InteractionRegistry
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.traffic_log import UploadedFile
from sandbox.discord.world import World

__all__ = [
    "Api",
    "Call",
    "Endpoint",
    "Handler",
    "Reply",
    "bot_channel",
    "bot_guild",
    "bot_message",
    "snowflake",
    "unknown_route",
]


@dataclass(slots=True, kw_only=True)
class Api:
    """What the resources share."""

    world: World
    clock: Clock
    desk: InteractionRegistry
    commands: CommandRegistry
    gateway_url: Callable[[], str]
    session_limit: Callable[[], dict[str, int]]
    privileged_intents: int = 0
    shards: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A parsed request. ``params`` are the variable parts of the path, unquoted."""

    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    json: Any
    files: tuple[UploadedFile, ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        """The body as an object; 400 / 50109 for anything else."""
        if self.json is None:
            return {}
        if not isinstance(self.json, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.json


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Status and JSON body; ``None`` with 204."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Api, Call], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A route: method, template with ``{names}``, handler, and whether a bot token is needed."""

    method: str
    template: str
    handler: Handler
    auth: bool = True


def snowflake(call: Call, name: str) -> int:
    """A path parameter as a snowflake; 400 / 50035 when it is none."""
    text = call.params[name]
    if not text.isdigit():
        problem = {"code": "NUMBER_TYPE_COERCE", "message": f'Value "{text}" is not snowflake.'}
        raise ApiError(400, 50035, "Invalid Form Body", errors={name: {"_errors": [problem]}})
    return int(text)


def bot_channel(api: Api, call: Call, needs: Permission = Permission.VIEW_CHANNEL) -> Channel:
    """The path's channel, if the bot may see it and holds ``needs`` there."""
    channel = api.world.channels.get(snowflake(call, "channel_id"))
    if channel is None:
        raise unknown_channel()
    if channel.parent is not None and needs & Permission.SEND_MESSAGES:
        needs = needs & ~Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS
    rights = permissions_in(channel, api.world.bot.id)
    if not rights & Permission.VIEW_CHANNEL:
        raise missing_access()
    if rights & needs != needs:
        raise missing_permissions()
    return channel


def bot_message(api: Api, call: Call, needs: Permission = Permission.VIEW_CHANNEL) -> Message:
    """The path's message; ephemeral ones do not exist for channel routes."""
    channel = bot_channel(api, call, needs)
    message = api.world.message(channel.id, snowflake(call, "message_id"))
    if message is None or message.ephemeral_to is not None:
        raise unknown_message()
    return message


def bot_guild(api: Api, call: Call) -> Guild:
    """The path's guild, if the bot is in it."""
    guild = api.world.guilds.get(snowflake(call, "guild_id"))
    if guild is None:
        raise ApiError(404, 10004, "Unknown Guild")
    if not guild.has_bot:
        raise missing_access()
    return guild


async def unknown_route(_api: Api, _call: Call) -> Reply:
    """The answer to a path that this API does not have."""
    raise not_found()
