"""Simulated Discord on loopback: REST v10, gateway and attachments.

Unmodified discord.py (or any other library) can log in to it, from this process or another; tests and the
console act through :class:`UserClient`. It simulates the features used by a bot with commands, buttons and
reactions; any other route answers 404 and appears in the traffic log as ``(unknown)``.
"""

from sandbox.discord.client_checks import ClientRefusedError
from sandbox.discord.default_world import DefaultWorld, create_default_world
from sandbox.discord.entities import Change, Channel, ChannelType, Guild, Member, Overwrite, Role, User
from sandbox.discord.gateway import Gateway, IdleGuilds, Session
from sandbox.discord.interactions import (
    Interaction,
    InteractionFailedError,
    InteractionState,
    InteractionType,
)
from sandbox.discord.messages import Attachment, Emoji, Message, MessageFlag, MessageType, Reaction
from sandbox.discord.permissions import Permission
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
    "Change",
    "Channel",
    "ChannelType",
    "ClientRefusedError",
    "DefaultWorld",
    "DiscordSimulator",
    "Emoji",
    "Gateway",
    "GatewayEvent",
    "Guild",
    "IdleGuilds",
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
    "Reaction",
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
]
