"""API calls, responses and routes.

A handler receives the shared :class:`Api` and a :class:`Call`, and returns a :class:`Response` or raises
:class:`sandbox.discord.errors.ApiError`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock
from sandbox.discord.commands import CommandRegistry
from sandbox.discord.entities import Channel, Guild
from sandbox.discord.errors import (
    ApiError,
    missing_access,
    missing_permissions,
    unknown_channel,
    unknown_message,
)
from sandbox.discord.interactions import InteractionRegistry
from sandbox.discord.messages import Message
from sandbox.discord.permissions import Permission
from sandbox.discord.rules.form_errors import FormErrors
from sandbox.discord.traffic_log import UploadedFile
from sandbox.discord.world import World
from sandbox.faults import Faults

__all__ = [
    "Api",
    "Call",
    "Endpoint",
    "Handler",
    "Response",
    "RouteTable",
    "bot_channel",
    "bot_guild",
    "bot_message",
    "flag_of",
    "integer_of",
    "snowflake_of",
]


@dataclass(slots=True, kw_only=True)
class Api:
    """The parts of the simulator that handlers share."""

    world: World
    clock: Clock
    interactions: InteractionRegistry
    commands: CommandRegistry
    gateway_url: Callable[[], str]
    session_limit: Callable[[], Mapping[str, int]]
    faults: Faults
    privileged_intents: int = 0
    shards: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A parsed request. ``params`` are the variable parts of the path, unquoted."""

    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    json: Any
    files: tuple[UploadedFile, ...] = ()

    @property
    def body(self) -> dict[str, Any]:
        """Return the body as an object; raises 400 / 50109 for anything else."""
        if self.json is None:
            return {}
        if not isinstance(self.json, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.json


@dataclass(frozen=True, slots=True)
class Response:
    """A response: JSON body (``None`` with 204), status and headers."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Api, Call], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route: method, path template with ``{names}``, handler, and whether it requires the bot token."""

    method: str
    template: str
    handler: Handler
    auth: bool


class RouteTable(list[Endpoint]):
    """The routes of a resource, filled by decorating its handlers."""

    def route(self, method: str, template: str, *, auth: bool = True) -> Callable[[Handler], Handler]:
        """Register the decorated handler; may be applied more than once."""

        def register(handler: Handler) -> Handler:
            self.append(Endpoint(method, template, handler, auth))
            return handler

        return register


def snowflake_of(call: Call, name: str) -> int:
    """Parse a path parameter as a snowflake; raises 400 / 50035 for anything else."""
    form = FormErrors()
    form.at(name).snowflake(call.params[name])
    form.raise_if_any()
    return int(call.params[name])


def integer_of(call: Call, name: str, default: int, low: int = 0, high: int = 1 << 63) -> int:
    """Parse a query parameter from ``low`` to ``high``; raises 400 / 50035 for anything else."""
    text = call.query.get(name, str(default))
    form = FormErrors()
    if not text.isdigit() or not low <= int(text) <= high:
        form.at(name).error("NUMBER_TYPE_MAX", f"int value should be between {low} and {high}.")
    form.raise_if_any()
    return int(text)


def flag_of(call: Call, name: str) -> bool:
    """Parse a boolean query parameter; raises 400 / 50035 for anything else."""
    text = call.query.get(name, "false").lower()
    form = FormErrors()
    if text not in {"true", "1", "false", "0"}:
        form.at(name).error("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
    form.raise_if_any()
    return text in {"true", "1"}


def bot_channel(api: Api, call: Call, needs: Permission = Permission.VIEW_CHANNEL) -> Channel:
    """Return the path's channel; raise an error unless the bot sees it and has the permissions ``needs``."""
    channel = api.world.channels.get(snowflake_of(call, "channel_id"))
    if channel is None:
        raise unknown_channel()
    if channel.parent is not None and needs & Permission.SEND_MESSAGES:
        needs = needs & ~Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS
    granted = channel.permissions_for(api.world.bot.id)
    if not granted & Permission.VIEW_CHANNEL:
        raise missing_access()
    if granted & needs != needs:
        raise missing_permissions()
    return channel


def bot_message(api: Api, call: Call, needs: Permission = Permission.VIEW_CHANNEL) -> Message:
    """Return the path's message; ephemeral messages are not found through channel routes."""
    channel = bot_channel(api, call, needs)
    message = api.world.message(channel.id, snowflake_of(call, "message_id"))
    if message is None or message.ephemeral_to is not None:
        raise unknown_message()
    return message


def bot_guild(api: Api, call: Call) -> Guild:
    """Return the path's guild; raise an error unless the bot is in it."""
    guild = api.world.guilds.get(snowflake_of(call, "guild_id"))
    if guild is None:
        raise ApiError(404, 10004, "Unknown Guild")
    if not guild.has_bot:
        raise missing_access()
    return guild
