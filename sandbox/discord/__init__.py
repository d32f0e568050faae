"""A small, faithful Discord on loopback: REST v10, gateway and attachments.

The unmodified discord.py (or any other library) logs in to it, in this process or
another; tests and the console drive people through :class:`UserClient`. It holds what a
bot of commands, buttons and reactions uses; a route that is missing answers 404 and
stands in the record as ``(unknown)``.
"""

from sandbox.discord.client_checks import ClientRefusedError
from sandbox.discord.default_world import DefaultWorld, create_default_world
from sandbox.discord.entities import (
    Attachment,
    Channel,
    ChannelType,
    Emoji,
    Member,
    Message,
    MessageFlag,
    MessageType,
    Overwrite,
    Role,
    User,
)
from sandbox.discord.gateway import Gateway, Session
from sandbox.discord.guilds import Guild
from sandbox.discord.interactions import (
    Interaction,
    InteractionFailedError,
    InteractionState,
    InteractionType,
)
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.simulator import DiscordSimulator
from sandbox.discord.traffic_log import (
    GatewayEvent,
    RequestCheck,
    RestExchange,
    TrafficLog,
    UploadedFile,
    Violation,
)
from sandbox.discord.users import UserClient
from sandbox.discord.world import World

__all__ = [
    "Attachment",
    "Channel",
    "ChannelType",
    "ClientRefusedError",
    "DefaultWorld",
    "DiscordSimulator",
    "Emoji",
    "Gateway",
    "GatewayEvent",
    "Guild",
    "Interaction",
    "InteractionFailedError",
    "InteractionState",
    "InteractionType",
    "Member",
    "Message",
    "MessageFlag",
    "MessageType",
    "Overwrite",
    "Permission",
    "RequestCheck",
    "RestExchange",
    "Role",
    "Session",
    "TrafficLog",
    "UploadedFile",
    "User",
    "UserClient",
    "Violation",
    "World",
    "create_default_world",
    "permissions_in",
]
